// SPDX-License-Identifier: MIT
// Tests: what the page draws: counts, percents only from 30 answers, the visitor's own answer marked, figures from elsewhere.
#include "results/summary.h"

#include "disclosure/policy.h"
#include "disclosure/snapshot.h"
#include "json/reader.h"
#include "json/writer.h"
#include "made_ballots.h"
#include "tally/tally.h"

using namespace made;
using triptych::disclosure::Released;

namespace {

constexpr std::string_view kPolicy = R"({"version":1,"survey":"made",
  "one_way":{"items":"all","min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":3}})";

constexpr std::string_view kReferences = R"({"references":[
  {"question":"one","options":["a","b"],"kind":"article","subject":"ai","label":{"default":"Un article","en":"An article"},
   "who":"35 people","where":"France","date":"2024-11-26","sponsor":"A company","percent":83,"count":29,"n":35,"wording":"unknown",
   "notes":["a note"],"source":"S","mark":"S1","address":"https://example.org/a"},
  {"question":"one","options":["a"],"kind":"elsewhere","subject":"ai","label":"Weighted","who":"w","where":"x","date":"2023",
   "percent":87.2,"count":null,"n":198,"wording":{"language":"en","text":"Exact?"},"notes":[],"source":"S","mark":"S1","address":"https://example.org/b"},
  {"question":"one","options":["a"],"kind":"elsewhere","subject":"ai","label":"Second hand","who":"w","where":"x","date":"2023",
   "percent":10,"count":null,"n":10,"wording":"unknown","notes":[],"source":"S","mark":"S2","signed":null,"address":"https://example.org/c"},
  {"question":"one","options":["a"],"kind":"elsewhere","subject":"ai","label":"Known","who":"w","where":"x","date":"2023",
   "percent":10,"count":null,"n":10,"wording":"unknown","notes":[],"source":"S","mark":"K","signed":{"by":"A person"},"address":"https://example.org/d"},
  {"question":null,"options":[],"kind":"context","subject":"digital_tools","label":"Context","who":"w","where":"x","date":"2023",
   "percent":93,"count":null,"n":null,"wording":"unknown","notes":[],"source":"S","mark":"S1","address":"https://example.org/e"}],
  "themes":[{"questions":["one"],"label":"A theme","who":"two people","where":"x","date":"2024","n":2,"source":"S","mark":"S1","address":"https://example.org/f"}]})";

constexpr std::string_view kItems = R"([
  {"name":"scale","question":"","title":"scale","source":"draw","kind":"single","compared":false,"panel":null,"options":[]},
  {"name":"one","question":"one","title":"First?","source":"question","kind":"single","compared":false,"panel":null,
   "options":[{"code":4,"value":"a","text":"Yes"},{"code":5,"value":"b","text":"Rather"},{"code":6,"value":"c","text":"No"}]},
  {"name":"many","question":"many","title":"Several?","source":"question","kind":"multiple","compared":false,"panel":null,
   "options":[{"code":4,"value":"x","text":"X"},{"code":5,"value":"y","text":"Y"}]}])";

Codebook two() { return codebook({item("one", {"a", "b", "c"}), item("many", {"x", "y"}, ItemKind::multiple)}); }

Released released_of(const Codebook& codebook, const std::vector<std::pair<int, std::vector<Answer>>>& people) {
  tally::Tally tally(codebook);
  std::uint32_t number = 0;
  for (const auto& [times, answers] : people) {
    for (int i = 0; i < times; ++i) REQUIRE(tally.add(ballot_bytes(codebook, answers, ++number)).ok());
  }
  const disclosure::Policy policy = disclosure::read_policy(json::read(kPolicy).value()).value();
  return disclosure::release(std::move(tally).close(), policy, nullptr, disclosure::Phase::open).value().released;
}

Value summary(const Released* released, std::string_view own, std::string_view locale = "en", std::string_view items = kItems) {
  const Value codebook = json::read(items).value();
  const Value codes = json::read(own).value();
  const Value references = json::read(kReferences).value();
  return results::summarize(released, {codebook, codes, references, locale});
}

Value at(const Value& value, std::string_view name, std::size_t index) { return (*value[name].array())[index]; }

}  // namespace

TEST_CASE("results: nothing released gives no number, but the own answer and the figures from elsewhere") {
  const Value none = summary(nullptr, R"({"one":5})");
  CHECK(none["status"] == Value("none"));
  CHECK(none["questions"].array()->size() == 2);   // draws are not questions
  const Value one = at(none, "questions", 0);
  CHECK(one["status"] == Value("withheld"));
  CHECK(one["bars"].array()->empty());
  CHECK(json::write(one["own"]) == "[\"Rather\"]");
  CHECK(one["references"].array()->size() == 3);
  CHECK(at(one, "references", 0)["ours"].is_null());
}

TEST_CASE("results: below the threshold no number is in the summary") {
  const Released few = released_of(two(), {{5, {gave(0), gave({0, 1})}}, {5, {gave(1), gave({1})}}});
  const Value waiting = summary(&few, "{}");
  CHECK(waiting["status"] == Value("waiting"));
  CHECK(waiting["n"] == Value(0));
  CHECK(waiting["why"]["key"] == Value("results.waiting"));
  CHECK(waiting["why"]["params"]["threshold"] == Value(11));
  CHECK(at(waiting, "questions", 0)["n"] == Value(0));
  CHECK(at(waiting, "questions", 0)["why"]["key"] == Value("results.withheld"));
}

TEST_CASE("results: below 30 answers counts alone; from 30 whole percents with Wilson's interval") {
  const Released few = released_of(two(), {{15, {gave(0), gave({0, 1})}}, {14, {gave(1), gave({1})}}});
  const Value counted = at(summary(&few, "{}"), "questions", 0);
  CHECK(counted["n"] == Value(29));
  CHECK(at(counted, "bars", 0)["count"] == Value(15));
  CHECK(at(counted, "bars", 0)["percent"].is_null());
  CHECK(at(counted, "bars", 0)["low"].is_null());
  CHECK(counted["sentence"]["key"] == Value("results.sentence.single_few"));
  const Released more = released_of(two(), {{19, {gave(0), gave({0, 1})}}, {16, {gave(2), gave({1})}}});
  const Value whole = summary(&more, R"({"one":6,"many":[5]})");
  const Value one = at(whole, "questions", 0);
  CHECK(at(one, "bars", 0)["percent"] == Value(54));
  CHECK(at(one, "bars", 0)["low"] == Value(38));
  CHECK(at(one, "bars", 0)["high"] == Value(70));
  CHECK(at(one, "bars", 1)["count"] == Value(0));
  CHECK(at(one, "bars", 0)["own"] == Value(false));
  CHECK(at(one, "bars", 2)["own"] == Value(true));
  CHECK(one["sentence"]["params"]["option"] == Value("Yes"));
  const Value many = at(whole, "questions", 1);
  CHECK(at(many, "bars", 1)["count"] == Value(35));
  CHECK(at(many, "bars", 1)["percent"] == Value(100));
  CHECK(at(many, "bars", 1)["own"] == Value(true));
  CHECK(at(many, "bars", 0)["own"] == Value(false));
}

TEST_CASE("results: the own answer is marked and never added") {
  const Released released = released_of(two(), {{15, {gave(0), gave({0})}}, {14, {gave(1), gave({1})}}});
  const std::string with = json::write(at(at(summary(&released, R"({"one":4})"), "questions", 0), "bars", 0)["count"]);
  const std::string without = json::write(at(at(summary(&released, "{}"), "questions", 0), "bars", 0)["count"]);
  CHECK(with == without);
}

TEST_CASE("results: don't know, refused and unanswered stand beside, marked where they are the visitor's") {
  const Released released = released_of(
      two(), {{12, {gave(0), gave({0})}}, {3, {{State::dont_know, {}}, gave({1})}}, {2, {{State::unanswered, {}}, gave({1})}}, {4, {gave(1), gave({1})}}});
  const Value one = at(summary(&released, R"({"one":2})"), "questions", 0);
  CHECK(one["n"] == Value(16));
  CHECK(json::write(one["beside"]) ==
        R"([{"kind":"dontknow","count":3,"own":false},{"kind":"refused","count":0,"own":true},{"kind":"unanswered","count":2,"own":false}])");
}

TEST_CASE("results: figures from elsewhere carry their interval where their source gives a count, and ours beside") {
  const Released released = released_of(two(), {{19, {gave(0), gave({0, 1})}}, {6, {gave(1), gave({1})}}, {10, {gave(2), gave({1})}}});
  const Value summed = summary(&released, "{}");
  const Value one = at(summed, "questions", 0);
  const Value article = at(one, "references", 0);
  CHECK(article["label"] == Value("An article"));
  CHECK(article["percent"] == Value(83));
  CHECK(article["low"] == Value(67));
  CHECK(article["high"] == Value(92));
  CHECK(json::write(article["codes"]) == "[4,5]");
  CHECK(json::write(article["ours"]) == R"({"count":25,"n":35,"percent":71,"low":55,"high":84})");
  CHECK(article["wording"].is_null());
  const Value weighted = at(one, "references", 1);
  CHECK(weighted["percent"] == Value(87));
  CHECK(weighted["low"].is_null());
  CHECK(weighted["wording"]["text"] == Value("Exact?"));
  CHECK(at(one, "references", 2)["label"] == Value("Known"));
  CHECK(at(one, "themes", 0)["n"] == Value(2));
  CHECK(at(summed, "context", 0)["subject"] == Value("digital_tools"));
  CHECK(at(summed, "context", 0)["n"].is_null());
}

TEST_CASE("results: unsigned second-hand figures are never shown") {
  CHECK(json::write(summary(nullptr, "{}")).find("Second hand") == std::string::npos);
}

TEST_CASE("results: texts follow the language, by region, then by default") {
  CHECK(at(at(summary(nullptr, "{}", "fr-CA"), "questions", 0), "references", 0)["label"] == Value("Un article"));
  CHECK(at(at(summary(nullptr, "{}", "en-GB"), "questions", 0), "references", 0)["label"] == Value("An article"));
}

TEST_CASE("results: an option newer than the release is there with nobody, and our share waits for it") {
  const Released released = released_of(two(), {{19, {gave(0), gave({0, 1})}}, {16, {gave(2), gave({1})}}});
  constexpr std::string_view items = R"([{"name":"one","question":"one","title":"First?","source":"question","kind":"single",
    "options":[{"code":4,"value":"a","text":"Yes"},{"code":5,"value":"d","text":"New"},{"code":6,"value":"c","text":"No"}]}])";
  const Value one = at(summary(&released, "{}", "en", items), "questions", 0);
  CHECK(at(one, "bars", 1)["count"] == Value(0));
  CHECK(at(one, "bars", 2)["count"] == Value(16));
}

TEST_CASE("results: drawn answers are turned back into an estimate, and say so") {
  Item secret = item("one", {"a", "b", "c"});
  secret.epsilon = 2;
  const Codebook codebook = made::codebook({secret, item("many", {"x", "y"}, ItemKind::multiple)});
  const Released released = released_of(codebook, {{50, {gave(0), gave({0, 1})}}, {20, {gave(1), gave({1})}}, {20, {gave(2), gave({1})}}, {10, {{State::unanswered, {}}, gave({1})}}});
  const Value one = at(summary(&released, "{}"), "questions", 0);
  CHECK(one["estimated"] == Value(true));
  CHECK(one["n"] == Value(100));
  CHECK(one["beside"].array()->empty());
  // e^2 / (e^2 + 3) keeps, 1 / (e^2 + 3) each other: (0.5 - q) / (p - q) = 0.6565.
  CHECK(at(one, "bars", 0)["percent"] == Value(66));
  CHECK(at(one, "bars", 1)["percent"] == Value(17));
  CHECK(one["sentence"]["key"] == Value("results.sentence.estimated"));
}

TEST_CASE(
    "results: people asked twice: counts, the interval in either direction, and check questions never as "
    "opinions") {
  constexpr std::string_view flows =
      R"(,"flows":[{"name":"learned","before":["check"],"after":["again"],"up":"right_answer"},
    {"name":"moved","before":["one"],"after":["two"],"up":"earlier_option"}]})";
  constexpr std::string_view items = R"([
    {"name":"check","question":"check","title":"Check?","source":"question","kind":"single","explainer":"lesson","correct":4,"compared":false,"panel":null,
     "options":[{"code":4,"value":"r","text":"Right"},{"code":5,"value":"w","text":"Wrong"}]},
    {"name":"lesson","question":"lesson","title":"The lesson","source":"explainer","kind":"single","compared":false,"panel":null,"options":[]},
    {"name":"one","question":"one","title":"Ease?","source":"question","kind":"single","compared":false,"panel":null,
     "options":[{"code":4,"value":"a","text":"At ease"},{"code":5,"value":"b","text":"Not at ease"}]}])";
  const auto checked = [](std::string name) {
    Item made = item(std::move(name), {"r", "w"});
    made.correct = 0;
    return made;
  };
  const Codebook codebook =
      made::codebook({checked("check"), checked("again"), item("one", {"a", "b"}), item("two", {"a", "b"})});
  const auto summary_of = [&](const std::vector<std::pair<int, std::vector<Answer>>>& people, std::string_view shown = {}) {
    tally::Tally tally(codebook);
    std::uint32_t number = 0;
    for (const auto& [times, answers] : people) {
      for (int i = 0; i < times; ++i) REQUIRE(tally.add(ballot_bytes(codebook, answers, ++number)).ok());
    }
    const std::string text = std::string(kPolicy.substr(0, kPolicy.size() - 1)) + std::string(flows);
    const disclosure::Policy policy = disclosure::read_policy(json::read(text).value()).value();
    const Released released =
        disclosure::release(std::move(tally).close(), policy, nullptr, disclosure::Phase::open)
            .value()
            .released;
    return summary(&released, "{}", "en", shown.empty() ? items : shown);
  };
  const Value many = summary_of({{30, {gave(1), gave(0), gave(0), gave(1)}},
                                 {12, {gave(0), gave(1), gave(1), gave(0)}},
                                 {58, {gave(0), gave(0), gave(0), gave(0)}}});
  REQUIRE(many["questions"].array()->size() == 1);
  CHECK(at(many, "questions", 0)["name"] == Value("one"));
  const Value learned = at(many, "flows", 0);
  CHECK(learned["title"] == Value("The lesson"));
  // Visitors who chose among several are counted together: no title of one of them.
  const std::string several = std::string(items.substr(0, items.rfind(']'))) +
                              R"(,{"name":"other_check","question":"other_check","title":"Other?","source":"question","kind":"single","explainer":"other","options":[]}])";
  CHECK(at(summary_of({{30, {gave(1), gave(0), gave(0), gave(1)}}, {12, {gave(0), gave(1), gave(1), gave(0)}}}, several), "flows", 0)["title"] == Value(""));
  CHECK(json::write(learned["sentence"]["params"]) ==
        R"({"upwards":"","downwards":"","n":100,"up":30,"same":58,"down":12})");
  CHECK(learned["verdict"]["key"] == Value("results.flow.learning_up"));
  CHECK(learned["verdict"]["params"]["low"] == Value(5));
  CHECK(learned["verdict"]["params"]["high"] == Value(30));
  CHECK(learned["chance"] == Value(0.008));
  const Value moved = at(many, "flows", 1);
  CHECK(moved["verdict"]["key"] == Value("results.flow.change_down"));
  CHECK(moved["verdict"]["params"]["low"] == Value(5));
  CHECK(moved["verdict"]["params"]["high"] == Value(30));
  CHECK(moved["downwards"] == Value("Not at ease"));
  const Value unsure = at(summary_of({{9, {gave(1), gave(0), gave(0), gave(0)}},
                                      {8, {gave(0), gave(1), gave(1), gave(0)}},
                                      {40, {gave(0), gave(0), gave(1), gave(1)}}}),
                          "flows", 0);
  CHECK(unsure["verdict"]["key"] == Value("results.flow.learning_unsure"));
  const Value few =
      at(summary_of({{9, {gave(1), gave(0), gave(0), gave(0)}}, {8, {gave(0), gave(1), gave(1), gave(0)}}}),
         "flows", 0);
  CHECK(few["verdict"].is_null());
  CHECK((*few["moves"].array())[0]["percent"].is_null());
  CHECK((*few["moves"].array())[0]["count"] == Value(9));
}
