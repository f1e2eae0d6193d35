// SPDX-License-Identifier: MIT
// Base: FNV-1a, 32 bits: for tables of names, never for what a stranger could aim at for gain.
#pragma once

#include <cstdint>
#include <string_view>

namespace triptych {

inline std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
  return hash;
}

}  // namespace triptych
