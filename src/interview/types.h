// SPDX-License-Identifier: MIT
// Interview: what the types of questions have in common. Private to the room.
#pragma once

#include <string_view>

#include "condition/values.h"
#include "questionnaire/questionnaire.h"

namespace triptych::interview {

using condition::is_truthy;
using questionnaire::Type;

/// SurveyJS's selectbase.
inline bool is_select(Type type) {
  return type == Type::radiogroup || type == Type::checkbox || type == Type::dropdown || type == Type::tagbox || type == Type::ranking ||
         type == Type::imagepicker;
}
/// Its checkbox and what is made from it: an array of values.
inline bool is_checkbox(Type type) { return type == Type::checkbox || type == Type::tagbox || type == Type::ranking; }
/// Those whose value is a list from the start.
inline bool is_list(const questionnaire::Element& element) {
  return is_checkbox(element.type) || (element.type == Type::imagepicker && element.flag(questionnaire::Property::multi_select));
}
inline bool has_items(Type type) { return is_select(type) || type == Type::rating; }
/// Shown, never answered: no errors, no numbers.
inline bool is_display(Type type) { return type == Type::html || type == Type::image || type == Type::unsupported; }
inline bool has_input(Type type) { return !is_display(type) && type != Type::expression && type != Type::explainer; }

/// Base.isTwoValueEquals: did an answer change?
inline bool same(const Value& a, const Value& b) {
  using namespace condition;
  return equals(a, b, {Order::strict, LetterCase::kept, Spaces::kept, Numbers::kept});
}
/// Helpers.isTwoValueEquals(a, b, false, true, false): is it that choice?
inline bool matches(const Value& a, const Value& b) {
  using namespace condition;
  return equals(a, b, {Order::strict, LetterCase::kept, Spaces::kept, Numbers::converted});
}

}  // namespace triptych::interview
