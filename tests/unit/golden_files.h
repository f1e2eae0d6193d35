// SPDX-License-Identifier: MIT
// Tests: golden files. TRIPTYCH_GOLDEN=write writes them anew instead of comparing: then read the difference and say why in the commit.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "doctest.h"

namespace golden {

inline std::string read(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  REQUIRE_MESSAGE(file, path);
  std::string text;
  char buffer[4096];
  for (std::size_t count; (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, count);
  std::fclose(file);
  return text;
}

inline void compare(const std::string& path, std::string_view text) {
  const char* mode = std::getenv("TRIPTYCH_GOLDEN");
  if (mode && std::string_view(mode) == "write") {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    REQUIRE_MESSAGE(file, path);
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }
  CHECK_MESSAGE(read(path) == text, path);
}

}  // namespace golden
