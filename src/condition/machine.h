// SPDX-License-Identifier: MIT
// Condition: the evaluator's state, shared by its operators and functions. Private to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "condition/expression.h"
#include "condition/functions.h"
#include "condition/operand.h"

namespace triptych::condition {

/// What one evaluation has at hand, the conditions inside sumInArray and its kind included.
struct Run {
  Run(Host& the_host, const Lookup& the_world) : host(the_host), world(the_world) {}

  Host& host;
  const Lookup& world;  ///< without the rows of arrays
  Scratch scratch;
  std::size_t steps = limits::kExpressionSteps;
  int nesting = 0;

  /// False, for good, when the work is used up.
  bool spend(std::size_t work) {
    steps = work < steps ? steps - work : 0;
    return steps > 0;
  }
  int utc_offset();
  double now();

  Operand keep(std::string text);
  Operand keep(Value value) { return operand_of(*scratch.keep(std::move(value))); }
  Operand keep_date(double milliseconds) { return keep(Value(Date{milliseconds})); }
  /// The evaluation's own copy of a date, a Value that is one: comparing a date with a text cuts its time off in place, as
  /// survey-core does.
  Value& own_date(const Date* date);

 private:
  std::optional<Now> now_;
};

struct Stack {
  Operand small[16];
  std::vector<Operand> large;

  Operand* reserve(std::size_t size) {
    large.resize(size);
    return large.data();
  }
};

/// A stack machine over one Lookup.
class Machine {
 public:
  Machine(Run& run, const Lookup& lookup) : run_(run), lookup_(lookup) {}

  /// The operand that the instructions from `begin` to `end` leave, in `memory`. Where the work is used up it is undefined, and
  /// run.steps is 0.
  const Operand& evaluate(Stack& memory, const Expression& expression, std::size_t begin, std::size_t end);
  const Operand& evaluate(Stack& memory, const Expression& expression);

 private:
  struct Call {
    Function function;
    const Operand* arguments;
    std::size_t count;
    const Expression& expression;
    std::size_t end;  ///< behind the last instruction of the last argument
  };
  /// The instructions of an argument.
  struct Range {
    std::size_t begin, end;
  };

  void read(Operand& x, const Expression& expression, const Instruction& instruction);
  // The long ways stay out of the loop, which is compiled for speed, and they for size.
  [[gnu::noinline]] Operand list(const Operand* items, std::size_t count);
  [[gnu::noinline]] Operand binary(Operation operation, Operand left, Operand right);
  Operand arithmetic(Operation operation, Operand left, Operand right);
  bool contains(Operand left, const Operand& right, bool is_contains);
  bool any_of(const Operand& left, const Operand& right);
  bool all_of(const Operand& left, const Operand& right);
  bool equal(Operand left, Operand right, Order order);
  bool ordered(bool ascending, Operand left, Operand right);
  Operand aligned_date(const Operand& x, const Operand& second);
  Operand sum_any(const Operand& a, const Operand& b);
  Operand add(const Operand& a, const Operand& b);
  Operand add_corrected(const Operand& a, const Operand& b);

  [[gnu::noinline]] Operand call(const Call& call);
  Operand sum(const std::vector<Operand>& items);
  Operand extreme(const std::vector<Operand>& items, bool is_min) const;
  Operand in_array(const Call& call);
  Operand difference(const Operand* dates, std::string_view unit);
  Operand months_between(double from, double to, std::string_view unit);
  Operand date_add(const Call& call);
  double date_of(const Operand& x);
  /// The items of the arguments and of the arrays in them; texts that are numbers as numbers; nothing is left out.
  void flatten(const Operand& x, std::vector<Operand>& out);
  Range argument_range(const Call& call, std::size_t number) const;

  Run& run_;
  const Lookup& lookup_;
};

}  // namespace triptych::condition
