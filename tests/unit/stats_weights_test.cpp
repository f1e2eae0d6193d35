// SPDX-License-Identifier: MIT
// Tests: weights, raking, weighted tables, scales and randomised answers.
#include "stats/weights.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"
#include "near.h"
#include "stats/contingency.h"
#include "stats/intervals.h"
#include "stats/ordinal.h"
#include "stats/randomised.h"
#include "stats/rao_scott.h"

using namespace triptych;
using namespace triptych::stats;

namespace {

double total(const Weights& weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  return sum;
}

/// People drawn at random over three variables, somebody in every category.
struct Sample {
  Weights base;
  std::vector<Margin> margins;
  std::vector<double> y;
};
Sample sample(std::uint64_t seed, std::size_t people) {
  Random random(seed);
  Sample made{{}, {{{}, {510, 490}}, {{}, {200, 300, 500}}, {{}, {100, 250, 250, 400}}}, {}};
  for (std::size_t i = 0; i < people; ++i) {
    made.base.push_back(0.5 + random.uniform());
    for (std::size_t m = 0; m < 3; ++m) {
      const std::size_t count = made.margins[m].targets.size();
      made.margins[m].categories.push_back(
          static_cast<std::uint32_t>(i < 8 ? i % count : random.below(count)));
    }
    made.y.push_back(random.below(3) == 0 ? 1 : 0);
  }
  return made;
}

}  // namespace

// R 4.2.2, survey 4.1-1: svydesign(ids = ~1, weights = ~w), svymean(deff = "replace"), svyciprop of ten
// invented answers.
TEST_CASE("weighted share: as the survey package gives it") {
  const std::vector<double> y{1, 0, 1, 1, 0, 0, 1, 0, 1, 1};
  const Weights w{1, 2, 1.5, .5, 3, 1, 1, 2, .8, 1.2};
  const WeightedShare found = weighted_share(y, w, 0.95).value();
  CHECK_NEAR(found.estimate, 0.4285714286, 1e-10);
  CHECK_NEAR(found.standard_error, 0.175847379546, 1e-11);
  CHECK_NEAR(*found.effect, 1.13639, 1e-5);
  CHECK_NEAR(found.exact.low, 0.112810507027, 1e-9);
  CHECK_NEAR(found.exact.high, 0.796312607737, 1e-9);
  CHECK_NEAR(found.logit->low, 0.128755292344, 1e-9);
  CHECK_NEAR(found.logit->high, 0.791937687712, 1e-9);
}

TEST_CASE("weighted share: equal weights are no weights, and all alike falls back on Kish") {
  const std::vector<double> y{1, 0, 1, 1, 0, 1, 1, 0};
  const WeightedShare even = weighted_share(y, Weights(8, 3.7), 0.95).value();
  CHECK_NEAR(even.estimate, 5.0 / 8, 1e-15);
  CHECK_NEAR(even.standard_error, std::sqrt(5.0 / 8 * 3 / 8 / 7), 1e-12);
  CHECK_NEAR(even.kish.effective_n, 8, 1e-12);
  CHECK_NEAR(*even.effect, 1, 1e-12);
  const WeightedShare all = weighted_share(std::vector<double>(8, 1), {1, 2, 1, 1, 3, 1, 1, 1}, 0.95).value();
  CHECK(all.estimate == 1);
  CHECK(all.standard_error == 0);
  CHECK_FALSE(all.logit);
  CHECK(all.exact.high == 1);
  CHECK_NEAR(all.exact.low, clopper_pearson(all.kish.effective_n, all.kish.effective_n, 0.95).value().low,
             1e-15);
  const WeightedShare none =
      weighted_share(std::vector<double>(8, 0), {1, 2, 1, 1, 3, 1, 1, 1}, 0.95).value();
  CHECK(none.estimate == 0);
  CHECK_NEAR(none.exact.high, 1 - all.exact.low, 1e-12);
}

TEST_CASE("weighted share: a few of everything that is not one") {
  CHECK(weighted_share({1, 0}, {1}, 0.95).error().code == ErrorCode::stats_length);
  CHECK(weighted_share({1}, {1}, 0.95).error().code == ErrorCode::stats_few);
  CHECK(weighted_share({1, 0, 1}, {1, 0, 0}, 0.95).error().code == ErrorCode::stats_few);
  CHECK(weighted_share({1, 0.5}, {1, 1}, 0.95).error().path == "/yes/1");
  CHECK(weighted_share({1, 0}, {1, -1}, 0.95).error().path == "/weights/1");
  CHECK(weighted_share({1, 0}, {0, 0}, 0.95).error().code == ErrorCode::stats_empty);
  CHECK(weighted_share({1, 0}, {1, std::nan("")}, 0.95).error().code == ErrorCode::stats_number);
  CHECK(weighted_share({1, 0}, {1, std::numeric_limits<double>::infinity()}, 0.95).error().code ==
        ErrorCode::stats_number);
}

TEST_CASE("weighted categories: two of them are a share and its complement") {
  const Weights w{1, 2, 1.5, .5, 3, 1};
  const auto found = weighted_categories({1, 0, 1, 1, 0, 0}, 2, w).value();
  const WeightedShare share = weighted_share({1, 0, 1, 1, 0, 0}, w, 0.95).value();
  CHECK_NEAR(found[1].share, share.estimate, 1e-15);
  CHECK_NEAR(found[1].standard_error, share.standard_error, 1e-15);
  CHECK_NEAR(found[0].standard_error, share.standard_error, 1e-15);
  CHECK_NEAR(found[0].total, 6, 1e-15);
  CHECK(weighted_categories({1, 2}, 2, {1, 1}).error().path == "/categories/1");
}

// Kish 1965: 1 + cv^2.
TEST_CASE("design effect: one for equal weights, people over one for a single heavy one") {
  CHECK_NEAR(design_effect(Weights(50, 0.2)).value().effect, 1, 1e-12);
  CHECK_NEAR(design_effect({1e300, 1e-300, 1e-300}).value().effective_n, 1, 1e-12);
  CHECK_NEAR(design_effect({1, 3}).value().effect, 1.25, 1e-15);
  CHECK(design_effect({}).error().code == ErrorCode::stats_empty);
}

TEST_CASE("raking: margins hold, proportions within cells stay, order does not matter") {
  const Sample made = sample(7, 300);
  const Raked raked = rake(made.base, made.margins).value();
  CHECK_NEAR(total(raked.weights), 1000, 1e-5);
  for (const Margin& margin : made.margins) {
    const auto found = weighted_categories(margin.categories, margin.targets.size(), raked.weights).value();
    for (std::size_t c = 0; c < margin.targets.size(); ++c)
      CHECK_NEAR(found[c].total, margin.targets[c], 1e-6);
  }
  // Raking multiplies by one factor a category: people of the same categories keep the ratio of their base
  // weights.
  const auto same = [&](std::size_t i, std::size_t j) {
    return std::all_of(made.margins.begin(), made.margins.end(),
                       [&](const Margin& m) { return m.categories[i] == m.categories[j]; });
  };
  int pairs = 0;
  for (std::size_t i = 0; i < 100; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!same(i, j)) continue;
      CHECK_NEAR(raked.weights[i] / raked.weights[j], made.base[i] / made.base[j], 1e-9);
      ++pairs;
    }
  }
  CHECK(pairs > 50);
  Sample turned = made;
  std::reverse(turned.base.begin(), turned.base.end());
  for (Margin& margin : turned.margins) std::reverse(margin.categories.begin(), margin.categories.end());
  const Raked other = rake(turned.base, turned.margins).value();
  for (std::size_t i = 0; i < 300; ++i) CHECK_NEAR(other.weights[299 - i], raked.weights[i], 1e-9);
}

TEST_CASE("raking: weights that already fit do not move, and one margin is post-stratification") {
  const Sample made = sample(9, 120);
  const Raked raked = rake(made.base, made.margins).value();
  CHECK(rake(raked.weights, made.margins).value().cycles <= 1);
  const Raked one = rake(made.base, {made.margins[1]}).value();
  const PostStratified strata = post_stratify(made.y, made.base, made.margins[1]).value();
  for (std::size_t i = 0; i < one.weights.size(); ++i) CHECK_NEAR(one.weights[i], strata.weights[i], 1e-12);
  const RakedMean mean = raked_mean(made.y, one.weights, {made.margins[1]}).value();
  CHECK_NEAR(mean.mean, strata.mean, 1e-12);
  CHECK(mean.standard_error > 0);
}

TEST_CASE("raking: what y has in common with the margins is no error any more") {
  Sample made = sample(13, 200);
  for (std::size_t i = 0; i < 200; ++i) made.y[i] = made.margins[1].categories[i] == 2 ? 1 : 0;
  const Raked raked = rake(made.base, made.margins).value();
  const RakedMean mean = raked_mean(made.y, raked.weights, made.margins).value();
  CHECK_NEAR(mean.mean, 0.5, 1e-8);
  CHECK_NEAR(mean.standard_error, 0, 1e-9);
  CHECK(mean.standard_error_fixed > 0.01);
}

TEST_CASE("raking: refuses what cannot be reached, and says how near it came") {
  const Weights base(4, 1);
  const Margin sexes{{0, 0, 1, 1}, {50, 50}};
  CHECK(rake(base, {sexes, {{0, 0, 1, 1}, {50, 60}}}).error().code == ErrorCode::stats_margin_totals);
  CHECK(rake(base, {{{0, 0, 1, 1}, {50, 40, 10}}}).error().path == "/margins/0/2");
  CHECK(rake(base, {{{0, 0, 1, 1}, {50, 40, 10}}}).error().code == ErrorCode::stats_margin_empty);
  CHECK(rake(base, {{{0, 0, 1, 2}, {50, 50}}}).error().code == ErrorCode::stats_category);
  CHECK(rake(base, {{{0, 0, 1, 1}, {0, 0}}}).error().code == ErrorCode::stats_empty);
  CHECK(rake(base, {{{0, 0, 1}, {50, 50}}}).error().code == ErrorCode::stats_length);
  CHECK(rake(base, {}).error().code == ErrorCode::stats_empty);
  CHECK(rake(base, {{{0, 0, 1, 1}, {150, -50}}}).error().code == ErrorCode::stats_number);
  // The same people in both margins, but other totals: no weights fit.
  const Result<Raked> torn = rake(base, {sexes, {{0, 0, 1, 1}, {20, 80}}});
  REQUIRE_FALSE(torn.ok());
  CHECK(torn.error().code == ErrorCode::stats_raking);
  CHECK(torn.error().params.find("cycles")->number_or(0) == 1000);
  CHECK(torn.error().params.find("deviation")->number_or(0) > 0.1);
  // A target of 0 takes its people out.
  const Raked out = rake(base, {{{0, 0, 1, 1}, {100, 0}}}).value();
  CHECK(out.weights[2] == 0);
  CHECK(out.thin.size() == 1);
}

TEST_CASE("raking within limits: settles, or says that it did not") {
  const Sample made = sample(21, 400);
  const RakedWithin found = rake_within(made.base, made.margins, 0.3, 3).value();
  CHECK(found.settled);
  const double mean = total(found.raked.weights) / 400;
  for (const double weight : found.raked.weights) {
    CHECK(weight <= 3.01 * mean);
    CHECK(weight >= 0.299 * mean);
  }
  const Weights base(20, 1);
  Margin heavy{Categories(20, 0), {100, 900}};
  heavy.categories[0] = 1;
  const Result<RakedWithin> torn = rake_within(base, {heavy}, 0.3, 3);
  REQUIRE(torn.ok());
  CHECK_FALSE(torn.value().settled);
}

TEST_CASE("fitted table: margins and odds ratios of the seed") {
  const Fitted found = fit_table({12, 8, 7, 5, 10, 3}, {20, 25}, {15, 18, 12}).value();
  CHECK_NEAR(found.cells[0] + found.cells[1] + found.cells[2], 20, 1e-7);
  CHECK_NEAR(found.cells[2] + found.cells[5], 12, 1e-7);
  CHECK_NEAR(found.cells[0] * found.cells[4] / (found.cells[1] * found.cells[3]), 12.0 * 10 / (8 * 5), 1e-7);
  CHECK(fit_table({1, 0, 0, 1}, {5, 5}, {9, 1}).error().code == ErrorCode::stats_raking);
  CHECK(fit_table({1, 0, 2, 0}, {5, 5}, {9, 1}).error().path == "/margins/1/1");
  CHECK(fit_table({1, 2, 3}, {5, 5}, {9, 1}).error().path == "/seed");
}

TEST_CASE("trimming: keeps the sum, stays within, and refuses limits that leave no way") {
  const Weights w{1.72, 0.59, 1.7, 0.2, 1.65, 0.96, 3.2, 1.31, 1.04, 0.64};
  const Weights found = trim(w, 0.6, 1.6, Trimming::strict).value();
  CHECK_NEAR(total(found), total(w), 1e-9);
  for (const double weight : found) {
    CHECK(weight >= 0.6 - 1e-9);
    CHECK(weight <= 1.6 + 1e-9);
  }
  const Weights once = trim(w, 0.6, 1.6, Trimming::once).value();
  CHECK_NEAR(total(once), total(w), 1e-9);
  CHECK(once[6] == 1.6);
  CHECK(once[3] == 0.6);
  CHECK(trim({1, 1, 1}, 0.5, 2, Trimming::strict).value() == Weights{1, 1, 1});
  CHECK(trim(w, 2, 3, Trimming::strict).error().code == ErrorCode::stats_trim);
  CHECK(trim(w, 1.6, 0.6, Trimming::strict).error().code == ErrorCode::stats_trim);
  const Weights both = trim({0.1, 9.9}, 1, 6, Trimming::strict).value();
  CHECK_NEAR(both[0], 4, 1e-9);
  CHECK_NEAR(both[1], 6, 1e-9);
}

TEST_CASE(
    "rao-scott: equal weights are nearly Pearson's test, doubled weights change nothing, and empty "
    "categories are left out") {
  Random random(31);
  Categories rows, columns;
  Weights weights;
  for (int i = 0; i < 400; ++i) {
    rows.push_back(static_cast<std::uint32_t>(random.below(3)));
    columns.push_back(static_cast<std::uint32_t>(random.below(2) * 2));  // category 1 never
    weights.push_back(0.5 + random.uniform());
  }
  Table table{3, 2, std::vector<double>(6, 0)};
  for (std::size_t i = 0; i < 400; ++i) ++table.cells[rows[i] * 2 + columns[i] / 2];
  const RaoScott even = rao_scott(rows, columns, Weights(400, 1)).value();
  const ChiSquared pearson = chi_squared(table, Correction::none).value();
  CHECK_NEAR(even.pearson, pearson.statistic, 1e-9);
  CHECK_NEAR(even.p_first_order, pearson.p, 0.02);
  const RaoScott found = rao_scott(rows, columns, weights).value();
  Weights doubled = weights;
  for (double& weight : doubled) weight *= 2;
  CHECK_NEAR(rao_scott(rows, columns, doubled).value().p, found.p, 1e-12);
  CHECK(rao_scott(rows, Categories(400, 0), weights).error().path == "/columns");
  CHECK(rao_scott({0}, {0}, {1}).error().code == ErrorCode::stats_length);
}

TEST_CASE("scale: R's quantiles, the shares at the ends, and one person") {
  const std::vector<double> levels{1, 2, 3, 4, 5};
  const ScaleSummary found = summarise_scale(levels, {1, 3, 4, 4, 3}, 0.95).value();
  CHECK(found.median == 3);
  CHECK(found.first_quartile == 2.5);
  CHECK_NEAR(found.top_two, 7.0 / 15, 1e-15);
  CHECK_NEAR(found.spread->deviation, 1.23442679969674, 1e-12);
  const ScaleSummary one = summarise_scale(levels, {0, 0, 0, 1, 0}, 0.95).value();
  CHECK(one.median == 4);
  CHECK_FALSE(one.spread);
  CHECK(summarise_scale(levels, {0, 0, 0, 0, 0}, 0.95).error().code == ErrorCode::stats_empty);
  CHECK(summarise_scale({1, 1}, {2, 2}, 0.95).error().path == "/levels/1");
  CHECK(count_levels({1, 2, 2, 6}, levels).error().path == "/values/3");
  CHECK(count_levels({1, 2, 2, 5}, levels).value() == std::vector<double>{1, 2, 0, 0, 1});
}

// Warner 1965, JASA 60:63: two answers; OpenDP's tests of its privacy map: p = 3/4 is ln 3 of two and ln 9 of
// four.
TEST_CASE("randomised: epsilon of a chance and back") {
  CHECK_NEAR(epsilon_of_response(0.75, 2).value(), std::log(3), 1e-12);
  CHECK_NEAR(epsilon_of_response(0.75, 4).value(), std::log(9), 1e-12);
  CHECK(epsilon_of_response(0.5, 2).value() == 0);
  CHECK(std::isinf(epsilon_of_response(1, 5).value()));
  CHECK_NEAR(epsilon_of_response(1.0 / 3, 3).value(), 0, 1e-12);
  CHECK(epsilon_of_response(0.2, 4).error().code == ErrorCode::stats_epsilon);
  const RandomisedShares found = estimate_response({180, 140, 95, 85}, std::log(9), 0.95).value();
  CHECK_NEAR(found.chances.p, 0.75, 1e-12);
}

TEST_CASE("randomised: unary estimates are unbiased, and their error is what repeated draws show") {
  Random random(41);
  constexpr double kEpsilon = 1;
  const double q = 1 / (std::exp(kEpsilon) + 1);
  constexpr int kPeople = 400;
  constexpr int kRounds = 600;
  double sum = 0;
  double squares = 0;
  double claimed = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> ones(3, 0);
    for (int person = 0; person < kPeople; ++person) {
      const double u = random.uniform();
      const std::size_t truth = u < 0.6 ? 0 : u < 0.9 ? 1 : 2;
      for (std::size_t c = 0; c < 3; ++c) ones[c] += random.uniform() < (c == truth ? 0.5 : q) ? 1 : 0;
    }
    const RandomisedShares found = estimate_unary(ones, kPeople, kEpsilon, 0.95).value();
    sum += found.shares[1].estimate;
    squares += found.shares[1].estimate * found.shares[1].estimate;
    claimed += found.shares[1].error_of_sampling / kRounds;
  }
  const double mean = sum / kRounds;
  const double spread = std::sqrt(squares / kRounds - mean * mean);
  CHECK_NEAR(mean, 0.3, 5 * claimed / std::sqrt(kRounds));
  CHECK_NEAR(spread / claimed, 1, 0.12);
}

TEST_CASE("randomised: the mechanism of less variance is the one chosen") {
  for (const double epsilon : {0.5, 1.0, 2.0, 3.0}) {
    for (double k = 2; k < 80; k += 3) {
      const MechanismChoice found = choose_mechanism(epsilon, k, 1000).value();
      CHECK((found.better == Mechanism::response) == (found.variance_of_response < found.variance_of_unary));
    }
  }
  CHECK(choose_mechanism(0, 5, 10).error().code == ErrorCode::stats_epsilon);
  CHECK(choose_mechanism(std::nan(""), 5, 10).error().code == ErrorCode::stats_epsilon);
  CHECK(choose_mechanism(1e6, 5, 10).error().code == ErrorCode::stats_epsilon);
  CHECK(choose_mechanism(1, 1, 10).error().path == "/k");
  CHECK(choose_mechanism(1, 5, 0).error().code == ErrorCode::stats_few);
  CHECK(estimate_response({1, 0}, 1, 0.95).error().code == ErrorCode::stats_few);
  CHECK(estimate_response({5, -1}, 1, 0.95).error().path == "/counts/1");
  CHECK(estimate_unary({5, 11}, 10, 1, 0.95).error().path == "/counts/1");
}
