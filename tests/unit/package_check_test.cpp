// SPDX-License-Identifier: MIT
// Tests of package: a survey's folder as a whole: what is wrong in which file and line, in the order of files; every text once.
#include "doctest.h"

#include <map>

#include "json/reader.h"
#include "package/check.h"
#include "questionnaire/texts.h"

using namespace triptych;
using namespace triptych::package;

namespace {

class StillHost final : public Host {
 public:
  Now now() override { return {0, 0}; }
  std::array<std::uint8_t, 16> random16() override { return {}; }
  Match match(std::string_view, std::string_view, std::string_view) override { return Match::no; }
};

using Files = std::map<std::string, std::string>;

constexpr const char* kWidget = R"({"version": 1, "survey": "made", "questionnaire": "q.json", "wave": 1, "languages": ["fr", "en"],
 "explainers": [], "controller": {"name": "They", "contact": "a@b.example"}, "collect": {"kind": "none"}, "disclosure": "d.json"})";
constexpr const char* kQuestionnaire = R"({"locale": "fr", "title": {"default": "Titre. Deux.", "en": "Title. Two."},
 "elements": [{"type": "radiogroup", "name": "a", "title": {"default": "Oui ?", "en": "Yes?"}, "choices": [1, {"value": 2, "text": {"default": "Deux", "en": "Two"}}]}]})";

struct Ran {
  std::vector<std::string> said;  ///< "severity code file line"
  Folder folder;
};

Ran run(const Files& files, CheckOptions options = {}) {
  StillHost host;
  const auto reader = [&files](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return Error{ErrorCode::cli_read, path, {{"reason", "not there"}}};
    return found->second;
  };
  options.reading = true;
  Check check(reader, host, std::move(options));
  const std::optional<Document> widget = check.read("here/widget.json");
  REQUIRE(widget);
  Ran ran{{}, check.folder(*widget)};
  check.sort();
  for (const Found& one : check.found) {
    ran.said.push_back(std::string(one.description["severity"].string_or("")) + " " + std::string(one.description["code"].string_or("")) + " " + one.file + " " +
                       std::to_string(static_cast<int>(one.description["line"].number_or(0))));
  }
  return ran;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("check: a sound folder says how its questions read, in each language that has a formula, and nothing else") {
  const Ran ran = run({{"here/widget.json", kWidget}, {"here/q.json", kQuestionnaire}, {"here/d.json", "{}"}});
  CHECK(ran.said == List{"note reading_measured here/q.json 1", "note reading_measured here/q.json 1"});
  REQUIRE(ran.folder.asked);
  CHECK(ran.folder.widget.survey == "made");
  CHECK(ran.folder.asked->codebook.items.size() == 1);
}

TEST_CASE("check: a missing file, a policy that its rules refuse and a missing translation are told where they stand") {
  CheckOptions options;
  options.publish = true;
  options.policy = [](const Value& policy) -> Result<Done> {
    if (policy["sound"].boolean_or(false)) return Done{};
    return Error{ErrorCode::policy_shape, "/sound", {}};
  };
  std::string untranslated = kQuestionnaire;
  untranslated.replace(untranslated.find(", \"en\": \"Yes?\""), 14, "");
  CHECK(run({{"here/widget.json", kWidget}, {"here/q.json", untranslated}, {"here/d.json", "{\n\"sound\": false}"}}, options).said ==
        List{"error policy_shape here/d.json 2", "note reading_measured here/q.json 1", "note reading_measured here/q.json 1", "error questionnaire_translation here/q.json 2"});
  CHECK(run({{"here/widget.json", kWidget}, {"here/q.json", kQuestionnaire}}, options).said.front() == "error cli_read here/d.json 1");
}

TEST_CASE("check: what a change does to answers that are there; a questionnaire of before that cannot be read is all that is told") {
  StillHost host;
  Check check([](const std::string&) -> Result<std::string> { return Error{ErrorCode::cli_read, "", {{"reason", ""}}}; }, host, {});
  const Document before{"q.json", kQuestionnaire, json::read(kQuestionnaire).value()};
  std::string gone = kQuestionnaire;
  gone.replace(gone.find("[1, "), 4, "[");
  const Document now{"q.json", gone, json::read(gone).value()};
  const std::optional<Asked> asked = check.questionnaire(now, {}, "made", 1);
  REQUIRE(asked);
  check.found.clear();
  check.against(now, *asked, before);
  CHECK(check.errors() == 2);
  CHECK(check.found.back().description["code"] == Value("compare_wave"));
  check.found.clear();
  check.against(now, *asked, {"q.json", "[1]", json::read("[1]").value()});
  REQUIRE(check.found.size() == 1);
  CHECK(check.found[0].description["code"] == Value("questionnaire_shape"));
}

TEST_CASE("texts: each with its pointer and its languages, in document order; of other files every object with words under default") {
  const questionnaire::Questionnaire read = questionnaire::parse(json::read(kQuestionnaire).value()).value().questionnaire;
  List found;
  for (const questionnaire::TextAt& at : questionnaire::texts_of(read)) found.push_back(at.pointer + " " + std::string(at.text->in("en")));
  CHECK(found == List{"/title Title. Two.", "/elements/0/title Yes?", "/elements/0/choices/1/text Two"});

  List words;
  for (const Words& one : words_of(json::read(R"({"a": {"default": "x", "en": "y", "default2": 3}, "b": [{"c~/d": {"default": "z"}}, "free", {"default": 1}]})").value())) {
    words.push_back(one.pointer + " " + std::to_string(one.text.versions.size()) + " " + std::string(one.text.in("en")));
  }
  CHECK(words == List{"/a 2 y", "/b/0/c~0~1d 1 z"});
}
