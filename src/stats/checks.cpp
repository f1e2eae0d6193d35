// SPDX-License-Identifier: MIT
// Stats: checks of arguments.
#include "stats/checks.h"

#include <cmath>

#include "stats/distributions.h"

namespace triptych::stats {
namespace {

constexpr double kMostCount = 9'007'199'254'740'992.0;  // above it a double skips whole numbers

Error number_error(std::string path) {
  return {ErrorCode::stats_number, std::move(path), {}};
}

}  // namespace

std::string element(std::string_view path, std::size_t index) {
  return std::string(path) + "/" + std::to_string(index);
}

Result<Done> check_count(double value, std::string_view path) {
  // Written so that NaN fails.
  if (!(value >= 0 && value <= kMostCount) || std::floor(value) != value)
    return number_error(std::string(path));
  return Done{};
}

Result<Done> check_counts(const std::vector<double>& values, std::string_view path) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!check_count(values[i], path).ok()) return number_error(element(path, i));
  }
  return Done{};
}

Result<Done> check_weights(const std::vector<double>& weights, std::string_view path) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0) || !std::isfinite(weights[i])) return number_error(element(path, i));
    sum += weights[i];
  }
  if (!(sum > 0)) return Error{ErrorCode::stats_empty, std::string(path), {}};
  if (!std::isfinite(sum)) return number_error(std::string(path));
  return Done{};
}

Result<Done> check_confidence(double confidence) {
  if (!(confidence > 0 && confidence < 1)) return Error{ErrorCode::stats_level, "/confidence", {}};
  return Done{};
}

Result<Done> check_length(std::size_t found, std::size_t expected, std::string_view path) {
  if (found != expected)
    return Error{ErrorCode::stats_length, std::string(path), {{"found", found}, {"expected", expected}}};
  return Done{};
}

Result<Done> check_most(std::size_t found, std::size_t limit, std::string_view path) {
  if (found > limit) return Error{ErrorCode::stats_too_many, std::string(path), {{"limit", limit}}};
  return Done{};
}

double two_sided_z(double confidence) {
  return normal_quantile(1 - (1 - confidence) / 2);
}

}  // namespace triptych::stats
