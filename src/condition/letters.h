// SPDX-License-Identifier: MIT
// Condition: JavaScript's view of UTF-8 texts: code points, UTF-16 units, lower case, spaces.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "condition/values.h"

namespace triptych::condition {

/// The code point that begins at `at`, which moves behind it. A byte that is not UTF-8 is half a surrogate pair, 0xDC00 and itself.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, char32_t code_point);

/// Simple lower-case mapping of one code point.
char32_t lower(char32_t code_point);

/// Whether lower_case(a) == lower_case(b); allocates only beyond ASCII.
bool same_letters(std::string_view a, std::string_view b);

/// a < b in UTF-16 units, which differs from bytes beyond the basic plane.
bool utf16_less(std::string_view a, std::string_view b);

/// JavaScript's substring(begin, end) with 0 <= begin <= end in UTF-16 units; half a surrogate pair becomes U+FFFD.
std::string utf16_substring(std::string_view text, std::size_t begin, std::size_t end);

/// The longest prefix that is a StrUnsignedDecimalLiteral with an optional sign ("Infinity" included); 0 if there is none.
std::size_t decimal_prefix(std::string_view text);
/// The number such a literal denotes.
double decimal_value(std::string_view literal);

}  // namespace triptych::condition
