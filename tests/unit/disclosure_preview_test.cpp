// SPDX-License-Identifier: MIT
// Tests: what the organizer is told of each item is what release() then does, with its reason; a crosstab
// holds who answered both.
#include "disclosure/preview.h"

#include "json/reader.h"
#include "made_ballots.h"

using namespace made;

namespace {

constexpr std::string_view kPolicy = R"({"version":1,"survey":"made",
  "one_way":{"items":["enough","few","alike","boxes","twice_a","twice_b"],"min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":3},
  "flows":[{"name":"learned","before":["twice_a"],"after":["twice_b"],"up":"right_answer"}]})";

Item checked(std::string name) {
  Item made = item(std::move(name), {"yes", "no"});
  made.correct = 0;
  return made;
}

Codebook made_codebook() {
  return made::codebook({item("enough", {"a", "b"}), item("few", {"a", "b"}), item("alike", {"a", "b"}),
                         item("boxes", {"x", "y"}, ItemKind::multiple), item("unnamed", {"a", "b"}),
                         checked("twice_a"), checked("twice_b"), fact("results_seen")});
}

tally::Columns counted(const Codebook& codebook) {
  tally::Tally tally(codebook);
  for (std::uint32_t i = 0; i < 40; ++i) {
    const Answer none{State::unanswered, {}};
    REQUIRE(tally
                .add(ballot_bytes(codebook,
                                  {gave(i % 2), i < 10 ? gave(i % 2) : none, gave(0), gave({0, 1}),
                                   gave(i % 2), gave(i % 2), gave(0), gave(0)},
                                  i))
                .ok());
  }
  return std::move(tally).close();
}

std::string why(const Array& preview, std::string_view name) {
  for (const Value& one : preview) {
    if (one["name"] == Value(name)) return std::string(one["why"].string_or("?"));
  }
  return "missing";
}

}  // namespace

TEST_CASE("preview: each reason for hiding, and the same verdict as the release") {
  const Codebook codebook = made_codebook();
  const tally::Columns columns = counted(codebook);
  const disclosure::Policy policy = disclosure::read_policy(json::read(kPolicy).value()).value();
  for (const disclosure::Phase phase : {disclosure::Phase::open, disclosure::Phase::closing}) {
    const Array preview = disclosure::preview_of(columns, policy, phase);
    CHECK(why(preview, "enough") == "");
    CHECK(why(preview, "few") == "few");
    CHECK(why(preview, "alike") == "one_category");
    CHECK(why(preview, "boxes") == "alike");
    CHECK(why(preview, "unnamed") == "policy");
    CHECK(why(preview, "twice_a") == "flow");
    CHECK(why(preview, "results_seen") == (phase == disclosure::Phase::open ? "closing" : "one_category"));
    const disclosure::Release release = disclosure::release(columns, policy, nullptr, phase).value();
    for (const disclosure::OneWayTable& table : release.released.data().tables) {
      if (table.source == "learning") continue;
      CAPTURE(table.name);
      CHECK(table.released == why(preview, table.name).empty());
    }
  }
}

TEST_CASE("straight lines: a grid of six rows answered all alike is counted; a shorter one says nothing") {
  std::vector<Item> items;
  for (const auto& [question, rows] : {std::pair("long", 6), std::pair("short", 5)}) {
    for (int row = 0; row < rows; ++row) {
      Item one = item(std::string(question) + "." + std::to_string(row), {1, 2, 3});
      one.question = question;
      one.source = ItemSource::matrix_row;
      items.push_back(std::move(one));
    }
  }
  const Codebook codebook = made::codebook(std::move(items));
  tally::Tally tally(codebook);
  for (std::uint32_t person = 0; person < 10; ++person) {
    std::vector<Answer> answers;
    for (std::uint32_t at = 0; at < 11; ++at) answers.push_back(gave(person < 4 ? 1u : (person + at) % 3));
    if (person == 3) answers[2] = Answer{State::unanswered, {}};
    REQUIRE(tally.add(ballot_bytes(codebook, std::move(answers), person)).ok());
  }
  const Value lines = disclosure::straight_lines_of(std::move(tally).close()).value();
  REQUIRE(lines.array()->size() == 1);
  CHECK((*lines.array())[0] == Value(Object{{"question", "long"}, {"items", 6}, {"people", 3}}));
}

TEST_CASE("crosstab: the ballots that answered both, each in one cell; what is no single choice is refused") {
  const Codebook codebook = made_codebook();
  const tally::Columns columns = counted(codebook);
  const Result<Value> table = disclosure::crosstab_of(columns, "few", "enough");
  REQUIRE(table.ok());
  CHECK(table.value()["cells"] == Value(Array{5, 0, 0, 5}));
  for (const char* name : {"boxes", "nothing"}) {
    const Result<Value> refused = disclosure::crosstab_of(columns, "enough", name);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::release_item);
    CHECK(refused.error().path == name);
  }
}
