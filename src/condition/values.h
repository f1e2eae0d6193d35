// SPDX-License-Identifier: MIT
// Condition: what SurveyJS thinks of values: when they are empty, when equal, how they read as text and number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/value.h"
#include "condition/expression.h"

namespace triptych::condition {

/// undefined, null, NaN, "", [], and an object whose members are all empty. 0 and false are not.
bool is_empty(const Value& value);

enum class LetterCase : std::uint8_t { ignored, kept };
enum class Spaces : std::uint8_t { trimmed, kept };
/// kept: 5 is not '5', as when SurveyJS asks whether an answer changed.
enum class Numbers : std::uint8_t { converted, kept };

struct Comparison {
  Order order = Order::free;
  LetterCase letter_case = LetterCase::ignored;
  Spaces spaces = Spaces::trimmed;
  Numbers numbers = Numbers::converted;
};

/// SurveyJS's isTwoValueEquals: '5' = 5, ' yes ' = 'Yes', true = 'TRUE', [] = undefined; arrays item by item after sorting.
/// Its own default keeps the order of arrays (Order::strict); the operator `=` does not.
bool equals(const Value& a, const Value& b, const Comparison& comparison = {});

/// JavaScript's Boolean(value).
bool is_truthy(const Value& value);

/// JavaScript's `value == true`, which is how a condition's result is read.
bool is_true(const Value& value);

/// JavaScript's String(value): "1,2" for [1, 2], "[object Object]", "null".
std::string text_of(const Value& value, int utc_offset_minutes = 0);

/// Helpers.getNumber: " 1,5 " is 1.5, "0x10" is 16; nothing for what is not a finite number, or has more than 15 digits.
std::optional<double> number_of(const Value& value);
std::optional<double> number_in(std::string_view text);

/// JavaScript's parseFloat(value.toFixed(digits)).
double rounded_to(double value, int digits);

/// What a variable's value becomes in an expression: "5" is 5, "true" is true, "'x'" is x, "05" stays.
Value converted(const Value& value);

/// Lower case by the simple mappings of all of Unicode 15 (no Turkish, no final sigma), no normalisation.
std::string lower_case(std::string_view text);
/// JavaScript's trim().
std::string_view trimmed(std::string_view text);
/// JavaScript's length: UTF-16 units.
std::size_t utf16_length(std::string_view text);

}  // namespace triptych::condition
