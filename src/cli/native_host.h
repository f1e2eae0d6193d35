// SPDX-License-Identifier: MIT
// Cli: the Host of native programs: the system's clock and random bytes, regular expressions by duktape.
#pragma once

#include <optional>

#include "base/host.h"

namespace triptych::cli {

class NativeHost : public Host {
 public:
  /// With `fixed` (milliseconds since 1970 UTC) the clock stands still, for output that must be the same again. The UTC offset is
  /// always the system's (TZ).
  explicit NativeHost(std::optional<double> fixed = std::nullopt) : fixed_(fixed) {}
  ~NativeHost();
  NativeHost(const NativeHost&) = delete;
  NativeHost& operator=(const NativeHost&) = delete;

  Now now() override;
  /// From the kernel; the program ends if it has none to give.
  std::array<std::uint8_t, 16> random16() override;
  /// ECMAScript 5.1, as duktape has it: look-behind, named groups and \p{…} are invalid patterns here and not in a browser; of
  /// the flags only i, g and m are known.
  Match match(std::string_view pattern, std::string_view flags, std::string_view text) override;

 private:
  std::optional<double> fixed_;
  void* duktape_ = nullptr;  ///< made when first needed
};

}  // namespace triptych::cli
