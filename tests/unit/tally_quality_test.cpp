// SPDX-License-Identifier: MIT
// Tests: signs of careless answers, each on people made to show it.
#include "tally/bursts.h"
#include "tally/quality.h"

#include <cmath>

#include "doctest.h"

using namespace triptych;
using namespace triptych::tally;

TEST_CASE("evenness: runs, spread and distinct answers of a person") {
  const auto found =
      evenness({{3, 3, 3, 3, 3, 3}, {1, 1, 2, 2, 2, 1}, {1, 2, 3, 4, 5, 1}, {4, 4, 4, 4, 4, 5}}).value();
  CHECK(found[0].is_straight);
  CHECK(found[0].variability == 0.0);
  CHECK(found[1].longest_run == 3);
  CHECK_FALSE(found[1].is_straight);
  CHECK(found[2].distinct == 5);
  CHECK(found[3].longest_run == 5);
  CHECK_FALSE(found[3].is_straight);
}

TEST_CASE("evenness: few items alike say nothing, and a gap is no answer") {
  CHECK_FALSE(evenness({{2, 2, 2, 2, 2}}).value()[0].is_straight);
  const Evenness gap = evenness({{2, 2, 2, kNoAnswer, 2, 2, 2}}).value()[0];
  CHECK(gap.longest_run == 3);
  CHECK_FALSE(gap.is_straight);
  CHECK(gap.distinct == 1);
  const Evenness none = evenness({{kNoAnswer, kNoAnswer, kNoAnswer}}).value()[0];
  CHECK(none.longest_run == 0);
  CHECK_FALSE(none.variability);
}

TEST_CASE("likeness: exact groups, near matches, a person alone") {
  const auto found = likeness({{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 5}, {5, 5, 5, 1}}, 0.75).value();
  CHECK(found[0].group == 2);
  CHECK(found[0].most_alike == 1);
  CHECK(found[2].group == 1);
  CHECK(found[2].most_alike == 0.75);
  CHECK(found[2].is_near);
  CHECK_FALSE(found[3].is_near);
  CHECK(likeness({{1, 2}}, 0.5).value()[0].most_alike == 0);
  CHECK(likeness(AnswerRows(6'000, {1}), 0.5).error().code == ErrorCode::quality_too_many);
  CHECK(equal_rows(AnswerRows(6'000, {1})).value()[17] == 6'000);
}

TEST_CASE("gaps: by item, by person, and of all") {
  const Gaps found = gaps({{1, kNoAnswer, 3}, {kNoAnswer, kNoAnswer, 3}}).value();
  CHECK(found.by_item == std::vector<std::size_t>{1, 2, 0});
  CHECK(found.by_person == std::vector<std::size_t>{1, 2});
  CHECK(found.share == 0.5);
  CHECK(gaps({}).value().share == 0);
}

TEST_CASE("impossible: both answers of a pair, never one alone") {
  const AnswerRows answers{{0, 3}, {0, 1}, {2, 3}, {0, 3}};
  CHECK(impossible(answers, {{0, 0, 1, 3}, {0, 2, 1, 1}}).value() == std::vector<std::size_t>{2, 0});
  CHECK(impossible(answers, {{0, 0, 2, 3}}).error().path == "/pairs/0");
}

TEST_CASE("speed: half the median, two seconds an item, fences of logarithms") {
  const Speed found = speed({100, 100, 100, 100, 100, 100, 100, 10}, 22).value();
  CHECK(found.half_median == 50);
  CHECK(found.per_item == 44);
  CHECK(std::fabs(found.fence_low - 100) < 1e-9);
  CHECK(speed({}, 3).error().code == ErrorCode::quality_answers);
  CHECK(speed({10, 0}, 3).error().code == ErrorCode::quality_answers);
}

TEST_CASE("quality: refuses rows of different length and what is no answer") {
  CHECK(evenness({{1, 2}, {1}}).error().path == "/answers/1");
  CHECK(gaps({{1, std::nan("")}}).error().code == ErrorCode::quality_answers);
}

TEST_CASE("weeks are numbered from that of 1970-01-01, whatever their year") {
  using triptych::tally::number_of;
  CHECK(number_of({1970, 1}) == 0);
  CHECK(number_of({1969, 52}) == -1);
  CHECK(number_of({2027, 1}) == number_of({2026, 53}) + 1);
  CHECK(number_of({2021, 1}) == number_of({2020, 53}) + 1);
  // The Thursday of 2026-W48 is 26 November, day 20,783.
  CHECK(number_of({2026, 48}) * 7 == 20'783);
}

TEST_CASE("a week of many times the ordinary one is a burst; a short survey has no ordinary week") {
  using triptych::tally::bursts;
  const auto found = bursts({{1, 20}, {2, 22}, {3, 18}, {4, 200}, {5, 20}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].week == 4);
  CHECK(found[0].ballots == 200);
  CHECK(found[0].ordinary == 20);
  CHECK(bursts({{1, 20}, {2, 20}, {3, 200}}).empty());
  CHECK(bursts({{1, 20}, {2, 20}, {3, 20}, {4, 60}}).empty());
  CHECK(bursts({{1, 20}, {2, 20}, {3, 20}, {4, 61}}).size() == 1);
  CHECK(bursts({{1, 1}, {2, 1}, {3, 1}, {4, 29}}).empty());
  // Weeks without a ballot are ordinary too.
  CHECK(bursts({{1, 40}, {9, 40}}).size() == 2);
  CHECK(bursts({{1, 40}, {90'000, 40}}).empty());
  CHECK(bursts({}).empty());
}
