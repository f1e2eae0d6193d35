// SPDX-License-Identifier: MIT
// Tests: people asked twice in one sitting: the move alone is released, under the rule of every table.
#include <string>

#include "disclosure/policy.h"
#include "disclosure/released.h"
#include "disclosure/snapshot.h"
#include "json/reader.h"
#include "made_ballots.h"
#include "tally/flow.h"
#include "tally/tally.h"

using namespace made;
using namespace triptych::disclosure;

namespace {

constexpr std::string_view kPolicy = R"({"version":1,"survey":"made",
  "one_way":{"items":"all","min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":3},
  "flows":[{"name":"learned","before":["a_before","b_before"],"after":["b_after","a_after"],"up":"right_answer"},
           {"name":"eased","before":["ease_before"],"after":["ease_after"],"up":"earlier_option"}],
  "crossed":{"when":"closing","primary":{"from":1,"to":10},"zeros":"shown","companions":{"min_protection":11,"zeros":"never"},
             "tables":[["ease_after","place"]]}})";

Result<Policy> policy_with(std::string_view from, std::string_view to) {
  std::string text(kPolicy);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return read_policy(json::read(text).value());
}

Policy policy() { return read_policy(json::read(kPolicy).value()).value(); }

Item check(std::string name, std::uint32_t right) {
  Item made = item(std::move(name), {"x", "y", "z"});
  made.correct = right;
  return made;
}

Codebook asked_twice() {
  return codebook({check("a_before", 0), check("b_before", 2), check("b_after", 2), check("a_after", 0),
                   item("ease_before", {"very", "rather", "not"}), item("ease_after", {"very", "rather", "not"}), item("place", {"n", "s"})});
}

const Answer kNotAsked{State::not_asked, {}};
const Answer kDontKnow{State::dont_know, {}};
const Answer kRefused{State::refused, {}};

struct Sitting {
  int people;
  std::vector<Answer> answers;
};

tally::Columns columns_of(const Codebook& codebook, const std::vector<Sitting>& sittings) {
  tally::Tally tally(codebook);
  std::uint32_t number = 0;
  for (const Sitting& sitting : sittings) {
    for (int i = 0; i < sitting.people; ++i) REQUIRE(tally.add(ballot_bytes(codebook, sitting.answers, ++number)).ok());
  }
  return std::move(tally).close();
}

/// One form before, the other after; moves as said.
const std::vector<Sitting> kSittings{
    {7, {gave(1), kNotAsked, gave(2), kNotAsked, gave(2), gave(0), gave(0)}},         // wrong, then right; two steps up
    {4, {kNotAsked, kDontKnow, kNotAsked, gave(0), gave(1), gave(0), gave(0)}},       // "don't know", then right; one step up
    {5, {gave(0), kNotAsked, gave(2), kNotAsked, gave(1), gave(1), gave(1)}},         // right twice
    {3, {kNotAsked, gave(2), kNotAsked, gave(1), gave(0), gave(2), gave(0)}},         // right, then wrong; down
    {2, {gave(1), kNotAsked, kRefused, kNotAsked, kDontKnow, gave(0), gave(1)}},      // unanswered, both
    {6, {kNotAsked, kNotAsked, gave(2), kNotAsked, kNotAsked, gave(0), gave(1)}},     // asked once only
};

const OneWayTable* table(const Released& released, std::string_view name) {
  for (const OneWayTable& one : released.data().tables) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("flow: the move of each person who answered twice, whichever form came first") {
  const tally::Columns columns = columns_of(asked_twice(), kSittings);
  const Policy rules = policy();
  const tally::Counts learned = tally::count_flow(columns, rules.flows[0]);
  CHECK(learned.options == std::vector<std::uint64_t>{11, 5, 3});
  CHECK(learned.answered == 19);
  CHECK(learned.unanswered == 2);
  CHECK(learned.not_asked == 6);
  const tally::Counts eased = tally::count_flow(columns, rules.flows[1]);
  CHECK(eased.options == std::vector<std::uint64_t>{11, 5, 3});
  CHECK(eased.unanswered == 2);
  tally::Flow turned = rules.flows[1];
  turned.up = tally::Up::later_option;
  CHECK(tally::count_flow(columns, turned).options == std::vector<std::uint64_t>{3, 5, 11});
}

TEST_CASE("flow: what was right before, or after, is never released by itself") {
  const Release made = release(columns_of(asked_twice(), kSittings), policy(), nullptr, Phase::closing).value();
  for (const char* name : {"a_before", "b_before", "a_after", "b_after"}) CHECK(table(made.released, name) == nullptr);
  REQUIRE(table(made.released, "learned"));
  CHECK(table(made.released, "learned")->cells == std::vector<Count>{11, 5, 3});
  CHECK(table(made.released, "learned")->source == "learning");
  CHECK(table(made.released, "eased")->source == "change");
  CHECK(table(made.released, "eased")->question == "ease_before");
  CHECK(table(made.released, "ease_before")->released);
  const std::string text = write_snapshot(made.released);
  CHECK(text.find("a_before\",\"question\":\"a_before") == std::string::npos);
  CHECK(read_snapshot(text).ok());
}

TEST_CASE("flow: ten people, or all in one move, show nothing") {
  const std::vector<Answer> up{gave(1), kNotAsked, gave(2), kNotAsked, gave(2), gave(0), gave(0)};
  const std::vector<Answer> same{gave(0), kNotAsked, gave(2), kNotAsked, gave(1), gave(1), gave(1)};
  const auto shown = [](const std::vector<Sitting>& sittings) {
    return table(release(columns_of(asked_twice(), sittings), policy(), nullptr, Phase::open).value().released, "learned")->released;
  };
  CHECK_FALSE(shown({{6, up}, {4, same}}));
  CHECK_FALSE(shown({{30, up}}));
  CHECK(shown({{6, up}, {5, same}}));
}

TEST_CASE("flow: three new moves hold every table back") {
  std::vector<Sitting> sittings = kSittings;
  const Released first = release(columns_of(asked_twice(), sittings), policy(), nullptr, Phase::open).value().released;
  sittings.push_back({3, kSittings[0].answers});
  sittings.push_back({20, {kNotAsked, kNotAsked, gave(2), kNotAsked, kNotAsked, gave(0), gave(1)}});
  const Release kept = release(columns_of(asked_twice(), sittings), policy(), &first, Phase::open).value();
  CHECK(kept.kept == Kept::too_few);
  CHECK(write_snapshot(kept.released) == write_snapshot(first));
}

TEST_CASE("flow: refuses a policy it could not keep") {
  CHECK(policy_with("\"up\":\"right_answer\"", "\"up\":\"better\"").error().path == "/flows/0/up");
  CHECK(policy_with("\"name\":\"eased\",", "").error().path == "/flows/1/name");
  // The move and the crossed table of the same two items would bound each other's cells.
  CHECK(policy_with("[\"ease_after\",\"place\"]", "[\"ease_after\",\"ease_before\"]").error().code == ErrorCode::policy_linked);
  const tally::Columns columns = columns_of(asked_twice(), kSittings);
  const auto refused = [&](std::string_view from, std::string_view to) {
    const Result<Release> made = release(columns, policy_with(from, to).value(), nullptr, Phase::open);
    return made.ok() ? std::string() : made.error().path;
  };
  CHECK(refused("[\"ease_before\"]", "[\"nobody\"]") == "/flows/1");
  CHECK(refused("[\"ease_before\"]", "[]") == "/flows/1");
  CHECK(refused("[\"ease_before\"]", "[\"a_before\"]") == "/flows/1");
  CHECK(refused("[\"b_after\",\"a_after\"]", "[\"ease_after\"]") == "/flows/0");
  CHECK(refused("\"name\":\"eased\"", "\"name\":\"place\"") == "/flows/1");
}
