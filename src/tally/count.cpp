// SPDX-License-Identifier: MIT
// Tally: histograms of columns.
#include "tally/count.h"

namespace triptych::tally {
namespace {

using ballot::ItemKind;
using ballot::kFirstOption;
using ballot::State;

void count_state(Counts& counts, State state) {
  switch (state) {
    case State::not_asked:
      ++counts.not_asked;
      break;
    case State::unanswered:
      ++counts.unanswered;
      break;
    case State::refused:
      ++counts.refused;
      break;
    case State::dont_know:
      ++counts.dont_know;
      break;
    case State::answered:
      ++counts.answered;
      break;
  }
}

}  // namespace

Rows taught(const Columns& columns) {
  constexpr std::uint32_t kBefore = kFirstOption + static_cast<std::uint32_t>(ballot::Fact::before);
  Rows rows(columns.ballots);
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    if (columns.variables[i].envelope || columns.variables[i].item.source != ballot::ItemSource::fact)
      continue;
    const Column column = columns.codes(i);
    for (std::size_t row = 0; row < columns.ballots; ++row) {
      if (column[row] == kBefore) rows.set(row);
    }
  }
  return rows;
}

Counts count(const Columns& columns, std::size_t variable, const Rows* without) {
  const Variable& counted = columns.variables[variable];
  const Column first = columns.codes(variable);
  Counts counts;
  counts.options.assign(counted.item.option_count(), 0);
  for (std::size_t row = 0; row < columns.ballots; ++row) {
    if (without && without->has(row)) continue;
    const std::uint32_t code = first[row];
    if (counted.item.kind == ItemKind::single) {
      count_state(counts, code < kFirstOption ? static_cast<State>(code) : State::answered);
      if (code >= kFirstOption) ++counts.options[code - kFirstOption];
    } else {
      count_state(counts, static_cast<State>(code));
    }
  }
  if (counted.item.kind == ItemKind::single) return counts;
  for (std::uint32_t option = 0; option < counted.item.option_count(); ++option) {
    const Column part = columns.part(variable, option);
    for (std::size_t row = 0; row < columns.ballots; ++row) {
      // A box ticked is 1, and so is the first rank.
      if (part[row] == 1 && !(without && without->has(row))) ++counts.options[option];
    }
  }
  return counts;
}

Crosstab cross(const std::vector<std::uint8_t>& row_categories, std::size_t rows,
               const std::vector<std::uint8_t>& column_categories, std::size_t columns) {
  Crosstab table{rows, columns, std::vector<std::uint64_t>(rows * columns, 0)};
  for (std::size_t i = 0; i < row_categories.size(); ++i)
    ++table.cells[row_categories[i] * columns + column_categories[i]];
  return table;
}

}  // namespace triptych::tally
