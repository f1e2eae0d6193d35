// SPDX-License-Identifier: MIT
// Stats: estimates from randomised answers.
#include "stats/randomised.h"

#include <cmath>
#include <limits>

#include "base/limits.h"
#include "stats/checks.h"

namespace triptych::stats {
namespace {

Result<Done> check_epsilon(double epsilon) {
  if (!(epsilon > 0 && epsilon <= limits::kEpsilon)) {
    return Error{ErrorCode::stats_epsilon, "/epsilon", {{"limit", limits::kEpsilon}}};
  }
  return Done{};
}

Result<Done> check_categories(double k) {
  if (!check_count(k, "/k").ok() || k < 2) return Error{ErrorCode::stats_number, "/k", {}};
  return Done{};
}

double square(double value) {
  return value * value;
}

double response_at_zero(double epsilon, double k, double n) {
  return (k - 2 + std::exp(epsilon)) / (n * square(std::expm1(epsilon)));
}
double unary_at_zero(double epsilon, double n) {
  return 4 * std::exp(epsilon) / (n * square(std::expm1(epsilon)));
}

Result<RandomisedShares> estimate(const std::vector<double>& counts, double n, Randomised chances,
                                  double confidence) {
  if (n < 2) return Error{ErrorCode::stats_few, "/n", {{"least", 2}}};
  RandomisedShares result{chances, {}, {}, 0};
  const double z = two_sided_z(confidence);
  const double gap = chances.p - chances.q;
  for (const double count : counts) {
    const double seen = count / n;
    RandomisedShare share{};
    share.estimate = (seen - chances.q) / gap;
    share.error_of_sampling = std::sqrt(seen * (1 - seen) / (n - 1)) / gap;
    share.error_of_mechanism =
        std::sqrt((chances.q * (1 - chances.q) + share.estimate * gap * (1 - chances.p - chances.q)) / n) /
        gap;
    share.interval = {share.estimate - z * share.error_of_sampling,
                      share.estimate + z * share.error_of_sampling};
    result.shares.push_back(share);
    result.projected.push_back(share.estimate);
  }
  result.projected = onto_simplex(std::move(result.projected));
  return result;
}

}  // namespace

Result<RandomisedShares> estimate_response(const std::vector<double>& counts, double epsilon,
                                           double confidence) {
  TRIPTYCH_TRY(check_epsilon(epsilon));
  TRIPTYCH_TRY(check_confidence(confidence));
  TRIPTYCH_TRY(check_most(counts.size(), limits::kTableCells, "/counts"));
  const auto k = static_cast<double>(counts.size());
  TRIPTYCH_TRY(check_categories(k));
  TRIPTYCH_TRY(check_counts(counts, "/counts"));
  double n = 0;
  for (const double count : counts) n += count;
  const double q = 1 / (std::exp(epsilon) + k - 1);
  RandomisedShares result = TRIPTYCH_TRY(estimate(counts, n, {std::exp(epsilon) * q, q}, confidence));
  result.variance_at_zero = response_at_zero(epsilon, k, n);
  return result;
}

Result<RandomisedShares> estimate_unary(const std::vector<double>& ones, double n, double epsilon,
                                        double confidence) {
  TRIPTYCH_TRY(check_epsilon(epsilon));
  TRIPTYCH_TRY(check_confidence(confidence));
  TRIPTYCH_TRY(check_count(n, "/n"));
  TRIPTYCH_TRY(check_most(ones.size(), limits::kTableCells, "/counts"));
  TRIPTYCH_TRY(check_categories(static_cast<double>(ones.size())));
  for (std::size_t i = 0; i < ones.size(); ++i) {
    if (!check_count(ones[i], "").ok() || ones[i] > n)
      return Error{ErrorCode::stats_number, element("/counts", i), {}};
  }
  RandomisedShares result = TRIPTYCH_TRY(estimate(ones, n, {0.5, 1 / (std::exp(epsilon) + 1)}, confidence));
  result.variance_at_zero = unary_at_zero(epsilon, n);
  return result;
}

Result<double> epsilon_of_response(double p, double k) {
  TRIPTYCH_TRY(check_categories(k));
  // Below 1/k the "kept" answer would be the least likely one. The margin is for a p computed as 1/k.
  if (!(p <= 1 && p * k >= 1 - 1e-12))
    return Error{ErrorCode::stats_epsilon, "/p", {{"limit", limits::kEpsilon}}};
  if (p == 1) return std::numeric_limits<double>::infinity();
  return std::log(p * (k - 1) / (1 - p));
}

Result<MechanismChoice> choose_mechanism(double epsilon, double k, double n) {
  TRIPTYCH_TRY(check_epsilon(epsilon));
  TRIPTYCH_TRY(check_categories(k));
  TRIPTYCH_TRY(check_count(n, "/n"));
  if (n == 0) return Error{ErrorCode::stats_few, "/n", {{"least", 1}}};
  return MechanismChoice{response_at_zero(epsilon, k, n), unary_at_zero(epsilon, n),
                         k < 3 * std::exp(epsilon) + 2 ? Mechanism::response : Mechanism::unary};
}

}  // namespace triptych::stats
