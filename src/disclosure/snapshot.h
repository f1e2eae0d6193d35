// SPDX-License-Identifier: MIT
// Disclosure: results/<survey>.json, the one file that visitors get: written and read here alone.
#pragma once

#include <string>

#include "disclosure/released.h"

namespace triptych::disclosure {

/// Canonical JSON and a line feed: the same release gives the same bytes everywhere. read_snapshot accepts no other text.
std::string write_snapshot(const Released& released);

/// SHA-256 of those bytes, hexadecimal: what the next snapshot names as `previous`.
std::string digest_of(const Released& released);

}  // namespace triptych::disclosure
