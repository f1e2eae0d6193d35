// SPDX-License-Identifier: MIT
// Condition: an expression as text, with no more parentheses than it needs.
#include <algorithm>
#include <cmath>
#include <vector>

#include "condition/expression.h"
#include "condition/functions.h"
#include "condition/operators.h"
#include "json/number.h"

namespace triptych::condition {
namespace {

constexpr int kFactorLevel = kFunctionLevel + 1;
constexpr int kAtomLevel = kFactorLevel + 1;  // what empty and notempty may follow

struct Piece {
  std::string text;
  int level;
};

// The grammar knows no exponents: 1e+21 is written out.
std::string positional(double value) {
  if (std::isinf(value)) return (value < 0 ? "-1" : "1") + std::string(309, '0');
  std::string text = json::number_text(value);
  if (value == 0 && std::signbit(value)) return "-0";
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const bool small = text[e + 1] == '-';
  std::size_t exponent = 0;
  for (std::size_t i = e + 2; i < text.size(); ++i) exponent = exponent * 10 + static_cast<std::size_t>(text[i] - '0');
  const bool negative = text[0] == '-';
  std::string digits = text.substr(negative ? 1 : 0, e - (negative ? 1 : 0));
  if (digits.size() > 1) digits.erase(1, 1);
  const std::string sign = negative ? "-" : "";
  if (small) return sign + "0." + std::string(exponent - 1, '0') + digits;
  digits.append(exponent + 1 - digits.size(), '0');
  return sign + digits;
}

std::string constant_text(const Value& value) {
  if (const double* number = value.number()) return positional(*number);
  if (const bool* boolean = value.boolean()) return *boolean ? "true" : "false";
  std::string text;
  if (const std::string* quoted = value.string()) {
    text.push_back('\'');
    for (const char c : *quoted) {
      if (c == '\'' || c == '"') text.push_back('\\');
      text.push_back(c);
    }
    text.push_back('\'');
  } else if (const Array* items = value.array()) {
    text.push_back('[');
    for (const Value& item : *items) text += (&item == items->data() ? "" : ", ") + constant_text(item);
    text.push_back(']');
  } else {
    text = "null";
  }
  return text;
}

}  // namespace

class Printer {
 public:
  explicit Printer(const Expression& expression) : expression_(expression) {}

  std::string text() {
    for (const Instruction& instruction : expression_.code_) print(instruction);
    return pieces_.empty() ? "null" : std::move(pieces_.back().text);
  }

 private:
  void print(const Instruction& instruction) {
    switch (instruction.operation) {
      case Operation::null: push("null", kAtomLevel); break;
      case Operation::constant: {
        const Value& value = expression_.constants_[instruction.operands];
        push(constant_text(value), value.array() ? kFactorLevel : kAtomLevel);
        break;
      }
      case Operation::variable: push("{" + expression_.names_[instruction.operands].name + "}", kAtomLevel); break;
      case Operation::raw_variable: push("{#" + expression_.names_[instruction.operands].name + "}", kAtomLevel); break;
      case Operation::list: push("[" + joined(instruction.operands) + "]", kFactorLevel); break;
      case Operation::call: {
        const bool unknown = static_cast<Function>(instruction.function) == Function::unknown;
        const std::string name(unknown ? std::string_view(expression_.unknown_functions_[instruction.operands].name)
                                       : kFunctionNames[instruction.function]);
        push(name + "(" + joined(instruction.arguments) + ")", kFactorLevel);
        break;
      }
      case Operation::negate: push("!" + pop(kFactorLevel), kFactorLevel); break;
      case Operation::empty: push(pop(kAtomLevel) + " empty", kFactorLevel); break;
      case Operation::notempty: push(pop(kAtomLevel) + " notempty", kFactorLevel); break;
      default: {
        const auto spelling = std::find_if(std::begin(kOperators), std::end(kOperators), [&](const OperatorSpelling& o) {
          return o.operation == instruction.operation && o.is_printed;
        });
        std::string right = pop(spelling->level + 1);
        std::string left = pop(spelling->level);
        left.append(" ").append(spelling->text).append(" ").append(right);
        push(std::move(left), spelling->level);
      }
    }
  }

  void push(std::string text, int level) { pieces_.push_back({std::move(text), level}); }

  std::string pop(int least_level) {
    Piece piece = std::move(pieces_.back());
    pieces_.pop_back();
    return piece.level < least_level ? "(" + piece.text + ")" : std::move(piece.text);
  }

  std::string joined(std::size_t count) {
    std::string text;
    for (std::size_t i = pieces_.size() - count; i < pieces_.size(); ++i) {
      if (!text.empty()) text += ", ";
      text += pieces_[i].text;
    }
    pieces_.resize(pieces_.size() - count);
    return text;
  }

  const Expression& expression_;
  std::vector<Piece> pieces_;
};

std::string print(const Expression& expression) { return Printer(expression).text(); }

}  // namespace triptych::condition
