// SPDX-License-Identifier: MIT
// Json: the one shape of every answer across a boundary (WebAssembly, --json): {"ok":true,"value":…} or {"ok":false,"error":…}.
#pragma once

#include <string>

#include "base/result.h"

namespace triptych::json {

/// {"code","path","params"}
Value error_value(const Error& error);
/// On one line, without a line feed.
std::string envelope(const Result<Value>& result);

}  // namespace triptych::json
