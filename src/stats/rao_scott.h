// SPDX-License-Identifier: MIT
// Stats: independence in a weighted table. An ordinary chi-squared on weighted counts is wrong; this is what
// there is instead.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "stats/weights.h"

namespace triptych::stats {

/// Rao and Scott (1981, 1984), as R's survey::svychisq on a design of weights alone.
struct RaoScott {
  double pearson;        ///< X^2 of the weighted shares times the number of people
  double p_first_order;  ///< X^2 over the mean design effect, against chi-squared
  double f;              ///< second order: X^2 over the trace of the design effects,
  double df1;            ///< against F with these, fractional,
  double df2;
  double p;  ///< … the one to show
};
/// Row and column of each respondent, from 0; categories without people are left out. Errors: as
/// stats/weights.h, stats_length
/// (/rows, /columns: fewer than 2 categories), stats_too_many (/cells), stats_empty (/cells: so many empty
/// that there is no test).
Result<RaoScott> rao_scott(const Categories& rows, const Categories& columns, const Weights& weights);

}  // namespace triptych::stats
