// SPDX-License-Identifier: MIT
// Export: the released tables and the codebook as rows of cells.
#pragma once

#include <vector>

#include "export/edition.h"
#include "export/table.h"
#include "export/variables.h"

namespace triptych::export_ {

/// What a column of a machine's file holds; the words of its heading are those of its name.
enum class Holds : std::uint8_t { text, number, flag };
struct Column {
  std::string_view name;
  Holds holds;
};

/// The columns of tables.csv, crossed.csv and codebook.csv.
inline constexpr Column kTableColumns[] = {
    {"simulated", Holds::flag},  {"item", Holds::text},     {"variable", Holds::text},
    {"source", Holds::text},     {"kind", Holds::text},     {"category", Holds::text},
    {"code", Holds::number},     {"value", Holds::text},    {"count", Holds::number},
    {"answered", Holds::number}, {"others", Holds::number}, {"state", Holds::text}};
inline constexpr Column kCrossedColumns[] = {
    {"simulated", Holds::flag},    {"row", Holds::text},     {"row_code", Holds::number},
    {"row_value", Holds::text},    {"column", Holds::text},  {"column_code", Holds::number},
    {"column_value", Holds::text}, {"count", Holds::number}, {"state", Holds::text}};
inline constexpr Column kCodebookColumns[] = {
    {"variable", Holds::text}, {"item", Holds::text},      {"source", Holds::text},
    {"kind", Holds::text},     {"level", Holds::text},     {"label", Holds::text},
    {"category", Holds::text}, {"code", Holds::number},    {"value", Holds::text},
    {"answer", Holds::text},   {"missing", Holds::flag},   {"n", Holds::number},
    {"compared", Holds::flag}, {"epsilon", Holds::number}, {"grid", Holds::text},
    {"asked_if", Holds::text}};

/// With their heading. Codes for machines, words for spreadsheets.
std::vector<Row> one_way_rows(const Edition& edition, const std::vector<Variable>& variables,
                              Flavour flavour);
std::vector<Row> crossed_rows(const Edition& edition, const std::vector<Variable>& variables,
                              Flavour flavour);
std::vector<Row> codebook_rows(const Edition& edition, const std::vector<Variable>& variables,
                               Flavour flavour);

}  // namespace triptych::export_
