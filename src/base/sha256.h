// SPDX-License-Identifier: MIT
// Base: SHA-256 (FIPS 180-4). Ours because the page has no small library for it and crypto.subtle is absent on http:// pages.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace triptych {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
/// Lower-case hexadecimal, two characters a byte.
std::string hex(std::string_view bytes);

}  // namespace triptych
