// SPDX-License-Identifier: MIT
// Tests: learning from patients' data against its reference tables, its closed form and its limits.
#include <cmath>
#include <limits>

#include "doctest.h"
#include "explainers/learning.h"

using namespace triptych::explainers;

namespace {

bool near(double value, double reference, double half_a_digit) { return std::abs(value - reference) <= half_a_digit; }

Learning learning(double examples, double share_of_b, double similarity) {
  const auto result = learn({examples, share_of_b, similarity, 0.1});
  REQUIRE(result.has_value());
  return *result;
}

}  // namespace

TEST_CASE("the learning curve gives its reference values") {
  const double reference[][2] = {{0, .32}, {100, .4957}, {500, .6751}, {1000, .7391}, {5000, .8360}, {9500, .8588}, {10000, .8603}};
  for (const auto& row : reference) {
    const double examples = row[0];
    const double found = row[1];
    CAPTURE(examples);
    CHECK(near(share_found(examples), found, 5.1e-5));
  }
}

TEST_CASE("with 10,000 examples the overall score moves by one point while group B's moves by nine") {
  const double reference[][5] = {{.01, .8600, .7461, .1140, .8486}, {.05, .8589, .7676, .0913, .8498}, {.10, .8574, .7858, .0716, .8503},
                                 {.20, .8541, .8086, .0456, .8496}, {.50, .8398, .8398, 0, .8398}};
  for (const auto& row : reference) {
    const double share = row[0];
    const double a = row[1];
    const double b = row[2];
    const double gap = row[3];
    const double overall = row[4];
    CAPTURE(share);
    const auto result = learning(10'000, share, .1);
    CHECK(near(result.found_a, a, 5.1e-5));
    CHECK(near(result.found_b, b, 5.1e-5));
    CHECK(near(result.found_a - result.found_b, gap, 1.01e-4));
    CHECK(near(result.found_overall, overall, 5.1e-5));
  }
  const auto opening = learning(10'000, .05, .1);
  CHECK(opening.found_a_of_100 == 86);
  CHECK(opening.found_b_of_100 == 77);
  CHECK(opening.found_overall_of_100 == 85);
}

TEST_CASE("no gap where the groups are alike or equally many, and nothing learned from nothing") {
  for (const double share : {0.0, .01, .3, .5, 1.0}) {
    const auto alike = learning(7000, share, 1);
    CHECK(alike.found_a == doctest::Approx(alike.found_b).epsilon(1e-12));
    const auto empty = learning(0, share, .3);
    CHECK(empty.found_a == doctest::Approx(.32));
    CHECK(empty.found_b == doctest::Approx(.32));
  }
  for (const double similarity : {0.0, .1, .7, 1.0}) {
    const auto even = learning(7000, .5, similarity);
    CHECK(even.found_a == doctest::Approx(even.found_b).epsilon(1e-12));
  }
}

TEST_CASE("more examples never serve a group less; a larger share of B serves B better and A less") {
  for (const double similarity : {0.0, .1, .9}) {
    double before = 0;
    for (double examples = 0; examples <= 20'000; examples += 500) {
      const auto result = learning(examples, .05, similarity);
      CHECK(result.found_b >= before);
      CHECK(result.found_b < .92);
      before = result.found_b;
    }
    for (int share = 1; share <= 50; ++share) {
      CHECK(learning(10'000, share / 100., similarity).found_b > learning(10'000, (share - 1) / 100., similarity).found_b);
      CHECK(learning(10'000, share / 100., similarity).found_a < learning(10'000, (share - 1) / 100., similarity).found_a);
    }
  }
}

TEST_CASE("the wrong target gives the reference table, and bisection its closed form") {
  const double reference[][4] = {{.03, .05678, .00322, .0537}, {.10, .17082, .02918, .1459}, {.20, .30623, .09377, .2344}};
  for (const auto& row : reference) {
    const double helped = row[0];
    const double a = row[1];
    const double b = row[2];
    const double share = row[3];
    CAPTURE(helped);
    const auto result = choose_by_cost({helped, .5, 1000});
    REQUIRE(result.has_value());
    CHECK(near(result->helped_a, a, 5.1e-6));
    CHECK(near(result->helped_b, b, 5.1e-6));
    CHECK(near(result->share_of_b, share, 5.1e-5));
  }
  for (int percent = 1; percent <= 100; ++percent) {
    const double helped = percent / 100.;
    const double x = (-1 + std::sqrt(1 + 8 * helped)) / 2;
    const auto result = *choose_by_cost({helped, .5, 1000});
    CHECK(result.helped_a == doctest::Approx(x).epsilon(1e-12));
    CHECK(result.helped_b == doctest::Approx(x * x).epsilon(1e-11));
  }
  const auto ten = *choose_by_cost({.1, .5, 1000});
  CHECK(ten.helped_a_people == 85);
  CHECK(ten.helped_b_people == 15);
}

TEST_CASE("the wrong target solves its equation for every k, and is fair at k = 1") {
  for (int care = 1; care <= 20; ++care) {
    double before = 0;
    for (int percent = 1; percent <= 99; ++percent) {
      const double k = care / 20.;
      const auto result = *choose_by_cost({percent / 100., k, 1000});
      CHECK((result.helped_a + std::pow(result.helped_a, 1 / k)) / 2 == doctest::Approx(percent / 100.).epsilon(1e-12));
      CHECK(result.helped_a_people + result.helped_b_people == percent * 10);
      CHECK(result.helped_a_people <= 500);
      CHECK(result.share_of_b <= .5 + 1e-12);
      CHECK(result.share_of_b >= before - 1e-12);
      before = result.share_of_b;
      if (care == 20) CHECK(result.share_of_b == doctest::Approx(.5));
    }
  }
}

TEST_CASE("the wrong target against people drawn one by one, within three standard errors") {
  // Need from the inverse of its distribution over an even grid: no draw, so the only error is the grid's.
  const int people = 200'000;
  const auto model = *choose_by_cost({.1, .5, 1000});
  const double limit = -std::log(model.helped_a);
  int a = 0;
  int b = 0;
  for (int i = 0; i < people; ++i) {
    const double need = -std::log(1 - (i + .5) / people);
    a += need > limit;
    b += .5 * need > limit;
  }
  CHECK(near(a / double(people), model.helped_a, 1e-5));
  CHECK(near(b / double(people), model.helped_b, 1e-5));
}

TEST_CASE("learning refuses what is outside its range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double wrong : {-.001, 1.001, nan}) {
    CHECK_FALSE(learn({100, wrong, .1, .1}).has_value());
    CHECK_FALSE(learn({100, .1, wrong, .1}).has_value());
    CHECK_FALSE(learn({100, .1, .1, wrong}).has_value());
    CHECK_FALSE(choose_by_cost({wrong, .5, 1000}).has_value());
    CHECK_FALSE(choose_by_cost({.1, wrong, 1000}).has_value());
  }
  CHECK_FALSE(learn({-1, .1, .1, .1}).has_value());
  CHECK_FALSE(learn({nan, .1, .1, .1}).has_value());
  CHECK_FALSE(choose_by_cost({.1, 0, 1000}).has_value());
  CHECK_FALSE(choose_by_cost({.1, .5, 1}).has_value());
  CHECK(choose_by_cost({0, .5, 1000})->helped_a == doctest::Approx(0));
  CHECK(choose_by_cost({1, .5, 1000})->helped_b == doctest::Approx(1));
}
