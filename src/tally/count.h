// SPDX-License-Identifier: MIT
// Tally: counts and cross-tabulations over closed columns. Exact, and for nobody's eyes before disclosure has released them.
#pragma once

#include <cstdint>
#include <vector>

#include "tally/tally.h"

namespace triptych::tally {

/// One bit a row.
class Rows {
 public:
  explicit Rows(std::size_t rows) : words_((rows + 63) / 64, 0) {}
  void set(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << row % 64; }
  bool has(std::size_t row) const { return (words_[row / 64] >> row % 64 & 1) != 0; }

 private:
  std::vector<std::uint64_t> words_;
};

/// Ballots of people who had met something that teaches (a fact that says `before`) before the first compared item.
Rows taught(const Columns& columns);

struct Counts {
  std::uint64_t not_asked = 0;
  std::uint64_t unanswered = 0;
  std::uint64_t refused = 0;
  std::uint64_t dont_know = 0;
  std::uint64_t answered = 0;
  /// Single: by option, adding up to `answered`. Multiple: boxes ticked. Ranking: by option how often it was ranked first,
  /// adding up to `answered`.
  std::vector<std::uint64_t> options;
};

/// `without`: rows left out, or null.
Counts count(const Columns& columns, std::size_t variable, const Rows* without);

/// Counts of pairs of categories: row-major, `row_categories` by `column_categories`. `category(row)` numbers are given by the caller
/// as columns of small numbers, so that a caller decides what is put together.
struct Crosstab {
  std::size_t rows;
  std::size_t columns;
  std::vector<std::uint64_t> cells;
};
Crosstab cross(const Column& rows, std::size_t row_categories, const Column& columns, std::size_t column_categories);

}  // namespace triptych::tally
