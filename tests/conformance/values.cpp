// SPDX-License-Identifier: MIT
// Conformance: values that JSON cannot say.
#include <cmath>
#include <limits>

#include "condition/dates.h"
#include "json/number.h"
#include "json/writer.h"
#include "kinds.h"

namespace triptych::conformance {

Value revived(const Value& recorded) {
  if (const Array* items = recorded.array()) {
    Array out;
    for (const Value& item : *items) out.push_back(revived(item));
    return out;
  }
  const Object* members = recorded.object();
  if (!members) return recorded;
  if (members->find("$undef")) return {};
  if (const Value* number = members->find("$num")) {
    const std::string_view text = number->string_or("NaN");
    const double infinity = std::numeric_limits<double>::infinity();
    return text == "Infinity" ? infinity : text == "-Infinity" ? -infinity : text == "-0" ? -0.0 : std::nan("");
  }
  if (const Value* date = members->find("$date")) return Date{condition::parse_date(date->string_or(""), 0)};
  Object out;
  for (const Member& member : *members) out.append(member.name, revived(member.value));
  return out;
}

std::string described(const Value& value) {
  if (value.is_undefined()) return "undefined";
  if (const double* number = value.number()) return json::number_text(*number);
  if (const Date* date = value.date()) return "Date(" + json::iso_text(*date) + ")";
  return json::write(value);
}

bool same(const Value& a, const Value& b) {
  if (const double* number = a.number()) {
    const double* other = b.number();
    return other && (*number == *other || (std::isnan(*number) && std::isnan(*other)));
  }
  if (const Date* date = a.date()) return b.date() && same(date->milliseconds, b.date()->milliseconds);
  if (const Array* items = a.array()) {
    const Array* others = b.array();
    if (!others || items->size() != others->size()) return false;
    for (std::size_t i = 0; i < items->size(); ++i) {
      if (!same((*items)[i], (*others)[i])) return false;
    }
    return true;
  }
  if (const Object* members = a.object()) {
    const Object* others = b.object();
    if (!others || members->size() != others->size()) return false;
    for (const Member& member : *members) {
      const Value* other = others->find(member.name);
      if (!other || !same(member.value, *other)) return false;
    }
    return true;
  }
  return a == b;
}

}  // namespace triptych::conformance
