// SPDX-License-Identifier: MIT
// Tests: random columns with every kind of item and every way of not answering, and the slow right answers
// about them.
#pragma once

#include <cmath>

#include "made_ballots.h"
#include "tally/index.h"

namespace made {

using tally::Columns;
using tally::Counts;
using tally::Filter;
using tally::kStates;

/// Names are the variables' numbers: 0..2 demographics, 3..6 five options, 7 one option, 8 eleven, 9 a grid
/// of 300, 10 boxes, 11 a ranking; then the envelope.
inline Codebook columns_codebook() {
  const std::vector<Value> eleven{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  std::vector<Item> items{item("0", {"a", "b", "c", "d", "e", "f"}), item("1", {"a", "b"}),
                          item("2", {"a", "b", "c", "d"})};
  for (int i = 3; i < 7; ++i) items.push_back(item(std::to_string(i), {1, 2, 3, 4, 5}));
  items.push_back(item("7", {"only"}));
  items.push_back(item("8", eleven));
  Item grid = item("9", {});
  grid.grid = ballot::Grid{ballot::Grid::Unit::number, 0, 1, 300};
  items.push_back(grid);
  items.push_back(item("10", eleven, ItemKind::multiple));
  items.push_back(item("11", {"p", "q", "r"}, ItemKind::ranking));
  return codebook(std::move(items));
}

inline constexpr std::size_t kMadeDimensions = 3;
inline constexpr std::size_t kMadeWide = 9;

inline std::uint32_t random_code(const tally::Variable& variable, std::size_t number, Random& random) {
  const std::uint32_t options = variable.item.kind == ItemKind::single ? variable.item.option_count() : 1;
  if (random.below(5) != 0) return ballot::kFirstOption + static_cast<std::uint32_t>(random.below(options));
  // Some items have one way of not answering, some all, suppressed among them.
  if (number % 3 == 0) return ballot::kUnanswered;
  const std::uint64_t state = random.below(number % 3 == 1 ? 3 : kStates);
  return state == kStates - 1 ? variable.place.code.suppressed() : static_cast<std::uint32_t>(state);
}

inline Columns random_columns(std::size_t rows, std::uint64_t seed) {
  Random random(seed);
  Columns columns = tally::Tally(columns_codebook()).count();
  columns.ballots = rows;
  columns.records.assign(rows * columns.stride, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint8_t* record = columns.records.data() + row * columns.stride;
    for (std::size_t i = 0; i < columns.variables.size(); ++i) {
      const tally::Variable& variable = columns.variables[i];
      const std::uint32_t code = random_code(variable, i, random);
      variable.place.code.write(record, code);
      if (variable.item.kind == ItemKind::single || code != ballot::kFirstOption) continue;
      std::vector<std::uint32_t> options;
      for (std::uint32_t option = 0; option < variable.item.option_count(); ++option) {
        if (options.empty() || random.below(3) == 0) options.push_back(option);
      }
      std::swap(options.front(), options[random.below(options.size())]);
      write_answer(gave(options), variable.item.kind, variable.place, record);
    }
  }
  return columns;
}

/// Rows `from` to `to` as columns of their own.
inline Columns part_of(const Columns& columns, std::size_t from, std::size_t to) {
  Columns part = columns;
  part.ballots = to - from;
  part.records.assign(columns.records.begin() + static_cast<std::ptrdiff_t>(from * columns.stride),
                      columns.records.begin() + static_cast<std::ptrdiff_t>(to * columns.stride));
  return part;
}

/// The slow right answers: row by row, code by code.
class Reference {
 public:
  explicit Reference(const Columns& columns, std::vector<double> weights = {})
      : columns_(columns), weights_(std::move(weights)) {}

  bool is(std::size_t row, std::size_t variable, std::size_t slot) const {
    const ballot::Field& field = columns_.variables[variable].place.code;
    const std::uint32_t code = columns_.codes(variable)[row];
    const bool suppressed = code == field.suppressed();
    if (slot == kStates - 1) return suppressed;
    if (suppressed) return false;
    if (slot < kStates) return code == slot;
    const auto option = static_cast<std::uint32_t>(slot - kStates);
    if (columns_.variables[variable].item.kind == ItemKind::single)
      return code == ballot::kFirstOption + option;
    return code == ballot::kFirstOption && columns_.part(variable, option)[row] == 1;
  }
  bool chosen(std::size_t row, const Filter& filter) const {
    for (const tally::Term& term : filter) {
      bool any = false;
      for (const std::uint32_t code : term.codes) {
        const std::size_t slot = code == tally::kSuppressed    ? kStates - 1
                                 : code < ballot::kFirstOption ? code
                                                               : code - ballot::kFirstOption + kStates;
        any = any || (slot < slots(term.variable) && is(row, term.variable, slot));
      }
      if (any == term.except) return false;
    }
    return true;
  }
  std::size_t slots(std::size_t variable) const {
    return kStates + columns_.variables[variable].item.option_count();
  }
  std::uint64_t weight(std::size_t row) const {
    return weights_.empty() ? 1 : static_cast<std::uint64_t>(std::llround(weights_[row] * tally::kWeightOne));
  }
  std::uint64_t total(const Filter& filter) const {
    std::uint64_t sum = 0;
    for (std::size_t row = 0; row < columns_.ballots; ++row) sum += chosen(row, filter) ? weight(row) : 0;
    return sum;
  }
  std::vector<std::uint64_t> marginal(std::size_t variable, const Filter& filter) const {
    std::vector<std::uint64_t> sums(slots(variable), 0);
    for (std::size_t row = 0; row < columns_.ballots; ++row) {
      if (!chosen(row, filter)) continue;
      for (std::size_t slot = 0; slot < sums.size(); ++slot)
        sums[slot] += is(row, variable, slot) ? weight(row) : 0;
    }
    return sums;
  }
  std::vector<std::uint64_t> cross(std::size_t rows, std::size_t columns, const Filter& filter) const {
    std::vector<std::uint64_t> sums(slots(rows) * slots(columns), 0);
    for (std::size_t row = 0; row < columns_.ballots; ++row) {
      if (!chosen(row, filter)) continue;
      for (std::size_t r = 0; r < slots(rows); ++r) {
        if (!is(row, rows, r)) continue;
        for (std::size_t c = 0; c < slots(columns); ++c) {
          if (is(row, columns, c)) sums[r * slots(columns) + c] += weight(row);
        }
      }
    }
    return sums;
  }

 private:
  const Columns& columns_;
  std::vector<double> weights_;
};

inline std::vector<std::uint64_t> slots_of(const Counts& counts) {
  std::vector<std::uint64_t> slots{counts.not_asked, counts.unanswered, counts.refused, counts.dont_know,
                                   counts.suppressed};
  slots.insert(slots.end(), counts.options.begin(), counts.options.end());
  return slots;
}

}  // namespace made
