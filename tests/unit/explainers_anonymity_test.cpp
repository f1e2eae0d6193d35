// SPDX-License-Identifier: MIT
// Tests: the coin, people alike, small cells and two publications, against reference values and the project's own rules.
#include <algorithm>
#include <cmath>
#include <limits>

#include "doctest.h"
#include "disclosure/rules.h"
#include "explainers/anonymity.h"

using namespace triptych::explainers;

TEST_CASE("the coin gives its reference table") {
  struct Row {
    double p, yes;
    std::int32_t people;
    double said, error, direct, needed, epsilon;
  };
  const Row table[] = {{.5, .8, 200, .650, .0675, .0283, 5.69, 1.0986}, {.5, .5, 200, .500, .0707, .0354, 4.00, 1.0986},
                       {.75, .8, 200, .725, .0421, .0283, 2.22, 1.9459}, {.5, .8, 35, .650, .1612, .0676, 5.69, 1.0986},
                       {.5, .8, 1000, .650, .0302, .0126, 5.69, 1.0986}};
  for (const auto& row : table) {
    CAPTURE(row.people);
    const auto result = coin({row.p, row.yes, row.people});
    REQUIRE(result.has_value());
    CHECK(result->said_yes == doctest::Approx(row.said));
    CHECK(std::abs(result->standard_error - row.error) < 5.1e-5);
    CHECK(std::abs(result->standard_error_direct - row.direct) < 5.1e-5);
    CHECK(std::abs(*result->people_needed - row.needed) < .0051);
    CHECK(std::abs(result->epsilon - row.epsilon) < 5.1e-5);
  }
  const double sure[][4] = {{.5, .8, .9231, .5714}, {.5, .5, .75, .25}, {.75, .8, .9655, .3636}};
  for (const auto& row : sure) {
    const double p = row[0];
    const double yes = row[1];
    const double if_yes = row[2];
    const double if_no = row[3];
    CHECK(std::abs(*coin({p, yes, 200})->yes_if_said_yes - if_yes) < 5.1e-5);
    CHECK(std::abs(*coin({p, yes, 200})->yes_if_said_no - if_no) < 5.1e-5);
  }
}

TEST_CASE("the estimate undoes the coin, and may fall outside") {
  CHECK(estimate(130, 200, .5) == doctest::Approx(.8));
  CHECK(estimate(60, 200, .5) == doctest::Approx(.1));
  CHECK(estimate(40, 200, .5) == doctest::Approx(-.1));
  CHECK(estimate(65, 100, .5) == doctest::Approx(.8));
  CHECK(std::abs(epsilon_of(5, .5) - 1.7918) < 5.1e-5);
  CHECK(std::abs(epsilon_of(5, .75) - 2.7726) < 5.1e-5);
  for (const double p : {.1, .5, .9, 1.}) {
    for (const double yes : {0., .3, 1.}) {
      CHECK(estimate_of(p * yes + (1 - p) / 2, 2, p) == doctest::Approx(yes));
      CHECK(estimate_of(p * yes + (1 - p) / 5, 5, p) == doctest::Approx(yes));
    }
  }
}

TEST_CASE("people who toss the coin agree with the formula: right on average, within its own standard error") {
  const CoinInput input{.5, .8, 200};
  const auto exact = *coin(input);
  const int rounds = 4000;
  double sum = 0;
  double squares = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto tossed = *toss(input, std::uint64_t(round));
    sum += tossed.estimate;
    squares += (tossed.estimate - .8) * (tossed.estimate - .8);
    CHECK(tossed.said_yes <= 200);
    CHECK(tossed.changed <= 200);
  }
  CHECK(std::abs(sum / rounds - .8) < 4 * exact.standard_error / std::sqrt(rounds));
  CHECK(std::sqrt(squares / rounds) == doctest::Approx(exact.standard_error).epsilon(.05));
}

TEST_CASE("truth at all times changes nobody and protects nobody") {
  const auto tossed = *toss({1, .8, 500}, 1);
  CHECK(tossed.changed == 0);
  CHECK(tossed.true_yes == tossed.said_yes);
  CHECK(std::isinf(coin({1, .8, 500})->epsilon));
  CHECK(*coin({1, .8, 500})->yes_if_said_yes == doctest::Approx(1));
  CHECK_FALSE(coin({1, 0, 500})->yes_if_said_yes.has_value());
  CHECK_FALSE(coin({.5, 0, 500})->people_needed.has_value());
  CHECK_FALSE(coin({0, .5, 500}).has_value());
  CHECK_FALSE(coin({std::numeric_limits<double>::quiet_NaN(), .5, 500}).has_value());
  CHECK_FALSE(toss({.5, .5, 0}, 1).has_value());
}

TEST_CASE("how many are alone is the reference, and what invented people show on average") {
  CHECK(std::abs(expected_alone(35, 80) - 22.82) < .0051);
  CHECK(std::abs(expected_alone(35, 24) - 8.23) < .0051);
  CHECK(std::abs(expected_alone(35, 6) - .07) < .0051);
  CHECK(std::abs(expected_alone(500, 80) - .94) < .0151);
  CHECK(expected_alone(1, 80) == 1);
  CHECK(expected_alone(2, 1) == 0);
  double sum = 0;
  double squares = 0;
  const int rounds = 2000;
  for (int round = 0; round < rounds; ++round) {
    const double alone = gather(35, 3, 5, std::uint64_t(round))->alone;
    sum += alone;
    squares += alone * alone;
  }
  const double mean = sum / rounds;
  const double error = std::sqrt((squares / rounds - mean * mean) / rounds);
  CHECK(std::abs(mean - expected_alone(35, 80)) < 4 * error);
}

TEST_CASE("publishing one more question never makes a person less alone; the people stay the same") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::int32_t alone = 0;
    std::int32_t below = 0;
    for (std::int32_t questions = 0; questions <= kQuestions; ++questions) {
      const auto crowd = *gather(35, questions, 5, seed);
      std::int32_t people = 0;
      for (const auto group : crowd.groups) people += group;
      CHECK(people == 35);
      CHECK(crowd.alone >= alone);
      CHECK(crowd.below >= below);
      CHECK(crowd.below >= crowd.alone);
      alone = crowd.alone;
      below = crowd.below;
    }
  }
  CHECK_FALSE(gather(0, 1, 5, 1).has_value());
  CHECK_FALSE(gather(35, kQuestions + 1, 5, 1).has_value());
}

TEST_CASE("hiding small cells alone is undone by subtraction; the rule's companions are not") {
  const auto alone = *cross(Hiding::small_alone, 11);
  CHECK(alone.found_again == 2);
  const auto whole = *cross(Hiding::with_companions, 11);
  CHECK(whole.shown);
  CHECK(whole.found_again == 0);
  int companions = 0;
  for (const auto& cell : whole.cells) {
    CHECK((cell.mark == CellMark::hidden) == (cell.people < 11));
    CHECK(cell.least <= cell.people);
    CHECK(cell.most >= cell.people);
    if (cell.mark == CellMark::shown) CHECK(cell.least == cell.most);
    if (cell.mark == CellMark::hidden) CHECK(cell.most >= 11);
    companions += cell.mark == CellMark::companion;
  }
  CHECK(companions >= 2);
}

TEST_CASE("at every threshold what is shown of a small cell leaves it open, or nothing is shown") {
  for (std::int32_t threshold = 2; threshold <= 50; ++threshold) {
    CAPTURE(threshold);
    const auto table = cross(Hiding::with_companions, threshold);
    REQUIRE(table.has_value());
    if (table->shown) CHECK(table->found_again == 0);
  }
  CHECK_FALSE(cross(Hiding::with_companions, 1).has_value());
  CHECK_FALSE(cross(Hiding::with_companions, 51).has_value());
}

TEST_CASE("two publications: one new person is one known answer, and the rule keeps it back") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const auto one = *publish_twice(1, 11, seed);
    int moved = 0;
    for (std::size_t i = 0; i < kOptions; ++i) moved += one.after[i] - one.before[i];
    CHECK(moved == 1);
    CHECK(one.verdict == Verdict::too_few);
    CHECK(publish_twice(0, 11, seed)->verdict == Verdict::unchanged);
    CHECK(publish_twice(1, 1, seed)->verdict == Verdict::one_category);
    for (std::int32_t people = 11; people <= 40; ++people) {
      const auto many = *publish_twice(people, 11, seed);
      CHECK((many.verdict == Verdict::allowed || many.verdict == Verdict::one_category));
      CHECK(many.before[0] == one.before[0]);
    }
  }
  CHECK_FALSE(publish_twice(-1, 11, 1).has_value());
  CHECK_FALSE(publish_twice(1, 0, 1).has_value());
}

TEST_CASE("the people that the page draws are these: its sentences say the same numbers") {
  constexpr std::uint64_t kPageSeed = 7;
  const std::int32_t crowds[][5] = {{35, 1, 4, 0, 0}, {35, 2, 8, 0, 15}, {35, 3, 80, 19, 35}, {500, 3, 80, 0, 65}};
  for (const auto& [people, questions, profiles, alone, below] : crowds) {
    const auto crowd = *gather(people, questions, 5, kPageSeed);
    CHECK(crowd.profiles == profiles);
    CHECK(crowd.alone == alone);
    CHECK(crowd.below == below);
  }
  struct Row {
    double p;
    std::int32_t truth, said, changed, estimate;
  };
  for (const Row& row : {Row{.5, 81, 66, 23, 82}, Row{.75, 81, 79, 8, 89}, Row{1, 81, 81, 0, 81}}) {
    const auto tossed = *toss({row.p, .8, 100}, kPageSeed);
    CHECK(tossed.true_yes == row.truth);
    CHECK(tossed.said_yes == row.said);
    CHECK(tossed.changed == row.changed);
    CHECK(std::lround(100 * tossed.estimate) == row.estimate);
  }
  CHECK(publish_twice(1, 11, kPageSeed)->verdict == Verdict::too_few);
  CHECK(publish_twice(15, 11, kPageSeed)->verdict == Verdict::allowed);
  CHECK(publish_twice(1, 1, kPageSeed)->verdict == Verdict::one_category);
  CHECK(cross(Hiding::small_alone, 5)->found_again == 1);
}
