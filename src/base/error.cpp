// SPDX-License-Identifier: MIT
// Base: names of the error codes.
#include "base/error.h"

namespace triptych {

std::string_view name_of(ErrorCode code) {
  static constexpr std::string_view kNames[] = {
#define TRIPTYCH_ERROR(code) #code,
#include "base/error_codes.def"
#undef TRIPTYCH_ERROR
  };
  return kNames[static_cast<std::size_t>(code)];
}

}  // namespace triptych
