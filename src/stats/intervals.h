// SPDX-License-Identifier: MIT
// Stats: intervals of one proportion, of the difference of two, and whether a proportion is reliable enough
// to show.
//
// x in n: 0 <= x <= n, n > 0, both finite; fractional where a weighted count is meant. `confidence` strictly
// between 0 and 1. Errors: stats_number (/x, /n …), stats_empty (/n: n is 0), stats_level.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "stats/proportion.h"

namespace triptych::stats {

/// Wilson's score interval (1927) at any confidence: R's prop.test(x, n, correct = FALSE).
Result<Interval> wilson_at(double x, double n, double confidence);
/// The same with Yates' continuity correction of at most half an answer: prop.test(x, n), whose correction
/// shrinks to |x - n/2|.
Result<Interval> wilson_corrected(double x, double n, double confidence);
/// Clopper and Pearson (1934), exact: beta quantiles; binom.test.
Result<Interval> clopper_pearson(double x, double n, double confidence);
/// The one-sided upper bound: what a share that nobody (or few) reported can still be. binom.test(alternative
/// = "less").
Result<double> clopper_pearson_upper(double x, double n, double confidence);
/// Agresti and Coull (1998). Its limits may leave 0..1: `clamped` for display.
enum class Limits : std::uint8_t { raw, clamped };
struct AdjustedInterval {
  double centre;  ///< (x + z^2/2) / (n + z^2)
  Interval interval;
};
Result<AdjustedInterval> agresti_coull(double x, double n, double confidence, Limits limits);
/// Jeffreys: the quantiles of Beta(x + 1/2, n - x + 1/2), as they are at x = 0 and x = n too.
Result<Interval> jeffreys(double x, double n, double confidence);

/// A difference of two proportions, -1..1.
struct Difference {
  double difference;
  double standard_error;  ///< Wald's
  Interval interval;
};
/// x1/n1 - x2/n2 of two groups: hybrid score (Newcombe 1998, Stat Med 17:873, method 10).
Result<Difference> difference_of_groups(double x1, double n1, double x2, double n2, double confidence);

/// People asked twice.
struct Paired {
  double both;  ///< yes before and after
  double only_before;
  double only_after;
  double neither;
};
/// Before minus after: Newcombe 1998 (Stat Med 17:2635, method 10), the correlation corrected for continuity
/// as there.
Result<Difference> difference_of_pairs(const Paired& counts, double confidence);

/// What NCHS (Vital and Health Statistics, series 2, no. 175, 2017) says of a proportion, with the width of
/// its 95 % Clopper-Pearson interval on the effective sample size.
enum class Reliability : std::uint8_t {
  present,
  review,           ///< 0 or 100 %: for a person to judge
  few_answers,      ///< n or the effective n below 30
  wide,             ///< interval of 30 points or more
  relatively_wide,  ///< wider than 5 points and than 130 % of the proportion
};
struct ReliabilityCheck {
  Reliability decision;
  double width;
  std::optional<double> relative_width;  ///< none at 0
};
/// `effective_n`: 0 < effective_n, taken as n where larger. Further error: stats_number (/effective_n).
Result<ReliabilityCheck> nchs_reliability(double x, double n, double effective_n);

}  // namespace triptych::stats
