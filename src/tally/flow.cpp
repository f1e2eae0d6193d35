// SPDX-License-Identifier: MIT
// Tally: one answer before, one after.
#include "tally/flow.h"

namespace triptych::tally {
namespace {

using ballot::Item;
using ballot::kFirstOption;

struct Place {
  enum class Kind : std::uint8_t { not_asked, unanswered, at } kind = Kind::not_asked;
  /// Higher is up.
  std::int64_t height = 0;
};

Place place_of(const Columns& columns, const std::vector<std::string>& names, Up up, std::size_t row) {
  for (const std::string& name : names) {
    const std::size_t index = columns.find(name);
    const Variable& variable = columns.variables[index];
    const std::uint32_t code = columns.codes(index)[row];
    if (code == ballot::kNotAsked) continue;
    const bool answered = code >= kFirstOption;
    if (up == Up::right_answer) {
      // Who says "I don't know" has not found the right answer, and has answered.
      if (!answered && code != ballot::kDontKnow) return {Place::Kind::unanswered, 0};
      return {Place::Kind::at, answered && code - kFirstOption == *variable.item.correct ? 1 : 0};
    }
    if (!answered) return {Place::Kind::unanswered, 0};
    const auto option = static_cast<std::int64_t>(code - kFirstOption);
    return {Place::Kind::at, up == Up::earlier_option ? -option : option};
  }
  return {};
}

}  // namespace

bool can_flow(const Columns& columns, const Flow& flow) {
  const Item* first = nullptr;
  for (const std::vector<std::string>* names : {&flow.before, &flow.after}) {
    if (names->empty()) return false;
    for (const std::string& name : *names) {
      const std::size_t found = columns.find(name);
      if (found == columns.variables.size() || columns.variables[found].envelope) return false;
      const Item& item = columns.variables[found].item;
      if (item.kind != ballot::ItemKind::single || item.epsilon > 0) return false;
      if (flow.up == Up::right_answer) {
        if (!item.correct) return false;
        continue;
      }
      if (!first) first = &item;
      if (item.grid || item.options != first->options) return false;
    }
  }
  return true;
}

Counts count_flow(const Columns& columns, const Flow& flow) {
  Counts counts;
  counts.options.assign(3, 0);
  for (std::size_t row = 0; row < columns.ballots; ++row) {
    const Place before = place_of(columns, flow.before, flow.up, row);
    const Place after = place_of(columns, flow.after, flow.up, row);
    if (before.kind == Place::Kind::not_asked || after.kind == Place::Kind::not_asked) {
      ++counts.not_asked;
    } else if (before.kind == Place::Kind::unanswered || after.kind == Place::Kind::unanswered) {
      ++counts.unanswered;
    } else {
      ++counts.answered;
      ++counts.options[after.height > before.height ? 0 : after.height == before.height ? 1 : 2];
    }
  }
  return counts;
}

}  // namespace triptych::tally
