// SPDX-License-Identifier: MIT
// Cli: triptych export QUESTIONNAIRE BALLOTS… --policy P --out DIR: the research bundle, at closing with rows of people where the policy
// has them; with --labelled also as .sav and .dta; with
// --snapshot FILE and no ballots, of a release that was made before.
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/arguments.h"
#include "cli/bundles.h"
#include "cli/console.h"
#include "cli/files.h"

namespace triptych::cli {
namespace {

/// Each file in its place under `folder`. Returns their paths.
Result<Array> write_bundle(const BundleOf& of, const std::string& folder, const Console& console) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::cli_write, folder, {{"reason", failed.message()}}};
  Array files;
  for (const export_::File& file : TRIPTYCH_TRY(bundle_files(of, console))) {
    TRIPTYCH_TRY(write_whole(folder + "/" + file.path, file.bytes));
    files.emplace_back(file.path);
  }
  return files;
}

Result<Object> export_tables(Arguments& arguments, Console& console) {
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::optional<std::string> policy_file = arguments.take("policy");
  const std::optional<std::string> snapshot = arguments.take("snapshot");
  const std::string date = TRIPTYCH_TRY(take_date(arguments));
  const bool labelled = arguments.take_flag("labelled");
  const disclosure::Phase phase =
      arguments.take_flag("close") ? disclosure::Phase::closing : disclosure::Phase::open;
  const Request request = TRIPTYCH_TRY(take_survey(arguments, snapshot ? 0 : 1));
  if (!policy_file && !request.ballots.empty()) return Error{ErrorCode::usage_missing, "--policy", {}};
  const Survey& survey = request.survey;
  const Value policy_json = policy_file ? TRIPTYCH_TRY(load_json(*policy_file)) : Value();
  Object said;
  std::optional<disclosure::Released> released;
  std::optional<disclosure::ReleasedRows> rows;
  if (request.ballots.empty()) {
    released = TRIPTYCH_TRY(load_snapshot(*snapshot));
    if (!released) return Error{ErrorCode::cli_read, *snapshot, {{"reason", std::strerror(ENOENT)}}};
  } else {
    const disclosure::Policy policy = TRIPTYCH_TRY(load_policy(*policy_file));
    const Ballots ballots = TRIPTYCH_TRY(load_ballots(request, console));
    // An earlier export in the same folder was given away: the next must not differ from it by a few people.
    const std::string before = out + (ballots.simulated ? "/simulated-snapshot.json" : "/snapshot.json");
    std::optional<disclosure::Released> previous = TRIPTYCH_TRY(load_snapshot(snapshot.value_or(before)));
    Counted counted =
        TRIPTYCH_TRY(release_ballots(survey, ballots, policy, std::move(previous), phase, console));
    note_all(counted.report, console);
    said = std::move(counted.report);
    if (phase == disclosure::Phase::closing) {
      rows = TRIPTYCH_TRY(rows_of(counted.columns, policy, counted.release, console));
      said.set("rows", rows ? Value(disclosure::summary_of(*rows)) : Value(Null{}));
    }
    released = std::move(counted.release.released);
  }
  said.set("files", TRIPTYCH_TRY(write_bundle(
                         {request, policy_json, *released, rows ? &*rows : nullptr, date, labelled}, out, console)));
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
