// SPDX-License-Identifier: MIT
// Condition: the public face of the coercions, on Value.
#include "condition/values.h"

#include <cmath>

#include "condition/operand.h"

namespace triptych::condition {

bool is_empty(const Value& value) { return is_empty(operand_of(value)); }

bool equals(const Value& a, const Value& b, const Comparison& comparison) {
  return equals(operand_of(a), operand_of(b), comparison);
}

bool is_truthy(const Value& value) { return truthy(operand_of(value)); }

bool is_true(const Value& value) { return is_true(operand_of(value)); }

std::string text_of(const Value& value, int utc_offset_minutes) { return to_text(operand_of(value), utc_offset_minutes); }

std::optional<double> number_of(const Value& value) {
  const double number = number_or_nan(operand_of(value));
  if (std::isnan(number)) return std::nullopt;
  return number;
}

Value converted(const Value& value) {
  Operand operand = operand_of(value);
  if (!operand.is(Kind::string)) return value;
  convert_text(operand);
  return value_of(operand);
}

}  // namespace triptych::condition
