// SPDX-License-Identifier: MIT
// Tally: weights that give the answers known margins, and what they do to every share. They do not make volunteers representative.
#pragma once

#include "base/result.h"
#include "tally/tally.h"

namespace triptych::tally {

/// No weight is below or above these times the mean, where the margins allow it.
inline constexpr double kLeastWeight = 0.3;
inline constexpr double kMostWeight = 3;
/// Items of more options are not told.
inline constexpr std::uint32_t kMostWeighed = 100;

/// `margins`: [{"item": name, "targets": [number an option]}], 1 to 8 single-choice items; targets of any total, scaled to one. Only people
/// who answered all of these items are weighted. → {"people","left_out","effective_n","design_effect","least","most","settled","cycles",
/// "thin":[{"item","value","people"}],"items":[{"name","answered","plain":[share],"weighted":[share]}]}: least and most are the weights over
/// their mean, `settled` is false where some stay outside of the limits above, thin are options of fewer than 5 people; of every single item
/// the shares of those weighted people who answered it. Errors: tally_item (path, name: an item that is none of these, or targets that are not
/// one an option), those of stats::rake_within.
Result<Value> weigh(const Columns& columns, const Value& margins);

}  // namespace triptych::tally
