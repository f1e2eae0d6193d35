// SPDX-License-Identifier: MIT
// Bindings: explainers.wasm. One line a simulation: numbers in, numbers out; the shapes are web/src/engine/explainers.d.ts.
#include <emscripten/bind.h>

#include <cstdint>
#include <limits>

#include "explainers/diagnosis.h"

namespace {

using triptych::explainers::diagnose;
using triptych::explainers::FourCells;

/// DiagnosisResult of the contract, flat where C++ is nested.
struct DiagnosisResult {
  double true_positives, false_negatives, false_positives, true_negatives;
  double positive_predictive_value, negative_predictive_value;
  FourCells<std::int32_t> counts;
};

/// What has no value is NaN, and so is everything of an input outside its range.
DiagnosisResult diagnosis(double prevalence, double sensitivity, double specificity, std::int32_t people) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto result = diagnose({prevalence, sensitivity, specificity, people});
  if (!result) return {kNone, kNone, kNone, kNone, kNone, kNone, {}};
  const auto& exact = result->exact;
  return {exact.true_positives,
          exact.false_negatives,
          exact.false_positives,
          exact.true_negatives,
          result->positive_predictive_value.value_or(kNone),
          result->negative_predictive_value.value_or(kNone),
          result->counts};
}

}  // namespace

EMSCRIPTEN_BINDINGS(explainers) {
  using Counts = FourCells<std::int32_t>;
  emscripten::value_object<Counts>("FourCounts")
      .field("truePositives", &Counts::true_positives)
      .field("falseNegatives", &Counts::false_negatives)
      .field("falsePositives", &Counts::false_positives)
      .field("trueNegatives", &Counts::true_negatives);
  emscripten::value_object<DiagnosisResult>("DiagnosisResult")
      .field("truePositives", &DiagnosisResult::true_positives)
      .field("falseNegatives", &DiagnosisResult::false_negatives)
      .field("falsePositives", &DiagnosisResult::false_positives)
      .field("trueNegatives", &DiagnosisResult::true_negatives)
      .field("positivePredictiveValue", &DiagnosisResult::positive_predictive_value)
      .field("negativePredictiveValue", &DiagnosisResult::negative_predictive_value)
      .field("counts", &DiagnosisResult::counts);
  emscripten::function("diagnosis", &diagnosis);
}
