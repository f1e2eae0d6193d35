// SPDX-License-Identifier: MIT
// Stats: one proportion and what is known about it. Formulas that need no distribution function, so that the page can have them.
#pragma once

#include <cstdint>
#include <vector>

namespace triptych::stats {

/// The 97.5 % quantile of the standard normal: two-sided 95 %.
inline constexpr double kZ95 = 1.959963984540054;

/// Shares in 0..1.
struct Interval {
  double low;
  double high;
};

/// Wilson's score interval (1927) of x in n; 0 <= x <= n, n > 0. x may be fractional (weighted counts).
Interval wilson(double x, double n, double z = kZ95);

/// x in n as a whole percent, halves up; n > 0.
int whole_percent(std::uint64_t x, std::uint64_t n);
/// A share as the nearest whole percent, within 0..100.
int whole_percent(double share);

/// k-ary randomised response: kept with probability p, else each other category with q.
struct Randomised {
  double p;
  double q;
};
/// Unbiased estimate of a category's share from `seen` of n drawn codes: (seen / n - q) / (p - q); may leave 0..1.
double randomised_share(std::uint64_t seen, std::uint64_t n, Randomised chances);
/// 95 % interval of that estimate for a sample of people (not Var_mech, which holds the people fixed), within 0..1; n > 1.
Interval randomised_interval(std::uint64_t seen, std::uint64_t n, Randomised chances, double z = kZ95);
/// The nearest shares (Euclidean) that are >= 0 and add up to 1 (Michelot 1986).
std::vector<double> onto_simplex(std::vector<double> shares);

}  // namespace triptych::stats
