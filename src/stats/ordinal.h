// SPDX-License-Identifier: MIT
// Stats: the answers to one question on an ordered scale.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "stats/proportion.h"

namespace triptych::stats {

struct ScaleSummary {
  double n;
  double
      median;  ///< and quartiles: R's quantile type 7 (halfway between two answers where they fall between)
  double first_quartile;
  double third_quartile;
  double top_two;  ///< share of the two highest levels
  double bottom_two;
  double mean;  ///< never shown without the distribution
  /// None for one person.
  struct Spread {
    double deviation;  ///< n - 1
    double error;
    Interval interval;  ///< Student's, of the mean; not within 0..1
  };
  std::optional<Spread> spread;
};
/// `levels` ascending, at least 2; `counts` people at each. Errors: stats_number, stats_length,
/// stats_too_many, stats_empty, stats_level.
Result<ScaleSummary> summarise_scale(const std::vector<double>& levels, const std::vector<double>& counts,
                                     double confidence);

/// How many of the values are at each level. Error: stats_category (/values/i: at none of them).
Result<std::vector<double>> count_levels(const std::vector<double>& values,
                                         const std::vector<double>& levels);

/// R's quantile type 7 of sorted values, not empty; 0 <= share <= 1.
double quantile(const std::vector<double>& sorted, double share);

}  // namespace triptych::stats
