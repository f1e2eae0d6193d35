// SPDX-License-Identifier: MIT
// Tests: cells hidden in tables: audits and best choices against trying everything, singletons, one-way
// tables.
#include "disclosure/suppression.h"

#include <algorithm>

#include "base/random.h"
#include "doctest.h"

using namespace triptych;
using namespace triptych::disclosure;

namespace {

CountTable drawn(Random& random, std::size_t rows, std::size_t columns, std::uint64_t most) {
  CountTable table{rows, columns, {}};
  for (std::size_t i = 0; i < rows * columns; ++i) table.cells.push_back(random.below(most));
  return table;
}

/// Every table that agrees with what is shown, by trying all counts of the hidden cells: the extremes of one.
struct Attacker {
  const CountTable& table;
  const std::vector<std::uint8_t>& hidden;
  std::size_t target;
  std::vector<Count> rows, columns;
  Count least = ~Count{0};
  Count most = 0;

  void run() {
    rows.assign(table.rows, 0);
    columns.assign(table.columns, 0);
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
      rows[i / table.columns] += table.cells[i];
      columns[i % table.columns] += table.cells[i];
    }
    fill(0, 0);
  }
  void fill(std::size_t at, Count found) {
    if (at == table.cells.size()) {
      for (const Count left : rows)
        if (left != 0) return;
      for (const Count left : columns)
        if (left != 0) return;
      least = std::min(least, found);
      most = std::max(most, found);
      return;
    }
    Count& row = rows[at / table.columns];
    Count& column = columns[at % table.columns];
    const Count from = hidden[at] != 0 ? 0 : table.cells[at];
    const Count to = hidden[at] != 0 ? std::min(row, column) : table.cells[at];
    for (Count value = from; value <= to && value <= row && value <= column; ++value) {
      row -= value;
      column -= value;
      fill(at + 1, at == target ? value : found);
      row += value;
      column += value;
    }
  }
};

}  // namespace

TEST_CASE("audit: the attacker's least and most are those of every table that agrees") {
  Random random(29);
  for (int round = 0; round < 120; ++round) {
    const CountTable table = drawn(random, 2 + random.below(2), 2 + random.below(2), 5);
    std::vector<std::uint8_t> hidden;
    for (std::size_t i = 0; i < table.cells.size(); ++i) hidden.push_back(random.below(3) > 0 ? 1 : 0);
    const std::vector<CellAudit> found = audit(table, hidden, 3, Totals::published).value();
    for (const CellAudit& one : found) {
      Attacker attacker{table, hidden, one.row * table.columns + one.column, {}, {}};
      attacker.run();
      CHECK(one.least == attacker.least);
      CHECK(*one.most == attacker.most);
      CHECK(one.is_disclosed == (attacker.least == attacker.most));
      CHECK(one.is_protected == (attacker.least < attacker.most && attacker.most >= 3));
    }
  }
}

TEST_CASE("audit: without totals anything is possible") {
  const CountTable table{2, 2, {1, 20, 30, 40}};
  const auto found = audit(table, {1, 0, 0, 0}, 5, Totals::hidden).value();
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].most);
  CHECK(found[0].is_protected);
}

TEST_CASE("best suppression: as few cells, then people, as trying every set") {
  Random random(37);
  int with_primary = 0;
  for (int round = 0; round < 60; ++round) {
    const CountTable table = drawn(random, 2 + random.below(2), 3, 12);
    const Zeros zeros = round % 2 == 0 ? Zeros::shown : Zeros::companions;
    std::vector<std::size_t> primary, others;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
      if (table.cells[i] >= 1 && table.cells[i] < 4) {
        primary.push_back(i);
      } else if (table.cells[i] > 0 || zeros == Zeros::companions) {
        others.push_back(i);
      }
    }
    std::size_t fewest = 99;
    std::size_t choices = 0;
    Count people = 0;
    for (std::size_t set = 0; set < std::size_t{1} << others.size(); ++set) {
      std::vector<std::size_t> hidden = primary;
      Count in_set = 0;
      for (std::size_t i = 0; i < others.size(); ++i) {
        if ((set >> i & 1) == 0) continue;
        hidden.push_back(others[i]);
        in_set += table.cells[others[i]];
      }
      const std::size_t size = hidden.size() - primary.size();
      if (size > fewest || !is_protected_by(table, hidden, 4, Totals::published)) continue;
      if (size < fewest) {
        fewest = size;
        choices = 0;
        people = in_set;
      }
      ++choices;
      people = std::min(people, in_set);
    }
    const Result<BestSuppression> found = best_suppression(table, 4, zeros, Totals::published);
    CHECK(found.ok() == (fewest < 99));
    if (!found.ok() || primary.empty()) continue;
    ++with_primary;
    CHECK(found.value().primary == primary);
    CHECK(found.value().companions.size() == fewest);
    CHECK(found.value().choices == choices);
    CHECK(found.value().people == people);
  }
  CHECK(with_primary > 20);
}

TEST_CASE(
    "best suppression: a lone small cell needs three companions, and a table of zeros cannot be helped") {
  const BestSuppression found =
      best_suppression({3, 3, {20, 3, 12, 15, 18, 9, 8, 14, 25}}, 5, Zeros::shown, Totals::published).value();
  CHECK(found.primary == std::vector<std::size_t>{1});
  CHECK(found.companions.size() == 3);
  CHECK(best_suppression({2, 2, {3, 0, 0, 9}}, 5, Zeros::shown, Totals::published).error().path ==
        "/threshold");
  CHECK(best_suppression({2, 2, {30, 10, 20, 9}}, 5, Zeros::shown, Totals::published)
            .value()
            .companions.empty());
  CHECK(
      best_suppression({9, 9, std::vector<Count>(81, 3)}, 5, Zeros::shown, Totals::published).error().path ==
      "/cells");
  CHECK(best_suppression({2, 2, {1, 2, 3}}, 5, Zeros::shown, Totals::published).error().code ==
        ErrorCode::suppression_table);
  CHECK(audit({2, 2, {1, 2, 3, 4}}, {1}, 5, Totals::published).error().path == "/hidden");
  CHECK(audit({100, 100, std::vector<Count>(10'000, 1)}, {}, 5, Totals::published).error().path == "/rows");
}

TEST_CASE("one-way: one hidden cell is the total less the others") {
  const OneWaySuppression alone = suppress_one_way({2, 15, 8, 0}, 5, Totals::published);
  CHECK_FALSE(alone.is_safe);
  CHECK(alone.hidden == std::vector<std::size_t>{0, 2});
  const OneWaySuppression two = suppress_one_way({2, 3, 15}, 5, Totals::published);
  CHECK(two.is_safe);
  CHECK(two.hidden == two.primary);
  CHECK(suppress_one_way({2, 15}, 5, Totals::hidden).is_safe);
  CHECK(suppress_one_way({20, 15}, 5, Totals::published).hidden.empty());
  CHECK(suppress_one_way({2, 0, 0}, 5, Totals::published).hidden.size() == 3);
}

TEST_CASE("protect: whoever is alone in a hidden cell finds no other") {
  Random random(53);
  int singletons = 0;
  for (int round = 0; round < 300; ++round) {
    const std::size_t rows = 3 + random.below(2);
    const std::size_t columns = 3 + random.below(2);
    std::vector<Count> cells;
    for (std::size_t i = 0; i < rows * columns; ++i)
      cells.push_back(random.below(6) == 0 ? 1 + random.below(2) : 12 + random.below(30));
    std::vector<Mark> marks(cells.size(), Mark::shown);
    if (!protect(cells.data(), marks.data(), rows, columns, 10, 11)) continue;
    for (std::size_t known = 0; known < cells.size(); ++known) {
      if (cells[known] != 1) continue;
      ++singletons;
      std::vector<Mark> view = marks;
      view[known] = Mark::shown;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i == known || cells[i] > 10) continue;
        const Bounds bounds = bounds_of(cells.data(), view.data(), rows, columns, i / columns, i % columns);
        CHECK(bounds.least < bounds.most);
      }
    }
  }
  CHECK(singletons > 50);
}
