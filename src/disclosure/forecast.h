// SPDX-License-Identifier: MIT
// Disclosure: what could be published if so many people answered as those did who are here: for the organizer who must decide when to close.
// Never published.
#pragma once

#include <cstdint>
#include <vector>

#include "disclosure/rows.h"
#include "tally/tally.h"

namespace triptych::disclosure {

/// [{"people","tables","released","crossed","crossed_released","cells","hidden","rows","k","loss"}], one for each of `sizes`: people drawn
/// with replacement, always the same ones, then released as at closing. `tables` all one-way tables, `cells` those of the crossed tables
/// released; `rows` how many can be released, 0 where none (tables only). Errors: those of release and release_rows other than too few people.
Result<Array> forecast(const tally::Columns& columns, const Policy& policy, const std::vector<std::uint32_t>& sizes, const Progress& progress = {});

}  // namespace triptych::disclosure
