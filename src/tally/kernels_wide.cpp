// SPDX-License-Identifier: MIT
// Tally: the loops for machines with more than the baseline. A WebAssembly module built with -msimd128 links
// this file anew.
#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include "tally/kernels_body.h"

namespace triptych::tally {
namespace {

#if defined(__wasm_simd128__)

/// Ones of each byte are at most 8, so that a byte holds the sum of so many vectors.
constexpr std::size_t kVectors = 31;

/// Adds up the bytes.
inline std::uint64_t sum_of(v128_t bytes) {
  const v128_t words = wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(bytes));
  return std::uint64_t{wasm_u32x4_extract_lane(words, 0)} + wasm_u32x4_extract_lane(words, 1) +
         wasm_u32x4_extract_lane(words, 2) + wasm_u32x4_extract_lane(words, 3);
}

template <std::uint32_t most, bool masked>
void simd_supersets_fixed(const std::uint64_t* const* planes, const std::uint64_t* mask, std::size_t words,
                          std::uint64_t* sums) {
  constexpr std::uint32_t kPlanes = std::bit_width(most);
  const std::uint64_t* p[kPlanes];
  for (std::uint32_t b = 0; b < kPlanes; ++b) p[b] = planes[b];
  std::size_t i = 0;
  while (i + 2 <= words) {
    const std::size_t end = std::min(i + 2 * kVectors, words - words % 2);
    v128_t total[most];
    for (std::uint32_t c = 0; c < most; ++c) total[c] = wasm_i64x2_const(0, 0);
    for (; i < end; i += 2) {
      v128_t terms[most + 1];
      if constexpr (masked) terms[0] = wasm_v128_load(mask + i);
      for (std::uint32_t c = 1; c <= most; ++c) {
        const v128_t plane = wasm_v128_load(p[std::countr_zero(c)] + i);
        const std::uint32_t rest = c & (c - 1);
        terms[c] = rest != 0 || masked ? wasm_v128_and(terms[rest], plane) : plane;
        total[c - 1] = wasm_i8x16_add(total[c - 1], wasm_i8x16_popcnt(terms[c]));
      }
    }
    for (std::uint32_t c = 0; c < most; ++c) sums[c] += sum_of(total[c]);
  }
  if (i < words) {
    const std::uint64_t* last[kPlanes];
    for (std::uint32_t b = 0; b < kPlanes; ++b) last[b] = p[b] + i;
    body::fixed_supersets<most>(last, masked ? mask + i : nullptr, words - i, sums);
  }
}

template <std::uint32_t most>
void simd_supersets_of(const std::uint64_t* const* planes, const std::uint64_t* mask, std::size_t words,
                       std::uint64_t* sums) {
  if (mask) return simd_supersets_fixed<most, true>(planes, mask, words, sums);
  return simd_supersets_fixed<most, false>(planes, mask, words, sums);
}

void supersets_simd(const std::uint64_t* const* planes, std::uint32_t most, const std::uint64_t* mask,
                    std::size_t words, std::uint64_t* sums) {
  switch (most) {
    case 0:
      return;
    case 1:
      return simd_supersets_of<1>(planes, mask, words, sums);
    case 2:
      return simd_supersets_of<2>(planes, mask, words, sums);
    case 3:
      return simd_supersets_of<3>(planes, mask, words, sums);
    case 4:
      return simd_supersets_of<4>(planes, mask, words, sums);
    case 5:
      return simd_supersets_of<5>(planes, mask, words, sums);
    case 6:
      return simd_supersets_of<6>(planes, mask, words, sums);
    case 7:
      return simd_supersets_of<7>(planes, mask, words, sums);
    default:
      return body::any_supersets(planes, most, mask, words, sums);
  }
}

template <std::uint32_t most>
void simd_weighted_of(const std::uint64_t* const* planes, const std::uint64_t* mask,
                      const std::uint64_t* const* weights, std::uint32_t bits, std::size_t words,
                      std::uint64_t* sums) {
  constexpr std::size_t kBlock = kVectors;
  v128_t rows[kBlock][most];
  std::size_t i = 0;
  while (i + 2 <= words) {
    const std::size_t vectors = std::min(kBlock, (words - i) / 2);
    for (std::size_t v = 0; v < vectors; ++v) {
      v128_t terms[most + 1];
      terms[0] = mask ? wasm_v128_load(mask + i + 2 * v) : wasm_i64x2_const(-1, -1);
      for (std::uint32_t c = 1; c <= most; ++c) {
        terms[c] = wasm_v128_and(terms[c & (c - 1)], wasm_v128_load(planes[std::countr_zero(c)] + i + 2 * v));
        rows[v][c - 1] = terms[c];
      }
    }
    for (std::uint32_t b = 0; b < bits; ++b) {
      v128_t total[most];
      for (std::uint32_t c = 0; c < most; ++c) total[c] = wasm_i64x2_const(0, 0);
      for (std::size_t v = 0; v < vectors; ++v) {
        const v128_t weight = wasm_v128_load(weights[b] + i + 2 * v);
        for (std::uint32_t c = 0; c < most; ++c) {
          total[c] = wasm_i8x16_add(total[c], wasm_i8x16_popcnt(wasm_v128_and(rows[v][c], weight)));
        }
      }
      for (std::uint32_t c = 0; c < most; ++c) sums[c] += sum_of(total[c]) << b;
    }
    i += 2 * vectors;
  }
  if (i < words) {
    const std::uint64_t* last[std::bit_width(most)];
    const std::uint64_t* last_weights[64];
    for (std::uint32_t b = 0; b < std::bit_width(most); ++b) last[b] = planes[b] + i;
    for (std::uint32_t b = 0; b < bits; ++b) last_weights[b] = weights[b] + i;
    body::fixed_weighted<most>(last, mask ? mask + i : nullptr, last_weights, bits, words - i, sums);
  }
}

void weighted_simd(const std::uint64_t* const* planes, std::uint32_t most, const std::uint64_t* mask,
                   const std::uint64_t* const* weights, std::uint32_t bits, std::size_t words,
                   std::uint64_t* sums) {
  switch (most) {
    case 0:
      return;
    case 1:
      return simd_weighted_of<1>(planes, mask, weights, bits, words, sums);
    case 2:
      return simd_weighted_of<2>(planes, mask, weights, bits, words, sums);
    case 3:
      return simd_weighted_of<3>(planes, mask, weights, bits, words, sums);
    case 4:
      return simd_weighted_of<4>(planes, mask, weights, bits, words, sums);
    case 5:
      return simd_weighted_of<5>(planes, mask, weights, bits, words, sums);
    case 6:
      return simd_weighted_of<6>(planes, mask, weights, bits, words, sums);
    case 7:
      return simd_weighted_of<7>(planes, mask, weights, bits, words, sums);
    default:
      return body::any_weighted(planes, most, mask, weights, bits, words, sums);
  }
}

constexpr Kernels kSimd{"simd", &supersets_simd, &weighted_simd};

#elif defined(__x86_64__)

TRIPTYCH_KERNELS(popcnt, __attribute__((target("popcnt,bmi"))))
TRIPTYCH_KERNELS(avx512, __attribute__((target("popcnt,bmi,avx512f,avx512vl,avx512bw,avx512vpopcntdq"))))

constexpr Kernels kPopcnt{"popcnt", &supersets_popcnt, &weighted_popcnt};
constexpr Kernels kAvx512{"avx512", &supersets_avx512, &weighted_avx512};

#endif

}  // namespace

void append_wide_kernels([[maybe_unused]] std::vector<const Kernels*>& kernels) {
#if defined(__wasm_simd128__)
  kernels.push_back(&kSimd);
#elif defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi")) kernels.push_back(&kPopcnt);
  if (__builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512bw")) {
    kernels.push_back(&kAvx512);
  }
#endif
}

}  // namespace triptych::tally
