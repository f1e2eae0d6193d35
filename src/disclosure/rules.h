// SPDX-License-Identifier: MIT
// Disclosure: the rules themselves over plain arrays of counts, so that an explainer can show them at work on invented people.
#pragma once

#include <cstddef>
#include <cstdint>

namespace triptych::disclosure {

using Count = std::uint64_t;

/// How the cells of a one-way table relate to its answers.
enum class Cells : std::uint8_t {
  partition,  ///< every answer is in one cell
  boxes,      ///< every answer is in one cell or more
};

/// A one-way table may be shown, with all its cells, if it has enough answers in enough categories; boxes must moreover not all
/// have been ticked by everybody or nobody, for then each person's answer would be known.
bool may_show(const Count* cells, std::size_t count, Count answers, Cells cells_are, std::uint32_t min_answers,
              std::uint32_t min_categories);

/// What the difference between two snapshots of a table would tell.
enum class Step : std::uint8_t { unchanged, allowed, decrease, too_few, one_category };
/// The difference is itself a table of the new answers and passes the same rule. `before` and `after` hold `count` cells and
/// after them `beside` further counts (unanswered, refused …) that must not decrease either. Answers are those in the cells.
Step step_between(const Count* before, const Count* after, std::size_t count, std::size_t beside, Count answers_before,
                  Count answers_after, Cells cells_are, std::uint32_t min_new, std::uint32_t min_categories);

/// A cell of a crossed table.
enum class Mark : std::uint8_t {
  shown,
  hidden,     ///< too small
  companion,  ///< hidden so that the small ones cannot be computed from the totals
  apart,      ///< not part of what is shown (answers such as "don't know"); its value is never told
};

/// The smallest and largest value that someone finds possible for the cell at (row, column) who knows every shown cell, the
/// total of every row and column, and that no count is negative. Two maximum flows. `marks` as above, row-major.
struct Bounds {
  Count least;
  Count most;
};
Bounds bounds_of(const Count* cells, const Mark* marks, std::size_t rows, std::size_t columns, std::size_t row,
                 std::size_t column);

/// Decides the marks of a crossed table whose totals are all known. On entry `marks` holds shown or apart. Cells 1..primary_most are
/// hidden, and so is every cell, zeros too, of a row or column of shown cells whose people are all in one: the zeros would tell
/// the group's answer. Companions are added among shown cells that are not zero until every such count is protected: several values are possible for it, and the largest is at least min_protection (or its row's or column's total,
/// if that is smaller: then the totals alone say as much), for outsiders and for whoever is alone in a hidden cell and so knows it.
/// Companions that turn out not to be needed are shown again.
/// False: the table cannot be protected; show none of it.
bool protect(const Count* cells, Mark* marks, std::size_t rows, std::size_t columns, std::uint32_t primary_most,
             std::uint32_t min_protection);

}  // namespace triptych::disclosure
