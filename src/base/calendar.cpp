// SPDX-License-Identifier: MIT
// Base: Hinnant's civil calendar arithmetic.
#include "base/calendar.h"

namespace triptych {

std::int64_t days_from_civil(CivilDate date) {
  const std::int64_t y = date.month <= 2 ? std::int64_t{date.year} - 1 : date.year;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

IsoWeek iso_week_from_days(std::int64_t days) {
  // 1970-01-01 was a Thursday: Monday is 0.
  const std::int64_t weekday = ((days + 3) % 7 + 7) % 7;
  const std::int64_t thursday = days - weekday + 3;
  const int year = civil_from_days(thursday).year;
  const std::int64_t first = days_from_civil({year, 1, 1});
  return {year, static_cast<int>((thursday - first) / 7 + 1)};
}

}  // namespace triptych
