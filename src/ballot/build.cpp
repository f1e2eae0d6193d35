// SPDX-License-Identifier: MIT
// Ballot: from a questionnaire to its codebook, and the codebook in words.
#include <algorithm>
#include <cmath>

#include "ballot/codebook.h"
#include "base/limits.h"
#include "questionnaire/questionnaire.h"

namespace triptych::ballot {
namespace {

using questionnaire::Choice;
using questionnaire::Element;
using questionnaire::Property;
using questionnaire::Questionnaire;
using questionnaire::Special;
using questionnaire::Type;

constexpr std::size_t kMostRanked = 8;
constexpr std::uint32_t kMostDescribed = 200;
/// choicesFromQuestion may point to a question that does the same; a circle ends here.
constexpr int kMostSteps = 8;

const Element& source_of_choices(const Questionnaire& questionnaire, const Element& element) {
  const Element* source = &element;
  for (int step = 0; step < kMostSteps; ++step) {
    const std::string_view name = source->word(Property::choices_from);
    const std::size_t index = name.empty() ? questionnaire::kNoParent : questionnaire.find(name);
    if (index == questionnaire::kNoParent) break;
    source = &questionnaire.elements[index];
  }
  return *source;
}

/// Choices, then the special ones that are answers of their own. Refusing and not knowing are states, not options.
std::vector<Value> options_of(const Questionnaire& questionnaire, const Element& element) {
  std::vector<Value> options;
  const auto add = [&options](const Value& value) {
    if (std::find(options.begin(), options.end(), value) == options.end()) options.push_back(value);
  };
  for (const Choice& choice : questionnaire::choices_of(source_of_choices(questionnaire, element))) add(choice.value);
  for (const Special special : questionnaire::specials_of(element)) {
    if (special == Special::none || special == Special::other) add(Value(questionnaire::value_of(special)));
  }
  return options;
}

std::optional<Grid> grid_between(const Value& min, const Value& max, double step, Grid::Unit unit) {
  const std::optional<double> first = measure(unit, min);
  const std::optional<double> last = measure(unit, max);
  if (!first || !last || !(step > 0) || *last < *first) return std::nullopt;
  if (unit != Grid::Unit::number && std::floor(step) != step) return std::nullopt;
  const double count = std::floor((*last - *first) / step + 1e-9) + 1;
  if (count > static_cast<double>(limits::kCodes)) return std::nullopt;
  return Grid{unit, *first, step, static_cast<std::uint32_t>(count)};
}

std::optional<Grid> grid_of(const Element& element) {
  if (element.formula(Property::min_value_expression) || element.formula(Property::max_value_expression)) return std::nullopt;
  const double step = element.value(Property::step).number_or(1);
  if (element.type == Type::slider) {
    if (element.word(Property::slider_type) == "range") return std::nullopt;
    const Value& min = element.value(Property::min);
    const Value& max = element.value(Property::max);
    return grid_between(min.is_nothing() ? Value(0) : min, max.is_nothing() ? Value(100) : max, step, Grid::Unit::number);
  }
  const std::string_view input = element.word(Property::input_type);
  Grid::Unit unit = Grid::Unit::number;
  if (input == "date") {
    unit = Grid::Unit::day;
  } else if (input == "month") {
    unit = Grid::Unit::month;
  } else if (input != "number" && input != "range") {
    return std::nullopt;
  }
  return grid_between(element.value(Property::min), element.value(Property::max), step, unit);
}

void add_formula(std::vector<std::string>& conditions, const questionnaire::Properties& from, Property property) {
  if (const questionnaire::Formula* formula = from.formula(property)) conditions.push_back(formula->text);
}

std::vector<std::string> conditions_of(const Questionnaire& questionnaire, const Element& element) {
  std::vector<std::string> conditions;
  std::vector<const Element*> chain{&element};
  for (std::size_t at = element.parent; at != questionnaire::kNoParent; at = questionnaire.elements[at].parent) {
    chain.push_back(&questionnaire.elements[at]);
  }
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    add_formula(conditions, **it, Property::visible_if);
    add_formula(conditions, **it, Property::enable_if);
  }
  for (const Property property : {Property::choices_visible_if, Property::choices_enable_if, Property::rows_visible_if,
                                  Property::columns_visible_if}) {
    add_formula(conditions, element, property);
  }
  for (const std::vector<Choice>* list : {&element.choices, &element.rows, &element.columns}) {
    for (const Choice& choice : *list) {
      add_formula(conditions, choice, Property::visible_if);
      add_formula(conditions, choice, Property::enable_if);
    }
  }
  return conditions;
}

/// The kind in which the element's answer leaves, or nothing if it has no finite codes.
std::optional<ItemKind> kind_of(const Element& element) {
  switch (element.type) {
    case Type::radiogroup:
    case Type::dropdown:
    case Type::rating:
    case Type::boolean:
    case Type::text:
    case Type::slider:
    case Type::explainer: return ItemKind::single;
    case Type::matrix: return element.word(Property::cell_type) == "checkbox" ? ItemKind::multiple : ItemKind::single;
    case Type::checkbox:
    case Type::tagbox: return ItemKind::multiple;
    case Type::imagepicker: return element.flag(Property::multi_select) ? ItemKind::multiple : ItemKind::single;
    case Type::ranking: return ItemKind::ranking;
    default: return std::nullopt;
  }
}

void add_element(std::vector<Item>& items, const Questionnaire& questionnaire, std::size_t index) {
  const Element& element = questionnaire.elements[index];
  const std::optional<ItemKind> kind = kind_of(element);
  if (!kind) return;
  Item item;
  item.name = item.question = element.name;
  item.kind = *kind;
  item.element = index;
  item.epsilon = element.extension.epsilon;
  item.compared = element.extension.compared;
  item.explains = element.type != Type::explainer && !element.extension.explainer.empty();
  item.panel = questionnaire::name_of(questionnaire.elements[questionnaire.page_of(index)].extension.panel);
  item.conditions = conditions_of(questionnaire, element);
  if (element.type == Type::matrix) {
    item.source = ItemSource::matrix_row;
    for (const Choice& column : element.columns) item.options.push_back(column.value);
    for (const Choice& row : element.rows) {
      item.row = row.value;
      item.name = element.name + "." + text_of(row.value);
      if (!item.options.empty()) items.push_back(item);
    }
    return;
  }
  if (element.type == Type::explainer) {
    item.source = ItemSource::explainer;
    item.options = {"no", "opened", "finished"};
  } else if (element.type == Type::text || element.type == Type::slider) {
    item.grid = grid_of(element);
  } else {
    item.options = options_of(questionnaire, element);
  }
  if (item.option_count() == 0 || (item.kind == ItemKind::ranking && item.option_count() > kMostRanked)) return;
  const Value& correct = element.value(Property::correct_answer);
  if (item.kind == ItemKind::single && !correct.is_nothing()) item.correct = item.option_of(correct);
  items.push_back(std::move(item));
}

/// A name that two items share would hide the second: it gets a number. `check` reports such names.
void make_unique(std::vector<Item>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string name = items[i].name;
    const auto taken = [&items, i] {
      return std::any_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(i),
                         [&items, i](const Item& before) { return before.name == items[i].name; });
    };
    for (int number = 2; taken(); ++number) items[i].name = name + "_" + std::to_string(number);
  }
}

std::vector<std::string> languages_of(const Questionnaire& questionnaire) {
  std::vector<std::string> languages;
  const auto add = [&](std::string_view locale) {
    const std::string_view written = questionnaire.word(Property::locale);
    if (locale == "default") locale = written.empty() ? "en" : written;
    const std::string language(locale.substr(0, locale.find('-')));
    const auto place = std::lower_bound(languages.begin(), languages.end(), language);
    if (place == languages.end() || *place != language) languages.insert(place, language);
  };
  const auto add_all = [&](const questionnaire::LocalizedText& text) {
    for (const questionnaire::LocalizedText::Version& version : text.versions) add(version.locale);
  };
  add("default");
  add_all(questionnaire.text(Property::title));
  for (const Element& element : questionnaire.elements) add_all(element.text(Property::title));
  return languages;
}

Object option_entry(std::uint32_t option, Value value, std::string text, std::string_view special) {
  Object entry{{"code", static_cast<double>(kFirstOption + option)}, {"value", std::move(value)}, {"text", std::move(text)}};
  if (!special.empty()) entry.set("special", special);
  return entry;
}

std::string title_of(const Element& element, std::string_view locale) {
  const std::string_view title = element.text(Property::title).in(locale);
  return std::string(title.empty() ? std::string_view(element.name) : title);
}

std::string title_of(const Choice& choice, std::string_view locale) {
  const std::string_view text = choice.text(Property::text).in(locale);
  return text.empty() ? text_of(choice.value) : std::string(text);
}

Array describe_options(const Item& item, const Questionnaire& questionnaire, const Element* element, std::string_view locale) {
  Array options;
  std::vector<Choice> choices;
  if (element && item.source == ItemSource::matrix_row) {
    choices = element->columns;
  } else if (element && item.source == ItemSource::question && !item.grid) {
    choices = questionnaire::choices_of(source_of_choices(questionnaire, *element));
  }
  for (std::uint32_t option = 0; option < item.option_count(); ++option) {
    const Value value = item.option_value(option);
    const auto choice = std::find_if(choices.begin(), choices.end(), [&value](const Choice& one) { return one.value == value; });
    std::string text = choice != choices.end() ? title_of(*choice, locale) : text_of(value);
    std::string_view special;
    if (element && element->type == Type::boolean) {
      text = element->text(option == 0 ? Property::label_true : Property::label_false).in(locale);
      special = option == 0 ? "true" : "false";
    } else if (element && choice == choices.end() && item.source == ItemSource::question && !item.grid) {
      const bool none = value == Value("none");
      text = element->text(none ? Property::none_text : Property::other_text).in(locale);
      special = none ? "none" : "other";
    }
    options.push_back(option_entry(option, value, std::move(text), special));
  }
  return options;
}

}  // namespace

Result<Codebook> make_codebook(const Questionnaire& questionnaire, std::string_view survey, std::uint8_t wave) {
  Codebook codebook;
  codebook.survey = survey;
  codebook.wave = wave;
  codebook.text_rev = static_cast<std::uint8_t>(std::min<std::uint32_t>(questionnaire.text_rev, 255));
  codebook.languages = languages_of(questionnaire);
  for (const questionnaire::Draw& draw : questionnaire.draws) {
    Item item;
    item.name = draw.name;
    item.source = ItemSource::draw;
    for (const Value& value : draw.values) {
      if (std::find(item.options.begin(), item.options.end(), value) == item.options.end()) item.options.push_back(value);
    }
    if (!item.options.empty()) codebook.items.push_back(std::move(item));
  }
  for (const questionnaire::Fact& fact : questionnaire.facts) {
    Item item;
    item.name = fact.name;
    item.source = ItemSource::fact;
    item.options = {"no", "before", "after"};
    codebook.items.push_back(std::move(item));
  }
  for (std::size_t index = 0; index < questionnaire.elements.size(); ++index) add_element(codebook.items, questionnaire, index);
  make_unique(codebook.items);
  return seal(std::move(codebook));
}

Value describe(const Codebook& codebook, const Questionnaire& questionnaire, std::string_view locale) {
  Array items;
  for (const Item& item : codebook.items) {
    const bool asked = item.source == ItemSource::question || item.source == ItemSource::matrix_row || item.source == ItemSource::explainer;
    const Element* element = asked ? &questionnaire.elements[item.element] : nullptr;
    std::string title = element ? title_of(*element, locale) : item.name;
    if (item.source == ItemSource::matrix_row) {
      for (const Choice& row : element->rows) {
        if (row.value == item.row) title += " — " + title_of(row, locale);
      }
    }
    Object entry{{"name", item.name},
                 {"question", item.question},
                 {"title", std::move(title)},
                 {"source", name_of(item.source)},
                 {"kind", name_of(item.kind)},
                 {"compared", item.compared},
                 {"panel", item.panel.empty() ? Value(Null{}) : Value(item.panel)}};
    if (item.explains) entry.set("explainer", element->extension.explainer);
    if (item.correct) entry.set("correct", static_cast<double>(kFirstOption + *item.correct));
    if (item.epsilon > 0) entry.set("epsilon", item.epsilon);
    if (item.grid && item.option_count() > kMostDescribed) {
      entry.set("options", Array{});
      entry.set("grid", Object{{"unit", name_of(item.grid->unit)},
                               {"first", item.option_value(0)},
                               {"step", item.grid->step},
                               {"count", static_cast<double>(item.grid->count)}});
    } else {
      entry.set("options", describe_options(item, questionnaire, element, locale));
    }
    items.push_back(std::move(entry));
  }
  return items;
}

}  // namespace triptych::ballot
