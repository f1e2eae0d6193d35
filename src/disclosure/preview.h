// SPDX-License-Identifier: MIT
// Disclosure: the counts themselves, for the organizer who holds the ballots, and why each may not be shown.
// Never published.
#pragma once

#include "disclosure/policy.h"
#include "disclosure/released.h"
#include "tally/tally.h"

namespace triptych::disclosure {

/// [{"name","question","source","kind","compared","values","options":[count],"answered","unanswered","refused","dont_know","not_asked",
/// "taught","why"}], one an item. `why`: empty where the rules of one-way tables allow it; else "few"
/// (answers), "one_category", "alike" (boxes that all or nobody ticked), "options" (too many to show),
/// "policy" (not among the policy's items), "flow" (shown
/// as the moves of who was asked twice), "closing" (shown only then).
Array preview_of(const tally::Columns& columns, const Policy& policy, Phase phase);

/// [{"question","items","people"}], one for each grid of at least tally::kStraightItems rows: how many gave
/// the same answer throughout. A count, never a removal. Errors: those of tally::evenness.
Result<Value> straight_lines_of(const tally::Columns& columns);

/// Two single-choice items crossed: {"rows","columns","row_values","column_values","cells":[count]},
/// row-major, the ballots that answered both. Error: release_item (path: the name of no such item).
Result<Value> crosstab_of(const tally::Columns& columns, std::string_view rows, std::string_view column);

}  // namespace triptych::disclosure
