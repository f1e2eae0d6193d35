// SPDX-License-Identifier: MIT
// Condition: UTF-8 walked as JavaScript walks UTF-16.
#include "condition/letters.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "json/number.h"

namespace triptych::condition {
namespace {

struct CaseRange {
  std::uint16_t first;
  std::uint8_t count;
  std::uint8_t step;
  std::int16_t delta;
};

// Unicode 15's simple lower-case mappings of the living bicameral scripts: Latin (with the African and Vietnamese letters),
// Greek (with polytonic), Cyrillic, Armenian, Georgian, and the circled, Roman and full-width letters. Left out: Cherokee,
// Glagolitic, Coptic, Deseret and other historical scripts, and the phonetic letters above U+2C60.
constexpr CaseRange kLowerCase[] = {
    {0x00C0, 23, 1, 32}, {0x00D8, 7, 1, 32}, {0x0100, 24, 2, 1}, {0x0132, 3, 2, 1}, {0x0139, 8, 2, 1},
    {0x014A, 23, 2, 1}, {0x0178, 1, 1, -121}, {0x0179, 3, 2, 1}, {0x0181, 1, 1, 210}, {0x0182, 2, 2, 1},
    {0x0186, 1, 1, 206}, {0x0187, 1, 1, 1}, {0x0189, 2, 1, 205}, {0x018B, 1, 1, 1}, {0x018E, 1, 1, 79},
    {0x018F, 1, 1, 202}, {0x0190, 1, 1, 203}, {0x0191, 1, 1, 1}, {0x0193, 1, 1, 205}, {0x0194, 1, 1, 207},
    {0x0196, 1, 1, 211}, {0x0197, 1, 1, 209}, {0x0198, 1, 1, 1}, {0x019C, 1, 1, 211}, {0x019D, 1, 1, 213},
    {0x019F, 1, 1, 214}, {0x01A0, 3, 2, 1}, {0x01A6, 1, 1, 218}, {0x01A7, 1, 1, 1}, {0x01A9, 1, 1, 218},
    {0x01AC, 1, 1, 1}, {0x01AE, 1, 1, 218}, {0x01AF, 1, 1, 1}, {0x01B1, 2, 1, 217}, {0x01B3, 2, 2, 1},
    {0x01B7, 1, 1, 219}, {0x01B8, 1, 1, 1}, {0x01BC, 1, 1, 1}, {0x01C4, 1, 1, 2}, {0x01C5, 1, 1, 1},
    {0x01C7, 1, 1, 2}, {0x01C8, 1, 1, 1}, {0x01CA, 1, 1, 2}, {0x01CB, 9, 2, 1}, {0x01DE, 9, 2, 1}, {0x01F1, 1, 1, 2},
    {0x01F2, 2, 2, 1}, {0x01F6, 1, 1, -97}, {0x01F7, 1, 1, -56}, {0x01F8, 20, 2, 1}, {0x0220, 1, 1, -130},
    {0x0222, 9, 2, 1}, {0x023A, 1, 1, 10795}, {0x023B, 1, 1, 1}, {0x023D, 1, 1, -163}, {0x023E, 1, 1, 10792},
    {0x0241, 1, 1, 1}, {0x0243, 1, 1, -195}, {0x0244, 1, 1, 69}, {0x0245, 1, 1, 71}, {0x0246, 5, 2, 1},
    {0x0370, 2, 2, 1}, {0x0376, 1, 1, 1}, {0x037F, 1, 1, 116}, {0x0386, 1, 1, 38}, {0x0388, 3, 1, 37},
    {0x038C, 1, 1, 64}, {0x038E, 2, 1, 63}, {0x0391, 17, 1, 32}, {0x03A3, 9, 1, 32}, {0x03CF, 1, 1, 8},
    {0x03D8, 12, 2, 1}, {0x03F4, 1, 1, -60}, {0x03F7, 1, 1, 1}, {0x03F9, 1, 1, -7}, {0x03FA, 1, 1, 1},
    {0x03FD, 3, 1, -130}, {0x0400, 16, 1, 80}, {0x0410, 32, 1, 32}, {0x0460, 17, 2, 1}, {0x048A, 27, 2, 1},
    {0x04C0, 1, 1, 15}, {0x04C1, 7, 2, 1}, {0x04D0, 48, 2, 1}, {0x0531, 38, 1, 48}, {0x10A0, 38, 1, 7264},
    {0x10C7, 1, 1, 7264}, {0x10CD, 1, 1, 7264}, {0x1C89, 1, 1, 1}, {0x1C90, 43, 1, -3008}, {0x1CBD, 3, 1, -3008},
    {0x1E00, 75, 2, 1}, {0x1E9E, 1, 1, -7615}, {0x1EA0, 48, 2, 1}, {0x1F08, 8, 1, -8}, {0x1F18, 6, 1, -8},
    {0x1F28, 8, 1, -8}, {0x1F38, 8, 1, -8}, {0x1F48, 6, 1, -8}, {0x1F59, 4, 2, -8}, {0x1F68, 8, 1, -8},
    {0x1F88, 8, 1, -8}, {0x1F98, 8, 1, -8}, {0x1FA8, 8, 1, -8}, {0x1FB8, 2, 1, -8}, {0x1FBA, 2, 1, -74},
    {0x1FBC, 1, 1, -9}, {0x1FC8, 4, 1, -86}, {0x1FCC, 1, 1, -9}, {0x1FD8, 2, 1, -8}, {0x1FDA, 2, 1, -100},
    {0x1FE8, 2, 1, -8}, {0x1FEA, 2, 1, -112}, {0x1FEC, 1, 1, -7}, {0x1FF8, 2, 1, -128}, {0x1FFA, 2, 1, -126},
    {0x1FFC, 1, 1, -9}, {0x2126, 1, 1, -7517}, {0x212A, 1, 1, -8383}, {0x212B, 1, 1, -8262}, {0x2132, 1, 1, 28},
    {0x2160, 16, 1, 16}, {0x2183, 1, 1, 1}, {0x24B6, 26, 1, 26}, {0xFF21, 26, 1, 32},
};

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && !is_space(c) && (c < 0x2000 || c > 0x206F));
}

// Where the code point before `at` begins.
std::size_t previous(std::string_view text, std::size_t at) {
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<std::uint8_t>(text[begin]) & 0xC0) == 0x80) --begin;
  std::size_t end = begin;
  next_code_point(text, end);
  return end == at ? begin : at - 1;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const char32_t lead = byte(at++);
  const std::size_t tail = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC2 && lead < 0xE0 ? 1 : 0;
  if (lead < 0x80) return lead;
  const char32_t no_character = 0xDC00 | lead;
  if (tail == 0 || text.size() - at < tail) return no_character;
  char32_t code_point = lead & (0x3Fu >> tail);
  for (std::size_t i = 0; i < tail; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return no_character;
    code_point = code_point << 6 | (byte(at + i) & 0x3F);
  }
  at += tail;
  return code_point;
}

void append_code_point(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

char32_t lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  for (const CaseRange& range : kLowerCase) {
    if (c < range.first) break;
    const char32_t distance = c - range.first;
    if (distance < char32_t{range.count} * range.step && distance % range.step == 0) {
      return static_cast<char32_t>(static_cast<std::int32_t>(c) + range.delta);
    }
  }
  return c;
}

std::string lower_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c == 0x130) {  // the one letter whose lower case is two: i and a dot above
      out += "i\xCC\x87";
    } else if (c == 0x3A3) {  // sigma has its own form at the end of a word
      std::size_t before = begin > 0 ? previous(text, begin) : 0;
      std::size_t after = at;
      const bool ends = begin > 0 && is_letter(next_code_point(text, before)) &&
                        (after == text.size() || !is_letter(next_code_point(text, after)));
      append_code_point(out, ends ? 0x3C2 : 0x3C3);
    } else if (const char32_t small = lower(c); small != c) {
      append_code_point(out, small);
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out;
}

bool same_letters(std::string_view a, std::string_view b) {
  for (std::size_t i = 0;; ++i) {
    if (i == a.size() || i == b.size()) return a.size() == b.size();
    if (a[i] == b[i]) continue;
    if (static_cast<signed char>(a[i]) < 0 || static_cast<signed char>(b[i]) < 0) return lower_case(a) == lower_case(b);
    if (lower(static_cast<char32_t>(a[i])) != lower(static_cast<char32_t>(b[i]))) return false;
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    std::size_t at = 0;
    if (!is_space(next_code_point(text, at))) break;
    text.remove_prefix(at);
  }
  while (!text.empty()) {
    const std::size_t begin = previous(text, text.size());
    std::size_t at = begin;
    if (!is_space(next_code_point(text, at))) break;
    text.remove_suffix(text.size() - begin);
  }
  return text;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) length += next_code_point(text, at) >= 0x10000 ? 2 : 1;
  return length;
}

bool utf16_less(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  if (i == a.size() || i == b.size()) return i == a.size() && i < b.size();
  // Bytes sort as code points do; UTF-16 sorts surrogates (lead bytes from F0) before U+E000..U+FFFF (EE, EF).
  const auto rank = [](char c) {
    const unsigned byte = static_cast<std::uint8_t>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x100 : byte;
  };
  return rank(a[i]) < rank(b[i]);
}

std::string utf16_substring(std::string_view text, std::size_t begin, std::size_t end) {
  std::string out;
  if (begin == end) return out;
  std::size_t unit = 0;
  for (std::size_t at = 0; at < text.size() && unit < end;) {
    const std::size_t start = at;
    const std::size_t next = unit + (next_code_point(text, at) >= 0x10000 ? 2 : 1);
    if (unit >= begin && next <= end) {
      out.append(text.substr(start, at - start));
    } else if (next > begin) {
      append_code_point(out, 0xFFFD);
    }
    unit = next;
  }
  return out;
}

std::size_t decimal_prefix(std::string_view text) {
  const auto is_digit = [&text](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  constexpr std::string_view kInfinity = "Infinity";
  if (text.substr(at, kInfinity.size()) == kInfinity) return at + kInfinity.size();
  const std::size_t whole = at;
  while (is_digit(at)) ++at;
  std::size_t digits = at - whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = at + 1;
    std::size_t end = fraction;
    while (is_digit(end)) ++end;
    digits += end - fraction;
    if (digits > 0) at = end;
  }
  if (digits == 0) return 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    std::size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (is_digit(exponent)) {
      while (is_digit(exponent)) ++exponent;
      at = exponent;
    }
  }
  return at;
}

double decimal_value(std::string_view literal) {
  // Up to 15 digits and 22 places, both the digits and the power of ten are exact, so that one division rounds right.
  static constexpr double kTens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                     1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const bool negative = literal[0] == '-';
  std::uint64_t digits = 0;
  std::size_t places = 0;
  bool point = false;
  std::size_t at = negative || literal[0] == '+' ? 1 : 0;
  for (; at < literal.size(); ++at) {
    if (literal[at] == '.') {
      point = true;
    } else if (literal[at] >= '0' && literal[at] <= '9' && digits < 100'000'000'000'000 && places < 22) {
      digits = digits * 10 + static_cast<std::uint64_t>(literal[at] - '0');
      if (point) ++places;
    } else {
      break;
    }
  }
  if (at == literal.size()) {
    const double value = static_cast<double>(digits) / kTens[places];
    return negative ? -value : value;
  }
  if (literal.back() == 'y') return negative ? -HUGE_VAL : HUGE_VAL;
  return json::number_from(literal);
}

}  // namespace triptych::condition
