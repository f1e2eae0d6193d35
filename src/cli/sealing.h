// SPDX-License-Identifier: MIT
// Cli: sealed ballots (src/ballot/FORMAT.md, section 7): HPKE, RFC 9180, from OpenSSL's primitives, and the
// association's key pair.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace triptych::cli {

/// X25519: 32 bytes each.
struct SealingKeys {
  std::string private_key;
  std::string public_key;
};

SealingKeys make_sealing_keys();
/// {"format":"triptych-private-key","version":1,"private":…,"public":…}, base64url, one line.
std::string write_sealing_keys(const SealingKeys& keys);
/// Error: seal_key_file (path: the file).
Result<SealingKeys> read_sealing_keys(const std::string& path);

/// Whether these bytes are a sealed ballot of some version: an open one begins with a number below 128.
bool is_sealed(std::string_view bytes);
/// The ballot inside. Errors: ballot_version (found), seal_closed (made for another key, or changed on the
/// way).
Result<std::string> open_sealed(std::string_view bytes, const SealingKeys& keys);

/// A .sealed file: {"format":"triptych-sealed","version":1,"survey":…}, then one sealed ballot a line in
/// base64url.
struct SealedFile {
  std::string survey;
  std::vector<std::string> ballots;  ///< as text, unread
};
/// Error: seal_file.
Result<SealedFile> read_sealed_file(std::string_view text);

/// HPKE's one-shot Open in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. `cipher` ends
/// with its 16-byte tag. Error: seal_closed.
Result<std::string> hpke_open(const SealingKeys& keys, std::string_view encapsulated, std::string_view info,
                              std::string_view associated, std::string_view cipher);

}  // namespace triptych::cli
