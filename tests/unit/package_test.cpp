// SPDX-License-Identifier: MIT
// Tests of package: widget.json, each setting refused for its own reason.
#include "doctest.h"

#include "json/reader.h"
#include "package/widget.h"

using namespace triptych;
using namespace triptych::package;

namespace {

ReadWidget read_text(std::string_view text) { return read_widget(json::read(text).value()); }

constexpr const char* kSound = R"({"version": 1, "survey": "ai-in-care", "questionnaire": "questionnaire.json", "wave": 2, "languages": ["fr", "en"],
  "controller": {"name": "Association", "contact": "a@association.example"}, "collect": {"kind": "triptych", "url": "/ballots"},
  "period": {"kind": "wave"}, "retention": {"days": 30}, "omit": ["role"]})";

/// kSound with one setting replaced.
ReadWidget with(std::string_view name, std::string_view setting) {
  Value json = json::read(kSound).value();
  json.object()->set(name, json::read(setting).value());
  return read_widget(json);
}

std::string refused(const ReadWidget& read) {
  for (const auto& one : read.diagnostics) {
    if (one.severity == questionnaire::Severity::error) return std::string(name_of(one.error.code)) + " " + one.error.path;
  }
  return "";
}

}  // namespace

TEST_CASE("a sound widget.json is read whole") {
  const ReadWidget read = read_text(kSound);
  CHECK(read.ok());
  CHECK(read.diagnostics.empty());
  CHECK(read.widget.survey == "ai-in-care");
  CHECK(read.widget.wave == 2);
  CHECK(read.widget.languages == std::vector<std::string>{"fr", "en"});
  CHECK(read.widget.collect == Collect::triptych);
  CHECK(read.widget.period == Period::wave);
  CHECK(read.widget.has_controller);
  CHECK(read.widget.omit == std::vector<std::string>{"role"});
}

TEST_CASE("each wrong setting is refused at its place") {
  CHECK(refused(with("version", "2")) == "package_value /version");
  CHECK(refused(with("survey", "\"Ai In Care\"")) == "package_value /survey");
  CHECK(refused(with("questionnaire", "\"../other.json\"")) == "package_value /questionnaire");
  CHECK(refused(with("questionnaire", "\"https://elsewhere.example/q.json\"")) == "package_value /questionnaire");
  CHECK(refused(with("wave", "256")) == "package_value /wave");
  CHECK(refused(with("wave", "1.5")) == "package_value /wave");
  CHECK(refused(with("languages", "[]")) == "package_value /languages");
  CHECK(refused(with("collect", R"({"kind": "ftp"})")) == "package_value /collect/kind");
  CHECK(refused(with("collect", R"({"kind": "http"})")) == "package_value /collect/url");
  CHECK(refused(with("collect", R"json({"kind": "http", "url": "javascript:alert(1)"})json")) == "package_value /collect/url");
  CHECK(refused(with("period", R"({"kind": "day"})")) == "package_value /period/kind");
  CHECK(refused(with("retention", R"({"days": -1})")) == "package_value /retention/days");
  CHECK(refused(read_text("{}")) == "package_missing ");
  CHECK(refused(read_text("[]")) == "package_value ");
}

TEST_CASE("without a controller it is a demonstration, and a misspelt setting is not lost in silence") {
  const ReadWidget anonymous = with("controller", "{}");
  CHECK(anonymous.ok());
  REQUIRE(anonymous.diagnostics.size() == 1);
  CHECK(anonymous.diagnostics[0].error.code == ErrorCode::package_controller);
  const ReadWidget misspelt = with("controler", "{}");
  REQUIRE(misspelt.diagnostics.size() == 1);
  CHECK(misspelt.diagnostics[0].error.params.find("suggestion")->string_or("") == "controller");
}

TEST_CASE("omitted names and explainers are held against the questionnaire") {
  const auto parsed = questionnaire::parse(json::read(R"({"elements": [{"type": "radiogroup", "name": "rôle", "choices": [1]},
    {"type": "explainer", "name": "e", "explainer": "diagnosis"}]})").value());
  REQUIRE(parsed.ok());
  const auto found = check_against(read_text(kSound).widget, parsed.value().questionnaire);
  REQUIRE(found.size() == 2);
  CHECK(found[0].error.code == ErrorCode::package_name_unknown);
  CHECK(found[0].error.path == "/omit/0");
  CHECK(found[1].error.code == ErrorCode::package_explainer);
}
