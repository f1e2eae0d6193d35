// SPDX-License-Identifier: MIT
// Ballot: what a new version of a questionnaire does to the ballots already collected.
#pragma once

#include <vector>

#include "ballot/codebook.h"
#include "questionnaire/questionnaire.h"

namespace triptych::ballot {

/// Errors (a new wave is needed: ballots could not be counted together) compare_removed, compare_kind (found, before),
/// compare_options (value, before), compare_grid, compare_epsilon; warnings compare_condition, compare_correct; notes compare_added,
/// compare_options_added (count). path: the item's name.
std::vector<questionnaire::Diagnostic> compare(const Codebook& now, const Codebook& before);

}  // namespace triptych::ballot
