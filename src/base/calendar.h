// SPDX-License-Identifier: MIT
// Base: civil dates of the proleptic Gregorian calendar, and ISO 8601 weeks.
#pragma once

#include <cstdint>

namespace triptych {

struct CivilDate {
  int year;
  int month;  ///< 1..12
  int day;    ///< 1..31
};

struct IsoWeek {
  int year;  ///< the ISO year, which can differ from the civil one around 1 January
  int week;  ///< 1..53
};

/// Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::int64_t days_from_civil(CivilDate date);
CivilDate civil_from_days(std::int64_t days);
/// ISO 8601: weeks begin on Monday, week 1 holds the first Thursday.
IsoWeek iso_week_from_days(std::int64_t days);

}  // namespace triptych
