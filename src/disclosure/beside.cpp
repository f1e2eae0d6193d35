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

/// Both items of a crossed table, either way round: each person in a line (`line` of the options, one more for no answer to it) and
/// an option of the item that may be joined.
struct View {
  const CrossedTable& table;
  const RowItem& lines;
  const RowItem& joined;
  bool lines_are_rows;

  std::size_t cell(std::size_t line, std::size_t option) const {
    return lines_are_rows ? line * joined.groups.size() + option : option * lines.groups.size() + line;
  }
};

/// Whether the hidden cells stay as hidden as `least` asks for from who sees how many of each line are in each group.
bool hides(const View& view, std::uint32_t least) {
  const std::size_t options = view.joined.groups.size();
  const std::size_t lines = view.lines.groups.size();
  std::vector<Count> people((lines + 1) * options, 0);
  for (std::size_t person = 0; person < view.joined.truth.size(); ++person) {
    const std::uint32_t option = view.joined.truth[person];
    if (option == kMissing) continue;
    const std::uint32_t line = view.lines.truth[person];
    ++people[(line == kMissing ? lines : line) * options + option];
  }
  for (std::size_t first = 0; first < options; ++first) {
    std::vector<std::size_t> together;
    for (std::size_t option = 0; option < options; ++option) {
      if (view.joined.groups[option] == view.joined.groups[first]) together.push_back(option);
    }
    // All as one: nothing that the table does not say. Each group once.
    if (together.size() == options) return true;
    if (together.front() != first) continue;
    std::vector<Count> cells;
    std::vector<Mark> marks;
    for (std::size_t line = 0; line <= lines; ++line) {
      for (const std::size_t option : together) {
        cells.push_back(people[line * options + option]);
        const bool hidden = line < lines && view.table.hidden[view.cell(line, option)] != 0;
        marks.push_back(line == lines ? Mark::apart : hidden ? Mark::hidden : Mark::shown);
      }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (marks[i] != Mark::hidden) continue;
      const Bounds bounds = bounds_of(cells.data(), marks.data(), lines + 1, together.size(), i / together.size(), i % together.size());
      if (bounds.least == bounds.most || bounds.most < least) return false;
    }
  }
  return true;
}

/// Whether nobody is missing from what the rows show of cells that the table shows.
bool is_complete(const CrossedTable& table, const RowItem& rows, const RowItem& columns) {
  const std::size_t width = columns.groups.size();
  // Cells of the same groups are one: the first of them stands for all.
  const auto first_of = [](const RowItem& item, std::uint32_t group) {
    return static_cast<std::size_t>(std::find(item.groups.begin(), item.groups.end(), group) - item.groups.begin());
  };
  std::vector<Count> published(table.cells.size(), 0);
  std::vector<Count> seen(table.cells.size(), 0);
  std::vector<std::uint8_t> hidden(table.cells.size(), 0);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const std::size_t block = first_of(rows, rows.groups[i / width]) * width + first_of(columns, columns.groups[i % width]);
    published[block] += table.cells[i];
    hidden[block] |= table.hidden[i];
  }
  for (std::size_t person = 0; person < rows.values.size(); ++person) {
    const std::size_t r = first_of(rows, rows.values[person]);
    const std::size_t c = first_of(columns, columns.values[person]);
    if (r < rows.groups.size() && c < width) ++seen[r * width + c];
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (hidden[i] == 0 && seen[i] != published[i]) return false;
  }
  return true;
}

bool crossed_safe(const CrossedTable& table, const RowItem& rows, const RowItem& columns, std::uint32_t least) {
  const bool any_hidden = std::any_of(table.hidden.begin(), table.hidden.end(), [](std::uint8_t one) { return one != 0; });
  // Where both are joined, to join one of them alone would tell more: if that is safe, so are they.
  return is_complete(table, rows, columns) &&
         (!any_hidden || hides({table, rows, columns, true}, least) || hides({table, columns, rows, false}, least));
}

}  // namespace

Result<Done> check_beside(const ReleasedData& published, const std::vector<RowItem>& items,
                          std::uint32_t least) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const OneWayTable* table = find_table(published, items[i].name);
    const std::size_t rows = items[0].values.size();
    const std::string path = "/items/" + std::to_string(i);
    for (const Codes* codes : {&items[i].values, &items[i].truth}) {
      if (codes->size() != rows) return Error{ErrorCode::rows_columns, path, {{"found", codes->size()}, {"expected", rows}}};
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
    if (!table.released || !rows || !columns) continue;
    if (!crossed_safe(table, *rows, *columns, least)) {
      return Error{ErrorCode::rows_beside, table.rows + "," + table.columns, {}};
    }
  }
  return Done{};
}

}  // namespace triptych::disclosure
