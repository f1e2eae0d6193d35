// SPDX-License-Identifier: MIT
// Conformance: surveys with what happened to them, step by step: the interview must be in the same state after each.
#include <cmath>

#include "interview/session.h"
#include "interview/types.h"
#include "json/reader.h"
#include "json/writer.h"
#include "kinds.h"

namespace triptych::conformance {
namespace {

using interview::Id;
using interview::Session;

bool owns(const Value& recorded) { return recorded["json"].object() && recorded["steps"].array(); }

/// {state, page, pages, visible, errors, data}, as they were recorded.
Value state_of(const Session& session) {
  Array pages, visible;
  for (const Id page : session.visible_pages()) pages.push_back(session.page_name(page));
  for (const Id question : session.visible_questions()) visible.push_back(session.node(question).element->name);
  Object errors;
  for (Id id = 0; id < session.element_count(); ++id) {
    const interview::Node& node = session.node(id);
    if (!node.is_question() || node.errors.empty()) continue;
    Array kinds;
    for (const interview::Failure& failure : node.errors) kinds.push_back(name_of(failure.kind));
    errors.set(node.element->name, kinds);
  }
  const Id page = session.current_page();
  return Object{{"state", name_of(session.state())},
                {"page", page == interview::kNone ? Value(Null{}) : Value(session.page_name(page))},
                {"pages", pages},
                {"visible", visible},
                {"errors", errors},
                // As JSON keeps it: dates as text, nothing undefined.
                {"data", json::read(json::write(session.data())).value()}};
}

/// What is on the screen, beyond the state.
Value shown_by(const Session& session) {
  Array shown, locked, required;
  Object offered, disabled, comments, rows, titles;
  for (Id id = 0; id < session.element_count(); ++id) {
    const interview::Node& node = session.node(id);
    if (!node.is_question()) continue;
    const questionnaire::Element& element = *node.element;
    const std::string& name = element.name;
    if (session.is_shown(id)) shown.push_back(name);
    if (session.is_read_only(id)) locked.push_back(name);
    if (node.required) required.push_back(name);
    if (interview::is_select(node.type) && node.type != questionnaire::Type::imagepicker) {
      Array values, off;
      for (const interview::Item& item : node.select->shown) {
        values.push_back(*item.value);
        if (!session.is_item_enabled(id, item)) off.push_back(*item.value);
      }
      offered.set(name, values);
      disabled.set(name, off);
    }
    if (!session.shown_comment(id).empty()) comments.set(name, session.shown_comment(id));
    if (node.grid) {
      Array values;
      for (const questionnaire::Choice* row : session.rows_shown(id)) values.push_back(row->value);
      rows.set(name, values);
    }
    const questionnaire::LocalizedText& title = element.text(questionnaire::Property::title);
    if (!title.empty()) titles.set(name, session.words(id, title));
  }
  Object all{{"shown", shown},       {"locked", locked},     {"required", required}, {"offered", offered},
             {"disabled", disabled}, {"comments", comments}, {"rows", rows},         {"titles", titles},
             {"right", session.right_answers()}};
  if (session.questionnaire().word(questionnaire::Property::questions_on_page) == "inputPerPage") return all;
  all.set("first", session.is_first_page());
  all.set("last", session.is_last_page());
  return all;
}

Object object_of(const Value& value) { return value.object() ? *value.object() : Object(); }

/// What the fields of a question do.
void touch(Session& session, std::string_view operation, std::string_view name, const Value& value) {
  const Id id = session.find_question(name);
  if (id == interview::kNone || !interview::has_input(session.node(id).type)) return;
  if (operation == "answer") session.answer(id, value);
  else session.comment(id, std::string(value.string_or("")));
}

/// false: an operation that is not known here.
bool apply(Session& session, std::string_view operation, const Array& arguments) {
  const Value first = arguments.empty() ? Value() : arguments[0];
  const Value second = arguments.size() < 2 ? Value() : arguments[1];
  if (operation == "setValue") session.set_value(first.string_or(""), second);
  else if (operation == "answer" || operation == "comment") touch(session, operation, first.string_or(""), second);
  else if (operation == "setComment") session.set_comment(first.string_or(""), second.string_or(""));
  else if (operation == "setVariable") session.set_variable(first.string_or(""), second);
  else if (operation == "clearValue") session.clear_value(first.string_or(""));
  else if (operation == "mergeData") session.merge_data(object_of(first));
  else if (operation == "=data") session.set_data(object_of(first));
  else if (operation == "=locale") session.set_locale(first.string_or(""));
  else if (operation == "=currentPageNo") session.set_current_page(first.number_or(-1));
  else if (operation == "=randomSeed") session.set_random_seed(static_cast<std::uint32_t>(first.number_or(0)));
  else if (operation == "=readOnly") session.set_read_only(first.boolean_or(false));
  else if (operation == "=mode") session.set_read_only(first.string_or("") == "display");
  else if (operation == "nextPage") session.next_page();
  else if (operation == "performNext") session.perform_next();
  else if (operation == "prevPage" || operation == "performPrevious") session.previous_page();
  else if (operation == "start") session.start();
  else if (operation == "tryComplete" || operation == "completeLastPage") session.try_complete();
  else if (operation == "doComplete") session.complete();
  else if (operation == "showPreview") session.show_preview();
  else if (operation == "cancelPreview") session.cancel_preview();
  else if (operation == "validate" || operation == "hasErrors") session.validate(first.boolean_or(true), second.boolean_or(false));
  else if (operation == "validateCurrentPage" || operation == "validatePage") session.validate_current_page();
  else if (operation == "clear") session.clear(first.boolean_or(true), second.boolean_or(true));
  else if (operation == "clearIncorrectValues") session.clear_incorrect_values();
  else return false;
  return true;
}

Outcome run(const Value& recorded, Host& host) {
  const Result<questionnaire::Parsed> parsed = questionnaire::parse(recorded["json"]);
  if (!parsed.ok()) return {false, "a questionnaire", std::string(name_of(parsed.error().code))};
  Session session(parsed.value().questionnaire, host);
  const Value initial = state_of(session);
  if (!same(initial, recorded["initial"])) return {false, described(recorded["initial"]), "at first " + described(initial)};
  std::size_t number = 0;
  for (const Value& step : *recorded["steps"].array()) {
    ++number;
    const std::string_view operation = step["op"].string_or("");
    const Value arguments = revived(step["args"]);
    const std::string where = "step " + std::to_string(number) + " " + std::string(operation) + described(arguments) + " ";
    if (!apply(session, operation, *arguments.array())) return {false, "an operation", where};
    Value after = state_of(session);
    if (step["after"]["shown"].object()) after.object()->set("shown", shown_by(session));
    if (!same(after, step["after"])) return {false, described(step["after"]), where + described(after)};
  }
  return {true, "", ""};
}

}  // namespace

const Kind kTraces{owns, run};

}  // namespace triptych::conformance
