// SPDX-License-Identifier: MIT
// Server: brotli (RFC 7932), for files that have no .br beside them.
#pragma once

#include <string>
#include <string_view>

namespace triptych::server {

/// Quality 6: the build makes quality 11 beforehand; this is for the rest, made once, in a few milliseconds.
/// Empty on failure.
std::string brotli_of(std::string_view bytes);

}  // namespace triptych::server
