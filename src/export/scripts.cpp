// SPDX-License-Identifier: MIT
// Export: import scripts. Run from the bundle's folder; each needs its program alone.
#include <algorithm>

#include "export/formats.h"
#include "export/text.h"

namespace triptych::export_ {
namespace {

/// Every script says first what it belongs to; simulated data also when it runs.
std::string heading(const Edition& edition, std::string_view comment) {
  return std::string(comment) + " " + one_line(citation_of(edition)) + "\n" + std::string(comment) + " " +
         std::string(word_of(edition, "script_note")) + "\n";
}

std::string warning(const Edition& edition) {
  return data_of(edition).simulated ? one_line(word_of(edition, "simulated_note")) : std::string();
}

std::string r_script(const Edition& edition, const std::vector<TableFile>& tables) {
  std::string out = heading(edition, "#");
  out +=
      "read_table <- function(path) read.csv(path, encoding = \"UTF-8\", na.strings = \"\", check.names = "
      "FALSE, stringsAsFactors = FALSE)\n";
  for (const TableFile& table : tables)
    out += std::string(table.name) + " <- read_table(" + quoted(table.path) + ")\n";
  out +=
      "counts <- function(item) {\n"
      "  rows <- tables[tables$item == item & tables$category == \"option\", ]\n"
      "  label <- function(variable, code) codebook$answer[codebook$variable == variable & codebook$code "
      "%in% code & codebook$category == \"option\"][1]\n"
      "  single <- rows$kind[1] == \"single\"\n"
      "  name <- function(variable) codebook$label[codebook$variable == variable][1]\n"
      "  answer <- if (single) mapply(label, rows$variable, rows$code) else sapply(rows$variable, name)\n"
      "  ok <- !is.na(rows$count) & rows$answered > 0\n"
      "  ends <- t(mapply(function(x, n, ok) if (ok) wilson(x, n) else c(NA, NA), rows$count, rows$answered, "
      "ok))\n"
      "  data.frame(answer = unname(answer), count = rows$count, answered = rows$answered, share = "
      "rows$count / rows$answered,\n"
      "             low = ends[, 1], high = ends[, 2])\n"
      "}\n"
      "wilson <- function(x, n, z = qnorm(0.975)) {\n"
      "  centre <- (x + z^2 / 2) / (n + z^2)\n"
      "  half <- z / (n + z^2) * sqrt(x * (n - x) / n + z^2 / 4)\n"
      "  c(centre - half, centre + half)\n"
      "}\n"
      "cross <- function(row, column) {\n"
      "  here <- crossed[crossed$row == row & crossed$column == column, ]\n"
      "  rows <- unique(here$row_value)\n"
      "  columns <- unique(here$column_value)\n"
      "  matrix(here$count, nrow = length(rows), byrow = TRUE, dimnames = setNames(list(rows, columns), "
      "c(row, column)))\n"
      "}\n";
  if (edition.rows) {
    out +=
        "answers <- function(variable) {\n"
        "  entries <- codebook[codebook$variable == variable & codebook$missing == 0, ]\n"
        "  factor(data[[variable]], levels = entries$code, labels = entries$answer)\n"
        "}\n";
  }
  if (const std::string note = warning(edition); !note.empty()) out += "message(" + quoted(note) + ")\n";
  return out;
}

std::string python_script(const Edition& edition, const std::vector<TableFile>& tables) {
  std::string out = heading(edition, "#");
  out +=
      "import csv, hashlib, math, pathlib, statistics, sys\n"
      "here = pathlib.Path(__file__).resolve().parent\n"
      "def read_table(path):\n"
      "    with open(here / path, encoding=\"utf-8\", newline=\"\") as file:\n"
      "        rows = list(csv.DictReader(file))\n"
      "    for row in rows:\n"
      "        for name in (\"code\", \"row_code\", \"column_code\", \"count\", \"answered\", \"others\", "
      "\"n\"):\n"
      "            if name in row:\n"
      "                row[name] = int(row[name]) if row[name] else None\n"
      "    return rows\n"
      "def verify():\n"
      "    for line in (here / \"manifest.sha256\").read_text(encoding=\"utf-8\").splitlines():\n"
      "        digest, path = line.split(\"  \", 1)\n"
      "        if hashlib.sha256((here / path).read_bytes()).hexdigest() != digest:\n"
      "            raise ValueError(path)\n"
      "verify()\n";
  for (const TableFile& table : tables)
    out += std::string(table.name) + " = read_table(" + quoted(table.path) + ")\n";
  out +=
      "def wilson(x, n, z=statistics.NormalDist().inv_cdf(0.975)):\n"
      "    centre = (x + z * z / 2) / (n + z * z)\n"
      "    half = z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)\n"
      "    return centre - half, centre + half\n"
      "def label(row):\n"
      "    for entry in codebook:\n"
      "        if entry[\"variable\"] == row[\"variable\"] and entry[\"category\"] == \"option\" and "
      "entry[\"code\"] == row[\"code\"]:\n"
      "            return entry[\"answer\"] if row[\"kind\"] == \"single\" else entry[\"label\"]\n"
      "    return row[\"value\"]\n"
      "def counts(item):\n"
      "    table = []\n"
      "    for row in tables:\n"
      "        if row[\"item\"] == item and row[\"category\"] == \"option\":\n"
      "            x, n = row[\"count\"], row[\"answered\"]\n"
      "            low, high = wilson(x, n) if n else (None, None)\n"
      "            table.append({\"answer\": label(row), \"count\": x, \"answered\": n, \"share\": x / n if "
      "n else None, \"low\": low, \"high\": high})\n"
      "    return table\n"
      "def cross(row, column):\n"
      "    return {(cell[\"row_value\"], cell[\"column_value\"]): cell[\"count\"] for cell in crossed if "
      "cell[\"row\"] == row and cell[\"column\"] == column}\n";
  if (edition.rows) {
    out +=
        "data = [{name: int(cell) if cell else None for name, cell in row.items()} for row in data]\n"
        "def answers(variable):\n"
        "    labels = {entry[\"code\"]: entry[\"answer\"] for entry in codebook if entry[\"variable\"] == variable and "
        "entry[\"missing\"] == \"0\"}\n"
        "    return [labels.get(row[variable]) for row in data]\n";
  }
  if (const std::string note = warning(edition); !note.empty())
    out += "print(" + quoted(note) + ", file=sys.stderr)\n";
  return out;
}

/// Bytes of the longest cell of a column, at least 1: SPSS wants it said.
std::size_t width_of(const TableFile& table, std::size_t column) {
  std::size_t width = 1;
  for (std::size_t row = 1; row < table.rows.size(); ++row)
    width = std::max(width, table.rows[row][column].text.size() + 1);
  return width;
}

void append_spss_values(std::string& out, const Variable& variable, std::size_t most) {
  std::string missing;
  out += "VALUE LABELS " + variable.name;
  for (const Category& category : variable.categories) {
    if (category.meaning == Meaning::unanswered) continue;
    out += "\n  " + std::to_string(category.code) + " " + spss(category.label, most);
    if (is_missing(category.meaning)) missing += (missing.empty() ? "" : ", ") + std::to_string(category.code);
  }
  out += ".\nMISSING VALUES " + variable.name + " (" + missing + ").\n";
  if (variable.level == Level::ordinal) out += "VARIABLE LEVEL " + variable.name + " (ORDINAL).\n";
}

std::string spss_script(const Edition& edition, const std::vector<TableFile>& tables) {
  constexpr std::size_t kLabel = 255;
  constexpr std::size_t kValueLabel = 120;
  std::string out = "* Encoding: UTF-8.\n* " + one_line(citation_of(edition)) + "\n* " +
                    std::string(word_of(edition, "script_note")) + "\n";
  if (const std::string note = warning(edition); !note.empty()) out += "ECHO " + spss(note, kLabel) + ".\n";
  for (const TableFile& table : tables) {
    out += "GET DATA /TYPE=TXT /FILE=" + spss(table.path, kLabel) +
           " /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS=',' /QUALIFIER='\"' /ARRANGEMENT=DELIMITED "
           "/FIRSTCASE=2\n  /VARIABLES=";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      // ROW and COLUMN are words of its own commands, but not reserved as names.
      out += "\n   " + std::string(column.name) + " ";
      out += column.holds == Holds::text ? "A" + std::to_string(width_of(table, i))
             : column.name == "epsilon"  ? "F8.3"
                                         : "F12.0";
    }
    out += ".\nVARIABLE LABELS";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      out += "\n  " + std::string(table.columns[i].name) + " " + spss(label_of(edition, table, i), kLabel);
    out += ".\n";
    for (const Variable* variable : table.variables) {
      if (variable) append_spss_values(out, *variable, kValueLabel);
    }
    for (const Column& column : table.columns) {
      if (column.holds != Holds::flag) continue;
      out += "VALUE LABELS " + std::string(column.name) + " 0 " + spss(word_of(edition, "no"), kValueLabel) +
             " 1 " + spss(word_of(edition, "yes"), kValueLabel) + ".\n";
    }
    out += "SAVE OUTFILE=" + spss(std::string(table.name) + ".sav", kLabel) + ".\n";
  }
  return out;
}

/// Of each missing meaning Stata's own code, the same as in .dta.
void append_stata_values(std::string& out, const Variable& variable) {
  std::string missing;
  out += "label define " + variable.name;
  for (const Category& category : variable.categories) {
    if (category.meaning == Meaning::unanswered) continue;
    const char letter = missing_letter(category.meaning);
    const std::string code = std::to_string(category.code);
    out += " " + (letter == 0 ? code : std::string(".") + letter) + " " + stata(category.label);
    if (letter != 0) missing += (missing.empty() ? "" : " \\ ") + code + "=." + letter;
  }
  out += ", replace\nmvdecode " + variable.name + ", mv(" + missing + ")\nlabel values " + variable.name + " " + variable.name + "\n";
}

std::string stata_script(const Edition& edition, const std::vector<TableFile>& tables) {
  std::string out = heading(edition, "*") + "version 14\nset more off\n";
  if (const std::string note = warning(edition); !note.empty())
    out += "display as error " + stata(note) + "\n";
  for (const TableFile& table : tables) {
    std::string texts;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].holds == Holds::text) texts += (texts.empty() ? "" : " ") + std::to_string(i + 1);
    }
    out += "import delimited using " + stata(table.path) +
           ", clear varnames(1) encoding(\"UTF-8\") bindquote(strict) stringcols(" + texts + ")\n";
    out += "label define yesno 0 " + stata(word_of(edition, "no")) + " 1 " + stata(word_of(edition, "yes")) +
           ", replace\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      out += "label variable " + std::string(column.name) + " " + stata(label_of(edition, table, i)) + "\n";
      if (table.variables[i]) append_stata_values(out, *table.variables[i]);
      if (column.holds == Holds::flag) out += "label values " + std::string(column.name) + " yesno\n";
    }
    out += "save " + stata(std::string(table.name) + ".dta") + ", replace\n";
  }
  return out;
}

}  // namespace

std::string import_script(const Edition& edition, const std::vector<TableFile>& tables, Package package) {
  switch (package) {
    case Package::r:
      return r_script(edition, tables);
    case Package::python:
      return python_script(edition, tables);
    case Package::spss:
      return spss_script(edition, tables);
    case Package::stata:
      return stata_script(edition, tables);
  }
  return "";
}

}  // namespace triptych::export_
