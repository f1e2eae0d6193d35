// SPDX-License-Identifier: MIT
// Interview: values that nobody typed: defaults, and what is cleared because it is no longer asked.
#include <algorithm>

#include "interview/default_expression.h"
#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

using condition::is_empty;

// An item of a multipletext has none: the default of the whole is set as a whole.
const Value& Session::default_of(const Node& node) const {
  return node.owner == kNone ? node.element->value(Property::default_value) : kNothing;
}

bool Session::is_default_empty(Id id) const {
  return formula_of(nodes_[id], Property::default_value_expression) == kNone && is_value_empty(id, default_of(nodes_[id]));
}

// updateValueWithDefaults
void Session::update_with_defaults(Id id) {
  if (loading_json_ || is_default_empty(id) || !is_unanswered(id)) return;
  if (clears_when_hidden(id) && !is_visible(id)) return;
  set_default(id);
}

void Session::update_with_defaults_or_clear(Id id) {
  if (is_default_empty(id)) {
    clear_question(id);
  } else {
    set_default(id);
  }
}

// setDefaultValue
void Session::set_default(Id id) {
  const Node& node = nodes_[id];
  if (node.type == Type::boolean) {
    const Value& written = node.element->value(Property::default_value);
    const Value value = written.boolean() ? Value(*written.boolean() ? "true" : "false") : written;
    const auto is_set = [&](const char* word, const Value& own) {
      return value == Value(word) || (!own.is_undefined() && value == own);
    };
    if (is_set("true", node.element->value(Property::value_true))) set_boolean(id, true);
    if (is_set("false", node.element->value(Property::value_false))) set_boolean(id, false);
    if (value.is_nothing() || value.string_or("") == "indeterminate") set_boolean(id, std::nullopt);
    return;
  }
  const auto use = [&](Value value) { set_default_value(id, from_function(id, std::move(value))); };
  if (!with_default_expression(id, use)) use(default_of(node));
}

void Session::set_default_value(Id id, const Value& written) {
  const Node& node = nodes_[id];
  const Value value = corrected(id, written);
  if (same(node.value, value)) return;
  // A default that is no choice is the words beside "other".
  if (is_select(node.type) && !is_empty(value) && node.element->flag(Property::show_other) && has_unknown(id, value, true, true)) {
    set_default_unknown(id, value);
    return;
  }
  set_question(id, value);
}

void Session::set_boolean(Id id, std::optional<bool> value) {
  const Element& element = *nodes_[id].element;
  if (!value) return set_question(id, Value());
  const Value& own = element.value(*value ? Property::value_true : Property::value_false);
  set_question(id, own.is_undefined() ? Value(*value) : own);
}

// runExpressionSetValue
void Session::set_from_expression(Id id, Value value) {
  value = from_function(id, std::move(value));
  if (!same(nodes_[id].value, value)) set_question(id, std::move(value));
}

void Session::run_default_expression(Id id) {
  with_default_expression(id, [&](Value value) { set_from_expression(id, std::move(value)); });
}

// --- hidden questions

std::string_view Session::clear_if_invisible(Id id) const {
  const std::string_view own = nodes_[id].element->word(Property::clear_if_invisible);
  if (showing_preview_) return "none";
  if (!own.empty() && own != "default") return own;
  const Value& all = questionnaire_.value(Property::clear_invisible);
  if (all.boolean()) return *all.boolean() ? "onComplete" : "none";
  return all.string_or("onComplete");
}

bool Session::clears_when_hidden(Id id) const {
  const std::string_view when = clear_if_invisible(id);
  return when == "onHidden" || when == "onHiddenContainer";
}

// clearValueIfInvisible
void Session::clear_if_invisible(Id id, Hiding reason) {
  const std::string_view when = clear_if_invisible(id);
  if (when == "none") return;
  if (reason == Hiding::hidden && when == "onComplete") return;
  if (reason == Hiding::container && when != "onHiddenContainer") return;
  const Node& node = nodes_[id];
  const bool is_parent_shown = node.parent == kNone || is_shown(node.parent);
  bool clears = reason == Hiding::container && !is_parent_shown;
  if (!clears && !is_shown(id) && !is_start_page(page_of(id))) {
    // Another visible question may hold the same value.
    clears = true;
    for (const Id other : slots_[node.slot].questions) clears = clears && (other == id || !is_shown(other));
  }
  if (clears) clear_question(id);
  if (is_select(node.type)) clear_incorrect(id);
  if (node.type == Type::matrix) clear_grid(id, true, true, false);
}

// clearUnusedValues
void Session::clear_unused(Id id) {
  const Node& node = nodes_[id];
  if (!is_select(node.type)) return;
  bool is_unused = !is_other_selected(id);
  if (node.type == Type::radiogroup || node.type == Type::dropdown) {
    const Item* item = item_selected(id);
    is_unused = !item || !offers_comment(*item);
  }
  if (is_unused) set_other(id, "");
}

// --- resetValueIf, setValueIf, setValueExpression: Question.runTriggers

void Session::run_question_triggers(Id slot, const Value& value) {
  if (is_display_mode()) return;
  for (std::size_t i = 0; i < resetting_.size(); ++i) {
    const Id id = resetting_[i];
    if (nodes_[id].being_set) continue;
    // The keys are read anew for each question: what one sets, the next one sees, and so do its own triggers that come after.
    if (const std::shared_ptr<std::vector<KeyChange>> keys = keys_) {
      run_reset(id, *keys);
    } else {
      run_reset(id, {{slot, value, Value(), false}});
    }
  }
}

bool Session::trigger_may_run(Id formula, Id second, const std::vector<KeyChange>& keys) const {
  enum class Why { no, function, constant, name };
  const auto why = [&](Id which) {
    const Compiled& compiled = formulas_[which];
    if (compiled.is_valid && compiled.expression.always_runs()) return Why::function;
    if (!compiled.is_valid || compiled.expression.names().empty()) return Why::constant;
    return any_key_changed(keys, compiled, "") ? Why::name : Why::no;
  };
  const Why first = why(formula);
  if (first == Why::name) return true;
  if (second == kNone) return first != Why::no;
  return why(second) != Why::no;
}

void Session::run_reset(Id id, const std::vector<KeyChange>& keys) {
  const Node& node = nodes_[id];
  const auto ready = [this](Id formula) { return formula != kNone && !formulas_[formula].is_running; };
  const Id reset_if = formula_of(node, Property::reset_value_if);
  const Id set_if = formula_of(node, Property::set_value_if);
  const Id expression = formula_of(node, Property::set_value_expression);
  if (ready(reset_if) && !is_unanswered(id) && trigger_may_run(reset_if, kNone, keys) && formulas_[reset_if].is_valid) {
    formulas_[reset_if].is_running = true;
    if (evaluate(reset_if) == Value(true)) update_with_defaults_or_clear(id);
    formulas_[reset_if].is_running = false;
  }
  const auto set_by_expression = [&] {
    formulas_[expression].is_running = true;
    set_from_expression(id, evaluate(expression));
    formulas_[expression].is_running = false;
  };
  if (ready(set_if) && trigger_may_run(set_if, expression, keys) && formulas_[set_if].is_valid) {
    formulas_[set_if].is_running = true;
    if (is_truthy(evaluate(set_if))) {
      if (expression == kNone) {
        clear_question(id);
      } else if (ready(expression) && formulas_[expression].is_valid) {
        set_by_expression();
      }
    }
    formulas_[set_if].is_running = false;
  }
  if (set_if == kNone && ready(expression) && trigger_may_run(expression, kNone, keys) && formulas_[expression].is_valid) set_by_expression();
}

}  // namespace triptych::interview
