// SPDX-License-Identifier: MIT
// Tests: the waiting line against its reference table, the law of conservation, and the room simulated event by event.
#include <algorithm>
#include <cmath>
#include <limits>

#include "doctest.h"
#include "explainers/pathways.h"

using namespace triptych::explainers;

namespace {

Pathways line(std::int32_t carers, double per_hour, double found, double left, double urgent = .2, double minutes = 20) {
  const auto result = queue({carers, per_hour, minutes, urgent, found, left});
  REQUIRE(result.has_value());
  return *result;
}

struct Means {
  double urgent = 0, others = 0, all = 0, flagged = 0, unflagged = 0;
  double longest_other = 0;
};

Means simulated(const PathwaysInput& input, std::size_t people, double longest_wait, std::uint64_t seed) {
  WaitingRoom room(input, longest_wait, seed);
  room.run(people);
  Means means;
  double counts[4] = {};
  const std::size_t warm_up = people / 20;
  for (std::size_t i = warm_up; i < people; ++i) {
    const auto& visit = room.visits()[i];
    const double wait = visit.start_of_care - visit.arrival;
    (visit.urgent ? means.urgent : means.others) += wait;
    (visit.flagged ? means.flagged : means.unflagged) += wait;
    means.all += wait;
    ++counts[visit.urgent];
    ++counts[2 + visit.flagged];
    if (!visit.urgent) means.longest_other = std::max(means.longest_other, wait);
  }
  means.others /= counts[0];
  means.urgent /= counts[1];
  means.unflagged /= counts[2];
  means.flagged /= counts[3];
  means.all /= double(people - warm_up);
  return means;
}

}  // namespace

TEST_CASE("the waiting line gives its reference table") {
  struct Row {
    std::int32_t carers;
    double per_hour, found, left, load, wait_chance, first_come, flagged, unflagged, urgent, others;
  };
  const Row table[] = {
      {3, 8, 1, 1, .8889, .7975, 47.85, 6.47, 58.20, 6.47, 58.20},
      {3, 8, .9, .9, .8889, .7975, 47.85, 6.91, 62.23, 12.45, 56.70},
      {3, 8, .6, .9, .8889, .7975, 47.85, 6.47, 58.20, 27.16, 53.02},
      {3, 8, .9, .5, .8889, .7975, 47.85, 10.97, 98.77, 19.75, 54.87},
      {3, 8, .5, .5, .8889, .7975, 47.85, 9.57, 86.13, 47.85, 47.85},
      {3, 6, .9, .9, .6667, .4444, 8.89, 3.58, 10.75, 4.30, 10.04},
      {3, 5, .9, .9, .5556, .2998, 4.50, 2.34, 5.26, 2.63, 4.96},
      {3, 8.7, .9, .9, .9667, .9377, 187.54, 8.35, 250.49, 32.56, 226.28},
      {4, 8, .9, .9, .6667, .3784, 5.68, 2.29, 6.87, 2.75, 6.41},
      {2, 5, .9, .9, .8333, .7576, 45.45, 9.67, 58.03, 14.51, 53.19},
  };
  for (const auto& row : table) {
    CAPTURE(row.carers);
    CAPTURE(row.per_hour);
    CAPTURE(row.found);
    const auto result = line(row.carers, row.per_hour, row.found, row.left);
    REQUIRE(result.minutes.has_value());
    CHECK(std::abs(result.load - row.load) < 5.1e-5);
    CHECK(std::abs(result.somebody_waits - row.wait_chance) < 5.1e-5);
    CHECK(std::abs(result.minutes->first_come - row.first_come) < .0051);
    CHECK(std::abs(result.minutes->flagged - row.flagged) < .0051);
    CHECK(std::abs(result.minutes->unflagged - row.unflagged) < .0051);
    CHECK(std::abs(result.minutes->urgent - row.urgent) < .0051);
    CHECK(std::abs(result.minutes->others - row.others) < .0051);
  }
  const auto single = line(1, .8, 1, 1, .2, 60);
  CHECK(single.somebody_waits == doctest::Approx(.8));
  CHECK(single.minutes->first_come == doctest::Approx(240));
}

TEST_CASE("sorting creates no time: the mean over all is conserved, whatever the AI finds") {
  for (std::int32_t carers = 1; carers <= 8; ++carers) {
    for (int found = 0; found <= 10; ++found) {
      for (int left = 0; left <= 10; ++left) {
        for (const double load : {.3, .8, .97}) {
          const auto result = line(carers, load * carers * 3, found / 10., left / 10., .3);
          const auto& waits = *result.minutes;
          CHECK(result.flagged_share * waits.flagged + (1 - result.flagged_share) * waits.unflagged == doctest::Approx(waits.first_come).epsilon(1e-9));
          CHECK(.3 * waits.urgent + .7 * waits.others == doctest::Approx(waits.first_come).epsilon(1e-9));
          CHECK(waits.unflagged >= waits.first_come - 1e-9);  // somebody urgent who is missed never waits less than before
        }
      }
    }
  }
}

TEST_CASE("an AI that tosses a coin changes nothing; finding more urgent people shortens their wait") {
  const auto coin = *line(3, 8, .5, .5).minutes;
  CHECK(coin.urgent == doctest::Approx(coin.first_come));
  CHECK(coin.others == doctest::Approx(coin.first_come));
  for (int found = 1; found <= 20; ++found) CHECK(line(3, 8, found / 20., .9).minutes->urgent < line(3, 8, (found - 1) / 20., .9).minutes->urgent);
  for (std::int32_t carers = 3; carers < 20; ++carers) CHECK(line(carers + 1, 8, .9, .9).minutes->first_come < line(carers, 8, .9, .9).minutes->first_come);
}

TEST_CASE("a full service has no mean wait") {
  CHECK_FALSE(line(3, 9, .9, .9).minutes.has_value());
  CHECK_FALSE(line(3, 20, .9, .9).minutes.has_value());
  CHECK_FALSE(line(3, 8, .9, .9, .2, 22.5).minutes.has_value());
  CHECK(line(3, 8.99, .9, .9).minutes.has_value());
}

TEST_CASE("the simulated room agrees with the formula: within 3 % at two thirds, within 10 % when nearly full") {
  struct Case {
    PathwaysInput input;
    double tolerance;
  };
  const Case cases[] = {{{3, 6, 20, .2, .9, .9}, .03}, {{4, 8, 20, .2, .9, .9}, .03}, {{3, 8, 20, .2, .9, .9}, .10}, {{3, 8, 20, .2, .6, .9}, .10}};
  for (const Case& one : cases) {
    const auto& input = one.input;
    const auto& tolerance = one.tolerance;
    CAPTURE(input.arrivals_per_hour);
    CAPTURE(input.carers);
    const auto exact = *queue(input)->minutes;
    const auto means = simulated(input, 400'000, -1, 3);
    CHECK(means.urgent == doctest::Approx(exact.urgent).epsilon(tolerance));
    CHECK(means.others == doctest::Approx(exact.others).epsilon(tolerance));
    CHECK(means.flagged == doctest::Approx(exact.flagged).epsilon(tolerance));
    CHECK(means.unflagged == doctest::Approx(exact.unflagged).epsilon(tolerance));
    CHECK(means.all == doctest::Approx(exact.first_come).epsilon(tolerance));
  }
}

TEST_CASE("the room: everybody is seen once, nobody before they come, never more at once than there are carers") {
  const PathwaysInput input{3, 8, 20, .2, .9, .9};
  WaitingRoom room(input, -1, 11);
  room.run(3000);
  double last = 0;
  for (std::size_t i = 0; i < 3000; ++i) {
    const auto& visit = room.visits()[i];
    CHECK(visit.arrival >= last);
    CHECK(visit.start_of_care >= visit.arrival);
    CHECK(visit.end_of_care >= visit.start_of_care);
    last = visit.arrival;
    std::int32_t at_once = 0;
    for (std::size_t j = 0; j < 3000; ++j) {
      const auto& other = room.visits()[j];
      at_once += other.start_of_care <= visit.start_of_care && visit.start_of_care < other.end_of_care;
    }
    CHECK(at_once <= 3);
  }
  // First come first served among equals.
  for (const bool flagged : {false, true}) {
    double before = 0;
    for (std::size_t i = 0; i < 3000; ++i) {
      if (room.visits()[i].flagged != flagged) continue;
      CHECK(room.visits()[i].start_of_care >= before);
      before = room.visits()[i].start_of_care;
    }
  }
}

TEST_CASE("the same seed gives the same people, whoever goes first") {
  WaitingRoom sorted({3, 8, 20, .2, .9, .9}, -1, 5);
  WaitingRoom again({3, 8, 20, .2, .9, .9}, -1, 5);
  WaitingRoom unsorted({3, 8, 20, .2, 0, 1}, -1, 5);
  sorted.run(500);
  again.run(500);
  unsorted.run(500);
  for (std::size_t i = 0; i < 500; ++i) {
    CHECK(sorted.visits()[i].start_of_care == again.visits()[i].start_of_care);
    CHECK(sorted.visits()[i].arrival == unsorted.visits()[i].arrival);
    CHECK(sorted.visits()[i].urgent == unsorted.visits()[i].urgent);
  }
  WaitingRoom other({3, 8, 20, .2, .9, .9}, -1, 6);
  other.run(500);
  CHECK(other.visits()[0].arrival != sorted.visits()[0].arrival);
}

TEST_CASE("a longest wait shortens the longest and lengthens the urgent's; at no minutes everybody is served as they came") {
  const PathwaysInput input{3, 8, 20, .2, .9, .9};
  const auto free = simulated(input, 100'000, -1, 7);
  const auto capped = simulated(input, 100'000, 60, 7);
  CHECK(capped.longest_other < free.longest_other);
  CHECK(capped.urgent > free.urgent);
  const auto in_order = simulated(input, 100'000, 0, 7);
  const auto unsorted = simulated({3, 8, 20, .2, 0, 1}, 100'000, -1, 7);
  CHECK(in_order.all == doctest::Approx(unsorted.all));
  CHECK(in_order.urgent == doctest::Approx(unsorted.urgent));
}

TEST_CASE("the waiting line refuses what is outside its range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(queue({0, 8, 20, .2, .9, .9}).has_value());
  CHECK_FALSE(queue({kMostCarers + 1, 8, 20, .2, .9, .9}).has_value());
  CHECK_FALSE(queue({3, 0, 20, .2, .9, .9}).has_value());
  CHECK_FALSE(queue({3, 8, nan, .2, .9, .9}).has_value());
  for (const double wrong : {-.1, 1.1, nan}) {
    CHECK_FALSE(queue({3, 8, 20, wrong, .9, .9}).has_value());
    CHECK_FALSE(queue({3, 8, 20, .2, wrong, .9}).has_value());
    CHECK_FALSE(queue({3, 8, 20, .2, .9, wrong}).has_value());
  }
  CHECK(queue({kMostCarers, 100, 20, 0, 0, 1})->minutes.has_value());
}
