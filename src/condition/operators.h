// SPDX-License-Identifier: MIT
// Condition: how operators are spelt and bound, for the parser and the printer. Private to the room.
#pragma once

#include <cstdint>

#include "condition/expression.h"

namespace triptych::condition {

struct OperatorSpelling {
  const char* text;
  Operation operation;
  std::int8_t level;  ///< 0 binds loosest
  bool is_word;       ///< letters of any case
  bool is_printed;    ///< the spelling that print() uses
};

/// The level of contains and its kind, whose right side may be missing.
inline constexpr int kFunctionLevel = 6;

/// In the order they are tried: the tightest level first, the longer before its own beginning.
inline constexpr OperatorSpelling kOperators[] = {
    {"*=", Operation::contains, 6, false, false},
    {"contains", Operation::contains, 6, true, true},
    {"contain", Operation::contains, 6, true, false},
    {"notcontains", Operation::not_contains, 6, true, true},
    {"notcontain", Operation::not_contains, 6, true, false},
    {"anyof", Operation::any_of, 6, true, true},
    {"allof", Operation::all_of, 6, true, true},
    {"noneof", Operation::none_of, 6, true, true},
    {"^", Operation::power, 5, false, true},
    {"power", Operation::power, 5, true, false},
    {"*", Operation::times, 4, false, true},
    {"/", Operation::divide, 4, false, true},
    {"%", Operation::modulo, 4, false, true},
    {"+", Operation::plus, 3, false, true},
    {"-", Operation::minus, 3, false, true},
    {"<=", Operation::less_or_equal, 2, false, true},
    {"lessorequal", Operation::less_or_equal, 2, true, false},
    {">=", Operation::greater_or_equal, 2, false, true},
    {"greaterorequal", Operation::greater_or_equal, 2, true, false},
    {"==", Operation::equal, 2, false, false},
    {"equal", Operation::equal, 2, true, false},
    {"=", Operation::equal, 2, false, true},
    {"!=", Operation::not_equal, 2, false, true},
    {"notequal", Operation::not_equal, 2, true, false},
    {"<", Operation::less, 2, false, true},
    {"less", Operation::less, 2, true, false},
    {">", Operation::greater, 2, false, true},
    {"greater", Operation::greater, 2, true, false},
    {"&&", Operation::logic_and, 1, false, false},
    {"and", Operation::logic_and, 1, true, true},
    {"||", Operation::logic_or, 0, false, false},
    {"or", Operation::logic_or, 0, true, true},
};

}  // namespace triptych::condition
