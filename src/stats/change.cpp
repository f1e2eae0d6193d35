// SPDX-License-Identifier: MIT
// Stats: changes of paired answers.
#include "stats/change.h"

#include <algorithm>
#include <cmath>

namespace triptych::stats {

Interval change_interval(std::uint64_t up, std::uint64_t down, std::uint64_t n, double z) {
  const double size = static_cast<double>(n) + 2;
  const double p1 = (static_cast<double>(up) + 1) / size;
  const double p2 = (static_cast<double>(down) + 1) / size;
  const double half = z * std::sqrt((p1 + p2 - (p1 - p2) * (p1 - p2)) / size);
  return {std::max(-1.0, p1 - p2 - half), std::min(1.0, p1 - p2 + half)};
}

double exact_mcnemar(std::uint64_t up, std::uint64_t down) {
  const std::uint64_t moved = up + down;
  const std::uint64_t fewer = std::min(up, down);
  // From the largest term of the tail downwards, each from the one before: no factorials, and nothing underflows that matters.
  const auto n = static_cast<double>(moved);
  const auto k = static_cast<double>(fewer);
  double term = std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0));
  double tail = 0;
  for (std::uint64_t i = fewer; term > tail * 1e-17; --i) {
    tail += term;
    if (i == 0) break;
    term *= static_cast<double>(i) / static_cast<double>(moved - i + 1);
  }
  return std::min(1.0, 2 * tail);
}

int whole_points(double share) { return static_cast<int>(std::round(share * 100)); }

}  // namespace triptych::stats
