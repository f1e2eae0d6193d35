// SPDX-License-Identifier: MIT
// Export: which file is what, and the manifest over them.
#include "export/bundle.h"

#include <algorithm>
#include <span>

#include "base/sha256.h"
#include "disclosure/snapshot.h"
#include "export/formats.h"
#include "export/rows.h"
#include "json/writer.h"

namespace triptych::export_ {
namespace {

std::string digest(std::string_view bytes) {
  const Sha256 hash = sha256(bytes);
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace

std::string name_of(const Edition& edition) {
  const disclosure::ReleasedData& data = data_of(edition);
  return mark_of(edition) + data.survey + "-w" + std::to_string(data.wave) + "-v" +
         std::to_string(data.number);
}

std::string citation_of(const Edition& edition) {
  const disclosure::ReleasedData& data = data_of(edition);
  const std::string_view who = edition.about["controller"]["name"].string_or("");
  const std::string year(edition.about["created"].string_or("").substr(0, 4));
  std::string text;
  if (!who.empty()) text += std::string(who) + " (" + year + "). ";
  const std::string_view title = edition.about["title"].string_or(data.survey);
  const bool ended = !title.empty() && std::string_view(".?!").find(title.back()) != std::string_view::npos;
  text += std::string(title) + (ended ? " " : ". ");
  if (data.simulated) text += std::string(word_of(edition, "simulated_data")) + ". ";
  return text + std::string(word_of(edition, "data_set")) + " " + name_of(edition) + ".";
}

std::vector<TableFile> tables_of(const Edition& edition, const std::vector<Variable>& variables) {
  std::vector<TableFile> tables;
  const auto add = [&](std::string_view name, std::span<const Column> columns, std::vector<Row> rows) {
    std::string bytes = write_csv(rows, Flavour::machine);
    std::vector<const Variable*> none(columns.size(), nullptr);
    tables.push_back({mark_of(edition) + std::string(name) + ".csv", name, {columns.begin(), columns.end()}, std::move(none), std::move(rows), std::move(bytes)});
  };
  if (edition.rows) {
    std::vector<Column> columns{{"simulated", Holds::flag}};
    std::vector<const Variable*> own{nullptr};
    for (const DataColumn& column : data_columns(edition, variables)) {
      columns.push_back({column.variable->name, Holds::number});
      own.push_back(column.variable);
    }
    add("data", columns, data_rows(edition, variables, Flavour::machine));
    tables.back().variables = std::move(own);
  }
  add("tables", kTableColumns, one_way_rows(edition, variables, Flavour::machine));
  add("crossed", kCrossedColumns, crossed_rows(edition, variables, Flavour::machine));
  add("codebook", kCodebookColumns, codebook_rows(edition, variables, Flavour::machine));
  return tables;
}

std::string_view label_of(const Edition& edition, const TableFile& table, std::size_t column) {
  const Variable* variable = table.variables[column];
  return variable ? std::string_view(variable->label) : word_of(edition, table.columns[column].name);
}

Result<std::vector<File>> bundle(const Edition& edition, std::vector<File> also) {
  const std::string mark = mark_of(edition);
  const std::vector<Variable> variables = variables_of(edition);
  const std::vector<TableFile> tables = tables_of(edition, variables);
  if (edition.rows) TRIPTYCH_TRY(check_written(tables.front().bytes, edition, variables));
  std::vector<File> files = std::move(also);
  for (const TableFile& table : tables) files.push_back({table.path, table.bytes});
  const auto add_excel = [&](std::string_view name, const std::vector<Row>& rows) {
    files.push_back({mark + std::string(name) + "-excel.csv", write_csv(rows, Flavour::excel)});
  };
  if (edition.rows) add_excel("data", data_rows(edition, variables, Flavour::excel));
  add_excel("tables", one_way_rows(edition, variables, Flavour::excel));
  add_excel("crossed", crossed_rows(edition, variables, Flavour::excel));
  add_excel("codebook", codebook_rows(edition, variables, Flavour::excel));
  files.push_back({mark + "snapshot.json", disclosure::write_snapshot(edition.released)});
  files.push_back({mark + "codebooks.json", json::write(edition.codebooks) + "\n"});
  files.push_back({mark + "codebook.html", codebook_page(edition, variables)});
  files.push_back({mark + "ddi-codebook.xml", ddi_codebook(edition, variables, tables)});
  files.push_back({mark + "privacy-report.json", privacy_report(edition)});
  files.push_back({"datapackage.json", data_package(edition, tables)});
  files.push_back({"METHODS.md", methods(edition, variables)});
  files.push_back({"import.R", import_script(edition, tables, Package::r)});
  files.push_back({"import.py", import_script(edition, tables, Package::python)});
  files.push_back({"import.sps", import_script(edition, tables, Package::spss)});
  files.push_back({"import.do", import_script(edition, tables, Package::stata)});
  std::vector<std::string> paths{"README.md", "manifest.sha256"};
  for (const File& file : files) paths.push_back(file.path);
  std::sort(paths.begin(), paths.end());
  files.push_back({"README.md", readme(edition, paths)});
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  std::string manifest;
  for (const File& file : files) manifest += digest(file.bytes) + "  " + file.path + "\n";
  files.push_back({"manifest.sha256", std::move(manifest)});
  return files;
}

}  // namespace triptych::export_
