// SPDX-License-Identifier: MIT
// Disclosure: the policy of a survey, read from its disclosure.json. There is no default: what is not written is refused.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "tally/flow.h"

namespace triptych::disclosure {

/// No policy may go below these.
inline constexpr std::uint32_t kLeastAnswers = 5;
inline constexpr std::uint32_t kLeastCategories = 2;

struct Policy {
  std::string survey;

  // one_way
  bool all_items = true;
  std::vector<std::string> items;     ///< questions whose tables may be shown, where not all
  std::uint32_t min_answers = 0;      ///< a table with fewer valid answers shows nothing
  std::uint32_t min_categories = 0;   ///< … and one with fewer filled categories
  std::uint32_t total_step = 0;       ///< the number of ballots is floored to a multiple of it while the survey is open

  // flows: asked twice in a sitting; each is a one-way table of "up", "same", "down". Questions with a right
  // answer are shown only so: how many were right before an explanation says nothing without how many were
  // after.
  std::vector<tally::Flow> flows;

  // batches
  std::uint32_t min_new = 0;               ///< new valid answers of every table that moves
  std::uint32_t min_categories_moved = 0;
  std::uint32_t max_snapshots = 0;         ///< of one wave, the closing one not counted

  // crossed: only at closing
  struct Pair {
    std::string rows;
    std::string columns;
  };
  std::vector<Pair> tables;           ///< the only pairs ever crossed; as a graph of items they hold no circle
  std::uint32_t primary_most = 0;     ///< cells 1..primary_most are never shown
  std::uint32_t min_protection = 0;   ///< an attacker must find possible that a hidden cell is this large

  // rows: only at closing; k 0: none
  struct Group {
    std::string code;
    Value text;  ///< words by language, or "default"
    std::vector<std::string> values;
  };
  struct Known {
    std::string question;
    std::vector<std::vector<Group>> levels;  ///< from fine to coarse; one that holds everybody is understood
  };
  std::uint32_t k = 0;
  double most_dropped = 0;            ///< share of the rows, 0 to kMostDropped
  std::vector<std::string> sensitive; ///< items with two answers or more in every class
  std::vector<Known> quasi_identifiers;
};

inline constexpr double kMostDropped = 0.2;

/// An item with a right answer that is shown in a flow alone.
bool is_checked(const Policy& policy, std::string_view item);

/// Errors: policy_shape (path: JSON pointer to what is missing or not understood), policy_weak (path; least),
/// policy_linked (path: the pair that closes a circle, whose tables could not be audited one by one; or that
/// is a flow too).
Result<Policy> read_policy(const Value& json);

}  // namespace triptych::disclosure
