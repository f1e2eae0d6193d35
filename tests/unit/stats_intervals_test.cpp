// SPDX-License-Identifier: MIT
// Tests: intervals of proportions and differences, against published and R's values, and by what they
// promise.
#include "stats/intervals.h"

#include <cmath>
#include <limits>

#include "near.h"
#include "stats/distributions.h"

using namespace triptych;
using namespace triptych::stats;

namespace {

void check_interval(const Result<Interval>& found, double low, double high, double tolerance = 1e-9) {
  REQUIRE(found.ok());
  CHECK_NEAR(found.value().low, low, tolerance);
  CHECK_NEAR(found.value().high, high, tolerance);
}

/// The probability that the interval holds the true share, every outcome weighed: no drawing.
double coverage(Result<Interval> (*interval)(double, double, double), double n, double share) {
  double covered = 0;
  for (double x = 0; x <= n; ++x) {
    const Interval found = interval(x, n, 0.95).value();
    if (found.low <= share && share <= found.high) covered += binomial_density(x, n, share);
  }
  return covered;
}

const double kNaN = std::nan("");
const double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

// R 4.2.2: prop.test(83, 86) (smokers, Fleiss 1981, ?prop.test) with and without correction, binom.test(682,
// 925) (Conover, ?binom.test).
TEST_CASE("intervals: the examples of R's manual") {
  check_interval(wilson_corrected(83, 86, 0.95), 0.894330983785, 0.990947580584);
  check_interval(wilson_at(83, 86, 0.95), 0.902391288974, 0.988066201923);
  check_interval(clopper_pearson(682, 925, 0.95), 0.707668264079, 0.765406558242);
}

// Newcombe 1998, Stat Med 17:857, table I: 148 of which 15, four decimals; rows 3 (score), 4 (corrected), 5
// (exact).
TEST_CASE("intervals: Newcombe's comparison of seven methods") {
  check_interval(wilson_at(15, 148, 0.95), 0.0624, 0.1605, 5e-5);
  check_interval(wilson_corrected(15, 148, 0.95), 0.0598, 0.1644, 5e-5);
  check_interval(clopper_pearson(15, 148, 0.95), 0.0578, 0.1617, 5e-5);
  check_interval(clopper_pearson(0, 20, 0.95), 0, 0.1684, 5e-5);
}

TEST_CASE("intervals: nobody, everybody, and the rule of three") {
  CHECK_NEAR(clopper_pearson_upper(0, 35, 0.95).value(), 1 - std::pow(0.05, 1.0 / 35), 1e-12);
  CHECK(clopper_pearson_upper(0, 1000, 0.95).value() < 3.0 / 1000);
  CHECK(clopper_pearson_upper(7, 7, 0.95).value() == 1);
  CHECK(clopper_pearson(0, 9, 0.95).value().low == 0);
  CHECK(clopper_pearson(9, 9, 0.95).value().high == 1);
  CHECK(wilson_corrected(0, 9, 0.95).value().low == 0);
  CHECK(wilson_corrected(9, 9, 0.95).value().high == 1);
}

TEST_CASE("wilson: its ends are the shares that the score test just does not refuse") {
  for (const double confidence : {0.8, 0.95, 0.99}) {
    const double z = normal_quantile((1 + confidence) / 2);
    for (double n = 1; n <= 40; n += 3) {
      for (double x = 0; x <= n; ++x) {
        const Interval found = wilson_at(x, n, confidence).value();
        for (const double end : {found.low, found.high}) {
          if (end <= 0 || end >= 1) continue;
          CHECK_NEAR(std::fabs(x / n - end) / std::sqrt(end * (1 - end) / n), z, 1e-9);
        }
      }
    }
  }
}

TEST_CASE("clopper-pearson: never covers less than promised; wilson does on average") {
  double mean = 0;
  int shares = 0;
  for (double share = 0.01; share < 1; share += 0.01) {
    CHECK(coverage(clopper_pearson, 35, share) >= 0.95);
    mean += coverage(wilson_at, 35, share);
    ++shares;
  }
  CHECK_NEAR(mean / shares, 0.95, 0.01);
}

TEST_CASE("agresti-coull: centred on the same share as wilson, wider, outside 0 to 1 unless clamped") {
  const AdjustedInterval raw = agresti_coull(0, 35, 0.95, Limits::raw).value();
  const Interval score = wilson_at(0, 35, 0.95).value();
  CHECK(raw.interval.low < 0);
  CHECK(agresti_coull(0, 35, 0.95, Limits::clamped).value().interval.low == 0);
  CHECK_NEAR(raw.centre, (score.low + score.high) / 2, 1e-12);
  CHECK(raw.interval.high > score.high);
}

// Brown, Cai and DasGupta 2001, Statistical Science 16:101: the quantiles of Beta(1/2, n + 1/2) where nobody
// answered yes.
TEST_CASE("jeffreys: equal tails of its beta") {
  const Interval none = jeffreys(0, 35, 0.95).value();
  CHECK_NEAR(none.low, beta_quantile(0.025, 0.5, 35.5), 1e-15);
  const Interval some = jeffreys(12, 35, 0.95).value();
  const Interval mirrored = jeffreys(23, 35, 0.95).value();
  CHECK_NEAR(some.low, 1 - mirrored.high, 1e-12);
}

// Newcombe 1998, Stat Med 17:873, table II: contrasts (a), (b), (e), (g) by method 10, four decimals.
TEST_CASE("difference: Newcombe's contrasts") {
  const auto check = [](double x1, double n1, double x2, double n2, double low, double high) {
    const Difference found = difference_of_groups(x1, n1, x2, n2, 0.95).value();
    CHECK_NEAR(found.interval.low, low, 5e-5);
    CHECK_NEAR(found.interval.high, high, 5e-5);
  };
  check(56, 70, 48, 80, 0.0524, 0.3339);
  check(9, 10, 3, 10, 0.1705, 0.8090);
  check(5, 56, 0, 29, -0.0381, 0.1926);
  check(10, 10, 0, 10, 0.6075, 1.0);
}

TEST_CASE("difference of pairs: swapped when before and after are, and independent groups' when unrelated") {
  const Paired counts{20, 12, 2, 16};
  const Difference one = difference_of_pairs(counts, 0.95).value();
  const Difference other = difference_of_pairs({20, 2, 12, 16}, 0.95).value();
  CHECK_NEAR(one.interval.low, -other.interval.high, 1e-12);
  CHECK_NEAR(one.interval.high, -other.interval.low, 1e-12);
  // A table whose answers are independent: phi is 0, the square and add of two samples of 50.
  const Difference independent = difference_of_pairs({12, 18, 8, 12}, 0.95).value();
  const Difference groups = difference_of_groups(30, 50, 20, 50, 0.95).value();
  CHECK_NEAR(independent.interval.low, groups.interval.low, 1e-12);
  CHECK_NEAR(independent.interval.high, groups.interval.high, 1e-12);
  CHECK(difference_of_pairs({7, 0, 0, 0}, 0.95).ok());
}

TEST_CASE("reliability: what NCHS says of a proportion") {
  const auto decision = [](double x, double n, double effective_n) {
    return nchs_reliability(x, n, effective_n).value().decision;
  };
  CHECK(decision(14, 29, 29) == Reliability::few_answers);
  CHECK(decision(200, 400, 29) == Reliability::few_answers);
  CHECK(decision(17, 35, 35) == Reliability::wide);
  CHECK(decision(200, 400, 31) == Reliability::wide);
  CHECK(decision(0, 400, 400) == Reliability::review);
  CHECK(decision(400, 400, 400) == Reliability::review);
  CHECK(decision(4, 100, 100) == Reliability::relatively_wide);
  CHECK(decision(4, 2000, 2000) == Reliability::present);
  CHECK(decision(120, 300, 300) == Reliability::present);
  CHECK_FALSE(nchs_reliability(0, 40, 40).value().relative_width);
  CHECK(nchs_reliability(20, 40, 90).value().width == nchs_reliability(20, 40, 40).value().width);
}

TEST_CASE("intervals: refuse what is no share of people") {
  for (const double bad : {-1.0, 11.0, kNaN, kInfinity}) {
    CHECK(wilson_at(bad, 10, 0.95).error().code == ErrorCode::stats_number);
    CHECK(clopper_pearson(bad, 10, 0.95).error().path == "/x");
    CHECK(difference_of_groups(1, 2, bad, 10, 0.95).error().path == "/x2");
  }
  for (const double bad : {-1.0, kNaN, kInfinity}) CHECK(jeffreys(0, bad, 0.95).error().path == "/n");
  CHECK(wilson_at(0, 0, 0.95).error().code == ErrorCode::stats_empty);
  CHECK(difference_of_pairs({0, 0, 0, 0}, 0.95).error().code == ErrorCode::stats_empty);
  CHECK(difference_of_pairs({1, 0.5, 0, 0}, 0.95).error().path == "/only_before");
  for (const double bad : {0.0, 1.0, -0.5, kNaN})
    CHECK(agresti_coull(1, 2, bad, Limits::raw).error().code == ErrorCode::stats_level);
  CHECK(nchs_reliability(1, 2, 0).error().path == "/effective_n");
}
