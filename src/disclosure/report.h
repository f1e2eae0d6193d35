// SPDX-License-Identifier: MIT
// Disclosure: what the organizer, who holds the ballots, is told of a count and its release. Never published.
#pragma once

#include "disclosure/released.h"
#include "tally/tally.h"

namespace triptych::disclosure {

/// {"survey","wave","simulated","ballots","duplicates","conflicts","disagreements":[{"structure","item","kind"}],"kept","table",
/// "number","closed","shown","tables","released"}: kept as name_of says it, kind "apart" or "fewer_options", shown the number of
/// ballots as published, released how many of the tables show their numbers.
Object report_of(const tally::Columns& columns, const Release& release);

}  // namespace triptych::disclosure
