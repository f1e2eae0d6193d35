// SPDX-License-Identifier: MIT
// Cli: triptych keys --out FILE: the association's key pair for sealed ballots. The file opens them;
// widget.json gets the public half.
#include <sys/stat.h>

#include <filesystem>

#include "base/base64url.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/sealing.h"

namespace triptych::cli {
namespace {

Result<Object> keys(Arguments& arguments) {
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  TRIPTYCH_TRY(arguments.inputs(0, 0));
  // A key written over is a survey that nobody can open any more.
  if (std::filesystem::exists(out)) return Error{ErrorCode::cli_exists, out, {}};
  const SealingKeys made = make_sealing_keys();
  umask(077);  // readable by its owner only
  TRIPTYCH_TRY(write_whole(out, write_sealing_keys(made)));
  return Object{{"file", out}, {"publicKey", base64url_encode(made.public_key)}};
}

}  // namespace

int keys_command(Arguments& arguments, Console& console) {
  const Result<Object> made = keys(arguments);
  if (!made.ok()) return console.fail(made.error());
  console.report("cli.keys", made.value());
  return kClean;
}

}  // namespace triptych::cli
