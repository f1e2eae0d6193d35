// SPDX-License-Identifier: MIT
// Disclosure: rows against published tables.
#include "disclosure/beside.h"

#include <algorithm>
#include <optional>

#include "disclosure/rules.h"

namespace triptych::disclosure {
namespace {

constexpr std::uint32_t kTwoCategories = 2;

const OneWayTable* find_table(const ReleasedData& published, std::string_view name) {
  for (const OneWayTable& table : published.tables) {
    if (table.name == name && table.released && table.kind == "single" && !table.randomised) return &table;
  }
  return nullptr;
}

const RowItem* find_item(const std::vector<RowItem>& items, std::string_view name) {
  for (const RowItem& item : items) {
    if (item.name == name) return &item;
  }
  return nullptr;
}

/// People of the published table, by code of the rows, whom the rows do not show. Nothing if the rows show
/// more than were published.
std::optional<std::vector<Count>> left_out(const OneWayTable& table, const RowItem& item) {
  std::uint32_t most = 0;
  for (const std::uint32_t group : item.groups) most = std::max(most, group);
  std::vector<Count> counts(std::size_t{most} + 1, 0);
  for (std::size_t option = 0; option < item.groups.size(); ++option)
    counts[item.groups[option]] += table.cells[option];
  for (const std::uint32_t value : item.values) {
    if (value == kSuppressed || value == kMissing) continue;
    if (value > most || counts[value] == 0) return std::nullopt;
    --counts[value];
  }
  return counts;
}

bool one_way_safe(const OneWayTable& table, const RowItem& item, std::uint32_t least) {
  const std::optional<std::vector<Count>> left = left_out(table, item);
  if (!left) return false;
  Count people = 0;
  for (const Count count : *left) people += count;
  return people == 0 || may_show(left->data(), left->size(), people, Cells::partition, least, kTwoCategories);
}

bool is_joined(const RowItem& item) {
  for (std::size_t i = 0; i < item.groups.size(); ++i) {
    if (std::count(item.groups.begin(), item.groups.end(), item.groups[i]) > 1) return true;
  }
  return false;
}

/// Whether every hidden cell may still be as large as `least`, and is not known. Items whose options the rows
/// join show less than the table.
bool crossed_safe(const CrossedTable& table, const OneWayTable& row_totals, const OneWayTable& column_totals,
                  const RowItem& rows, const RowItem& columns, std::uint32_t least) {
  if (is_joined(rows) || is_joined(columns)) return true;
  const std::size_t width = columns.groups.size();
  // By option: the cells that the rows show, and the people of each line whom neither they nor the shown
  // cells account for.
  std::vector<Count> seen(table.cells.size(), 0);
  const auto option_of = [](const RowItem& item, std::uint32_t value) {
    return static_cast<std::size_t>(std::find(item.groups.begin(), item.groups.end(), value) -
                                    item.groups.begin());
  };
  for (std::size_t row = 0; row < rows.values.size(); ++row) {
    const std::size_t r = option_of(rows, rows.values[row]);
    const std::size_t c = option_of(columns, columns.values[row]);
    if (r < rows.groups.size() && c < width) ++seen[r * width + c];
  }
  std::vector<Count> row_left = row_totals.cells;
  std::vector<Count> column_left = column_totals.cells;
  const auto take = [](Count& from, Count count) { from -= std::min(from, count); };
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const Count known = table.hidden[i] != 0 ? seen[i] : table.cells[i];
    take(row_left[i / width], known);
    take(column_left[i % width], known);
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.hidden[i] == 0) continue;
    const Count more = std::min(row_left[i / width], column_left[i % width]);
    if (more == 0 || seen[i] + more < least) return false;
  }
  return true;
}

}  // namespace

Result<Done> check_beside(const ReleasedData& published, const std::vector<RowItem>& items,
                          std::uint32_t least) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const OneWayTable* table = find_table(published, items[i].name);
    const std::size_t rows = items[0].values.size();
    const std::string path = "/items/" + std::to_string(i);
    if (items[i].values.size() != rows) {
      return Error{ErrorCode::rows_columns, path, {{"found", items[i].values.size()}, {"expected", rows}}};
    }
    if (!table) continue;
    if (items[i].groups.size() != table->cells.size()) {
      return Error{ErrorCode::rows_columns,
                   path,
                   {{"found", items[i].groups.size()}, {"expected", table->cells.size()}}};
    }
    if (!one_way_safe(*table, items[i], least)) return Error{ErrorCode::rows_beside, items[i].name, {}};
  }
  for (const CrossedTable& table : published.crossed) {
    const RowItem* rows = find_item(items, table.rows);
    const RowItem* columns = find_item(items, table.columns);
    const OneWayTable* row_totals = find_table(published, table.rows);
    const OneWayTable* column_totals = find_table(published, table.columns);
    if (!table.released || !rows || !columns || !row_totals || !column_totals) continue;
    if (!crossed_safe(table, *row_totals, *column_totals, *rows, *columns, least)) {
      return Error{ErrorCode::rows_beside, table.rows + "," + table.columns, {}};
    }
  }
  return Done{};
}

}  // namespace triptych::disclosure
