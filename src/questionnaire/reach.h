// SPDX-License-Identifier: MIT
// Questionnaire: can a condition ever hold? Tried over every combination of the answers it names.
#pragma once

#include <cstdint>

#include "base/host.h"
#include "condition/expression.h"
#include "questionnaire/questionnaire.h"

namespace triptych::questionnaire {

enum class Reach : std::uint8_t {
  possible,
  never,      ///< false for every combination of the choices it names, unanswered included
  open,       ///< it names something without a finite list of values (text, a calculated value, a function of time)
  too_many,   ///< more than limits::kReachabilityCombinations combinations
};

Reach reach_of(const condition::Expression& expression, const Questionnaire& questionnaire, Host& host);

}  // namespace triptych::questionnaire
