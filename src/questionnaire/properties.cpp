// SPDX-License-Identifier: MIT
// Questionnaire: the table of properties, and reading what was written of them.
#include <algorithm>
#include <array>

#include "questionnaire/questionnaire.h"

namespace triptych::questionnaire {
namespace {

constexpr Owners kPage = bit_of(Type::page);
constexpr Owners kPanel = bit_of(Type::panel);
constexpr Owners kText = bit_of(Type::text);
constexpr Owners kComment = bit_of(Type::comment);
constexpr Owners kCheckbox = bit_of(Type::checkbox);
constexpr Owners kDropdown = bit_of(Type::dropdown);
constexpr Owners kTagbox = bit_of(Type::tagbox);
constexpr Owners kRating = bit_of(Type::rating);
constexpr Owners kBoolean = bit_of(Type::boolean);
constexpr Owners kMatrix = bit_of(Type::matrix);
constexpr Owners kRanking = bit_of(Type::ranking);
constexpr Owners kImagepicker = bit_of(Type::imagepicker);
constexpr Owners kSlider = bit_of(Type::slider);
constexpr Owners kHtml = bit_of(Type::html);
constexpr Owners kImage = bit_of(Type::image);
constexpr Owners kExpression = bit_of(Type::expression);
constexpr Owners kExplainer = bit_of(Type::explainer);
constexpr Owners kSelects = bit_of(Type::radiogroup) | kCheckbox | kDropdown | kTagbox | kRanking | kImagepicker;
constexpr Owners kElements = bit_of(Type::unsupported) - 1;
constexpr Owners kQuestions = kElements & ~(kPage | kPanel);

constexpr std::array<PropertyRow, kPropertyCount> kRows{{
#define TRIPTYCH_PROPERTY(id, name, kind, fallback, owners) {name, PropertyKind::kind, fallback, owners},
#define TRIPTYCH_ALIAS(id, name)
#include "questionnaire/properties.def"
}};

struct Alias {
  std::string_view name;
  Property property;
};
constexpr Alias kAliases[] = {
#define TRIPTYCH_PROPERTY(id, name, kind, fallback, owners)
#define TRIPTYCH_ALIAS(id, name) {name, Property::id},
#include "questionnaire/properties.def"
};

constexpr std::string_view kTypeNames[] = {"page",    "panel",       "text",       "comment",     "radiogroup", "checkbox", "dropdown",
                                           "tagbox",  "rating",      "boolean",    "matrix",      "multipletext", "ranking", "imagepicker",
                                           "slider",  "html",        "image",      "expression",  "explainer",  "unsupported"};

template <class Entries>
auto* find_entry(Entries& entries, Property property) {
  for (auto& entry : entries) {
    if (entry.property == property) return &entry;
  }
  return static_cast<decltype(&entries.front())>(nullptr);
}

}  // namespace

std::string_view name_of(Type type) { return kTypeNames[static_cast<std::size_t>(type)]; }

Type type_of(std::string_view name) {
  std::size_t index = 0;
  while (index < static_cast<std::size_t>(Type::unsupported) && kTypeNames[index] != name) ++index;
  return static_cast<Type>(index);
}

const PropertyRow& row_of(Property property) { return kRows[static_cast<std::size_t>(property)]; }

std::size_t find_property(std::string_view name, Owners owner) {
  for (std::size_t i = 0; i < kPropertyCount; ++i) {
    if ((kRows[i].owners & owner) != 0 && kRows[i].name == name) return i;
  }
  for (const Alias& alias : kAliases) {
    if (alias.name == name && (row_of(alias.property).owners & owner) != 0) return static_cast<std::size_t>(alias.property);
  }
  return kPropertyCount;
}

bool Properties::has(Property property) const {
  return find_entry(values, property) || find_entry(all_texts, property) || find_entry(formulas, property);
}

const Value& Properties::value(Property property) const {
  static const Value kNothing;
  const auto* entry = find_entry(values, property);
  return entry ? entry->value : kNothing;
}

bool Properties::flag(Property property) const { return value(property).boolean_or(row_of(property).fallback != 0); }
double Properties::number(Property property) const { return value(property).number_or(row_of(property).fallback); }
std::string_view Properties::word(Property property) const { return value(property).string_or(""); }

const std::vector<LocalizedText>& Properties::texts(Property property) const {
  static const std::vector<LocalizedText> kNone;
  const auto* entry = find_entry(all_texts, property);
  return entry ? entry->texts : kNone;
}

const LocalizedText& Properties::text(Property property) const {
  static const LocalizedText kNone;
  const auto& found = texts(property);
  return found.empty() ? kNone : found.front();
}

const Formula* Properties::formula(Property property) const {
  const auto* entry = find_entry(formulas, property);
  return entry ? &entry->formula : nullptr;
}

void Properties::set(Property property, Value value) {
  if (auto* entry = find_entry(values, property)) {
    entry->value = std::move(value);
  } else {
    values.push_back({property, std::move(value)});
  }
}

void Properties::set(Property property, std::vector<LocalizedText> texts) {
  if (auto* entry = find_entry(all_texts, property)) {
    entry->texts = std::move(texts);
  } else {
    all_texts.push_back({property, std::move(texts)});
  }
}

void Properties::set(Property property, Formula formula) {
  if (auto* entry = find_entry(formulas, property)) {
    entry->formula = std::move(formula);
  } else {
    formulas.push_back({property, std::move(formula)});
  }
}

const std::string* LocalizedText::exactly(std::string_view locale) const {
  for (const Version& version : versions) {
    if (version.locale == locale) return &version.text;
  }
  return nullptr;
}

// LocalizableString.pureText
std::string_view LocalizedText::in(std::string_view locale) const {
  const auto written = [this](std::string_view name) {
    const std::string* found = exactly(name);
    return found ? std::string_view(*found) : std::string_view();
  };
  if (locale.empty()) locale = "default";
  std::string_view found = written(locale);
  if (found.empty() && locale == "default") found = written("en");
  const std::size_t dash = locale.find('-');
  if (found.empty() && dash != std::string_view::npos) found = written(locale.substr(0, dash));
  if (found.empty()) found = written("default");
  return found;
}

}  // namespace triptych::questionnaire
