// SPDX-License-Identifier: MIT
// Export: a release as a folder of files for researchers.
#pragma once

#include <vector>

#include "base/result.h"
#include "export/edition.h"

namespace triptych::export_ {

/// data.csv (if there are rows, and then checked once more as written), README.md, METHODS.md, snapshot.json, codebooks.json, tables.csv, crossed.csv (if pairs were crossed),
/// codebook.csv (each of the four also as -excel.csv), codebook.html, ddi-codebook.xml, datapackage.json,
/// privacy-report.json, import.R, import.py, import.sps, import.do and manifest.sha256, in the order of their
/// names. Simulated data: every file that holds a number has a name that begins with "simulated-", every
/// table has a column that says so. The same edition gives the same bytes everywhere.
/// Error: rows_unsafe (rows), and nothing is made.
/// `also`: further files, listed and vouched for like the others; what only a program outside can write (.sav, .dta).
Result<std::vector<File>> bundle(const Edition& edition, std::vector<File> also = {});

}  // namespace triptych::export_
