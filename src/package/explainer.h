// SPDX-License-Identifier: MIT
// Package: explainers/<id>.json: what names nothing, what is shown though nobody has signed it, what is hard
// to read.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "questionnaire/questionnaire.h"

namespace triptych::package {

/// A specialists' word, and what to say instead in the simple level, in one language.
struct PlainWord {
  std::string language;
  std::string avoid;  ///< lower case; found at the start of a word
  std::string use;
};

/// How an explainer is published.
struct Publishing {
  std::vector<std::string> languages;  ///< of widget.json; the first is that of "default"
  std::vector<std::string_view>
      questions;        ///< names of the questionnaire: a check question asked there is shown
  std::vector<PlainWord> plain_words;
  bool review = false;  ///< widget.json shows what waits for a reviewer
};

/// Limits of each reading level, to be tuned by tests with readers. Proposed in the plain-language rules that
/// the texts follow.
struct ReadingLimits {
  std::size_t longest_sentence;  ///< words; 0: none
  double mean_sentence;          ///< words; 0: none
  double french_ease;            ///< Kandel-Moles, at least
  double english_ease;           ///< Flesch, at least
};
inline constexpr ReadingLimits kSimpleReading{12, 0, 75, 70};
inline constexpr ReadingLimits kFullReading{0, 15, 60, 60};

/// Errors: explainer_missing, explainer_reference, explainer_range, explainer_evidence, explainer_signature,
/// explainer_empty. Warnings: explainer_unsigned (shown all the same), reading_translation,
/// reading_percentage, reading_sentence, reading_mean, reading_ease. Notes: reading_measured, one for each
/// language and level.
std::vector<questionnaire::Diagnostic> check_explainer(const Value& json, const Publishing& publishing);

}  // namespace triptych::package
