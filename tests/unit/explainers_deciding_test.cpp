// SPDX-License-Identifier: MIT
// Tests: the threshold and the team against their reference tables, identities and limits.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"
#include "doctest.h"
#include "explainers/deciding.h"

using namespace triptych::explainers;

namespace {

Threshold threshold(double at, double separation = 2, double prevalence = .1, double cost = 1) {
  const auto result = decide({at, separation, prevalence, cost, 1000});
  REQUIRE(result.has_value());
  return *result;
}

double team(double ai, double human, double right, double wrong) {
  const auto result = work_together({ai, human, right, wrong, 1000});
  REQUIRE(result.has_value());
  return result->right;
}

}  // namespace

TEST_CASE("the threshold gives its reference table") {
  const double reference[][3] = {{0, .9772, .5}, {.5, .9332, .6915}, {1, .8413, .8413}, {1.2816, .7637, .9}, {1.5, .6915, .9332}, {2, .5, .9772}};
  for (const auto& row : reference) {
    const double at = row[0];
    const double found = row[1];
    const double left = row[2];
    CAPTURE(at);
    CHECK(std::abs(threshold(at).sensitivity - found) < 5.1e-5);
    CHECK(std::abs(threshold(at).specificity - left) < 5.1e-5);
  }
  CHECK(std::abs(threshold(1).area_under_curve - .9214) < 5.1e-5);
}

TEST_CASE("a higher threshold misses more and alarms less") {
  for (int step = -40; step < 60; ++step) {
    const auto low = threshold(step / 10.);
    const auto high = threshold((step + 1) / 10.);
    CHECK(high.sensitivity < low.sensitivity);
    CHECK(high.specificity > low.specificity);
    CHECK(high.diagnosis.counts.false_negatives >= low.diagnosis.counts.false_negatives);
    CHECK(high.diagnosis.counts.false_positives <= low.diagnosis.counts.false_positives);
  }
}

TEST_CASE("no other threshold costs less than the best one") {
  CHECK(threshold(0, 2, .5, 1).best_threshold == doctest::Approx(1));
  for (const double cost : {.2, 1., 5., 20.}) {
    for (const double prevalence : {.01, .1, .5}) {
      for (const double separation : {.5, 1., 2., 3.}) {
        const double best = threshold(0, separation, prevalence, cost).best_threshold;
        if (std::abs(best) > 19) continue;
        const double least = threshold(best, separation, prevalence, cost).cost;
        for (const double away : {-1., -.1, -.01, .01, .1, 1.}) CHECK(threshold(best + away, separation, prevalence, cost).cost >= least * (1 - 1e-12));
      }
    }
  }
}

TEST_CASE("the team gives its reference table") {
  const double reference[][5] = {{.9, .8, 0, 0, .8}, {.9, .8, 1, 1, .9}, {.9, .8, .9, .9, .89}, {.9, .8, .9, .3, .938}, {.9, .8, 1, 0, .98}, {.7, .8, .9, .9, .71}};
  for (const auto& row : reference) {
    const double ai = row[0];
    const double human = row[1];
    const double right = row[2];
    const double wrong = row[3];
    const double together = row[4];
    CHECK(team(ai, human, right, wrong) == doctest::Approx(together).epsilon(1e-12));
  }
}

TEST_CASE("trust that does not check lies between the two: never better than the better") {
  for (const double ai : {0., .3, .7, .9, 1.}) {
    for (const double human : {0., .5, .8, 1.}) {
      for (const double trust : {0., .25, .9, 1.}) {
        CHECK(team(ai, human, trust, trust) == doctest::Approx(trust * ai + (1 - trust) * human).epsilon(1e-12));
        CHECK(team(ai, human, trust, trust) <= std::max(ai, human) + 1e-12);
      }
      CHECK(team(ai, human, 1, 0) == doctest::Approx(1 - (1 - ai) * (1 - human)).epsilon(1e-12));
    }
  }
}

TEST_CASE("every case ends in one way") {
  for (int ai = 0; ai <= 20; ++ai) {
    for (int human = 0; human <= 20; ++human) {
      for (int wrong = 0; wrong <= 10; ++wrong) {
        const auto counts = work_together({ai / 20., human / 20., .9, wrong / 10., 100})->counts;
        CHECK(counts.both_right + counts.saved_by_ai + counts.saved_by_human + counts.wrong == 100);
        CHECK(std::min({counts.both_right, counts.saved_by_ai, counts.saved_by_human, counts.wrong}) >= 0);
      }
    }
  }
}

TEST_CASE("the team against cases drawn one by one, within four standard errors") {
  triptych::Random random(20);
  const int cases = 200'000;
  int right = 0;
  for (int i = 0; i < cases; ++i) {
    const bool ai = random.uniform() < .9;
    const bool human = random.uniform() < .8;
    const bool follows = random.uniform() < (ai ? .9 : .3);
    right += (ai == human || follows) ? ai : human;
  }
  const double exact = team(.9, .8, .9, .3);
  CHECK(std::abs(right / double(cases) - exact) < 4 * std::sqrt(exact * (1 - exact) / cases));
}

TEST_CASE("who decides refuses what is outside its range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(decide({nan, 2, .1, 1, 1000}).has_value());
  CHECK_FALSE(decide({1, 0, .1, 1, 1000}).has_value());
  CHECK_FALSE(decide({1, 2, 1.1, 1, 1000}).has_value());
  CHECK_FALSE(decide({1, 2, .1, 0, 1000}).has_value());
  CHECK_FALSE(decide({1, 2, .1, 1, 0}).has_value());
  CHECK(std::isinf(decide({1, 2, 0, 1, 1000})->best_threshold));
  for (const double wrong : {-.1, 1.1, nan}) {
    CHECK_FALSE(work_together({wrong, .8, .9, .3, 100}).has_value());
    CHECK_FALSE(work_together({.9, .8, .9, wrong, 100}).has_value());
  }
  CHECK_FALSE(work_together({.9, .8, .9, .3, 0}).has_value());
}
