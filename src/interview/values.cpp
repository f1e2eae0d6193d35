// SPDX-License-Identifier: MIT
// Interview: an answer's way: into the data, to the questions that share it, to conditions, triggers, errors.
#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "condition/dates.h"
#include "interview/default_expression.h"
#include "interview/types.h"

namespace triptych::interview {

using condition::is_empty;

namespace {

bool is_blank(const Value& value) { return value.is_nothing() || value.string_or("x").empty(); }

// isValueEqual of the survey: "", null and undefined are one.
bool is_same_data(const Value& fresh, const Value& old) {
  if (is_blank(fresh) || is_blank(old)) return is_blank(fresh) && is_blank(old);
  return same(fresh, old);
}

std::string padded(double number, std::size_t width) {
  std::string digits = std::to_string(static_cast<int>(number));
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

std::string date_words(const Value& date, int utc_offset_minutes, bool has_time) {
  const condition::DateFields fields = condition::fields_of(date.date()->milliseconds, utc_offset_minutes);
  if (std::isnan(fields.year)) return has_time ? "NaN-NaN-NaNTNaN:NaN" : "NaN-NaN-NaN";
  std::string text = padded(fields.year, 1) + "-" + padded(fields.month + 1, 2) + "-" + padded(fields.day, 2);
  if (has_time) text += "T" + padded(fields.hours, 2) + ":" + padded(fields.minutes, 2);
  return text;
}

/// Answers that set each other without end: SurveyJS overflows its stack there.
class Nesting {
 public:
  Nesting(int& depth, int& count) : depth_(depth), count_(count) {
    if (++depth_ == 1) count_ = 0;
    ++count_;
  }
  ~Nesting() { --depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;
  bool is_endless() const { return depth_ > limits::kNestedAnswers || count_ > limits::kAnswersAtOnce; }

 private:
  int& depth_;
  int& count_;
};

void merge_into(Object& into, const Object& from) {
  for (const Member& member : from) {
    const Object* inner = member.value.object();
    if (!inner) {
      into.set(member.name, member.value);
      continue;
    }
    Value* known = into.find(member.name);
    if (!known || !known->object()) {
      into.set(member.name, Object());
      known = into.find(member.name);
    }
    merge_into(*known->object(), *inner);
  }
}

}  // namespace

std::string_view Session::stored_comment(Id slot) const { return stored(slot).string_or(""); }

void Session::store(Id slot, Value value) {
  Slot& place = slots_[slot];
  if (is_empty(value)) {
    place.present = false;
    place.value = Value();
    return;
  }
  if (!place.present) data_order_.push_back(slot);
  place.present = true;
  place.value = std::move(value);
}

// --- SurveyModel.setValue

void Session::set_value(std::string_view name, Value value) {
  if (!name.empty()) set_slot(slot_of(name), std::move(value), Notify::normal, true, kNone);
}

void Session::set_slot(Id slot, Value value, Notify notify, bool tell, Id question) {
  const Nesting nesting(nested_, following_);
  if (nesting.is_endless()) return;
  if (validates_on_changing()) {
    // validateOnValueChanging: a wrong answer does not reach the data.
    const std::vector<Id> questions = slots_[slot].questions;
    bool is_valid = !questions.empty();
    for (const Id id : questions) {
      if (!same(nodes_[id].value, value)) set_question(id, value);
      is_valid = validate_question(id, true, false, false, true) && is_valid && nodes_[id].errors.empty();
    }
    if (!is_valid) return;
    if (question != kNone && value.array()) value = nodes_[question].value;  // what is no longer offered has left the list
  }
  const Value old = stored(slot);
  if (is_same_data(value, old)) return;
  store(slot, value);
  if (notify == Notify::normal && matches(value, old)) notify = Notify::none;
  update_questions(slot, value);
  if (value.array() && slots_[slot].present) value = stored(slot);
  if (notify == Notify::none) return;
  slots_[slot].is_notifying = true;
  conditions_and_triggers(slot, value, old, kNone);
  if (!slots_[slot].is_notifying) return;
  if (tell) tell_questions(slot, value, question);
  if (notify != Notify::text) try_advance(slot);
  slots_[slot].is_notifying = false;
}

void Session::update_questions(Id slot, const Value& value) {
  const std::vector<Id> questions = slots_[slot].questions;
  for (const Id id : questions) {
    if (!same(nodes_[id].value, value)) update_from_survey(id, value.array() ? stored(slot) : value, false, Source::shared);
    touch(id);
  }
  for (const Id id : slots_[slot].mentions) touch(id);
}

void Session::conditions_and_triggers(Id slot, const Value& fresh, const Value& old, Id related) {
  std::vector<KeyChange> keys{{slot, fresh, old, true}};
  if (related != kNone) {
    keys.push_back({related, stored(related), stored(related), true});
    add_key(related, stored(related));
  }
  conditions_on_change({{slot, fresh, Value(), false}}, slot);
  check_triggers(std::move(keys), false, false, false, related != kNone ? related : slot);
}

// notifyQuestionOnValueChanged
void Session::tell_questions(Id slot, const Value& value, Id question) {
  const std::vector<Id> questions = slots_[slot].questions;
  for (const Id id : questions) {
    validate_on_value_changed(id);
    on_survey_value_changed(id);
  }
  (void)value;
  tell_elements(slot, question);
}

// notifyElementsOnAnyValueOrVariableChanged
void Session::tell_elements(Id slot, Id question) {
  if (loading_ == Loading::processing) return;
  if (is_running_) {
    tell_after_conditions_ = true;
    return;
  }
  if (slot == kNone) return;
  const std::string& name = names_[slot];
  const std::string_view question_name = question != kNone ? std::string_view(nodes_[question].element->name) : std::string_view(name);
  const std::vector<Id> listening = listening_;
  for (const Id id : listening) {
    const auto& watched = nodes_[id].validator_names;
    const bool reads_it = std::any_of(watched.begin(), watched.end(), [&](Id watch) {
      return watch == slot || names_[watch].starts_with(name + ".");
    });
    if (reads_it) {
      bool must_validate = has_errors(id);
      if (!must_validate && validates_on_changed()) {
        const Id changed = find_question(question_name);
        must_validate = changed == kNone || !has_errors(changed);
      }
      if (must_validate) validate_question(id, true, false, true);
    }
    const std::string_view source = nodes_[id].element->word(Property::choices_from);
    if (!source.empty() && (source == name || source == question_name)) {
      visible_choices_changed(id);
      clear_incorrect(id);
    }
  }
}

// validateQuestionOnValueChanged
void Session::validate_on_value_changed(Id id) {
  if (validates_on_changed() || has_errors(id)) {
    validate_question(id, true, false, !validates_on_changing(), validates_on_changing());
    return;
  }
  for (Id parent = nodes_[id].parent; parent != kNone; parent = nodes_[parent].parent) {
    if (nodes_[parent].errors.empty()) continue;
    validate_container_only(parent);
    return;
  }
}

// tryGoNextPageAutomatic up to its timer: the page decides when to move, but errors are looked for.
void Session::try_advance(Id slot) {
  const Value& automatic = questionnaire_.value(Property::auto_advance);
  if (loading_ != Loading::no || (!automatic.boolean_or(false) && automatic.string_or("") != "autogonext") || current_page_ == kNone) return;
  if (slots_[slot].questions.empty()) return;
  const Id id = slots_[slot].questions.front();
  const Node& node = nodes_[id];
  if (!node.visible) return;
  const bool supports = (node.type == Type::dropdown && !(item_selected(id) && offers_comment(*item_selected(id)))) ||
                        node.type == Type::boolean || (node.type == Type::imagepicker && !node.element->flag(Property::multi_select)) ||
                        (node.type == Type::text && !uses_typing(id) && !is_date_input(id));
  if (!supports) return;
  const bool goes_on_with_error = is_select(node.type) ? (!is_other_selected(id) || !other_words(id).empty()) : !is_date_input(id);
  if (!validate_question(id, false) && !goes_on_with_error) return;
  std::vector<Id> questions;
  collect_questions(current_page_, questions);
  if (std::find(questions.begin(), questions.end(), id) == questions.end()) return;
  for (const Id other : questions) {
    if (nodes_[other].visible && has_input(nodes_[other].type) && is_unanswered(other)) return;
  }
  if (is_last_page() && (automatic.string() || !questionnaire_.flag(Property::auto_complete))) return;
  validate_page(active_page(), false);
}

// --- comments

void Session::set_comment(std::string_view name, std::string_view words) {
  if (name.empty()) return;
  const Id slot = slot_of(name);
  set_comment_slot(slot, slot_of(std::string(name) + "-Comment"), std::string(words), Notify::normal);
}

void Session::set_comment_slot(Id slot, Id comment_slot, std::string words, Notify notify) {
  const Nesting nesting(nested_, following_);
  const std::string old(stored_comment(comment_slot));
  if (words == old || nesting.is_endless()) return;
  if (notify == Notify::normal && same(Value(words), Value(old))) notify = Notify::none;
  store(comment_slot, condition::trimmed(words).empty() ? Value() : Value(words));
  const std::vector<Id> questions = slots_[slot].questions;
  for (const Id id : questions) {
    nodes_[id].comment = words;
    touch(id);
    validate_on_value_changed(id);
  }
  for (const Id id : slots_[comment_slot].mentions) touch(id);
  if (notify == Notify::normal) conditions_and_triggers(comment_slot, Value(words), Value(old), slot);
  if (notify != Notify::text) try_advance(slot);
  if (!questions.empty()) set_node_comment(questions.front(), words);
}

// Question.comment = words
void Session::set_node_comment(Id id, std::string words) {
  if (condition::trimmed(words).empty()) words.clear();
  if (words.empty() || shown_comment(id) != words) new_node_comment(id, std::move(words));
}

// setNewComment
void Session::new_node_comment(Id id, std::string words) {
  Node& node = nodes_[id];
  if (node.select && is_select(node.type) && is_other_selected(id) && stores_other_as_comment(id) && words != other_words(id)) {
    node.select->previous_other = other_words(id);
  }
  if (node.comment == words) return;
  node.comment = words;
  touch(id);
  if (node.owner == kNone) set_comment_slot(node.slot, node.comment_slot, std::move(words), uses_typing(id) ? Notify::text : Notify::normal);
}

void Session::clear_value(std::string_view name) {
  set_value(name, Value(Null{}));
  set_comment(name, "");
}

// --- variables

void Session::set_variable(std::string_view name, Value value) {
  if (name.empty()) return;
  const std::string lower = condition::lower_case(name);
  const Value* known = variables_.find(lower);
  const Value old = known ? *known : Value();
  const Id written = names_.find(name);
  if (written != kNone) store(written, Value());
  if (!known) {
    variables_.set(lower, value);
    rebind();
  } else {
    variables_.set(lower, value);
  }
  const Id slot = slot_of(lower);
  for (const Id id : slots_[slot].mentions) touch(id);
  tell_elements(slot, kNone);
  if (condition::equals(old, value, {condition::Order::strict})) return;
  conditions_on_change({{slot, value, Value(), false}}, slot);
  check_triggers({{slot, value, old, true}}, false, false, false, slot);
}

// --- all data at once

void Session::set_data(const Object& data) {
  for (Slot& slot : slots_) slot.present = false;
  data_order_.clear();
  apply_data(data, false);
}

void Session::merge_data(const Object& data) {
  Value all = this->data();
  merge_into(*all.object(), data);
  apply_data(*all.object(), false);
}

// setDataCore
void Session::apply_data(const Object& data, bool clear_data) {
  if (clear_data) {
    for (Slot& slot : slots_) slot.present = false;
    data_order_.clear();
  }
  for (const Member& member : data) {
    const Id slot = slot_of(condition::trimmed(member.name));
    if (!slots_[slot].present) data_order_.push_back(slot);
    slots_[slot].present = !member.value.is_undefined();
    slots_[slot].value = member.value;
  }
  setting_data_ = true;
  update_all_questions(clear_data);
  for (Id id = 0; id < element_count(); ++id) {
    if (nodes_[id].slot != kNone) on_survey_value_changed(id);
  }
  tell_elements(kNone, kNone);
  setting_data_ = false;
  run_conditions();
  update_all_questions(clear_data);
  changes_.pages = true;
}

void Session::update_all_questions(bool clear_data) {
  std::vector<Id> questions;
  for (const std::size_t page : questionnaire_.pages) collect_questions(static_cast<Id>(page), questions);
  for (const Id id : questions) {
    const Node& node = nodes_[id];
    if (node.slot == kNone) continue;
    update_from_survey(id, stored(node.slot), clear_data);
    if (node.element->flag(Property::show_comment) || (is_select(node.type) && node.element->flag(Property::show_other))) {
      nodes_[id].comment = stored_comment(node.comment_slot);
    }
    touch(id);
  }
}

void Session::clear(bool clear_data, bool go_to_first_page) {
  completed_ = false;
  completed_by_.clear();
  skipped_.clear();
  if (clear_data) apply_data(Object(), true);
  for (const std::size_t page : questionnaire_.pages) nodes_[page].was_rendered = nodes_[page].passed = false;
  started_ = questionnaire_.flag(Property::first_page_is_start) && questionnaire_.pages.size() > 1;
  if (!questionnaire_.pages.empty()) page_visibility_changed(static_cast<Id>(questionnaire_.pages.front()), !started_);
  if (go_to_first_page) {
    go_to_page(first_visible_page());
    if (single_element() != kNone) {
      const std::vector<Id> elements = single_elements();
      set_single(elements.empty() ? kNone : elements.front());
    }
  }
  if (clear_data) {
    for (Id id = 0; id < element_count(); ++id) {
      if (nodes_[id].slot != kNone) update_with_defaults(id);
    }
  }
  changes_.pages = true;
}

Value Session::data() const {
  Object data;
  for (const Id slot : data_order_) {
    if (slots_[slot].present) data.set(names_[slot], slots_[slot].value);
  }
  for (const auto& calculated : questionnaire_.calculated) {
    const Value* value = variables_.find(condition::lower_case(calculated.name));
    if (calculated.into_result && value && !value->is_undefined()) data.set(calculated.name, *value);
  }
  return data;
}

// --- what a visitor does

void Session::answer(Id id, Value value) {
  if (is_read_only(id)) return;
  set_question(id, condition::is_empty(value) ? Value() : std::move(value));
  touch(id);
}

void Session::comment(Id id, std::string words) {
  if (is_read_only(id)) return;
  if (is_other_selected(id)) {
    set_other(id, std::move(words));
  } else {
    set_node_comment(id, std::move(words));
  }
  touch(id);
}

// --- Question.value = value

void Session::set_question(Id id, Value value, bool is_same_object) {
  Node& node = nodes_[id];
  if (is_select(node.type)) return select_set_new(id, std::move(value));
  if (node.type == Type::text) value = typed(id, std::move(value));
  base_set_question(id, std::move(value), is_same_object);
}

// Question.setNewValue
void Session::base_set_question(Id id, Value value, bool is_same_object) {
  Node& node = nodes_[id];
  if (!is_same_object && same(value, node.value)) return;
  if (!is_value_correct(id, value)) return;
  node.was_answered = node.is_answered;
  node.being_set = true;
  set_question_in_data(id, std::move(value));
  node.being_set = false;
  node.was_answered.reset();
}

// setNewValueInData, setValueCore
void Session::set_question_in_data(Id id, Value value) {
  Node& node = nodes_[id];
  set_question_value(id, value_to_data(id, std::move(value)));
  if (may_set_survey_value(id)) {
    if (node.owner != kNone) {
      set_item_value(node.owner, id, node.value);
    } else {
      set_slot(node.slot, node.value, notify_of(id), true, id);
    }
  }
  if (node.select && node.select->empties_comment) {
    set_comment_slot(node.slot, node.comment_slot, "", uses_typing(id) ? Notify::text : Notify::normal);
    node.select->empties_comment = false;
  }
}

Session::Notify Session::notify_of(Id id) const { return uses_typing(id) && is_text_value(id) ? Notify::text : Notify::normal; }

bool Session::is_text_value(Id id) const {
  const Node& node = nodes_[id];
  if (is_select(node.type) || node.type == Type::comment) return true;
  if (node.type != Type::text) return false;
  const std::string_view input = node.element->word(Property::input_type);
  return is_date_input(id) || input.empty() || input == "text" || input == "number" || input == "password";
}

bool Session::uses_typing(Id id) const {
  std::string_view mode = nodes_[id].element->word(Property::text_update);
  if (mode.empty() || mode == "default") mode = questionnaire_.word(Property::text_update);
  return mode == "onTyping";
}

void Session::set_question_value(Id id, Value value, bool update_answered, bool update_comment) {
  Node& node = nodes_[id];
  if (is_select(node.type)) return select_set_question_value(id, std::move(value), update_answered, update_comment);
  if (node.type == Type::boolean) {
    const bool is_word = value.string() != nullptr;
    if (is_word && *value.string() == "true" && !(node.element->value(Property::value_true) == value)) value = Value(true);
    else if (is_word && *value.string() == "false" && !(node.element->value(Property::value_false) == value)) value = Value(false);
    if (value.is_null() || value.string_or("") == "indeterminate") value = Value();
  }
  base_set_question_value(id, std::move(value), update_answered);
  if (node.type == Type::matrix) {
    if (node.grid->has_row_errors) {
      bool missing = false, repeated = false;
      check_rows(id, true, missing, repeated);
    }
    this->update_answered(id);
  }
  if (node.type == Type::multipletext) update_items(id);
}

void Session::base_set_question_value(Id id, Value value, bool update_answered) {
  Node& node = nodes_[id];
  value = corrected(id, std::move(value));
  if (node.value.array() && !is_truthy(value)) value = Array();  // setPropertyValue: a list is emptied, not taken away
  const bool is_equal = same(node.value, value);
  if (!is_equal && !node.via_default) node.changed_directly = true;
  node.value = std::move(value);
  if (update_answered) this->update_answered(id);
  if (is_equal) return;
  touch(node.owner != kNone ? node.owner : id);
  tell_watchers(id, Aspect::value);
}

void Session::update_answered(Id id) {
  Node& node = nodes_[id];
  node.is_answered = !is_unanswered(id) && (node.type != Type::matrix || has_values_in_all_rows(id));
  for (const Id item : node.children) node.is_answered = node.is_answered && nodes_[item].is_answered;
}

// --- the survey's value reaches its questions

void Session::update_from_survey(Id id, Value value, bool clear_data, Source source) {
  Node& node = nodes_[id];
  if (is_select(node.type)) return select_update_from_survey(id, std::move(value), clear_data, source);
  base_update_from_survey(id, std::move(value), clear_data);
}

void Session::base_update_from_survey(Id id, Value value, bool clear_data) {
  Node& node = nodes_[id];
  if (!is_value_correct(id, value)) return;
  const bool is_nothing = is_value_empty(id, value);
  node.from_survey = true;
  bool is_done = false;
  if (!is_nothing && formula_of(node, Property::default_value_expression) != kNone) {
    // An answer that the default expression would give is not one of the visitor's own.
    if (with_default_expression(id, [&](Value by_default) {
          update_from_survey_core(id, value, same(value, from_function(id, std::move(by_default))));
        })) {
      is_done = true;
    } else {
      update_from_survey_core(id, value, same(value, default_of(node)));
      is_done = true;
    }
  }
  if (!is_done) {
    update_from_survey_core(id, value, node.owner != kNone);
    if (clear_data && is_nothing) node.changed_directly = false;
  }
  node.from_survey = false;
  update_carrying(id);
  update_answered(id);
}

void Session::update_from_survey_core(Id id, Value value, bool via_default) {
  Node& node = nodes_[id];
  node.via_default = via_default;
  value = value_from_data(id, std::move(value));
  const bool is_equal = same(node.value, corrected(id, value));
  set_question_value(id, std::move(value));
  if (!is_equal) {
    reset_single_input(id);
    // revalidateOnValueChangedFromSurvey
    if (setting_data_ && has_errors(id)) validate_question(id, true, false, !validates_on_changing(), validates_on_changing());
  }
  node.via_default = false;
}

void Session::on_survey_value_changed(Id id) {
  Node& node = nodes_[id];
  if (is_select(node.type)) update_dependents(id);
  if (node.type == Type::ranking) sync_ranking(id);
}

// Question.clearValue
void Session::clear_question(Id id, bool keep_comment) {
  Node& node = nodes_[id];
  if (!node.value.is_undefined()) set_question(id, Value());
  if (!keep_comment && !shown_comment(id).empty()) set_node_comment(id, "");
  node.changed_directly = false;
}

// --- the shape of values

bool Session::is_value_empty(Id id, const Value& value) const {
  (void)id;
  const std::string* text = value.string();
  return text ? condition::trimmed(*text).empty() : is_empty(value);
}

bool Session::is_unanswered(Id id) const { return is_value_empty(id, nodes_[id].value); }

bool Session::is_value_correct(Id id, const Value& value) const {
  const Type type = nodes_[id].type;
  if (type != Type::matrix && type != Type::multipletext) return true;
  return is_value_empty(id, value) || value.object() != nullptr;
}

// valueFromData
Value Session::value_from_data(Id id, Value value) const {
  const Node& node = nodes_[id];
  if (!is_select(node.type) || value.is_nothing()) return value;
  if (!is_checkbox(node.type)) {
    std::vector<Item> carried;
    const std::vector<Item>& items = active_items(id, carried);
    const Item* item = item_by_value(items, value);
    return item ? choice_value(*item, value, false) : value;
  }
  if (is_blank(value) || value == Value(0) || value == Value(false)) return value;
  const Array* list = value.array();
  if (!list) {
    std::vector<Item> carried;
    const std::vector<Item>& items = active_items(id, carried);
    const Item* item = item_by_value(items, value);
    return Array{item ? choice_value(*item, value, false) : value};
  }
  Array fresh;
  for (const Value& each : *list) {
    const Item* item = item_by_value(node.select->shown, each);
    fresh.push_back(item ? choice_value(*item, each, true) : each);
  }
  return fresh;
}

// valueToData
Value Session::value_to_data(Id id, Value value) const {
  const Node& node = nodes_[id];
  if (node.type == Type::rating) return value_of_scale(id, std::move(value));
  if (!is_select(node.type) || node.type == Type::imagepicker || is_empty(value)) return value;
  const Array* list = value.array();
  if (!is_checkbox(node.type)) return list ? list->front() : value;
  const std::string_view property = value_property(id);
  Array fresh;
  for (const Value& each : list ? *list : Array{value}) {
    const Object* object = each.object();
    fresh.push_back(property.empty() || (object && object->find(property)) ? each : named(id, each));
  }
  return fresh;
}

// valueToData of a rating: what looks like a number is one.
Value Session::value_of_scale(Id id, Value value) const {
  const Element& element = *nodes_[id].element;
  if (!element.choices.empty() && !element.value(Property::auto_generate).boolean_or(false)) {
    const Item* item = item_by_value(nodes_[id].select->items, value);
    return item ? *item->value : value;
  }
  if (value.boolean() || is_blank(value)) return {};
  const std::string text = condition::text_of(value);
  const std::optional<double> number = text.find(',') == std::string::npos ? condition::number_of(text) : std::nullopt;
  return number ? Value(*number) : value;
}

// convertToCorrectValue
Value Session::corrected(Id id, Value value) const {
  const Node& node = nodes_[id];
  if ((node.type == Type::text || node.type == Type::comment) && value.array()) {
    std::string joined;
    for (const Value& item : *value.array()) {
      if (&item != &value.array()->front()) joined += node.type == Type::comment ? "\n" : ", ";
      if (!item.is_nothing()) joined += condition::text_of(item);
    }
    return joined;
  }
  if (node.type == Type::matrix && value.object()) {
    const bool is_multiple = node.element->word(Property::cell_type) == "checkbox";
    Object fresh;
    for (const Member& member : *value.object()) {
      const Array* list = member.value.array();
      if (list && !is_multiple) {
        if (!list->empty()) fresh.append(member.name, list->front());
      } else if (!list && is_multiple) {
        fresh.append(member.name, Array{member.value});
      } else {
        fresh.append(member.name, member.value);
      }
    }
    return fresh;
  }
  return value;
}

// correctValueType of a text question
Value Session::typed(Id id, Value value) const {
  if (is_blank(value) || value == Value(0) || value == Value(false)) return value;
  const std::string_view input = nodes_[id].element->word(Property::input_type);
  if (input == "number" || input == "range") {
    const std::optional<double> number = condition::number_of(value);
    return number ? Value(*number) : Value("");
  }
  if (input == "month") {
    const std::string text = condition::text_of(value);
    const int offset = host_.now().utc_offset_minutes;
    const double time = value == Value(true) ? 1 : value.number() ? *value.number() : condition::create_date(text, offset);
    if (std::isnan(time)) return value;
    const condition::DateFields utc = condition::fields_of(time, 0);
    const std::string utc_text = padded(utc.year, 4) + "-" + padded(utc.month + 1, 2) + "-" + padded(utc.day, 2);
    const bool is_utc = text.find('T') == std::string::npos && utc_text.starts_with(text);
    const condition::DateFields fields = is_utc ? utc : condition::fields_of(time, offset);
    return padded(fields.year, 4) + "-" + padded(fields.month + 1, 2);
  }
  return value;
}

bool Session::is_date_input(Id id) const {
  if (nodes_[id].type != Type::text) return false;
  const std::string_view input = nodes_[id].element->word(Property::input_type);
  return input == "date" || input == "datetime-local" || input == "datetime" || input == "datetime_local";
}

// convertValToQuestionVal: a date that an expression gave is kept as text, in local time.
Value Session::date_as_text(const Value& value) const { return date_words(value, host_.now().utc_offset_minutes, false); }

Value Session::from_function(Id id, Value value) const {
  if (!value.date()) return value;
  const bool has_time = nodes_[id].type == Type::text && nodes_[id].element->word(Property::input_type).starts_with("datetime");
  return date_words(value, host_.now().utc_offset_minutes, has_time);
}

}  // namespace triptych::interview
