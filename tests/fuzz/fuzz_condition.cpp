// SPDX-License-Identifier: MIT
// Fuzz: expressions. The first line is the expression, the rest its values as JSON. What is read prints to a text that prints the
// same and has the same value; evaluating twice gives the same; nothing takes more than its caps.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "condition/expression.h"
#include "condition/resolve.h"
#include "condition/values.h"
#include "json/reader.h"
#include "json/writer.h"

namespace {

using namespace triptych;

void demand(bool holds) {
  if (!holds) std::abort();
}

class FixedHost : public Host {
 public:
  Now now() override { return {1772286310250.0, 60}; }
  std::array<std::uint8_t, 16> random16() override { return {}; }
  Match match(std::string_view, std::string_view, std::string_view) override { return Match::no; }
};

// What parse() substitutes before it reads, in texts too: such a text does not print as itself.
bool is_patched(std::string_view text) {
  for (const char* patch : {"=>", "=<", "<>", "equals"}) {
    if (text.find(patch) != std::string_view::npos) return true;
  }
  return false;
}

std::string outcome(const condition::Expression& expression, const Value& values) {
  const condition::ObjectLookup lookup(values);
  FixedHost host;
  const Result<Value> value = condition::evaluate(expression, lookup, host);
  demand(condition::is_true(expression, lookup, host) == (value.ok() && condition::is_true(value.value())));
  if (!value.ok()) return std::string(name_of(value.error().code));
  return (value.value().is_undefined() ? "undefined " : "") + json::write(value.value()) + condition::text_of(value.value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view text = input.substr(0, line);
  Result<Value> values = json::read(input.substr(std::min(line + 1, input.size())));
  const Value read = values.ok() ? std::move(values).value() : Value(Object{});

  const Result<condition::Expression> expression = condition::parse(text);
  if (!expression.ok()) {
    const Value* offset = expression.error().params.find("offset");
    demand(!offset || offset->number_or(-1) <= static_cast<double>(text.size()));
    return 0;
  }
  const std::string first = outcome(expression.value(), read);
  demand(outcome(expression.value(), read) == first);

  const std::string printed = condition::print(expression.value());
  if (printed.size() > limits::kExpressionBytes || is_patched(printed)) return 0;
  const Result<condition::Expression> again = condition::parse(printed);
  demand(again.ok());
  demand(condition::print(again.value()) == printed);
  demand(outcome(again.value(), read) == first);
  return 0;
}
