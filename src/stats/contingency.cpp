// SPDX-License-Identifier: MIT
// Stats: chi-squared tests and measures of association.
#include "stats/contingency.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "stats/checks.h"
#include "stats/distributions.h"
#include "stats/table.h"

namespace triptych::stats {
namespace {

struct Pearson {
  Margins margins;
  std::vector<double> expected;
  double statistic;
};

double square(double value) {
  return value * value;
}

Result<Pearson> pearson(const Table& table, Correction correction) {
  TRIPTYCH_TRY(check_table(table));
  Pearson result{margins_of(table), {}, 0};
  const Margins& margins = result.margins;
  for (std::size_t r = 0; r < table.rows; ++r) {
    if (margins.rows[r] == 0) return Error{ErrorCode::stats_empty, element("/rows", r), {}};
  }
  for (std::size_t c = 0; c < table.columns; ++c) {
    if (margins.columns[c] == 0) return Error{ErrorCode::stats_empty, element("/columns", c), {}};
  }
  const bool corrects = correction == Correction::yates && table.rows == 2 && table.columns == 2;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const double expected =
        margins.rows[i / table.columns] * margins.columns[i % table.columns] / margins.total;
    const double distance = std::fabs(table.cells[i] - expected);
    result.expected.push_back(expected);
    result.statistic += square(distance - (corrects ? std::min(0.5, distance) : 0)) / expected;
  }
  return result;
}

double degrees_of_freedom(const Table& table) {
  return static_cast<double>(table.rows - 1) * static_cast<double>(table.columns - 1);
}

}  // namespace

Result<Done> check_table(const Table& table) {
  if (table.rows < 2) TRIPTYCH_TRY(check_length(table.rows, 2, "/rows"));
  if (table.columns < 2) TRIPTYCH_TRY(check_length(table.columns, 2, "/columns"));
  TRIPTYCH_TRY(check_most(table.cells.size(), limits::kTableCells, "/cells"));
  TRIPTYCH_TRY(check_length(table.cells.size(), table.rows * table.columns, "/cells"));
  return check_counts(table.cells, "/cells");
}

Margins margins_of(const Table& table) {
  Margins margins{std::vector<double>(table.rows, 0), std::vector<double>(table.columns, 0), 0};
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    margins.rows[i / table.columns] += table.cells[i];
    margins.columns[i % table.columns] += table.cells[i];
    margins.total += table.cells[i];
  }
  return margins;
}

Result<ChiSquared> chi_squared(const Table& table, Correction correction) {
  Pearson found = TRIPTYCH_TRY(pearson(table, correction));
  const Margins& margins = found.margins;
  ChiSquared result{
      found.statistic, degrees_of_freedom(table), 0, std::move(found.expected), {}, HUGE_VAL, 0, false};
  result.p = chi_squared_upper(result.statistic, result.df);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const double expected = result.expected[i];
    const double variance = expected * (1 - margins.rows[i / table.columns] / margins.total) *
                            (1 - margins.columns[i % table.columns] / margins.total);
    result.residuals.push_back((table.cells[i] - expected) / std::sqrt(variance));
    result.min_expected = std::min(result.min_expected, expected);
    if (expected < 5) ++result.expected_below_5;
  }
  result.sparse = result.expected_below_5 * 5 > table.cells.size() || result.min_expected < 1;
  return result;
}

Result<GoodnessOfFit> goodness_of_fit(const std::vector<double>& counts,
                                      const std::vector<double>& probabilities) {
  constexpr double kTolerance = 1e-8;
  if (counts.size() < 2) TRIPTYCH_TRY(check_length(counts.size(), 2, "/counts"));
  TRIPTYCH_TRY(check_most(counts.size(), limits::kTableCells, "/counts"));
  TRIPTYCH_TRY(check_counts(counts, "/counts"));
  std::vector<double> shares = probabilities;
  if (shares.empty()) shares.assign(counts.size(), 1 / static_cast<double>(counts.size()));
  TRIPTYCH_TRY(check_length(shares.size(), counts.size(), "/probabilities"));
  TRIPTYCH_TRY(check_weights(shares, "/probabilities"));
  double total = 0;
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (shares[i] == 0) return Error{ErrorCode::stats_empty, element("/probabilities", i), {}};
    total += counts[i];
    sum += shares[i];
  }
  if (std::fabs(sum - 1) > kTolerance) return Error{ErrorCode::stats_number, "/probabilities", {}};
  if (total == 0) return Error{ErrorCode::stats_empty, "/counts", {}};
  GoodnessOfFit result{0, static_cast<double>(counts.size() - 1), 0, {}};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    result.expected.push_back(total * shares[i]);
    result.statistic += square(counts[i] - result.expected[i]) / result.expected[i];
  }
  result.p = chi_squared_upper(result.statistic, result.df);
  return result;
}

Result<Association> association(const Table& table) {
  const Pearson found = TRIPTYCH_TRY(pearson(table, Correction::none));
  const double n = found.margins.total;
  const auto rows = static_cast<double>(table.rows);
  const auto columns = static_cast<double>(table.columns);
  const double phi2 = found.statistic / n;
  Association result{
      std::sqrt(phi2 / std::min(rows - 1, columns - 1)), 0, {}, std::sqrt(phi2 / (1 + phi2)), 0};
  if (table.rows == 2 && table.columns == 2) result.phi = std::sqrt(phi2);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i] > 0)
      result.likelihood_ratio += 2 * table.cells[i] * std::log(table.cells[i] / found.expected[i]);
  }
  if (n > 1) {
    const double unbiased = std::max(0.0, phi2 - (rows - 1) * (columns - 1) / (n - 1));
    const double least =
        std::min(rows - square(rows - 1) / (n - 1), columns - square(columns - 1) / (n - 1)) - 1;
    if (least > 0) result.v_corrected = std::sqrt(unbiased / least);
  }
  return result;
}

}  // namespace triptych::stats
