// SPDX-License-Identifier: MIT
// Explainers: what the precision of a diagnosis means, as counts of people. Pure functions: no state, no draw, no text.
//
// N people, a share `prevalence` of them ill, tested by a programme that finds a share `sensitivity` of the ill and leaves
// in peace a share `specificity` of the well:
//
//   ill              D  = N * prevalence
//   true positives   TP = D * sensitivity             false negatives  FN = D - TP
//   false positives  FP = (N - D) * (1 - specificity) true negatives   TN = N - D - FP
//   positive predictive value  PPV = TP / (TP + FP)   of the people flagged, the share who are ill
//   negative predictive value  NPV = TN / (TN + FN)   of the people not flagged, the share who are well
//
// These are Bayes' rule written in natural frequencies (Hoffrage and Gigerenzer, Academic Medicine 73:538, 1998). The model
// is simplified: one test, one group, the same sensitivity for every ill person. Reference values: tests/unit/explainers_test.cpp.
#pragma once

#include <cstdint>
#include <optional>

namespace triptych::explainers {

/// Most people that a picture shows; the smallest is one.
inline constexpr std::int32_t kMostPeople = 100'000;

/// The four ways in which a test and the truth can meet.
template <class Number>
struct FourCells {
  Number true_positives{};
  Number false_negatives{};
  Number false_positives{};
  Number true_negatives{};
};

struct DiagnosisInput {
  double prevalence = 0;   ///< share of people who are ill, 0..1
  double sensitivity = 0;  ///< share of the ill who are flagged, 0..1
  double specificity = 0;  ///< share of the well who are not flagged, 0..1
  std::int32_t people = 0; ///< N, 1..kMostPeople
};

struct Diagnosis {
  FourCells<double> exact;  ///< per N people; they add up to N
  /// None where nobody is flagged: there is nothing to take a share of.
  std::optional<double> positive_predictive_value;
  /// None where everybody is flagged.
  std::optional<double> negative_predictive_value;
  /// Whole people. They add up to N; the ill (true positives and false negatives) add up to D rounded half up; inside the
  /// ill and inside the well the whole numbers come by largest remainder, so each is within one of its exact value.
  FourCells<std::int32_t> counts;
};

/// None when a share is outside 0..1 or not a number, or when `people` is outside 1..kMostPeople.
std::optional<Diagnosis> diagnose(const DiagnosisInput& input);

}  // namespace triptych::explainers
