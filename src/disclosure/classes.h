// SPDX-License-Identifier: MIT
// Disclosure: rows of people who are alike in what others may know of them: counts, diversity, risk.
//
// Columns hold a code a row. Two rows are of one class if their codes are the same in every column. Counted
// strictly a missing or suppressed value is a value like any other, for whoever reads the file sees the
// blank; counted with wildcards it may stand for any value, which makes the same file look safer. Strict is
// what a file must pass; wildcards are reported beside it. Errors: rows_columns (path: /columns/i; found,
// expected: rows of different number, or none), rows_too_many (limit).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"

namespace triptych::disclosure {

using Codes = std::vector<std::uint32_t>;
inline constexpr std::uint32_t kMissing = 0xFFFF'FFFF;
inline constexpr std::uint32_t kSuppressed = 0xFFFF'FFFE;

struct Classes {
  Codes class_of;                    ///< of each row; numbered by first appearance
  std::vector<std::uint32_t> sizes;  ///< of each class
};
Result<Classes> classes_of(const std::vector<Codes>& columns);

/// Rows in classes smaller than k.
std::size_t rows_below(const Classes& classes, std::uint32_t k);

/// For each row how many rows it may be one of, missing values matching every value (sdcMicro's freqCalc),
/// and the sum of their weights. `weights`: one a row, or empty for 1 each.
struct WildcardCounts {
  std::vector<std::uint32_t> rows;
  std::vector<double> weights;
};
Result<WildcardCounts> wildcard_counts(const std::vector<Codes>& columns, const std::vector<double>& weights);

/// The risk that somebody who looks for a person of that class in a sample finds the right one: `rows` alike
/// in the sample, who stand for `population` people (Benedetti and Franconi 1998; approximated above 2 rows
/// as in sdcMicro). rows >= 1, population >= rows.
double individual_risk(double rows, double population);

/// How different the answers to a sensitive item are within a class; missing is no answer.
struct Diversity {
  std::uint32_t distinct = 0;
  double entropy =
      0;  ///< exp of Shannon's: the number of answers, were they equally frequent; 0 without answers
  double max_share = 0;  ///< of the most frequent one
};
/// Of each class. Error besides: rows_columns (/sensitive).
Result<std::vector<Diversity>> diversity_of(const Classes& classes, const Codes& sensitive);

}  // namespace triptych::disclosure
