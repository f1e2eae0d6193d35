// SPDX-License-Identifier: MIT
// Stats: raking, iterative proportional fitting, post-stratification.
#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "stats/checks.h"
#include "stats/weights.h"

namespace triptych::stats {
namespace {

constexpr std::size_t kThin = 5;
constexpr double kTotalsApart = 1e-6;
/// Of the projections onto the margins that give a raked mean its error, as many as survey does.
constexpr std::size_t kProjections = 10;
constexpr std::size_t kTrimmedRounds = 10;

double square(double value) {
  return value * value;
}

std::string margin_path(std::size_t margin) {
  return element("/margins", margin);
}

double total_of(const std::vector<double>& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

/// Respondents of the same categories are scaled alike: raking works on those combinations that somebody is
/// in.
struct Cells {
  std::size_t margins;
  std::vector<std::uint32_t> categories;  ///< `margins` a cell
  std::vector<double> base;
  std::vector<std::uint32_t> cell_of;  ///< of each respondent

  std::size_t size() const { return base.size(); }
  std::uint32_t category(std::size_t cell, std::size_t margin) const {
    return categories[cell * margins + margin];
  }
};

Result<Done> check_targets(const std::vector<Margin>& margins) {
  TRIPTYCH_TRY(check_most(margins.size(), limits::kMargins, "/margins"));
  if (margins.empty()) return Error{ErrorCode::stats_empty, "/margins", {}};
  for (std::size_t m = 0; m < margins.size(); ++m) {
    TRIPTYCH_TRY(check_most(margins[m].targets.size(), limits::kMarginCategories, margin_path(m)));
    TRIPTYCH_TRY(check_weights(margins[m].targets, margin_path(m)));
    const double first = total_of(margins[0].targets);
    const double total = total_of(margins[m].targets);
    if (std::fabs(total - first) > kTotalsApart * first) {
      return Error{ErrorCode::stats_margin_totals, margin_path(m), {{"found", total}, {"expected", first}}};
    }
  }
  return Done{};
}

Result<Done> check_categories(const std::vector<Margin>& margins, std::size_t respondents) {
  for (std::size_t m = 0; m < margins.size(); ++m) {
    TRIPTYCH_TRY(check_length(margins[m].categories.size(), respondents, margin_path(m)));
    for (std::size_t i = 0; i < respondents; ++i) {
      if (margins[m].categories[i] >= margins[m].targets.size()) {
        return Error{ErrorCode::stats_category, element(margin_path(m), i), {}};
      }
    }
  }
  return Done{};
}

Result<Cells> cells_of(const Weights& base, const std::vector<Margin>& margins) {
  std::vector<std::uint32_t> order(base.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    for (const Margin& margin : margins) {
      if (margin.categories[a] != margin.categories[b]) return margin.categories[a] < margin.categories[b];
    }
    return false;
  };
  // Respondents in their order within a cell, so that sums are the same whatever the library's sort.
  std::stable_sort(order.begin(), order.end(), less);
  Cells cells{margins.size(), {}, {}, std::vector<std::uint32_t>(base.size())};
  for (std::size_t at = 0; at < order.size(); ++at) {
    if (at == 0 || less(order[at - 1], order[at])) {
      TRIPTYCH_TRY(check_most(cells.size() + 1, limits::kRakingCells, "/margins"));
      for (const Margin& margin : margins) cells.categories.push_back(margin.categories[order[at]]);
      cells.base.push_back(0);
    }
    cells.base.back() += base[order[at]];
    cells.cell_of[order[at]] = static_cast<std::uint32_t>(cells.size() - 1);
  }
  return cells;
}

std::vector<double> sums_of(const Cells& cells, const std::vector<double>& values, std::size_t margin,
                            std::size_t categories) {
  std::vector<double> sums(categories, 0);
  for (std::size_t cell = 0; cell < cells.size(); ++cell) sums[cells.category(cell, margin)] += values[cell];
  return sums;
}

struct Fit {
  std::vector<double> cells;
  std::size_t cycles;
  double deviation;
};

/// Cycles over the margins until all hold.
Result<Fit> fit(const Cells& cells, const std::vector<Margin>& margins, const Raking& options) {
  Fit result{cells.base, 0, 0};
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const std::vector<double> sums = sums_of(cells, cells.base, m, margins[m].targets.size());
    for (std::size_t c = 0; c < sums.size(); ++c) {
      if (margins[m].targets[c] > 0 && sums[c] == 0) {
        return Error{ErrorCode::stats_margin_empty, element(margin_path(m), c), {}};
      }
    }
  }
  for (;;) {
    result.deviation = 0;
    for (std::size_t m = 0; m < margins.size(); ++m) {
      const std::vector<double>& targets = margins[m].targets;
      const std::vector<double> sums = sums_of(cells, result.cells, m, targets.size());
      for (std::size_t c = 0; c < targets.size(); ++c) {
        const double distance = std::fabs(sums[c] - targets[c]);
        const double relative = targets[c] > 0 ? distance / targets[c] : distance;
        // Written so that a number that is no more one counts as far away.
        if (!(relative <= result.deviation)) result.deviation = std::isfinite(relative) ? relative : HUGE_VAL;
      }
    }
    if (result.deviation <= options.tolerance) return result;
    if (result.cycles == options.most_cycles || result.deviation == HUGE_VAL) break;
    ++result.cycles;
    for (std::size_t m = 0; m < margins.size(); ++m) {
      std::vector<double> factors = sums_of(cells, result.cells, m, margins[m].targets.size());
      for (std::size_t c = 0; c < factors.size(); ++c)
        factors[c] = factors[c] > 0 ? margins[m].targets[c] / factors[c] : 0;
      for (std::size_t cell = 0; cell < cells.size(); ++cell)
        result.cells[cell] *= factors[cells.category(cell, m)];
    }
  }
  return Error{
      ErrorCode::stats_raking, "/margins", {{"cycles", result.cycles}, {"deviation", result.deviation}}};
}

std::vector<Raked::Thin> thin_categories(const std::vector<Margin>& margins) {
  std::vector<Raked::Thin> thin;
  for (std::size_t m = 0; m < margins.size(); ++m) {
    std::vector<std::size_t> counts(margins[m].targets.size(), 0);
    for (const std::uint32_t category : margins[m].categories) ++counts[category];
    for (std::size_t c = 0; c < counts.size(); ++c) {
      if (margins[m].targets[c] > 0 && counts[c] < kThin) thin.push_back({m, c, counts[c]});
    }
  }
  return thin;
}

/// Takes from x what its respondents' category of that margin explains: psw * mean of (x / psw), the last
/// being the final weights.
void project(std::vector<double>& x, const Weights& weights, const Margin& margin) {
  std::vector<double> sums(margin.targets.size(), 0);
  std::vector<double> counts(margin.targets.size(), 0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (weights[i] == 0) continue;
    sums[margin.categories[i]] += x[i] / weights[i];
    ++counts[margin.categories[i]];
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (weights[i] != 0) x[i] -= weights[i] * sums[margin.categories[i]] / counts[margin.categories[i]];
  }
}

double error_of(const std::vector<double>& x) {
  const auto n = static_cast<double>(x.size());
  const double mean = total_of(x) / n;
  double squares = 0;
  for (const double value : x) squares += square(value - mean);
  return std::sqrt(n / (n - 1) * squares);
}

Result<Done> check_answers(const std::vector<double>& y, const Weights& weights) {
  TRIPTYCH_TRY(check_most(weights.size(), limits::kRespondents, "/weights"));
  TRIPTYCH_TRY(check_length(y.size(), weights.size(), "/y"));
  TRIPTYCH_TRY(check_weights(weights, "/weights"));
  if (y.size() < 2) return Error{ErrorCode::stats_few, "/n", {{"least", 2}}};
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!std::isfinite(y[i])) return Error{ErrorCode::stats_number, element("/y", i), {}};
  }
  return Done{};
}

/// The weighted mean of y, and each respondent's part in its error: w (y - mean) / W.
double linearised(const std::vector<double>& y, const Weights& weights, std::vector<double>& parts) {
  const double sum = total_of(weights);
  double mean = 0;
  for (std::size_t i = 0; i < y.size(); ++i) mean += weights[i] / sum * y[i];
  parts.resize(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) parts[i] = weights[i] / sum * (y[i] - mean);
  return mean;
}

}  // namespace

Result<Raked> rake(const Weights& base, const std::vector<Margin>& margins, const Raking& options) {
  TRIPTYCH_TRY(check_most(base.size(), limits::kRespondents, "/weights"));
  TRIPTYCH_TRY(check_weights(base, "/weights"));
  TRIPTYCH_TRY(check_targets(margins));
  TRIPTYCH_TRY(check_categories(margins, base.size()));
  const Cells cells = TRIPTYCH_TRY(cells_of(base, margins));
  const Fit fitted = TRIPTYCH_TRY(fit(cells, margins, options));
  Raked result{base, fitted.cycles, fitted.deviation, thin_categories(margins)};
  for (std::size_t i = 0; i < base.size(); ++i) {
    const std::uint32_t cell = cells.cell_of[i];
    if (base[i] > 0) result.weights[i] *= fitted.cells[cell] / cells.base[cell];
  }
  return result;
}

Result<RakedWithin> rake_within(const Weights& base, const std::vector<Margin>& margins, double low,
                                double high, const Raking& options) {
  RakedWithin result{TRIPTYCH_TRY(rake(base, margins, options)), 0, false};
  const double mean = total_of(result.raked.weights) / static_cast<double>(base.size());
  // Raking moves trimmed weights out again a little; a thousandth is no matter.
  constexpr double kSlack = 1e-3;
  for (;;) {
    result.settled = true;
    for (const double weight : result.raked.weights) {
      if (weight != 0 && (weight < low * mean * (1 - kSlack) || weight > high * mean * (1 + kSlack)))
        result.settled = false;
    }
    if (result.settled || result.rounds == kTrimmedRounds) return result;
    ++result.rounds;
    const Weights trimmed =
        TRIPTYCH_TRY(trim(result.raked.weights, low * mean, high * mean, Trimming::strict));
    result.raked = TRIPTYCH_TRY(rake(trimmed, margins, options));
  }
}

Result<RakedMean> raked_mean(const std::vector<double>& y, const Weights& raked,
                             const std::vector<Margin>& margins) {
  TRIPTYCH_TRY(check_answers(y, raked));
  TRIPTYCH_TRY(check_targets(margins));
  TRIPTYCH_TRY(check_categories(margins, y.size()));
  std::vector<double> parts;
  RakedMean result{linearised(y, raked, parts), 0, error_of(parts)};
  for (std::size_t round = 0; round < kProjections; ++round) {
    for (const Margin& margin : margins) project(parts, raked, margin);
  }
  result.standard_error = error_of(parts);
  return result;
}

Result<Fitted> fit_table(const std::vector<double>& seed, const std::vector<double>& rows,
                         const std::vector<double>& columns, const Raking& options) {
  TRIPTYCH_TRY(check_most(seed.size(), limits::kTableCells, "/seed"));
  TRIPTYCH_TRY(check_length(seed.size(), rows.size() * columns.size(), "/seed"));
  TRIPTYCH_TRY(check_weights(seed, "/seed"));
  std::vector<Margin> margins{{{}, rows}, {{}, columns}};
  TRIPTYCH_TRY(check_targets(margins));
  Cells cells{2, {}, seed, {}};
  for (std::size_t i = 0; i < seed.size(); ++i) {
    cells.categories.push_back(static_cast<std::uint32_t>(i / columns.size()));
    cells.categories.push_back(static_cast<std::uint32_t>(i % columns.size()));
  }
  Fit fitted = TRIPTYCH_TRY(fit(cells, margins, options));
  return Fitted{std::move(fitted.cells), fitted.cycles, fitted.deviation};
}

Result<PostStratified> post_stratify(const std::vector<double>& y, const Weights& base,
                                     const Margin& strata) {
  TRIPTYCH_TRY(check_answers(y, base));
  Raked raked = TRIPTYCH_TRY(rake(base, {strata}));
  PostStratified result{std::move(raked.weights), std::vector<double>(strata.targets.size(), 0), 0, 0};
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (base[i] > 0) result.factors[strata.categories[i]] = result.weights[i] / base[i];
  }
  std::vector<double> parts;
  result.mean = linearised(y, result.weights, parts);
  // Residuals within strata, weighted by what the weights were before.
  std::vector<double> sums(strata.targets.size(), 0);
  std::vector<double> bases(strata.targets.size(), 0);
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (result.weights[i] == 0) continue;
    sums[strata.categories[i]] += parts[i] * base[i] / result.weights[i];
    bases[strata.categories[i]] += base[i];
  }
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (result.weights[i] != 0)
      parts[i] -= result.weights[i] * sums[strata.categories[i]] / bases[strata.categories[i]];
  }
  result.standard_error = error_of(parts);
  return result;
}

}  // namespace triptych::stats
