// SPDX-License-Identifier: MIT
// Package: the facts of widget.json, disclosure.json and the questionnaire that a bundle repeats.
#include "package/about.h"

#include <algorithm>

namespace triptych::package {
namespace {

using questionnaire::Element;
using questionnaire::Property;
using questionnaire::Questionnaire;

/// Words of widget.json: the locale, its language, "default".
std::string_view words_in(const Value& words, std::string_view locale) {
  if (const std::string* plain = words.string()) return *plain;
  for (const std::string_view name :
       {locale, locale.substr(0, locale.find('-')), std::string_view("default")}) {
    if (const std::string* text = words[name].string()) return *text;
  }
  return "";
}

Value or_null(const Value& value) {
  return value.is_undefined() ? Value(Null{}) : value;
}
Value list_or_empty(const Value& value) {
  return value.array() ? value : Value(Array{});
}

Object methods_of(const Value& methods, std::string_view locale) {
  Object texts;
  for (const Member& topic : methods.object() ? *methods.object() : Object())
    texts.set(topic.name, words_in(topic.value, locale));
  return texts;
}

Object license_of(const Value& license, std::string_view locale) {
  if (license.is_nothing()) return {};
  return {{"name", license["name"].string_or("")},
          {"title", words_in(license["title"], locale)},
          {"path", license["path"].string_or("")}};
}

}  // namespace

std::vector<std::string> languages_of(const ballot::Codebook& codebook, const Value& widget) {
  std::vector<std::string> languages;
  for (const Value& language : widget["languages"].array() ? *widget["languages"].array() : Array()) {
    if (const std::string* name = language.string()) languages.push_back(*name);
  }
  return languages.empty() ? codebook.languages : languages;
}

Value about(const Questionnaire& questionnaire, const ballot::Codebook& codebook, const Value& widget,
            const Value& policy, std::string_view locale, std::string_view created) {
  Object conditions;
  std::size_t conditional = 0;
  std::size_t asked = 0;
  for (const ballot::Item& item : codebook.items) {
    if (item.source == ballot::ItemSource::question || item.source == ballot::ItemSource::matrix_row)
      asked += 1;
    if (item.conditions.empty()) continue;
    conditional += 1;
    Array expressions;
    for (const std::string& expression : item.conditions) expressions.emplace_back(expression);
    conditions.set(item.name, std::move(expressions));
  }
  Array draws;
  for (const questionnaire::Draw& draw : questionnaire.draws) draws.emplace_back(draw.name);
  Array languages;
  for (const std::string& language : languages_of(codebook, widget)) languages.emplace_back(language);
  const Value& preview = questionnaire.value(Property::show_preview);
  const std::string_view title = questionnaire.text(Property::title).in(locale);
  const auto questions =
      std::count_if(questionnaire.elements.begin(), questionnaire.elements.end(), [](const Element& element) {
        return element.is_question() && element.type != questionnaire::Type::html &&
               element.type != questionnaire::Type::image &&
               element.type != questionnaire::Type::expression &&
               element.type != questionnaire::Type::explainer;
      });
  return Object{
      {"title", title.empty() ? std::string_view(codebook.survey) : title},
      {"description", questionnaire.text(Property::description).in(locale)},
      {"purpose", words_in(widget["purpose"], locale)},
      {"note", words_in(widget["note"], locale)},
      {"language", locale},
      {"languages", std::move(languages)},
      {"created", created},
      {"controller", Object{{"name", widget["controller"]["name"].string_or("")},
                            {"contact", widget["controller"]["contact"].string_or("")}}},
      {"license", license_of(policy["publication"]["license"], locale)},
      {"methods", methods_of(policy["publication"]["methods"], locale)},
      {"policy", Object{{"primary_most", or_null(policy["crossed"]["primary"]["to"])},
                        {"min_protection", or_null(policy["crossed"]["companions"]["min_protection"])}}},
      {"anonymity", or_null(policy["anonymity"])},
      {"pages", questionnaire.pages.size()},
      {"questions", static_cast<std::size_t>(questions)},
      {"items", asked},
      {"conditional", conditional},
      {"draws", std::move(draws)},
      {"explainers", list_or_empty(widget["explainers"])},
      {"omit", list_or_empty(widget["omit"])},
      {"collect", widget["collect"]["kind"].string_or("")},
      {"week", widget["period"]["kind"].string_or("") == "week"},
      {"retention", or_null(widget["retention"]["days"])},
      {"preview", preview.boolean_or(preview.string_or("noPreview") != "noPreview")},
      {"text_rev", static_cast<std::size_t>(codebook.text_rev)},
      {"conditions", std::move(conditions)}};
}

}  // namespace triptych::package
