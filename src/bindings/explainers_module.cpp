// SPDX-License-Identifier: MIT
// Bindings: explainers.wasm. One function a simulation: numbers in, numbers out; the shapes are web/src/engine/explainers.d.ts.
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

#include "bindings/exports.h"
#include "explainers/anonymity.h"
#include "explainers/deciding.h"
#include "explainers/diagnosis.h"
#include "explainers/learning.h"
#include "explainers/pathways.h"
#include "explainers/treatment.h"

namespace triptych::bindings {

using namespace explainers;
using Numbers = std::vector<double>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Each answers with numbers whose places the contract names: an object of each shape would cost more bytes than the simulation. None at
// all: an input outside its range.

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

TRIPTYCH_EXPORT(pathways)(std::int32_t carers, double arrivals_per_hour, double minutes_of_care, double urgent, double urgent_flagged,
                          double others_unflagged) {
  const auto result = queue({carers, arrivals_per_hour, minutes_of_care, urgent, urgent_flagged, others_unflagged});
  if (!result) return reply(Numbers{});
  const Waits waits = result->minutes.value_or(Waits{kNone, kNone, kNone, kNone, kNone});
  return reply(Numbers{result->load, result->somebody_waits, result->flagged_share, waits.first_come, waits.flagged, waits.unflagged,
                       waits.urgent, waits.others});
}

/// arrival, start and end of care in minutes, urgent, flagged, person after person.
TRIPTYCH_EXPORT(room)(std::int32_t carers, double arrivals_per_hour, double minutes_of_care, double urgent, double urgent_flagged,
                      double others_unflagged, double longest_wait, std::int32_t people, std::uint32_t seed) {
  constexpr std::int32_t kMostVisits = 100'000;
  const PathwaysInput input{carers, arrivals_per_hour, minutes_of_care, urgent, urgent_flagged, others_unflagged};
  if (!queue(input) || people < 1 || people > kMostVisits) return reply(Numbers{});
  WaitingRoom waiting(input, longest_wait, seed);
  const auto count = static_cast<std::size_t>(people);
  waiting.run(count);
  Numbers numbers;
  numbers.reserve(5 * count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& visit = waiting.visits()[i];
    for (const double number : {visit.arrival, visit.start_of_care, visit.end_of_care, double(visit.urgent), double(visit.flagged)}) numbers.push_back(number);
  }
  return reply(std::move(numbers));
}

TRIPTYCH_EXPORT(coin)(double tells_truth, double true_yes, std::int32_t people, std::uint32_t seed) {
  const CoinInput input{tells_truth, true_yes, people};
  const auto exact = explainers::coin(input);
  const auto tossed = toss(input, seed);
  if (!exact || !tossed) return reply(Numbers{});
  return reply(Numbers{exact->said_yes, exact->standard_error, exact->standard_error_direct, exact->people_needed.value_or(kNone),
                       exact->epsilon, exact->yes_if_said_yes.value_or(kNone), exact->yes_if_said_no.value_or(kNone),
                       double(tossed->true_yes), double(tossed->said_yes), double(tossed->changed), tossed->estimate});
}

TRIPTYCH_EXPORT(crowd)(std::int32_t people, std::int32_t questions, std::int32_t k, std::uint32_t seed) {
  const auto gathered = gather(people, questions, k, seed);
  if (!gathered) return reply(Numbers{});
  return reply(Numbers{double(gathered->profiles), double(gathered->alone), double(gathered->below), gathered->expected_alone});
}

/// Then people, mark, least and most of each cell, row after row.
TRIPTYCH_EXPORT(cells)(std::int32_t with_companions, std::int32_t threshold) {
  const auto table = cross(with_companions ? Hiding::with_companions : Hiding::small_alone, threshold);
  if (!table) return reply(Numbers{});
  Numbers numbers{double(table->shown), double(table->found_again)};
  for (const Cell& cell : table->cells) {
    for (const double number : {double(cell.people), double(cell.mark), double(cell.least), double(cell.most)}) numbers.push_back(number);
  }
  return reply(std::move(numbers));
}

TRIPTYCH_EXPORT(publications)(std::int32_t new_people, std::int32_t least_new, std::uint32_t seed) {
  const auto twice = publish_twice(new_people, least_new, seed);
  if (!twice) return reply(Numbers{});
  const auto& [before, after, verdict] = *twice;
  return reply(Numbers{double(before[0]), double(before[1]), double(before[2]), double(after[0]), double(after[1]), double(after[2]),
                       double(verdict)});
}

}  // namespace triptych::bindings
