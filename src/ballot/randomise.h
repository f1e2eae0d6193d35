// SPDX-License-Identifier: MIT
// Ballot: k-ary randomised response (generalised randomised response), drawn on the device before a ballot is made.
#pragma once

#include <cstdint>

#include "ballot/ballot.h"
#include "base/random.h"

namespace triptych::ballot {

/// Smallest and largest epsilon that `triptych.epsilon` may declare.
inline constexpr double kLeastEpsilon = 0.1;
inline constexpr double kMostEpsilon = 10;

/// The chances as integers: a category keeps itself with keep / (keep + (k - 1) other), and becomes each of the other
/// k - 1 with other / (…). keep = round(e^epsilon 2^20), other = 2^20: epsilon is met within 1e-5, and the same seed draws
/// the same code on every platform. k counts the options and one more category, "no answer": leaving the item empty,
/// refusing and not knowing are one category and are drawn as well.
struct Chances {
  std::uint64_t keep;
  std::uint64_t other;
  std::uint32_t categories;
};
Chances chances_of(const Item& item);

/// Draws what leaves instead of `truth`: an answer with one option, or unanswered. Not asked stays not asked.
/// Call once a sitting and keep the result: drawing again would average the noise away.
Answer randomise(const Item& item, const Answer& truth, Random& random);

}  // namespace triptych::ballot
