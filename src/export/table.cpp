// SPDX-License-Identifier: MIT
// Export: RFC 4180.
#include "export/table.h"

namespace triptych::export_ {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
/// = + - @ as U+FF1D, U+FF0B, U+FF0D, U+FF20
constexpr std::string_view kFullWidth[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

/// What may stand before a formula without stopping it.
std::string_view without_blanks(std::string_view text) {
  for (;;) {
    if (!text.empty() && (text[0] == ' ' || text[0] == '\'' || text[0] == '"')) {
      text.remove_prefix(1);
    } else if (text.substr(0, kNoBreakSpace.size()) == kNoBreakSpace) {
      text.remove_prefix(kNoBreakSpace.size());
    } else {
      return text;
    }
  }
}

bool begins_formula(std::string_view line) {
  line = without_blanks(line);
  if (line.empty()) return false;
  constexpr std::string_view kTriggers("=+-@\t\r\n\0", 8);
  if (kTriggers.find(line[0]) != std::string_view::npos) return true;
  for (const std::string_view trigger : kFullWidth) {
    if (line.substr(0, trigger.size()) == trigger) return true;
  }
  return false;
}

void append_cell(std::string& out, const Cell& cell, char separator) {
  const std::string text = !cell.number && is_formula(cell.text) ? "'" + cell.text : cell.text;
  if (text.find_first_of("\"\r\n,;\t") == std::string::npos && text.find(separator) == std::string::npos) {
    out += text;
    return;
  }
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace

Cell text_cell(std::string_view text) {
  return {std::string(text), false};
}
Cell number_cell(std::uint64_t number) {
  return {std::to_string(number), true};
}
Cell code_cell(std::int64_t code) {
  return {std::to_string(code), true};
}

bool is_formula(std::string_view text) {
  for (std::size_t at = 0; at <= text.size();) {
    if (begins_formula(text.substr(at))) return true;
    const std::size_t end = text.find_first_of("\r\n", at);
    if (end == std::string_view::npos) return false;
    at = end + 1;
  }
  return false;
}

std::string write_csv(const std::vector<Row>& rows, Flavour flavour) {
  const char separator = flavour == Flavour::excel ? ';' : ',';
  std::string out(flavour == Flavour::excel ? kByteOrderMark : std::string_view());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out.push_back(separator);
      append_cell(out, row[i], separator);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace triptych::export_
