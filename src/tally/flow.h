// SPDX-License-Identifier: MIT
// Tally: people asked twice in one sitting: how many moved up, stayed, moved down.
#pragma once

#include <string>
#include <vector>

#include "tally/count.h"

namespace triptych::tally {

/// What a move up is.
enum class Up : std::uint8_t {
  earlier_option,  ///< towards the first option of the list
  later_option,    ///< towards the last one
  right_answer,    ///< from a wrong answer, or "don't know", to the right one
};

/// Before and after are each asked by one of several items: the one that was asked, where forms are counterbalanced.
struct Flow {
  std::string name;
  std::vector<std::string> before;
  std::vector<std::string> after;
  Up up = Up::right_answer;
};

/// Whether each item of the flow is a single choice that was not drawn at random, with a right answer if that is what counts, else
/// with the same options as the others.
bool can_flow(const Columns& columns, const Flow& flow);

/// Options 0, 1, 2: up, same, down. Unanswered: one of the two was asked and not answered (for an order, "don't know" has no place
/// in it); not asked: one of the two was not. can_flow must hold.
Counts count_flow(const Columns& columns, const Flow& flow);

}  // namespace triptych::tally
