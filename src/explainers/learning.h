// SPDX-License-Identifier: MIT
// Explainers: learning from patients' data: who is in the data, and the wrong target. Pure functions: no state, no draw, no text.
//
// Who is in the data. N examples, a share s of them from group B, the rest from group A. An example of one group helps the
// other with a weight tau (0: not at all, 1: as much):
//
//   n_B = s N           m_A = n_A + tau n_B    effective examples
//   n_A = (1 - s) N     m_B = n_B + tau n_A
//   share of the ill found  Se(m) = 0.92 - 0.60 (1 + m / 100)^(-1/2)
//
// The curve is illustrative, fitted to nothing; its shape, an inverse power law, is that of learning curves (Figueroa et al., BMC
// Medical Informatics and Decision Making 12:8, 2012, 568 fitted models).
//
// The wrong target, after Obermeyer et al., Science 366:447, 2019. Two groups of equal size with the same need X ~ Exp(1). What they
// cost is X in A and k X in B, who got a share k of the care for the same need. The top q by cost get help. With x = P(helped | A),
// P(helped | B) = x^(1/k), so x solves (x + x^(1/k)) / 2 = q: growing in x, found by bisection. For k = 1/2 it is
// x = (-1 + sqrt(1 + 8 q)) / 2, and B gets x / (1 + x) of the help where its share of the need is one half.
#pragma once

#include <cstdint>
#include <optional>

namespace triptych::explainers {

inline constexpr double kMostExamples = 1e6;

/// Share of the ill that an AI finds in a group for which it has so many effective examples, 0.32 at none, below 0.92.
double share_found(double effective_examples);

struct LearningInput {
  double examples = 0;                   ///< N, 0..kMostExamples
  double share_of_b = 0;                 ///< s, of the examples, 0..1
  double similarity = 0;                 ///< tau, 0..1
  double share_of_b_among_patients = 0;  ///< in whom the AI is used, 0..1
};

struct Learning {
  double effective_examples_a = 0;
  double effective_examples_b = 0;
  double found_a = 0;  ///< share of the ill of the group, 0..1
  double found_b = 0;
  double found_overall = 0;  ///< weighted by the groups' shares among patients
  /// Whole people of 100 who are ill, halves up.
  std::int32_t found_a_of_100 = 0;
  std::int32_t found_b_of_100 = 0;
  std::int32_t found_overall_of_100 = 0;
};

/// None where a value is outside its range or not a number.
std::optional<Learning> learn(const LearningInput& input);

inline constexpr double kLeastCare = 0.05;

struct TargetInput {
  double helped = 0;              ///< q, share of everybody who gets help, 0..1
  double care_for_same_need = 0;  ///< k, care that B gets for the need for which A gets 1, kLeastCare..1
  std::int32_t people = 0;        ///< in both groups together, half in each, 2..100,000
};

struct Target {
  double helped_a = 0;    ///< share of group A that gets help, 0..1
  double helped_b = 0;
  double share_of_b = 0;  ///< of those helped; with the same need it would be one half, and it is where q is 0
  /// Whole people; together `helped` of `people`, rounded half up.
  std::int32_t helped_a_people = 0;
  std::int32_t helped_b_people = 0;
};

std::optional<Target> choose_by_cost(const TargetInput& input);

}  // namespace triptych::explainers
