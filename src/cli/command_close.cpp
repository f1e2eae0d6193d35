// SPDX-License-Identifier: MIT
// Cli: triptych close STORE --site DIR --survey NAME: the last results of a wave, with its crossed tables; it
// then takes no more.
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/snapshots.h"

namespace triptych::cli {

int close_command(Arguments& arguments, Console& console) {
  return write_snapshots(arguments, console, server::Occasion::closing);
}

}  // namespace triptych::cli
