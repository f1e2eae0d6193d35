// SPDX-License-Identifier: MIT
// Condition: how SurveyJS finds "a.b[1].c" in plain values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "condition/expression.h"

namespace triptych::condition {

/// One part of a dotted name: "rows[-1]" is {"rows", -1}.
struct Step {
  std::string name;
  std::optional<double> index;
};

/// The parts of a name. A leading '$' (the property of an element) is left in the first.
std::vector<Step> path_of(std::string_view name);

/// Follows the steps from number `first` on into `root`: names without regard to case, the longest dotted one first
/// ({"a.b": 1} before {"a": {"b": 1}}); negative indices from the end; "length" of arrays and texts.
Found resolve(const Value& root, const std::vector<Step>& path, std::size_t first, Scratch& scratch);

/// The Lookup of a plain object, as survey-core's runValues(values): a leading '$' is skipped, and there is no survey beside.
class ObjectLookup : public Lookup {
 public:
  explicit ObjectLookup(const Value& values) : values_(values) {}
  Found find(std::size_t index, std::string_view name, Scratch& scratch) const override;
  Found find_beside_row(std::string_view name, Scratch& scratch) const override;

 private:
  const Value& values_;
};

}  // namespace triptych::condition
