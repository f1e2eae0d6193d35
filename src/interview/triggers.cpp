// SPDX-License-Identifier: MIT
// Interview: triggers: what an answer sets off elsewhere, at most three rounds of them.
#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

using questionnaire::Trigger;

namespace {

constexpr int kMostRounds = 3;

bool same_keys(const std::vector<KeyChange>& a, const std::vector<KeyChange>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].name != b[i].name || !condition::equals(a[i].fresh, b[i].fresh, {condition::Order::strict}) ||
        !condition::equals(a[i].old, b[i].old, {condition::Order::strict})) {
      return false;
    }
  }
  return true;
}

}  // namespace

// checkTriggers
void Session::check_triggers(std::vector<KeyChange> keys, bool on_next_page, bool on_complete, bool on_navigation, Id name) {
  if (completed_ || questionnaire_.triggers.empty() || is_display_mode()) return;
  if (triggers_running_) {
    for (KeyChange& key : keys) {
      bool is_known = false;
      for (KeyChange& known : trigger_keys_) {
        if (known.name != key.name) continue;
        known = key;
        is_known = true;
      }
      if (!is_known) trigger_keys_.push_back(std::move(key));
    }
    return;
  }
  bool is_invalid = false;
  if (!on_complete && name != kNone && requires_valid_ && !slots_[name].questions.empty()) {
    is_invalid = !validate_question(slots_[name].questions.front(), false);
  }
  triggers_running_ = true;
  trigger_keys_ = std::move(keys);
  std::vector<KeyChange> known = trigger_keys_;
  for (int round = 0; round < kMostRounds; ++round) {
    for (std::size_t i = 0; i < questionnaire_.triggers.size(); ++i) {
      const Trigger::Kind kind = questionnaire_.triggers[i].kind;
      if (is_invalid && (kind == Trigger::Kind::complete || kind == Trigger::Kind::skip)) continue;
      check_trigger(i, on_next_page, on_complete, on_navigation);
    }
    if (completed_ || same_keys(known, trigger_keys_)) break;
    // Only what is new goes on to the next round.
    std::vector<KeyChange> fresh;
    for (const KeyChange& key : trigger_keys_) {
      bool is_old = false;
      for (const KeyChange& other : known) is_old = is_old || (other.name == key.name && same_keys({other}, {key}));
      if (!is_old) fresh.push_back(key);
    }
    trigger_keys_ = std::move(fresh);
    known = trigger_keys_;
  }
  triggers_running_ = false;
}

// Trigger.checkExpression
void Session::check_trigger(std::size_t index, bool on_next_page, bool on_complete, bool on_navigation) {
  const Trigger& trigger = questionnaire_.triggers[index];
  const bool goes_on = on_navigation || on_next_page;
  switch (trigger.kind) {
    case Trigger::Kind::set_value:
      if (on_next_page || trigger.set_to.empty()) return;
      break;
    case Trigger::Kind::copy_value:
      if (on_next_page || trigger.set_to.empty() || trigger.from.empty()) return;
      break;
    case Trigger::Kind::skip:
    case Trigger::Kind::run_expression:
      if (on_next_page) return;
      break;
    default: break;
  }
  if (on_complete) return;
  const bool sets = trigger.kind == Trigger::Kind::set_value || trigger.kind == Trigger::Kind::copy_value;
  if (sets && trigger_keys_.size() == 1 && names_[trigger_keys_.front().name] == trigger.set_to) return;
  const std::string_view extra = trigger.kind == Trigger::Kind::copy_value ? std::string_view(trigger.from) : std::string_view();
  const Id formula = trigger_formulas_[index];
  const bool is_readable = formula != kNone && formulas_[formula].is_valid;
  if (is_readable) {
    const Compiled& compiled = formulas_[formula];
    if (compiled.is_running) return;
    const bool names_nothing = compiled.expression.names().empty() && extra.empty();
    if (!compiled.expression.always_runs() && !names_nothing && !any_key_changed(trigger_keys_, compiled, extra)) return;
    formulas_[formula].is_running = true;
    if (evaluate(formula) == Value(true)) {
      trigger_succeeds(index, goes_on);
    } else {
      trigger_fails(index);
    }
    formulas_[formula].is_running = false;
    return;
  }
  // A copy without condition follows its source.
  if (trigger.kind == Trigger::Kind::copy_value && key_changed(trigger_keys_, extra)) trigger_succeeds(index, goes_on);
}

void Session::trigger_succeeds(std::size_t index, bool on_navigation) {
  const Trigger& trigger = questionnaire_.triggers[index];
  switch (trigger.kind) {
    case Trigger::Kind::visible: set_trigger_visible(trigger, true); return;
    case Trigger::Kind::complete:
      if (on_navigation) {
        do_complete();
        return;
      }
      for (auto& [known, page] : completed_by_) {
        if (known == index) {
          page = current_page_;
          return;
        }
      }
      completed_by_.emplace_back(index, current_page_);
      changes_.pages = true;
      return;
    case Trigger::Kind::set_value: set_trigger_value(trigger.set_to, trigger.value, trigger.is_variable); return;
    case Trigger::Kind::copy_value: {
      condition::Scratch scratch;
      const Binding binding = bind(trigger.from);
      const condition::Found found = find_in_survey(binding, scratch);
      if (!found.value) return;
      Value value = *found.value;
      if (trigger.copy_display) {
        const bool is_question = binding.question != kNone && binding.consumed == binding.path.size();
        value = is_question ? display_value(binding.question, value) : value.is_nothing() ? Value("") : Value(condition::text_of(value));
      }
      set_trigger_value(trigger.set_to, std::move(value), false);
      return;
    }
    case Trigger::Kind::skip: {
      const Id question = find_question_any_case(trigger.go_to);
      if (question != kNone) focus_question(question);
      return;
    }
    case Trigger::Kind::run_expression: {
      const Id run = trigger_runs_[index];
      if (run == kNone || formulas_[run].is_running || !formulas_[run].is_valid) return;
      formulas_[run].is_running = true;
      Value value = evaluate(run);
      if (!trigger.set_to.empty() && !value.is_undefined()) {
        set_trigger_value(trigger.set_to, value.date() ? date_as_text(value) : std::move(value), false);
      }
      formulas_[run].is_running = false;
      return;
    }
  }
}

void Session::trigger_fails(std::size_t index) {
  const Trigger& trigger = questionnaire_.triggers[index];
  if (trigger.kind == Trigger::Kind::visible) set_trigger_visible(trigger, false);
  if (trigger.kind != Trigger::Kind::complete) return;
  for (std::size_t i = 0; i < completed_by_.size(); ++i) {
    if (completed_by_[i].first != index) continue;
    completed_by_.erase(completed_by_.begin() + static_cast<std::ptrdiff_t>(i));
    changes_.pages = true;
    return;
  }
}

void Session::set_trigger_visible(const Trigger& trigger, bool visible) {
  for (const std::string& name : trigger.pages) {
    for (const std::size_t page : questionnaire_.pages) {
      if (nodes_[page].element->name != name) continue;
      set_visible(static_cast<Id>(page), visible);
      break;
    }
  }
  for (const std::string& name : trigger.questions) {
    const Id question = find_question(name);
    if (question != kNone) set_visible(question, visible);
  }
}

// setTriggerValue
void Session::set_trigger_value(std::string_view name, Value value, bool is_variable) {
  if (name.empty()) return;
  if (is_variable) return set_variable(name, std::move(value));
  const Binding binding = bind(name);
  const bool is_hidden_by_variable = binding.may_be_variable && variables_.find(condition::lower_case(name)) != nullptr;
  if (binding.question != kNone && !is_hidden_by_variable && !binding.builtin) {
    const Node& node = nodes_[binding.question];
    const bool is_whole = binding.consumed == binding.path.size();
    // A matrix or multipletext without an answer is found in the data only, where it is not.
    if (is_whole && node.type != Type::matrix && node.type != Type::multipletext) return set_question(binding.question, std::move(value));
    if (node.type == Type::multipletext && binding.consumed + 1 == binding.path.size()) {
      for (const Id item : node.children) {
        if (nodes_[item].element->name == binding.path.back().name) return set_question(item, std::move(value));
      }
    }
  }
  if (name.find('.') == std::string_view::npos) set_value(name, std::move(value));
}

// checkOnPageTriggers
void Session::check_page_triggers(bool on_complete) {
  if (questionnaire_.triggers.empty()) return;
  std::vector<KeyChange> keys;
  if (current_page_ != kNone) {
    std::vector<Id> questions;
    collect_questions(current_page_, questions);
    for (const Id id : questions) {
      if (nodes_[id].slot != kNone) keys.push_back({nodes_[id].slot, stored(nodes_[id].slot), Value(), false});
    }
  }
  for (const auto& calculated : questionnaire_.calculated) {
    const Value* value = variables_.find(condition::lower_case(calculated.name));
    keys.push_back({slot_of(calculated.name), value ? *value : Value(), Value(), false});
  }
  check_triggers(std::move(keys), true, on_complete, false, kNone);
}

}  // namespace triptych::interview
