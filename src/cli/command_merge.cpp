// SPDX-License-Identifier: MIT
// Cli: triptych merge A B… --out FILE: several .ballots files as one, each ballot once.
#include <set>

#include "ballot/ballot.h"
#include "ballot/file.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"

namespace triptych::cli {
namespace {

Result<Object> merge(Arguments& arguments) {
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::vector<std::string> inputs = TRIPTYCH_TRY(arguments.inputs(1));
  ballot::FileHeader header;
  std::set<std::string> structures;
  std::set<std::string> notices;
  // Only copies are dropped: of two ballots with one id the tally always counts the same one.
  std::set<std::string> ballots;
  std::size_t read = 0;
  for (const std::string& input : inputs) {
    const bool first = &input == &inputs.front();
    const std::string text = TRIPTYCH_TRY(read_whole(input));
    Result<ballot::File> file = ballot::read_file(text);
    if (!file.ok()) return Error{file.error().code, input, file.error().params};
    const ballot::FileHeader& found = file.value().header;
    if (!first && found.survey != header.survey) {
      return Error{ErrorCode::tally_survey, input, {{"found", found.survey}, {"expected", header.survey}}};
    }
    if (!first && found.simulated != header.simulated) return Error{ErrorCode::ballot_mixed, input, {}};
    header.survey = found.survey;
    header.simulated = found.simulated;
    structures.insert(found.structures.begin(), found.structures.end());
    if (!found.notice.empty()) notices.insert(found.notice);
    read += file.value().ballots.size();
    ballots.insert(file.value().ballots.begin(), file.value().ballots.end());
  }
  header.structures.assign(structures.begin(), structures.end());
  if (!notices.empty()) header.notice = *notices.begin();
  TRIPTYCH_TRY(write_whole(out, ballot::write_file(header, {ballots.begin(), ballots.end()})));
  return Object{{"survey", header.survey}, {"simulated", header.simulated}, {"ballots", ballots.size()},
                {"copies", read - ballots.size()}, {"file", out}};
}

}  // namespace

int merge_command(Arguments& arguments, Console& console) {
  const Result<Object> merged = merge(arguments);
  if (!merged.ok()) return console.fail(merged.error());
  console.report("cli.merge", merged.value());
  return kClean;
}

}  // namespace triptych::cli
