// SPDX-License-Identifier: MIT
// Tally: counts and cross-tabulations over closed columns. Exact, and for nobody's eyes before disclosure has
// released them.
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

/// Ballots of people who had met something that teaches (a fact that says `before`) before the first compared
/// item.
Rows taught(const Columns& columns);

struct Counts {
  std::uint64_t not_asked = 0;
  std::uint64_t unanswered = 0;
  std::uint64_t refused = 0;
  std::uint64_t dont_know = 0;
  std::uint64_t suppressed = 0;  ///< of open datasets alone
  std::uint64_t answered = 0;
  /// Single: by option, adding up to `answered`. Multiple: boxes ticked. Ranking: by option how often it was
  /// ranked first, adding up to `answered`.
  std::vector<std::uint64_t> options;
};

/// `without`: rows left out, or null.
Counts count(const Columns& columns, std::size_t variable, const Rows* without);

/// Counts of pairs of categories: row-major, `rows` by `columns`.
struct Crosstab {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint64_t> cells;
};
/// `row_categories`, `column_categories`: a number a ballot, so that the caller decides what is put together.
Crosstab cross(const std::vector<std::uint8_t>& row_categories, std::size_t rows,
               const std::vector<std::uint8_t>& column_categories, std::size_t columns);

}  // namespace triptych::tally
