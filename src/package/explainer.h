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

/// How hard the sentences of a questionnaire are to read: a note reading_measured for each language that has a formula. No limit is
/// set: a question asks what it must.
std::vector<questionnaire::Diagnostic> measure_questions(const questionnaire::Questionnaire& questionnaire,
                                                         const std::vector<std::string>& languages);

/// A message of the page that explainers say, at both levels, in every way in which it can read.
struct Message {
  std::string where;  ///< pointer into the language's file
  std::vector<std::string> readings;  ///< at least one; the last is the ordinary one
};

/// What simulations say of themselves, held to the simple level. Ease is that of whole sentences: a label is
/// none. Warnings and notes: reading_percentage, reading_word, reading_sentence, reading_ease,
/// reading_measured.
std::vector<questionnaire::Diagnostic> check_messages(const std::vector<Message>& messages,
                                                      const std::string& language,
                                                      const std::vector<PlainWord>& plain_words);

}  // namespace triptych::package
