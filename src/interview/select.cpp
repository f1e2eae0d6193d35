// SPDX-License-Identifier: MIT
// Interview: questions with choices: which are shown, "other" and its words, exclusive ones, values that are no longer offered.
#include <algorithm>
#include <cmath>

#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

using condition::is_empty;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Helpers.compareStrings: numbers inside texts compare as numbers.
int compare_texts(std::string_view x, std::string_view y) {
  x = condition::trimmed(x);
  y = condition::trimmed(y);
  if (x == y) return 0;
  if (x.empty()) return -1;
  if (y.empty()) return 1;
  for (std::size_t i = 0; i < x.size() && i < y.size(); ++i) {
    if (is_digit(x[i]) && is_digit(y[i])) {
      const auto number_at = [i](std::string_view text) {
        std::size_t end = i;
        while (end < text.size() && is_digit(text[end])) ++end;
        return condition::number_of(text.substr(i, end - i));
      };
      const auto a = number_at(x), b = number_at(y);
      if (a && b && *a != *b) return *a > *b ? 1 : -1;
      break;
    }
    if (x[i] != y[i]) break;
  }
  return x > y ? 1 : -1;
}

}  // namespace

// --- which choices there are

Item Session::special_item(Special special) const {
  return {&specials_[static_cast<std::size_t>(special)], nullptr, special, "", kNone};
}

// getCarryForwardQuestion; only questions with choices carry
Id Session::carry_source(Id id) const {
  const std::string_view name = nodes_[id].element->word(Property::choices_from);
  if (name.empty() || !is_select(nodes_[id].type)) return kNone;
  const Id source = find_question(name);
  return source != kNone && source != id && is_select(nodes_[source].type) ? source : kNone;
}

// activeChoices; `carried` holds them if they are another question's
const std::vector<Item>& Session::active_items(Id id, std::vector<Item>& carried) const {
  const Id source = carry_source(id);
  if (source == kNone) return nodes_[id].select->items;
  const std::string_view mode = nodes_[id].element->word(Property::choices_from_mode);
  carried.clear();
  for (const Item& item : nodes_[source].select->shown) {
    if (item.special) continue;
    const bool is_selected = is_item_selected(source, item);
    if ((mode == "selected" && !is_selected) || (mode == "unselected" && is_selected)) continue;
    carried.push_back(item);
    carried.back().index = kNone;
  }
  if (mode == "selected" && !nodes_[id].element->flag(Property::show_other) && is_other_selected(source) && !other_words(source).empty()) {
    carried.push_back({&specials_[static_cast<std::size_t>(Special::other)], nullptr, std::nullopt, std::string(other_words(source)), kNone});
  }
  return carried;
}

const std::vector<Item>& Session::filtered_items(Id id, std::vector<Item>& carried) const {
  const Select& select = *nodes_[id].select;
  return select.is_filtered ? select.filtered : active_items(id, carried);
}

const Value& Session::plain_value(const Value& value) const {
  const Value& inner = value["value"];
  return is_empty(inner) ? value : inner;
}

const Item* Session::item_by_value(const std::vector<Item>& items, const Value& value) const {
  const Value& wanted = plain_value(value);
  const bool wants_nothing = is_empty(wanted);
  for (const Item& item : items) {
    if ((wants_nothing && is_empty(*item.value)) || matches(*item.value, wanted)) return &item;
  }
  return nullptr;
}

// calcVisibleChoices
void Session::update_shown(Id id) {
  Node& node = nodes_[id];
  std::vector<Item> carried;
  std::vector<Item> items;
  if (node.type == Type::rating) {
    for (const Item& item : node.select->items) {
      if (node.select->visible[item.index]) items.push_back(item);
    }
  } else {
    items = filtered_items(id, carried);
  }
  const std::string order = condition::lower_case(node.element->word(Property::choices_order));
  if (order == "random") items = shuffled_items(std::move(items));
  if (order == "asc" || order == "desc") {
    const int sign = order == "asc" ? 1 : -1;
    std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
      return compare_texts(item_text(id, a), item_text(id, b)) * sign < 0;
    });
  }
  for (const Special special : questionnaire::specials_of(*node.element)) {
    if (special == Special::all) {
      items.insert(items.begin(), special_item(special));
    } else {
      items.push_back(special_item(special));
    }
  }
  node.select->shown = std::move(items);
  touch(id);
}

// onVisibleChoicesChanged
void Session::visible_choices_changed(Id id) {
  Node& node = nodes_[id];
  update_shown(id);
  if (node.type == Type::rating) return;
  Select& select = *node.select;
  if (is_other(select.rendered)) select.rendered = rendered_from_data(id, node.value);
  on_question_visible_changed(id);
  update_dependents(id);
  if (node.type != Type::ranking) return;
  const bool ranks_all = !node.element->flag(Property::select_to_rank);
  if (!select.set_by_user && ranks_all && is_empty(node.element->value(Property::default_value))) {
    set_question(id, Array());
  }
  if (select.shown.size() == 1 && ranks_all) {
    node.value = Array{*select.shown.front().value};
    return;
  }
  sync_ranking(id);
}

// updateChoicesDependedQuestions
void Session::update_dependents(Id id) {
  Select& select = *nodes_[id].select;
  if (select.is_updating_dependents) return;
  select.is_updating_dependents = true;
  update_carrying(id);
  select.is_updating_dependents = false;
}

void Session::update_carrying(Id id) {
  for (std::size_t i = 0; i < listening_.size(); ++i) {
    const Id other = listening_[i];
    if (!nodes_[other].select || carry_source(other) != id) continue;
    visible_choices_changed(other);
    clear_incorrect(other);
  }
}

// runItemsEnableCondition, runItemsCondition; runRateItesmCondition
void Session::run_items(Id id) {
  Node& node = nodes_[id];
  Select& select = *node.select;
  const Id all_visible = formula_of(node, Property::choices_visible_if);
  const Id all_enabled = formula_of(node, Property::choices_enable_if);
  const bool is_carrying = carry_source(id) != kNone;
  const bool may_hide = !select.visible_if.empty() || all_visible != kNone || is_carrying;
  const bool may_disable = !select.enable_if.empty() || all_enabled != kNone || node.element->number(Property::max_selected) >= 1;
  if (!may_hide && !may_disable) return;
  std::vector<Item> carried;
  const std::vector<Item> items = active_items(id, carried);
  const auto formula_for = [](const std::vector<Id>& own, const Item& item, Id all) {
    return item.index != kNone && !own.empty() && own[item.index] != kNone ? own[item.index] : all;
  };
  if (may_disable) {
    const bool is_full = is_over_maximum(id);
    for (const Item& item : items) {
      if (item.index == kNone) continue;
      const Id formula = formula_for(select.enable_if, item, all_enabled);
      const bool enabled = (formula == kNone || holds(formula, &item)) && (!is_full || is_item_selected(id, item));
      if (enabled != (select.enabled[item.index] != 0)) touch(id);
      select.enabled[item.index] = enabled;
    }
    select.other_enabled = is_other_selected(id) || !is_full;
  }
  if (!may_hide) return;
  bool has_changed = false;
  std::vector<Item> filtered;
  for (const Item& item : items) {
    const Id formula = formula_for(select.visible_if, item, all_visible);
    const bool visible = formula == kNone || holds(formula, &item);
    if (visible) filtered.push_back(item);
    if (item.index == kNone) {
      has_changed = has_changed || !visible;
    } else {
      has_changed = has_changed || visible != (select.visible[item.index] != 0);
      select.visible[item.index] = visible;
    }
  }
  if (is_carrying && !has_changed) {
    has_changed = select.shown.size() != items.size();
    for (std::size_t i = 0; i < items.size() && !has_changed; ++i) has_changed = !(*select.shown[i].value == *items[i].value);
  }
  select.is_filtered = filtered.size() != items.size();
  select.filtered = select.is_filtered ? std::move(filtered) : std::vector<Item>();
  if (!has_changed) return;
  if (node.type == Type::rating) {
    update_shown(id);
    const Item* item = is_unanswered(id) || is_read_only(id) ? nullptr : item_by_value(select.items, node.value);
    if (item && !select.visible[item->index]) clear_question(id);
    return;
  }
  visible_choices_changed(id);
  clear_incorrect(id);
}

bool Session::is_over_maximum(Id id) const {
  const double most = nodes_[id].element->number(Property::max_selected);
  const Array* list = nodes_[id].value.array();
  return most >= 1 && list && static_cast<double>(list->size()) >= most;
}

bool Session::is_item_enabled(Id id, const Item& item) const {
  const Select& select = *nodes_[id].select;
  if (item.special == Special::other) return select.other_enabled;
  if (item.special == Special::all) {
    std::size_t offered = 0;
    for (const Item& each : select.shown) offered += !each.special && !is_exclusive(each) && is_item_enabled(id, each);
    const double most = nodes_[id].element->number(Property::max_selected);
    return offered > 0 && !(most > 0 && most < static_cast<double>(offered));
  }
  return item.index == kNone || select.enabled[item.index];
}

// --- what is selected

bool Session::is_other(const Value& value) const {
  const Value& other = specials_[static_cast<std::size_t>(Special::other)];
  const Array* list = value.array();
  return list ? std::find(list->begin(), list->end(), other) != list->end() : value == other;
}

bool Session::is_other_selected(Id id) const {
  const Node& node = nodes_[id];
  return node.select && is_select(node.type) && node.element->flag(Property::show_other) && is_other(node.select->rendered);
}

bool Session::is_item_selected(Id id, const Item& item) const {
  const Node& node = nodes_[id];
  if (item.special == Special::other) return is_other_selected(id);
  if (!is_select(node.type)) return same(node.value, *item.value);
  const Select& select = *node.select;
  if (!is_list(*node.element)) return *item.value == select.rendered;
  if (node.type == Type::ranking && !node.element->flag(Property::select_to_rank)) return true;
  if (item.special == Special::all) return all_selected(id);
  const Array* list = node.type == Type::imagepicker ? node.value.array() : select.rendered.array();
  return list && std::any_of(list->begin(), list->end(), [&](const Value& value) { return same(value, *item.value); });
}

// allElementsSelected
bool Session::all_selected(Id id) const {
  const Select& select = *nodes_[id].select;
  bool is_any_offered = false;
  for (const Item& item : select.shown) {
    if (item.special == Special::all || item.special == Special::other) continue;
    if (is_exclusive(item)) {
      if (is_item_selected(id, item)) return false;
      continue;
    }
    if (!is_item_enabled(id, item)) continue;
    is_any_offered = true;
    if (!is_item_selected(id, item)) return false;
  }
  return is_any_offered;
}

// getSingleSelectedItem
const Item* Session::item_selected(Id id) const {
  const Node& node = nodes_[id];
  if (!node.select || is_unanswered(id)) return nullptr;
  const Item* item = item_by_value(node.select->shown, node.value);
  if (item || !is_other_selected(id)) return item;
  for (const Item& each : node.select->shown) {
    if (each.special == Special::other) return &each;
  }
  return nullptr;
}

bool Session::is_exclusive(const Item& item) const {
  if (item.special) return *item.special == Special::none || *item.special == Special::refused || *item.special == Special::dont_know;
  return item.choice && item.choice->flag(Property::exclusive);
}

// --- "other", and words beside choices

bool Session::offers_comment(const Item& item) const {
  return item.special == Special::other || (item.choice && item.choice->flag(Property::choice_comment));
}

bool Session::has_choice_comments(Id id) const {
  const Node& node = nodes_[id];
  if (node.type == Type::tagbox) return false;
  return std::any_of(node.element->choices.begin(), node.element->choices.end(),
                     [](const Choice& choice) { return choice.flag(Property::choice_comment); });
}

// getValuePropertyName: values are {name: value} objects
std::string_view Session::value_property(Id id) const {
  const Node& node = nodes_[id];
  if (!is_checkbox(node.type)) return "";
  const std::string_view written = node.element->word(Property::value_property);
  if (!written.empty()) return written;
  return has_choice_comments(id) ? "value" : "";
}

Value Session::named(Id id, const Value& value) const {
  const std::string_view property = value_property(id);
  if (property.empty()) return value;
  Object object;
  object.set(property, value);
  return object;
}

const Value& Session::unnamed(Id id, const Value& item) const {
  const std::string_view property = value_property(id);
  return !property.empty() && item.object() ? item[property] : item;
}

bool Session::stores_other_as_comment(Id id) const {
  const Element& element = *nodes_[id].element;
  if (!value_property(id).empty()) return false;
  if (element.flag(Property::show_comment)) return false;
  if (has_choice_comments(id)) return true;
  const Value& own = element.value(Property::store_others_as_comment);
  if (own.boolean()) return *own.boolean();
  return questionnaire_.value(Property::store_others_as_comment).boolean_or(true);
}

// getQuestionComment
std::string_view Session::shown_comment(Id id) const {
  const Node& node = nodes_[id];
  if (!is_select(node.type) || node.element->flag(Property::show_comment)) return node.comment;
  if (!node.select->other.empty()) return node.select->other;
  return stores_other_as_comment(id) ? std::string_view(node.comment) : std::string_view();
}

// otherValue
std::string_view Session::other_words(Id id) const {
  const Node& node = nodes_[id];
  if (!is_select(node.type)) return "";
  return stores_other_as_comment(id) ? shown_comment(id) : std::string_view(node.select->other);
}

void Session::set_other(Id id, const Value& written) {
  Node& node = nodes_[id];
  Select& select = *node.select;
  std::string words = is_truthy(written) ? condition::text_of(written) : std::string();
  if (condition::trimmed(words).empty()) words.clear();
  if (node.setting_comment || other_words(id) == words) return;
  select.previous_other = other_words(id);
  node.setting_comment = true;
  if (stores_other_as_comment(id)) {
    new_node_comment(id, words);
  } else {
    select.other = words;
    select.other_value = written;
    touch(id);
    if (is_other_selected(id)) set_question(id, value_on_setting_other(id, words));
  }
  node.setting_comment = false;
  update_dependents(id);
}

// getValueOnSettingOther
Value Session::value_on_setting_other(Id id, const std::string& words) {
  Node& node = nodes_[id];
  Value value = rendered_to_data(id, node.select->rendered);
  if (node.element->flag(Property::show_comment)) return value;
  const Item* item = item_by_value(node.select->shown, Value(words));
  if (!item || item->special == Special::other) return value;
  node.select->other.clear();
  Array* list = value.array();
  if (!list) return Value(words);
  const auto other = std::find(list->begin(), list->end(), specials_[static_cast<std::size_t>(Special::other)]);
  if (other != list->end()) list->erase(other);
  if (std::find(list->begin(), list->end(), Value(words)) == list->end()) list->push_back(Value(words));
  return value;
}

bool Session::is_comment_showing(Id id, const Item& item) const { return offers_comment(item) && is_item_selected(id, item); }

// getCommentValueCore
std::string Session::comment_of(Id id, const Item& item) const {
  if (item.special == Special::other) return std::string(other_words(id));
  const Node& node = nodes_[id];
  if (!is_checkbox(node.type)) return std::string(node.value["comment"].string_or(""));
  if (const Array* list = node.value.array()) {
    for (const Value& value : *list) {
      if (unnamed(id, value) == *item.value) return std::string(value["comment"].string_or(""));
    }
  }
  return "";
}

bool Session::has_empty_comments(Id id) const {
  for (const Item& item : nodes_[id].select->shown) {
    const bool is_needed = item.special == Special::other || (item.choice && item.choice->flag(Property::choice_comment_required));
    if (is_needed && is_comment_showing(id, item) && comment_of(id, item).empty()) return true;
  }
  return false;
}

// getChoiceValue
Value Session::choice_value(const Item& item, const Value& value, bool object_on_comment) const {
  const Value& comment = value["comment"];
  if (!value.object() || !offers_comment(item) || (!object_on_comment && is_empty(comment))) return *item.value;
  Object object{{"value", *item.value}};
  if (!is_empty(comment)) object.set("comment", comment);
  return object;
}

// --- renderedValue: the value as the choices show it, with "other" for what is none of them

Value Session::rendered_from_data(Id id, const Value& value) {
  Node& node = nodes_[id];
  Value plain = value;
  if (is_checkbox(node.type)) {
    if (const Array* list = value.array()) {
      Array values;
      for (const Value& each : *list) values.push_back(unnamed(id, each));
      plain = std::move(values);
    }
  } else if (!is_empty(value["value"]) && item_by_value(node.select->shown, value["value"])) {
    plain = value["value"];
  }
  if (stores_other_as_comment(id) || !node.element->flag(Property::show_other)) return plain;
  if (node.type == Type::imagepicker) return plain;
  if (!is_checkbox(node.type)) {
    if (!has_unknown(id, plain, true, false)) return value_from_data(id, plain);
    set_other(id, plain);
    return specials_[static_cast<std::size_t>(Special::other)];
  }
  Array list = plain.array() ? *plain.array() : Array();
  const bool has_choices = std::any_of(node.select->shown.begin(), node.select->shown.end(), [](const Item& item) { return !item.special; });
  if (!has_choices) return list;
  for (Value& each : list) {
    if (is_other(each)) return list;
    if (!has_unknown(id, each, true, false)) continue;
    set_other(id, each);
    each = specials_[static_cast<std::size_t>(Special::other)];
    return list;
  }
  return list;
}

// rendredValueToData
Value Session::rendered_to_data(Id id, const Value& rendered) const {
  return stores_other_as_comment(id) ? rendered : validated_value(id, rendered);
}

// renderedValueToDataCore
Value Session::validated_value(Id id, const Value& rendered) const {
  const Node& node = nodes_[id];
  const std::string_view typed = other_words(id);
  // An answer of another kind than text stays what it is.
  const Value words = node.select->other.empty() ? Value(typed) : node.select->other_value;
  const bool converts = !condition::trimmed(typed).empty() && has_unknown(id, words, true, false);
  if (!is_checkbox(node.type)) {
    if (node.type == Type::imagepicker) return rendered;
    return converts && is_other(rendered) ? words : rendered;
  }
  const Array* list = rendered.array();
  if (!list || list->empty()) return rendered;
  Array own = node.value.array() ? *node.value.array() : Array();
  Array fresh;
  for (const Value& each : *list) {
    if (is_other(each) && converts) {
      const int index = first_unknown(id, own);
      if (index >= 0) own[static_cast<std::size_t>(index)] = named(id, words);
      fresh.push_back(index >= 0 ? own[static_cast<std::size_t>(index)] : named(id, words));
      continue;
    }
    const auto known = std::find_if(own.begin(), own.end(), [&](const Value& value) { return unnamed(id, value) == each; });
    fresh.push_back(known != own.end() ? *known : named(id, each));
  }
  return fresh;
}

void Session::set_rendered(Id id, Value rendered) {
  nodes_[id].select->rendered = rendered;
  if (is_read_only(id)) return;
  Value value = rendered_to_data(id, rendered);
  if (!same(value, nodes_[id].value)) set_question(id, std::move(value));
}

// --- values that are no choice

bool Session::has_unknown(Id id, const Value& value, bool include_other, bool is_filtered, bool check_empty) const {
  const Array* list = value.array();
  if (!list) return has_unknown_item(id, value, include_other, is_filtered, check_empty);
  return std::any_of(list->begin(), list->end(),
                     [&](const Value& each) { return has_unknown_item(id, each, include_other, is_filtered, check_empty); });
}

bool Session::has_unknown_item(Id id, const Value& written, bool include_other, bool is_filtered, bool check_empty) const {
  const Value& value = unnamed(id, written);
  if (!check_empty && is_value_empty(id, value)) return false;
  if (include_other && is_other(value)) return false;
  if (!is_unknown_in_choices(id, value, is_filtered)) return false;
  const Node& node = nodes_[id];
  if (node.element->has(Property::value_name)) {
    for (const Id other : slots_[node.slot].questions) {
      if (other != id && is_select(nodes_[other].type) && !is_unknown_in_choices(other, value, is_filtered)) return false;
    }
  }
  return true;
}

bool Session::is_unknown_in_choices(Id id, const Value& written, bool is_filtered) const {
  const Value& value = unnamed(id, written);
  for (const Special special : questionnaire::specials_of(*nodes_[id].element)) {
    if (special != Special::other && special != Special::all && value == specials_[static_cast<std::size_t>(special)]) return false;
  }
  std::vector<Item> carried;
  return item_by_value(is_filtered ? filtered_items(id, carried) : active_items(id, carried), value) == nullptr;
}

int Session::first_unknown(Id id, const Value& value) const {
  const Array* list = value.array();
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    if (has_unknown_item(id, (*list)[i], false, false, false)) return static_cast<int>(i);
  }
  return -1;
}

// canClearIncorrectValues
bool Session::may_clear_incorrect(Id id) const {
  const Node& node = nodes_[id];
  return !node.element->flag(Property::allow_custom_choices) && slots_[node.slot].questions.size() <= 1;
}

// clearIncorrectValues
void Session::clear_incorrect(Id id) {
  Node& node = nodes_[id];
  if (node.type == Type::matrix) return clear_grid(id, true, true, true);
  if (node.type == Type::rating && !is_unanswered(id) && !item_by_value(node.select->items, node.value)) return clear_question(id, true);
  if (!is_select(node.type)) return;
  if (node.type == Type::imagepicker && node.element->flag(Property::multi_select)) {
    const Array* list = node.value.array();
    if (!list || list->empty()) return clear_question(id, true);
    Array known;
    for (const Value& value : *list) {
      if (!has_unknown(id, value, true, true)) known.push_back(value);
    }
    if (known.size() == list->size()) return;
    if (known.empty()) return clear_question(id, true);
    return set_question(id, known);
  }
  if (!may_clear_incorrect(id)) return;
  if (is_checkbox(node.type)) {
    if (!is_unanswered(id) || !node.select->hidden_values.empty()) clear_incorrect_items(id);
  } else if (!is_unanswered(id) && is_unknown_to_clear(id, node.value)) {
    clear_question(id, true);
  }
}

// canClearValueAnUnknown
bool Session::is_unknown_to_clear(Id id, const Value& value) const {
  if (!stores_other_as_comment(id) && is_other_selected(id)) return false;
  return has_unknown(id, value, true, true, true);
}

// clearIncorrectAndDisabledValues of a checkbox: what is hidden comes back when it is offered again.
void Session::clear_incorrect_items(Id id) {
  Node& node = nodes_[id];
  Select& select = *node.select;
  Array restored;
  for (const Item& item : select.shown) {
    if (item.special == Special::all) continue;
    const auto hidden = std::find_if(select.hidden_values.begin(), select.hidden_values.end(), [&](const Value& value) {
      return condition::equals(*item.value, value, {condition::Order::strict});
    });
    if (hidden == select.hidden_values.end()) continue;
    if (!is_item_selected(id, item)) restored.push_back(*item.value);
    select.hidden_values.erase(hidden);
  }
  if (node.value.is_nothing() && restored.empty()) return;
  const Array* list = node.value.array();
  if (!list || list->empty()) {
    select.is_clearing_incorrect = true;
    if (node.element->flag(Property::show_comment)) {
      set_question(id, Value(Null{}));
    } else {
      clear_question(id, true);
    }
    select.is_clearing_incorrect = false;
    if (restored.empty()) return;
  }
  Array fresh;
  bool has_changed = !restored.empty();
  const Array current = node.value.array() ? *node.value.array() : Array();
  for (const Value& value : current) {
    if (!is_unknown_to_clear(id, unnamed(id, value))) {
      fresh.push_back(value);
    } else {
      has_changed = true;
      select.hidden_values.push_back(value);
    }
  }
  fresh.insert(fresh.end(), restored.begin(), restored.end());
  if (!has_changed) return;
  select.is_clearing_incorrect = true;
  if (fresh.empty()) {
    clear_question(id, true);
  } else {
    set_question(id, fresh);
  }
  select.is_clearing_incorrect = false;
}

// --- setting

void Session::select_set_new(Id id, Value value) {
  Node& node = nodes_[id];
  if (!is_checkbox(node.type)) return base_set_question(id, value_from_data(id, std::move(value)), false);
  Select& select = *node.select;
  if (!select.is_clearing_incorrect) select.hidden_values.clear();
  value = value_from_data(id, std::move(value));
  if (value.is_nothing() || value == Value("") || value == Value(0) || value == Value(false)) value = Array();
  const Value old = node.value.is_nothing() ? Value(Array()) : node.value;
  if (same(old, value)) return;
  remove_exclusive(id, old, value);
  base_set_question(id, value_from_data(id, std::move(value)), false);
}

// removeNoneItemsValues: "none" and its like stand alone; the latest wish counts.
void Session::remove_exclusive(Id id, const Value& old, Value& fresh) const {
  Array* list = fresh.array();
  if (!list) return;
  const auto plain = [&](const Value& value) {
    Array values;
    for (const Value& each : value.array() ? *value.array() : Array()) values.push_back(unnamed(id, each));
    return values;
  };
  if (plain(old) == plain(fresh)) return;
  std::vector<const Value*> alone;
  for (const Item& item : nodes_[id].select->shown) {
    if (is_exclusive(item)) alone.push_back(item.value);
  }
  const auto last_of = [&](const Array& values, const std::vector<const Value*>& wanted) -> std::pair<int, const Value*> {
    for (std::size_t i = values.size(); i-- > 0;) {
      for (const Value* value : wanted) {
        if (*value == unnamed(id, values[i])) return {static_cast<int>(i), value};
      }
    }
    return {-1, nullptr};
  };
  const auto before = last_of(old.array() ? *old.array() : Array(), alone);
  const auto now = last_of(*list, alone);
  if (before.first >= 0) {
    if (before.second == now.second) {
      if (!list->empty()) list->erase(list->begin() + now.first);
    } else {
      const auto again = last_of(*list, {before.second});
      if (again.first >= 0 && again.first < static_cast<int>(list->size()) - 1) list->erase(list->begin() + again.first);
    }
  } else if (now.first >= 0 && list->size() > 1) {
    *list = Array{named(id, *now.second)};
  }
}

void Session::select_set_question_value(Id id, Value value, bool update_answered, bool update_comment) {
  Node& node = nodes_[id];
  if (same(node.value, value)) return;
  Value rendered = rendered_from_data(id, value);
  if (is_list(*node.element) && !is_truthy(rendered)) rendered = Array();
  node.select->rendered = std::move(rendered);
  base_set_question_value(id, std::move(value), update_answered);
  update_dependents(id);
  if (!node.element->flag(Property::show_comment) && update_comment && !is_other_selected(id) && !other_words(id).empty()) {
    node.select->empties_comment = true;
    node.select->other.clear();
    node.comment.clear();
  }
}

void Session::select_update_from_survey(Id id, Value value, bool clear_data, Source source) {
  Node& node = nodes_[id];
  std::string words;
  std::vector<Item> carried;
  if (source != Source::joining && node.element->flag(Property::show_other) && stores_other_as_comment(id) &&
      !active_items(id, carried).empty()) {
    if (has_unknown(id, value, false, true) && !is_other(value)) {
      // Text that is no choice is the words beside "other".
      const Value other = specials_[static_cast<std::size_t>(Special::other)];
      if (!is_checkbox(node.type)) {
        if (is_truthy(value)) words = condition::text_of(value);
        value = other;
      } else {
        const int index = first_unknown(id, value);
        if (index >= 0) {
          Value& unknown = (*value.array())[static_cast<std::size_t>(index)];
          if (is_truthy(unknown)) words = condition::text_of(unknown);
          (*value.array())[static_cast<std::size_t>(index)] = named(id, other);
          if (source == Source::shared) slots_[node.slot].value = value;
        }
      }
    } else {
      words = stored_comment(node.comment_slot);
    }
  }
  const bool is_something = !value.is_nothing() && !(value == Value(""));
  base_update_from_survey(id, std::move(value), clear_data);
  if (!words.empty()) {
    node.from_survey = true;
    new_node_comment(id, words);
    node.from_survey = false;
  }
  if (is_checkbox(node.type)) node.select->hidden_values.clear();
  if (node.type == Type::ranking && is_something) node.select->set_by_user = true;
}

// setDefaultUnknownValue
void Session::set_default_unknown(Id id, const Value& value) {
  Node& node = nodes_[id];
  const Value& other = specials_[static_cast<std::size_t>(Special::other)];
  const Array* list = value.array();
  if (!list || !is_checkbox(node.type)) {
    Value rendered = other;
    if (is_checkbox(node.type)) rendered = value;
    set_rendered(id, rendered);
    set_other(id, value);
    return;
  }
  const bool has_choices = std::any_of(node.select->shown.begin(), node.select->shown.end(), [](const Item& item) { return !item.special; });
  if (!has_choices) {
    for (const Value& each : *list) node.select->hidden_values.push_back(unnamed(id, each));
    set_question(id, value);
    return;
  }
  Array known;
  Value words;
  for (const Value& each : *list) {
    const Value& plain = unnamed(id, each);
    if (!has_unknown(id, plain, false, true)) {
      known.push_back(plain);
    } else if (words.is_nothing()) {
      words = plain;
      known.push_back(other);
    }
  }
  set_rendered(id, known);
  set_other(id, words);
}

// --- ranking: syncValueWithVisibleChoices

void Session::sync_ranking(Id id) {
  const Node& node = nodes_[id];
  if (node.element->flag(Property::select_to_rank) || is_unanswered(id)) return;
  Array ranked;
  const auto has = [&ranked](const Value& value) { return std::find(ranked.begin(), ranked.end(), value) != ranked.end(); };
  for (const Value& value : node.value.array() ? *node.value.array() : Array()) {
    if (item_by_value(node.select->shown, value) && !has(value)) ranked.push_back(value);
  }
  for (const Item& item : node.select->shown) {
    if (!has(*item.value)) ranked.push_back(*item.value);
  }
  if (!same(node.value, ranked)) set_question(id, ranked);
}

}  // namespace triptych::interview
