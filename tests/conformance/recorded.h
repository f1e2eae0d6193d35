// SPDX-License-Identifier: MIT
// Conformance: cases of one shape, {id, kind, input, expected, tolerance}: how inputs are read and how
// results are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kinds.h"

namespace triptych::conformance {

/// From the input and what is expected (for words and ties, of which the recording knows several) to an
/// object of the same members.
using Compute = Result<Object> (*)(const Value& input, const Value& expected);

struct NumericKind {
  std::string_view name;
  Compute compute;
};

/// Runs a case by the row of its kind. Every member expected must be there and as near as the case's own
/// tolerance; "Inf" is infinity, null is nothing. Lists of cells, nodes and patterns are sets. Members that
/// begin with sdcmicro_ or arx_ are another program's semantics, not expected here.
template <std::size_t N>
const NumericKind* find_kind(const NumericKind (&kinds)[N], const Value& recorded) {
  for (const NumericKind& kind : kinds) {
    if (recorded["kind"].string_or("") == kind.name) return &kind;
  }
  return nullptr;
}
Outcome run_numeric(const NumericKind& kind, const Value& recorded);

/// Numbers as they are, true as 1, "Inf" as infinity.
std::vector<double> numbers(const Value& list);
Value list_of(const std::vector<double>& numbers);
/// A number, or null where there is none or it is NaN.
Value number_or_null(double number);

/// A list of words, numbers or nulls as codes by first appearance; null is a code of its own.
struct Coded {
  std::vector<std::uint32_t> codes;
  std::vector<Value> values;

  std::uint32_t code_of(const Value& value);
};
Coded coded(const Value& list);

}  // namespace triptych::conformance
