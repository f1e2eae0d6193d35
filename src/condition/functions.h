// SPDX-License-Identifier: MIT
// Condition: the functions of survey-core's FunctionFactory. Private to the room.
#pragma once

#include <cstdint>
#include <string_view>

namespace triptych::condition {

// name as written in an expression; the enumerator is the name.
#define TRIPTYCH_CONDITION_FUNCTIONS(FUNCTION)                                                                            \
  FUNCTION(age) FUNCTION(avg) FUNCTION(avgInArray) FUNCTION(count) FUNCTION(countInArray) FUNCTION(currentDate)           \
  FUNCTION(currentYear) FUNCTION(dateAdd) FUNCTION(dateDiff) FUNCTION(day) FUNCTION(diffDays) FUNCTION(displayValue)      \
  FUNCTION(getComment) FUNCTION(getDate) FUNCTION(getYear) FUNCTION(iif) FUNCTION(isContainerReady)                       \
  FUNCTION(isDisplayMode) FUNCTION(max) FUNCTION(maxInArray) FUNCTION(min) FUNCTION(minInArray) FUNCTION(month)           \
  FUNCTION(propertyValue) FUNCTION(round) FUNCTION(substring) FUNCTION(sum) FUNCTION(sumInArray) FUNCTION(today)          \
  FUNCTION(trunc) FUNCTION(weekday) FUNCTION(year)

enum class Function : std::uint8_t {
#define TRIPTYCH_FUNCTION(name) name,
  TRIPTYCH_CONDITION_FUNCTIONS(TRIPTYCH_FUNCTION)
#undef TRIPTYCH_FUNCTION
      unknown,
};

inline constexpr std::string_view kFunctionNames[] = {
#define TRIPTYCH_FUNCTION(name) #name,
    TRIPTYCH_CONDITION_FUNCTIONS(TRIPTYCH_FUNCTION)
#undef TRIPTYCH_FUNCTION
};

}  // namespace triptych::condition
