// SPDX-License-Identifier: MIT
// Cli: what publish and close share: from a store to the files that a static site shows.
#pragma once

#include "cli/arguments.h"
#include "cli/console.h"
#include "server/release.h"

namespace triptych::cli {

/// STORE --site DIR [--survey NAME] [--results-only] [--labelled] [--date DAY]: releases, writes DIR/results/<survey>.json and, beside it, the
/// bundle for researchers: DIR/data/<name>.zip with its line in DIR/data/index.json. Says for each survey what
/// was done and why not more. Closing cannot be undone: with several surveys in the site it needs --survey.
/// Returns the exit code.
int write_snapshots(Arguments& arguments, Console& console, server::Occasion occasion);

}  // namespace triptych::cli
