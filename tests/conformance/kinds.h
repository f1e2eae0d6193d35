// SPDX-License-Identifier: MIT
// Conformance: what a kind of recorded case has to offer to the runner.
#pragma once

#include <string>

#include "base/host.h"
#include "base/value.h"

namespace triptych::conformance {

struct Outcome {
  bool passed;
  std::string expected;  ///< JSON or words, for the reader
  std::string got;
};

/// One file of this folder: its cases, and how one is run.
struct Kind {
  bool (*owns)(const Value& recorded);
  Outcome (*run)(const Value& recorded, Host& host);
};

extern const Kind kExpressions;  // expressions.cpp
extern const Kind kTraces;       // traces.cpp
extern const Kind kStatistics;   // stats.cpp
extern const Kind kDisclosure;   // disclosure.cpp

/// {"$undef": 1}, {"$num": "NaN"} and {"$date": "2021-01-01T00:00:00.000Z"} as the values they stand for, at any depth.
Value revived(const Value& recorded);
/// The other way, as text.
std::string described(const Value& value);
/// Same kind and content; NaN is NaN, -0 is 0, the members of objects in any order.
bool same(const Value& a, const Value& b);

}  // namespace triptych::conformance
