// SPDX-License-Identifier: MIT
// Disclosure: audit and best choice of hidden cells.
#include "disclosure/suppression.h"

#include <algorithm>
#include <bit>
#include <string>
#include <unordered_set>

#include "base/limits.h"

namespace triptych::disclosure {
namespace {

/// Cells of a table, a bit each.
using CellSet = std::uint64_t;

/// So that no sum of a table overflows what the flows can carry.
constexpr Count kMostCell = Count{1} << 48;

Error table_error(std::string path, std::size_t limit) {
  return {ErrorCode::suppression_table, std::move(path), {{"limit", limit}}};
}

Result<Done> check_table(const CountTable& table) {
  if (table.rows == 0 || table.columns == 0 || table.rows + table.columns > limits::kAuditLines) {
    return table_error("/rows", limits::kAuditLines);
  }
  if (table.cells.size() != table.rows * table.columns)
    return table_error("/cells", table.rows * table.columns);
  for (const Count cell : table.cells) {
    if (cell > kMostCell) return table_error("/cells", limits::kAuditLines);
  }
  return Done{};
}

bool is_primary(Count cell, Count threshold) {
  return cell >= 1 && cell < threshold;
}

bool is_safe(const CountTable& table, const std::vector<Mark>& marks, std::size_t cell, Count threshold) {
  const Bounds bounds = bounds_of(table.cells.data(), marks.data(), table.rows, table.columns,
                                  cell / table.columns, cell % table.columns);
  return bounds.least < bounds.most && bounds.most >= threshold;
}

/// Sets of companions by how many cells they hide, until some protect.
class Sets {
 public:
  Sets(const CountTable& table, Count threshold, Zeros zeros) : table_(table), threshold_(threshold) {
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
      if (is_primary(table.cells[i], threshold)) {
        primary_ |= bit(i);
      } else if (table.cells[i] > 0 || zeros == Zeros::companions) {
        candidates_ |= bit(i);
      }
    }
    for (std::size_t r = 0; r < table.rows; ++r) lines_.push_back(line(r * table.columns, 1, table.columns));
    for (std::size_t c = 0; c < table.columns; ++c) lines_.push_back(line(c, table.columns, table.rows));
  }

  /// All sets of exactly `more` companions that protect, in no order. False: too much work.
  bool find(std::size_t more, std::vector<CellSet>& found) {
    seen_.clear();
    return grow(primary_, more, found);
  }
  CellSet primary() const { return primary_; }
  std::size_t most() const { return static_cast<std::size_t>(std::popcount(candidates_)); }

 private:
  static CellSet bit(std::size_t cell) { return CellSet{1} << cell; }
  static CellSet line(std::size_t from, std::size_t step, std::size_t count) {
    CellSet set = 0;
    for (std::size_t i = 0; i < count; ++i) set |= bit(from + i * step);
    return set;
  }

  /// A cell alone in its row or column is known from the total: as a primary cell it is not protected, as a
  /// companion it is of no use.
  bool grow(CellSet hidden, std::size_t more, std::vector<CellSet>& found) {
    if (!seen_.insert(hidden).second) return true;
    if (seen_.size() > limits::kSuppressionWork) return false;
    CellSet choice = 0;
    std::size_t alone_in_rows = 0;
    std::size_t alone_in_columns = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (std::popcount(hidden & lines_[i]) != 1) continue;
      ++(i < table_.rows ? alone_in_rows : alone_in_columns);
      if (choice == 0) choice = lines_[i] & candidates_ & ~hidden;
      if (choice == 0) return true;  // nothing can join it
    }
    // A further cell helps one row and one column at most.
    if (std::max(alone_in_rows, alone_in_columns) > more) return true;
    if (more == 0) {
      if (protects(hidden)) found.push_back(hidden);
      return true;
    }
    if (choice == 0) choice = candidates_ & ~hidden;
    for (std::size_t i = 0; i < table_.cells.size(); ++i) {
      if ((choice & bit(i)) != 0 && !grow(hidden | bit(i), more - 1, found)) return false;
    }
    return true;
  }

  bool protects(CellSet hidden) const {
    std::vector<Mark> marks(table_.cells.size(), Mark::shown);
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if ((hidden & bit(i)) != 0) marks[i] = Mark::hidden;
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
      if ((primary_ & bit(i)) != 0 && !is_safe(table_, marks, i, threshold_)) return false;
    }
    return true;
  }

  const CountTable& table_;
  Count threshold_;
  CellSet primary_ = 0;
  CellSet candidates_ = 0;
  std::vector<CellSet> lines_;  ///< rows, then columns
  std::unordered_set<CellSet> seen_;
};

std::vector<std::size_t> cells_of(CellSet set) {
  std::vector<std::size_t> cells;
  for (; set != 0; set &= set - 1) cells.push_back(static_cast<std::size_t>(std::countr_zero(set)));
  return cells;
}

}  // namespace

Result<std::vector<CellAudit>> audit(const CountTable& table, const std::vector<std::uint8_t>& hidden,
                                     Count threshold, Totals totals) {
  TRIPTYCH_TRY(check_table(table));
  if (hidden.size() != table.cells.size()) return table_error("/hidden", table.cells.size());
  std::vector<Mark> marks;
  for (const std::uint8_t one : hidden) marks.push_back(one != 0 ? Mark::hidden : Mark::shown);
  std::vector<CellAudit> audits;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] == Mark::shown) continue;
    CellAudit one{i / table.columns, i % table.columns, 0, std::nullopt, false, true};
    if (totals == Totals::published) {
      const Bounds bounds =
          bounds_of(table.cells.data(), marks.data(), table.rows, table.columns, one.row, one.column);
      one.least = bounds.least;
      one.most = bounds.most;
      one.is_disclosed = bounds.least == bounds.most;
      one.is_protected = !one.is_disclosed && bounds.most >= threshold;
    }
    audits.push_back(one);
  }
  return audits;
}

bool is_protected_by(const CountTable& table, const std::vector<std::size_t>& hidden, Count threshold,
                     Totals totals) {
  std::vector<std::uint8_t> flags(table.cells.size(), 0);
  for (const std::size_t cell : hidden) {
    if (cell < flags.size()) flags[cell] = 1;
  }
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (is_primary(table.cells[i], threshold) && flags[i] == 0) return false;
  }
  const Result<std::vector<CellAudit>> audits = audit(table, flags, threshold, totals);
  if (!audits.ok()) return false;
  for (const CellAudit& one : audits.value()) {
    if (is_primary(table.cells[one.row * table.columns + one.column], threshold) && !one.is_protected)
      return false;
  }
  return true;
}

Result<BestSuppression> best_suppression(const CountTable& table, Count threshold, Zeros zeros,
                                         Totals totals) {
  TRIPTYCH_TRY(check_table(table));
  if (table.cells.size() > limits::kSuppressionCells) return table_error("/cells", limits::kSuppressionCells);
  Sets sets(table, threshold, zeros);
  BestSuppression best;
  best.primary = cells_of(sets.primary());
  best.choices = 1;
  if (best.primary.empty() || totals == Totals::hidden) return best;
  for (std::size_t more = 0; more <= sets.most(); ++more) {
    std::vector<CellSet> found;
    if (!sets.find(more, found)) return table_error("/cells", limits::kSuppressionWork);
    if (found.empty()) continue;
    best.choices = found.size();
    bool first = true;
    for (const CellSet set : found) {
      const std::vector<std::size_t> companions = cells_of(set & ~sets.primary());
      Count people = 0;
      for (const std::size_t cell : companions) people += table.cells[cell];
      if (!first && (people > best.people || (people == best.people && !(companions < best.companions))))
        continue;
      first = false;
      best.people = people;
      best.companions = companions;
    }
    return best;
  }
  return table_error("/threshold", limits::kSuppressionCells);
}

OneWaySuppression suppress_one_way(const std::vector<Count>& cells, Count threshold, Totals totals) {
  OneWaySuppression result;
  std::vector<std::size_t> others;  // the smallest first, zeros never
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (is_primary(cells[i], threshold)) {
      result.primary.push_back(i);
      result.sum += cells[i];
    } else if (cells[i] > 0) {
      others.push_back(i);
    }
  }
  const auto safe = [&](std::size_t count, Count sum) {
    return result.primary.empty() || totals == Totals::hidden || (count >= 2 && sum >= threshold);
  };
  result.is_safe = safe(result.primary.size(), result.sum);
  result.hidden = result.primary;
  std::stable_sort(others.begin(), others.end(),
                   [&](std::size_t a, std::size_t b) { return cells[a] < cells[b]; });
  Count sum = result.sum;
  for (std::size_t i = 0; i < others.size() && !safe(result.hidden.size(), sum); ++i) {
    sum += cells[others[i]];
    result.hidden.push_back(others[i]);
  }
  if (!safe(result.hidden.size(), sum)) {
    result.hidden.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) result.hidden.push_back(i);
  }
  std::sort(result.hidden.begin(), result.hidden.end());
  return result;
}

}  // namespace triptych::disclosure
