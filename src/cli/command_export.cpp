// SPDX-License-Identifier: MIT
// Cli: triptych export QUESTIONNAIRE BALLOTS… --policy P --out DIR: the research bundle, at closing with rows of people where the policy
// has them; with --labelled also as .sav and .dta; with
// --snapshot FILE and no ballots, of a release that was made before.
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/calendar.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/labelled_files.h"
#include "cli/native_host.h"
#include "cli/survey.h"
#include "disclosure/rows.h"
#include "export/bundle.h"
#include "json/writer.h"
#include "package/about.h"

namespace triptych::cli {
namespace {

/// The day that the bundle bears: --date, else today in UTC.
Result<std::string> day_of(const std::optional<std::string>& written) {
  constexpr std::size_t kLength = 10;  // 2026-11-26
  if (!written) {
    NativeHost host;
    return json::iso_text(Date{host.now().milliseconds}).substr(0, kLength);
  }
  const Error wrong{ErrorCode::usage_date, "--date", {}};
  if (written->size() != kLength || (*written)[4] != '-' || (*written)[7] != '-') return wrong;
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if ((*written)[at] < '0' || (*written)[at] > '9') return wrong;
  }
  const CivilDate date{std::stoi(written->substr(0, 4)), std::stoi(written->substr(5, 2)),
                       std::stoi(written->substr(8))};
  if (date.month < 1 || date.month > 12 || civil_from_days(days_from_civil(date)).day != date.day)
    return wrong;
  return *written;
}

Result<Array> write_bundle(const Request& request, const Value& policy, const disclosure::Released& released,
                           const disclosure::ReleasedRows* rows, const std::string& date,
                           bool labelled, const std::string& folder, const Console& console) {
  const Survey& survey = request.survey;
  const std::string_view language = console.messages().language();
  Object codebooks;
  for (const std::string& one : package::languages_of(survey.codebook, request.widget)) {
    codebooks.set(one, ballot::describe(survey.codebook, survey.questionnaire, one));
  }
  codebooks.set(language, ballot::describe(survey.codebook, survey.questionnaire, language));
  const Value labels(std::move(codebooks));
  const Value about =
      package::about(survey.questionnaire, survey.codebook, request.widget, policy, language, date);
  const Value words = console.messages().all("export.word.");
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorCode::cli_write, folder, {{"reason", failed.message()}}};
  Array files;
  const export_::Edition edition{released, labels, about, words, rows};
  std::vector<export_::File> also;
  if (labelled) also = TRIPTYCH_TRY(labelled_files(edition, date));
  for (const export_::File& file : TRIPTYCH_TRY(export_::bundle(edition, std::move(also)))) {
    TRIPTYCH_TRY(write_whole(folder + "/" + file.path, file.bytes));
    files.emplace_back(file.path);
  }
  return files;
}

/// Nothing where the policy has none, or too few people answered, or the last of them stay out: said, and then there are tables alone.
Result<std::optional<disclosure::ReleasedRows>> rows_of(const Counted& counted, const disclosure::Policy& policy, Console& console) {
  constexpr std::uint64_t kHundred = 100;
  if (policy.k == 0) return std::optional<disclosure::ReleasedRows>();
  Result<disclosure::ReleasedRows> rows = disclosure::release_rows(counted.columns, policy, counted.release, [&console](double done) {
    console.progress("cli.progress.rows", static_cast<std::uint64_t>(done * kHundred), kHundred);
    return true;
  });
  if (rows.ok()) return std::optional(std::move(rows).value());
  const Error& error = rows.error();
  if (error.code != ErrorCode::rows_impossible && error.code != ErrorCode::rows_open) return error;
  console.note("error." + std::string(name_of(error.code)), error.params);
  return std::optional<disclosure::ReleasedRows>();
}

Result<Object> export_tables(Arguments& arguments, Console& console) {
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::optional<std::string> policy_file = arguments.take("policy");
  const std::optional<std::string> snapshot = arguments.take("snapshot");
  const std::string date = TRIPTYCH_TRY(day_of(arguments.take("date")));
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
      rows = TRIPTYCH_TRY(rows_of(counted, policy, console));
      said.set("rows", rows ? Value(disclosure::summary_of(*rows)) : Value(Null{}));
    }
    released = std::move(counted.release.released);
  }
  said.set("files", TRIPTYCH_TRY(write_bundle(request, policy_json, *released, rows ? &*rows : nullptr, date, labelled, out, console)));
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
