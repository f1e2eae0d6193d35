// SPDX-License-Identifier: MIT
// Interview: what an answer lacks: required, ranges, validators; in SurveyJS's order, since the first error moves the page.
#include <algorithm>
#include <cmath>

#include "condition/dates.h"
#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

using condition::is_empty;

namespace {

// EmailValidator
constexpr std::string_view kEmail =
    R"(^(([^<>()\[\]\.,;:\s@\"]+(\.[^<>()\[\]\.,;:\s@\"]+)*)|(\".+\"))@(([^<>()=[\]\.,;:\s@\"]+\.)+[^<>()=[\]\.,;:\s@\"]{2,})$)";

Failure failure(Failure::Kind kind, std::string_view key, Object params = {}) {
  Failure made;
  made.kind = kind;
  made.key = key;
  made.params = std::move(params);
  return made;
}

Failure with_words(Failure made, const LocalizedText& words) {
  if (!words.empty()) made.words = &words;
  return made;
}

}  // namespace

bool Session::has_errors(Id id) const {
  if (is_display(nodes_[id].type)) return false;
  if (!nodes_[id].errors.empty()) return true;
  if (nodes_[id].type == Type::multipletext) {
    for (const Id item : nodes_[id].children) {
      if (!nodes_[item].errors.empty()) return true;
    }
  }
  return false;
}

// containsErrors
bool Session::contains_errors(Id id) const {
  if (!nodes_[id].is_container()) return has_errors(id);
  bool contains = !nodes_[id].errors.empty();
  for (const Id child : nodes_[id].children) contains = contains || contains_errors(child);
  return contains;
}

void Session::clear_errors(Id id) {
  if (!has_errors(id)) return;
  touch(id);
  nodes_[id].errors.clear();
  for (const Id item : nodes_[id].children) nodes_[item].errors.clear();
  tell_watchers(id, Aspect::errors);
}

// --- one question

// Question.validate
bool Session::validate_question(Id id, bool tell, bool focuses, bool on_changed, bool on_changing) {
  if (on_changed && nodes_[id].parent != kNone) validate_container_only(nodes_[id].parent);
  Validation context;
  context.tell = tell;
  context.focus = focuses;
  context.on_changed = on_changed;
  context.on_changing = on_changing;
  validate_node(id, context);
  return context.result;
}

// Question.validateElementCore
bool Session::validate_node(Id id, Validation& context) {
  Node& node = nodes_[id];
  if (is_display(node.type)) return true;
  if (is_select(node.type) && !context.on_changed && clear_if_invisible(id) != "none") clear_incorrect(id);
  bool is_valid = true;
  if (node.type == Type::multipletext) {
    for (const Id item : node.children) {
      if (!context.on_changed || !is_unanswered(item)) is_valid = validate_node(item, context) && is_valid;
    }
  }
  std::vector<Failure> errors = check_for_errors(id, context);
  if (context.tell) {
    const bool differs = !errors.empty() || !node.errors.empty();
    node.errors = errors;
    if (differs) {
      touch(node.owner != kNone ? node.owner : id);
      tell_watchers(id, Aspect::errors);
    }
  }
  set_error_element(id, errors, context);
  return errors.empty() && is_valid;
}

void Session::set_error_element(Id id, const std::vector<Failure>& errors, Validation& context) {
  bool is_error = false;
  for (const Failure& error : errors) is_error = is_error || error.severity == Validator::Severity::error;
  if (!is_error) return;
  ++context.errors;
  context.result = false;
  if (nodes_[id].is_container() || context.has_first) return;
  context.has_first = true;
  if (context.focus) focus(id);
  else if (context.change_page) go_to_page(page_of(id));
}

std::vector<Failure> Session::check_for_errors(Id id, Validation& context) {
  std::vector<Failure> errors;
  Node& node = nodes_[id];
  if (!(node.owner != kNone ? true : is_visible(id)) || (is_read_only(id) && node.type != Type::expression)) return errors;
  check_base(id, errors, context);
  if (!errors.empty()) return errors;
  for (std::size_t i = 0; i < node.element->validators.size(); ++i) {
    if (std::optional<Failure> error = check_validator(id, i)) errors.push_back(std::move(*error));
  }
  return errors;
}

// onCheckForErrors
void Session::check_base(Id id, std::vector<Failure>& errors, const Validation& context) {
  Node& node = nodes_[id];
  const Element& element = *node.element;
  const bool was_answered = node.was_answered.value_or(false);
  if ((!context.on_changed || was_answered) && node.required && is_unanswered(id) && node.type != Type::expression) {
    errors.push_back(with_words(failure(Failure::Kind::required, "question.error_required"), element.text(Property::required_error)));
  }
  if (is_select(node.type)) {
    if (has_empty_comments(id) && (!context.on_changed || !node.select->previous_other.empty())) {
      errors.push_back(with_words(failure(Failure::Kind::other_empty, "question.error_other_empty"), element.text(Property::other_error)));
    }
    const double least = element.number(Property::min_selected);
    if (is_checkbox(node.type) && !context.on_changed && least >= 1) {
      const Array* list = node.value.array();
      const std::size_t count = list ? list->size() : 0;
      bool is_alone = false;
      for (const Item& item : node.select->shown) is_alone = is_alone || (count == 1 && is_exclusive(item) && is_item_selected(id, item));
      if (!is_alone && static_cast<double>(count) < least) {
        errors.push_back(failure(Failure::Kind::custom, "question.error_select_least", {{"count", least}}));
      }
    }
  }
  if (node.type == Type::matrix && (!context.on_changed || has_errors(id))) {
    bool missing = false, repeated = false;
    check_rows(id, context.tell, missing, repeated);
    if (missing) errors.push_back(failure(Failure::Kind::rows_required, "question.error_rows_required"));
    if (repeated) errors.push_back(failure(Failure::Kind::rows_unique, "question.error_rows_unique"));
  }
  if (node.type == Type::text) check_text(id, errors, context);
}

void Session::check_text(Id id, std::vector<Failure>& errors, const Validation& context) {
  const Node& node = nodes_[id];
  const Element& element = *node.element;
  if (context.on_changed && uses_typing(id)) return;
  const auto bound = [](const Value& value) { return Object{{"bound", value}}; };
  if (is_less_than_minimum(id)) {
    errors.push_back(with_words(failure(Failure::Kind::custom, "question.error_least", bound(node.least)), element.text(Property::min_error)));
  }
  if (is_more_than_maximum(id)) {
    errors.push_back(with_words(failure(Failure::Kind::custom, "question.error_most", bound(node.most)), element.text(Property::max_error)));
  }
  if (is_off_step(id)) {
    errors.push_back(with_words(failure(Failure::Kind::custom, "question.error_step", bound(element.value(Property::step))),
                                element.text(Property::step_error)));
  }
  if (element.word(Property::input_type) != "email") return;
  for (const Validator& validator : element.validators) {
    if (validator.kind == Validator::Kind::email) return;
  }
  if (is_truthy(node.value) && host_.match(kEmail, "i", condition::text_of(node.value)) != Match::yes) {
    errors.push_back(failure(Failure::Kind::custom, "question.error_email"));
  }
}

// The validators of SurveyJS; nothing if the answer passes.
std::optional<Failure> Session::check_validator(Id id, std::size_t index) const {
  const Node& node = nodes_[id];
  const Validator& validator = node.element->validators[index];
  const Value value = is_select(node.type) ? validated_value(id, node.value) : node.value;
  const auto fails = [&](std::string_view key, Object params = {}, Failure::Kind kind = Failure::Kind::custom) {
    Failure made = with_words(failure(kind, key, std::move(params)), validator.text);
    made.severity = validator.severity;
    return made;
  };
  const std::string* text = value.string();
  const bool is_nothing = text ? condition::trimmed(*text).empty() : is_empty(value);
  const bool has_least = !std::isnan(validator.least), has_most = !std::isnan(validator.most);
  switch (validator.kind) {
    case Validator::Kind::numeric: {
      if (is_nothing) break;
      const std::optional<double> number = condition::number_of(value);
      if (!number) return fails("question.error_number", {}, Failure::Kind::numeric);
      if ((has_least && *number < validator.least) || (has_most && *number > validator.most)) {
        if (has_least && has_most) return fails("question.error_number_between", {{"least", validator.least}, {"most", validator.most}});
        return has_least ? fails("question.error_least", {{"bound", validator.least}}) : fails("question.error_most", {{"bound", validator.most}});
      }
      break;
    }
    case Validator::Kind::text: {
      if (is_nothing) break;
      const std::string words = condition::text_of(value);
      if (!validator.allow_digits && !words.empty() && words.back() >= '0' && words.back() <= '9') return fails("question.error_no_digits");
      // A number has no length, and undefined is neither less nor more.
      if (!text && !value.array()) break;
      const double length = static_cast<double>(text ? condition::utf16_length(*text) : value.array()->size());
      const bool limits_least = has_least && validator.least > 0, limits_most = has_most && validator.most > 0;
      if ((limits_least && length < validator.least) || (limits_most && length > validator.most)) {
        if (limits_least && limits_most) return fails("question.error_length_between", {{"least", validator.least}, {"most", validator.most}});
        return limits_least ? fails("question.error_length_least", {{"count", validator.least}}) : fails("question.error_length_most", {{"count", validator.most}});
      }
      break;
    }
    case Validator::Kind::answer_count: {
      const Array* list = value.array();
      if (!list || list->empty()) break;
      const double count = static_cast<double>(list->size());
      if (has_least && validator.least != 0 && count < validator.least) return fails("question.error_select_least", {{"count", validator.least}});
      if (has_most && validator.most != 0 && count > validator.most) return fails("question.error_select_most", {{"count", validator.most}});
      break;
    }
    case Validator::Kind::regex: {
      if (validator.regex.empty() || is_nothing) break;
      const std::string_view flags = validator.case_insensitive ? "i" : "";
      // A pattern that cannot be read refuses nothing: the organizer is told by check.
      if (const Array* list = value.array()) {
        for (const Value& item : *list) {
          if (host_.match(validator.regex, flags, condition::text_of(item)) == Match::no) return fails("question.error_pattern");
        }
      }
      if (host_.match(validator.regex, flags, condition::text_of(value)) == Match::no) return fails("question.error_pattern");
      break;
    }
    case Validator::Kind::email:
      if (is_truthy(value) && host_.match(kEmail, "i", condition::text_of(value)) != Match::yes) return fails("question.error_email");
      break;
    case Validator::Kind::expression: {
      const Id formula = node.validator_formulas[index];
      if (formula != kNone && !holds(formula)) return fails("question.error_expression");
      break;
    }
  }
  return std::nullopt;
}

// --- bounds of a text question

// setRenderedMinMax
void Session::update_bounds(Id id) {
  Node& node = nodes_[id];
  const auto bound = [&](Property expression, Property plain) {
    const Id formula = formula_of(node, expression);
    if (formula != kNone && formulas_[formula].is_valid) return evaluate(formula);
    return bound_written(id, plain);
  };
  const auto last_date = [&](Value value) { return is_truthy(value) || !is_date_input(id) ? std::move(value) : Value("2999-12-31"); };
  Value least = from_function(id, bound(Property::min_value_expression, Property::min));
  Value most = from_function(id, last_date(bound(Property::max_value_expression, Property::max)));
  if (!(least == node.least) || !(most == node.most)) touch(node.owner != kNone ? node.owner : id);
  node.least = std::move(least);
  node.most = std::move(most);
}

// clearIrrelevantMinMaxOnLoading: bounds that the type of input cannot have are dropped.
Value Session::bound_written(Id id, Property property) const {
  const Node& node = nodes_[id];
  const std::string_view input = node.element->word(Property::input_type);
  const bool is_numeric = input == "number" || input == "range";
  const Value& value = node.element->value(property);
  if (!has_bounds(id)) {
    constexpr std::string_view kUnbounded[] = {"", "text", "color", "email", "password", "tel", "url"};
    // A type of input that does not exist keeps its bounds.
    return std::find(std::begin(kUnbounded), std::end(kUnbounded), input) != std::end(kUnbounded) ? Value() : value;
  }
  return !is_empty(value) && condition::number_of(value).has_value() != is_numeric ? Value() : value;
}

bool Session::has_bounds(Id id) const {
  if (nodes_[id].type != Type::text) return false;
  constexpr std::string_view kInputs[] = {"number", "range", "date", "datetime", "datetime-local", "datetime_local", "month", "time", "week"};
  for (const std::string_view input : kInputs) {
    if (nodes_[id].element->word(Property::input_type) == input) return true;
  }
  return false;
}

// The order of two answers: dates by time, numbers by value, else text (JavaScript's <).
std::optional<int> Session::compared(Id id, const Value& a, const Value& b) const {
  const auto number = [&](const Value& value) {
    if (is_date_input(id)) {
      if (const Date* date = value.date()) return date->milliseconds;
      return condition::create_date(condition::text_of(value), host_.now().utc_offset_minutes);
    }
    const double* plain = value.number();
    return plain ? *plain : condition::number_of(value).value_or(std::nan(""));
  };
  if (!is_date_input(id) && a.string() && b.string()) return a.string()->compare(*b.string());
  const double x = number(a), y = number(b);
  if (std::isnan(x) || std::isnan(y)) return std::nullopt;
  return x < y ? -1 : x > y ? 1 : 0;
}

bool Session::is_less_than_minimum(Id id) const {
  const Node& node = nodes_[id];
  if (is_empty(node.least) || is_unanswered(id)) return false;
  const std::optional<int> order = compared(id, node.value, node.least);
  return order && *order < 0;
}

bool Session::is_more_than_maximum(Id id) const {
  const Node& node = nodes_[id];
  if (is_empty(node.most) || is_unanswered(id)) return false;
  const std::optional<int> order = compared(id, node.value, node.most);
  return order && *order > 0;
}

// isStepNumberIncorrect
bool Session::is_off_step(Id id) const {
  const Node& node = nodes_[id];
  if (node.element->word(Property::input_type) != "number" || is_unanswered(id)) return false;
  const std::optional<double> value = condition::number_of(node.value);
  const std::optional<double> step = condition::number_of(node.element->value(Property::step));
  if (!value || !step) return false;
  double power = 1;
  while ((std::round(*step * power) / power != *step || std::round(*value * power) / power != *value) && power < 1e6) power *= 10;
  const double whole = std::round(*step * power);
  return whole > 0 && std::fmod(std::round(*value * power), whole) != 0;
}

// canSetValueToSurvey: a number out of range stays in the question.
bool Session::may_set_survey_value(Id id) {
  if (!has_bounds(id)) return true;
  const bool is_valid = !is_less_than_minimum(id) && !is_more_than_maximum(id);
  if ((!is_valid || !nodes_[id].errors.empty()) && validates_on_change()) validate_question(id, true);
  return is_valid;
}

// --- panels and pages

void Session::validate_element(Id id, Validation& context) {
  if (nodes_[id].is_container()) {
    validate_container(id, context);
  } else {
    validate_node(id, context);
  }
}

// PanelModelBase.validateCore
void Session::validate_container(Id id, Validation& context) {
  const Id single = single_element();
  std::vector<Id> elements = nodes_[id].children;
  bool is_single = false;
  if (single != kNone && nodes_[single].is_question()) {
    std::vector<Id> questions;
    collect_questions(id, questions);
    for (const Id question : questions) is_single = is_single || question == single;
    if (is_single) elements = {single};
  }
  for (const Id element : elements) {
    if (is_visible(element)) validate_element(element, context);
  }
  if (!is_single) validate_in_container(id, context);
}

void Session::validate_container_only(Id id) {
  for (; id != kNone; id = parent_of(id)) {
    Validation context;
    validate_in_container(id, context);
  }
}

// validateInPanels
void Session::validate_in_container(Id id, Validation& context) {
  Node& node = nodes_[id];
  if (is_read_only(id)) return;
  std::vector<Failure> errors;
  if (node.required) {
    std::vector<Id> questions;
    collect_visible(id, questions);
    bool has_answer = questions.empty();
    for (const Id question : questions) has_answer = has_answer || !is_unanswered(question);
    if (!has_answer) {
      errors.push_back(with_words(failure(Failure::Kind::require_one, "question.error_require_one"), node.element->text(Property::required_error)));
      set_error_element(questions.front(), errors, context);
    }
  }
  set_error_element(id, errors, context);
  if (!context.tell) return;
  if (!errors.empty() || !node.errors.empty()) touch(id);
  node.errors = std::move(errors);
}

bool Session::validate_page(Id page, bool focuses) {
  if (page == kNone) return true;
  Validation context;
  context.focus = focuses;
  validate_container(page, context);
  return context.result;
}

bool Session::validate_all(bool tell, bool focuses, bool change_page) {
  Validation context;
  context.tell = tell;
  context.focus = focuses;
  context.change_page = change_page;
  for (const Id page : visible_pages()) validate_container(page, context);
  return context.result;
}

bool Session::validate(bool tell, bool focuses) { return validate_all(tell, focuses, false); }
bool Session::validate_current_page() { return validate_page(active_page(), false); }

}  // namespace triptych::interview
