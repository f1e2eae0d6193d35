// SPDX-License-Identifier: MIT
// Base: objects keep their members in order; look-up is linear because definitions are small.
#include "base/value.h"

#include <algorithm>

namespace triptych {

Value::Value() = default;
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value::Value(Undefined) {}
Value::Value(Null) : data_(Null{}) {}
Value::Value(bool value) : data_(value) {}
Value::Value(double value) : data_(value) {}
Value::Value(int value) : data_(static_cast<double>(value)) {}
Value::Value(std::size_t value) : data_(static_cast<double>(value)) {}
Value::Value(Date value) : data_(value) {}
Value::Value(std::string value) : data_(std::move(value)) {}
Value::Value(std::string_view value) : data_(std::string(value)) {}
Value::Value(const char* value) : data_(std::string(value)) {}
Value::Value(Array value) : data_(std::move(value)) {}
Value::Value(Object value) : data_(std::move(value)) {}

bool Value::operator==(const Value& other) const { return data_ == other.data_; }

Member::Member() = default;
Member::Member(std::string own_name, Value own_value) : name(std::move(own_name)), value(std::move(own_value)) {}
Member::Member(const Member&) = default;
Member::Member(Member&&) noexcept = default;
Member& Member::operator=(const Member&) = default;
Member& Member::operator=(Member&&) noexcept = default;
Member::~Member() = default;
bool Member::operator==(const Member& other) const { return name == other.name && value == other.value; }

Object::Object() = default;
Object::Object(std::initializer_list<Member> members) : members_(members) {}
Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(const Object&) = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

const Value* Object::find(std::string_view name) const {
  for (const Member& member : members_) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

Value* Object::find(std::string_view name) {
  for (Member& member : members_) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

void Object::set(std::string_view name, Value value) {
  if (Value* known = find(name)) {
    *known = std::move(value);
  } else {
    members_.push_back({std::string(name), std::move(value)});
  }
}

void Object::append(std::string name, Value value) { members_.push_back({std::move(name), std::move(value)}); }

void Object::erase(std::string_view name) {
  members_.erase(std::remove_if(members_.begin(), members_.end(),
                                [name](const Member& member) { return member.name == name; }),
                 members_.end());
}

std::vector<Member>::const_iterator Object::begin() const { return members_.begin(); }
std::vector<Member>::const_iterator Object::end() const { return members_.end(); }
std::size_t Object::size() const { return members_.size(); }
bool Object::operator==(const Object& other) const { return members_ == other.members_; }

const Value& Value::operator[](std::string_view name) const {
  static const Value undefined;
  const Object* members = object();
  const Value* member = members ? members->find(name) : nullptr;
  return member ? *member : undefined;
}

std::string_view Value::string_or(std::string_view fallback) const {
  const std::string* text = string();
  return text ? std::string_view(*text) : fallback;
}

double Value::number_or(double fallback) const {
  const double* value = number();
  return value ? *value : fallback;
}

bool Value::boolean_or(bool fallback) const {
  const bool* value = boolean();
  return value ? *value : fallback;
}

}  // namespace triptych
