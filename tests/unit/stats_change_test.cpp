// SPDX-License-Identifier: MIT
// Tests: changes of people asked twice.
#include "stats/change.h"

#include <cmath>

#include "base/random.h"
#include "doctest.h"

using namespace triptych;
using namespace triptych::stats;

TEST_CASE("change: exact McNemar as R's binom.test gives it") {
  CHECK(std::fabs(exact_mcnemar(30, 12) - 0.007920) < 1e-5);    // binom.test(12, 42)$p.value
  CHECK(std::fabs(exact_mcnemar(5, 0) - 0.0625) < 1e-12);       // 2 / 2^5
  CHECK(std::fabs(exact_mcnemar(1, 0) - 1) < 1e-12);
  CHECK(exact_mcnemar(0, 0) == 1);
  CHECK(exact_mcnemar(7, 7) == 1);
  CHECK(exact_mcnemar(12, 30) == exact_mcnemar(30, 12));
  CHECK(exact_mcnemar(4'000, 6'000) < 1e-80);
  CHECK(std::isfinite(exact_mcnemar(900'000, 100'000)));
}

TEST_CASE("change: Bonett and Price's interval, worked by hand, turned with its arguments, within its bounds") {
  // up 30, down 12, n 100: p1 = 31/102, p2 = 13/102, d = 18/102, se = sqrt((44/102 - (18/102)^2) / 102).
  const Interval interval = change_interval(30, 12, 100);
  const double d = 18.0 / 102;
  const double half = kZ95 * std::sqrt((44.0 / 102 - d * d) / 102);
  CHECK(std::fabs(interval.low - (d - half)) < 1e-12);
  CHECK(std::fabs(interval.high - (d + half)) < 1e-12);
  const Interval turned = change_interval(12, 30, 100);
  CHECK(std::fabs(turned.low + interval.high) < 1e-12);
  CHECK(std::fabs(turned.high + interval.low) < 1e-12);
  CHECK(change_interval(3, 0, 3).high <= 1);
  CHECK(change_interval(0, 0, 1).low >= -1);
}

TEST_CASE("change: the interval holds the true difference in about 95 of 100 surveys") {
  Random random(11);
  const double up = 0.25;
  const double down = 0.10;
  const int rounds = 2'000;
  int covered = 0;
  for (int round = 0; round < rounds; ++round) {
    std::uint64_t ups = 0;
    std::uint64_t downs = 0;
    for (int person = 0; person < 60; ++person) {
      const double u = random.uniform();
      ups += u < up ? 1 : 0;
      downs += u >= up && u < up + down ? 1 : 0;
    }
    const Interval interval = change_interval(ups, downs, 60);
    covered += interval.low <= up - down && up - down <= interval.high ? 1 : 0;
  }
  CHECK(covered > 0.93 * rounds);
  CHECK(covered < 0.975 * rounds);
}

TEST_CASE("change: whole points, halves away from zero") {
  CHECK(whole_points(0.125) == 13);
  CHECK(whole_points(-0.125) == -13);
  CHECK(whole_points(0) == 0);
}
