// SPDX-License-Identifier: MIT
// Stats: p-values of several tests shown together, made larger for their number.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"

namespace triptych::stats {

/// The family-wise error (the first four) or the false discovery rate (the last two): R's p.adjust.
enum class Adjustment : std::uint8_t {
  bonferroni,
  holm,                ///< 1979: the default here; holds whatever the dependence
  hochberg,            ///< 1988: independent or positively dependent tests
  hommel,              ///< 1988: as Hochberg, never larger
  benjamini_hochberg,  ///< 1995
  benjamini_yekutieli  ///< 2001: any dependence
};

/// In the order given. Errors: stats_number (/p/i: not in 0..1), stats_too_many (limits::kTests).
Result<std::vector<double>> adjust(const std::vector<double>& p, Adjustment adjustment);

}  // namespace triptych::stats
