// SPDX-License-Identifier: MIT
// Interview: all that the page draws, as View of web/src/engine/survey.d.ts.
#include <algorithm>
#include <cmath>

#include "interview/interview.h"
#include "interview/types.h"
#include "json/number.h"

namespace triptych::interview {

namespace {

std::string with_bound(std::string text, const Object& params) {
  for (const Member& param : params) {
    const std::size_t at = text.find("{0}");
    if (at != std::string::npos) text.replace(at, 3, condition::text_of(param.value));
  }
  return text;
}

Value or_null(std::string_view text) { return text.empty() ? Value(Null{}) : Value(text); }

/// undefined is no JSON.
Value json_of(const Value& value) { return value.is_undefined() ? Value(Null{}) : value; }

}  // namespace

std::vector<Id> Interview::pages_listed() const {
  std::vector<Id> pages;
  for (const std::size_t page : questionnaire_->pages) {
    const Id id = static_cast<Id>(page);
    if (session_.is_asked(id) && id != session_.start_page()) pages.push_back(id);
  }
  return pages;
}

bool Interview::leaves(Id id) const {
  return std::any_of(codebook_.items.begin(), codebook_.items.end(), [&](const ballot::Item& item) {
    const bool is_asked = item.source != ballot::ItemSource::draw && item.source != ballot::ItemSource::fact;
    return is_asked && item.element == id;
  });
}

Array Interview::failures_view(Id id, const std::vector<Failure>& failures) const {
  Array list;
  for (const Failure& failure : failures) {
    const std::string words = failure.words ? session_.words(id, *failure.words) : std::string();
    if (!words.empty()) {
      list.push_back(Object{{"text", with_bound(words, failure.params)}});
    } else {
      list.push_back(Object{{"key", failure.key}, {"params", failure.params}});
    }
  }
  return list;
}

// showQuestionNumbers: off unless the organizer asks for it.
std::string Interview::number_of(Id id) const {
  const Value& setting = questionnaire_->value(Property::show_question_numbers);
  const std::string_view word = setting.string_or(setting.boolean_or(false) ? "on" : "off");
  if (word == "off") return "";
  const auto is_numbered = [&](Id each) {
    const Node& node = session_.node(each);
    const Element& element = *node.element;
    return has_input(node.type) && element.flag(Property::show_number) && !element.flag(Property::hide_number) &&
           element.flag(Property::show_title) && element.word(Property::title_location) != "hidden" && session_.is_asked(each);
  };
  if (!is_numbered(id)) return "";
  const std::size_t own_page = questionnaire_->page_of(id);
  std::size_t number = 0;
  for (const std::size_t page : questionnaire_->pages) {
    if (word == "onPage" && page != own_page) continue;
    std::vector<Id> questions;
    session_.collect_questions(static_cast<Id>(page), questions);
    for (const Id each : questions) {
      if (is_numbered(each)) ++number;
      if (each == id) return std::to_string(number) + ".";
    }
  }
  return "";
}

Array Interview::choices_view(Id id) const {
  const Node& node = session_.node(id);
  const Element& element = *node.element;
  Array choices;
  if (node.type == Type::boolean) {
    for (const bool is_true : {true, false}) {
      const Value& own = element.value(is_true ? Property::value_true : Property::value_false);
      choices.push_back(Object{{"value", own.is_undefined() ? Value(is_true) : own},
                               {"text", session_.words(id, element.text(is_true ? Property::label_true : Property::label_false))},
                               {"enabled", true},
                               {"special", is_true ? "true" : "false"}});
    }
    return choices;
  }
  std::vector<Item> items = node.select->shown;
  if (node.type == Type::ranking && node.value.array()) {
    // As ranked, then what is not.
    auto place = items.begin();
    for (const Value& ranked : *node.value.array()) {
      const auto found = std::find_if(place, items.end(), [&](const Item& item) { return *item.value == ranked; });
      if (found != items.end()) std::rotate(place++, found, found + 1);
    }
  }
  if (!element.extension.reverse_if.text.empty() && session_.evaluates_to_true(element.extension.reverse_if.text)) {
    // The scale turns; "none", "other" and their like stay where they are.
    const auto is_special = [](const Item& item) { return item.special.has_value(); };
    const auto first = std::find_if_not(items.begin(), items.end(), is_special);
    const auto last = std::find_if(first, items.end(), is_special);
    std::reverse(first, last);
  }
  for (const Item& item : items) {
    Object choice{{"value", *item.value},
                  {"text", session_.item_text(id, item)},
                  {"enabled", session_.is_item_enabled(id, item)},
                  {"special", item.special ? questionnaire::value_of(*item.special) : std::string_view()}};
    const std::string image = item.choice ? session_.words(id, item.choice->text(Property::image_link)) : std::string();
    if (!image.empty()) choice.set("image", image);
    choices.push_back(std::move(choice));
  }
  return choices;
}

Array Interview::elements_view(Id container) {
  Array elements;
  for (const Id child : session_.node(container).children) {
    const Node& node = session_.node(child);
    const bool is_told = node.type == Type::unsupported && !node.omitted;
    if (is_told || session_.is_visible(child)) elements.push_back(element_view(child));
  }
  return elements;
}

Value Interview::element_view(Id id) {
  const Node& node = session_.node(id);
  if (!node.is_container()) return question_view(id);
  const std::string_view state = node.element->word(Property::state);
  return Object{{"kind", "panel"},
                {"name", node.element->name},
                {"title", session_.words(id, node.element->text(Property::title))},
                {"description", session_.words(id, node.element->text(Property::description))},
                {"elements", elements_view(id)},
                {"state", state.empty() ? "default" : state}};
}

Value Interview::question_view(Id id) {
  const Node& node = session_.node(id);
  const Element& element = *node.element;
  const auto words = [&](Property property) { return session_.words(id, element.text(property)); };
  std::string title = words(Property::title);
  if (title.empty() && node.type == Type::boolean) title = words(Property::label);
  if (title.empty() && has_input(node.type)) title = element.name;
  std::string_view type = questionnaire::name_of(node.type);
  if (node.type == Type::tagbox) type = "checkbox";
  if (node.type == Type::slider) type = "text";
  const bool is_hidden = element.word(Property::title_location) == "hidden" || !element.flag(Property::show_title);
  const bool has_comment = element.flag(Property::show_comment) || session_.is_other_selected(id);
  Object view{{"kind", "question"},
              {"type", type},
              {"name", element.name},
              {"title", title},
              {"titleLocation", is_hidden ? "hidden" : "default"},
              {"description", words(Property::description)},
              {"number", number_of(id)},
              {"required", node.required},
              {"enabled", session_.is_enabled(id)},
              {"readOnly", session_.is_read_only(id)},
              {"value", json_of(node.value)},
              {"comment", session_.shown_comment(id)},
              {"hasComment", has_comment},
              {"commentText", words(Property::comment_text)},
              {"errors", failures_view(id, node.errors)},
              {"leaves", leaves(id)}};
  const auto set_words = [&](std::string_view name, Property property) {
    std::string text = words(property);
    if (!text.empty()) view.set(name, std::move(text));
  };
  if (node.type == Type::unsupported) view.set("written", element.written);
  if (element.extension.epsilon > 0) view.set("epsilon", element.extension.epsilon);
  if (has_items(node.type) || node.type == Type::boolean) view.set("choices", choices_view(id));
  if (is_select(node.type)) {
    const bool is_multiple = is_checkbox(node.type) || element.flag(Property::multi_select);
    view.set("multiple", is_multiple);
    if (element.number(Property::max_selected) >= 1) view.set("maxSelected", element.number(Property::max_selected));
    if (element.number(Property::min_selected) >= 1) view.set("minSelected", element.number(Property::min_selected));
    set_words("otherPlaceholder", Property::other_placeholder);
  }
  set_words("placeholder", Property::placeholder);
  switch (node.type) {
    case Type::rating:
      set_words("minText", Property::min_rate_text);
      set_words("maxText", Property::max_rate_text);
      break;
    case Type::slider:
      view.set("inputType", "range");
      [[fallthrough]];
    case Type::text:
    case Type::comment: {
      const std::string_view input = element.word(Property::input_type);
      if (node.type == Type::text) view.set("inputType", input.empty() ? "text" : input);
      const auto set_bound = [&](std::string_view name, const Value& value) {
        if (!condition::is_empty(value)) view.set(name, condition::text_of(value));
      };
      set_bound("min", node.type == Type::slider ? element.value(Property::min) : node.least);
      set_bound("max", node.type == Type::slider ? element.value(Property::max) : node.most);
      set_bound("step", element.value(Property::step));
      double most = element.number(Property::max_length);
      if (most < 0) most = questionnaire_->number(Property::max_text_length);
      if (most > 0) view.set("maxLength", most);
      if (node.type == Type::comment) view.set("rows", element.number(Property::comment_rows));
      if (!element.word(Property::autocomplete).empty()) view.set("autocomplete", element.word(Property::autocomplete));
      Array suggestions;
      for (const LocalizedText& text : element.texts(Property::suggestions)) suggestions.push_back(session_.words(id, text));
      if (!suggestions.empty()) view.set("suggestions", suggestions);
      break;
    }
    case Type::matrix: {
      Array columns, rows;
      for (std::size_t i = 0; i < element.columns.size(); ++i) {
        if (!node.grid->column_visible[i]) continue;
        columns.push_back(Object{{"value", element.columns[i].value},
                                 {"text", session_.choice_text(id, element.columns[i])},
                                 {"enabled", true},
                                 {"special", ""}});
      }
      if (!element.extension.reverse_if.text.empty() && session_.evaluates_to_true(element.extension.reverse_if.text)) {
        std::reverse(columns.begin(), columns.end());
      }
      for (const Choice* row : session_.rows_shown(id)) {
        const std::size_t index = static_cast<std::size_t>(row - element.rows.data());
        Array errors;
        if (node.grid->row_error[index]) {
          errors.push_back(Object{{"key", node.grid->row_error[index] == 1 ? "question.error_row_required" : "question.error_row_unique"}});
        }
        rows.push_back(Object{{"value", row->value},
                              {"text", session_.choice_text(id, *row)},
                              {"answer", json_of(node.value[condition::text_of(row->value)])},
                              {"required", element.flag(Property::each_row_required)},
                              {"errors", errors}});
      }
      view.set("columns", columns);
      view.set("matrixRows", rows);
      if (element.word(Property::cell_type) == "checkbox") view.set("multiple", true);
      break;
    }
    case Type::multipletext: {
      Array items;
      for (const Id item : node.children) {
        const Node& part = session_.node(item);
        const std::string part_title = session_.words(item, part.element->text(Property::title));
        const std::string_view input = part.element->word(Property::input_type);
        items.push_back(Object{{"name", part.element->name},
                               {"title", part_title.empty() ? part.element->name : part_title},
                               {"inputType", input.empty() ? "text" : input},
                               {"value", json_of(part.value)},
                               {"required", part.required},
                               {"errors", failures_view(item, part.errors)}});
      }
      view.set("items", items);
      break;
    }
    case Type::html: view.set("html", words(Property::html)); break;
    case Type::image: {
      const auto size = [&](Property property) { return condition::text_of(element.has(property) ? element.value(property) : Value("")); };
      view.set("image", Object{{"link", words(Property::image_link)},
                               {"alt", words(Property::alt_text)},
                               {"width", size(Property::image_width)},
                               {"height", size(Property::image_height)}});
      break;
    }
    case Type::expression: view.set("display", session_.display_text(id)); break;
    case Type::explainer: view.set("explainer", element.word(Property::explainer).empty() ? std::string_view(element.name) : element.word(Property::explainer)); break;
    default: break;
  }
  if (node.type != Type::explainer && !element.extension.explainer.empty()) {
    view.set("check", Object{{"explainer", element.extension.explainer}, {"form", element.extension.form}});
  }
  return view;
}

Value Interview::view() {
  const State state = session_.state();
  const auto survey_words = [&](Property property) { return session_.words(kNone, questionnaire_->text(property)); };
  const std::vector<Id> pages = pages_listed();
  const Id current = state == State::starting ? session_.start_page() : session_.current_page();
  const bool is_on_page = (state == State::running || state == State::starting) && current != kNone;
  Array steps;
  double index = -1;
  double answered = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const Element& page = questionnaire_->elements[pages[i]];
    std::vector<Id> questions;
    session_.collect_questions(pages[i], questions);
    const auto given = std::count_if(questions.begin(), questions.end(), [&](Id id) {
      return has_input(session_.node(id).type) && session_.is_asked(id) && !session_.is_unanswered(id);
    });
    answered += static_cast<double>(given);
    if (state == State::running && pages[i] == current) index = static_cast<double>(i);
    std::string title = session_.words(pages[i], page.text(Property::navigation_title));
    if (title.empty()) title = session_.words(pages[i], page.text(Property::title));
    steps.push_back(Object{{"name", page.name},
                           {"title", title},
                           {"panel", or_null(questionnaire::name_of(page.extension.panel))},
                           {"answered", given > 0}});
  }
  const bool is_one_of_ours = is_on_page && current < session_.element_count();
  const Element* page = is_one_of_ours ? &questionnaire_->elements[current] : nullptr;
  Array elements;
  if (state == State::preview || is_on_page) {
    const Id single = session_.current_element();
    if (state == State::running && single != kNone) {
      elements.push_back(element_view(single));
    } else if (is_one_of_ours) {
      elements = elements_view(current);
    } else {
      for (const Id each : session_.node(current).children) {
        Array inside = elements_view(each);
        std::move(inside.begin(), inside.end(), std::back_inserter(elements));
      }
    }
  }
  return Object{{"state", name_of(state)},
                {"locale", session_.locale()},
                {"title", survey_words(Property::title)},
                {"description", survey_words(Property::description)},
                {"pages", std::move(steps)},
                {"page", index},
                {"pageTitle", page ? session_.words(current, page->text(Property::title)) : std::string()},
                {"pageDescription", page ? session_.words(current, page->text(Property::description)) : std::string()},
                {"panel", page ? or_null(questionnaire::name_of(page->extension.panel)) : Value(Null{})},
                {"isFirst", state == State::starting || session_.is_first_page()},
                {"isLast", state == State::running && (session_.is_last_page() || session_.can_be_completed_by_trigger())},
                {"hasPreview", session_.has_preview()},
                {"elements", std::move(elements)},
                {"answered", answered},
                {"completedHtml", state == State::completed ? session_.completed_html() : std::string()},
                {"words", Object{{"next", survey_words(Property::next_text)},
                                 {"previous", survey_words(Property::previous_text)},
                                 {"complete", survey_words(Property::complete_text)},
                                 {"preview", survey_words(Property::preview_text)}}}};
}

}  // namespace triptych::interview
