// SPDX-License-Identifier: MIT
// Export: the files of a bundle that describe the others. Each is a text; which file it goes to is
// bundle.cpp's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "export/edition.h"
#include "export/tables.h"
#include "export/variables.h"

namespace triptych::export_ {

/// A table of the bundle in its machine's form.
struct TableFile {
  std::string path;
  std::string_view name;  ///< "data", "tables", "crossed", "codebook"
  std::vector<Column> columns;
  std::vector<const Variable*> variables;  ///< of each column, where it is one of the codebook; else null
  std::vector<Row> rows;  ///< with the heading
  std::string bytes;
};

/// The words of a column's heading.
std::string_view label_of(const Edition& edition, const TableFile& table, std::size_t column);

/// data (if there are rows), tables, crossed, codebook. `variables` must live as long.
std::vector<TableFile> tables_of(const Edition& edition, const std::vector<Variable>& variables);

/// Data Package 2.0. Written without fieldsMatch, for its own JSON profile and its prose disagree on it.
std::string data_package(const Edition& edition, const std::vector<TableFile>& tables);

/// DDI-Codebook 2.5: elements in the order of its sequences. Frequencies are those released.
std::string ddi_codebook(const Edition& edition, const std::vector<Variable>& variables,
                         const std::vector<TableFile>& tables);

/// One printable page that loads nothing.
std::string codebook_page(const Edition& edition, const std::vector<Variable>& variables);

enum class Package : std::uint8_t { r, python, spss, stata };
/// Reads the tables as they are and defines what counts them; run from the bundle's folder.
std::string import_script(const Edition& edition, const std::vector<TableFile>& tables, Package package);

/// What, who, when, how to cite, licence, what one may not do. `paths`: the other files.
std::string readme(const Edition& edition, const std::vector<std::string>& paths);
/// CHERRIES (Eysenbach 2004) item by item: what the software knows, what the organizer says, and where
/// neither does.
std::string methods(const Edition& edition, const std::vector<Variable>& variables);
/// The rules, what they hid, and the three criteria of Opinion 05/2014 (WP216).
std::string privacy_report(const Edition& edition);

}  // namespace triptych::export_
