// SPDX-License-Identifier: MIT
// Condition: the loop over instructions, with a short way for what most conditions are made of. It runs some thousand times an
// answer, so that this file alone is compiled for speed in WebAssembly too (build-scripts/wasm.cmake); the long way is operators.cpp.
#include "condition/expression.h"

#include "condition/machine.h"

namespace triptych::condition {
namespace {

enum class Answer : std::uint8_t { no, yes, unknown };

// Whether two texts are equal but for case, where neither spaces to trim nor letters beyond ASCII come into play.
Answer equal_texts(const Operand::Text& a, const Operand::Text& b) {
  const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
  if (a.size == 0 || b.size == 0 || !is_plain(a.data[0]) || !is_plain(b.data[0]) || !is_plain(a.data[a.size - 1]) ||
      !is_plain(b.data[b.size - 1])) {
    return Answer::unknown;
  }
  const std::size_t size = a.size < b.size ? a.size : b.size;
  bool same_case = true;
  for (std::size_t i = 0; i < size; ++i) {
    const char x = a.data[i];
    const char y = b.data[i];
    if (x == y) continue;
    if (x < 0 || y < 0) return Answer::unknown;
    const char letter = static_cast<char>(x | 0x20);
    if ((x ^ y) != 0x20 || letter < 'a' || letter > 'z') return Answer::no;
    same_case = false;
  }
  if (a.size != b.size) return Answer::no;
  return same_case ? Answer::yes : size == std::string_view("undefined").size() ? Answer::unknown : Answer::yes;
}

// A list has that text, or it cannot be told quickly.
Answer list_has(const Array& list, const Operand::Text& text) {
  for (const Value& item : list) {
    const std::string* own = item.string();
    const Answer answer = own ? equal_texts({own->data(), own->size()}, text) : Answer::unknown;
    if (answer != Answer::no) return answer;
  }
  return Answer::no;
}

// Combines two numbers, two texts, two booleans, a list and a text; false where it takes the long way.
bool combine_quickly(Operation operation, Operand& left, const Operand& right) {
  const auto result = [&left](bool value) {
    left.set(value);
    return true;
  };
  const auto if_known = [&](Answer answer, bool wanted) {
    return answer != Answer::unknown && result((answer == Answer::yes) == wanted);
  };
  if (left.kind != right.kind) {
    const bool seeks_text = operation == Operation::contains && left.is(Kind::array) && right.is(Kind::string);
    return seeks_text && if_known(list_has(*left.array, right.text), true);
  }
  if (left.is(Kind::number)) {
    switch (operation) {
      case Operation::equal: return result(left.number == right.number);
      case Operation::not_equal: return result(left.number != right.number);
      case Operation::less: return result(left.number < right.number);
      case Operation::greater: return result(left.number > right.number);
      case Operation::less_or_equal: return result(left.number <= right.number);
      case Operation::greater_or_equal: return result(left.number >= right.number);
      default: return false;
    }
  }
  if (left.is(Kind::boolean)) {
    if (operation == Operation::logic_and) return result(left.boolean && right.boolean);
    if (operation == Operation::logic_or) return result(left.boolean || right.boolean);
  }
  if (left.is(Kind::string) && (operation == Operation::equal || operation == Operation::not_equal)) {
    return if_known(equal_texts(left.text, right.text), operation == Operation::equal);
  }
  return false;
}

}  // namespace

const Operand& Machine::evaluate(Stack& memory, const Expression& expression, std::size_t begin, std::size_t end) {
  Operand* const bottom = expression.stack_ <= std::size(memory.small) ? memory.small : memory.reserve(expression.stack_);
  Operand* top = bottom;  // behind the last operand
  bottom->set(Kind::null);
  if (!run_.spend(end - begin)) end = begin;
  const Instruction* const code = expression.code_.data();
  const Value* const constants = expression.constants_.data();
  for (const Instruction* instruction = code + begin; instruction != code + end; ++instruction) {
    switch (instruction->operation) {
      case Operation::null: (top++)->set(Kind::null); break;
      case Operation::constant: see(*top++, constants[instruction->operands]); break;
      case Operation::variable:
      case Operation::raw_variable: read(*top++, expression, *instruction); break;
      case Operation::negate: top[-1].set(!truthy(top[-1])); break;
      case Operation::empty: top[-1].set(is_empty(top[-1])); break;
      case Operation::notempty: top[-1].set(!is_empty(top[-1])); break;
      case Operation::list:
        top -= instruction->operands;
        *top = list(top, instruction->operands);
        ++top;
        break;
      case Operation::call:
        top -= instruction->arguments;
        *top = call({static_cast<Function>(instruction->function), top, instruction->arguments, expression,
                     static_cast<std::size_t>(instruction - code)});
        (top++)->order = Order::free;
        break;
      default:
        --top;
        if (!combine_quickly(instruction->operation, top[-1], *top)) {
          top[-1] = binary(instruction->operation, top[-1], *top);
          top[-1].order = Order::free;
        }
    }
  }
  if (run_.steps == 0) bottom->set(Kind::undefined);
  return *bottom;
}

void Machine::read(Operand& x, const Expression& expression, const Instruction& instruction) {
  const std::size_t index = instruction.operands;
  const std::string_view name = expression.names_[index].name;
  const Found found = lookup_.find(index, name, run_.scratch);
  if (!found.value) {
    constexpr std::string_view kLength = ".length";
    const bool is_length = name.size() >= kLength.size() && name.substr(name.size() - kLength.size()) == kLength;
    if (is_length) {
      x.set(0.0);
    } else {
      instruction.arguments > 0 ? see(x, expression.constants_[instruction.arguments - 1]) : x.set(Kind::null);
    }
    return;
  }
  see(x, *found.value);
  if (x.is(Kind::string)) {
    // A text that begins with a letter and is neither "true" nor "false" is nothing else.
    const char first = x.text.size > 0 ? static_cast<char>(x.text.data[0] | 0x20) : 'a';
    const bool stays = first >= 'a' && first <= 'z' && x.text.size != 4 && x.text.size != 5;
    if (!stays && instruction.operation == Operation::variable) convert_text(x);
  } else if (x.is(Kind::date)) {
    x.date = run_.own_date(x.date).date();
  }
  x.order = found.order;
}

const Operand& Machine::evaluate(Stack& memory, const Expression& expression) {
  return evaluate(memory, expression, 0, expression.code_.size());
}

Result<Value> evaluate(const Expression& expression, const Lookup& lookup, Host& host) {
  Run run(host, lookup);
  Stack memory;
  const Operand& result = Machine(run, lookup).evaluate(memory, expression);
  if (run.steps == 0) return Error{ErrorCode::condition_too_much_work, "", {{"limit", limits::kExpressionSteps}}};
  return value_of(result);
}

bool is_true(const Expression& expression, const Lookup& lookup, Host& host) {
  Run run(host, lookup);
  Stack memory;
  return is_true(Machine(run, lookup).evaluate(memory, expression));
}

}  // namespace triptych::condition
