// SPDX-License-Identifier: MIT
// Tally: bursts.
#include "tally/bursts.h"

#include <algorithm>


namespace triptych::tally {
namespace {

constexpr std::int64_t kDays = 7;
/// 1970-01-01 was a Thursday: its week began three days before.
constexpr std::int64_t kMondayBefore = 3;

WeekNumber of_day(std::int64_t day) {
  const std::int64_t shifted = day + kMondayBefore;
  return shifted >= 0 ? shifted / kDays : -((kDays - 1 - shifted) / kDays);
}

/// Of the other weeks; `empty` of them have no ballot. Weeks are few: each is compared with each.
double ordinary_beside(const std::vector<WeekCount>& weeks, const WeekCount& one, std::size_t empty) {
  const std::size_t others = weeks.size() - 1 + empty;
  // The two in the middle, or twice the one.
  std::size_t sum = 0;
  for (const std::size_t rank : {(others - 1) / 2, others / 2}) {
    if (rank < empty) continue;
    for (const WeekCount& found : weeks) {
      std::size_t below = empty;
      std::size_t alike = 0;
      for (const WeekCount& other : weeks) {
        if (other.week == one.week) continue;
        below += other.ballots < found.ballots ? 1 : 0;
        alike += other.ballots == found.ballots ? 1 : 0;
      }
      if (found.week == one.week || below > rank || rank >= below + alike) continue;
      sum += found.ballots;
      break;
    }
  }
  return static_cast<double>(sum) / 2;
}

}  // namespace

WeekNumber number_of(IsoWeek week) {
  // 4 January is always in week 1.
  return of_day(days_from_civil({week.year, 1, 4})) + week.week - 1;
}

std::vector<WeekCount>::iterator find_week(std::vector<WeekCount>& weeks, WeekNumber week) {
  return std::lower_bound(weeks.begin(), weeks.end(), week, [](const WeekCount& one, WeekNumber other) { return one.week < other; });
}

std::vector<Burst> bursts(const std::vector<WeekCount>& weeks) {
  std::vector<Burst> found;
  if (weeks.empty()) return found;
  const WeekNumber first = weeks.front().week;
  const WeekNumber last = weeks.back().week;
  // A ballot may claim any week: ten years of them is no survey.
  constexpr WeekNumber kMostWeeks = 520;
  if (last - first < static_cast<WeekNumber>(kBurstOthers) || last - first > kMostWeeks) return found;
  for (const auto& [week, count] : weeks) {
    if (count < kBurstLeast) continue;
    const double ordinary = ordinary_beside(weeks, {week, count}, static_cast<std::size_t>(last - first) + 1 - weeks.size());
    if (static_cast<double>(count) > kBurstTimes * ordinary) found.push_back({week, count, ordinary});
  }
  return found;
}

}  // namespace triptych::tally
