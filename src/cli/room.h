// SPDX-License-Identifier: MIT
// Cli: an event without internet: this machine's addresses on the local network, and one of them as a QR code
// for phones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych::cli {

/// IPv4 addresses of interfaces that are up, other than loopback; those of private networks (RFC 1918) first.
std::vector<std::string> local_addresses();

/// A QR code (ISO/IEC 18004, error correction M) for a terminal: two modules a character, black on white by
/// ANSI colours whatever the terminal's own, with its quiet zone of four modules. Empty if the text is too
/// long for one.
std::string qr_code(const std::string& text);

}  // namespace triptych::cli
