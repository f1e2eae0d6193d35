// SPDX-License-Identifier: MIT
// Stats: people who moved up and down between two answers of their own. Without a distribution library, so that the page can have it.
#pragma once

#include <cstdint>

#include "stats/proportion.h"

namespace triptych::stats {

/// (up - down) / n: 95 % interval of Bonett and Price (2012, J Educ Behav Stat 37:479), which needs only those who moved:
/// p1 = (up + 1) / (n + 2), p2 = (down + 1) / (n + 2), p1 - p2 ± z sqrt((p1 + p2 - (p1 - p2)^2) / (n + 2)), within -1..1.
/// up + down <= n, n > 0.
Interval change_interval(std::uint64_t up, std::uint64_t down, std::uint64_t n, double z = kZ95);

/// McNemar's exact test: two-sided probability of as uneven a split of those who moved, were both ways alike. 1 where nobody moved.
double exact_mcnemar(std::uint64_t up, std::uint64_t down);

/// A share of -1..1 as the nearest whole percent, halves away from zero.
int whole_points(double share);

}  // namespace triptych::stats
