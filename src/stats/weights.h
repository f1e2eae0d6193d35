// SPDX-License-Identifier: MIT
// Stats: weighted answers, and weights made from known margins.
//
// One weight a respondent, finite, >= 0, not all 0; respondents in any order. Weights never make volunteers
// representative: they only give the sample the margins that were typed in. Errors of all: stats_number and
// stats_length with the path of the argument, stats_too_many (limits::kRespondents …), stats_empty (/weights:
// they add up to 0), stats_few (/n: fewer than 2), stats_level.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "stats/proportion.h"

namespace triptych::stats {

using Weights = std::vector<double>;
/// Of each respondent, from 0.
using Categories = std::vector<std::uint32_t>;

/// Kish 1965, 1992: what unequal weights cost.
struct DesignEffect {
  double effect;             ///< n sum w^2 / (sum w)^2 = 1 + cv^2
  double effective_n;        ///< (sum w)^2 / sum w^2
  double squared_variation;  ///< cv^2, the variance over n
};
Result<DesignEffect> design_effect(const Weights& weights);

/// A weighted share and its linearised standard error (with replacement), as R's survey: svymean and
/// svyciprop of a design of weights alone.
struct WeightedShare {
  double estimate;
  double standard_error;
  double df;  ///< people of weight > 0, less 1
  DesignEffect kish;
  std::optional<double>
      effect;     ///< variance over that of as many people drawn with replacement; none at 0 and 1
  Interval mean;  ///< Student's around the estimate, raw
  std::optional<Interval> logit;  ///< none at 0 and 1
  /// Korn and Graubard 1998; at 0 and 1, where that has no answer, Clopper and Pearson on Kish's effective n.
  Interval exact;
};
/// `yes`: 0 or 1 a respondent.
Result<WeightedShare> weighted_share(const std::vector<double>& yes, const Weights& weights,
                                     double confidence);

struct WeightedCategory {
  double share;
  double standard_error;
  double total;  ///< of the weights
};
/// Errors besides: stats_category (/categories/i: not below `count`).
Result<std::vector<WeightedCategory>> weighted_categories(const Categories& categories, std::size_t count,
                                                          const Weights& weights);

/// A variable and the totals its categories ought to have.
struct Margin {
  Categories categories;  ///< of each respondent
  std::vector<double> targets;
};
struct Raking {
  std::size_t most_cycles = 1'000;
  double tolerance = 1e-9;  ///< greatest relative distance of a margin from its target
};
struct Raked {
  Weights weights;
  std::size_t cycles;
  double deviation;  ///< what was reached
  /// Categories of positive target with fewer than 5 respondents, to be joined to others before: (margin,
  /// category).
  struct Thin {
    std::size_t margin;
    std::size_t category;
    std::size_t respondents;
  };
  std::vector<Thin> thin;
};
/// Raking (Deming and Stephan 1940): weights times one factor a category, so that all margins hold.
/// Respondents of a category whose target is 0 get weight 0. Errors besides: stats_category (/margins/m/i: a
/// respondent outside the targets), stats_margin_empty
/// (/margins/m/c: a positive target and nobody of weight), stats_margin_totals (/margins/m: its targets add
/// up to something else than the first's, by more than 1e-6 of it; found, expected), stats_raking (did not
/// settle: cycles, deviation).
Result<Raked> rake(const Weights& base, const std::vector<Margin>& margins, const Raking& options = {});

/// Raking with no weight below `low` or above `high` times the mean: trimmed and raked again, at most 10
/// rounds.
struct RakedWithin {
  Raked raked;
  std::size_t rounds;
  bool settled;  ///< false: the margins hold, some weights are still outside
};
Result<RakedWithin> rake_within(const Weights& base, const std::vector<Margin>& margins, double low,
                                double high, const Raking& options = {});

/// The mean of y under raked weights, with the standard error that knows of the raking (residuals of y on all
/// margins, as svymean of survey's rake) and the one that takes the weights as fixed.
struct RakedMean {
  double mean;
  double standard_error;
  double standard_error_fixed;
};
Result<RakedMean> raked_mean(const std::vector<double>& y, const Weights& raked,
                             const std::vector<Margin>& margins);

/// A table of `rows` by `columns`, row-major, scaled to given margins. A cell of 0 stays 0. Errors as rake,
/// margin 0 the rows.
struct Fitted {
  std::vector<double> cells;
  std::size_t cycles;
  double deviation;
};
Result<Fitted> fit_table(const std::vector<double>& seed, const std::vector<double>& rows,
                         const std::vector<double>& columns, const Raking& options = {});

/// Strata of known size: base weights scaled to them; the mean of y, its error from residuals within strata
/// (survey's postStratify).
struct PostStratified {
  Weights weights;
  std::vector<double> factors;  ///< of each stratum
  double mean;
  double standard_error;
};
/// Errors besides: stats_category, stats_margin_empty (/margins/0/c).
Result<PostStratified> post_stratify(const std::vector<double>& y, const Weights& base, const Margin& strata);

/// Weights cut to low..high, what was cut spread equally over those not cut, so that the sum stays. Strict:
/// again until none is outside (survey's trimWeights). Error besides: stats_trim (the mean weight is not
/// strictly within low..high).
enum class Trimming : std::uint8_t { once, strict };
Result<Weights> trim(Weights weights, double low, double high, Trimming trimming);

}  // namespace triptych::stats
