// SPDX-License-Identifier: MIT
// Base: a seeded generator, passed by reference: the same seed gives the same draws on every platform.
#pragma once

#include <array>
#include <cstdint>

namespace triptych {

/// xoshiro256** 1.0 (Blackman & Vigna 2018, https://prng.di.unimi.it), seeded by SplitMix64. Not for secrets:
/// identifiers of ballots and randomised responses take Host::random16 as their seed.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  /// All 128 bits count.
  explicit Random(const std::array<std::uint8_t, 16>& seed);

  std::uint64_t next();
  /// Uniform in [0, bound), bound > 0, by rejection: no modulo bias.
  std::uint64_t below(std::uint64_t bound);
  /// Uniform in [0, 1), 53 bits.
  double uniform();

 private:
  std::uint64_t state_[4];
};

}  // namespace triptych
