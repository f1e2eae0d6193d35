// SPDX-License-Identifier: MIT
// Stats: adjustment of p-values.
#include "stats/adjust.h"

#include <algorithm>
#include <numeric>

#include "base/limits.h"
#include "stats/checks.h"

namespace triptych::stats {
namespace {

/// From the smallest on, each at least the one before.
template <class Factor>
void step_down(std::vector<double>& sorted, Factor factor) {
  double running = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    running = std::max(running, sorted[i] * factor(static_cast<double>(i + 1)));
    sorted[i] = running;
  }
}

/// From the largest on, each at most the one before.
template <class Factor>
void step_up(std::vector<double>& sorted, Factor factor) {
  double running = 1;
  for (std::size_t i = sorted.size(); i-- > 0;) {
    running = std::min(running, sorted[i] * factor(static_cast<double>(i + 1)));
    sorted[i] = running;
  }
}

/// Hommel 1988 by Wright's algorithm (1992, Biometrics 48:1005), the one of R.
void hommel(std::vector<double>& sorted) {
  const std::size_t n = sorted.size();
  double first = 1;
  for (std::size_t i = 0; i < n; ++i) {
    first = std::min(first, static_cast<double>(n) * sorted[i] / static_cast<double>(i + 1));
  }
  std::vector<double> result(n, first);
  std::vector<double> q(n, first);
  for (std::size_t m = n - 1; m >= 2; --m) {
    const auto size = static_cast<double>(m);
    const std::size_t split = n - m + 1;  // the m - 1 largest begin here
    double least = 1;
    for (std::size_t i = split; i < n; ++i) {
      least = std::min(least, size * sorted[i] / static_cast<double>(i - split + 2));
    }
    for (std::size_t i = 0; i < split; ++i) q[i] = std::min(size * sorted[i], least);
    for (std::size_t i = split; i < n; ++i) q[i] = q[split - 1];
    for (std::size_t i = 0; i < n; ++i) result[i] = std::max(result[i], q[i]);
  }
  for (std::size_t i = 0; i < n; ++i) sorted[i] = std::max(result[i], sorted[i]);
}

}  // namespace

Result<std::vector<double>> adjust(const std::vector<double>& p, Adjustment adjustment) {
  TRIPTYCH_TRY(check_most(p.size(), limits::kTests, "/p"));
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!(p[i] >= 0 && p[i] <= 1)) return Error{ErrorCode::stats_number, element("/p", i), {}};
  }
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> sorted;
  for (const std::size_t i : order) sorted.push_back(p[i]);
  const auto n = static_cast<double>(p.size());
  double harmonic = 0;
  for (std::size_t i = 1; i <= p.size(); ++i) harmonic += 1 / static_cast<double>(i);
  switch (adjustment) {
    case Adjustment::bonferroni:
      for (double& value : sorted) value *= n;
      break;
    case Adjustment::holm:
      step_down(sorted, [n](double rank) { return n - rank + 1; });
      break;
    case Adjustment::hochberg:
      step_up(sorted, [n](double rank) { return n - rank + 1; });
      break;
    case Adjustment::hommel:
      if (p.size() > 1) hommel(sorted);
      break;
    case Adjustment::benjamini_hochberg:
      step_up(sorted, [n](double rank) { return n / rank; });
      break;
    case Adjustment::benjamini_yekutieli:
      step_up(sorted, [&](double rank) { return harmonic * n / rank; });
      break;
  }
  std::vector<double> result(p.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = std::min(1.0, sorted[i]);
  return result;
}

}  // namespace triptych::stats
