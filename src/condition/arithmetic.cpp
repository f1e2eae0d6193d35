// SPDX-License-Identifier: MIT
// Condition: fdlibm's e_pow.c as V8 has it, with JavaScript's answer for (±1)^±Infinity.
//
// ====================================================
// Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
//
// Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice
// is preserved.
// ====================================================
#include "condition/arithmetic.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>

// clang-format off
EM_JS(double, triptych_power, (double x, double y), { return Math.pow(x, y); })
EM_JS(double, triptych_remainder, (double x, double y), { return x % y; })
// clang-format on

namespace triptych::condition {

double power_of(double x, double y) { return triptych_power(x, y); }
double remainder_of(double x, double y) { return triptych_remainder(x, y); }

}  // namespace triptych::condition

#else
#include <cmath>
#include <cstdint>
#include <cstring>

namespace triptych::condition {
namespace {

std::uint64_t bits_of(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

double double_of(std::uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

std::int32_t high_word(double x) { return static_cast<std::int32_t>(bits_of(x) >> 32); }

double with_high_word(double x, std::int32_t high) {
  return double_of((bits_of(x) & 0xFFFFFFFFu) | std::uint64_t{static_cast<std::uint32_t>(high)} << 32);
}

double without_low_word(double x) { return double_of(bits_of(x) & 0xFFFFFFFF00000000u); }

enum class Parity { none, odd, even };

Parity parity_of(double y) {
  if (std::trunc(y) != y) return Parity::none;
  return std::fmod(y, 2) == 0 ? Parity::even : Parity::odd;
}

// log2 of a positive ax as the sum of two doubles.
void log2_of(double ax, double& high, double& low) {
  constexpr double kBase[] = {1.0, 1.5};
  constexpr double kBaseHigh[] = {0.0, 5.84962487220764160156e-01};
  constexpr double kBaseLow[] = {0.0, 1.35003920212974897128e-08};
  constexpr double kL1 = 5.99999999999994648725e-01, kL2 = 4.28571428578550184252e-01, kL3 = 3.33333329818377432918e-01,
                   kL4 = 2.72728123808534006489e-01, kL5 = 2.30660745775561754067e-01, kL6 = 2.06975017800338417784e-01;
  constexpr double kCp = 9.61796693925975554329e-01, kCpHigh = 9.61796700954437255859e-01, kCpLow = -7.02846165095275826516e-09;

  std::int32_t n = 0;
  std::int32_t ix = high_word(ax);
  if (ix < 0x00100000) {  // subnormal
    ax *= 9007199254740992.0;
    n -= 53;
    ix = high_word(ax);
  }
  n += (ix >> 20) - 0x3ff;
  const std::int32_t j = ix & 0x000fffff;
  ix = j | 0x3ff00000;
  int k = 0;
  if (j <= 0x3988E) {
    k = 0;  // |x| < sqrt(3/2)
  } else if (j < 0xBB67A) {
    k = 1;  // |x| < sqrt(3)
  } else {
    n += 1;
    ix -= 0x00100000;
  }
  ax = with_high_word(ax, ix);

  // s = s_h + s_l = (x - 1) / (x + 1) or (x - 1.5) / (x + 1.5)
  const double u = ax - kBase[k];
  const double v = 1.0 / (ax + kBase[k]);
  const double ss = u * v;
  const double s_h = without_low_word(ss);
  double t_h = with_high_word(0.0, ((ix >> 1) | 0x20000000) + 0x00080000 + (k << 18));
  double t_l = ax - (t_h - kBase[k]);
  const double s_l = v * ((u - s_h * t_h) - s_h * t_l);
  double s2 = ss * ss;
  double r = s2 * s2 * (kL1 + s2 * (kL2 + s2 * (kL3 + s2 * (kL4 + s2 * (kL5 + s2 * kL6)))));
  r += s_l * (s_h + ss);
  s2 = s_h * s_h;
  t_h = without_low_word(3.0 + s2 + r);
  t_l = r - ((t_h - 3.0) - s2);
  const double product = s_h * t_h;
  const double rest = s_l * t_h + t_l * ss;
  const double p_h = without_low_word(product + rest);
  const double p_l = rest - (p_h - product);
  const double z_h = kCpHigh * p_h;
  const double z_l = kCpLow * p_h + p_l * kCp + kBaseLow[k];
  const double t = n;
  high = without_low_word(((z_h + z_l) + kBaseHigh[k]) + t);
  low = z_l - (((high - t) - kBaseHigh[k]) - z_h);
}

// log2 of an ax so near to 1 that a huge power of it is finite.
void log2_near_one(double ax, double& high, double& low) {
  constexpr double kInverse = 1.44269504088896338700e+00, kInverseHigh = 1.44269502162933349609e+00,
                   kInverseLow = 1.92596299112661746887e-08;
  const double t = ax - 1.0;
  const double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
  const double u = kInverseHigh * t;
  const double v = t * kInverseLow - w * kInverse;
  high = without_low_word(u + v);
  low = v - (high - u);
}

// 2^(high + low), times sign
double exp2_of(double p_h, double p_l, double sign) {
  constexpr double kHuge = 1.0e300, kTiny = 1.0e-300;
  constexpr double kOverflow = 8.0085662595372944372e-17;
  constexpr double kLn2 = 6.93147180559945286227e-01, kLn2High = 6.93147182464599609375e-01, kLn2Low = -1.90465429995776804525e-09;
  constexpr double kP1 = 1.66666666666666019037e-01, kP2 = -2.77777777770155933842e-03, kP3 = 6.61375632143793436117e-05,
                   kP4 = -1.65339022054652515390e-06, kP5 = 4.13813679705723846039e-08;
  double z = p_l + p_h;
  const std::int32_t j = high_word(z);
  const auto low_word = static_cast<std::uint32_t>(bits_of(z));
  if (j >= 0x40900000) {  // z >= 1024
    if (j != 0x40900000 || low_word != 0 || p_l + kOverflow > z - p_h) return sign * kHuge * kHuge;
  } else if ((j & 0x7fffffff) >= 0x4090cc00) {  // z <= -1075
    if (static_cast<std::uint32_t>(j) != 0xc090cc00u || low_word != 0 || p_l <= z - p_h) return sign * kTiny * kTiny;
  }
  const std::int32_t i = j & 0x7fffffff;
  std::int32_t n = 0;
  if (i > 0x3fe00000) {  // |z| > 0.5: n = [z + 0.5]
    std::int32_t k = (i >> 20) - 0x3ff;
    n = j + (0x00100000 >> (k + 1));
    k = ((n & 0x7fffffff) >> 20) - 0x3ff;
    const double t = with_high_word(0.0, n & ~(0x000fffff >> k));
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
    if (j < 0) n = -n;
    p_h -= t;
  }
  double t = without_low_word(p_l + p_h);
  const double u = t * kLn2High;
  const double v = (p_l - (t - p_h)) * kLn2 + t * kLn2Low;
  z = u + v;
  const double w = v - (z - u);
  t = z * z;
  const double t1 = z - t * (kP1 + t * (kP2 + t * (kP3 + t * (kP4 + t * kP5))));
  const double r = (z * t1) / ((t1 - 2.0) - (w + z * w));  // V8 moved a parenthesis of fdlibm here; so its last bits
  z = 1.0 - (r - z);
  const std::int32_t exponent = high_word(z) + static_cast<std::int32_t>(static_cast<std::uint32_t>(n) << 20);
  z = (exponent >> 20) <= 0 ? std::ldexp(z, n) : with_high_word(z, exponent);
  return sign * z;
}

}  // namespace

double power_of(double x, double y) {
  if (y == 0) return 1;
  if (std::isnan(x) || std::isnan(y)) return std::nan("");
  const double ax = std::fabs(x);
  if (std::isinf(y)) {
    if (ax == 1) return std::nan("");
    return (ax > 1) == (y > 0) ? HUGE_VAL : 0;
  }
  if (y == 1) return x;
  if (y == -1) return 1.0 / x;
  if (y == 2) return x * x;
  if (y == 0.5 && x >= 0 && !std::isinf(x)) return std::sqrt(x + 0.0);
  const Parity parity = parity_of(y);
  if (std::isinf(x) || ax == 0 || ax == 1) {
    double z = y < 0 ? 1.0 / ax : ax;
    if (x < 0 || (x == 0 && std::signbit(x))) {
      if (ax == 1 && parity == Parity::none) return std::nan("");
      if (parity == Parity::odd) z = -z;
    }
    return z;
  }
  if (x < 0 && parity == Parity::none) return std::nan("");
  const double sign = x < 0 && parity == Parity::odd ? -1.0 : 1.0;

  double t1, t2;
  const std::int32_t ix = high_word(ax);
  const std::int32_t iy = high_word(y) & 0x7fffffff;
  if (iy > 0x41e00000) {  // |y| > 2^31
    if (ix < 0x3fefffff || ix > 0x3ff00000 || iy > 0x43f00000) return (ax > 1) == (y > 0) ? sign * HUGE_VAL : sign * 0.0;
    log2_near_one(ax, t1, t2);
  } else {
    log2_of(ax, t1, t2);
  }
  // y × log2(x), y split in two
  const double y1 = without_low_word(y);
  const double p_l = (y - y1) * t1 + y * t2;
  return exp2_of(y1 * t1, p_l, sign);
}

double remainder_of(double x, double y) { return std::fmod(x, y); }

}  // namespace triptych::condition

#endif
