// SPDX-License-Identifier: MIT
// Json: numbers. In a page JavaScript itself writes and reads them; native code has to_chars for the digits and lays them out by
// ECMA-262 section 6.1.6.1.20.
#include "json/number.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>

#include <cmath>

// clang-format off
EM_JS(int, triptych_number_text, (double value, char* into, int size), { return stringToUTF8(String(value), into, size); })
EM_JS(double, triptych_number_from, (const char* text), { return Number(UTF8ToString(text)); })
// clang-format on

namespace triptych::json {

// Short whole numbers, which nearly all are, are read and written here: a call of the page costs more.
std::string number_text(double value) {
  const auto whole = std::fabs(value) < 1e9 ? static_cast<int>(value) : 0;
  if (value == whole) return std::to_string(whole);
  char text[32];
  return {text, static_cast<std::size_t>(triptych_number_text(value, text, sizeof text))};
}

double number_from(std::string_view text) {
  int whole = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || text.size() > 9) return triptych_number_from(std::string(text).c_str());
    whole = 10 * whole + (c - '0');
  }
  return whole;
}

}  // namespace triptych::json

#else
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace triptych::json {

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value == 0) return "0";
  // d.ddde±xx with the fewest digits that read back as the same double.
  char shortest[32];
  const auto end = std::to_chars(shortest, shortest + sizeof shortest, std::fabs(value), std::chars_format::scientific).ptr;
  std::string digits(shortest, end);
  const std::size_t mark = digits.find('e');
  const int exponent = std::atoi(digits.c_str() + mark + 1);
  digits.resize(mark);
  if (digits.size() > 1) digits.erase(1, 1);  // the point
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // value = 0.d1d2… × 10^point
  std::string text = value < 0 ? "-" : "";
  const auto put = [&](int from, int to) { text.append(digits, static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)); };
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

double number_from(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

}  // namespace triptych::json
#endif
