// SPDX-License-Identifier: MIT
// Conformance: {"kind": "condition" or "expression", "expression", "values", "result"}, as survey-core's runValues gave it.
#include "condition/expression.h"

#include "condition/resolve.h"
#include "kinds.h"

namespace triptych::conformance {
namespace {

bool owns(const Value& recorded) {
  const std::string_view kind = recorded["kind"].string_or("");
  return kind == "condition" || kind == "expression";
}

// What cannot be read is null to SurveyJS, and false as a condition.
Outcome run(const Value& recorded, Host& host) {
  const bool is_condition = recorded["kind"].string_or("") == "condition";
  const Value values = revived(recorded["values"]);
  const condition::ObjectLookup lookup(values);
  const Result<condition::Expression> expression = condition::parse(recorded["expression"].string_or(""));
  Value got = Null{};
  if (is_condition) {
    got = expression.ok() && condition::is_true(expression.value(), lookup, host);
  } else if (expression.ok()) {
    Result<Value> value = condition::evaluate(expression.value(), lookup, host);
    if (value.ok()) got = std::move(value).value();
  }
  const Value expected = revived(recorded["result"]);
  return {same(got, expected), described(expected), described(got)};
}

}  // namespace

const Kind kExpressions{owns, run};

}  // namespace triptych::conformance
