// SPDX-License-Identifier: MIT
// Bindings: explainers.wasm. One function a simulation: numbers in, numbers out; the shapes are web/src/engine/explainers.d.ts.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

#include "explainers/deciding.h"
#include "explainers/diagnosis.h"
#include "explainers/learning.h"
#include "explainers/pathways.h"
#include "explainers/treatment.h"

namespace {

using namespace triptych::explainers;
using Numbers = std::vector<double>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// DiagnosisResult of the contract, flat where C++ is nested.
struct DiagnosisResult {
  double true_positives, false_negatives, false_positives, true_negatives;
  double positive_predictive_value, negative_predictive_value;
  FourCells<std::int32_t> counts;
};

/// What has no value is NaN, and so is everything of an input outside its range.
DiagnosisResult diagnosis(double prevalence, double sensitivity, double specificity, std::int32_t people) {
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

// The other simulations answer with a Float64Array whose places the contract names: an object of each shape would cost more bytes
// of glue than the simulation. Empty: an input outside its range. It is a view of this one buffer, which the next call fills anew.

[[gnu::noinline]] emscripten::val array(Numbers numbers) {
  static Numbers buffer;
  buffer.swap(numbers);
  return emscripten::val(emscripten::typed_memory_view(buffer.size(), buffer.data()));
}

emscripten::val learning(double examples, double share_of_b, double similarity, double share_of_b_among_patients) {
  const auto found = learn({examples, share_of_b, similarity, share_of_b_among_patients});
  if (!found) return array({});
  return array({found->found_a, found->found_b, found->found_overall, double(found->found_a_of_100), double(found->found_b_of_100),
                double(found->found_overall_of_100), found->effective_examples_a, found->effective_examples_b});
}

emscripten::val target(double helped, double care_for_same_need, std::int32_t people) {
  const auto chosen = choose_by_cost({helped, care_for_same_need, people});
  if (!chosen) return array({});
  return array({chosen->helped_a, chosen->helped_b, chosen->share_of_b, double(chosen->helped_a_people), double(chosen->helped_b_people)});
}

emscripten::val threshold(double at, double separation, double prevalence, double cost_of_a_missed, std::int32_t people) {
  const auto result = decide({at, separation, prevalence, cost_of_a_missed, people});
  if (!result) return array({});
  return array({result->sensitivity, result->specificity, result->area_under_curve, result->cost, result->best_threshold});
}

emscripten::val team(double ai_right, double human_right, double follows_right_ai, double follows_wrong_ai, std::int32_t cases) {
  const auto result = work_together({ai_right, human_right, follows_right_ai, follows_wrong_ai, cases});
  if (!result) return array({});
  const auto& counts = result->counts;
  return array({result->right, double(counts.both_right), double(counts.saved_by_ai), double(counts.saved_by_human), double(counts.wrong)});
}

/// The three groups of the design: half of the people at a low risk, three in ten in the middle, two in ten high.
emscripten::val treatment(double relative_reduction, double harmed, double weight_of_a_harm, double on_the_wrong_side, double low_risk,
                          double middle_risk, double high_risk, std::int32_t people) {
  const auto result = treat({relative_reduction, harmed, weight_of_a_harm, on_the_wrong_side, {{{.5, low_risk}, {.3, middle_risk}, {.2, high_risk}}}, people});
  if (!result) return array({});
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
  return array(std::move(numbers));
}

emscripten::val pathways(std::int32_t carers, double arrivals_per_hour, double minutes_of_care, double urgent, double urgent_flagged,
                         double others_unflagged) {
  const auto result = queue({carers, arrivals_per_hour, minutes_of_care, urgent, urgent_flagged, others_unflagged});
  if (!result) return array({});
  const Waits waits = result->minutes.value_or(Waits{kNone, kNone, kNone, kNone, kNone});
  return array({result->load, result->somebody_waits, result->flagged_share, waits.first_come, waits.flagged, waits.unflagged, waits.urgent, waits.others});
}

/// arrival, start and end of care in minutes, urgent, flagged, person after person.
emscripten::val room(std::int32_t carers, double arrivals_per_hour, double minutes_of_care, double urgent, double urgent_flagged,
                     double others_unflagged, double longest_wait, std::int32_t people, std::uint32_t seed) {
  constexpr std::int32_t kMostVisits = 100'000;
  const PathwaysInput input{carers, arrivals_per_hour, minutes_of_care, urgent, urgent_flagged, others_unflagged};
  if (!queue(input) || people < 1 || people > kMostVisits) return array({});
  WaitingRoom waiting(input, longest_wait, seed);
  const auto count = static_cast<std::size_t>(people);
  waiting.run(count);
  Numbers numbers;
  numbers.reserve(5 * count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& visit = waiting.visits()[i];
    for (const double number : {visit.arrival, visit.start_of_care, visit.end_of_care, double(visit.urgent), double(visit.flagged)}) numbers.push_back(number);
  }
  return array(std::move(numbers));
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
  emscripten::function("learning", &learning);
  emscripten::function("target", &target);
  emscripten::function("threshold", &threshold);
  emscripten::function("team", &team);
  emscripten::function("treatment", &treatment);
  emscripten::function("pathways", &pathways);
  emscripten::function("room", &room);
}
