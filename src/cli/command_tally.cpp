// SPDX-License-Identifier: MIT
// Cli: triptych tally QUESTIONNAIRE BALLOTS… --policy P --out FILE: counts ballots and writes the snapshot that may be shown.
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/survey.h"
#include "disclosure/snapshot.h"

namespace triptych::cli {
namespace {

Result<Object> tally(Arguments& arguments, Console& console) {
  const std::string policy_file = TRIPTYCH_TRY(arguments.need("policy"));
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::optional<std::string> previous_file = arguments.take("previous");
  const disclosure::Phase phase = arguments.take_flag("close") ? disclosure::Phase::closing : disclosure::Phase::open;
  const Request request = TRIPTYCH_TRY(take_survey(arguments, 1));
  const Survey& survey = request.survey;
  const disclosure::Policy policy = TRIPTYCH_TRY(load_policy(policy_file));
  const Ballots ballots = TRIPTYCH_TRY(load_ballots(request, console));
  // What stands in --out was shown: the next snapshot must not differ from it by a few people.
  std::optional<disclosure::Released> previous = TRIPTYCH_TRY(load_snapshot(previous_file.value_or(out)));
  Counted counted = TRIPTYCH_TRY(release_ballots(survey, ballots, policy, std::move(previous), phase, console));
  TRIPTYCH_TRY(write_whole(out, disclosure::write_snapshot(counted.release.released)));
  counted.report.set("file", out);
  return std::move(counted.report);
}

}  // namespace

int tally_command(Arguments& arguments, Console& console) {
  const Result<Object> tallied = tally(arguments, console);
  if (!tallied.ok()) return console.fail(tallied.error());
  note_all(tallied.value(), console);
  console.report("cli.tally", tallied.value());
  return kClean;
}

}  // namespace triptych::cli
