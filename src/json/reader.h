// SPDX-License-Identifier: MIT
// Json: text to Value, under the caps of base/limits.h, and where in the text a value stands.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"

namespace triptych::json {

struct Caps {
  std::size_t bytes = limits::kJsonBytes;
  std::size_t depth = limits::kJsonDepth;
  std::size_t nodes = limits::kJsonNodes;
};

/// Strict RFC 8259 text in UTF-8 (a leading byte-order mark is skipped). A name given twice keeps its last value.
/// Errors json_*: path is empty; params `line`, `column` (from 1; columns count code points) and `offset` (bytes, from 0), or `limit`.
Result<Value> read(std::string_view text, const Caps& caps = {});

struct Position {
  std::size_t offset;  ///< bytes, from 0
  std::size_t line;    ///< from 1
  std::size_t column;  ///< code points, from 1
};

/// Where the value at that JSON pointer (RFC 6901) begins; where the pointer leads nowhere, its nearest ancestor.
/// `text` must be accepted by read().
Position locate(std::string_view text, std::string_view pointer);

/// One step appended to a pointer, escaped.
std::string pointer_to(std::string_view parent, std::string_view name);
std::string pointer_to(std::string_view parent, std::size_t index);

}  // namespace triptych::json
