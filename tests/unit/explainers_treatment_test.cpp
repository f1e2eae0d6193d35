// SPDX-License-Identifier: MIT
// Tests: who benefits from a treatment, against the reference table, the four policies and their limits.
#include <cmath>
#include <limits>

#include "doctest.h"
#include "explainers/treatment.h"

using namespace triptych::explainers;

namespace {

TreatmentInput opening() { return {.25, .02, 1, .2, {{{.5, .04}, {.3, .10}, {.2, .30}}}, 1000}; }

Treatment treated(const TreatmentInput& input) {
  const auto result = treat(input);
  REQUIRE(result.has_value());
  return *result;
}

}  // namespace

TEST_CASE("avoided, treated for one, and net per 1,000 are those of the reference") {
  const double reference[][4] = {{.04, 10, 100, -10}, {.08, 20, 50, 0}, {.10, 25, 40, 5}, {.20, 50, 20, 30}, {.30, 75, 40 / 3., 55}, {.40, 100, 10, 80}};
  for (const auto& row : reference) {
    const double risk = row[0];
    const double avoided = row[1];
    const double needed = row[2];
    const double net = row[3];
    auto input = opening();
    input.groups = {{{1, risk}, {0, 0}, {0, 0}}};
    const auto result = treated(input);
    CHECK(result.groups[0].avoided == doctest::Approx(avoided));
    CHECK(*result.groups[0].treated_for_one_avoided == doctest::Approx(needed));
    CHECK(std::abs(result.groups[0].net - net) < 1e-9);
    CHECK(result.groups[0].treated == (risk > .08));
    CHECK(*result.treat_above == doctest::Approx(.08));
    CHECK_FALSE(result.groups[1].treated_for_one_avoided.has_value());
  }
}

TEST_CASE("the four ways to choose are those of the reference") {
  auto input = opening();
  const auto result = treated(input);
  CHECK(result.nobody.total == doctest::Approx(110));
  CHECK(result.everybody.total == doctest::Approx(102.5));
  CHECK(result.personalised.total == doctest::Approx(97.5));
  CHECK(result.personalised.events == doctest::Approx(87.5));
  CHECK(result.personalised.harms == doctest::Approx(10));
  CHECK(result.personalised.event_people == 88);
  CHECK(result.personalised_with_errors.total == doctest::Approx(101));
  input.on_the_wrong_side = .5;
  CHECK(treated(input).personalised_with_errors.total == doctest::Approx(106.25));
  input.on_the_wrong_side = 5 / 17.5;
  CHECK(treated(input).personalised_with_errors.total == doctest::Approx(102.5));
  for (int m = 0; m <= 100; ++m) {
    input.on_the_wrong_side = m / 100.;
    CHECK(treated(input).personalised_with_errors.total == doctest::Approx(97.5 + 17.5 * m / 100));
  }
}

TEST_CASE("a right personal choice is never worse than nobody or everybody, whatever a harm weighs") {
  for (int reduction = 0; reduction <= 10; ++reduction) {
    for (int harm = 0; harm <= 10; ++harm) {
      for (const double weight : {0., .5, 1., 3.}) {
        auto input = opening();
        input.relative_reduction = reduction / 10.;
        input.harmed = harm / 50.;
        input.weight_of_a_harm = weight;
        const auto result = treated(input);
        CHECK(result.personalised.total <= result.nobody.total + 1e-6);
        CHECK(result.personalised.total <= result.everybody.total + 1e-6);
        CHECK(result.treat_above.has_value() == (reduction > 0));
      }
    }
  }
}

TEST_CASE("without errors the two personal ways are one; without effect nobody is treated; without harm all are") {
  auto input = opening();
  input.on_the_wrong_side = 0;
  CHECK(treated(input).personalised_with_errors.total == doctest::Approx(treated(input).personalised.total));
  input.relative_reduction = 0;
  CHECK(treated(input).personalised.harms == 0);
  input = opening();
  input.harmed = 0;
  CHECK(treated(input).personalised.total == doctest::Approx(treated(input).everybody.total));
}

TEST_CASE("treatment refuses what is outside its range") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double wrong : {-.1, 1.1, nan}) {
    auto input = opening();
    input.relative_reduction = wrong;
    CHECK_FALSE(treat(input).has_value());
    input = opening();
    input.harmed = wrong;
    CHECK_FALSE(treat(input).has_value());
    input = opening();
    input.on_the_wrong_side = wrong;
    CHECK_FALSE(treat(input).has_value());
    input = opening();
    input.groups[1].risk = wrong;
    CHECK_FALSE(treat(input).has_value());
  }
  auto input = opening();
  input.groups[0].share = .4;
  CHECK_FALSE(treat(input).has_value());
  input = opening();
  input.people = 0;
  CHECK_FALSE(treat(input).has_value());
  input = opening();
  input.weight_of_a_harm = -1;
  CHECK_FALSE(treat(input).has_value());
}
