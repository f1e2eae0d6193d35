// SPDX-License-Identifier: MIT
// Stats: summary of a scale.
#include "stats/ordinal.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "stats/checks.h"
#include "stats/distributions.h"

namespace triptych::stats {
namespace {

/// Type 7: at place (n - 1) share of the n values `at` in order, from 0.
template <class At>
double quantile_of(double n, double share, At at) {
  const double place = (n - 1) * share;
  const double below = std::floor(place);
  const double low = at(below);
  return place == below ? low : low + (place - below) * (at(below + 1) - low);
}

Result<Done> check_levels(const std::vector<double>& levels) {
  if (levels.size() < 2) TRIPTYCH_TRY(check_length(levels.size(), 2, "/levels"));
  TRIPTYCH_TRY(check_most(levels.size(), limits::kTableCells, "/levels"));
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (!std::isfinite(levels[i]) || (i > 0 && !(levels[i - 1] < levels[i]))) {
      return Error{ErrorCode::stats_number, element("/levels", i), {}};
    }
  }
  return Done{};
}

}  // namespace

double quantile(const std::vector<double>& sorted, double share) {
  return quantile_of(static_cast<double>(sorted.size()), share,
                     [&](double place) { return sorted[static_cast<std::size_t>(place)]; });
}

Result<std::vector<double>> count_levels(const std::vector<double>& values,
                                         const std::vector<double>& levels) {
  TRIPTYCH_TRY(check_levels(levels));
  std::vector<double> counts(levels.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto found = std::lower_bound(levels.begin(), levels.end(), values[i]);
    if (found == levels.end() || *found != values[i])
      return Error{ErrorCode::stats_category, element("/values", i), {}};
    ++counts[static_cast<std::size_t>(found - levels.begin())];
  }
  return counts;
}

Result<ScaleSummary> summarise_scale(const std::vector<double>& levels, const std::vector<double>& counts,
                                     double confidence) {
  TRIPTYCH_TRY(check_levels(levels));
  TRIPTYCH_TRY(check_length(counts.size(), levels.size(), "/counts"));
  TRIPTYCH_TRY(check_counts(counts, "/counts"));
  TRIPTYCH_TRY(check_confidence(confidence));
  ScaleSummary result{};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    result.n += counts[i];
    result.mean += counts[i] * levels[i];
  }
  if (result.n == 0) return Error{ErrorCode::stats_empty, "/counts", {}};
  result.mean /= result.n;
  const auto at = [&](double place) {
    double passed = 0;
    std::size_t i = 0;
    while (i + 1 < counts.size() && (passed += counts[i]) <= place) ++i;
    return levels[i];
  };
  result.first_quartile = quantile_of(result.n, 0.25, at);
  result.median = quantile_of(result.n, 0.5, at);
  result.third_quartile = quantile_of(result.n, 0.75, at);
  const std::size_t last = counts.size() - 1;
  result.bottom_two = (counts[0] + counts[1]) / result.n;
  result.top_two = (counts[last - 1] + counts[last]) / result.n;
  if (result.n < 2) return result;
  double squares = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    squares += counts[i] * (levels[i] - result.mean) * (levels[i] - result.mean);
  const double deviation = std::sqrt(squares / (result.n - 1));
  const double error = deviation / std::sqrt(result.n);
  const double half = student_quantile(1 - (1 - confidence) / 2, result.n - 1) * error;
  result.spread = ScaleSummary::Spread{deviation, error, {result.mean - half, result.mean + half}};
  return result;
}

}  // namespace triptych::stats
