// SPDX-License-Identifier: MIT
// Cli: invented visitors, for demonstrations and tests: each goes through the real interview and gives a simulated ballot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/random.h"
#include "base/result.h"
#include "ballot/codebook.h"
#include "interview/interview.h"

namespace triptych::cli {

struct Simulation {
  std::string questionnaire;     ///< the text
  ballot::Codebook codebook;
  interview::Options options;    ///< of each sitting; `simulated` is set in any case; without a locale each draws one
  std::optional<IsoWeek> week;   ///< of every ballot; nothing: ballots without a week
};

/// The bytes of one visitor's ballot; the same generator state gives the same bytes. Answers are neither uniform nor independent: each
/// question has an answer that most lean to and each visitor a leaning of his own; some skip, refuse, do not know, or stop early.
/// Errors: those of Interview.
Result<std::string> simulate_visitor(const Simulation& simulation, Random& random);

}  // namespace triptych::cli
