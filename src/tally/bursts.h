// SPDX-License-Identifier: MIT
// Tally: weeks in which far more ballots came than in the ordinary one: a newsletter, or somebody who answers many times. A flag, and a
// count to look at: nothing is removed by it. A ballot knows its week alone, so that nothing finer can be seen.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"

namespace triptych::tally {

/// Weeks since that of 1970-01-01.
using WeekNumber = std::int64_t;
WeekNumber number_of(IsoWeek week);
/// "2026-W48".
std::string week_text(WeekNumber week);
/// Nothing unless it is written so and that year has such a week.
std::optional<WeekNumber> week_from_text(std::string_view text);

/// With fewer ballots a week is no burst.
inline constexpr std::size_t kBurstLeast = 30;
/// Of the ordinary week.
inline constexpr double kBurstTimes = 3;
/// Other weeks that must have passed between the first ballot and the last, for there to be an ordinary one.
inline constexpr std::size_t kBurstOthers = 3;

struct Burst {
  WeekNumber week;
  std::size_t ballots;
  double ordinary;  ///< median of the other weeks from the first to the last, those without a ballot counted as 0
};
/// `ballots` by week, in order of time.
std::vector<Burst> bursts(const std::map<WeekNumber, std::size_t>& ballots);

}  // namespace triptych::tally
