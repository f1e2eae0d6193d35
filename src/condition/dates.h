// SPDX-License-Identifier: MIT
// Condition: JavaScript's Date: parsing, local fields, arithmetic. In a page it is JavaScript's own, with its time zone; native code
// has one UTC offset for all dates, and parses as V8 does.
#pragma once

#include <string>
#include <string_view>

#include "base/value.h"

namespace triptych::condition {

/// Local fields of a date. Out-of-range fields are carried over by time_of, as the setters of Date do.
struct DateFields {
  double year;
  double month;  ///< 0..11
  double day;    ///< 1..31
  double hours;
  double minutes;
  double seconds;
  double milliseconds;
  double weekday;  ///< 0 is Sunday; read alone
};

/// All fields are NaN for an invalid date.
DateFields fields_of(double milliseconds, int utc_offset_minutes);
/// NaN where a field is not finite or the date is beyond 8.64e15 ms.
double time_of(const DateFields& fields, int utc_offset_minutes);
/// TimeClip: whole milliseconds, NaN beyond 8.64e15.
double time_clip(double milliseconds);

/// `new Date(text)`: ISO 8601, else V8's legacy forms ("1/2/2020", "Jan 5, 2020 10:00 PM"). NaN if it is neither.
double parse_date(std::string_view text, int utc_offset_minutes);
/// survey-core's createDate(text): a text with an ISO date and no time is midnight of local time.
double create_date(std::string_view text, int utc_offset_minutes);

/// `String(date)`. In native code the name of the time zone is given for UTC alone.
std::string date_text(double milliseconds, int utc_offset_minutes);

}  // namespace triptych::condition
