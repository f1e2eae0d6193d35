// SPDX-License-Identifier: MIT
// Tests: the one doctest entry point, linked into each room's test program.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "doctest.h"
