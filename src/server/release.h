// SPDX-License-Identifier: MIT
// Server: from the ballots of a store to a released snapshot, under the batch rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "disclosure/released.h"
#include "server/store.h"
#include "server/surveys.h"
#include "tally/tally.h"

namespace triptych::server {

/// The surveys of a site, with the structures that the store remembers.
Result<Surveys> load_surveys(const std::string& site, Store& store);

/// Every ballot of the wave that collects now, each once. Errors: store_*, those of tally.
Result<tally::Columns> count_wave(Store& store, const Survey& survey);

enum class Occasion : std::uint8_t {
  batch,    ///< the server's own: spaced, so that the few snapshots that a policy allows last as long as the
            ///< collection
  asked,    ///< the organizer's: as soon as the policy allows
  closing,  ///< the last release of the wave, with its crossed tables; the wave then takes no more ballots
};

/// Ballots that must be new before the server makes the next snapshot by itself: the policy's batch for the
/// first half of the snapshots that it allows, then as many as are already in (each doubles the last).
std::uint64_t batch_of(const disclosure::Policy& policy, std::uint32_t snapshots, std::uint64_t ballots);

struct WaveRelease {
  std::optional<StoredRelease> now;              ///< nothing: there have never been enough ballots
  bool changed = false;                          ///< a new snapshot was made and saved in the store
  disclosure::Kept kept = disclosure::Kept::no;  ///< why not, or at closing why the last batch stays out
  std::string table;                             ///< … and because of which table
};
/// Of the wave that collects now. A closed wave stays as it is.
/// Errors: store_*, those of tally and disclosure.
Result<WaveRelease> release_wave(Store& store, const Survey& survey, Occasion occasion);

}  // namespace triptych::server
