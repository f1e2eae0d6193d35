// SPDX-License-Identifier: MIT
// Cli: files that build-scripts/embed.cmake put into the program.
#pragma once

#include <array>
#include <string_view>

namespace triptych::cli {

struct EmbeddedFile {
  std::string_view name;  ///< without folder and extension: "fr"
  std::string_view text;
};

}  // namespace triptych::cli

#include "embedded_locales.h"
