// SPDX-License-Identifier: MIT
// Questionnaire: what an organizer should know before publishing: wrong names, circles, dead branches, missing words.
#pragma once

#include <string>
#include <vector>

#include "base/host.h"
#include "questionnaire/questionnaire.h"

namespace triptych::questionnaire {

/// Everything that is wrong or worth saying, one kind after another; paths are JSON pointers (json::locate gives line and column).
///
/// `parsed` is what parse() gave (its diagnostics are included); `languages` are those the widget offers, e.g. {"fr", "en"}: a text
/// without one of them is a warning. Empty: the languages that the file itself uses.
///
/// Errors: questionnaire_nothing, questionnaire_name_duplicate, questionnaire_choice_duplicate, questionnaire_cycle, condition_*.
/// Warnings: questionnaire_property, questionnaire_type, questionnaire_name_unknown, questionnaire_function_unknown,
/// questionnaire_never, questionnaire_target_unknown, questionnaire_answer_unknown, questionnaire_piping_unknown,
/// questionnaire_translation. Notes: questionnaire_stays, questionnaire_reach_unknown.
std::vector<Diagnostic> check(const Parsed& parsed, const std::vector<std::string>& languages, Host& host);

/// Diagnostic of web/src/engine/workbench.d.ts: {severity, code, path, line, column, params}. `text` is the file that the path points into.
Value describe(const Diagnostic& diagnostic, std::string_view text);

/// "error", "warning", "note"
std::string_view name_of(Severity severity);

}  // namespace triptych::questionnaire
