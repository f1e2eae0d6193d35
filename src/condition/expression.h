// SPDX-License-Identifier: MIT
// Condition: SurveyJS's expression language, compiled once and evaluated over a Lookup. survey-core 3.1.1 is the authority.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/host.h"
#include "base/limits.h"
#include "base/result.h"

namespace triptych::condition {

/// Does the order of an array count when it is compared? Free for all but a ranking.
enum class Order : std::uint8_t { free, strict };

/// What a Lookup knows of a name. The value must live as long as the evaluation, unchanged.
struct Found {
  const Value* value = nullptr;  ///< nullptr: there is no such name; a name that is there may be undefined or null
  Order order = Order::free;     ///< strict: `{ranking} = ['a','b']` is false for ['b','a']
};

/// Keeps the values that a Lookup computes (a page number, the length of an array) until the evaluation ends.
class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  const Value* keep(Value value) { return &add(std::move(value), nullptr); }

 private:
  friend struct Run;
  struct Kept {
    Value value;
    const Date* source;  ///< of the evaluation's own copy of a date
    Kept* next;
  };
  Value& add(Value value, const Date* source);

  Kept* last_ = nullptr;
};

/// `index` of a name that stands in text evaluated at run time, not in names().
inline constexpr std::size_t kUnbound = static_cast<std::size_t>(-1);

/// The world of an expression: values by name, and what its functions ask of questions. resolve.h finds names in plain objects.
class Lookup {
 public:
  /// `name` as written between braces, without the leading '#': "q1", "q1.row", "panel[0].q", "$q1.isVisible", "q1-Comment".
  /// `index` is its place in the expression's names(), so that a caller binds names to places once; or kUnbound.
  virtual Found find(std::size_t index, std::string_view name, Scratch& scratch) const = 0;

  /// A name in the condition of sumInArray and its kind that the row has not: where find() sees what is near a question, this
  /// sees the survey alone, as survey-core does.
  virtual Found find_beside_row(std::string_view name, Scratch& scratch) const;

  /// displayValue('question'[, value]): the text of its answer, or of that value (undefined: of its answer).
  virtual Value display_value(std::string_view question, const Value& value) const;
  /// propertyValue('question', 'property').
  virtual Value property_value(std::string_view question, std::string_view property) const;
  /// getComment('question'[, item]): the comment of the question, or of that choice (undefined: of "other").
  virtual Value comment(std::string_view question, const Value& item) const;
  /// isContainerReady('page or panel'): no visible question in it has an error.
  virtual Value is_container_ready(std::string_view container) const;
  virtual Value is_display_mode() const;

 protected:
  ~Lookup() = default;
};

/// A name or a function, and the byte where it is first written.
struct Mention {
  std::string name;
  std::size_t offset;
};

enum class Operation : std::uint8_t {
  // operands
  null, constant, variable, raw_variable, list, call,
  // one operand
  negate, empty, notempty,
  // two operands, by the level that binds them, loosest first
  logic_or, logic_and,
  less_or_equal, greater_or_equal, equal, not_equal, less, greater,
  plus, minus, times, divide, modulo, power,
  contains, not_contains, any_of, all_of, none_of,
};

/// One step of a stack machine without jumps: SurveyJS evaluates every operand, of `and`, `or` and iif() too.
struct Instruction {
  Operation operation;
  std::uint8_t function = 0;    ///< of call: Function, in functions.h
  std::uint32_t operands = 0;   ///< of constant, variable, call: index into the table of that kind; of list: the number of items
  std::uint32_t arguments = 0;  ///< of call: their number; of variable: 1 + the constant that stands for it if nothing has that name
  std::uint32_t begin = 0;      ///< first instruction of the subtree that ends here
};

/// A compiled expression: immutable, cheap to move, independent of the text it came from. One that was not made by parse() is null.
class Expression {
 public:
  /// The names it reads, each once, in order of first appearance; without '#', with '$' and path.
  const std::vector<Mention>& names() const { return names_; }
  /// Functions that survey-core has not: they evaluate to null.
  const std::vector<Mention>& unknown_functions() const { return unknown_functions_; }
  bool calls_functions() const { return calls_functions_; }
  /// A function whose parameters read no name (today(), age('2000-01-01')): it is run again at every change.
  bool always_runs() const { return always_runs_; }

 private:
  friend class Parser;
  friend class Machine;
  friend class Printer;

  std::vector<Instruction> code_;
  std::vector<Value> constants_;
  std::vector<Mention> names_;
  std::vector<Mention> unknown_functions_;
  std::size_t stack_ = 0;  ///< the most operands at once
  bool calls_functions_ = false;
  bool always_runs_ = false;
};

/// Errors: condition_syntax (`offset` in bytes of the first place where no reading is possible; SurveyJS treats such an
/// expression as null, a condition as false), condition_too_large, condition_too_deep (`limit`).
Result<Expression> parse(std::string_view text);

/// Canonical text: parse(print(e)) prints the same.
std::string print(const Expression& expression);

/// The value of the expression. Error condition_too_much_work (`limit`): more steps than limits::kExpressionSteps.
Result<Value> evaluate(const Expression& expression, const Lookup& lookup, Host& host);

/// The expression as a condition: JavaScript's `value == true`; false where evaluate() would be an error. Allocates nothing for
/// numbers, booleans and strings.
bool is_true(const Expression& expression, const Lookup& lookup, Host& host);

}  // namespace triptych::condition
