// SPDX-License-Identifier: MIT
// Base: base64url without padding (RFC 4648 section 5): how a ballot travels in text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triptych {

std::string base64url_encode(std::string_view bytes);
/// Nothing when a character is outside the alphabet, the length is impossible, or unused bits are not zero (one text only a value).
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace triptych
