// SPDX-License-Identifier: MIT
// Json: a number as JavaScript writes it, and reads it.
#pragma once

#include <string>
#include <string_view>

namespace triptych::json {

/// ECMAScript Number::toString(value, 10): "5", "0.1", "1e+21", "NaN", "-Infinity". The same bytes on every platform.
std::string number_text(double value);

/// The double nearest to decimal digits: "-12.5e-3". Infinite beyond the range; `text` must be such a number.
double number_from(std::string_view text);

}  // namespace triptych::json
