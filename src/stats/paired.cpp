// SPDX-License-Identifier: MIT
// Stats: tests of pairs.
#include "stats/paired.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "stats/checks.h"
#include "stats/distributions.h"
#include "stats/table.h"

namespace triptych::stats {
namespace {

double square(double value) {
  return value * value;
}

/// Two-sided binomial test of one half: twice the smaller tail.
double sign_test(double a, double b) {
  return std::min(1.0, 2 * binomial_lower(std::min(a, b), a + b, 0.5));
}

/// Signed ranks of the changes that are not zero.
void signed_ranks(const std::vector<double>& changes, PairedOrdinal& result) {
  std::vector<double> sizes;
  for (const double change : changes) {
    if (change != 0) sizes.push_back(change);
  }
  if (sizes.empty()) return;
  std::sort(sizes.begin(), sizes.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); });
  double ties = 0;
  for (std::size_t from = 0; from < sizes.size();) {
    std::size_t to = from;
    while (to < sizes.size() && std::fabs(sizes[to]) == std::fabs(sizes[from])) ++to;
    const auto tied = static_cast<double>(to - from);
    const double rank = static_cast<double>(from + to + 1) / 2;
    ties += tied * tied * tied - tied;
    for (std::size_t i = from; i < to; ++i) result.rank_sum += sizes[i] < 0 ? rank : 0;
    from = to;
  }
  const auto n = static_cast<double>(sizes.size());
  const double distance = std::fabs(result.rank_sum - n * (n + 1) / 4);
  const double spread = std::sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48);
  // A distance of 0 is not corrected, and no correction goes past it.
  const double corrected = distance > 0 ? distance - 0.5 : 0;
  result.p_uncorrected = std::min(1.0, 2 * normal_upper(distance / spread));
  result.p_corrected = std::min(1.0, 2 * normal_upper(corrected / spread));
  result.p_sign = sign_test(static_cast<double>(result.up), static_cast<double>(result.down));
}

void student_test(const std::vector<double>& changes, double confidence, PairedOrdinal& result) {
  const auto n = static_cast<double>(changes.size());
  double squares = 0;
  for (const double change : changes) squares += square(change - result.mean_change);
  const double error = n > 1 ? std::sqrt(squares / (n - 1) / n) : 0;
  if (!(error > 0)) return;
  const double t = result.mean_change / error;
  const double half = student_quantile(1 - (1 - confidence) / 2, n - 1) * error;
  result.student = PairedOrdinal::Student{t, student_two_sided(t, n - 1), result.mean_change - half,
                                          result.mean_change + half};
}

}  // namespace

Result<McNemar> mcnemar(const Paired& counts) {
  TRIPTYCH_TRY(check_count(counts.both, "/both"));
  TRIPTYCH_TRY(check_count(counts.only_before, "/only_before"));
  TRIPTYCH_TRY(check_count(counts.only_after, "/only_after"));
  TRIPTYCH_TRY(check_count(counts.neither, "/neither"));
  const double b = counts.only_before;
  const double c = counts.only_after;
  if (b + c == 0) return Error{ErrorCode::stats_empty, "/changed", {}};
  McNemar result{};
  result.statistic = square(b - c) / (b + c);
  result.statistic_corrected = b == c ? 0 : square(std::fabs(b - c) - 1) / (b + c);
  result.p = chi_squared_upper(result.statistic, 1);
  result.p_corrected = chi_squared_upper(result.statistic_corrected, 1);
  result.p_exact = sign_test(b, c);
  result.p_mid = result.p_exact - binomial_density(std::min(b, c), b + c, 0.5);
  return result;
}

Result<Symmetry> bowker(const Table& table) {
  TRIPTYCH_TRY(check_table(table));
  TRIPTYCH_TRY(check_length(table.columns, table.rows, "/columns"));
  Symmetry result{0, 0, 0};
  double changed = 0;
  for (std::size_t r = 0; r < table.rows; ++r) {
    for (std::size_t c = r + 1; c < table.columns; ++c) {
      const double there = table.cells[r * table.columns + c];
      const double back = table.cells[c * table.columns + r];
      result.df += 1;
      changed += there + back;
      if (there + back > 0) result.statistic += square(there - back) / (there + back);
    }
  }
  if (changed == 0) return Error{ErrorCode::stats_empty, "/changed", {}};
  result.p = chi_squared_upper(result.statistic, result.df);
  return result;
}

Result<PairedOrdinal> paired_ordinal(const std::vector<double>& before, const std::vector<double>& after,
                                     double confidence) {
  TRIPTYCH_TRY(check_confidence(confidence));
  TRIPTYCH_TRY(check_most(before.size(), limits::kRespondents, "/before"));
  TRIPTYCH_TRY(check_length(after.size(), before.size(), "/after"));
  if (before.empty()) return Error{ErrorCode::stats_empty, "/before", {}};
  PairedOrdinal result;
  std::vector<double> changes;
  changes.reserve(before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double change = after[i] - before[i];
    if (!std::isfinite(change)) {
      return Error{ErrorCode::stats_number, element(std::isfinite(before[i]) ? "/after" : "/before", i), {}};
    }
    ++(change > 0 ? result.up : change < 0 ? result.down : result.same);
    result.mean_change += change;
    changes.push_back(change);
  }
  result.mean_change /= static_cast<double>(changes.size());
  signed_ranks(changes, result);
  student_test(changes, confidence, result);
  return result;
}

}  // namespace triptych::stats
