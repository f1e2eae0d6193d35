// SPDX-License-Identifier: MIT
// Base: errors are values: a code, where, and parameters. Their words live in content/locales.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace triptych {

enum class ErrorCode : std::uint16_t {
#define TRIPTYCH_ERROR(code) code,
#include "base/error_codes.def"
#undef TRIPTYCH_ERROR
};

/// The code as written in error_codes.def, e.g. "json_syntax".
std::string_view name_of(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string path;  ///< JSON pointer into the input ("/pages/0/elements/2/name"), or a file, or an option; may be empty
  Object params;     ///< numbers and strings for the message; never a visitor's answer
};

}  // namespace triptych
