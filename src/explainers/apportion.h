// SPDX-License-Identifier: MIT
// Explainers: exact parts as whole people that add up.
#pragma once

#include <cstddef>
#include <cstdint>

namespace triptych::explainers {

/// 0.145 * 100 is 14.499999999999998: below this, a difference is the arithmetic's and not the visitor's.
inline constexpr double kNoise = 1e-9;

/// Halves go up, whatever the arithmetic says of them.
std::int32_t round_half_up(double value);

/// Largest remainder: `total` whole people in `count` parts, each within one of its exact value; on a tie the first part wins.
/// `parts` are not negative and add up to `total` within one half; at most 8 of them.
void apportion(const double* parts, std::int32_t* people, std::size_t count, std::int32_t total);

}  // namespace triptych::explainers
