// SPDX-License-Identifier: MIT
// Cli: triptych publish STORE --site DIR: writes results/<survey>.json of each survey, if enough is new since
// the last time, and its bundle under data/.
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/snapshots.h"

namespace triptych::cli {

int publish_command(Arguments& arguments, Console& console) {
  return write_snapshots(arguments, console, server::Occasion::asked);
}

}  // namespace triptych::cli
