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
    case State::not_asked: ++counts.not_asked; break;
    case State::unanswered: ++counts.unanswered; break;
    case State::refused: ++counts.refused; break;
    case State::dont_know: ++counts.dont_know; break;
    case State::answered: ++counts.answered; break;
  }
}

}  // namespace

Rows taught(const Columns& columns) {
  constexpr std::uint32_t kBefore = kFirstOption + static_cast<std::uint32_t>(ballot::Fact::before);
  Rows rows(columns.ballots);
  for (const Variable& variable : columns.variables) {
    if (variable.envelope || variable.item.source != ballot::ItemSource::fact) continue;
    const Column& column = columns.columns[variable.first];
    for (std::size_t row = 0; row < columns.ballots; ++row) {
      if (column[row] == kBefore) rows.set(row);
    }
  }
  return rows;
}

Counts count(const Columns& columns, std::size_t variable, const Rows* without) {
  const Variable& counted = columns.variables[variable];
  const Column& first = columns.columns[counted.first];
  Counts counts;
  counts.options.assign(counted.item.option_count(), 0);
  for (std::size_t row = 0; row < columns.ballots; ++row) {
    if (without && without->has(row)) continue;
    const std::uint32_t code = first[row];
    if (counted.item.kind == ItemKind::single) {
      count_state(counts, code < kFirstOption ? static_cast<State>(code) : State::answered);
      if (code >= kFirstOption) ++counts.options[code - kFirstOption];
      continue;
    }
    count_state(counts, static_cast<State>(code));
    for (std::size_t option = 0; option < counts.options.size(); ++option) {
      // A box ticked is 1, and so is the first rank.
      if (columns.columns[counted.first + 1 + option][row] == 1) ++counts.options[option];
    }
  }
  return counts;
}

Crosstab cross(const Column& rows, std::size_t row_categories, const Column& columns, std::size_t column_categories) {
  Crosstab table{row_categories, column_categories, std::vector<std::uint64_t>(row_categories * column_categories, 0)};
  for (std::size_t i = 0; i < rows.size(); ++i) ++table.cells[rows[i] * column_categories + columns[i]];
  return table;
}

}  // namespace triptych::tally
