// SPDX-License-Identifier: MIT
// Results: a release, made ready to draw: counts, whole percents with their intervals, the visitor's own answer and figures
// from elsewhere beside. The shapes are those of web/src/engine/results.d.ts.
#pragma once

#include <string_view>

#include "base/value.h"
#include "disclosure/released.h"

namespace triptych::results {

/// Below this many answers counts alone are shown.
inline constexpr disclosure::Count kLeastForPercent = 30;

struct Words {
  const Value& codebook;    ///< CodebookItem[]: the items to show, in order, in the visitor's language
  const Value& own;         ///< the visitor's own codes by item: marked, never added
  const Value& references;  ///< references.json; figures not seen in a primary source and not signed are left out
  std::string_view locale;
};

/// Summary. `released` is null where nothing has been released yet.
Value summarize(const disclosure::Released* released, const Words& words);

}  // namespace triptych::results
