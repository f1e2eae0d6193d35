// SPDX-License-Identifier: MIT
// Questionnaire: every text that is shown, and where it stands: what is translated, and what is told of it.
#pragma once

#include <string>
#include <vector>

#include "questionnaire/questionnaire.h"

namespace triptych::questionnaire {

struct TextAt {
  const LocalizedText* text;  ///< valid as long as the questionnaire is
  std::string pointer;        ///< JSON pointer of the text
};

/// Document order: the survey's own, then each element's with those of its choices, rows, columns, items and validators.
std::vector<TextAt> texts_of(const Questionnaire& questionnaire);

}  // namespace triptych::questionnaire
