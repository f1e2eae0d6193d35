// SPDX-License-Identifier: MIT
// Cli: the tables of a bundle as SPSS and Stata keep them, by ReadStat, which no browser has: labels inside, missing values apart.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "export/edition.h"

namespace triptych::cli {

/// tables, crossed and codebook, each as .sav (SPSS, UTF-8) and .dta (Stata 14). They bear the date, "2026-11-26", and no other: the same
/// edition gives the same bytes. Error: export_labelled (path, reason).
Result<std::vector<export_::File>> labelled_files(const export_::Edition& edition, const std::string& date);

}  // namespace triptych::cli
