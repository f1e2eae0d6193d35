// SPDX-License-Identifier: MIT
// Interview: the world of an expression: SurveyValueGetterContext and the contexts of questions, items, matrices.
#include "interview/scope.h"

#include "condition/values.h"
#include "interview/types.h"

namespace triptych::interview {

using condition::Found;
using condition::Scratch;
using condition::Step;

namespace {

const Value* at_index(const Value& value, double index) {
  const Array* list = value.array();
  if (!list) return nullptr;
  if (index < 0) index += static_cast<double>(list->size());
  return index >= 0 && index < static_cast<double>(list->size()) ? &(*list)[static_cast<std::size_t>(index)] : nullptr;
}

}  // namespace

Found Scope::find(std::size_t index, std::string_view name, Scratch& scratch) const {
  if (index != condition::kUnbound && formula_) {
    const auto& binding = formula_->bindings[index];
    // The common case, without text: a name that is one question's.
    if (node_ == kNone || !session_.has_inner_names(node_)) {
      if (!item_ && !binding.is_property && !binding.may_be_variable && binding.question != kNone && binding.path.size() == 1 &&
          !binding.path[0].index) {
        return session_.question_value(binding.question);
      }
    }
    return session_.find_bound(node_, item_, binding, scratch);
  }
  return session_.find_bound(node_, item_, session_.bind(name), scratch);
}

Value Scope::display_value(std::string_view question, const Value& value) const {
  const Id id = session_.find_question(question);
  if (id == kNone) return Value();
  return session_.display_value(id, condition::is_empty(value) ? Value() : value);
}

Value Scope::property_value(std::string_view question, std::string_view property) const {
  const Id id = session_.find_question(question);
  return id == kNone ? Value() : session_.property_of_node(id, property);
}

Value Scope::comment(std::string_view question, const Value& item) const {
  const Id id = session_.find_question(question);
  if (id == kNone) return Value("");
  const Node& node = session_.node(id);
  if (!node.select) return item.is_nothing() ? Value(node.comment) : Value();
  if (!item.is_nothing()) {
    const Item* found = session_.item_by_value(node.select->shown, item);
    return found ? Value(session_.is_comment_showing(id, *found) ? session_.comment_of(id, *found) : "") : Value();
  }
  const Item other = session_.special_item(Special::other);
  const std::string words = session_.is_comment_showing(id, other) ? session_.comment_of(id, other) : "";
  return words.empty() ? Value(session_.shown_comment(id)) : Value(words);
}

Value Scope::is_container_ready(std::string_view name) const {
  for (Id id = 0; id < session_.element_count(); ++id) {
    if (!session_.node(id).is_container() || session_.node(id).element->name != name) continue;
    std::vector<Id> questions;
    session_.collect_questions(id, questions);
    for (const Id question : questions) {
      if (!session_.validate_question(question, false)) return false;
    }
    return true;
  }
  return false;
}

Value Scope::is_display_mode() const { return session_.is_display_mode(); }

// QuestionValueGetterContext.getQuestionValue
Found Session::question_value(Id id) const {
  const Node& node = nodes_[id];
  if (node.type == Type::matrix || node.type == Type::multipletext) {
    // Found in the data, where an unanswered one is missing.
    const Value& value = stored(node.slot);
    return {value.is_undefined() ? nullptr : &value};
  }
  if (is_select(node.type)) {
    const condition::Order order = node.type == Type::ranking ? condition::Order::strict : condition::Order::free;
    if (is_checkbox(node.type)) {
      if (!value_property(id).empty()) return {&node.select->rendered, order};
      return {&node.value, order};
    }
    return {&plain_value(node.value), order};
  }
  return {&node.value};
}

// Names that the question itself answers: parts of its own value, {self}, {panel.x}.
bool Session::has_inner_names(Id id) const {
  const Node& node = nodes_[id];
  return node.owner != kNone || node.value.object() || node.value.array() || node.type == Type::matrix ||
         (node.is_question() && node.parent != kNone && nodes_[node.parent].type == Type::panel);
}

Found Session::find_bound(Id own, const Item* item, const Binding& binding, Scratch& scratch) const {
  const std::vector<Step>& path = binding.path;
  const std::string& first = path.front().name;
  if (item && path.size() == 1 && !binding.is_property) {
    const std::string lower = condition::lower_case(first);
    if (lower == "item" || lower == "choice" || lower == "self") return {item->value};
  }
  if (own != kNone && nodes_[own].is_question()) {
    const Node& node = nodes_[own];
    if (binding.is_property && path.size() > 1 && first == "self") return property_found(own, path, scratch);
    if (path.size() == 1 && first == "self") return question_value(own);
    if (path.size() > 1 && first == "panel" && node.parent != kNone && nodes_[node.parent].type == Type::panel) {
      if (binding.is_property) return property_found(node.parent, path, scratch);
      std::vector<Id> questions;
      collect_questions(node.parent, questions);
      const std::string wanted = condition::lower_case(path[1].name);
      for (const Id id : questions) {
        if (nodes_[id].slot == kNone || names_[slots_[nodes_[id].slot].lower] != wanted) continue;
        Binding inner;
        inner.path.assign(path.begin() + 1, path.end());
        return inside_question(id, inner.path, 1, scratch);
      }
      return {};
    }
    if (!is_unanswered(own) && !binding.is_property && (node.value.object() || node.value.array())) {
      const Found found = condition::resolve(node.value, path, 0, scratch);
      if (found.value) return found;
    }
  }
  return find_in_survey(binding, scratch);
}

// SurveyValueGetterContext.getValue
Found Session::find_in_survey(const Binding& binding, Scratch& scratch) const {
  if (binding.builtin) return {scratch.keep(builtin_value(binding.builtin))};
  const std::vector<Step>& path = binding.path;
  if (binding.is_property && path.size() > 1) {
    if (condition::lower_case(path[0].name) == "survey") return property_found(kNone, path, scratch);
    const Id container = find_property_owner(path[0].name);
    if (container != kNone) return property_found(container, path, scratch);
  }
  if (binding.may_be_variable) {
    const Value variables(variables_);
    const Found found = condition::resolve(*scratch.keep(variables), path, 0, scratch);
    if (found.value) return found;
  }
  if (binding.question != kNone) {
    if (binding.is_property) return property_found(binding.question, path, scratch);
    const Found found = inside_question(binding.question, path, binding.consumed, scratch);
    if (found.value) return found;
  }
  if (binding.slot != kNone && slots_[binding.slot].present) return {&slots_[binding.slot].value};
  return find_in_data(path, scratch);
}

// What the path leads to after the question's name.
Found Session::inside_question(Id id, const std::vector<Step>& path, std::size_t consumed, Scratch& scratch) const {
  const Node& node = nodes_[id];
  const std::optional<double> index = path[consumed - 1].index;
  if (consumed == path.size()) {
    const Found found = question_value(id);
    if (!index || !found.value || !found.value->array()) return found;
    const Value* item = *index < 0 ? nullptr : at_index(*found.value, *index);
    return {item ? item : &kNothing, found.order};
  }
  if (node.type == Type::multipletext) {
    for (const Id item : node.children) {
      if (nodes_[item].element->name == path[consumed].name && consumed + 1 == path.size()) return question_value(item);
    }
    return {};
  }
  if (is_unanswered(id)) return {};
  const Value* value = &node.value;
  if (node.type == Type::matrix && consumed + 1 == path.size()) {
    const std::string wanted = condition::lower_case(path[consumed].name);
    for (const Choice& row : node.element->rows) {
      const std::string name = condition::text_of(row.value);
      if (condition::lower_case(name) != wanted) continue;
      const Value& cell = node.value[name];
      return {cell.is_undefined() ? scratch.keep(Null{}) : &cell};
    }
  }
  if (index && *index >= 0) {
    value = at_index(*value, *index);
    if (!value) return {};
  }
  return condition::resolve(*value, path, consumed, scratch);
}

// VariableGetterContext over all data: names without regard to case, the longest dotted one first.
Found Session::find_in_data(const std::vector<Step>& path, Scratch& scratch) const {
  std::size_t last = 0;
  while (last < path.size() && !path[last].index) ++last;
  if (last == path.size()) --last;
  for (std::size_t count = last + 1; count > 0; --count) {
    std::string joined;
    for (std::size_t i = 0; i < count; ++i) joined += (i ? "." : "") + path[i].name;
    joined = condition::lower_case(joined);
    for (const Id slot : data_order_) {
      if (!slots_[slot].present || names_[slots_[slot].lower] != joined) continue;
      const Value* value = &slots_[slot].value;
      if (path[count - 1].index) value = at_index(*value, *path[count - 1].index);
      if (!value) return {};
      return count == path.size() ? Found{value} : condition::resolve(*value, path, count, scratch);
    }
  }
  return {};
}

Value Session::builtin_value(std::uint8_t builtin) const {
  const std::vector<Id> pages = visible_pages();
  std::size_t questions = 0, right = 0;
  switch (builtin) {
    case 1:
      for (std::size_t i = 0; i < pages.size(); ++i) {
        if (pages[i] == current_page_) return i + 1;
      }
      return 0;
    case 2: return pages.size();
    case 10: return locale_.empty() ? Value("en") : Value(locale_);
    default: break;
  }
  count_quiz(questions, right);
  if (builtin == 3) return questions;
  return builtin < 7 ? right : questions - right;
}

Found Session::property_found(Id id, const std::vector<Step>& path, Scratch& scratch) const {
  Value value = property_of_node(id, path[1].name);
  if (value.is_undefined()) return {};
  const Value* kept = scratch.keep(std::move(value));
  return path.size() == 2 ? Found{kept} : condition::resolve(*kept, path, 2, scratch);
}

// Properties that expressions are known to ask for; others are undefined.
Value Session::property_of_node(Id id, std::string_view name) const {
  if (id == kNone) {
    if (name == "locale") return locale_;
    if (name == "readOnly") return read_only_;
    if (name == "state") return name_of(state());
    if (name == "currentPageNo") return Value(builtin_value(1).number_or(0) - 1);
    if (name == "visiblePageCount") return builtin_value(2);
    return Value();
  }
  const Node& node = nodes_[id];
  if (name == "isVisible") return is_visible(id);
  if (name == "containsErrors") return contains_errors(id);
  if (name == "visible") return node.visible;
  if (name == "isRequired") return node.required;
  if (name == "isReadOnly") return is_read_only(id);
  if (name == "readOnly") return node.read_only;
  if (name == "name") return node.element->name;
  if (name == "title") return words(id, node.element->text(Property::title));
  if (node.is_container()) return Value();
  if (name == "value") return node.value;
  if (name == "comment") return shown_comment(id);
  if (name == "displayValue") return display_value(id, Value());
  if (name == "isAnswered") return node.is_answered;
  if (name == "correctAnswer") return node.element->value(Property::correct_answer);
  if (name == "defaultValue") return default_of(node);
  if (name == "min") return node.element->value(Property::min);
  if (name == "max") return node.element->value(Property::max);
  if (node.select && (name == "visibleChoices" || name == "choices")) {
    Array values;
    for (const Item& item : name == "choices" ? node.select->items : node.select->shown) values.push_back(*item.value);
    return values;
  }
  return Value();
}

}  // namespace triptych::interview
