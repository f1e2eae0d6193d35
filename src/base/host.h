// SPDX-License-Identifier: MIT
// Base: all that the core asks of its host, passed by reference. Nothing else reaches out of the core.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace triptych {

struct Now {
  double milliseconds;     ///< since 1970-01-01T00:00Z
  int utc_offset_minutes;  ///< local = UTC + offset, e.g. +120 for Paris in summer
};

enum class Match { no, yes, invalid_pattern };

class Host {
 public:
  virtual Now now() = 0;
  /// 16 bytes from the platform's secure generator.
  virtual std::array<std::uint8_t, 16> random16() = 0;
  /// ECMAScript `new RegExp(pattern, flags).test(text)`: the page and node answer with RegExp, native code with
  /// duktape; std::regex is never used (46 KB, aborts on deep patterns).
  virtual Match match(std::string_view pattern, std::string_view flags, std::string_view text) = 0;

 protected:
  ~Host() = default;
};

}  // namespace triptych
