// SPDX-License-Identifier: MIT
// Tests: the tally is the same for every order, split and repetition; structures of one wave; counts.
#include "tally/tally.h"

#include <algorithm>

#include "made_ballots.h"
#include "tally/count.h"

using namespace made;
using tally::Columns;
using tally::Counts;
using tally::Tally;

namespace {

Codebook mixed() {
  return codebook({fact("taught_before"), item("one", {"a", "b", "c"}), item("many", {"x", "y", "z"}, ItemKind::multiple),
                   item("order", {"p", "q", "r"}, ItemKind::ranking)});
}

std::vector<std::string> random_ballots(const Codebook& codebook, int count, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::string> ballots;
  for (int i = 0; i < count; ++i) {
    const auto state = [&random] { return Answer{static_cast<State>(random.below(4)), {}}; };
    std::vector<std::uint32_t> boxes;
    for (std::uint32_t box = 0; box < 3; ++box) {
      if (random.below(2) == 0) boxes.push_back(box);
    }
    std::vector<std::uint32_t> ranks{0, 1, 2};
    std::swap(ranks[random.below(3)], ranks[0]);
    const auto pick = [&random] { return static_cast<std::uint32_t>(random.below(3)); };
    ballots.push_back(ballot_bytes(codebook,
                                   {gave(pick()), random.below(4) == 0 ? state() : gave(pick()), boxes.empty() ? state() : gave(boxes),
                                    random.below(4) == 0 ? state() : gave(ranks)},
                                   static_cast<std::uint32_t>(seed * 1000) + static_cast<std::uint32_t>(i)));
  }
  return ballots;
}

Tally tally_of(const Codebook& codebook, const std::vector<std::string>& ballots) {
  Tally tally(codebook);
  for (const std::string& bytes : ballots) REQUIRE(tally.add(bytes).ok());
  return tally;
}

/// Every number of the columns, as text.
std::string dump(const Columns& columns) {
  std::string text = std::to_string(columns.ballots) + (columns.simulated ? "s" : "r");
  const auto append = [&text](const tally::Column& column) {
    for (std::size_t row = 0; row < column.size(); ++row) text += " " + std::to_string(column[row]);
    text += "\n";
  };
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    append(columns.codes(i));
    const Item& item = columns.variables[i].item;
    for (std::uint32_t option = 0; item.kind != ItemKind::single && option < item.option_count(); ++option) {
      append(columns.part(i, option));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("tally: any order, any split, any grouping of merges and any repetition give the same columns") {
  const Codebook codebook = mixed();
  const std::vector<std::string> ballots = random_ballots(codebook, 60, 1);
  const std::string expected = dump(tally_of(codebook, ballots).close());
  Random random(99);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> shuffled = ballots;
    for (std::size_t again = random.below(30); again > 0; --again) shuffled.push_back(ballots[random.below(ballots.size())]);
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    std::vector<Tally> parts(1 + random.below(6), Tally(codebook));
    for (const std::string& bytes : shuffled) REQUIRE(parts[random.below(parts.size())].add(bytes).ok());
    while (parts.size() > 1) {
      const std::size_t into = random.below(parts.size() - 1);
      REQUIRE(parts[into].merge(parts.back()).ok());
      parts.pop_back();
    }
    Columns columns = std::move(parts[0]).close();
    CHECK(dump(columns) == expected);
    CHECK(columns.duplicates == shuffled.size() - ballots.size());
  }
}

TEST_CASE("tally: an empty tally changes nothing in a merge, and merging with itself counts nobody twice") {
  const Codebook codebook = mixed();
  const std::vector<std::string> ballots = random_ballots(codebook, 20, 2);
  const std::string expected = dump(tally_of(codebook, ballots).close());
  Tally left(codebook);
  REQUIRE(left.merge(tally_of(codebook, ballots)).ok());
  CHECK(dump(std::move(left).close()) == expected);
  Tally right = tally_of(codebook, ballots);
  REQUIRE(right.merge(Tally(codebook)).ok());
  REQUIRE(right.merge(right).ok());
  CHECK(dump(std::move(right).close()) == expected);
}

TEST_CASE("tally: what came since a count is told apart, unless an id was there before") {
  const Codebook codebook = mixed();
  const std::vector<std::string> ballots = random_ballots(codebook, 40, 3);
  Tally tally = tally_of(codebook, {ballots.begin(), ballots.begin() + 30});
  for (std::size_t i = 30; i < 40; ++i) REQUIRE(tally.add(ballots[i]).ok());
  const std::optional<Columns> fresh = tally.fresh(30);
  REQUIRE(fresh.has_value());
  CHECK(fresh->ballots == 10);
  for (std::size_t i = 0; i < 10; ++i) {
    const Columns one = tally_of(codebook, {ballots[30 + i]}).close();
    CHECK(std::equal(one.records.begin(), one.records.end(), fresh->records.begin() + static_cast<std::ptrdiff_t>(i * one.stride)));
  }
  REQUIRE(tally.add(ballots[35]).ok());
  CHECK_FALSE(tally.fresh(30).has_value());
  CHECK_FALSE(tally.fresh(40).has_value());
  CHECK(tally.fresh(41)->ballots == 0);
}

TEST_CASE("tally: of two ballots with one id the same one is counted in either order") {
  const Codebook codebook = mixed();
  const Answer none{State::unanswered, {}};
  const std::string a = ballot_bytes(codebook, {none, gave(0), none, none}, 5);
  const std::string b = ballot_bytes(codebook, {none, gave(2), none, none}, 5);
  Columns ab = tally_of(codebook, {a, b, a}).close();
  Columns ba = tally_of(codebook, {b, a}).close();
  CHECK(ab.ballots == 1);
  CHECK(dump(ab) == dump(ba));
  CHECK(ab.conflicts == 1);
  CHECK(ab.duplicates == 1);
  CHECK(ba.conflicts == 1);
}

TEST_CASE("tally: refuses a mixture of simulated and real ballots, added or merged") {
  const Codebook codebook = mixed();
  const std::vector<Answer> none(4, {State::unanswered, {}});
  Tally real = tally_of(codebook, {ballot_bytes(codebook, none, 1)});
  const std::string simulated = ballot_bytes(codebook, none, 2, true);
  CHECK(real.add(simulated).error().code == ErrorCode::ballot_mixed);
  CHECK(real.merge(tally_of(codebook, {simulated})).error().code == ErrorCode::ballot_mixed);
  CHECK(std::move(real).close().ballots == 1);
}

TEST_CASE("tally: counts by state and option; ranks by who came first") {
  const Codebook codebook = mixed();
  const Answer none{State::unanswered, {}};
  Tally tally = tally_of(codebook, {
                                       ballot_bytes(codebook, {gave(0), gave(1), gave({0, 2}), gave({2, 0})}, 1),
                                       ballot_bytes(codebook, {gave(1), gave(1), gave({2}), gave({2, 1, 0})}, 2),
                                       ballot_bytes(codebook, {gave(2), {State::refused, {}}, {State::dont_know, {}}, none}, 3),
                                       ballot_bytes(codebook, {gave(0), {State::not_asked, {}}, none, gave({1})}, 4),
                                   });
  const Columns columns = std::move(tally).close();
  const Counts one = count(columns, columns.find("one"), nullptr);
  CHECK(one.options == std::vector<std::uint64_t>{0, 2, 0});
  CHECK(one.answered == 2);
  CHECK(one.refused == 1);
  CHECK(one.not_asked == 1);
  const Counts many = count(columns, columns.find("many"), nullptr);
  CHECK(many.options == std::vector<std::uint64_t>{1, 0, 2});
  CHECK(many.answered == 2);
  CHECK(many.dont_know == 1);
  CHECK(many.unanswered == 1);
  const Counts order = count(columns, columns.find("order"), nullptr);
  CHECK(order.options == std::vector<std::uint64_t>{0, 1, 2});
  CHECK(order.answered == 3);
  const tally::Rows taught = tally::taught(columns);
  const Counts untaught = count(columns, columns.find("one"), &taught);
  CHECK(untaught.answered == 1);
  const Counts mode = count(columns, columns.find("mode"), nullptr);
  CHECK(mode.options == std::vector<std::uint64_t>{4, 0, 0, 0});
  const Counts language = count(columns, columns.find("language"), nullptr);
  CHECK(language.options == std::vector<std::uint64_t>{0, 4, 0});
  CHECK(columns.find("no such item") == columns.variables.size());
}

TEST_CASE("tally: crosses two columns") {
  const tally::Crosstab table = tally::cross({0, 2, 2, 2}, 3, {1, 0, 1, 1}, 2);
  CHECK(table.cells == std::vector<std::uint64_t>{0, 1, 0, 0, 1, 2});
}

TEST_CASE("tally: structures of one wave are counted together where codes agree, and it says where not") {
  const Codebook earlier = codebook({item("kept", {"b", "a"}), item("grown", {"a", "b"}), item("changed", {"a", "b"}),
                                     item("gone", {"a"}), item("turned", {"a", "b"}, ItemKind::multiple)});
  const Codebook now = codebook({item("kept", {"a", "b"}), item("grown", {"a", "b", "c"}), item("changed", {"a", "z"}),
                                 item("turned", {"a", "b"}), item("fresh", {"a"})});
  Tally tally(now);
  REQUIRE(tally.accept(earlier).ok());
  REQUIRE(tally.add(ballot_bytes(now, {gave(0), gave(2), gave(1), gave(0), gave(0)}, 1)).ok());
  REQUIRE(tally.add(ballot_bytes(earlier, {gave(1), gave(1), gave(1), gave(0), gave({0, 1})}, 2)).ok());
  const Columns columns = std::move(tally).close();
  CHECK(count(columns, columns.find("kept"), nullptr).options == std::vector<std::uint64_t>{2, 0});
  CHECK(count(columns, columns.find("grown"), nullptr).options == std::vector<std::uint64_t>{0, 1, 1});
  CHECK(count(columns, columns.find("changed"), nullptr).options == std::vector<std::uint64_t>{0, 1});
  CHECK(count(columns, columns.find("changed"), nullptr).not_asked == 1);
  CHECK(count(columns, columns.find("turned"), nullptr).not_asked == 1);
  CHECK(count(columns, columns.find("fresh"), nullptr).not_asked == 1);
  REQUIRE(columns.disagreements.size() == 3);
  CHECK(columns.disagreements[0].item == "grown");
  CHECK(columns.disagreements[0].kind == tally::Disagreement::Kind::fewer_options);
  CHECK(columns.disagreements[1].item == "changed");
  CHECK(columns.disagreements[1].kind == tally::Disagreement::Kind::apart);
  CHECK(columns.disagreements[2].item == "turned");
}

TEST_CASE("tally: refuses a ballot of an unknown structure and a codebook of another survey") {
  const Codebook now = codebook({item("one", {"a"})});
  const Codebook other = codebook({item("one", {"a", "b"})});
  Tally tally(now);
  CHECK(tally.add(ballot_bytes(other, {gave(1)}, 1)).error().code == ErrorCode::ballot_structure);
  CHECK(tally.accept(codebook({item("one", {"a", "b"})}, "another")).error().code == ErrorCode::tally_survey);
  CHECK(tally.size() == 0);
}
