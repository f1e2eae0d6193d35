// SPDX-License-Identifier: MIT
// Cli: triptych simulate QUESTIONNAIRE --count N --seed S --out FILE: invented ballots, marked as such.
#include <cstdio>

#include "ballot/file.h"
#include "base/sha256.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/simulation.h"
#include "cli/survey.h"

namespace triptych::cli {
namespace {

/// "2026-W48"
Result<std::optional<IsoWeek>> week_of(const std::optional<std::string>& text) {
  std::optional<IsoWeek> week;
  if (!text) return week;
  int year = 0;
  int number = 0;
  char end = 0;
  const bool read = std::sscanf(text->c_str(), "%4d-W%2d%c", &year, &number, &end) == 2;
  if (!read || year < 2000 || year > 2999 || number < 1 || number > 53) return Error{ErrorCode::usage_week, "--week", {}};
  week = IsoWeek{year, number};
  return week;
}

Result<Object> simulate(Arguments& arguments, Console& console) {
  const std::uint64_t count = TRIPTYCH_TRY(arguments.take_number("count", 100, 1, 10'000'000));
  const std::uint64_t seed = TRIPTYCH_TRY(arguments.take_number("seed", 1, 0, UINT64_MAX));
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  Simulation simulation;
  simulation.week = TRIPTYCH_TRY(week_of(arguments.take("week")));
  simulation.options.locale = arguments.take("locale").value_or("");
  Request request = TRIPTYCH_TRY(take_survey(arguments, 0));
  if (!request.ballots.empty()) return Error{ErrorCode::usage_option, request.ballots.front(), {}};
  simulation.questionnaire = TRIPTYCH_TRY(read_whole(request.file));
  simulation.codebook = std::move(request.survey.codebook);
  simulation.options.survey = simulation.codebook.survey;
  simulation.options.wave = simulation.codebook.wave;
  simulation.options.omit = std::move(request.omit);
  simulation.options.include = std::move(request.include);

  ballot::FileHeader header;
  header.survey = simulation.codebook.survey;
  header.simulated = true;
  const ballot::StructureHash& structure = simulation.codebook.structure;
  header.structures = {hex({reinterpret_cast<const char*>(structure.data()), structure.size()})};
  header.notice = console.messages().format("cli.notice.simulated", {});
  Random random(seed);
  std::vector<std::string> ballots;
  for (std::uint64_t i = 0; i < count; ++i) {
    ballots.push_back(TRIPTYCH_TRY(simulate_visitor(simulation, random)));
    console.progress("cli.progress.ballots", i + 1, count);
  }
  TRIPTYCH_TRY(write_whole(out, ballot::write_file(header, std::move(ballots))));
  return Object{{"survey", header.survey}, {"count", static_cast<double>(count)}, {"seed", static_cast<double>(seed)},
                {"structure", header.structures.front()}, {"file", out}};
}

}  // namespace

int simulate_command(Arguments& arguments, Console& console) {
  const Result<Object> simulated = simulate(arguments, console);
  if (!simulated.ok()) return console.fail(simulated.error());
  console.report("cli.simulate", simulated.value());
  return kClean;
}

}  // namespace triptych::cli
