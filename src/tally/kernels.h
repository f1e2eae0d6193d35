// SPDX-License-Identifier: MIT
// Tally: the two loops that all counting comes down to: AND words of bits, add up the ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace triptych::tally {

/// One way of running the loops. All ways give the same numbers.
struct Kernels {
  std::string_view name;
  /// The rows of `words` words hold small codes, bit b of each in planes[b]. Adds to sums[c - 1], for each c
  /// in 1..most, how many of the rows in `mask` (null: all) have every bit of c. most <= kMostCodes. For 5
  /// codes: b0, b1, b0&b1, b2, b0&b2.
  void (*supersets)(const std::uint64_t* const* planes, std::uint32_t most, const std::uint64_t* mask,
                    std::size_t words, std::uint64_t* sums);
  /// The same, each row adding its weight, bit b of which is in weights[b].
  void (*weighted)(const std::uint64_t* const* planes, std::uint32_t most, const std::uint64_t* mask,
                   const std::uint64_t* const* weights, std::uint32_t bits, std::size_t words,
                   std::uint64_t* sums);
};

inline constexpr std::uint32_t kMostCodes = 255;

/// From the sums of `supersets` to the number of rows with each code: sums[c - 1] of c in 1..most.
void separate(std::uint64_t* sums, std::uint32_t most);

/// What this machine can run; the first one runs everywhere.
std::vector<const Kernels*> all_kernels();
/// What an Index made from now on runs.
const Kernels& default_kernels();
void set_default_kernels(const Kernels& kernels);
/// Runs each for some milliseconds of that clock on the same bits. One whose sums differ from the first one's
/// is never chosen.
const Kernels& fastest_kernels(double (*milliseconds)());

/// Those that need more than the baseline of the target; none where there are none.
void append_wide_kernels(std::vector<const Kernels*>& kernels);

}  // namespace triptych::tally
