// SPDX-License-Identifier: MIT
// Disclosure: tables of counts with cells hidden: what an attacker can still find, and the best choice of
// what else to hide.
//
// For surveys of any table; a release's own crossed tables go through disclosure/rules.h, whose bounds these
// use. Row-major tables, at most limits::kAuditLines rows and columns together. Error of all:
// suppression_table (path; limit).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "disclosure/rules.h"

namespace triptych::disclosure {

struct CountTable {
  std::size_t rows;
  std::size_t columns;
  std::vector<Count> cells;
};

/// Whether the total of every row and column is known too.
enum class Totals : std::uint8_t { hidden, published };

/// What the attacker finds of a hidden cell, who knows all shown cells (and totals), and that no count is
/// negative.
struct CellAudit {
  std::size_t row;
  std::size_t column;
  Count least;
  std::optional<Count> most;  ///< none: anything
  bool is_disclosed;          ///< one value alone is possible
  bool is_protected;          ///< several are, and `threshold` or more is among them
};
/// `hidden`: 1 a hidden cell. In the order of the cells.
Result<std::vector<CellAudit>> audit(const CountTable& table, const std::vector<std::uint8_t>& hidden,
                                     Count threshold, Totals totals);

/// May a cell of 0 be hidden to protect others? As a companion it is known to be small.
enum class Zeros : std::uint8_t { shown, companions };

/// The fewest cells to hide besides those of 1 to threshold - 1 so that these are protected (audit), and
/// among such choices one of the fewest people; of several the first in order. Found by trying, sets of cells
/// that leave one alone in its line never.
struct BestSuppression {
  std::vector<std::size_t> primary;     ///< cells, ascending
  std::vector<std::size_t> companions;  ///< cells, ascending
  std::size_t choices = 0;              ///< how many sets of so few cells do
  Count people = 0;                     ///< in the companions
};
/// Errors besides: suppression_table (/cells: more than limits::kSuppressionCells, or
/// limits::kSuppressionWork sets looked at without an end), suppression_table (/threshold: no set of
/// companions protects the table).
Result<BestSuppression> best_suppression(const CountTable& table, Count threshold, Zeros zeros,
                                         Totals totals);
/// Whether hiding these cells protects every cell of 1 to threshold - 1.
bool is_protected_by(const CountTable& table, const std::vector<std::size_t>& hidden, Count threshold,
                     Totals totals);

/// A one-way table: cells of 1 to threshold - 1 are hidden. With the total known their sum is too, so that
/// they are safe only if there are two or more and they hold threshold or more together.
struct OneWaySuppression {
  std::vector<std::size_t> primary;
  Count sum = 0;        ///< of the primary cells
  bool is_safe = true;  ///< as they are
  std::vector<std::size_t>
      hidden;  ///< with the smallest other cells that make it safe, ascending; all if nothing does
};
OneWaySuppression suppress_one_way(const std::vector<Count>& cells, Count threshold, Totals totals);

}  // namespace triptych::disclosure
