// SPDX-License-Identifier: MIT
// Tests of package: widget.json, each setting refused for its own reason.
#include <cmath>
#include <string>
#include <vector>

#include "doctest.h"
#include "json/number.h"
#include "json/reader.h"
#include "package/contrast.h"
#include "package/widget.h"

using namespace triptych;
using namespace triptych::package;
using questionnaire::Diagnostic;

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

TEST_CASE("ballots are sealed where they must be, and not where they are counted") {
  const std::string key = R"(, "publicKey": ")" + std::string(43, 'A') + "\"";
  const std::string form = R"({"kind": "s3", "url": "https://s3.example/b", "fields": {})";
  CHECK(refused(with("collect", form + key + "}")).empty());
  CHECK(refused(with("collect", form + "}")) == "package_seal /collect/publicKey");
  CHECK(refused(with("collect", R"({"kind": "s3", "url": "https://s3.example/b")" + key + "}")) == "package_value /collect/fields");
  CHECK(refused(with("collect", R"({"kind": "triptych", "url": "/ballots")" + key + "}")) == "package_seal /collect/publicKey");
  CHECK(refused(with("collect", R"({"kind": "http", "url": "/b")" + key + "}")).empty());
  CHECK(refused(with("collect", R"({"kind": "http", "url": "/b", "publicKey": "short"})")) == "package_seal /collect/publicKey");
  CHECK(refused(with("collect", R"({"kind": "device")" + key + "}")).empty());
  const ReadWidget device = with("collect", R"({"kind": "device"})");
  CHECK(device.ok());
  REQUIRE(device.diagnostics.size() == 1);
  CHECK(device.diagnostics[0].error.code == ErrorCode::package_seal);
}

TEST_CASE("a mark on the device is an organizer's choice, for a whole number of days within 13 months, and check says what it is") {
  const ReadWidget marked = with("collect", R"({"kind": "triptych", "url": "/ballots", "marker": {"days": 90}})");
  CHECK(marked.ok());
  REQUIRE(marked.diagnostics.size() == 1);
  CHECK(marked.diagnostics[0].severity == questionnaire::Severity::note);
  CHECK(marked.diagnostics[0].error.code == ErrorCode::package_marker);
  for (const char* wrong : {"{}", R"({"days": 0})", R"({"days": 1.5})", R"({"days": 396})", R"({"days": "90"})", "true"}) {
    CHECK(refused(with("collect", R"({"kind": "triptych", "url": "/ballots", "marker": )" + std::string(wrong) + "}")) == "package_value /collect/marker/days");
  }
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

TEST_CASE("contrast: the ratios of WCAG's own definition") {
  const auto ratio = [](std::string_view a, std::string_view b) { return contrast(*read_colour(a), *read_colour(b)); };
  CHECK(std::fabs(ratio("#000", "#fff") - 21) < 1e-9);
  CHECK(ratio("#777777", "#777") == 1);
  CHECK(std::fabs(ratio("#767676", "#ffffff") - 4.54) < 0.005);   // the lightest grey that passes on white
  CHECK(ratio("#777777", "#ffffff") < 4.5);
  CHECK(ratio("#fff", "#767676") == ratio("#767676", "#fff"));
  for (const char* none : {"", "red", "#12", "#12345", "#ggg", "rgb(0,0,0)", "#1234567", "var(--x)"}) CHECK_FALSE(read_colour(none).has_value());
}

TEST_CASE("contrast: a theme that some cannot read is refused: which pair, where, in which page, by how much") {
  const auto told = [](std::string_view theme) {
    std::vector<std::string> lines;
    for (const Diagnostic& one : check_theme(json::read(theme).value())) {
      const Object& params = one.error.params;
      std::string line = std::string(name_of(one.error.code)) + " " + one.error.path;
      for (const char* name : {"first", "second", "scheme"}) {
        if (const Value* value = params.find(name)) line += " " + std::string(value->string_or(""));
      }
      if (const Value* value = params.find("ratio")) line += " " + json::number_text(value->number_or(0));
      lines.push_back(std::move(line));
    }
    return lines;
  };
  CHECK(told("{}").empty());
  CHECK(told(R"x({"accent":"light-dark(#4a148c, #e1bee7)","radius":"0","font":"Arial"})x").empty());
  // One colour for both pages: good on white, lost on the dark ground, and dark on dark in the button.
  CHECK(told(R"x({"accent":"#4a148c"})x") ==
        std::vector<std::string>{"package_contrast /theme/accent accent surface dark 1.4", "package_contrast /theme/accent accent tint dark 1.2",
                                 "package_contrast /theme/accent on-accent accent dark 1.4"});
  CHECK(told(R"x({"surface":"light-dark(#808080, #111b21)"})x").front() == "package_contrast /theme/surface ink surface light 3.9");
  CHECK(told(R"x({"ink":"tomato"})x") == std::vector<std::string>{"package_colour /theme/ink"});
  CHECK(told(R"x({"colour":"#000"})x") == std::vector<std::string>{"package_theme /theme/colour"});
  CHECK_FALSE(read_widget(json::read(R"x({"version":1,"survey":"s","wave":1,"languages":["en"],"theme":{"ink":"#ccc"}})x").value()).ok());
}
