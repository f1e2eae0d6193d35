// SPDX-License-Identifier: MIT
// Tests: numbers that are to agree but for rounding.
#pragma once

#include <cmath>

#include "doctest.h"

/// One check, so that a failure shows both numbers.
#define CHECK_NEAR(found, wanted, tolerance)                   \
  do {                                                         \
    const double near_found = (found);                         \
    const double near_wanted = (wanted);                       \
    CAPTURE(near_found);                                       \
    CAPTURE(near_wanted);                                      \
    CHECK(std::fabs(near_found - near_wanted) <= (tolerance)); \
  } while (false)
