// SPDX-License-Identifier: MIT
// Json: digits by Grisu2 (nlohmann's, as libc++ 13 has no floating to_chars), layout by ECMA-262 section 6.1.6.1.20.
#include "json/number.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace triptych::json {

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return "0";
  char digits[24];
  int count = 0;
  int exponent = 0;
  nlohmann::detail::dtoa_impl::grisu2(digits, count, exponent, std::fabs(value));
  const int point = count + exponent;  // value = 0.d1d2… × 10^point
  std::string text = value < 0 ? "-" : "";
  const auto put = [&](int from, int to) { text.append(digits + from, static_cast<std::size_t>(to - from)); };
  const auto zeros = [&](int n) { text.append(static_cast<std::size_t>(n), '0'); };
  if (point > 21 || point <= -6) {
    put(0, 1);
    if (count > 1) {
      text.push_back('.');
      put(1, count);
    }
    text += point > 0 ? "e+" : "e-";
    text += std::to_string(point > 0 ? point - 1 : 1 - point);
  } else if (point <= 0) {
    text += "0.";
    zeros(-point);
    put(0, count);
  } else if (point >= count) {
    put(0, count);
    zeros(point - count);
  } else {
    put(0, point);
    text.push_back('.');
    put(point, count);
  }
  return text;
}

}  // namespace triptych::json
