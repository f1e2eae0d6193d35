// SPDX-License-Identifier: MIT
// Tally: the loops of kernels.h in portable C++, inlined into functions compiled for one instruction set
// each.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "tally/kernels.h"

#define TRIPTYCH_INLINE [[gnu::always_inline]] inline

namespace triptych::tally::body {

/// std::popcount is a function of its own, which would not take the caller's instruction set.
TRIPTYCH_INLINE std::uint64_t ones(std::uint64_t word) {
  return static_cast<std::uint64_t>(__builtin_popcountll(word));
}

/// The most words whose terms stay in the nearest cache.
inline constexpr std::size_t kFixedBlock = 64;
inline constexpr std::size_t kAnyBlock = 8;

/// terms[c]: the rows of word i that have every bit of c. terms[0] is the mask.
template <std::uint32_t most>
TRIPTYCH_INLINE void fixed_terms(const std::uint64_t* const* planes, std::uint64_t mask, std::size_t i,
                                 std::uint64_t* terms) {
  terms[0] = mask;
  for (std::uint32_t c = 1; c <= most; ++c) terms[c] = terms[c & (c - 1)] & planes[std::countr_zero(c)][i];
}

template <std::uint32_t most>
TRIPTYCH_INLINE void fixed_supersets(const std::uint64_t* const* planes, const std::uint64_t* mask,
                                     std::size_t words, std::uint64_t* sums) {
  constexpr std::uint32_t kPlanes = std::bit_width(most);
  const std::uint64_t* p[kPlanes];
  for (std::uint32_t b = 0; b < kPlanes; ++b) p[b] = planes[b];
  std::uint64_t total[most] = {};
  std::uint64_t terms[most + 1];
  if (mask) {
    for (std::size_t i = 0; i < words; ++i) {
      fixed_terms<most>(p, mask[i], i, terms);
      for (std::uint32_t c = 0; c < most; ++c) total[c] += ones(terms[c + 1]);
    }
  } else {
    for (std::size_t i = 0; i < words; ++i) {
      fixed_terms<most>(p, ~std::uint64_t{0}, i, terms);
      for (std::uint32_t c = 0; c < most; ++c) total[c] += ones(terms[c + 1]);
    }
  }
  for (std::uint32_t c = 0; c < most; ++c) sums[c] += total[c];
}

TRIPTYCH_INLINE void any_supersets(const std::uint64_t* const* planes, std::uint32_t most,
                                   const std::uint64_t* mask, std::size_t words, std::uint64_t* sums) {
  std::uint64_t terms[kMostCodes + 1];
  for (std::size_t i = 0; i < words; ++i) {
    terms[0] = mask ? mask[i] : ~std::uint64_t{0};
    for (std::uint32_t c = 1; c <= most; ++c) {
      terms[c] = terms[c & (c - 1)] & planes[std::countr_zero(c)][i];
      sums[c - 1] += ones(terms[c]);
    }
  }
}

TRIPTYCH_INLINE void supersets(const std::uint64_t* const* planes, std::uint32_t most,
                               const std::uint64_t* mask, std::size_t words, std::uint64_t* sums) {
  switch (most) {
    case 0:
      return;
    case 1:
      return fixed_supersets<1>(planes, mask, words, sums);
    case 2:
      return fixed_supersets<2>(planes, mask, words, sums);
    case 3:
      return fixed_supersets<3>(planes, mask, words, sums);
    case 4:
      return fixed_supersets<4>(planes, mask, words, sums);
    case 5:
      return fixed_supersets<5>(planes, mask, words, sums);
    case 6:
      return fixed_supersets<6>(planes, mask, words, sums);
    case 7:
      return fixed_supersets<7>(planes, mask, words, sums);
    default:
      return any_supersets(planes, most, mask, words, sums);
  }
}

/// One block: the terms once, then all of them against each plane of the weights.
template <std::uint32_t most>
TRIPTYCH_INLINE void fixed_weighted(const std::uint64_t* const* planes, const std::uint64_t* mask,
                                    const std::uint64_t* const* weights, std::uint32_t bits,
                                    std::size_t words, std::uint64_t* sums) {
  std::uint64_t rows[most][kFixedBlock];
  for (std::size_t from = 0; from < words; from += kFixedBlock) {
    const std::size_t count = std::min(kFixedBlock, words - from);
    for (std::size_t i = 0; i < count; ++i) {
      std::uint64_t terms[most + 1];
      fixed_terms<most>(planes, mask ? mask[from + i] : ~std::uint64_t{0}, from + i, terms);
      for (std::uint32_t c = 0; c < most; ++c) rows[c][i] = terms[c + 1];
    }
    for (std::uint32_t b = 0; b < bits; ++b) {
      const std::uint64_t* weight = weights[b] + from;
      std::uint64_t total[most] = {};
      for (std::size_t i = 0; i < count; ++i) {
        for (std::uint32_t c = 0; c < most; ++c) total[c] += ones(rows[c][i] & weight[i]);
      }
      for (std::uint32_t c = 0; c < most; ++c) sums[c] += total[c] << b;
    }
  }
}

TRIPTYCH_INLINE void any_weighted(const std::uint64_t* const* planes, std::uint32_t most,
                                  const std::uint64_t* mask, const std::uint64_t* const* weights,
                                  std::uint32_t bits, std::size_t words, std::uint64_t* sums) {
  std::uint64_t terms[kMostCodes + 1][kAnyBlock];
  for (std::size_t from = 0; from < words; from += kAnyBlock) {
    const std::size_t count = std::min(kAnyBlock, words - from);
    for (std::size_t i = 0; i < count; ++i) terms[0][i] = mask ? mask[from + i] : ~std::uint64_t{0};
    for (std::uint32_t c = 1; c <= most; ++c) {
      const std::uint64_t* plane = planes[std::countr_zero(c)] + from;
      for (std::size_t i = 0; i < count; ++i) terms[c][i] = terms[c & (c - 1)][i] & plane[i];
    }
    for (std::uint32_t b = 0; b < bits; ++b) {
      for (std::uint32_t c = 1; c <= most; ++c) {
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < count; ++i) total += ones(terms[c][i] & weights[b][from + i]);
        sums[c - 1] += total << b;
      }
    }
  }
}

TRIPTYCH_INLINE void weighted(const std::uint64_t* const* planes, std::uint32_t most,
                              const std::uint64_t* mask, const std::uint64_t* const* weights,
                              std::uint32_t bits, std::size_t words, std::uint64_t* sums) {
  switch (most) {
    case 0:
      return;
    case 1:
      return fixed_weighted<1>(planes, mask, weights, bits, words, sums);
    case 2:
      return fixed_weighted<2>(planes, mask, weights, bits, words, sums);
    case 3:
      return fixed_weighted<3>(planes, mask, weights, bits, words, sums);
    case 4:
      return fixed_weighted<4>(planes, mask, weights, bits, words, sums);
    case 5:
      return fixed_weighted<5>(planes, mask, weights, bits, words, sums);
    case 6:
      return fixed_weighted<6>(planes, mask, weights, bits, words, sums);
    case 7:
      return fixed_weighted<7>(planes, mask, weights, bits, words, sums);
    default:
      return any_weighted(planes, most, mask, weights, bits, words, sums);
  }
}

}  // namespace triptych::tally::body

/// Two functions, supersets_<suffix> and weighted_<suffix>, compiled with that attribute.
#define TRIPTYCH_KERNELS(suffix, attribute)                                                              \
  attribute void supersets_##suffix(const std::uint64_t* const* planes, std::uint32_t most,              \
                                    const std::uint64_t* mask, std::size_t words, std::uint64_t* sums) { \
    body::supersets(planes, most, mask, words, sums);                                                    \
  }                                                                                                      \
  attribute void weighted_##suffix(const std::uint64_t* const* planes, std::uint32_t most,               \
                                   const std::uint64_t* mask, const std::uint64_t* const* weights,       \
                                   std::uint32_t bits, std::size_t words, std::uint64_t* sums) {         \
    body::weighted(planes, most, mask, weights, bits, words, sums);                                      \
  }
