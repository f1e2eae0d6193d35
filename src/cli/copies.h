// SPDX-License-Identifier: MIT
// Cli: an association's own copy of its ballots, as text.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/messages.h"

namespace triptych::cli {

/// What `triptych dump` writes of one survey of a store: raw personal data, and its first line says so. Errors: store_*.
Result<std::string> copy_of_store(const std::string& store, const std::string& survey, const Messages& messages);

}  // namespace triptych::cli
