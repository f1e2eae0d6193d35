// SPDX-License-Identifier: MIT
// Stats: intervals of proportions and of their differences.
#include "stats/intervals.h"

#include <algorithm>
#include <cmath>

#include "stats/checks.h"
#include "stats/distributions.h"

namespace triptych::stats {
namespace {

Result<Done> check_share(double x, double n, std::string_view x_path, std::string_view n_path) {
  if (!(n >= 0) || !std::isfinite(n)) return Error{ErrorCode::stats_number, std::string(n_path), {}};
  if (!(x >= 0 && x <= n)) return Error{ErrorCode::stats_number, std::string(x_path), {}};
  if (n == 0) return Error{ErrorCode::stats_empty, std::string(n_path), {}};
  return Done{};
}

Result<Done> check_share(double x, double n, double confidence) {
  TRIPTYCH_TRY(check_share(x, n, "/x", "/n"));
  return check_confidence(confidence);
}

/// One end of Wilson's interval around a share that may have been moved; `sign` -1 or 1.
double wilson_end(double share, double n, double z, double sign) {
  if (share <= 0 && sign < 0) return 0;
  if (share >= 1 && sign > 0) return 1;
  const double part = z * z / (2 * n);
  const double end =
      (share + part + sign * z * std::sqrt(share * (1 - share) / n + part / (2 * n))) / (1 + 2 * part);
  return std::clamp(end, 0.0, 1.0);
}

Interval clopper_pearson_tails(double x, double n, double below, double above) {
  return {x <= 0 ? 0 : beta_quantile(below, x, n - x + 1),
          x >= n ? 1 : beta_quantile(1 - above, x + 1, n - x)};
}

double square(double value) {
  return value * value;
}

/// Newcombe's phi: the correlation of the two answers, pulled towards 0 by half an observation where
/// positive.
double corrected_phi(const Paired& counts) {
  const double n = counts.both + counts.only_before + counts.only_after + counts.neither;
  const double margins = (counts.both + counts.only_before) * (counts.only_after + counts.neither) *
                         (counts.both + counts.only_after) * (counts.only_before + counts.neither);
  if (margins <= 0) return 0;
  const double product = counts.both * counts.neither - counts.only_before * counts.only_after;
  const double corrected = product > n / 2 ? product - n / 2 : product >= 0 ? 0 : product;
  return corrected / std::sqrt(margins);
}

}  // namespace

Result<Interval> wilson_at(double x, double n, double confidence) {
  TRIPTYCH_TRY(check_share(x, n, confidence));
  return wilson(x, n, two_sided_z(confidence));
}

Result<Interval> wilson_corrected(double x, double n, double confidence) {
  TRIPTYCH_TRY(check_share(x, n, confidence));
  const double z = two_sided_z(confidence);
  const double correction = std::min(0.5, std::fabs(x - n / 2));
  return Interval{wilson_end((x - correction) / n, n, z, -1), wilson_end((x + correction) / n, n, z, 1)};
}

Result<Interval> clopper_pearson(double x, double n, double confidence) {
  TRIPTYCH_TRY(check_share(x, n, confidence));
  const double tail = (1 - confidence) / 2;
  return clopper_pearson_tails(x, n, tail, tail);
}

Result<double> clopper_pearson_upper(double x, double n, double confidence) {
  TRIPTYCH_TRY(check_share(x, n, confidence));
  return clopper_pearson_tails(x, n, 0.5, 1 - confidence).high;
}

Result<AdjustedInterval> agresti_coull(double x, double n, double confidence, Limits limits) {
  TRIPTYCH_TRY(check_share(x, n, confidence));
  const double z2 = square(two_sided_z(confidence));
  const double centre = (x + z2 / 2) / (n + z2);
  const double half = std::sqrt(z2 * centre * (1 - centre) / (n + z2));
  Interval interval{centre - half, centre + half};
  if (limits == Limits::clamped) interval = {std::max(0.0, interval.low), std::min(1.0, interval.high)};
  return AdjustedInterval{centre, interval};
}

Result<Interval> jeffreys(double x, double n, double confidence) {
  TRIPTYCH_TRY(check_share(x, n, confidence));
  const double tail = (1 - confidence) / 2;
  return Interval{beta_quantile(tail, x + 0.5, n - x + 0.5), beta_quantile(1 - tail, x + 0.5, n - x + 0.5)};
}

Result<Difference> difference_of_groups(double x1, double n1, double x2, double n2, double confidence) {
  TRIPTYCH_TRY(check_share(x1, n1, "/x1", "/n1"));
  TRIPTYCH_TRY(check_share(x2, n2, "/x2", "/n2"));
  TRIPTYCH_TRY(check_confidence(confidence));
  const double z = two_sided_z(confidence);
  const double p1 = x1 / n1;
  const double p2 = x2 / n2;
  const Interval first = wilson(x1, n1, z);
  const Interval second = wilson(x2, n2, z);
  const double difference = p1 - p2;
  return Difference{difference,
                    std::sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2),
                    {difference - std::sqrt(square(p1 - first.low) + square(second.high - p2)),
                     difference + std::sqrt(square(first.high - p1) + square(p2 - second.low))}};
}

Result<Difference> difference_of_pairs(const Paired& counts, double confidence) {
  TRIPTYCH_TRY(check_count(counts.both, "/both"));
  TRIPTYCH_TRY(check_count(counts.only_before, "/only_before"));
  TRIPTYCH_TRY(check_count(counts.only_after, "/only_after"));
  TRIPTYCH_TRY(check_count(counts.neither, "/neither"));
  TRIPTYCH_TRY(check_confidence(confidence));
  const double n = counts.both + counts.only_before + counts.only_after + counts.neither;
  if (n == 0) return Error{ErrorCode::stats_empty, "/n", {}};
  const double z = two_sided_z(confidence);
  const double before = (counts.both + counts.only_before) / n;
  const double after = (counts.both + counts.only_after) / n;
  const Interval first = wilson(counts.both + counts.only_before, n, z);
  const Interval second = wilson(counts.both + counts.only_after, n, z);
  const double phi = corrected_phi(counts);
  const double difference = (counts.only_before - counts.only_after) / n;
  // Under the root: the length of two sides at the angle whose cosine is phi; rounding must not make it
  // negative.
  const auto span = [phi](double a, double b) {
    return std::sqrt(std::max(0.0, a * a - 2 * phi * a * b + b * b));
  };
  const double changed = counts.only_before + counts.only_after;
  return Difference{
      difference,
      std::sqrt(std::max(0.0, changed - square(counts.only_before - counts.only_after) / n)) / n,
      {difference - span(before - first.low, second.high - after),
       difference + span(after - second.low, first.high - before)}};
}

Result<ReliabilityCheck> nchs_reliability(double x, double n, double effective_n) {
  constexpr double kLeast = 30;
  constexpr double kWide = 0.30;
  constexpr double kNarrow = 0.05;
  constexpr double kRelativelyWide = 1.30;
  TRIPTYCH_TRY(check_share(x, n, "/x", "/n"));
  if (!(effective_n > 0) || !std::isfinite(effective_n))
    return Error{ErrorCode::stats_number, "/effective_n", {}};
  const double size = std::min(n, effective_n);
  const double share = x / n;
  const Interval interval = TRIPTYCH_TRY(clopper_pearson(share * size, size, 0.95));
  ReliabilityCheck check{Reliability::present, interval.high - interval.low, {}};
  if (x > 0) check.relative_width = check.width / share;
  if (size < kLeast) {
    check.decision = Reliability::few_answers;
  } else if (check.width >= kWide) {
    check.decision = Reliability::wide;
  } else if (x == 0 || x == n) {
    check.decision = Reliability::review;
  } else if (check.width > kNarrow && *check.relative_width > kRelativelyWide) {
    check.decision = Reliability::relatively_wide;
  }
  return check;
}

}  // namespace triptych::stats
