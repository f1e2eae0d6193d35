// SPDX-License-Identifier: MIT
// Export: comma-separated text, for programs (RFC 4180, codes) and for spreadsheets (labels, ';', byte-order
// mark).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::export_ {

/// For whom a file is written.
enum class Flavour : std::uint8_t {
  machine,  ///< ',' and no byte-order mark: R, SPSS, pandas
  excel,    ///< ';' and a byte-order mark: opens by double-click where the comma is a decimal sign
};

struct Cell {
  std::string text;
  bool number = false;  ///< written by us, never altered: -99 stays a number
};
using Row = std::vector<Cell>;

Cell text_cell(std::string_view text);
Cell number_cell(std::uint64_t number);
Cell code_cell(std::int64_t code);

/// Whether a spreadsheet would run that text as a formula: it begins, also after blanks or a line break, with
/// = + - @ or their full-width forms, a tab, a line break or a NUL.
bool is_formula(std::string_view text);

/// Rows of equal length, CRLF, '"' doubled. A text that is_formula gets an apostrophe in front.
std::string write_csv(const std::vector<Row>& rows, Flavour flavour);

}  // namespace triptych::export_
