// SPDX-License-Identifier: MIT
// Export: the released rows as cells, and the check of what was written of them.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "export/edition.h"
#include "export/table.h"
#include "export/variables.h"

namespace triptych::export_ {

/// A column of data.csv: a single answer, one box of several, one option's rank.
struct DataColumn {
  const Variable* variable;
  const disclosure::RowsItem* item;
  std::size_t part;  ///< which of the item's columns
};

/// In the order of the rows' items; nothing without rows.
std::vector<DataColumn> data_columns(const Edition& edition, const std::vector<Variable>& variables);

/// With their heading, the first column saying whether they are simulated. Codes of the codebook for machines, words for spreadsheets.
std::vector<Row> data_rows(const Edition& edition, const std::vector<Variable>& variables, Flavour flavour);

/// Reads data.csv as any reader does and counts again: as many rows as were released, every class of the same quasi-identifiers at least k
/// of them. Error: rows_unsafe (rows: in classes that are too small, or all if the file is not what was released).
Result<Done> check_written(std::string_view csv, const Edition& edition, const std::vector<Variable>& variables);

}  // namespace triptych::export_
