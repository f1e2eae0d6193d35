// SPDX-License-Identifier: MIT
// Stats: people asked twice: did answers move, and which way.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/result.h"
#include "stats/contingency.h"
#include "stats/intervals.h"

namespace triptych::stats {

/// Only those who changed count. mid_p is the one to show (Fagerland, Lydersen and Laake 2013, BMC Med Res
/// Methodol 13:91).
struct McNemar {
  double statistic;  ///< (b - c)^2 / (b + c), 1 degree of freedom
  double p;
  double statistic_corrected;  ///< (|b - c| - 1)^2 / (b + c), 0 where b = c
  double p_corrected;
  double p_exact;  ///< two-sided binomial
  double p_mid;    ///< the exact one less the probability of what was seen
};
/// Errors: stats_number (path), stats_empty (/changed: nobody changed, so there is nothing to test).
Result<McNemar> mcnemar(const Paired& counts);

/// Bowker's test of symmetry of a square table, before by after: McNemar's for more answers. Its degrees of
/// freedom count all pairs of answers, as in R. Errors: those of a table, stats_length (/columns: not
/// square), stats_empty (/changed).
struct Symmetry {
  double statistic;
  double df;
  double p;
};
Result<Symmetry> bowker(const Table& table);

/// Answers on one ordered scale, before and after, a person a place. A positive change is upwards.
struct PairedOrdinal {
  std::size_t up = 0;
  std::size_t same = 0;
  std::size_t down = 0;
  /// Of those who changed: sign test, and Wilcoxon's signed ranks (normal approximation, ties averaged, zeros
  /// dropped), with and without continuity correction. None if nobody did.
  double rank_sum = 0;  ///< of those who went down: R's V of wilcox.test(before, after, paired = TRUE)
  std::optional<double> p_sign;
  std::optional<double> p_corrected;
  std::optional<double> p_uncorrected;
  /// The mean change and Student's interval and test. None below 2 people, or where all changed alike.
  double mean_change = 0;
  struct Student {
    double t;
    double p;
    double low, high;
  };
  std::optional<Student> student;
};
/// Errors: stats_length, stats_number (not finite), stats_empty (nobody), stats_too_many, stats_level.
Result<PairedOrdinal> paired_ordinal(const std::vector<double>& before, const std::vector<double>& after,
                                     double confidence);

}  // namespace triptych::stats
