// SPDX-License-Identifier: MIT
// Questionnaire: what an element offers: its choices, its special choices, its place.
#include <cmath>

#include "base/limits.h"
#include "questionnaire/questionnaire.h"

namespace triptych::questionnaire {
namespace {

constexpr std::size_t kMostRates = 20;  // settings.ratingMaximumRateValueCount

Choice choice_of(double value) {
  Choice choice;
  choice.value = Value(value);
  return choice;
}

// QuestionRatingModel.correctValue: 0.1 + 0.2 is 0.3 on a scale of tenths.
double rounded_to_step(double value, double step) {
  if (value == 0 || std::round(value) == value) return value;
  double scale = 1;
  while (std::round(step * scale) != step * scale && scale < 1e9) scale *= 10;
  return std::round(value * scale) / scale;
}

std::vector<Choice> rates_of(const Element& rating) {
  const Value& automatic = rating.value(Property::auto_generate);
  const bool use_values = !rating.choices.empty() && !(automatic.boolean() && *automatic.boolean());
  if (use_values) return rating.choices;
  double least = rating.number(Property::rate_min);
  double most = rating.number(Property::rate_max);
  const double step = rating.number(Property::rate_step);
  const double span = step * (rating.number(Property::rate_count) - 1);
  // A count says something only beside one of the ends.
  if (rating.has(Property::rate_count) && rating.has(Property::rate_min) != rating.has(Property::rate_max)) {
    if (rating.has(Property::rate_min)) most = least + span;
    else least = most - span;
  }
  if (least > most) least = most;
  std::vector<Choice> rates;
  for (double value = least; value <= most && rates.size() < kMostRates && step > 0; value = rounded_to_step(value + step, step)) {
    rates.push_back(choice_of(value));
  }
  if (rating.word(Property::rate_type) == "smileys" && rates.size() > 10) rates.resize(10);
  return rates;
}

}  // namespace

std::string_view name_of(Panel panel) {
  constexpr std::string_view kNames[] = {"", "confiance", "participation", "engagement"};
  return kNames[static_cast<std::size_t>(panel)];
}

std::string_view value_of(Special special) {
  constexpr std::string_view kValues[] = {"none", "refused", "dontknow", "other", "all"};
  return kValues[static_cast<std::size_t>(special)];
}

std::string_view Element::value_name() const {
  const std::string_view other = word(Property::value_name);
  return other.empty() ? std::string_view(name) : other;
}

std::size_t Questionnaire::find(std::string_view name) const {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].is_question() && elements[i].name == name) return i;
  }
  return kNoParent;
}

std::size_t Questionnaire::page_of(std::size_t element) const {
  while (elements[element].parent != kNoParent) element = elements[element].parent;
  return element;
}

std::vector<Choice> choices_of(const Element& element) {
  if (element.type == Type::rating) return rates_of(element);
  if (element.type == Type::boolean) {
    std::vector<Choice> both(2);
    both[0].value = element.has(Property::value_true) ? element.value(Property::value_true) : Value(true);
    both[1].value = element.has(Property::value_false) ? element.value(Property::value_false) : Value(false);
    return both;
  }
  std::vector<Choice> choices = element.choices;
  if (element.type == Type::dropdown) {
    const double most = element.number(Property::choices_max);
    const double least = element.number(Property::choices_min);
    const double step = element.number(Property::choices_step);
    for (double value = least; least < most && step > 0 && value <= most && choices.size() < limits::kChoices; value += step) {
      choices.push_back(choice_of(value));
    }
  }
  return choices;
}

std::vector<Special> specials_of(const Element& element) {
  std::vector<Special> specials;
  if (element.type == Type::ranking || element.type == Type::imagepicker) return specials;
  if (element.flag(Property::show_select_all)) specials.push_back(Special::all);
  if (element.flag(Property::show_none)) specials.push_back(Special::none);
  if (element.flag(Property::show_refuse)) specials.push_back(Special::refused);
  if (element.flag(Property::show_dont_know)) specials.push_back(Special::dont_know);
  if (element.flag(Property::show_other)) specials.push_back(Special::other);
  return specials;
}

}  // namespace triptych::questionnaire
