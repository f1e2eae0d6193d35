// SPDX-License-Identifier: MIT
// Disclosure: one-way rules, differences, and the protection of crossed tables.
#include "disclosure/rules.h"

#include <algorithm>
#include <vector>

namespace triptych::disclosure {
namespace {

/// The hidden cells as a network between rows and columns. A consistent table differs from the true one by a circulation:
/// a hidden cell can take any amount more (row to column) and at most its own value less (column to row).
class Network {
 public:
  Network(const Count* cells, const Mark* marks, std::size_t rows, std::size_t columns)
      : rows_(rows), nodes_(rows + columns), capacity_(nodes_ * nodes_, 0) {
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        if (marks[r * columns + c] == Mark::shown) continue;
        edge(r, rows_ + c) = kUnbounded;
        edge(rows_ + c, r) = cells[r * columns + c];
      }
    }
  }

  /// How much the cell can grow, its value staying outside the flow.
  Count growth(std::size_t row, std::size_t column) const { return without(row, column).flow(rows_ + column, row); }
  /// How much it can shrink: not below zero.
  Count shrinkage(std::size_t row, std::size_t column) const {
    return std::min(edge(rows_ + column, row), without(row, column).flow(row, rows_ + column));
  }

 private:
  static constexpr Count kUnbounded = Count{1} << 62;

  Count& edge(std::size_t from, std::size_t to) { return capacity_[from * nodes_ + to]; }
  Count edge(std::size_t from, std::size_t to) const { return capacity_[from * nodes_ + to]; }

  Network without(std::size_t row, std::size_t column) const {
    Network other = *this;
    other.edge(row, rows_ + column) = 0;
    other.edge(rows_ + column, row) = 0;
    return other;
  }

  /// Edmonds and Karp (1972): shortest augmenting paths. Every path takes an edge from a column to a row, so it is finite.
  Count flow(std::size_t from, std::size_t to) {
    Count total = 0;
    for (;;) {
      std::vector<std::size_t> before(nodes_, nodes_);
      std::vector<std::size_t> queue{from};
      before[from] = from;
      for (std::size_t at = 0; at < queue.size() && before[to] == nodes_; ++at) {
        for (std::size_t next = 0; next < nodes_; ++next) {
          if (before[next] != nodes_ || edge(queue[at], next) == 0) continue;
          before[next] = queue[at];
          queue.push_back(next);
        }
      }
      if (before[to] == nodes_) return total;
      Count step = kUnbounded;
      for (std::size_t node = to; node != from; node = before[node]) step = std::min(step, edge(before[node], node));
      for (std::size_t node = to; node != from; node = before[node]) {
        edge(before[node], node) -= step;
        edge(node, before[node]) += step;
      }
      total += step;
    }
  }

  std::size_t rows_;
  std::size_t nodes_;
  std::vector<Count> capacity_;
};

struct Table {
  const Count* cells;
  Mark* marks;
  std::size_t rows;
  std::size_t columns;
  std::size_t known = ~std::size_t{0};  ///< a hidden cell that somebody knows, being the only one in it

  Count cell(std::size_t r, std::size_t c) const { return cells[r * columns + c]; }
  Mark& mark(std::size_t r, std::size_t c) const { return marks[r * columns + c]; }
  // Of those whose place is not known.
  Count row_total(std::size_t r) const {
    Count total = 0;
    for (std::size_t c = 0; c < columns; ++c) total += r * columns + c == known ? 0 : cell(r, c);
    return total;
  }
  Count column_total(std::size_t c) const {
    Count total = 0;
    for (std::size_t r = 0; r < rows; ++r) total += r * columns + c == known ? 0 : cell(r, c);
    return total;
  }
};

bool is_protected(const Table& table, std::size_t r, std::size_t c, Count min_protection) {
  const Bounds bounds = bounds_of(table.cells, table.marks, table.rows, table.columns, r, c);
  const Count wanted = std::min({min_protection, table.row_total(r), table.column_total(c)});
  return bounds.least < bounds.most && bounds.most >= wanted;
}

/// Hides every cell of a row or column whose people are all in one cell, the zeros too: those would tell the group's answer.
/// The cell itself becomes sensitive whatever its size.
template <class At>
void hide_unanimous(const Table& table, std::size_t lines, std::size_t length, At at, std::vector<bool>& sensitive) {
  for (std::size_t line = 0; line < lines; ++line) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i < length; ++i) {
      if (table.marks[at(line, i)] != Mark::apart && table.cells[at(line, i)] > 0) ++filled;
    }
    if (filled != 1) continue;
    for (std::size_t i = 0; i < length; ++i) {
      const std::size_t cell = at(line, i);
      if (table.marks[cell] == Mark::apart) continue;
      table.marks[cell] = Mark::hidden;
      if (table.cells[cell] > 0) sensitive[cell] = true;
    }
  }
}

/// What hiding that cell too would cost: nothing if it is not shown; zeros are never companions.
struct Cost {
  bool possible;
  std::size_t cells;
  Count people;
};
Cost cost_of(const Table& table, std::size_t r, std::size_t c) {
  if (r * table.columns + c == table.known) return {false, 0, 0};
  if (table.mark(r, c) != Mark::shown) return {true, 0, 0};
  return {table.cell(r, c) > 0, 1, table.cell(r, c)};
}

/// Hides the cheapest three corners that make a rectangle with (r, c): fewest cells, then fewest people. False if there is none.
bool add_rectangle(const Table& table, std::size_t r, std::size_t c) {
  bool found = false;
  std::size_t best_row = 0;
  std::size_t best_column = 0;
  std::size_t best_cells = 0;
  Count best_people = 0;
  for (std::size_t k = 0; k < table.rows; ++k) {
    for (std::size_t l = 0; l < table.columns; ++l) {
      if (k == r || l == c) continue;
      const Cost corners[] = {cost_of(table, r, l), cost_of(table, k, c), cost_of(table, k, l)};
      std::size_t cells = 0;
      Count people = 0;
      bool possible = true;
      for (const Cost& corner : corners) {
        possible = possible && corner.possible;
        cells += corner.cells;
        people += corner.people;
      }
      if (!possible || cells == 0) continue;
      if (found && (cells > best_cells || (cells == best_cells && people >= best_people))) continue;
      found = true;
      best_row = k;
      best_column = l;
      best_cells = cells;
      best_people = people;
    }
  }
  if (!found) return false;
  for (Mark* mark : {&table.mark(r, best_column), &table.mark(best_row, c), &table.mark(best_row, best_column)}) {
    if (*mark == Mark::shown) *mark = Mark::companion;
  }
  return true;
}

/// Calls visit(table, cell) for every sensitive cell as outsiders see it, and as each person alone in a hidden cell does, who knows that
/// one: shown to that person, then hidden again. Stops at false.
template <class Visit>
bool each_view(const Table& table, const std::vector<bool>& sensitive, Visit visit) {
  for (std::size_t known = 0; known <= sensitive.size(); ++known) {
    const bool is_outsider = known == sensitive.size();
    if (!is_outsider && !(sensitive[known] && table.cells[known] == 1 && table.marks[known] != Mark::apart)) continue;
    Table view = table;
    const Mark before = is_outsider ? Mark::shown : table.marks[known];
    if (!is_outsider) {
      view.known = known;
      table.marks[known] = Mark::shown;
    }
    bool goes_on = true;
    for (std::size_t i = 0; goes_on && i < sensitive.size(); ++i) {
      if (sensitive[i] && i != known) goes_on = visit(view, i);
    }
    if (!is_outsider) table.marks[known] = before;
    if (!goes_on) return false;
  }
  return true;
}

bool all_protected(const Table& table, const std::vector<bool>& sensitive, Count min_protection) {
  return each_view(table, sensitive, [min_protection](const Table& view, std::size_t i) {
    return is_protected(view, i / view.columns, i % view.columns, min_protection);
  });
}

/// Shows again, largest first, every companion without which all is still protected.
void prune(const Table& table, const std::vector<bool>& sensitive, Count min_protection) {
  const auto larger = [&table](std::size_t a, std::size_t b) { return table.cells[a] > table.cells[b]; };
  std::vector<std::size_t> companions;  // few: inserting each in its place is a tenth of stable_sort's code, which the page downloads
  for (std::size_t i = 0; i < sensitive.size(); ++i) {
    if (table.marks[i] == Mark::companion) companions.insert(std::upper_bound(companions.begin(), companions.end(), i, larger), i);
  }
  for (const std::size_t i : companions) {
    table.marks[i] = Mark::shown;
    if (!all_protected(table, sensitive, min_protection)) table.marks[i] = Mark::companion;
  }
}

}  // namespace

bool may_show(const Count* cells, std::size_t count, Count answers, Cells cells_are, std::uint32_t min_answers,
              std::uint32_t min_categories) {
  std::size_t filled = 0;
  bool divided = cells_are == Cells::partition;
  for (std::size_t i = 0; i < count; ++i) {
    if (cells[i] > 0) ++filled;
    if (cells[i] > 0 && cells[i] < answers) divided = true;
  }
  return answers >= min_answers && filled >= min_categories && divided;
}

Step step_between(const Count* before, const Count* after, std::size_t count, std::size_t beside, Count answers_before,
                  Count answers_after, Cells cells_are, std::uint32_t min_new, std::uint32_t min_categories) {
  std::vector<Count> difference(count + beside);
  bool moved = false;
  if (answers_after < answers_before) return Step::decrease;
  for (std::size_t i = 0; i < count + beside; ++i) {
    if (after[i] < before[i]) return Step::decrease;
    difference[i] = after[i] - before[i];
    moved = moved || difference[i] > 0;
  }
  if (!moved && answers_after == answers_before) return Step::unchanged;
  if (answers_after - answers_before < min_new) return Step::too_few;
  const bool shown = may_show(difference.data(), count, answers_after - answers_before, cells_are, min_new, min_categories);
  return shown ? Step::allowed : Step::one_category;
}

Bounds bounds_of(const Count* cells, const Mark* marks, std::size_t rows, std::size_t columns, std::size_t row,
                 std::size_t column) {
  const Count value = cells[row * columns + column];
  if (marks[row * columns + column] == Mark::shown) return {value, value};
  const Network network(cells, marks, rows, columns);
  return {value - network.shrinkage(row, column), value + network.growth(row, column)};
}

bool protect(const Count* cells, Mark* marks, std::size_t rows, std::size_t columns, std::uint32_t primary_most,
             std::uint32_t min_protection) {
  const Table table{cells, marks, rows, columns};
  std::vector<bool> sensitive(rows * columns, false);
  for (std::size_t i = 0; i < sensitive.size(); ++i) {
    sensitive[i] = cells[i] >= 1 && cells[i] <= primary_most;
    if (sensitive[i] && marks[i] == Mark::shown) marks[i] = Mark::hidden;
  }
  hide_unanimous(table, rows, columns, [columns](std::size_t r, std::size_t c) { return r * columns + c; }, sensitive);
  hide_unanimous(table, columns, rows, [columns](std::size_t c, std::size_t r) { return r * columns + c; }, sensitive);
  const bool found = each_view(table, sensitive, [min_protection](const Table& view, std::size_t i) {
    while (!is_protected(view, i / view.columns, i % view.columns, min_protection)) {
      if (!add_rectangle(view, i / view.columns, i % view.columns)) return false;
    }
    return true;
  });
  if (!found) return false;
  prune(table, sensitive, min_protection);
  return all_protected(table, sensitive, min_protection);
}

}  // namespace triptych::disclosure
