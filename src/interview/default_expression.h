// SPDX-License-Identifier: MIT
// Interview: runDefaultValueExpression, a template because each caller does something else with the value. Private to the room.
#pragma once

#include "interview/session.h"

namespace triptych::interview {

template <class Use>
bool Session::with_default_expression(Id id, Use use) {
  const Id formula = formula_of(nodes_[id], Property::default_value_expression);
  if (formula == kNone || !formulas_[formula].is_valid) return false;
  if (formulas_[formula].is_running) return true;
  formulas_[formula].is_running = true;
  Value value = evaluate(formula);
  if (value.is_nothing()) value = default_of(nodes_[id]);
  nodes_[id].via_default = true;
  use(std::move(value));
  nodes_[id].via_default = false;
  formulas_[formula].is_running = false;
  return true;
}

}  // namespace triptych::interview
