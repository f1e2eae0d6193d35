// SPDX-License-Identifier: MIT
// Explainers: who decides: the threshold of an alert, and a person with an AI. Pure functions: no state, no draw, no text.
//
// The threshold. An AI gives a score ~ N(0, 1) to the well and ~ N(d, 1) to the ill, and an alert above a threshold t that people set.
//
//   found        Se(t) = 1 - Phi(t - d)        left in peace  Sp(t) = Phi(t)
//   area under the curve  Phi(d / sqrt 2)
//   cost         R (missed) + (false alarms), where one missed person counts as R false alarms
//   least at     t* = d / 2 + (1 / d) ln[(1 - pi) / (pi R)], pi the share of people who are ill
//
// (Signal detection with equal variances: Green and Swets, 1966.)
//
// The team. The AI is right with probability a, the person alone with h, independently. Where they agree they are right or wrong
// together; where they disagree the person follows the AI with probability r_c if it is right and r_w if it is wrong:
//
//   right together = a h + r_c a (1 - h) + (1 - r_w)(1 - a) h
//
// If r_c = r_w = r this is r a + (1 - r) h: trust that does not check is never better than the better of the two.
#pragma once

#include <cstdint>
#include <optional>

#include "explainers/diagnosis.h"

namespace triptych::explainers {

struct ThresholdInput {
  double threshold = 0;         ///< t, in standard deviations of the score, -20..20
  double separation = 0;        ///< d, between the means, in standard deviations, above 0, at most 10
  double prevalence = 0;        ///< pi, 0..1
  double cost_of_a_missed = 0;  ///< R, in false alarms, above 0
  std::int32_t people = 0;
};

struct Threshold {
  double sensitivity = 0;
  double specificity = 0;
  Diagnosis diagnosis;
  double area_under_curve = 0;
  double cost = 0;            ///< in false alarms, for `people` people
  double best_threshold = 0;  ///< t*, which may lie outside any slider; infinite where nobody, or everybody, is ill
};

std::optional<Threshold> decide(const ThresholdInput& input);

struct TeamInput {
  double ai_right = 0;             ///< a, 0..1
  double human_right = 0;          ///< h, 0..1
  double follows_right_ai = 0;     ///< r_c, 0..1
  double follows_wrong_ai = 0;     ///< r_w, 0..1
  std::int32_t cases = 0;          ///< 1..kMostPeople
};

/// How a case ends.
template <class Number>
struct TeamCells {
  Number both_right{};
  Number saved_by_ai{};     ///< the person was wrong and followed an AI that was right
  Number saved_by_human{};  ///< the AI was wrong and the person kept the right answer
  Number wrong{};
};

struct Team {
  double right = 0;                   ///< share, 0..1
  TeamCells<double> exact;            ///< they add up to `cases`
  TeamCells<std::int32_t> counts;     ///< by largest remainder, they add up to `cases`
};

std::optional<Team> work_together(const TeamInput& input);

}  // namespace triptych::explainers
