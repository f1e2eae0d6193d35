// SPDX-License-Identifier: MIT
// Cli: whole files, read and written.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace triptych::cli {

/// Errors: cli_read (path, reason).
Result<std::string> read_whole(const std::string& path);
/// Through a temporary file beside it and a rename, so that nobody reads half of it. Errors: cli_write (path, reason).
Result<Done> write_whole(const std::string& path, std::string_view bytes);

}  // namespace triptych::cli
