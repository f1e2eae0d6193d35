// SPDX-License-Identifier: MIT
// Base: the closed variant that the rooms speak: what JSON can say, plus undefined and a date for expressions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace triptych {

class Value;
struct Member;

/// Absent, as JavaScript's undefined: not written in JSON, distinct from null.
struct Undefined {
  bool operator==(const Undefined&) const = default;
};
struct Null {
  bool operator==(const Null&) const = default;
};
/// A point in time: milliseconds since 1970-01-01T00:00Z (JavaScript's Date). NaN is an invalid date.
struct Date {
  double milliseconds;
  bool operator==(const Date&) const = default;
};

using Array = std::vector<Value>;

/// Members in the order they were written, names unique (the last write wins, its place is the first one).
class Object {
 public:
  Object();
  Object(std::initializer_list<Member> members);
  Object(const Object&);
  Object(Object&&) noexcept;
  Object& operator=(const Object&);
  Object& operator=(Object&&) noexcept;
  ~Object();

  /// The value under that name, or nullptr. Valid until the object is changed.
  const Value* find(std::string_view name) const;
  Value* find(std::string_view name);
  /// Sets or replaces.
  void set(std::string_view name, Value value);
  /// Appends without looking for the name: for readers that have already checked.
  void append(std::string name, Value value);
  void erase(std::string_view name);

  std::vector<Member>::const_iterator begin() const;
  std::vector<Member>::const_iterator end() const;
  std::size_t size() const;
  bool empty() const { return size() == 0; }
  bool operator==(const Object&) const;

 private:
  std::vector<Member> members_;
};

class Value {
 public:
  // Defined in value.cpp: inlined into every caller they would weigh more than all else.
  Value();  ///< undefined
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();

  Value(Undefined);
  Value(Null);
  Value(bool value);
  Value(double value);
  Value(int value);
  Value(std::size_t value);
  Value(Date value);
  Value(std::string value);
  Value(std::string_view value);
  Value(const char* value);
  Value(Array value);
  Value(Object value);

  bool is_undefined() const { return std::holds_alternative<Undefined>(data_); }
  bool is_null() const { return std::holds_alternative<Null>(data_); }
  bool is_nothing() const { return data_.index() < 2; }  ///< undefined or null

  /// The content if it is of that kind, else nullptr. Valid until the value is changed.
  const bool* boolean() const { return std::get_if<bool>(&data_); }
  const double* number() const { return std::get_if<double>(&data_); }
  const std::string* string() const { return std::get_if<std::string>(&data_); }
  const Date* date() const { return std::get_if<Date>(&data_); }
  const Array* array() const { return std::get_if<Array>(&data_); }
  const Object* object() const { return std::get_if<Object>(&data_); }
  Array* array() { return std::get_if<Array>(&data_); }
  Object* object() { return std::get_if<Object>(&data_); }

  /// Member of an object, or the undefined value: chains without checks (`value["a"]["b"]`).
  const Value& operator[](std::string_view name) const;

  /// The string, or the fallback when it is something else.
  std::string_view string_or(std::string_view fallback) const;
  double number_or(double fallback) const;
  bool boolean_or(bool fallback) const;

  /// Same kind and same content; arrays and objects in order. NaN differs from itself.
  bool operator==(const Value&) const;

 private:
  std::variant<Undefined, Null, bool, double, std::string, Date, Array, Object> data_;
};

struct Member {
  Member();
  Member(std::string name, Value value);
  Member(const Member&);
  Member(Member&&) noexcept;
  Member& operator=(const Member&);
  Member& operator=(Member&&) noexcept;
  ~Member();

  std::string name;
  Value value;
  bool operator==(const Member&) const;
};

}  // namespace triptych
