// SPDX-License-Identifier: MIT
// Explainers: who benefits from a treatment.
#include "explainers/treatment.h"

#include <cmath>

#include "base/exports.h"
#include "explainers/apportion.h"

namespace triptych::explainers {
namespace {

bool is_between(double value, double least, double most) { return value >= least && value <= most; }  // false for NaN

/// `treated(i)`: the share of group i that is treated.
template <class Treated>
Outcome outcome_of(const TreatmentInput& input, Treated treated) {
  Outcome outcome;
  for (std::size_t i = 0; i < kRiskGroups; ++i) {
    const double people = input.people * input.groups[i].share;
    outcome.events += people * input.groups[i].risk * (1 - input.relative_reduction * treated(i));
    outcome.harms += people * input.harmed * treated(i);
  }
  outcome.total = outcome.events + input.weight_of_a_harm * outcome.harms;
  outcome.event_people = round_half_up(outcome.events);
  outcome.harm_people = round_half_up(outcome.harms);
  return outcome;
}

}  // namespace

std::optional<Treatment> treat(const TreatmentInput& input) {
  double everybody = 0;
  for (const auto& group : input.groups) {
    if (!is_between(group.share, 0, 1) || !is_between(group.risk, 0, 1)) return std::nullopt;
    everybody += group.share;
  }
  if (std::abs(everybody - 1) > kNoise) return std::nullopt;
  if (!is_between(input.relative_reduction, 0, 1) || !is_between(input.harmed, 0, 1)) return std::nullopt;
  if (!is_between(input.weight_of_a_harm, 0, 10) || !is_between(input.on_the_wrong_side, 0, 1)) return std::nullopt;
  if (input.people < 1 || input.people > 100'000) return std::nullopt;

  Treatment result;
  if (input.relative_reduction > 0) result.treat_above = input.weight_of_a_harm * input.harmed / input.relative_reduction;
  for (std::size_t i = 0; i < kRiskGroups; ++i) {
    auto& group = result.groups[i];
    const double benefit = input.relative_reduction * input.groups[i].risk;
    group.avoided = input.people * benefit;
    group.harms = input.people * input.harmed;
    group.net = group.avoided - input.weight_of_a_harm * group.harms;
    if (benefit > 0) group.treated_for_one_avoided = 1 / benefit;
    group.treated = group.net > kNoise;
  }
  const double wrong = input.on_the_wrong_side;
  result.nobody = outcome_of(input, [](std::size_t) { return 0.0; });
  result.everybody = outcome_of(input, [](std::size_t) { return 1.0; });
  result.personalised = outcome_of(input, [&result](std::size_t i) { return result.groups[i].treated ? 1.0 : 0.0; });
  result.personalised_with_errors =
      outcome_of(input, [&result, wrong](std::size_t i) { return result.groups[i].treated ? 1 - wrong : wrong; });
  return result;
}

// What the page asks, as its element reads it (web/src/explainers/treatment.ts). No numbers at all: an input outside its range.

using exports::kNone;
using exports::Numbers;
using exports::reply;

/// The three groups of the design: half of the people at a low risk, three in ten in the middle, two in ten high.
TRIPTYCH_EXPORT(treatment)(double relative_reduction, double harmed, double weight_of_a_harm, double on_the_wrong_side, double low_risk,
                           double middle_risk, double high_risk, std::int32_t people) {
  const auto result = treat({relative_reduction, harmed, weight_of_a_harm, on_the_wrong_side, {{{.5, low_risk}, {.3, middle_risk}, {.2, high_risk}}}, people});
  if (!result) return reply(Numbers{});
  Numbers numbers{result->treat_above.value_or(kNone)};
  for (const auto& group : result->groups) {
    for (const double number : {group.avoided, group.harms, group.net, group.treated_for_one_avoided.value_or(kNone), double(group.treated)}) {
      numbers.push_back(number);
    }
  }
  for (const Outcome* outcome : {&result->nobody, &result->everybody, &result->personalised, &result->personalised_with_errors}) {
    for (const double number : {outcome->events, outcome->harms, outcome->total, double(outcome->event_people), double(outcome->harm_people)}) {
      numbers.push_back(number);
    }
  }
  return reply(std::move(numbers));
}

}  // namespace triptych::explainers
