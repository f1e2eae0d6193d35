// SPDX-License-Identifier: MIT
// Explainers: exact parts as whole people that add up.
#include "explainers/apportion.h"

#include <cmath>

namespace triptych::explainers {

std::int32_t round_half_up(double value) { return static_cast<std::int32_t>(std::floor(value + 0.5 + kNoise)); }

void apportion(const double* parts, std::int32_t* people, std::size_t count, std::int32_t total) {
  double remainders[8] = {};
  std::int32_t left_over = total;
  for (std::size_t i = 0; i < count; ++i) {
    const double whole = std::floor(parts[i] + kNoise);
    people[i] = static_cast<std::int32_t>(whole);
    remainders[i] = parts[i] - whole;
    left_over -= people[i];
  }
  for (; left_over > 0; --left_over) {
    std::size_t most = 0;
    for (std::size_t i = 1; i < count; ++i) {
      if (remainders[i] > remainders[most] + kNoise) most = i;
    }
    ++people[most];
    remainders[most] = -1;
  }
}

}  // namespace triptych::explainers
