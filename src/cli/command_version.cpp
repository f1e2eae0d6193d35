// SPDX-License-Identifier: MIT
// Cli: triptych version.
#include "cli/arguments.h"
#include "cli/console.h"

namespace triptych::cli {

int version_command(Arguments& arguments, Console& console) {
  const Result<std::vector<std::string>> inputs = arguments.inputs(0, 0);
  if (!inputs.ok()) return console.fail(inputs.error());
  console.report("cli.version", {{"version", TRIPTYCH_VERSION}});
  return kClean;
}

}  // namespace triptych::cli
