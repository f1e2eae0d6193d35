// SPDX-License-Identifier: MIT
// Tests of check: each trouble an organizer can write, and the file without trouble.
#include "doctest.h"

#include "json/reader.h"
#include "questionnaire/check.h"
#include "questionnaire/reach.h"
#include "questionnaire/suggest.h"

using namespace triptych;
using namespace triptych::questionnaire;

namespace {

class NoHost : public Host {
 public:
  Now now() override { return {0, 0}; }
  std::array<std::uint8_t, 16> random16() override { return {}; }
  Match match(std::string_view, std::string_view, std::string_view) override { return Match::no; }
};

std::vector<Diagnostic> check_text(std::string_view text, const std::vector<std::string>& languages = {}) {
  NoHost host;
  Result<Value> json = json::read(text);
  REQUIRE(json.ok());
  Result<Parsed> parsed = parse(json.value());
  REQUIRE(parsed.ok());
  return check(parsed.value(), languages, host);
}

std::vector<const Diagnostic*> of(const std::vector<Diagnostic>& all, ErrorCode code) {
  std::vector<const Diagnostic*> found;
  for (const Diagnostic& one : all) {
    if (one.error.code == code) found.push_back(&one);
  }
  return found;
}

const Diagnostic& only(const std::vector<Diagnostic>& all, ErrorCode code) {
  const std::vector<const Diagnostic*> found = of(all, code);
  REQUIRE(found.size() == 1);
  return *found.front();
}

std::string_view param(const Diagnostic& diagnostic, std::string_view name) {
  const Value* value = diagnostic.error.params.find(name);
  return value ? value->string_or("") : "";
}

}  // namespace

TEST_CASE("a sound questionnaire has nothing to mend") {
  const auto found = check_text(R"({"elements": [
    {"type": "radiogroup", "name": "a", "choices": ["x", "y"]},
    {"type": "radiogroup", "name": "b", "visibleIf": "{a} = 'y'", "choices": [1, 2]}]})");
  CHECK(found.empty());
}

TEST_CASE("a file without a question has nothing to ask; whatever stands for one is enough") {
  for (const char* text : {R"({})", R"({"title": "t"})", R"({"pages": []})", R"({"elements": []})", R"({"pages": [{"name": "p", "elements": [{"type": "panel", "name": "q"}]}]})"}) {
    const auto found = check_text(text);
    CHECK(only(found, ErrorCode::questionnaire_nothing).severity == Severity::error);
    CHECK(only(found, ErrorCode::questionnaire_nothing).error.path == "");
  }
  for (const char* text : {R"({"elements": [{"type": "html", "name": "h"}]})", R"({"elements": [{"type": "paneldynamic", "name": "d"}]})"}) {
    CHECK(of(check_text(text), ErrorCode::questionnaire_nothing).empty());
  }
}

TEST_CASE("a misspelt name in a condition is named, with the nearest one") {
  const auto found = check_text(R"({"elements": [
    {"type": "radiogroup", "name": "comfort", "choices": [1, 2]},
    {"type": "radiogroup", "name": "next", "visibleIf": "{confort} = 1", "choices": [1, 2]}]})");
  const Diagnostic& one = only(found, ErrorCode::questionnaire_name_unknown);
  CHECK(one.error.path == "/elements/1/visibleIf");
  CHECK(param(one, "name") == "confort");
  CHECK(param(one, "suggestion") == "comfort");
}

TEST_CASE("an unknown function is named") {
  const auto found = check_text(R"({"elements": [
    {"type": "radiogroup", "name": "a", "choices": [1]},
    {"type": "radiogroup", "name": "b", "visibleIf": "summ({a}, 1) > 1", "choices": [1]}]})");
  CHECK(param(only(found, ErrorCode::questionnaire_function_unknown), "suggestion") == "sum");
}

TEST_CASE("a duplicated name and a duplicated choice are errors") {
  const auto found = check_text(R"({"pages": [{"name": "p", "elements": [
    {"type": "radiogroup", "name": "q", "choices": ["a", "b", "a"]}, {"type": "radiogroup", "name": "Q", "choices": [1]}]}]})");
  const Diagnostic& name = only(found, ErrorCode::questionnaire_name_duplicate);
  CHECK(name.severity == Severity::error);
  CHECK(name.error.path == "/pages/0/elements/1/name");
  CHECK(param(name, "first") == "/pages/0/elements/0");
  CHECK(only(found, ErrorCode::questionnaire_choice_duplicate).error.path == "/pages/0/elements/0/choices/2");
}

TEST_CASE("a circle of visibleIf is found, through panels too, each once") {
  const auto direct = check_text(R"({"elements": [
    {"type": "radiogroup", "name": "a", "visibleIf": "{b} = 1", "choices": [1]},
    {"type": "radiogroup", "name": "b", "visibleIf": "{a} = 1", "choices": [1]}]})");
  CHECK(param(only(direct, ErrorCode::questionnaire_cycle), "names") == "a → b → a");
  const auto through_panel = check_text(R"({"elements": [
    {"type": "panel", "name": "p", "visibleIf": "{inside} = 1", "elements": [{"type": "radiogroup", "name": "inside", "choices": [1]}]}]})");
  CHECK(of(through_panel, ErrorCode::questionnaire_cycle).size() == 1);
  const auto chain = check_text(R"({"elements": [
    {"type": "radiogroup", "name": "a", "choices": [1]}, {"type": "radiogroup", "name": "b", "visibleIf": "{a} = 1", "choices": [1]},
    {"type": "radiogroup", "name": "c", "visibleIf": "{a} = 1 and {b} = 1", "choices": [1]}]})");
  CHECK(of(chain, ErrorCode::questionnaire_cycle).empty());
}

TEST_CASE("a condition that no answer can make true is said, and only that") {
  const auto found = check_text(R"({"elements": [
    {"type": "radiogroup", "name": "a", "choices": ["x", "y"]},
    {"type": "checkbox", "name": "m", "choices": ["r", "s"], "showNoneItem": true},
    {"type": "radiogroup", "name": "typo", "visibleIf": "{a} = 'z'", "choices": [1]},
    {"type": "radiogroup", "name": "both", "visibleIf": "{a} = 'x' and {a} = 'y'", "choices": [1]},
    {"type": "radiogroup", "name": "can", "visibleIf": "{m} contains 'r' and {a} <> 'x'", "choices": [1]},
    {"type": "radiogroup", "name": "none", "visibleIf": "{m} contains 'none'", "choices": [1]},
    {"type": "radiogroup", "name": "empty", "visibleIf": "{a} empty", "choices": [1]}]})");
  const auto never = of(found, ErrorCode::questionnaire_never);
  REQUIRE(never.size() == 2);
  CHECK(never[0]->error.path == "/elements/2/visibleIf");
  CHECK(never[1]->error.path == "/elements/3/visibleIf");
}

TEST_CASE("draws and facts are tried too; what is open is left alone; too many combinations are said") {
  const auto found = check_text(R"({"triptych": {"draws": [{"name": "form", "values": ["AB", "BA"]}], "facts": ["results_seen"]}, "elements": [
    {"type": "radiogroup", "name": "a", "visibleIf": "{form} = 'CD'", "choices": [1]},
    {"type": "radiogroup", "name": "b", "visibleIf": "{results_seen} = 'before'", "choices": [1]},
    {"type": "text", "name": "t"},
    {"type": "radiogroup", "name": "c", "visibleIf": "{t} = 'never known'", "choices": [1]},
    {"type": "checkbox", "name": "m1", "choices": [1, 2, 3, 4, 5, 6, 7]}, {"type": "checkbox", "name": "m2", "choices": [1, 2, 3, 4, 5, 6, 7, 8]},
    {"type": "radiogroup", "name": "d", "visibleIf": "{m1} contains 1 and {m2} contains 9", "choices": [1]}]})");
  CHECK(only(found, ErrorCode::questionnaire_never).error.path == "/elements/0/visibleIf");
  CHECK(only(found, ErrorCode::questionnaire_reach_unknown).error.path == "/elements/6/visibleIf");
}

TEST_CASE("a missing translation is pointed at, the default counts for the file's own language") {
  const auto found = check_text(R"({"locale": "fr", "elements": [
    {"type": "radiogroup", "name": "a", "title": {"default": "Oui ?", "en": "Yes?"},
     "choices": [{"value": 1, "text": {"default": "un"}}, {"value": 2, "text": {"default": "deux", "en": "two"}}]}]})",
                                {"fr", "en"});
  const Diagnostic& one = only(found, ErrorCode::questionnaire_translation);
  CHECK(one.error.path == "/elements/0/choices/0/text");
  CHECK(param(one, "language") == "en");
}

TEST_CASE("what has no codes stays on the page, and is said to") {
  const auto found = check_text(R"({"elements": [
    {"type": "text", "name": "words"}, {"type": "text", "name": "count", "inputType": "number", "min": 0, "max": 10},
    {"type": "radiogroup", "name": "a", "choices": [1], "showOtherItem": true}]})");
  const auto stays = of(found, ErrorCode::questionnaire_stays);
  REQUIRE(stays.size() == 2);
  CHECK(param(*stays[0], "name") == "words");
  CHECK(param(*stays[1], "name") == "a");
  CHECK(stays[0]->severity == Severity::note);
}

TEST_CASE("a wrong expression, target, answer or piping is pointed at") {
  const auto found = check_text(R"({"triggers": [{"type": "setvalue", "expression": "{a} = 1", "setToName": "bb", "setValue": 1}], "elements": [
    {"type": "radiogroup", "name": "a", "title": "Like {aa}?", "choices": [1, 2], "correctAnswer": 3},
    {"type": "radiogroup", "name": "b", "visibleIf": "{a} = = 1", "choices": [1]}]})");
  CHECK(only(found, ErrorCode::condition_syntax).error.path == "/elements/1/visibleIf");
  CHECK(only(found, ErrorCode::questionnaire_target_unknown).error.path == "/triggers/0/setToName");
  CHECK(only(found, ErrorCode::questionnaire_answer_unknown).error.path == "/elements/0/correctAnswer");
  CHECK(param(only(found, ErrorCode::questionnaire_piping_unknown), "name") == "aa");
}

TEST_CASE("suggestions are near, or none") {
  CHECK(nearest("visibelIf", {"visible", "visibleIf", "enableIf"}) == "visibleIf");
  CHECK(nearest("isrequired", {"isRequired"}) == "isRequired");
  CHECK(nearest("something", {"else", "other"}).empty());
}
