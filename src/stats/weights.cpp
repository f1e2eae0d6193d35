// SPDX-License-Identifier: MIT
// Stats: weighted shares, design effect, trimming.
#include "stats/weights.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/limits.h"
#include "stats/checks.h"
#include "stats/distributions.h"
#include "stats/intervals.h"

namespace triptych::stats {
namespace {

double square(double value) {
  return value * value;
}

double sum_of(const Weights& weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  return sum;
}

/// n / (n - 1) of a sample drawn with replacement.
double with_replacement(std::size_t n) {
  return static_cast<double>(n) / static_cast<double>(n - 1);
}

Result<Done> check_sample(const Weights& weights) {
  TRIPTYCH_TRY(check_most(weights.size(), limits::kRespondents, "/weights"));
  TRIPTYCH_TRY(check_weights(weights, "/weights"));
  if (weights.size() < 2) return Error{ErrorCode::stats_few, "/n", {{"least", 2}}};
  return Done{};
}

Interval logit_interval(double share, double error, double t) {
  const double centre = std::log(share / (1 - share));
  const double half = t * error / (share * (1 - share));
  const auto inverse = [](double x) { return 1 / (1 + std::exp(-x)); };
  return {inverse(centre - half), inverse(centre + half)};
}

}  // namespace

Result<DesignEffect> design_effect(const Weights& weights) {
  TRIPTYCH_TRY(check_most(weights.size(), limits::kRespondents, "/weights"));
  TRIPTYCH_TRY(check_weights(weights, "/weights"));
  const double sum = sum_of(weights);
  // As shares of the largest, lest their squares overflow.
  const double largest = *std::max_element(weights.begin(), weights.end());
  double squares = 0;
  for (const double weight : weights) squares += square(weight / largest);
  const double effective_n = square(sum / largest) / squares;
  const double effect = static_cast<double>(weights.size()) / effective_n;
  return DesignEffect{effect, effective_n, std::max(0.0, effect - 1)};
}

Result<WeightedShare> weighted_share(const std::vector<double>& yes, const Weights& weights,
                                     double confidence) {
  TRIPTYCH_TRY(check_confidence(confidence));
  TRIPTYCH_TRY(check_length(yes.size(), weights.size(), "/yes"));
  TRIPTYCH_TRY(check_sample(weights));
  WeightedShare result{};
  result.kish = TRIPTYCH_TRY(design_effect(weights));
  const double sum = sum_of(weights);
  std::size_t weighted = 0;
  bool all = true;
  bool none = true;
  for (std::size_t i = 0; i < yes.size(); ++i) {
    if (yes[i] != 0 && yes[i] != 1) return Error{ErrorCode::stats_number, element("/yes", i), {}};
    if (weights[i] == 0) continue;
    ++weighted;
    all = all && yes[i] == 1;
    none = none && yes[i] == 0;
    result.estimate += weights[i] / sum * yes[i];
  }
  if (weighted < 2) return Error{ErrorCode::stats_few, "/n", {{"least", 2}}};
  if (all) result.estimate = 1;  // exactly, whatever the rounding of the sum
  const double share = result.estimate;
  for (std::size_t i = 0; i < yes.size(); ++i)
    result.standard_error += square(weights[i] / sum * (yes[i] - share));
  result.standard_error = std::sqrt(with_replacement(yes.size()) * result.standard_error);
  result.df = static_cast<double>(weighted - 1);
  const double t = student_quantile(1 - (1 - confidence) / 2, result.df);
  result.mean = {share - t * result.standard_error, share + t * result.standard_error};
  if (all || none) {
    const double n = result.kish.effective_n;
    result.exact = TRIPTYCH_TRY(clopper_pearson(all ? n : 0, n, confidence));
    return result;
  }
  const double variance = square(result.standard_error);
  result.effect = variance / (share * (1 - share) / static_cast<double>(weighted - 1));
  result.logit = logit_interval(share, result.standard_error, t);
  const double design = static_cast<double>(yes.size() - 1);
  const double n =
      share * (1 - share) / variance * square(student_quantile((1 - confidence) / 2, design) / t);
  result.exact = TRIPTYCH_TRY(clopper_pearson(n * share, n, confidence));
  return result;
}

Result<std::vector<WeightedCategory>> weighted_categories(const Categories& categories, std::size_t count,
                                                          const Weights& weights) {
  TRIPTYCH_TRY(check_most(count, limits::kTableCells, "/categories"));
  TRIPTYCH_TRY(check_length(categories.size(), weights.size(), "/categories"));
  TRIPTYCH_TRY(check_sample(weights));
  const double sum = sum_of(weights);
  std::vector<WeightedCategory> result(count, {0, 0, 0});
  std::vector<double> squares(count, 0);
  double all_squares = 0;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (categories[i] >= count) return Error{ErrorCode::stats_category, element("/categories", i), {}};
    result[categories[i]].total += weights[i];
    squares[categories[i]] += square(weights[i] / sum);
    all_squares += square(weights[i] / sum);
  }
  for (std::size_t c = 0; c < count; ++c) {
    const double share = result[c].share = result[c].total / sum;
    // sum of w^2 (y - share)^2 with y 1 in the category and 0 elsewhere
    const double variance =
        squares[c] * square(1 - share) + std::max(0.0, all_squares - squares[c]) * square(share);
    result[c].standard_error = std::sqrt(with_replacement(categories.size()) * variance);
  }
  return result;
}

Result<Weights> trim(Weights weights, double low, double high, Trimming trimming) {
  TRIPTYCH_TRY(check_most(weights.size(), limits::kRespondents, "/weights"));
  TRIPTYCH_TRY(check_weights(weights, "/weights"));
  const auto n = static_cast<double>(weights.size());
  const double mean = sum_of(weights) / n;
  if (!(low < high) || !(low < mean && mean < high)) return Error{ErrorCode::stats_trim, "/weights", {}};
  // Rounding alone may leave one a hair outside: closer than this is inside.
  const double hair = mean * 16 * std::numeric_limits<double>::epsilon();
  for (std::size_t round = 0; round < limits::kTrimRounds; ++round) {
    double excess = 0;
    std::size_t inside = 0;
    for (const double weight : weights) {
      const double cut = std::clamp(weight, low, high);
      excess += weight - cut;
      if (std::fabs(weight - cut) <= hair) ++inside;
    }
    if (inside == weights.size()) return weights;
    // Where all are outside, all take it up.
    const double each = excess / static_cast<double>(inside > 0 ? inside : weights.size());
    for (double& weight : weights) {
      const double cut = std::clamp(weight, low, high);
      weight = inside == 0 || std::fabs(weight - cut) <= hair ? cut + each : cut;
    }
    if (trimming == Trimming::once) return weights;
  }
  return Error{ErrorCode::stats_trim, "/weights", {}};
}

}  // namespace triptych::stats
