// SPDX-License-Identifier: MIT
// Bindings: the page (or node) as host: its clock, its secure random, its RegExp. Included by one module source only.
#pragma once

#include <emscripten.h>

#include "base/host.h"

// clang-format off
EM_JS(double, triptych_host_now, (), { return Date.now(); });
EM_JS(int, triptych_host_utc_offset, (double milliseconds), { return -new Date(milliseconds).getTimezoneOffset(); });
EM_JS(void, triptych_host_random, (unsigned char* bytes), { crypto.getRandomValues(HEAPU8.subarray(bytes, bytes + 16)); });
EM_JS(int, triptych_host_match, (const char* pattern, int pattern_bytes, const char* flags, int flags_bytes, const char* text, int text_bytes), {
  try {
    return new RegExp(UTF8ToString(pattern, pattern_bytes), UTF8ToString(flags, flags_bytes)).test(UTF8ToString(text, text_bytes)) ? 1 : 0;
  } catch (refused) {
    return 2;
  }
});
// clang-format on

namespace triptych::bindings {

class PageHost final : public Host {
 public:
  Now now() override {
    const double milliseconds = triptych_host_now();
    return {milliseconds, triptych_host_utc_offset(milliseconds)};
  }

  std::array<std::uint8_t, 16> random16() override {
    std::array<std::uint8_t, 16> bytes{};
    triptych_host_random(bytes.data());
    return bytes;
  }

  Match match(std::string_view pattern, std::string_view flags, std::string_view text) override {
    return static_cast<Match>(triptych_host_match(pattern.data(), static_cast<int>(pattern.size()), flags.data(),
                                                  static_cast<int>(flags.size()), text.data(), static_cast<int>(text.size())));
  }
};

}  // namespace triptych::bindings
