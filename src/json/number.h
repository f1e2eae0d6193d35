// SPDX-License-Identifier: MIT
// Json: a number as JavaScript writes it.
#pragma once

#include <string>

namespace triptych::json {

/// ECMAScript Number::toString(value, 10): "5", "0.1", "1e+21", "NaN", "-Infinity". The same bytes on every platform.
std::string number_text(double value);

}  // namespace triptych::json
