// SPDX-License-Identifier: MIT
// Explainers: what the precision of a diagnosis means, as counts of people.
#include "explainers/diagnosis.h"

#include <cmath>

namespace triptych::explainers {
namespace {

/// 0.145 * 100 is 14.499999999999998: below this, a difference is the arithmetic's and not the visitor's.
constexpr double kNoise = 1e-9;

bool is_share(double value) { return value >= 0 && value <= 1; }  // false for NaN

std::int32_t round_half_up(double value) { return static_cast<std::int32_t>(std::floor(value + 0.5 + kNoise)); }

/// Largest remainder on two exact parts of `total` whole people: how many the first gets (the rest are the second's); on a
/// tie the first wins. `total` is first + second rounded, so 0, 1 or 2 are left over when both are rounded down.
std::int32_t apportion(double first, double second, std::int32_t total) {
  const double whole_first = std::floor(first + kNoise);
  const double whole_second = std::floor(second + kNoise);
  const auto count_first = static_cast<std::int32_t>(whole_first);
  const auto left_over = total - count_first - static_cast<std::int32_t>(whole_second);
  const bool first_has_more = first - whole_first + kNoise >= second - whole_second;
  return count_first + (left_over == 2 || (left_over == 1 && first_has_more) ? 1 : 0);
}

std::optional<double> share(double part, double rest) {
  if (part + rest <= 0) return std::nullopt;
  return part / (part + rest);
}

}  // namespace

std::optional<Diagnosis> diagnose(const DiagnosisInput& input) {
  if (!is_share(input.prevalence) || !is_share(input.sensitivity) || !is_share(input.specificity)) return std::nullopt;
  if (input.people < 1 || input.people > kMostPeople) return std::nullopt;

  const double ill = input.people * input.prevalence;
  const double well = input.people - ill;
  Diagnosis result;
  auto& exact = result.exact;
  exact.true_positives = ill * input.sensitivity;
  exact.false_negatives = ill - exact.true_positives;
  exact.false_positives = well * (1 - input.specificity);
  exact.true_negatives = well - exact.false_positives;

  result.positive_predictive_value = share(exact.true_positives, exact.false_positives);
  result.negative_predictive_value = share(exact.true_negatives, exact.false_negatives);

  const auto ill_people = round_half_up(ill);
  const auto well_people = input.people - ill_people;
  auto& counts = result.counts;
  counts.true_positives = apportion(exact.true_positives, exact.false_negatives, ill_people);
  counts.false_negatives = ill_people - counts.true_positives;
  counts.false_positives = apportion(exact.false_positives, exact.true_negatives, well_people);
  counts.true_negatives = well_people - counts.false_positives;
  return result;
}

}  // namespace triptych::explainers
