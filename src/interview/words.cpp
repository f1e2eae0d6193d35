// SPDX-License-Identifier: MIT
// Interview: what an answer is called, and words with answers in them: "{name}, how old are you?"
#include <algorithm>
#include <cmath>

#include "condition/dates.h"
#include "interview/session.h"
#include "interview/types.h"
#include "json/number.h"

namespace triptych::interview {

using condition::is_empty;

namespace {

// The page's own word, question.choice_<key> of content/locales, stands where these marks are (survey-engine.ts): no words in C++.
std::string word_of_page(std::string_view key) { return "\uE000" + std::string(key) + "\uE001"; }

}  // namespace

// TextPreProcessor.process
std::string Session::processed(Id id, std::string_view text, const Item* item) const {
  std::string out;
  std::size_t copied = 0;
  std::size_t open = std::string_view::npos;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      open = i;
    } else if (text[i] == '}' && open != std::string_view::npos) {
      const std::string_view name = text.substr(open + 1, i - open - 1);
      std::string shown;
      if (name.find(':') == std::string_view::npos && shown_as_text(id, condition::trimmed(name), item, shown)) {
        out += text.substr(copied, open - copied);
        out += shown;
        copied = i + 1;
      }
      open = std::string_view::npos;
    }
  }
  out += text.substr(copied);
  return out;
}

// ProcessedTextValue: false if there is no such name, and the braces stay.
bool Session::shown_as_text(Id id, std::string_view name, const Item* item, std::string& shown) const {
  if (name.empty()) return false;
  condition::Scratch scratch;
  const Binding binding = bind(name);
  const condition::Found found = find_bound(id, item, binding, scratch);
  if (!found.value) {
    if (binding.question == kNone || binding.consumed != binding.path.size()) return false;
    shown = display_text(binding.question);  // a matrix without an answer
    return true;
  }
  if (item && found.value == item->value) {
    shown = item_text(id, *item);
    return true;
  }
  const bool is_question = binding.question != kNone && !binding.may_be_variable && !binding.is_property;
  Value value = *found.value;
  if (is_question && binding.consumed == binding.path.size()) {
    value = display_value(binding.question, value);
  } else if (is_question && nodes_[binding.question].type == Type::matrix && binding.consumed + 1 == binding.path.size()) {
    for (const Choice& column : nodes_[binding.question].element->columns) {
      if (same(column.value, value)) value = choice_text(binding.question, column);
    }
  }
  if (!is_empty(value)) shown = condition::text_of(value, host_.now().utc_offset_minutes);
  return true;
}

std::string Session::words(Id id, const LocalizedText& text) const {
  const std::string_view written = text.in(locale_);
  return written.find('{') == std::string_view::npos ? std::string(written) : processed(id, written, nullptr);
}

std::string Session::choice_text(Id id, const Choice& choice) const {
  const std::string_view written = choice.text(Property::text).in(locale_);
  if (written.empty()) return is_empty(choice.value) ? std::string() : condition::text_of(choice.value);
  const Item item{&choice.value, &choice, std::nullopt, "", kNone};
  return written.find('{') == std::string_view::npos ? std::string(written) : processed(id, written, &item);
}

std::string Session::item_text(Id id, const Item& item) const {
  if (item.choice) return choice_text(id, *item.choice);
  if (!item.special) return item.text;
  constexpr Property kTexts[] = {Property::none_text, Property::refuse_text, Property::dont_know_text, Property::other_text,
                                 Property::select_all_text};
  return words(id, nodes_[id].element->text(kTexts[static_cast<std::size_t>(*item.special)]));
}

std::string Session::option_text(Id id, const Value& value, std::string& key) const {
  const Node& node = nodes_[id];
  if (node.type == Type::boolean) {
    const Value& own = node.element->value(Property::value_true);
    const bool is_true = value == (own.is_undefined() ? Value(true) : own);
    key = is_true ? "question.choice_true" : "question.choice_false";
    return words(id, node.element->text(is_true ? Property::label_true : Property::label_false));
  }
  if (!node.select) return "";
  for (const std::vector<Item>* items : {&node.select->items, &node.select->shown}) {
    for (const Item& item : *items) {
      if (!(*item.value == value)) continue;
      if (item.special) key = "question.choice_" + std::string(questionnaire::value_of(*item.special));
      return item_text(id, item);
    }
  }
  return "";
}

// --- display values: getDisplayValue(true, value)

std::string Session::display_text(Id id) const {
  const Value value = display_value(id, Value());
  return is_empty(value) ? std::string() : condition::text_of(value, host_.now().utc_offset_minutes);
}

Value Session::display_value(Id id, const Value& written) const {
  const Node& node = nodes_[id];
  Value value = written.is_nothing() ? node.value : written;
  const LocalizedText& by_default = node.element->text(Property::default_display_value);
  if (is_value_empty(id, value) && !by_default.empty()) value = words(id, by_default);
  if (is_value_empty(id, value)) {
    if (!is_select(node.type)) return Value("");
    const auto& shown = node.select->shown;
    const auto nothing = std::find_if(shown.begin(), shown.end(), [](const Item& item) { return is_empty(*item.value) && item.special != Special::all; });
    return nothing == shown.end() ? Value("") : Value(item_text(id, *nothing));
  }
  return display_core(id, value);
}

Value Session::display_core(Id id, const Value& value) const {
  const Node& node = nodes_[id];
  switch (node.type) {
    case Type::checkbox:
    case Type::tagbox:
    case Type::ranking:
      if (value.array()) return list_display(id, *value.array());
      return choice_display(id, value);
    case Type::imagepicker:
      if (value.array()) return list_display(id, *value.array());
      return is_list(*node.element) ? Value("") : choice_display(id, value);
    case Type::radiogroup:
    case Type::dropdown: return choice_display(id, value);
    case Type::rating: {
      const Item* item = item_by_value(node.select->items, value);
      return item ? Value(item_text(id, *item)) : value;
    }
    case Type::boolean: {
      const Value& own = node.element->value(Property::value_true);
      const bool is_yes = condition::equals(value, own.is_undefined() ? Value(true) : own, {condition::Order::strict});
      const std::string text = words(id, node.element->text(is_yes ? Property::label_true : Property::label_false));
      return text.empty() ? word_of_page(is_yes ? "true" : "false") : text;
    }
    case Type::matrix: {
      Object shown;
      if (!value.object()) return value;
      for (const Member& member : *value.object()) {
        std::string row = member.name;
        for (const Choice& choice : node.element->rows) {
          if (matches(choice.value, Value(member.name))) row = choice_text(id, choice);
        }
        const auto column = [&](const Value& cell) {
          for (const Choice& choice : node.element->columns) {
            if (matches(choice.value, cell)) return Value(choice_text(id, choice));
          }
          return cell;
        };
        Value cell;
        if (const Array* list = member.value.array()) {
          Array texts;
          for (const Value& each : *list) texts.push_back(column(each));
          cell = texts;
        } else {
          cell = column(member.value);
        }
        shown.set(row, std::move(cell));
      }
      return shown;
    }
    case Type::multipletext: {
      Object shown;
      for (const Id item : node.children) {
        const Value& part = value[nodes_[item].element->name];
        if (is_empty(part)) continue;
        const std::string title = words(id, nodes_[item].element->text(Property::title));
        shown.set(title.empty() ? nodes_[item].element->name : title, display_value(item, part));
      }
      return shown;
    }
    case Type::expression: return formatted(node, value);
    default: return value;
  }
}

// getChoicesDisplayValue
Value Session::choice_display(Id id, const Value& written) const {
  const Node& node = nodes_[id];
  const Value& value = plain_value(written);
  if (!node.element->flag(Property::display_values)) return value;
  const Item other = special_item(Special::other);
  if (is_other(value) && !other_words(id).empty()) return other_words(id);
  const Item* item = is_other(value) ? &other : item_by_value(node.select->shown, value);
  if (!item) return is_truthy(value) ? value : Value("");
  std::string text = item_text(id, *item);
  if (text.empty() && item->special) return word_of_page(questionnaire::value_of(*item->special));
  return text.empty() && is_truthy(value) ? value : Value(std::move(text));
}

// getDisplayArrayValue
Value Session::list_display(Id id, const Array& values) const {
  const Node& node = nodes_[id];
  const auto is_offered = [&](const Value& each) { return item_by_value(node.select->shown, unnamed(id, each)) != nullptr; };
  // Beside choices that are offered, one that is not is left out.
  const bool leaves_out = is_checkbox(node.type) && same(node.value, Value(values)) && std::any_of(values.begin(), values.end(), is_offered);
  std::string joined;
  for (const Value& each : values) {
    const Value& plain = unnamed(id, each);
    if (leaves_out && !is_other(plain) && !is_offered(each)) continue;
    Value shown = choice_display(id, plain);
    if (is_other(plain) && is_checkbox(node.type)) {
      const std::string_view typed_words = shown_comment(id);
      if (!typed_words.empty()) shown = typed_words;
    }
    if (is_empty(shown)) continue;
    if (!joined.empty()) joined += ", ";
    joined += condition::text_of(shown);
  }
  return joined;
}

// roundValue of an expression question
Value Session::rounded(const Node& node, const Value& value) const {
  const double* number = value.number();
  if (number && std::isinf(*number) && *number > 0) return Value();
  const double precision = node.element->number(Property::precision);
  if (precision < 0 || !number) return value;
  return condition::rounded_to(*number, static_cast<int>(precision));
}

// getDisplayValueCore of an expression question; digits as JavaScript writes them, no grouping: the page has Intl.
Value Session::formatted(const Node& node, const Value& value) const {
  const std::string_view style = node.element->word(Property::display_style);
  std::string text = condition::text_of(value, host_.now().utc_offset_minutes);
  if (const double* number = value.number(); number && !style.empty() && style != "none" && style != "date") {
    const double factor = style == "percent" ? 100 : 1;
    int digits = style == "currency" ? 2 : style == "percent" ? 0 : 3;
    const double most = node.element->number(Property::most_fraction_digits);
    const double least = node.element->number(Property::least_fraction_digits);
    if (most >= 0) digits = static_cast<int>(most);
    digits = std::max(digits, least >= 0 ? static_cast<int>(least) : 0);
    text = json::number_text(condition::rounded_to(*number * factor, digits));
    if (style == "percent") text += " %";
    if (style == "currency") {
      const std::string_view currency = node.element->word(Property::currency);
      text += " " + std::string(currency.empty() ? "USD" : currency);
    }
  }
  const std::string_view format = node.element->text(Property::format).in(locale_);
  if (format.empty()) return text;
  std::string out(format);
  const std::size_t at = out.find("{0}");
  if (at != std::string::npos) out.replace(at, 3, text);
  return out;
}

std::string Session::completed_html() const {
  for (std::size_t i = 0; i < html_formulas_.size(); ++i) {
    if (html_formulas_[i] != kNone && evaluate(html_formulas_[i]) == Value(true)) {
      return processed(kNone, questionnaire_.completed_html_on_condition[i].html.in(locale_), nullptr);
    }
  }
  return processed(kNone, questionnaire_.text(Property::completed_html).in(locale_), nullptr);
}

// --- right answers: getQuizQuestionCount, getCorrectAnswerCount

// getCorrectAnswerValue: what cannot be chosen is not asked for.
Value Session::right_answer(Id id) const {
  const Node& node = nodes_[id];
  const Value& written = node.element->value(Property::correct_answer);
  if (!is_select(node.type) || node.select->shown.empty() || is_empty(written)) return written;
  const auto is_offered = [&](const Value& value) { return item_by_value(node.select->shown, value) != nullptr; };
  if (!written.array()) return is_offered(written) ? written : Value();
  Array offered;
  std::copy_if(written.array()->begin(), written.array()->end(), std::back_inserter(offered), is_offered);
  return offered;
}

bool Session::is_correct(Id id) const {
  const Node& node = nodes_[id];
  const Value right = right_answer(id);
  if (is_unanswered(id) || is_empty(right)) return false;
  const bool is_set = is_checkbox(node.type) && node.type != Type::ranking;
  return condition::equals(node.value, right, {is_set ? condition::Order::free : condition::Order::strict});
}

std::size_t Session::right_answers() const {
  std::size_t questions = 0, right = 0;
  count_quiz(questions, right);
  return right;
}

void Session::count_quiz(std::size_t& questions, std::size_t& right) const {
  const std::size_t first = questionnaire_.flag(Property::first_page_is_start) && !questionnaire_.pages.empty() ? 1 : 0;
  for (std::size_t i = first; i < questionnaire_.pages.size(); ++i) {
    const Id page = static_cast<Id>(questionnaire_.pages[i]);
    if (!is_visible(page)) continue;
    std::vector<Id> inside;
    collect_questions(page, inside);
    for (const Id id : inside) {
      const Node& node = nodes_[id];
      const Value answer = right_answer(id);
      if (!has_input(node.type) || !is_visible(id) || is_empty(answer)) continue;
      if (node.type == Type::matrix) {
        for (const Choice& row : node.element->rows) {
          const std::string name = condition::text_of(row.value);
          if (is_empty(answer[name])) continue;
          ++questions;
          right += !is_empty(node.value[name]) && same(answer[name], node.value[name]);
        }
        continue;
      }
      ++questions;
      right += is_correct(id);
    }
  }
}

}  // namespace triptych::interview
