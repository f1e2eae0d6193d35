// SPDX-License-Identifier: MIT
// Stats: what the arguments of several families must be. `path` names the argument, as "/x" or "/weights/3".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace triptych::stats {

/// A count: whole, 0 to 2^53. Error: stats_number (path).
Result<Done> check_count(double value, std::string_view path);
Result<Done> check_counts(const std::vector<double>& values, std::string_view path);
/// Finite and not negative, not all zero. Errors: stats_number (path), stats_empty (path).
Result<Done> check_weights(const std::vector<double>& weights, std::string_view path);
/// A confidence level strictly between 0 and 1. Error: stats_level.
Result<Done> check_confidence(double confidence);
/// Errors: stats_length (path, found, expected), stats_too_many (path, limit).
Result<Done> check_length(std::size_t found, std::size_t expected, std::string_view path);
Result<Done> check_most(std::size_t found, std::size_t limit, std::string_view path);

/// Names of arguments and their elements: "/weights", 3 gives "/weights/3".
std::string element(std::string_view path, std::size_t index);

/// The standard normal's quantile of a two-sided interval.
double two_sided_z(double confidence);

}  // namespace triptych::stats
