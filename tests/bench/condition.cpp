// SPDX-License-Identifier: MIT
// Bench: one compiled condition, and its parsing with compiling; built natively and as WebAssembly, run by conditions.js. Prints
// nanoseconds as JSON.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "condition/expression.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

using namespace triptych;

namespace {

class NoHost : public Host {
 public:
  Now now() override { return {0, 0}; }
  std::array<std::uint8_t, 16> random16() override { return {}; }
  Match match(std::string_view, std::string_view, std::string_view) override { return Match::no; }
};

/// Answers by place, as the interview binds them.
class Answers : public condition::Lookup {
 public:
  explicit Answers(std::vector<Value> values) : values_(std::move(values)) {}
  condition::Found find(std::size_t index, std::string_view, condition::Scratch&) const override { return {&values_[index]}; }

 private:
  std::vector<Value> values_;
};

/// Of processor time, which does not count what else the machine does.
double seconds() {
#ifdef __EMSCRIPTEN__
  return EM_ASM_DOUBLE({ return process.cpuUsage().user / 1e6; });
#else
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

/// Nanoseconds of one call: the median of nine rounds after one that warms up.
template <class Work>
double median_of(int calls, Work work) {
  std::vector<double> rounds;
  for (int round = 0; round < 10; ++round) {
    const double start = seconds();
    for (int i = 0; i < calls; ++i) work(i);
    if (round > 0) rounds.push_back((seconds() - start) / calls * 1e9);
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[rounds.size() / 2];
}

}  // namespace

int main() {
  NoHost host;
  int held = 0;
  const auto evaluated = [&](const char* text, std::vector<Value> values) {
    const condition::Expression expression = condition::parse(text).value();
    const Answers answers(std::move(values));
    return median_of(1'000'000, [&](int) { held += condition::is_true(expression, answers, host) ? 1 : 0; });
  };
  const double numbers = evaluated("{q1} >= 2 and {q2} <> 3", {3, 4});
  const double texts = evaluated("{q1} = 'item1' or {q2} = 'none'", {"item2", "other"});
  const double list = evaluated("{q1} contains 'item3' and {q2} notempty", {Array{"item1", "item2", "item3"}, "x"});
  std::size_t names = 0;
  const double parsed = median_of(20'000, [&](int i) {
    const std::string text = "{q" + std::to_string(i) + "} >= 2 and {q" + std::to_string(i + 1) + "} <> 3";
    names += condition::parse(text).value().names().size();
  });
  // The counts keep the work from being left out.
  std::printf("{\"numbers\": %.1f, \"texts\": %.1f, \"list\": %.1f, \"parse\": %.1f, \"held\": %d, \"names\": %zu}\n", numbers,
              texts, list, parsed, held, names);
}
