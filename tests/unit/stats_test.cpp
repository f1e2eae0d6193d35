// SPDX-License-Identifier: MIT
// Tests: intervals of one proportion against published and R values, and the estimate of randomised answers.
#include "stats/proportion.h"

#include <cmath>

#include "base/random.h"
#include "doctest.h"

using namespace triptych;
using namespace triptych::stats;

TEST_CASE("wilson: the examples of Newcombe 1998 (Stat Med 17:857-872), as R's prop.test gives them") {
  const auto near = [](Interval interval, double low, double high) {
    CHECK(std::fabs(interval.low - low) < 1e-9);
    CHECK(std::fabs(interval.high - high) < 1e-9);
  };
  near(wilson(81, 263), 0.255288519878274, 0.3662095769828);
  near(wilson(1, 29), 0.00611321429276266, 0.171755218793203);
  near(wilson(19, 35), 0.381897250684838, 0.695339807115928);
  near(wilson(35, 35), 0.901099007675596, 1);
  near(wilson(0, 35), 0, 0.098900992324404);
  near(wilson(1, 1), 0.206549314377238, 1);
}

TEST_CASE("wilson: stays within 0 and 1 and holds the share, for every x of every n to 60") {
  for (int n = 1; n <= 60; ++n) {
    for (int x = 0; x <= n; ++x) {
      const Interval interval = wilson(x, n);
      const double share = static_cast<double>(x) / n;
      CHECK(interval.low >= 0);
      CHECK(interval.high <= 1);
      CHECK(interval.low <= share);
      CHECK(interval.high >= share);
    }
  }
}

TEST_CASE("percent: whole, halves up, never outside 0 to 100") {
  CHECK(whole_percent(1, 8) == 13);
  CHECK(whole_percent(19, 35) == 54);
  CHECK(whole_percent(0, 11) == 0);
  CHECK(whole_percent(11, 11) == 100);
  CHECK(whole_percent(std::uint64_t{1} << 40, std::uint64_t{1} << 41) == 50);
  CHECK(whole_percent(0.695339807115928) == 70);
  CHECK(whole_percent(-0.2) == 0);
  CHECK(whole_percent(1.3) == 100);
}

TEST_CASE("randomised: the estimate is unbiased and its interval covers the truth about 95 times in 100") {
  const Randomised chances{0.6, 0.1};  // five categories
  const double truth[] = {0.5, 0.3, 0.2, 0, 0};
  const int people = 1000;
  const int rounds = 1000;
  Random random(3);
  double mean = 0;
  int covered = 0;
  for (int round = 0; round < rounds; ++round) {
    std::uint64_t seen = 0;
    for (int person = 0; person < people; ++person) {
      const double u = random.uniform();
      const int answer = u < truth[0] ? 0 : u < truth[0] + truth[1] ? 1 : 2;
      const double v = random.uniform();
      if (answer == 1 ? v < chances.p : v < chances.q) ++seen;
    }
    mean += randomised_share(seen, people, chances) / rounds;
    const Interval interval = randomised_interval(seen, people, chances);
    if (interval.low <= truth[1] && truth[1] <= interval.high) ++covered;
  }
  CHECK(std::fabs(mean - truth[1]) < 0.003);
  CHECK(covered > 930);
  CHECK(covered < 970);
}

TEST_CASE("simplex: shares that are shares stay, others become the nearest that are") {
  const std::vector<double> good{0.2, 0.3, 0.5};
  const std::vector<double> kept = onto_simplex(good);
  for (std::size_t i = 0; i < good.size(); ++i) CHECK(std::fabs(kept[i] - good[i]) < 1e-15);
  const std::vector<double> moved = onto_simplex({-0.1, 0.4, 0.7});
  CHECK(moved[0] == 0);
  CHECK(std::fabs(moved[1] - 0.35) < 1e-12);
  CHECK(std::fabs(moved[2] - 0.65) < 1e-12);
}
