// SPDX-License-Identifier: MIT
// Tally: weeks in which far more ballots came than in the ordinary one: a newsletter, or somebody who answers many times. A flag, and a
// count to look at: nothing is removed by it. A ballot knows its week alone, so that nothing finer can be seen.
#pragma once

#include <cstdint>
#include <vector>

#include "base/calendar.h"

namespace triptych::tally {

/// Weeks since that of 1970-01-01: seven times it is the day, since then, of its Thursday, which names the ISO year.
using WeekNumber = std::int64_t;
WeekNumber number_of(IsoWeek week);
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
struct WeekCount {
  WeekNumber week;
  std::size_t ballots;
};
/// Where the week is, or would be put: `weeks` are in order of time, each once.
std::vector<WeekCount>::iterator find_week(std::vector<WeekCount>& weeks, WeekNumber week);
/// `weeks` in order of time, each once.
std::vector<Burst> bursts(const std::vector<WeekCount>& weeks);

}  // namespace triptych::tally
