// SPDX-License-Identifier: MIT
// Package: what a bundle says of its survey beside the numbers: who asked, what for, how, under which rules.
// Facts alone, no sentences.
#pragma once

#include <string_view>

#include "ballot/codebook.h"
#include "base/value.h"
#include "questionnaire/questionnaire.h"

namespace triptych::package {

/// {"title","description","purpose","note","language","languages","created","controller":{"name","contact"},"license":{"name","title","path"},
/// "methods":{topic:
/// words},"policy":{"primary_most","min_protection"},"anonymity","pages","questions","items","conditional","draws",
/// "explainers","omit","collect","week","retention","preview","text_rev","conditions":{item:[expression]}},
/// words in `locale`. What a file does not say is null or empty; `widget` and `policy` are widget.json and
/// disclosure.json as read, or nothing. `created`: "2026-11-26".
Value about(const questionnaire::Questionnaire& questionnaire, const ballot::Codebook& codebook,
            const Value& widget, const Value& policy, std::string_view locale, std::string_view created);

/// The languages a bundle has labels in: of widget.json, else of the codebook.
std::vector<std::string> languages_of(const ballot::Codebook& codebook, const Value& widget);

}  // namespace triptych::package
