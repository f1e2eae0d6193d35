// SPDX-License-Identifier: MIT
// Explainers: what the precision of a diagnosis means, as counts of people.
#include "explainers/diagnosis.h"

#include "base/exports.h"
#include "explainers/apportion.h"

namespace triptych::explainers {
namespace {

bool is_share(double value) { return value >= 0 && value <= 1; }  // false for NaN

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
  const double ill_parts[] = {exact.true_positives, exact.false_negatives};
  const double well_parts[] = {exact.false_positives, exact.true_negatives};
  std::int32_t ill_counts[2];
  std::int32_t well_counts[2];
  apportion(ill_parts, ill_counts, 2, ill_people);
  apportion(well_parts, well_counts, 2, input.people - ill_people);
  result.counts = {ill_counts[0], ill_counts[1], well_counts[0], well_counts[1]};
  return result;
}

// What the page asks, as its element reads it (web/src/explainers/diagnosis.ts). No numbers at all: an input outside its range.

using exports::kNone;
using exports::Numbers;
using exports::reply;

/// What has no value is NaN.
TRIPTYCH_EXPORT(diagnosis)(double prevalence, double sensitivity, double specificity, std::int32_t people) {
  const auto result = diagnose({prevalence, sensitivity, specificity, people});
  if (!result) return reply(Numbers{});
  const auto& exact = result->exact;
  const auto& counts = result->counts;
  return reply(Numbers{exact.true_positives,
                       exact.false_negatives,
                       exact.false_positives,
                       exact.true_negatives,
                       result->positive_predictive_value.value_or(kNone),
                       result->negative_predictive_value.value_or(kNone),
                       double(counts.true_positives),
                       double(counts.false_negatives),
                       double(counts.false_positives),
                       double(counts.true_negatives)});
}

}  // namespace triptych::explainers
