// SPDX-License-Identifier: MIT
// Explainers: who decides: the threshold of an alert, and a person with an AI.
#include "explainers/deciding.h"

#include <cmath>

#include "base/exports.h"
#include "explainers/apportion.h"

namespace triptych::explainers {
namespace {

/// The normal distribution. erfc keeps its digits far in the tail, where 1 + erf would lose them.
double phi(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

bool is_between(double value, double least, double most) { return value >= least && value <= most; }  // false for NaN

}  // namespace

std::optional<Threshold> decide(const ThresholdInput& input) {
  if (!is_between(input.threshold, -20, 20) || !is_between(input.separation, 1e-3, 10)) return std::nullopt;
  if (!is_between(input.cost_of_a_missed, 1e-3, 1e6)) return std::nullopt;

  Threshold result;
  result.sensitivity = phi(input.separation - input.threshold);
  result.specificity = phi(input.threshold);
  const auto diagnosis = diagnose({input.prevalence, result.sensitivity, result.specificity, input.people});
  if (!diagnosis) return std::nullopt;
  result.diagnosis = *diagnosis;
  result.area_under_curve = phi(input.separation / std::sqrt(2.0));
  result.cost = input.cost_of_a_missed * diagnosis->exact.false_negatives + diagnosis->exact.false_positives;
  result.best_threshold =
      input.separation / 2 + std::log((1 - input.prevalence) / (input.prevalence * input.cost_of_a_missed)) / input.separation;
  return result;
}

std::optional<Team> work_together(const TeamInput& input) {
  for (const double share : {input.ai_right, input.human_right, input.follows_right_ai, input.follows_wrong_ai}) {
    if (!is_between(share, 0, 1)) return std::nullopt;
  }
  if (input.cases < 1 || input.cases > kMostPeople) return std::nullopt;

  const double both_right = input.ai_right * input.human_right;
  const double saved_by_ai = input.follows_right_ai * input.ai_right * (1 - input.human_right);
  const double saved_by_human = (1 - input.follows_wrong_ai) * (1 - input.ai_right) * input.human_right;
  Team result;
  result.right = both_right + saved_by_ai + saved_by_human;
  const double parts[] = {input.cases * both_right, input.cases * saved_by_ai, input.cases * saved_by_human,
                          input.cases * (1 - result.right)};
  std::int32_t people[4];
  apportion(parts, people, 4, input.cases);
  result.exact = {parts[0], parts[1], parts[2], parts[3]};
  result.counts = {people[0], people[1], people[2], people[3]};
  return result;
}

// What the page asks, as its element reads it (web/src/explainers/deciding.ts). No numbers at all: an input outside its range.

using exports::Numbers;
using exports::reply;

TRIPTYCH_EXPORT(threshold)(double at, double separation, double prevalence, double cost_of_a_missed, std::int32_t people) {
  const auto result = decide({at, separation, prevalence, cost_of_a_missed, people});
  if (!result) return reply(Numbers{});
  return reply(Numbers{result->sensitivity, result->specificity, result->area_under_curve, result->cost, result->best_threshold});
}

TRIPTYCH_EXPORT(team)(double ai_right, double human_right, double follows_right_ai, double follows_wrong_ai, std::int32_t cases) {
  const auto result = work_together({ai_right, human_right, follows_right_ai, follows_wrong_ai, cases});
  if (!result) return reply(Numbers{});
  const auto& counts = result->counts;
  return reply(Numbers{result->right, double(counts.both_right), double(counts.saved_by_ai), double(counts.saved_by_human),
                       double(counts.wrong)});
}

}  // namespace triptych::explainers
