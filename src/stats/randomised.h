// SPDX-License-Identifier: MIT
// Stats: answers randomised before they leave the device (local differential privacy): what is known of the
// true shares.
//
// k-ary randomised response (Warner 1965; Wang et al. 2017, USENIX Security, "GRR"): p = e^eps / (e^eps + k -
// 1), q = 1 / (e^eps + k - 1). Optimal unary encoding (the same paper, "OUE"): one bit a category, p = 1/2, q
// = 1 / (e^eps + 1). Estimate (c / n - q) / (p - q). Errors: stats_epsilon (epsilon not in
// 0..limits::kEpsilon, or its p), stats_number (/k, /counts/i), stats_few (/n: fewer than 2), stats_too_many
// (/counts), stats_level.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "stats/proportion.h"

namespace triptych::stats {

struct RandomisedShare {
  double estimate;            ///< unbiased, may leave 0..1
  double error_of_sampling;   ///< people seen as a sample: the one for an interval about the population
  double error_of_mechanism;  ///< people held fixed: what papers print
  Interval interval;          ///< estimate and error of sampling, raw
};
struct RandomisedShares {
  Randomised chances;
  std::vector<RandomisedShare> shares;
  std::vector<double> projected;  ///< onto shares that are >= 0 and add up to 1, for bars
  double variance_at_zero;        ///< of the mechanism, for a category that nobody is in
};

/// Counts of drawn codes by category, at least 2 categories.
Result<RandomisedShares> estimate_response(const std::vector<double>& counts, double epsilon,
                                           double confidence);
/// Bits set by category among n people.
Result<RandomisedShares> estimate_unary(const std::vector<double>& ones, double n, double epsilon,
                                        double confidence);

/// The epsilon of keeping the true answer with probability p, 1/k to 1, among k: ln(p (k - 1) / (1 - p));
/// infinite at p = 1.
Result<double> epsilon_of_response(double p, double k);

enum class Mechanism : std::uint8_t { response, unary };
struct MechanismChoice {
  double variance_of_response;  ///< at zero
  double variance_of_unary;
  Mechanism better;  ///< response iff k < 3 e^eps + 2
};
Result<MechanismChoice> choose_mechanism(double epsilon, double k, double n);

}  // namespace triptych::stats
