// SPDX-License-Identifier: MIT
// Export: rows of people, cell by cell, and back.
#include "export/rows.h"

#include <map>

#include "export/tables.h"

namespace triptych::export_ {
namespace {

using disclosure::Codes;
using disclosure::RowsItem;

/// Which category a cell is; of boxes 1 is ticked, of ranks 0 is not ranked.
const Category* category_of(const DataColumn& column, std::uint32_t cell) {
  const std::vector<Category>& categories = column.variable->categories;
  const auto of = [&categories](Meaning meaning) -> const Category* {
    for (const Category& category : categories) {
      if (category.meaning == meaning) return &category;
    }
    return nullptr;
  };
  switch (cell) {
    case disclosure::kSuppressed: return of(Meaning::suppressed);
    case disclosure::kRowNotAsked: return of(Meaning::not_asked);
    case disclosure::kRowUnanswered: return of(Meaning::unanswered);
    case disclosure::kRowRefused: return of(Meaning::refused);
    case disclosure::kRowDontKnow: return of(Meaning::dont_know);
    default: break;
  }
  if (column.item->kind == "single") return cell < categories.size() ? &categories[cell] : nullptr;
  for (const Category& category : categories) {
    if (category.meaning == Meaning::option && category.code == static_cast<std::int64_t>(cell)) return &category;
  }
  return nullptr;
}

/// The cells of RFC 4180 lines that hold numbers and plain names alone, as data.csv does.
std::vector<std::vector<std::string_view>> read_plain(std::string_view csv) {
  std::vector<std::vector<std::string_view>> rows;
  while (!csv.empty()) {
    const std::size_t end = csv.find("\r\n");
    std::string_view line = csv.substr(0, end);
    csv = end == std::string_view::npos ? std::string_view() : csv.substr(end + 2);
    std::vector<std::string_view>& row = rows.emplace_back();
    for (std::size_t comma = 0; comma != std::string_view::npos;) {
      comma = line.find(',');
      row.push_back(line.substr(0, comma));
      if (comma != std::string_view::npos) line = line.substr(comma + 1);
    }
  }
  return rows;
}

}  // namespace

std::vector<DataColumn> data_columns(const Edition& edition, const std::vector<Variable>& variables) {
  std::vector<DataColumn> columns;
  if (!edition.rows) return columns;
  for (const RowsItem& item : edition.rows->data().items) {
    std::size_t part = 0;
    for (const Variable& variable : variables) {
      if (variable.item != item.name || variable.grouped != (item.level > 0) || part == item.cells.size()) continue;
      columns.push_back({&variable, &item, part++});
    }
  }
  return columns;
}

std::vector<Row> data_rows(const Edition& edition, const std::vector<Variable>& variables, Flavour flavour) {
  const bool machine = flavour == Flavour::machine;
  const std::vector<DataColumn> columns = data_columns(edition, variables);
  const bool simulated = data_of(edition).simulated;
  const Cell mark = machine ? number_cell(simulated ? 1 : 0) : text_cell(word_of(edition, simulated ? "yes" : "no"));
  std::vector<Row> rows(edition.rows->data().rows + 1);
  rows[0].push_back(text_cell(machine ? "simulated" : word_of(edition, "simulated")));
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row].push_back(mark);
  for (const DataColumn& column : columns) {
    rows[0].push_back(text_cell(machine ? column.variable->name : column.variable->label));
    const Codes& cells = column.item->cells[column.part];
    for (std::size_t row = 0; row < cells.size(); ++row) {
      const Category* category = category_of(column, cells[row]);
      const bool empty = !category || (machine && category->meaning == Meaning::unanswered);
      rows[row + 1].push_back(empty ? Cell{} : machine ? code_cell(category->code) : text_cell(category->label));
    }
  }
  return rows;
}

Result<Done> check_written(std::string_view csv, const Edition& edition, const std::vector<Variable>& variables) {
  const disclosure::ReleasedRowsData& data = edition.rows->data();
  const std::vector<std::vector<std::string_view>> rows = read_plain(csv);
  const auto unsafe = [&data] { return Error{ErrorCode::rows_unsafe, "data.csv", {{"rows", data.rows}}}; };
  if (rows.size() != data.rows + 1) return unsafe();
  std::vector<Codes> known;
  std::vector<disclosure::SensitiveItem> sensitive;
  std::size_t at = 0;
  for (const DataColumn& column : data_columns(edition, variables)) {
    at += 1;
    std::map<std::string_view, std::uint32_t> numbers;
    Codes cells;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (at >= rows[row].size()) return unsafe();
      if (row == 0) {
        if (rows[0][at] != column.variable->name) return unsafe();
        continue;
      }
      const std::string_view text = rows[row][at];
      const bool none = text.empty() || (text.front() == '-' && text.size() == 3);
      const std::uint32_t number = numbers.emplace(text, static_cast<std::uint32_t>(numbers.size())).first->second;
      cells.push_back(column.item->sensitive && none ? disclosure::kMissing : number);
    }
    if (column.item->known_to_others) known.push_back(cells);
    if (column.item->sensitive && column.item->kind == "single") sensitive.push_back({std::move(cells)});
  }
  if (known.empty()) known.emplace_back(data.rows, 0);
  return disclosure::check_released(known, sensitive, data.k);
}

}  // namespace triptych::export_
