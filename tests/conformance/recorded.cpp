// SPDX-License-Identifier: MIT
// Conformance: reading and comparing cases with numbers.
#include "recorded.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "json/writer.h"

namespace triptych::conformance {
namespace {

constexpr std::string_view kSets[] = {"cells", "nodes", "minimal_ok_nodes", "example_pattern"};

bool is_informative(std::string_view name) {
  return name.starts_with("sdcmicro_") || name.starts_with("arx_");
}

/// JSON has no infinity.
bool number_of(const Value& value, double& number) {
  const std::string_view word = value.string_or("");
  if (word == "Inf" || word == "-Inf") {
    number = word == "Inf" ? HUGE_VAL : -HUGE_VAL;
    return true;
  }
  if (const double* found = value.number()) number = *found;
  return value.number() != nullptr;
}

bool near(const Value& expected, const Value& got, double tolerance, std::string_view name);

bool near_list(const Array& expected, const Array& got, double tolerance, bool is_set) {
  if (expected.size() != got.size()) return false;
  std::vector<bool> used(got.size(), false);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::size_t j = is_set ? 0 : i;
    while (j < got.size() && (used[j] || !near(expected[i], got[j], tolerance, "")))
      j = is_set ? j + 1 : got.size();
    if (j == got.size()) return false;
    used[j] = true;
  }
  return true;
}

bool near(const Value& expected, const Value& got, double tolerance, std::string_view name) {
  double wanted = 0;
  double found = 0;
  if (number_of(expected, wanted)) {
    return number_of(got, found) && (wanted == found || std::fabs(wanted - found) <= tolerance);
  }
  if (const Array* items = expected.array()) {
    return got.array() && near_list(*items, *got.array(), tolerance,
                                    std::find(std::begin(kSets), std::end(kSets), name) != std::end(kSets));
  }
  if (const Object* members = expected.object()) {
    for (const Member& member : *members) {
      if (!is_informative(member.name) && !near(member.value, got[member.name], tolerance, member.name))
        return false;
    }
    return got.object() != nullptr;
  }
  return expected == got;
}

/// Only what differs, for the reader.
Object differing(const Object& of, const Value& from, const Value& expected, double tolerance) {
  Object out;
  for (const Member& member : of) {
    if (is_informative(member.name) || near(expected[member.name], from[member.name], tolerance, member.name))
      continue;
    out.set(member.name, member.value);
  }
  return out;
}

}  // namespace

Outcome run_numeric(const NumericKind& kind, const Value& recorded) {
  const Value& expected = recorded["expected"];
  const Result<Object> computed = kind.compute(recorded["input"], expected);
  if (!computed.ok()) {
    return {false, json::write(expected),
            std::string(name_of(computed.error().code)) + " " + computed.error().path};
  }
  const Value got = computed.value();
  const double tolerance = recorded["tolerance"].number_or(0);
  const Object* members = expected.object();
  if (!members || members->empty()) return {false, "an object of members", json::write(got)};
  if (near(expected, got, tolerance, "")) return {true, "", ""};
  Object mine;
  for (const Member& member : *members)
    mine.set(member.name, got[member.name].is_undefined() ? Value("missing") : got[member.name]);
  return {false, json::write(differing(*members, got, expected, tolerance)),
          json::write(differing(mine, got, expected, tolerance))};
}

std::vector<double> numbers(const Value& list) {
  std::vector<double> out;
  if (const Array* items = list.array()) {
    for (const Value& item : *items) {
      double number = std::nan("");
      if (const bool* flag = item.boolean()) number = *flag ? 1 : 0;
      number_of(item, number);
      out.push_back(number);
    }
  }
  return out;
}

Value list_of(const std::vector<double>& list) {
  Array out;
  for (const double number : list) out.push_back(number_or_null(number));
  return out;
}

Value number_or_null(double number) {
  if (std::isnan(number)) return Null{};
  if (std::isinf(number)) return number > 0 ? "Inf" : "-Inf";
  return number;
}

std::uint32_t Coded::code_of(const Value& value) {
  const auto found = std::find(values.begin(), values.end(), value);
  if (found != values.end()) return static_cast<std::uint32_t>(found - values.begin());
  values.push_back(value);
  return static_cast<std::uint32_t>(values.size() - 1);
}

Coded coded(const Value& list) {
  Coded out;
  if (const Array* items = list.array()) {
    for (const Value& item : *items) out.codes.push_back(out.code_of(item));
  }
  return out;
}

}  // namespace triptych::conformance
