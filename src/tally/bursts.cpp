// SPDX-License-Identifier: MIT
// Tally: bursts.
#include "tally/bursts.h"

#include <algorithm>
#include <charconv>


namespace triptych::tally {
namespace {

constexpr std::int64_t kDays = 7;
/// 1970-01-01 was a Thursday: its week began three days before.
constexpr std::int64_t kMondayBefore = 3;

std::int64_t monday_of(WeekNumber week) {
  return week * kDays - kMondayBefore;
}

WeekNumber of_day(std::int64_t day) {
  const std::int64_t shifted = day + kMondayBefore;
  return shifted >= 0 ? shifted / kDays : -((kDays - 1 - shifted) / kDays);
}

double median_of(std::vector<std::size_t> counts) {
  std::sort(counts.begin(), counts.end());
  const std::size_t half = counts.size() / 2;
  const auto upper = static_cast<double>(counts[half]);
  return counts.size() % 2 == 1 ? upper : (upper + static_cast<double>(counts[half - 1])) / 2;
}

}  // namespace

WeekNumber number_of(IsoWeek week) {
  // 4 January is always in week 1.
  return of_day(days_from_civil({week.year, 1, 4})) + week.week - 1;
}

std::string week_text(WeekNumber week) {
  const IsoWeek iso = iso_week_from_days(monday_of(week));
  return std::to_string(iso.year) + (iso.week < 10 ? "-W0" : "-W") + std::to_string(iso.week);
}

std::optional<WeekNumber> week_from_text(std::string_view text) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kLength = 8;
  IsoWeek week{0, 0};
  if (text.size() != kLength || text.substr(kYear, 2) != "-W") return std::nullopt;
  const auto year = std::from_chars(text.data(), text.data() + kYear, week.year);
  const auto number = std::from_chars(text.data() + kYear + 2, text.data() + kLength, week.week);
  if (year.ptr != text.data() + kYear || number.ptr != text.data() + kLength) return std::nullopt;
  const WeekNumber found = number_of(week);
  return week_text(found) == text ? std::optional(found) : std::nullopt;
}

std::vector<Burst> bursts(const std::map<WeekNumber, std::size_t>& ballots) {
  std::vector<Burst> found;
  if (ballots.empty()) return found;
  const WeekNumber first = ballots.begin()->first;
  const WeekNumber last = ballots.rbegin()->first;
  // A ballot may claim any week: a century of empty ones is not looked through.
  constexpr WeekNumber kMostWeeks = 5'200;
  if (last - first < static_cast<WeekNumber>(kBurstOthers) || last - first > kMostWeeks) return found;
  for (const auto& [week, count] : ballots) {
    if (count < kBurstLeast) continue;
    std::vector<std::size_t> others;
    for (const auto& [other, here] : ballots) {
      if (other != week) others.push_back(here);
    }
    others.resize(static_cast<std::size_t>(last - first), 0);
    const double ordinary = median_of(std::move(others));
    if (static_cast<double>(count) > kBurstTimes * ordinary) found.push_back({week, count, ordinary});
  }
  return found;
}

}  // namespace triptych::tally
