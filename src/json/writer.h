// SPDX-License-Identifier: MIT
// Json: Value to canonical bytes: those of JSON.stringify, the same from native code and WebAssembly.
#pragma once

#include <string>
#include <string_view>

#include "base/value.h"

namespace triptych::json {

/// No spaces; members in their order; undefined members are left out, undefined items and numbers that are not finite
/// are null; a date is its ISO 8601 text in UTC.
std::string write(const Value& value);
void append(std::string& out, const Value& value);
/// A quoted string: only '"', '\\' and controls are escaped.
void append_string(std::string& out, std::string_view text);
/// Two spaces a level, for files that people read.
std::string write_indented(const Value& value);

/// "2026-11-23T21:05:00.000Z"; "Invalid Date" if it is.
std::string iso_text(Date date);

}  // namespace triptych::json
