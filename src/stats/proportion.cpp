// SPDX-License-Identifier: MIT
// Stats: intervals of one proportion.
#include "stats/proportion.h"

#include <algorithm>
#include <cmath>

namespace triptych::stats {

Interval wilson(double x, double n, double z) {
  const double p = x / n;
  const double z2 = z * z;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  // At x = 0 and x = n the end is exactly 0 or 1; the sum above is so only up to rounding.
  return {x <= 0 ? 0 : std::max(0.0, centre - half), x >= n ? 1 : std::min(1.0, centre + half)};
}

int whole_percent(std::uint64_t x, std::uint64_t n) { return static_cast<int>((200 * x + n) / (2 * n)); }

int whole_percent(double share) { return static_cast<int>(std::clamp(std::floor(share * 100 + 0.5), 0.0, 100.0)); }

double randomised_share(std::uint64_t seen, std::uint64_t n, Randomised chances) {
  return (static_cast<double>(seen) / static_cast<double>(n) - chances.q) / (chances.p - chances.q);
}

Interval randomised_interval(std::uint64_t seen, std::uint64_t n, Randomised chances, double z) {
  const double lambda = static_cast<double>(seen) / static_cast<double>(n);
  const double share = randomised_share(seen, n, chances);
  const double half = z * std::sqrt(lambda * (1 - lambda) / static_cast<double>(n - 1)) / (chances.p - chances.q);
  return {std::clamp(share - half, 0.0, 1.0), std::clamp(share + half, 0.0, 1.0)};
}

std::vector<double> onto_simplex(std::vector<double> shares) {
  // Those that are left move alike; those that would fall to zero or below are out for good.
  double threshold = -HUGE_VAL;
  for (std::size_t left = 0;;) {
    double sum = 0;
    std::size_t active = 0;
    for (const double share : shares) {
      if (share <= threshold) continue;
      sum += share;
      ++active;
    }
    if (active == left) break;
    left = active;
    threshold = (sum - 1) / static_cast<double>(active);
  }
  for (double& share : shares) share = std::max(0.0, share - threshold);
  return shares;
}

}  // namespace triptych::stats
