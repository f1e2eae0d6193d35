// SPDX-License-Identifier: MIT
// Tests of condition: an expression over JSON values, evaluated at a fixed moment.
#pragma once

#include <string>
#include <string_view>

#include "condition/expression.h"
#include "condition/resolve.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::condition_test {

class FixedHost : public Host {
 public:
  explicit FixedHost(int utc_offset_minutes = 0) : utc_offset_minutes_(utc_offset_minutes) {}
  /// 2026-02-28T13:45:10.250Z
  Now now() override { return {1772286310250.0, utc_offset_minutes_}; }
  std::array<std::uint8_t, 16> random16() override { return {}; }
  Match match(std::string_view, std::string_view, std::string_view) override { return Match::no; }

 private:
  int utc_offset_minutes_;
};

inline condition::Expression compiled(std::string_view text) {
  Result<condition::Expression> expression = condition::parse(text);
  return expression.ok() ? std::move(expression).value() : condition::Expression();
}

/// The value as JSON, with "undefined" and dates in their own words; "error: …" where the text or the evaluation is one.
inline std::string valued(std::string_view text, std::string_view values = "{}", int utc_offset_minutes = 0) {
  Result<condition::Expression> expression = condition::parse(text);
  if (!expression.ok()) return "error: " + std::string(name_of(expression.error().code));
  const Value read = json::read(values).value();
  const condition::ObjectLookup lookup(read);
  FixedHost host(utc_offset_minutes);
  Result<Value> value = condition::evaluate(expression.value(), lookup, host);
  if (!value.ok()) return "error: " + std::string(name_of(value.error().code));
  if (value.value().is_undefined()) return "undefined";
  if (const Date* date = value.value().date()) return json::iso_text(*date);
  return json::write(value.value());
}

inline bool holds(std::string_view text, std::string_view values = "{}") {
  Result<condition::Expression> expression = condition::parse(text);
  const Value read = json::read(values).value();
  const condition::ObjectLookup lookup(read);
  FixedHost host;
  return expression.ok() && condition::is_true(expression.value(), lookup, host);
}

}  // namespace triptych::condition_test
