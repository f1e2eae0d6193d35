// SPDX-License-Identifier: MIT
// Tests: the diagnosis simulation against the reference table, its limits, and every position of its sliders.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "doctest.h"
#include "explainers/diagnosis.h"

using namespace triptych::explainers;

namespace {

Diagnosis diagnosis(double prevalence, double sensitivity, double specificity, std::int32_t people = 1000) {
  const auto result = diagnose({prevalence, sensitivity, specificity, people});
  REQUIRE(result.has_value());
  return *result;
}

/// The slow clear oracle of the rounding: every pair of whole numbers that adds up to `total`, the nearest wins (and so is
/// the largest-remainder one: for two parts, least total distance and largest remainder agree).
double least_distance(double first, double second, std::int32_t total) {
  double least = std::numeric_limits<double>::infinity();
  for (std::int32_t k = 0; k <= total; ++k) least = std::min(least, std::abs(k - first) + std::abs(total - k - second));
  return least;
}

struct Reference {
  const char* name;
  double prevalence, sensitivity, specificity;
  double true_positives, false_negatives, false_positives, true_negatives;
  double positive_predictive_value, negative_predictive_value;  ///< percent, two decimals
};

/// Counts in 1,000 people of the published studies and teaching examples, computed apart from this code.
const std::vector<Reference> kTable = {
    {"Gigerenzer's gynaecologists", .01, .90, .91, 9, 1, 89.1, 900.9, 9.17, 99.89},
    {"90/90, rare", .01, .90, .90, 9, 1, 99, 891, 8.33, 99.89},
    {"90/90", .10, .90, .90, 90, 10, 90, 810, 50.00, 98.78},
    {"90/90, common", .50, .90, .90, 450, 50, 50, 450, 90.00, 90.00},
    {"MASAI with AI", .008, .805, .985, 6.44, 1.56, 14.88, 977.12, 30.21, 99.84},
    {"MASAI without", .008, .738, .985, 5.904, 2.096, 14.88, 977.12, 28.41, 99.79},
    {"IDx-DR trial", .238, .872, .907, 207.54, 30.46, 70.87, 691.13, 74.55, 95.78},
    {"IDx-DR elsewhere", .05, .872, .907, 43.6, 6.4, 88.35, 861.65, 33.04, 99.26},
    {"sepsis alert", .07, .33, .83, 23.1, 46.9, 158.1, 771.9, 12.75, 94.27},
    {"very rare", .001, .99, .99, .99, .01, 9.99, 989.01, 9.02, 100.00},
};

}  // namespace

TEST_CASE("diagnosis gives the reference table") {
  for (const auto& row : kTable) {
    CAPTURE(row.name);
    const auto result = diagnosis(row.prevalence, row.sensitivity, row.specificity);
    CHECK(std::abs(result.exact.true_positives - row.true_positives) < .005);
    CHECK(std::abs(result.exact.false_negatives - row.false_negatives) < .005);
    CHECK(std::abs(result.exact.false_positives - row.false_positives) < .005);
    CHECK(std::abs(result.exact.true_negatives - row.true_negatives) < .005);
    REQUIRE(result.positive_predictive_value.has_value());
    REQUIRE(result.negative_predictive_value.has_value());
    CHECK(std::abs(100 * *result.positive_predictive_value - row.positive_predictive_value) < .005);
    CHECK(std::abs(100 * *result.negative_predictive_value - row.negative_predictive_value) < .005);
  }
}

TEST_CASE("diagnosis counts whole people as the check questions say them") {
  const auto rare = diagnosis(.01, .90, .90).counts;  // "9 ill and 99 well people have an alert: 9 of 108"
  CHECK(rare.true_positives == 9);
  CHECK(rare.false_negatives == 1);
  CHECK(rare.false_positives == 99);
  CHECK(rare.true_negatives == 891);
  const auto common = diagnosis(.50, .90, .90).counts;  // "450 right alerts of 500"
  CHECK(common.true_positives == 450);
  CHECK(common.false_positives == 50);
  const auto masai = diagnosis(.008, .805, .985).counts;
  CHECK(masai.true_positives == 6);
  CHECK(masai.false_negatives == 2);
  CHECK(masai.false_positives == 15);
  CHECK(masai.true_negatives == 977);
}

TEST_CASE("diagnosis with nobody flagged has no positive predictive value, and with all flagged no negative one") {
  for (const double prevalence : {0.0, .001, .1, 1.0}) {
    CAPTURE(prevalence);
    const auto silent = diagnosis(prevalence, 0, 1);
    CHECK_FALSE(silent.positive_predictive_value.has_value());
    REQUIRE(silent.negative_predictive_value.has_value());
    CHECK(*silent.negative_predictive_value == doctest::Approx(1 - prevalence));
    const auto noisy = diagnosis(prevalence, 1, 0);
    CHECK_FALSE(noisy.negative_predictive_value.has_value());
    REQUIRE(noisy.positive_predictive_value.has_value());
    CHECK(*noisy.positive_predictive_value == doctest::Approx(prevalence));
  }
}

TEST_CASE("diagnosis refuses what is not a share or not a number of people") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double wrong : {-.001, 1.001, nan, infinity, -infinity}) {
    CAPTURE(wrong);
    CHECK_FALSE(diagnose({wrong, .9, .9, 1000}).has_value());
    CHECK_FALSE(diagnose({.1, wrong, .9, 1000}).has_value());
    CHECK_FALSE(diagnose({.1, .9, wrong, 1000}).has_value());
  }
  for (const std::int32_t wrong : {0, -1, kMostPeople + 1, std::numeric_limits<std::int32_t>::max()}) {
    CAPTURE(wrong);
    CHECK_FALSE(diagnose({.1, .9, .9, wrong}).has_value());
  }
  CHECK(diagnose({.1, .9, .9, 1}).has_value());
  CHECK(diagnose({.1, .9, .9, kMostPeople}).has_value());
}

TEST_CASE("positive predictive value rises with prevalence, sensitivity and specificity; negative falls with prevalence") {
  const std::vector<double> steps = {.001, .002, .005, .01, .03, .08, .2, .35, .5};
  const std::vector<double> qualities = {.5, .6, .75, .9, .985, 1};
  for (const double sensitivity : qualities) {
    for (const double specificity : qualities) {
      double positive = -1;
      double negative = 2;
      for (const double prevalence : steps) {
        const auto result = diagnosis(prevalence, sensitivity, specificity);
        if (specificity < 1) {
          CHECK(*result.positive_predictive_value > positive);
        } else {
          CHECK(*result.positive_predictive_value == 1);
        }
        if (sensitivity < 1) {
          CHECK(*result.negative_predictive_value < negative);
        } else {
          CHECK(*result.negative_predictive_value == 1);
        }
        positive = *result.positive_predictive_value;
        negative = *result.negative_predictive_value;
      }
    }
  }
  for (const double prevalence : steps) {
    for (std::size_t i = 1; i < qualities.size(); ++i) {
      CHECK(*diagnosis(prevalence, qualities[i], .9).positive_predictive_value >
            *diagnosis(prevalence, qualities[i - 1], .9).positive_predictive_value);
      CHECK(*diagnosis(prevalence, .9, qualities[i]).positive_predictive_value >
            *diagnosis(prevalence, .9, qualities[i - 1]).positive_predictive_value);
    }
  }
}

TEST_CASE("counts add up at every position of the sliders") {
  // Prevalence in thousandths from 1 to 500, shares in half percents from 50 to 100 (and the sepsis alert's 33), which are
  // the sliders' positions; both sizes of the picture. One CHECK for each size: ten million of them would take minutes.
  for (const std::int32_t people : {100, 1000}) {
    CAPTURE(people);
    std::int64_t positions = 0;
    std::string first_wrong;
    for (int thousandths = 1; thousandths <= 500; ++thousandths) {
      for (int sensitivity = 99; sensitivity <= 200; ++sensitivity) {
        for (int specificity = 100; specificity <= 200; ++specificity) {
          const DiagnosisInput input{thousandths / 1000.0, sensitivity == 99 ? .33 : sensitivity / 200.0, specificity / 200.0,
                                     people};
          const auto result = diagnose(input);
          ++positions;
          const auto& counts = result->counts;
          const auto& exact = result->exact;
          const int rounded_ill = (people * thousandths + 500) / 1000;  // in whole numbers: no arithmetic noise
          const bool right = counts.true_positives >= 0 && counts.false_negatives >= 0 && counts.false_positives >= 0 &&
                             counts.true_negatives >= 0 && counts.true_positives + counts.false_negatives == rounded_ill &&
                             counts.false_positives + counts.true_negatives == people - rounded_ill &&
                             std::abs(counts.true_positives - exact.true_positives) < 1 + 1e-6 &&
                             std::abs(counts.false_positives - exact.false_positives) < 1 + 1e-6;
          if (!right && first_wrong.empty()) {
            first_wrong = std::to_string(thousandths) + "/1000, " + std::to_string(sensitivity) + "/200, " +
                          std::to_string(specificity) + "/200";
          }
        }
      }
    }
    CHECK(positions == 500 * 102 * 101);
    CHECK(first_wrong == "");
  }
}

TEST_CASE("no other whole numbers are nearer to the exact ones") {
  for (const std::int32_t people : {1, 7, 100, 1000}) {
    for (const double prevalence : {.001, .005, .0149, .145, .25, .3333, .5, .995}) {
      for (const double sensitivity : {0.0, .33, .5, .805, .999, 1.0}) {
        for (const double specificity : {0.0, .5, .83, .907, .985, 1.0}) {
          CAPTURE(people);
          CAPTURE(prevalence);
          CAPTURE(sensitivity);
          CAPTURE(specificity);
          const auto result = diagnosis(prevalence, sensitivity, specificity, people);
          const auto& counts = result.counts;
          const auto& exact = result.exact;
          const auto ill = counts.true_positives + counts.false_negatives;
          CHECK(std::abs(counts.true_positives - exact.true_positives) +
                    std::abs(counts.false_negatives - exact.false_negatives) <=
                least_distance(exact.true_positives, exact.false_negatives, ill) + 1e-6);
          CHECK(std::abs(counts.false_positives - exact.false_positives) +
                    std::abs(counts.true_negatives - exact.true_negatives) <=
                least_distance(exact.false_positives, exact.true_negatives, people - ill) + 1e-6);
        }
      }
    }
  }
}

TEST_CASE("halves round up whatever the arithmetic says of them") {
  // 0.145 * 100 is 14.499999999999998 in a double.
  const auto result = diagnosis(.145, .9, .9, 100).counts;
  CHECK(result.true_positives + result.false_negatives == 15);
}
