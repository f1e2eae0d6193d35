// SPDX-License-Identifier: MIT
// Explainers: learning from patients' data: who is in the data, and the wrong target.
#include "explainers/learning.h"

#include <cmath>

#include "base/exports.h"
#include "explainers/apportion.h"

namespace triptych::explainers {
namespace {

bool is_between(double value, double least, double most) { return value >= least && value <= most; }  // false for NaN

/// (x + x^(1/k)) / 2 = q for x in 0..1. The left side grows from 0 to 1, so 60 halvings leave less than a double can tell.
double helped_in_a(double helped, double care) {
  double low = 0;
  double high = 1;
  for (int halving = 0; halving < 60; ++halving) {
    const double x = (low + high) / 2;
    // x^(1/k) by exp and log, which other simulations need as well: pow's tables alone weigh 4 KB in the page.
    ((x + std::exp(std::log(x) / care)) / 2 < helped ? low : high) = x;
  }
  return (low + high) / 2;
}

}  // namespace

double share_found(double effective_examples) { return 0.92 - 0.60 / std::sqrt(1 + effective_examples / 100); }

std::optional<Learning> learn(const LearningInput& input) {
  if (!is_between(input.examples, 0, kMostExamples) || !is_between(input.share_of_b, 0, 1)) return std::nullopt;
  if (!is_between(input.similarity, 0, 1) || !is_between(input.share_of_b_among_patients, 0, 1)) return std::nullopt;

  const double examples_b = input.share_of_b * input.examples;
  const double examples_a = input.examples - examples_b;
  Learning result;
  result.effective_examples_a = examples_a + input.similarity * examples_b;
  result.effective_examples_b = examples_b + input.similarity * examples_a;
  result.found_a = share_found(result.effective_examples_a);
  result.found_b = share_found(result.effective_examples_b);
  const double weight = input.share_of_b_among_patients;
  result.found_overall = (1 - weight) * result.found_a + weight * result.found_b;
  result.found_a_of_100 = round_half_up(100 * result.found_a);
  result.found_b_of_100 = round_half_up(100 * result.found_b);
  result.found_overall_of_100 = round_half_up(100 * result.found_overall);
  return result;
}

std::optional<Target> choose_by_cost(const TargetInput& input) {
  if (!is_between(input.helped, 0, 1) || !is_between(input.care_for_same_need, kLeastCare, 1)) return std::nullopt;
  if (input.people < 2 || input.people > 100'000) return std::nullopt;

  Target result;
  result.helped_a = helped_in_a(input.helped, input.care_for_same_need);
  result.helped_b = 2 * input.helped - result.helped_a;
  result.share_of_b = input.helped > 0 ? result.helped_b / (2 * input.helped) : 0.5;
  const double half = input.people / 2.0;
  const double parts[] = {half * result.helped_a, half * result.helped_b};
  std::int32_t people[2];
  apportion(parts, people, 2, round_half_up(input.helped * input.people));
  result.helped_a_people = people[0];
  result.helped_b_people = people[1];
  return result;
}

// What the page asks, as its element reads it (web/src/explainers/learning.ts). No numbers at all: an input outside its range.

using exports::Numbers;
using exports::reply;

TRIPTYCH_EXPORT(learning)(double examples, double share_of_b, double similarity, double share_of_b_among_patients) {
  const auto found = learn({examples, share_of_b, similarity, share_of_b_among_patients});
  if (!found) return reply(Numbers{});
  return reply(Numbers{found->found_a, found->found_b, found->found_overall, double(found->found_a_of_100), double(found->found_b_of_100),
                       double(found->found_overall_of_100), found->effective_examples_a, found->effective_examples_b});
}

TRIPTYCH_EXPORT(target)(double helped, double care_for_same_need, std::int32_t people) {
  const auto chosen = choose_by_cost({helped, care_for_same_need, people});
  if (!chosen) return reply(Numbers{});
  return reply(Numbers{chosen->helped_a, chosen->helped_b, chosen->share_of_b, double(chosen->helped_a_people),
                       double(chosen->helped_b_people)});
}

}  // namespace triptych::explainers
