// SPDX-License-Identifier: MIT
// Condition: survey-core's grammar (expressions/grammar.pegjs), read by recursive descent as peggy reads it: ordered choice, no
// way back into a repetition that has ended. Errors are given where peggy gives them: at the furthest byte that any rule refused.
#include <algorithm>

#include "condition/expression.h"
#include "condition/functions.h"
#include "condition/letters.h"
#include "condition/operators.h"
#include "json/reader.h"

namespace triptych::condition {
namespace {

// ConditionsParser.patchExpression: before anything is read, and inside quotes too. Lengths stay.
std::string patched(std::string_view text) {
  std::string out(text);
  static constexpr const char* kPatches[][2] = {{"=>", ">="}, {"=<", "<="}, {"<>", "!="}, {"equals", "equal "}};
  for (const auto& [from, to] : kPatches) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) {
      for (const char* c = to; *c != '\0'; ++c) out[at++] = *c;
    }
  }
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(patched(text)), data_(text_.c_str()) { out_.code_.reserve(text.size() / 3 + 1); }

  Result<Expression> read() {
    const bool complete = expression() && at_ == text_.size();
    if (too_deep_) return Error{ErrorCode::condition_too_deep, "", {{"limit", limits::kExpressionDepth}}};
    if (!complete) {
      if (at_ < text_.size()) refuse();
      return Error{ErrorCode::condition_syntax, "", {{"offset", furthest_}}};
    }
    finish();
    return std::move(out_);
  }

 private:
  // Where to go back to when a rule fails after it has consumed or emitted something.
  struct Mark {
    std::size_t at, code, stack, constants, names, unknown_functions;
  };
  Mark mark() const {
    return {at_, out_.code_.size(), stack_, out_.constants_.size(), out_.names_.size(), out_.unknown_functions_.size()};
  }
  bool back_to(const Mark& mark) {  // false, for the rule that failed
    at_ = mark.at;
    forget(mark);
    return false;
  }
  void forget(const Mark& mark) {
    stack_ = mark.stack;
    out_.code_.resize(mark.code);
    out_.constants_.resize(mark.constants);
    out_.names_.resize(mark.names);
    out_.unknown_functions_.resize(mark.unknown_functions);
  }

  void refuse() {
    if (at_ > furthest_) furthest_ = at_;
  }
  bool refused() {
    refuse();
    return false;
  }

  // The text ends with a zero, which no rule takes.
  char current() const { return data_[at_]; }
  std::string_view between(std::size_t begin, std::size_t end) const { return {data_ + begin, end - begin}; }
  void skip_space() {
    while (current() == ' ' || current() == '\t' || current() == '\n' || current() == '\r') ++at_;
  }
  bool take(char c) {
    if (current() != c) return refused();
    ++at_;
    return true;
  }
  bool take(const char* literal) {
    const char* here = data_ + at_;
    while (*literal != '\0' && *here == *literal) ++here, ++literal;
    if (*literal != '\0') return refused();
    at_ = static_cast<std::size_t>(here - data_);
    return true;
  }
  // Without regard to the case of letters; where the word ends does not matter ("anyofx" is `anyof x`).
  bool take_word(const char* word) {
    const char* here = data_ + at_;
    while (*word != '\0' && (*here | 0x20) == *word) ++here, ++word;
    if (*word != '\0') return refused();
    at_ = static_cast<std::size_t>(here - data_);
    return true;
  }

  void push(Instruction instruction) {
    instruction.begin = static_cast<std::uint32_t>(out_.code_.size());
    out_.code_.push_back(instruction);
    out_.stack_ = std::max(out_.stack_, ++stack_);
  }
  void push_constant(Value value) {
    push({.operation = Operation::constant, .operands = static_cast<std::uint32_t>(out_.constants_.size())});
    out_.constants_.push_back(std::move(value));
  }
  void apply(Operation operation, std::size_t begin, bool is_binary) {
    out_.code_.push_back({.operation = operation, .begin = static_cast<std::uint32_t>(begin)});
    if (is_binary) --stack_;
  }
  bool is_null_literal(std::size_t begin) const {
    return out_.code_.size() == begin + 1 && out_.code_[begin].operation == Operation::null;
  }

  // The levels that enclose an operand ask one after the other for the operator behind it: the last answer is kept.
  const OperatorSpelling* take_operator() {
    if (at_ != operator_at_) {
      operator_at_ = at_;
      operator_ = nullptr;
      refuse();
      const char first = current();
      for (const OperatorSpelling& candidate : kOperators) {
        if (*candidate.text != (candidate.is_word ? first | 0x20 : first)) continue;
        if (candidate.is_word ? take_word(candidate.text) : take(candidate.text)) {
          operator_ = &candidate;
          break;
        }
      }
      operator_end_ = at_;
    }
    at_ = operator_end_;
    return operator_;
  }

  // Expression, LogicOr … BinaryFuncOp: all levels of left-associative operators at once.
  bool binary(int loosest) {
    const std::size_t begin = out_.code_.size();
    if (!factor()) return false;
    for (;;) {
      const Mark before = mark();
      skip_space();
      const OperatorSpelling* found = take_operator();
      if (!found || found->level < loosest) {
        back_to(before);
        return true;
      }
      skip_space();
      if (found->level == kFunctionLevel) {
        // `{a} contains` without a right side compares with nothing.
        if (!factor()) push({.operation = Operation::null});
      } else if (!binary(found->level + 1)) {
        back_to(before);
        return true;
      }
      apply(found->operation, begin, true);
    }
  }

  bool expression() {
    const Mark before = mark();
    skip_space();
    if (!binary(0)) return back_to(before);
    skip_space();
    return true;
  }

  // The one rule that can fail after long work, and be tried again at the same place by an outer level: it remembers.
  bool factor() {
    if (at_ == failed_factor_ || too_deep_) return false;
    if (depth_ == limits::kExpressionDepth) {
      too_deep_ = true;
      return false;
    }
    ++depth_;
    const Mark before = mark();
    const bool found = parentheses() || call() || unary() || list();
    --depth_;
    if (found) return true;
    failed_factor_ = before.at;
    return back_to(before);
  }

  bool parentheses() {
    const Mark before = mark();
    if (!take('(')) return false;
    skip_space();
    if (!expression()) return back_to(before);
    take(')');  // it may be missing
    return true;
  }

  bool call() {
    const Mark before = mark();
    const std::string_view name = word();
    if (name.empty() || !take('(')) return back_to(before);
    const std::size_t arguments = sequence();
    take(')');
    const auto known = std::find(std::begin(kFunctionNames), std::end(kFunctionNames), name);
    Instruction instruction{.operation = Operation::call,
                            .function = static_cast<std::uint8_t>(known - std::begin(kFunctionNames)),
                            .arguments = static_cast<std::uint32_t>(arguments),
                            .begin = static_cast<std::uint32_t>(before.code)};
    if (known == std::end(kFunctionNames)) {
      instruction.operands = mention(out_.unknown_functions_, name, before.at);
    }
    finish_operands(instruction, arguments);
    return true;
  }

  bool list() {
    const Mark before = mark();
    if (!take('[')) return false;
    const std::size_t items = sequence();
    if (!take(']')) return back_to(before);
    // A list of constants is a constant.
    Array values;
    for (std::size_t i = before.code; i < out_.code_.size(); ++i) {
      const Instruction& item = out_.code_[i];
      if (item.operation != Operation::constant && item.operation != Operation::null) {
        finish_operands({.operation = Operation::list,
                         .operands = static_cast<std::uint32_t>(items),
                         .begin = static_cast<std::uint32_t>(before.code)},
                        items);
        return true;
      }
      values.push_back(item.operation == Operation::null ? Value(Null{}) : out_.constants_[item.operands]);
    }
    forget(before);
    push_constant(std::move(values));
    return true;
  }

  void finish_operands(const Instruction& instruction, std::size_t operands) {
    out_.code_.push_back(instruction);
    stack_ -= operands;
    out_.stack_ = std::max(out_.stack_, ++stack_);
  }

  // The number of its items. A first item that is the bare word null empties it, as it does in survey-core.
  std::size_t sequence() {
    const Mark before = mark();
    std::size_t count = expression() ? 1 : 0;
    const bool drops_all = count == 0 || is_null_literal(before.code);
    for (;;) {
      const Mark tail = mark();
      skip_space();
      if (!take(',') || !expression()) {
        back_to(tail);
        break;
      }
      ++count;
    }
    if (!drops_all) return count;
    forget(before);
    return 0;
  }

  // UnaryFunctionOp and, where no operator follows it, Atom.
  bool unary() {
    const Mark before = mark();
    if (take('!') || take_word("negate")) {
      skip_space();
      if (factor()) {
        apply(Operation::negate, before.code, false);
        return true;
      }
      back_to(before);
    }
    if (!atom()) return false;
    const Mark after = mark();
    skip_space();
    if (take_word("empty")) {
      apply(Operation::empty, before.code, false);
    } else if (take_word("notempty")) {
      apply(Operation::notempty, before.code, false);
    } else {
      back_to(after);
    }
    return true;
  }

  bool atom() {
    const Mark before = mark();
    skip_space();
    if (take("undefined") || take("null")) {
      push({.operation = Operation::null});
      return true;
    }
    if (constant() || variable()) return true;
    return back_to(before);
  }

  bool constant() {
    if (take_word("true")) {
      push_constant(true);
    } else if (take_word("false")) {
      push_constant(false);
    } else if (!number()) {
      const std::string_view name = word();
      if (name.empty()) return quoted('\'') || quoted('"');
      push_constant(name);
    }
    return true;
  }

  bool number() {
    const std::size_t begin = at_;
    const auto digits = [this] {
      const std::size_t from = at_;
      while (is_digit(current())) ++at_;
      refuse();
      return between(from, at_);
    };
    if (take("0x")) {
      double value = 0;
      const std::string_view hexadecimal = digits();
      for (const char c : hexadecimal) value = value * 16 + (c - '0');
      if (!hexadecimal.empty()) {
        push_constant(value);
        return true;
      }
      at_ = begin;
    }
    const bool negative = take('-');
    const std::size_t from = at_;
    std::string_view literal = digits();
    const std::size_t whole = at_;
    if (!literal.empty() && take('.') && !digits().empty()) {
      literal = between(from, at_);
    } else {
      at_ = whole;
      if (!literal.empty() && literal[0] == '0') {  // no leading zeros: "05" is a 0 and then a 5 that fits nowhere
        literal = literal.substr(0, 1);
        at_ = from + 1;
      }
    }
    if (literal.empty()) {
      at_ = begin;
      return false;
    }
    const double value = decimal_value(literal);
    push_constant(negative ? -value : value);
    return true;
  }

  std::string_view word() {
    const std::size_t begin = at_;
    if (is_word_start(current())) {
      while (is_word_start(current()) || is_digit(current())) ++at_;
    }
    refuse();
    return between(begin, at_);
  }

  bool quoted(char quote) {
    const std::size_t begin = at_;
    if (!take(quote)) return false;
    std::string value;
    while (at_ < text_.size() && current() != '\'' && current() != '"') {
      const char next = data_[at_ + 1];
      if (current() == '\\' && (next == '\'' || next == '"')) ++at_;
      value.push_back(data_[at_++]);
    }
    if (!take(quote)) {
      at_ = begin;
      return false;
    }
    push_constant(std::move(value));
    return true;
  }

  bool variable() {
    const std::size_t begin = at_;
    if (!take('{')) return false;
    while (at_ < text_.size() && current() != '{' && current() != '}') ++at_;
    std::string_view name = between(begin + 1, at_);
    if (name.empty() || !take('}')) {
      refuse();
      at_ = begin;
      return false;
    }
    const bool raw = name.size() > 1 && name[0] == '#';
    if (raw) name.remove_prefix(1);
    Instruction instruction{.operation = raw ? Operation::raw_variable : Operation::variable,
                            .operands = mention(out_.names_, name, begin)};
    // A variable that nobody knows is read as the inside of a JSON object: {"a": 1}.
    if (name.find(':', 1) != std::string_view::npos) {
      Result<Value> object = json::read(std::string("{").append(name).append("}"));
      if (object.ok()) {
        out_.constants_.push_back(std::move(object).value());
        instruction.arguments = static_cast<std::uint32_t>(out_.constants_.size());
      }
    }
    push(instruction);
    return true;
  }

  static std::uint32_t mention(std::vector<Mention>& mentions, std::string_view name, std::size_t offset) {
    const auto known = std::find_if(mentions.begin(), mentions.end(), [&](const Mention& m) { return m.name == name; });
    const auto index = static_cast<std::uint32_t>(known - mentions.begin());
    if (known == mentions.end()) mentions.push_back({std::string(name), offset});
    return index;
  }

  void finish() {
    std::vector<bool> reads(out_.code_.size());  // whether the subtree that ends there reads a name
    for (std::size_t i = 0; i < out_.code_.size(); ++i) {
      const Instruction& instruction = out_.code_[i];
      reads[i] = instruction.operation == Operation::variable || instruction.operation == Operation::raw_variable;
      for (std::size_t end = i; end > instruction.begin; end = out_.code_[end - 1].begin) {
        if (reads[end - 1]) reads[i] = true;
      }
      if (instruction.operation != Operation::call) continue;
      out_.calls_functions_ = true;
      if (!reads[i]) out_.always_runs_ = true;
    }
  }

  const std::string text_;
  const char* const data_;
  std::size_t at_ = 0;
  std::size_t furthest_ = 0;
  std::size_t failed_factor_ = static_cast<std::size_t>(-1);
  std::size_t operator_at_ = static_cast<std::size_t>(-1);
  std::size_t operator_end_ = 0;
  const OperatorSpelling* operator_ = nullptr;
  std::size_t depth_ = 0;
  std::size_t stack_ = 0;
  bool too_deep_ = false;
  Expression out_;
};

Result<Expression> parse(std::string_view text) {
  if (text.size() > limits::kExpressionBytes) {
    return Error{ErrorCode::condition_too_large, "", {{"limit", limits::kExpressionBytes}}};
  }
  return Parser(text).read();
}

}  // namespace triptych::condition
