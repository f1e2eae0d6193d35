// SPDX-License-Identifier: MIT
// Stats: tests and measures of association in tables of counts.
//
// Counts are whole numbers of independent people, never weighted: for weights see stats/rao_scott.h. Errors
// of all: stats_number
// (/cells/i), stats_length (/rows, /columns: fewer than 2; /cells: not rows times columns), stats_too_many
// (/cells), stats_empty
// (/rows/i, /columns/i: nobody in that line, which the caller leaves out or joins to another).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "stats/proportion.h"

namespace triptych::stats {

/// Row-major counts.
struct Table {
  std::size_t rows;
  std::size_t columns;
  std::vector<double> cells;
};

/// `yates`: for 2 x 2 alone, |O - E| lessened by at most 1/2, as R's chisq.test does; other tables have no
/// correction.
enum class Correction : std::uint8_t { none, yates };

struct ChiSquared {
  double statistic;
  double df;
  double p;
  std::vector<double> expected;
  std::vector<double>
      residuals;  ///< adjusted: (O - E) / sqrt(E (1 - R/n) (1 - C/n)); about normal where independent
  double min_expected;
  std::size_t expected_below_5;
  /// More than a fifth of the expected counts below 5, or one below 1 (Cochran 1954): fisher() instead.
  bool sparse;
};
/// Pearson's test of independence.
Result<ChiSquared> chi_squared(const Table& table, Correction correction);

struct GoodnessOfFit {
  double statistic;
  double df;
  double p;
  std::vector<double> expected;
};
/// Counts against given probabilities that add up to 1; none given: all alike. Errors: stats_length,
/// stats_number, stats_empty.
Result<GoodnessOfFit> goodness_of_fit(const std::vector<double>& counts,
                                      const std::vector<double>& probabilities);

struct Association {
  double v;  ///< Cramer's: never 0 by chance
  double
      v_corrected;  ///< Bergsma 2013 (J Korean Stat Soc 42:323): 0 on average where independent; for small n
  std::optional<double> phi;  ///< of 2 x 2
  double contingency;         ///< Pearson's coefficient
  double likelihood_ratio;    ///< G^2
};
Result<Association> association(const Table& table);

struct OddsRatio {
  double ratio;       ///< conditional maximum likelihood, not ad/bc; infinite where b or c is 0
  Interval interval;  ///< its ends from 0 to infinity
};
struct Fisher {
  double p;  ///< two-sided: of all tables at most as probable as this one, to a relative 1e-7
  /// Of 2 x 2: lower and upper tail of the first cell, and the odds ratio.
  std::optional<double> less;
  std::optional<double> greater;
  std::optional<OddsRatio> odds_ratio;
  /// 0: exact. Else p comes from drawn tables (with a fixed seed), and this is how far off it may be.
  double standard_error;
};
/// Fisher's exact test of any table, lines without people allowed. 2 x 2: the figures of R's fisher.test, its
/// root finder's tolerance included. Larger: every table of the same margins, counted through the network of
/// what is left of the rows (Mehta and Patel 1983); above limits::kFisherWork steps, limits::kFisherDraws
/// drawn tables. Further error: stats_level.
Result<Fisher> fisher(const Table& table, double confidence);

}  // namespace triptych::stats
