// SPDX-License-Identifier: MIT
// Condition: a value seen without copying it, and JavaScript's coercions of it. Private to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "condition/values.h"

namespace triptych::condition {

enum class Kind : std::uint8_t { undefined, null, boolean, number, string, date, array, object };

/// Trivial on purpose: the evaluator's stack is an array of these that nobody initialises.
struct Operand {
  struct Text {
    const char* data;
    std::size_t size;
  };

  Kind kind;
  Order order;  ///< strict: a ranking read from a variable
  union {
    bool boolean;
    double number;
    Text text;
    const Date* date;
    const Array* array;
    const Object* object;
  };

  std::string_view string() const { return {text.data, text.size}; }
  bool is_nothing() const { return kind <= Kind::null; }
  bool is_object() const { return kind >= Kind::date; }  ///< JavaScript's instanceof Object
  bool is(Kind other) const { return kind == other; }

  // In place: a copy of an operand just written waits for the store.
  void set(Kind of_nothing) {
    kind = of_nothing;
    order = Order::free;
  }
  void set(bool value) {
    kind = Kind::boolean;
    order = Order::free;
    boolean = value;
  }
  void set(double value) {
    kind = Kind::number;
    order = Order::free;
    number = value;
  }
  void set(std::string_view value) {
    kind = Kind::string;
    order = Order::free;
    text = {value.data(), value.size()};
  }
};

/// Sees the value: valid as long as it lives unchanged.
inline void see(Operand& operand, const Value& value) {
  if (const double* number = value.number()) {
    operand.set(*number);
  } else if (const std::string* text = value.string()) {
    operand.set(std::string_view(*text));
  } else if (const bool* boolean = value.boolean()) {
    operand.set(*boolean);
  } else if (const Array* array = value.array()) {
    operand.set(Kind::array);
    operand.array = array;
  } else if (const Object* object = value.object()) {
    operand.set(Kind::object);
    operand.object = object;
  } else if (const Date* date = value.date()) {
    operand.set(Kind::date);
    operand.date = date;
  } else {
    operand.set(value.is_null() ? Kind::null : Kind::undefined);
  }
}

inline Operand operand_of(const Value& value) {
  Operand operand;
  see(operand, value);
  return operand;
}

template <class T>
Operand operand_set_to(T value) {
  Operand operand;
  operand.set(value);
  return operand;
}
inline Operand operand_of(bool value) { return operand_set_to(value); }
inline Operand operand_of(double value) { return operand_set_to(value); }
inline Operand operand_of(std::string_view text) { return operand_set_to(text); }
inline Operand operand_of(const Date* date) {
  Operand operand = operand_set_to(Kind::date);
  operand.date = date;
  return operand;
}
inline Operand undefined_operand() { return operand_set_to(Kind::undefined); }
inline Operand null_operand() { return operand_set_to(Kind::null); }

Value value_of(const Operand& operand);

/// JavaScript's ToBoolean, ToNumber, ToString.
bool truthy(const Operand& x);
double to_number(const Operand& x);
double to_number(std::string_view text);
std::string to_text(const Operand& x, int utc_offset_minutes);
/// A string itself, or the text of anything else, kept in `buffer`.
std::string_view text_in(const Operand& x, std::string& buffer, int utc_offset_minutes);

bool is_empty(const Operand& x);
/// Helpers.getNumber; NaN for what it does not call a number.
double number_or_nan(const Operand& x);
/// Helpers.countDecimals.
int decimals(const Operand& x);

bool equals(const Operand& a, const Operand& b, const Comparison& comparison);
/// JavaScript's a < b.
bool less_than(const Operand& a, const Operand& b);
/// JavaScript's value == true.
bool is_true(const Operand& x);

/// JavaScript's value[name]; undefined if there is none.
Operand property_of(const Operand& x, std::string_view name);

/// items["3"]; nullptr if the name is no index or is out of range.
const Value* item_named(const Array& items, std::string_view name);

/// What Variable.getCorrectValue makes of a text read from a variable: a boolean, a number, the text without its quotes, or itself.
void convert_text(Operand& x);

}  // namespace triptych::condition
