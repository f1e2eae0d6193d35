// SPDX-License-Identifier: MIT
// Ballot: generalised randomised response by integers alone.
#include "ballot/randomise.h"

#include <cmath>

namespace triptych::ballot {
namespace {

/// e^x by its series: of x up to kMostEpsilon all terms are positive and the last is nothing beside the sum. The same bits on every host,
/// and the two kilobytes of tables of the C library's exp need not travel to the page.
double exponential(double x) {
  double sum = 1;
  double term = 1;
  for (int n = 1; n <= 80; ++n) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

}  // namespace

Chances chances_of(const Item& item) {
  constexpr double kScale = 1 << 20;
  return {static_cast<std::uint64_t>(std::llround(exponential(item.epsilon) * kScale)), static_cast<std::uint64_t>(kScale),
          item.option_count() + 1};
}

Answer randomise(const Item& item, const Answer& truth, Random& random) {
  if (truth.state == State::not_asked) return truth;
  // Categories: the options, then "no answer".
  const std::uint32_t options = item.option_count();
  const std::uint32_t category = truth.state == State::answered ? truth.options[0] : options;
  const Chances chances = chances_of(item);
  const std::uint64_t draw = random.below(chances.keep + (chances.categories - 1) * chances.other);
  std::uint32_t drawn = category;
  if (draw >= chances.keep) {
    drawn = static_cast<std::uint32_t>((draw - chances.keep) / chances.other);
    if (drawn >= category) ++drawn;  // the other categories, in order, without the true one
  }
  if (drawn == options) return {State::unanswered, {}};
  return {State::answered, {drawn}};
}

}  // namespace triptych::ballot
