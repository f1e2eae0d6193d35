// SPDX-License-Identifier: MIT
// Cli: triptych export QUESTIONNAIRE BALLOTS… --policy P --out DIR: released tables as files for researchers; with --snapshot FILE
// alone, of a release that was made before.
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/survey.h"
#include "export/bundle.h"

namespace triptych::cli {
namespace {

/// The words of spreadsheets, in the language of the console.
Value words_of(const Console& console) {
  Object words;
  for (const std::string_view key : export_::kWords) {
    words.set(key, console.messages().format("export.word." + std::string(key), {}));
  }
  return words;
}

Result<Array> write_bundle(const Survey& survey, const disclosure::Released& released, const std::string& folder,
                           const Console& console) {
  const Value codebook = ballot::describe(survey.codebook, survey.questionnaire, console.messages().language());
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::cli_write, folder, {{"reason", failed.message()}}};
  Array files;
  for (const export_::File& file : export_::bundle(released, codebook, words_of(console))) {
    TRIPTYCH_TRY(write_whole(folder + "/" + file.path, file.bytes));
    files.emplace_back(file.path);
  }
  return files;
}

Result<Object> export_tables(Arguments& arguments, Console& console) {
  if (arguments.take_flag("rows")) return Error{ErrorCode::export_rows, "--rows", {}};
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::optional<std::string> policy_file = arguments.take("policy");
  const std::optional<std::string> snapshot = arguments.take("snapshot");
  const disclosure::Phase phase = arguments.take_flag("close") ? disclosure::Phase::closing : disclosure::Phase::open;
  if (!policy_file && !snapshot) return Error{ErrorCode::usage_missing, "--policy", {}};
  const Request request = TRIPTYCH_TRY(take_survey(arguments, policy_file ? 1 : 0));
  const Survey& survey = request.survey;
  Object said;
  std::optional<disclosure::Released> released;
  if (!policy_file) {
    released = TRIPTYCH_TRY(load_snapshot(*snapshot));
    if (!released) return Error{ErrorCode::cli_read, *snapshot, {{"reason", std::strerror(ENOENT)}}};
  } else {
    const disclosure::Policy policy = TRIPTYCH_TRY(load_policy(*policy_file));
    const Ballots ballots = TRIPTYCH_TRY(load_ballots(request, console));
    // An earlier export in the same folder was given away: the next must not differ from it by a few people.
    const std::string before = out + (ballots.simulated ? "/simulated-snapshot.json" : "/snapshot.json");
    std::optional<disclosure::Released> previous = TRIPTYCH_TRY(load_snapshot(snapshot.value_or(before)));
    Counted counted = TRIPTYCH_TRY(release_ballots(survey, ballots, policy, std::move(previous), phase, console));
    note_all(counted.report, console);
    said = std::move(counted.report);
    released = std::move(counted.release.released);
  }
  said.set("files", TRIPTYCH_TRY(write_bundle(survey, *released, out, console)));
  said.set("folder", out);
  return said;
}

}  // namespace

int export_command(Arguments& arguments, Console& console) {
  const Result<Object> exported = export_tables(arguments, console);
  if (!exported.ok()) return console.fail(exported.error());
  Object params = exported.value();
  params.set("count", exported.value().find("files")->array()->size());
  console.report("cli.export", params, exported.value());
  return kClean;
}

}  // namespace triptych::cli
