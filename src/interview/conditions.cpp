// SPDX-License-Identifier: MIT
// Interview: when conditions run, and what follows from them. An answer visits only the nodes that read it, in SurveyJS's order.
#include <algorithm>

#include "interview/default_expression.h"
#include "interview/scope.h"
#include "interview/types.h"

namespace triptych::interview {

namespace {
constexpr int kMostRuns = 10;  // settings.maxConditionRunCountOnValueChanged
}

Value Session::evaluate(Id formula, const Item* item) const {
  const Compiled& compiled = formulas_[formula];
  if (!compiled.is_valid) return Null{};
  compiled.was_run = true;
  const Scope scope(const_cast<Session&>(*this), compiled.node, item, &compiled);
  Result<Value> value = condition::evaluate(compiled.expression, scope, host_);
  return value.ok() ? std::move(value).value() : Value(Null{});
}

bool Session::holds(Id formula, const Item* item) const {
  const Compiled& compiled = formulas_[formula];
  if (!compiled.is_valid) return false;
  compiled.was_run = true;
  const Scope scope(const_cast<Session&>(*this), compiled.node, item, &compiled);
  return condition::is_true(compiled.expression, scope, host_);
}

bool Session::evaluates_to_true(std::string_view text) const {
  const Result<condition::Expression> expression = condition::parse(text);
  if (!expression.ok()) return false;
  const Scope scope(const_cast<Session&>(*this), kNone, nullptr, nullptr);
  return condition::is_true(expression.value(), scope, host_);
}

// --- what is to run

void Session::add_key(Id slot, const Value& value) {
  if (!keys_) keys_ = std::make_shared<std::vector<KeyChange>>();
  for (KeyChange& key : *keys_) {
    if (key.name != slot) continue;
    key.fresh = value;
    return;
  }
  keys_->push_back({slot, value, Value(), false});
}

void Session::mark_node(Id id) {
  const Id order = nodes_[nodes_[id].owner != kNone ? nodes_[id].owner : id].order;
  due_[order / 64] |= std::uint64_t{1} << (order % 64);
}

void Session::mark(Id slot, const Value& value) {
  for (const Dependent& dependent : slots_[slot].dependents) {
    if (dependent.is_prefix && value.is_nothing()) continue;
    Compiled& compiled = formulas_[dependent.formula];
    if (!compiled.is_dirty) {
      compiled.is_dirty = true;
      dirty_.push_back(dependent.formula);
    }
    if (compiled.node != kNone) mark_node(compiled.node);
  }
  // What a question enables or offers depends on its own value.
  for (const Id id : slots_[slot].questions) {
    if (nodes_[id].select) mark_node(id);
  }
}

bool Session::due(Id formula) const {
  return formula != kNone && (runs_all_ || formulas_[formula].is_dirty || formulas_[formula].always);
}

// runConditionOnValuesChanged
void Session::conditions_on_change(const std::vector<KeyChange>& changes, Id name) {
  for (const KeyChange& change : changes) {
    add_key(change.name, change.fresh);
    mark(change.name, change.fresh);
  }
  if (is_running_) {
    value_changed_while_running_ = true;
    return;
  }
  is_running_on_change_ = true;
  run_conditions();
  is_running_on_change_ = false;
  if (!resetting_.empty()) run_question_triggers(name, changes.front().fresh);
  keys_ = nullptr;
}

void Session::forget_changes() {
  for (const Id formula : dirty_) formulas_[formula].is_dirty = false;
  dirty_.clear();
  std::fill(due_.begin(), due_.end(), 0);
}

// runConditions
void Session::run_conditions() {
  if (completed_ || loading_ == Loading::processing) return forget_changes();
  if (is_running_) return;
  for (;;) {
    is_running_ = true;
    runs_all_ = !is_running_on_change_;
    if (!runs_all_) {
      for (const KeyChange& key : *keys_) mark(key.name, key.fresh);
    }
    run_pass();
    is_running_ = false;
    if (!value_changed_while_running_ || runs_ >= kMostRuns) break;
    value_changed_while_running_ = false;
    ++runs_;
  }
  value_changed_while_running_ = false;
  runs_ = 0;
  runs_all_ = false;
  forget_changes();
  if (tell_after_conditions_) {
    tell_after_conditions_ = false;
    tell_elements(kNone, kNone);
  }
  if (!is_running_on_change_) keys_ = nullptr;
}

// runConditionsCore
void Session::run_pass() {
  std::fill(calculated_done_.begin(), calculated_done_.end(), 0);
  for (std::size_t i = 0; i < calculated_.size(); ++i) calculate(i);
  if (runs_all_) {
    for (running_order_ = 0; running_order_ < by_order_.size(); ++running_order_) run_node(by_order_[running_order_]);
  } else {
    for (const Id id : always_) mark_node(id);
    for (std::size_t word = 0; word < due_.size(); ++word) {
      std::uint64_t from = ~std::uint64_t{0};
      // What runs may make later ones due, in this word too.
      while (const std::uint64_t left = due_[word] & from) {
        const int bit = __builtin_ctzll(left);
        from = bit == 63 ? 0 : ~std::uint64_t{0} << (bit + 1);
        running_order_ = static_cast<Id>(word * 64 + static_cast<std::size_t>(bit));
        run_node(by_order_[running_order_]);
      }
    }
  }
  running_order_ = kNone;
}

// CalculatedValue.doCalculation: those that it reads first.
void Session::calculate(std::size_t index) {
  if (calculated_done_[index]) return;
  const Id formula = calculated_[index];
  const auto& calculated = questionnaire_.calculated[index];
  if (formula != kNone && !calculated_running_[index] && !calculated.name.empty()) {
    calculated_running_[index] = 1;
    for (const auto& mention : formulas_[formula].expression.names()) {
      for (std::size_t other = 0; other < calculated_.size(); ++other) {
        if (other != index && questionnaire_.calculated[other].name == mention.name) calculate(other);
      }
    }
    if (formulas_[formula].is_valid && due(formula)) {
      Value value = evaluate(formula);
      const Value* known = variables_.find(condition::lower_case(calculated.name));
      if (!matches(value, known ? *known : Value())) set_variable(calculated.name, std::move(value));
    }
    calculated_running_[index] = 0;
  }
  calculated_done_[index] = 1;
}

// --- one element: runCondition

void Session::run_own(Id id) {
  Node& node = nodes_[id];
  const auto run = [&](Property property, auto&& then) {
    const Id formula = formula_of(node, property);
    if (!due(formula) || formulas_[formula].is_running || !formulas_[formula].is_valid) {
      // What cannot be read is never true.
      return;
    }
    formulas_[formula].is_running = true;
    Value value = evaluate(formula);
    then(value);
    formulas_[formula].is_running = false;
  };
  run(Property::visible_if, [&](const Value& value) { set_visible(id, value == Value(true)); });
  run(Property::enable_if, [&](const Value& value) { set_read_only(id, value == Value(false)); });
  run(Property::required_if, [&](const Value& value) { set_required(id, value == Value(true)); });
  if (node.type == Type::expression && !is_read_only(id)) {
    run(Property::expression, [&](const Value& value) { set_question(id, rounded(node, value)); });
  }
}

// onDependencyValueChanged: who reads a property of that node runs again.
Session::Aspect Session::aspect_of(std::string_view property) {
  if (property == "isVisible" || property == "visible") return Aspect::visible;
  if (property == "isReadOnly" || property == "readOnly") return Aspect::enabled;
  if (property == "isRequired") return Aspect::required;
  return property == "containsErrors" ? Aspect::errors : Aspect::value;
}

void Session::tell_watchers(Id id, Aspect aspect) {
  if (completed_) return;
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    if (watches_[i].node != id || (id != kNone && watches_[i].aspect != aspect) || loading_ == Loading::processing) continue;
    const Id formula = watches_[i].formula;
    if (!formulas_[formula].was_run) continue;
    const Id reader = formulas_[formula].node;
    if (reader != kNone) {
      run_own(reader);
      if (nodes_[reader].select) run_items(reader);
      touch(reader);
    }
    for (std::size_t index = 0; index < calculated_.size(); ++index) {
      if (calculated_[index] != formula) continue;
      calculated_done_[index] = 0;
      calculate(index);
    }
  }
}

void Session::run_node(Id id) {
  Node& node = nodes_[id];
  if (node.type == Type::unsupported) return;
  run_own(id);
  if (node.is_container()) {
    const Id order = running_order_;
    running_order_ = kNone;  // its own run is over: what holds it may hear of it
    on_child_visibility(id);
    running_order_ = order;
    return;
  }
  if (node.type == Type::text) run_bounds(id);
  if (has_items(node.type)) run_items(id);
  if (node.grid) run_grid(id);
  for (const Id item : node.children) {
    run_bounds(item);
    run_default(item);
  }
  run_default(id);
}

void Session::run_default(Id id) {
  if (formula_of(nodes_[id], Property::default_value_expression) == kNone || nodes_[id].changed_directly) return;
  if (!clears_when_hidden(id) || is_shown(id)) run_default_expression(id);
}

void Session::run_bounds(Id id) {
  if (due(formula_of(nodes_[id], Property::min_value_expression)) || due(formula_of(nodes_[id], Property::max_value_expression))) {
    update_bounds(id);
  }
}

// --- visible, enabled, required

bool Session::hides_empty() const {
  if (!showing_preview_ || preview_setting() != Preview::answered) return false;
  const std::vector<Id> questions = visible_questions();
  return std::any_of(questions.begin(), questions.end(), [this](Id id) { return !is_unanswered(id); });
}

bool Session::is_visible(Id id) const {
  const Node& node = nodes_[id];
  if (node.is_container()) return container_is_visible(id);
  if (showing_preview_ && is_unanswered(id) && hides_empty()) return false;
  return is_offered(id);
}

// isVisibleCore
bool Session::is_offered(Id id) const {
  const Node& node = nodes_[id];
  if (!node.visible || node.omitted || node.type == Type::unsupported) return false;
  if (node.is_container()) {
    return std::any_of(node.children.begin(), node.children.end(), [this](Id child) { return is_offered(child); });
  }
  if (is_select(node.type) && node.element->flag(Property::hide_if_choices_empty)) {
    std::vector<Item> carried;
    return carry_source(id) != kNone ? !node.select->shown.empty() : !filtered_items(id, carried).empty();
  }
  if (node.grid && node.element->flag(Property::hide_if_rows_empty)) {
    return std::find(node.grid->row_visible.begin(), node.grid->row_visible.end(), 1) != node.grid->row_visible.end();
  }
  return true;
}

bool Session::container_is_visible(Id id) const {
  const Node& node = nodes_[id];
  if (!node.visible || node.omitted) return false;
  for (const Id child : node.children) {
    if (is_visible(child)) return true;
  }
  return false;
}

bool Session::is_shown(Id id) const {
  if (nodes_[id].owner != kNone) id = nodes_[id].owner;
  for (; id != kNone; id = parent_of(id)) {
    if (!is_visible(id)) return false;
  }
  return true;
}

bool Session::is_asked(Id id) const {
  for (; id != kNone; id = nodes_[id].parent) {
    if (!is_offered(id)) return false;
  }
  return true;
}

bool Session::is_enabled(Id id) const {
  for (; id != kNone; id = nodes_[id].parent) {
    if (nodes_[id].read_only) return false;
  }
  return true;
}

bool Session::is_read_only(Id id) const {
  if (is_display_mode()) return true;
  if (nodes_[id].owner != kNone) id = nodes_[id].owner;
  for (; id != kNone; id = parent_of(id)) {
    if (nodes_[id].read_only) return true;
  }
  return false;
}

// Question.visible, PanelModelBase.visible
void Session::set_visible(Id id, bool visible) {
  Node& node = nodes_[id];
  if (node.visible == visible) return;
  node.visible = visible;
  touch(id);
  if (node.is_container()) {
    on_container_visible_changed(id);
    if (node.parent != kNone) on_child_visibility(node.parent);
    return;
  }
  if (node.parent != kNone) on_child_visibility(node.parent);
  update_told(id);
  if (!is_visible(id)) clear_errors(id);
  tell_visibility(id);
  tell_watchers(id, Aspect::visible);
}

// updateIsVisibleProp
void Session::update_told(Id id) {
  Node& node = nodes_[id];
  const Node::Told now = is_visible(id) ? Node::Told::yes : Node::Told::no;
  if (node.told == now) return;
  node.told = now;
  touch(id);
  if (node.parent != kNone) on_child_visibility(node.parent);
  tell_watchers(id, Aspect::visible);
}

// Question.onVisibleChanged
void Session::on_question_visible_changed(Id id) {
  const Node::Told before = nodes_[id].told;
  update_told(id);
  if (!is_visible(id)) clear_errors(id);
  if (before != Node::Told::unknown && before != nodes_[id].told) tell_visibility(id);
}

// notifySurveyVisibilityChanged
void Session::tell_visibility(Id id) {
  if (!may_change_values()) return;
  if (!is_visible(id)) single_on_visibility_changed();
  const bool clears = clears_when_hidden(id);
  if (!nodes_[id].visible && clears) clear_if_invisible(id, Hiding::hidden);
  if (clears && is_shown(id)) update_with_defaults(id);
}

// PanelModelBase.onVisibleChanged
void Session::on_container_visible_changed(Id id) {
  Node& node = nodes_[id];
  const Node::Told before = node.told;
  const bool now = is_visible(id);
  node.told = now ? Node::Told::yes : Node::Told::no;
  touch(id);
  if (before != node.told && parent_of(id) != kNone) on_child_visibility(parent_of(id));
  if (before != node.told) tell_watchers(id, Aspect::visible);
  if (may_change_values()) {
    std::vector<Id> questions;
    collect_questions(id, questions);
    for (const Id question : questions) {
      if (nodes_[question].slot == kNone) continue;
      if (!now) {
        clear_if_invisible(question, Hiding::container);
      } else {
        update_with_defaults(question);
      }
    }
  }
  if (node.type == Type::page) {
    page_visibility_changed(id, now);
  } else if (!now) {
    single_on_visibility_changed();
  }
}

// A container whose conditions are running hears of what is inside when they are done.
bool Session::is_container_running(Id id) const {
  return running_order_ != kNone && nodes_[id].first_order <= running_order_ && running_order_ <= nodes_[id].order && id != container_;
}

// onElementVisibilityChanged, childVisibilityChanged
void Session::on_child_visibility(Id container) {
  if (is_container_running(container)) {
    mark_node(container);
  } else if (container_is_visible(container) != (nodes_[container].told != Node::Told::no)) {
    on_container_visible_changed(container);
  }
  if (parent_of(container) != kNone) on_child_visibility(parent_of(container));
}

void Session::set_read_only(Id id, bool read_only) {
  Node& node = nodes_[id];
  if (node.read_only == read_only) return;
  node.read_only = read_only;
  touch(id);
  std::vector<Id> questions{id};
  if (node.is_container()) collect_questions(id, questions);
  for (const Id question : questions) {
    if (nodes_[question].is_question() && is_read_only(question)) clear_errors(question);
  }
  tell_watchers(id, Aspect::enabled);
}

void Session::set_required(Id id, bool required) {
  Node& node = nodes_[id];
  if (node.required == required) return;
  node.required = required;
  touch(id);
  tell_watchers(id, Aspect::required);
  if (required || node.errors.empty()) return;
  if (node.is_container()) {
    validate_container_only(id);
  } else {
    validate_question(id, true);
  }
}

// --- ValueGetter.isAnyKeyChanged, for triggers, whose changes know the old value

bool Session::key_changed(const std::vector<KeyChange>& keys, std::string_view name) const {
  if (name.empty()) return false;
  if (name[0] == '$') return true;
  const auto find = [&](std::string_view wanted) -> const KeyChange* {
    const std::string lower = condition::lower_case(wanted);
    for (const KeyChange& key : keys) {
      if (names_[key.name] == wanted || names_[key.name] == lower) return &key;
    }
    return nullptr;
  };
  if (find(name)) return true;
  const std::vector<condition::Step> path = condition::path_of(name);
  constexpr std::string_view kUnwrapped = "-unwrapped";
  const std::string& first = path.front().name;
  if (first.ends_with(kUnwrapped) && find(std::string_view(first).substr(0, first.size() - kUnwrapped.size()))) return true;
  std::string prefix;
  for (const condition::Step& step : path) {
    if (!prefix.empty()) prefix += '.';
    prefix += step.name;
    const KeyChange* key = find(prefix);
    if (!key) continue;
    if (!key->has_old) return !key->fresh.is_nothing();
    condition::Scratch scratch;
    const auto inside = [&](const Value& value) {
      const Object holder{{names_[key->name], value}};
      const condition::Found found = condition::resolve(*scratch.keep(holder), path, 0, scratch);
      return found.value ? *found.value : Value();
    };
    using namespace condition;
    return !equals(inside(key->old), inside(key->fresh), {Order::strict, LetterCase::ignored, Spaces::kept});
  }
  return false;
}

bool Session::any_key_changed(const std::vector<KeyChange>& keys, const Compiled& formula, std::string_view extra) const {
  for (const auto& mention : formula.expression.names()) {
    if (key_changed(keys, mention.name)) return true;
  }
  return key_changed(keys, extra);
}

}  // namespace triptych::interview
