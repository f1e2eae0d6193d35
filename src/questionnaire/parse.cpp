// SPDX-License-Identifier: MIT
// Questionnaire: SurveyJS JSON to plain data, as tolerant as SurveyJS: what it ignores is ignored here, and said.
#include <cmath>
#include <limits>
#include <utility>

#include "base/limits.h"
#include "condition/values.h"
#include "json/reader.h"
#include "questionnaire/questionnaire.h"

namespace triptych::questionnaire {
namespace {

// What is neither a property of properties.def nor ignored: it has a structure of its own.
enum class Part : std::uint8_t {
  none, elements, pages, choices, rows, columns, items, validators, triggers, calculated, completed_html, extension, discriminator
};

struct PartRow {
  std::string_view name;
  Part part;
  Owners owners;
};

constexpr Owners kContainers = bit_of(Type::page) | bit_of(Type::panel);
constexpr Owners kElements = bit_of(Type::unsupported) - 1;
constexpr Owners kQuestions = kElements & ~kContainers;
constexpr Owners kWithChoices = bit_of(Type::radiogroup) | bit_of(Type::checkbox) | bit_of(Type::dropdown) | bit_of(Type::tagbox) |
                                bit_of(Type::ranking) | bit_of(Type::imagepicker);

constexpr PartRow kParts[] = {
    {"type", Part::discriminator, kElements},
    {"name", Part::discriminator, kElements | kItem},
    {"value", Part::discriminator, kChoice},
    {"elements", Part::elements, kContainers | kSurvey},
    {"questions", Part::elements, kContainers | kSurvey},
    {"pages", Part::pages, kSurvey},
    {"choices", Part::choices, kWithChoices},
    {"rateValues", Part::choices, bit_of(Type::rating)},
    {"rows", Part::rows, bit_of(Type::matrix)},
    {"columns", Part::columns, bit_of(Type::matrix)},
    {"items", Part::items, bit_of(Type::multipletext)},
    {"validators", Part::validators, kQuestions | kItem},
    {"triggers", Part::triggers, kSurvey},
    {"calculatedValues", Part::calculated, kSurvey},
    {"completedHtmlOnCondition", Part::completed_html, kSurvey},
    {"triptych", Part::extension, kElements | kSurvey},
    {"$schema", Part::discriminator, kSurvey},
};

Part part_of(std::string_view name, Owners owner) {
  for (const PartRow& row : kParts) {
    if (row.name == name && (row.owners & owner) != 0) return row.part;
  }
  return Part::none;
}

using condition::is_truthy;

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

LocalizedText localized(const Value& value) {
  LocalizedText text;
  if (const Object* versions = value.object()) {
    for (const Member& version : *versions) {
      if (const std::string* words = version.value.string()) text.versions.push_back({version.name, *words});
    }
  } else if (!value.is_nothing() && !value.array()) {
    text.versions.push_back({"default", condition::text_of(value)});
  }
  return text;
}

// A list in each language ({"default": ["a"], "fr": ["b"]}) or a plain one, as one text an item.
std::vector<LocalizedText> localized_list(const Value& value) {
  std::vector<LocalizedText> texts;
  const auto add = [&texts](std::string_view locale, const Array& items) {
    if (texts.size() < items.size()) texts.resize(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) texts[i].versions.push_back({std::string(locale), condition::text_of(items[i])});
  };
  if (const Array* items = value.array()) add("default", *items);
  if (const Object* lists = value.object()) {
    for (const Member& list : *lists) {
      if (const Array* items = list.value.array()) add(list.name, *items);
    }
  }
  return texts;
}

double number_or_none(const Value& value) {
  return condition::number_of(value).value_or(std::numeric_limits<double>::quiet_NaN());
}

Panel panel_of(std::string_view name) {
  for (const Panel panel : {Panel::confiance, Panel::participation, Panel::engagement}) {
    if (name_of(panel) == name) return panel;
  }
  return Panel::none;
}

class Parser {
 public:
  Result<Parsed> run(const Value& json) {
    const Object* root = json.object();
    if (!root) return Error{ErrorCode::questionnaire_shape, "", {}};
    Questionnaire& survey = parsed_.questionnaire;
    // "elements" beside "pages" replaces them or is replaced: the later one wins, as in SurveyJS.
    const Member* content = nullptr;
    for (const Member& member : *root) {
      const std::string pointer = json::pointer_to("", member.name);
      switch (part_of(member.name, kSurvey)) {
        case Part::elements:
        case Part::pages: content = &member; break;
        case Part::triggers: each(member.value, pointer, &Parser::read_trigger); break;
        case Part::calculated: each(member.value, pointer, &Parser::read_calculated); break;
        case Part::completed_html: each(member.value, pointer, &Parser::read_completed_html); break;
        case Part::extension: read_survey_extension(member.value, pointer); break;
        case Part::none: read_property(member, pointer, kSurvey, "survey", survey); break;
        default: break;
      }
    }
    if (content) {
      if (part_of(content->name, kSurvey) == Part::pages) {
        each(content->value, json::pointer_to("", content->name), &Parser::read_page);
      } else {
        const std::size_t page = open_element(Type::page, "page", nullptr, "");
        read_elements(content->value, json::pointer_to("", content->name), page, 0);
        survey.elements[page].end = survey.elements.size();
      }
    }
    if (refused_) return std::move(*refused_);
    return std::move(parsed_);
  }

 private:
  void note(ErrorCode code, std::string pointer, Object params, Severity severity = Severity::warning) {
    parsed_.diagnostics.push_back({severity, {code, std::move(pointer), std::move(params)}});
  }

  void refuse(ErrorCode code, const std::string& pointer, std::size_t limit, std::string_view what) {
    if (!refused_) refused_ = Error{code, pointer, {{"limit", limit}, {"what", what}}};
  }

  // Calls `read` on each item; a single object stands for a list of one.
  void each(const Value& value, const std::string& pointer, void (Parser::*read)(const Value&, const std::string&)) {
    if (const Array* items = value.array()) {
      for (std::size_t i = 0; i < items->size() && !refused_; ++i) (this->*read)((*items)[i], json::pointer_to(pointer, i));
    } else if (!value.is_nothing()) {
      (this->*read)(value, pointer);
    }
  }

  void read_property(const Member& member, const std::string& pointer, Owners owner, std::string_view owner_name, Properties& into) {
    const std::size_t found = find_property(member.name, owner);
    if (found == kPropertyCount) {
      note(ErrorCode::questionnaire_property, pointer, {{"name", member.name}, {"type", owner_name}});
      return;
    }
    const Value& value = member.value;
    if (value.is_nothing()) return;
    Property property = static_cast<Property>(found);
    PropertyKind kind = row_of(property).kind;
    // "=expression" as a value is the expression property of the same place.
    const std::string* text = value.string();
    if (kind == PropertyKind::value && text && text->size() > 1 && text->front() == '=' && owner != bit_of(Type::boolean)) {
      const Property expressions[][2] = {{Property::default_value, Property::default_value_expression},
                                         {Property::min, Property::min_value_expression},
                                         {Property::max, Property::max_value_expression}};
      for (const auto& [plain, expression] : expressions) {
        if (property != plain) continue;
        into.set(expression, Formula{text->substr(1), pointer});
        return;
      }
    }
    switch (kind) {
      case PropertyKind::flag: into.set(property, Value(is_truthy(value))); return;
      case PropertyKind::value: into.set(property, value); return;
      case PropertyKind::number: {
        const double number = number_or_none(value);
        if (std::isnan(number)) break;
        into.set(property, Value(number));
        return;
      }
      case PropertyKind::word:
        if (value.array() || value.object()) break;
        into.set(property, Value(condition::text_of(value)));
        return;
      case PropertyKind::text: {
        LocalizedText words = localized(value);
        if (words.empty() && !value.object()) break;
        std::vector<LocalizedText> one;
        one.push_back(std::move(words));
        into.set(property, std::move(one));
        return;
      }
      case PropertyKind::texts: into.set(property, localized_list(value)); return;
      case PropertyKind::formula:
        if (!text) break;
        if (!condition::trimmed(*text).empty()) into.set(property, Formula{*text, pointer});
        return;
    }
    note(ErrorCode::questionnaire_value, pointer, {{"name", member.name}});
  }

  // --- pages, panels, questions

  std::string new_name(std::string_view base) const {
    for (std::size_t number = 1;; ++number) {
      std::string name = std::string(base) + std::to_string(number);
      bool used = false;
      for (const Element& element : parsed_.questionnaire.elements) used = used || element.name == name;
      if (!used) return name;
    }
  }

  std::size_t open_element(Type type, std::string_view written, const Value* json, const std::string& pointer) {
    Questionnaire& survey = parsed_.questionnaire;
    const std::size_t index = survey.elements.size();
    if (index >= limits::kElements) refuse(ErrorCode::questionnaire_too_many, pointer, limits::kElements, "elements");
    Element element;
    element.type = type;
    element.written = written;
    element.pointer = pointer;
    if (json && !(*json)["name"].is_nothing()) element.name = condition::trimmed(condition::text_of((*json)["name"]));
    if (element.name.empty()) element.name = new_name(type == Type::page ? "page" : type == Type::panel ? "panel" : "question");
    survey.elements.push_back(std::move(element));
    if (type == Type::page) {
      if (survey.pages.size() >= limits::kPages) refuse(ErrorCode::questionnaire_too_many, pointer, limits::kPages, "pages");
      survey.pages.push_back(index);
    }
    return index;
  }

  void read_page(const Value& json, const std::string& pointer) {
    if (!json.object()) return note(ErrorCode::questionnaire_value, pointer, {{"name", "pages"}});
    const std::size_t page = open_element(Type::page, "page", &json, pointer);
    read_members(json, pointer, page, 0);
  }

  void read_elements(const Value& json, const std::string& pointer, std::size_t parent, std::size_t depth) {
    const Array* items = json.array();
    if (!items) return note(ErrorCode::questionnaire_value, pointer, {{"name", "elements"}});
    if (depth > limits::kPanelDepth) return refuse(ErrorCode::questionnaire_too_deep, pointer, limits::kPanelDepth, "panels");
    for (std::size_t i = 0; i < items->size() && !refused_; ++i) {
      const Value& item = (*items)[i];
      const std::string at = json::pointer_to(pointer, i);
      const std::string* written = item["type"].string();
      if (!written) {
        note(ErrorCode::questionnaire_value, at, {{"name", "type"}});
        continue;
      }
      Type type = type_of(lower_ascii(*written));
      if (type == Type::page) type = Type::unsupported;
      if (type == Type::unsupported) note(ErrorCode::questionnaire_type, at, {{"type", *written}});
      const std::size_t index = open_element(type, *written, &item, at);
      parsed_.questionnaire.elements[index].parent = parent;
      read_members(item, at, index, depth + 1);
    }
  }

  // Indices, not references: reading what is inside grows the list of elements.
  void read_members(const Value& json, const std::string& pointer, std::size_t index, std::size_t depth) {
    Questionnaire& survey = parsed_.questionnaire;
    const Type type = survey.elements[index].type;
    const Owners owner = bit_of(type);
    if (type != Type::unsupported) {
      const Member* content = nullptr;
      for (const Member& member : *json.object()) {
        const std::string at = json::pointer_to(pointer, member.name);
        Element& element = survey.elements[index];
        switch (part_of(member.name, owner)) {
          case Part::elements: content = &member; break;
          case Part::choices: read_choices(member.value, at, element.choices, element.written); break;
          case Part::rows: read_choices(member.value, at, element.rows, element.written); break;
          case Part::columns: read_choices(member.value, at, element.columns, element.written); break;
          case Part::items: read_items(member.value, at, element); break;
          case Part::validators: read_validators(member.value, at, element); break;
          case Part::extension: read_extension(member.value, at, element.extension); break;
          case Part::none: read_property(member, at, owner, element.written, element); break;
          default: break;
        }
      }
      if (content) read_elements(content->value, json::pointer_to(pointer, content->name), index, depth);
    }
    survey.elements[index].end = survey.elements.size();
  }

  // --- choices, rows, columns, items

  // A scalar, "value|text", or {value, text, …}; {text} alone is value and text.
  void read_choices(const Value& json, const std::string& pointer, std::vector<Choice>& into, std::string_view owner) {
    into.clear();
    const Array single{json};
    const Array* items = json.array();
    if (!items) items = &single;
    if (items->size() > limits::kChoices) return refuse(ErrorCode::questionnaire_too_many, pointer, limits::kChoices, "choices");
    for (std::size_t i = 0; i < items->size(); ++i) {
      const Value& item = (*items)[i];
      if (condition::is_empty(item)) continue;
      Choice choice;
      choice.pointer = json.array() ? json::pointer_to(pointer, i) : pointer;
      const Object* members = item.object();
      if (members && (members->find("value") || (members->size() == 1 && members->find("text")))) {
        const Value* value = members->find("value");
        choice.value = value ? *value : members->find("text")->object() ? Value(localized(item["text"]).in("")) : item["text"];
        for (const Member& member : *members) {
          const std::string at = json::pointer_to(choice.pointer, member.name);
          if (part_of(member.name, kChoice) == Part::none) read_property(member, at, kChoice, owner, choice);
        }
      } else {
        choice.value = item;
      }
      split_value(choice);
      into.push_back(std::move(choice));
    }
  }

  static void split_value(Choice& choice) {
    const std::string* text = choice.value.string();
    const std::size_t bar = text ? text->find('|') : std::string::npos;
    if (bar == std::string::npos) return;
    if (choice.text(Property::text).empty() && bar + 1 < text->size()) {
      choice.set(Property::text, std::vector<LocalizedText>{LocalizedText{{{"default", text->substr(bar + 1)}}}});
    }
    choice.value = Value(text->substr(0, bar));
  }

  void read_items(const Value& json, const std::string& pointer, Element& question) {
    const Array* items = json.array();
    if (!items) return note(ErrorCode::questionnaire_value, pointer, {{"name", "items"}});
    if (items->size() > limits::kChoices) return refuse(ErrorCode::questionnaire_too_many, pointer, limits::kChoices, "items");
    for (std::size_t i = 0; i < items->size(); ++i) {
      Element item;
      item.type = Type::text;
      item.written = "text";
      item.pointer = json::pointer_to(pointer, i);
      const Object* members = (*items)[i].object();
      item.name = condition::text_of(members ? (*items)[i]["name"] : (*items)[i]);
      for (const Member& member : members ? *members : Object()) {
        const std::string at = json::pointer_to(item.pointer, member.name);
        switch (part_of(member.name, kItem)) {
          case Part::validators: read_validators(member.value, at, item); break;
          case Part::none: read_property(member, at, kItem, question.written, item); break;
          default: break;
        }
      }
      question.items.push_back(std::move(item));
    }
  }

  // --- validators, triggers, calculated values

  // "numeric" or "numericvalidator", in any case.
  static std::string kind_of(const Value& json, std::string_view suffix) {
    std::string kind = lower_ascii(json["type"].string_or(""));
    const std::size_t at = kind.find(suffix);
    if (at != std::string::npos) kind.erase(at);
    return kind;
  }

  void read_validators(const Value& json, const std::string& pointer, Element& question) {
    const Array single{json};
    const Array& items = json.array() ? *json.array() : single;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Value& item = items[i];
      Validator validator;
      validator.pointer = json.array() ? json::pointer_to(pointer, i) : pointer;
      const std::string kind = kind_of(item, "validator");
      constexpr std::string_view kKinds[] = {"numeric", "text", "regex", "email", "answercount", "expression"};
      std::size_t number = 0;
      while (number < std::size(kKinds) && kKinds[number] != kind) ++number;
      if (number == std::size(kKinds)) {
        note(ErrorCode::questionnaire_type, validator.pointer, {{"type", kind}});
        continue;
      }
      validator.kind = static_cast<Validator::Kind>(number);
      const std::string_view severity = item["notificationType"].string_or("error");
      if (severity == "warning") validator.severity = Validator::Severity::warning;
      if (severity == "info") validator.severity = Validator::Severity::info;
      validator.text = localized(item["text"]);
      constexpr std::string_view kBounds[][2] = {{"minValue", "maxValue"}, {"minLength", "maxLength"}, {"", ""}, {"", ""},
                                                 {"minCount", "maxCount"}, {"", ""}};
      validator.least = number_or_none(item[kBounds[number][0]]);
      validator.most = number_or_none(item[kBounds[number][1]]);
      if (!item["allowDigits"].is_nothing()) validator.allow_digits = is_truthy(item["allowDigits"]);
      validator.case_insensitive = is_truthy(item["caseInsensitive"]) || is_truthy(item["insensitive"]);
      validator.regex = item["regex"].string_or("");
      validator.expression = formula(item, "expression", validator.pointer);
      question.validators.push_back(std::move(validator));
    }
  }

  static Formula formula(const Value& json, std::string_view name, const std::string& pointer) {
    return {std::string(json[name].string_or("")), json::pointer_to(pointer, name)};
  }

  // The older form, buildTriggerExpression: {name} operator value.
  static std::string older_expression(const Value& json) {
    const std::string_view name = json["name"].string_or("");
    const Value& value = json["value"];
    std::string operation = lower_ascii(json["operator"].string_or("equal"));
    constexpr std::string_view kOperators[] = {"empty",       "notempty", "equal", "notequal",       "contains",
                                               "notcontains", "greater",  "less",  "greaterorequal", "lessorequal"};
    bool known = false;
    for (const std::string_view candidate : kOperators) known = known || candidate == operation;
    if (!known) operation = "equal";
    const bool takes_value = operation != "empty" && operation != "notempty";
    const std::string* text = value.string();
    if (name.empty() || (takes_value && (condition::is_empty(value) || (text && condition::trimmed(*text).empty())))) return "";
    std::string operand = value.is_nothing() ? "undefined" : condition::text_of(value);
    const bool is_boolean_word = lower_ascii(operand) == "true" || lower_ascii(operand) == "false";
    if (is_truthy(value) && !condition::number_of(value) && !value.boolean() && !is_boolean_word) operand = "'" + operand + "'";
    return "{" + std::string(name) + "} " + operation + " " + operand;
  }

  void read_trigger(const Value& json, const std::string& pointer) {
    constexpr std::string_view kKinds[] = {"visible", "complete", "setvalue", "copyvalue", "skip", "runexpression"};
    const std::string kind = kind_of(json, "trigger");
    std::size_t number = 0;
    while (number < std::size(kKinds) && kKinds[number] != kind) ++number;
    if (number == std::size(kKinds)) return note(ErrorCode::questionnaire_type, pointer, {{"type", kind}});
    Trigger trigger;
    trigger.kind = static_cast<Trigger::Kind>(number);
    trigger.pointer = pointer;
    trigger.expression = formula(json, "expression", pointer);
    if (trigger.expression.text.empty()) trigger.expression = {older_expression(json), pointer};
    trigger.set_to = json["setToName"].string_or("");
    trigger.from = json["fromName"].string_or("");
    trigger.go_to = json["gotoName"].string_or("");
    trigger.value = json["setValue"];
    trigger.is_variable = is_truthy(json["isVariable"]);
    trigger.copy_display = is_truthy(json["copyDisplayValue"]);
    trigger.run = formula(json, "runExpression", pointer);
    for (const auto& [name, into] : {std::pair{"pages", &trigger.pages}, std::pair{"questions", &trigger.questions}}) {
      const Value& names = json[name];
      const Array single{names};
      for (const Value& item : names.array() ? *names.array() : single) {
        if (const std::string* text = item.string()) into->push_back(*text);
      }
    }
    parsed_.questionnaire.triggers.push_back(std::move(trigger));
  }

  void read_calculated(const Value& json, const std::string& pointer) {
    parsed_.questionnaire.calculated.push_back({std::string(json["name"].string_or("")), formula(json, "expression", pointer),
                                                is_truthy(json["includeIntoResult"])});
  }

  void read_completed_html(const Value& json, const std::string& pointer) {
    parsed_.questionnaire.completed_html_on_condition.push_back({formula(json, "expression", pointer), localized(json["html"])});
  }

  // --- the keys of Triptych

  void read_extension(const Value& json, const std::string& pointer, Extension& into) {
    const Object* members = json.object();
    if (!members) return note(ErrorCode::questionnaire_value, pointer, {{"name", "triptych"}});
    for (const Member& member : *members) {
      const std::string at = json::pointer_to(pointer, member.name);
      const Value& value = member.value;
      if (member.name == "compared" && value.boolean()) {
        into.compared = *value.boolean();
      } else if (member.name == "optIn" && value.boolean()) {
        into.opt_in = *value.boolean();
      } else if (member.name == "epsilon" && value.number()) {
        into.epsilon = *value.number();
      } else if (member.name == "reverseIf" && value.string()) {
        into.reverse_if = {*value.string(), at};
      } else if (member.name == "explainer" && value.string()) {
        into.explainer = *value.string();
      } else if (member.name == "form" && (value == Value("A") || value == Value("B"))) {
        into.form = *value.string();
      } else if (member.name == "panel" && panel_of(value.string_or("")) != Panel::none) {
        into.panel = panel_of(*value.string());
      } else {
        note(ErrorCode::questionnaire_value, at, {{"name", member.name}}, Severity::error);
      }
    }
  }

  void read_survey_extension(const Value& json, const std::string& pointer) {
    Questionnaire& survey = parsed_.questionnaire;
    const Object* members = json.object();
    if (!members) return note(ErrorCode::questionnaire_value, pointer, {{"name", "triptych"}});
    for (const Member& member : *members) {
      const std::string at = json::pointer_to(pointer, member.name);
      if (member.name == "text_rev" && member.value.number_or(0) >= 1 && member.value.number_or(0) <= 255) {
        survey.text_rev = static_cast<std::uint32_t>(*member.value.number());
      } else if (member.name == "draws" && member.value.array()) {
        each(member.value, at, &Parser::read_draw);
      } else if (member.name == "facts" && member.value.array()) {
        each(member.value, at, &Parser::read_fact);
      } else {
        note(ErrorCode::questionnaire_value, at, {{"name", member.name}}, Severity::error);
      }
    }
  }

  void read_draw(const Value& json, const std::string& pointer) {
    const Array* values = json["values"].array();
    if (json["name"].string_or("").empty() || !values || values->empty()) {
      return note(ErrorCode::questionnaire_value, pointer, {{"name", "draws"}}, Severity::error);
    }
    parsed_.questionnaire.draws.push_back({*json["name"].string(), *values, pointer});
  }

  void read_fact(const Value& json, const std::string& pointer) {
    if (json.string_or("").empty()) return note(ErrorCode::questionnaire_value, pointer, {{"name", "facts"}}, Severity::error);
    parsed_.questionnaire.facts.push_back({*json.string(), pointer});
  }

  Parsed parsed_;
  std::optional<Error> refused_;
};

}  // namespace

Result<Parsed> parse(const Value& json) { return Parser().run(json); }

}  // namespace triptych::questionnaire
