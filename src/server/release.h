// SPDX-License-Identifier: MIT
// Server: from the ballots of a store to a released snapshot, under the batch rule.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "server/store.h"
#include "server/surveys.h"

namespace triptych::server {

enum class Closing : std::uint8_t {
  no,   ///< one-way tables, only if enough is new; else what was released stays, byte for byte
  yes,  ///< the last release of the wave, with its crossed tables; the wave then takes no more ballots
};

/// What is released of the wave that collects now, after making a new snapshot if the rules of disclosure allow one, and saving it
/// in the store. Nothing if there has never been enough. A closed wave stays as it is.
/// Errors: store_*, those of tally and disclosure.
Result<std::optional<StoredRelease>> release_wave(Store& store, const Survey& survey, Closing closing);

}  // namespace triptych::server
