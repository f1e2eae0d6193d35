// SPDX-License-Identifier: MIT
// Export: a release as a folder of files for researchers. Tables alone: rows of people are not released yet.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "disclosure/released.h"

namespace triptych::export_ {

struct File {
  std::string path;  ///< relative, ASCII
  std::string bytes;
};

/// The words of a bundle, in the language of its labels: {"item": "Question", …}; a word that is missing is its key.
/// They head the columns of the spreadsheets and name the answers that are not options.
inline constexpr std::string_view kWords[] = {"simulated", "item",  "title",     "answer",  "code",   "value",      "count",  "answered",
                                              "others",    "state", "shown",     "withheld", "yes",   "no",         "refused", "dont_know",
                                              "unanswered", "row",  "row_answer", "column", "column_answer", "kind", "source", "question"};

/// snapshot.json, tables.csv, crossed.csv (if pairs were crossed), codebook.csv, each table also as -excel.csv, and
/// manifest.sha256. Simulated data: every name begins with "simulated-" and every table has a column that says so. The same release,
/// codebook and words give the same bytes everywhere. `codebook`: CodebookItem[] in the language of the labels.
std::vector<File> bundle(const disclosure::Released& released, const Value& codebook, const Value& words);

}  // namespace triptych::export_
