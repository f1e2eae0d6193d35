// SPDX-License-Identifier: MIT
// Explainers: a waiting line with urgent people and an AI that flags them: the exact formula, and a room seen event by event.
//
// c carers of one kind, arrivals by a Poisson process of rate lambda, care times exponential with mean 1/mu, nobody leaves unseen.
// Those whom the AI flags go first, nobody's care is interrupted, first come first served among equals. A share pi of people is urgent;
// the AI flags a share Se of these and leaves a share Sp of the others.
//
//   a = lambda / mu,  rho = a / c < 1
//   Erlang C        C  = [a^c / c! / (1 - rho)] / [sum over k < c of a^k / k! + a^c / c! / (1 - rho)]    (Erlang, 1917)
//   residual        W0 = C / (c mu)
//   first come      W  = W0 / (1 - rho)
//   flagged         lambda1 = lambda [pi Se + (1 - pi)(1 - Sp)],  sigma1 = lambda1 / (c mu)
//                   W1 = W0 / (1 - sigma1)                W2 = W0 / [(1 - sigma1)(1 - rho)]    (Cobham, 1954; Davis, 1966)
//   truly urgent    Se W1 + (1 - Se) W2        others  (1 - Sp) W1 + Sp W2
//   conserved       (lambda1 W1 + lambda2 W2) / lambda = W, whatever Se and Sp: sorting creates no time    (Kleinrock, 1965)
//
// One service law for all classes: the forms do not hold where urgent care takes longer. At rho >= 1 the line only grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/random.h"

namespace triptych::explainers {

inline constexpr std::int32_t kMostCarers = 50;

struct PathwaysInput {
  std::int32_t carers = 0;        ///< c, 1..kMostCarers
  double arrivals_per_hour = 0;   ///< lambda, above 0, at most 1,000
  double minutes_of_care = 0;     ///< 1 / mu, above 0, at most 1,000
  double urgent = 0;              ///< pi, 0..1
  double urgent_flagged = 0;      ///< Se, 0..1
  double others_unflagged = 0;    ///< Sp, 0..1
};

/// Mean waits before care, in minutes.
struct Waits {
  double first_come = 0;  ///< of everybody, without the AI; with it too, on average
  double flagged = 0;
  double unflagged = 0;
  double urgent = 0;  ///< truly urgent, flagged or missed
  double others = 0;
};

struct Pathways {
  double load = 0;  ///< rho, share of the carers' time that is taken
  /// None where the load is 1 or more: the line only grows and no wait has a mean.
  std::optional<Waits> minutes;
  double somebody_waits = 1;  ///< Erlang's C: the chance of finding every carer busy
  double flagged_share = 0;   ///< of all people
};

/// None where a value is outside its range or not a number.
std::optional<Pathways> queue(const PathwaysInput& input);

/// One person's way through the room. Minutes since the room opened, empty.
struct Visit {
  double arrival = 0;
  double start_of_care = -1;  ///< below 0: still waiting
  double end_of_care = -1;
  bool urgent = false;
  bool flagged = false;
};

/// The same room, event by event. Seeded: the same seed gives the same people. No random number depends on who is served first, so
/// that two orders can be compared on the same people.
class WaitingRoom {
 public:
  /// `input` as accepted by queue(). From `longest_wait` minutes on, somebody who waits goes before everybody else who has not
  /// waited that long; below 0: no such rule. No closed form is known with it.
  WaitingRoom(const PathwaysInput& input, double longest_wait, std::uint64_t seed);

  /// The next arrival or end of care.
  void step();
  /// Steps until the first `people` arrivals have all begun their care.
  void run(std::size_t people);

  double minutes() const { return minutes_; }
  /// In order of arrival.
  const std::vector<Visit>& visits() const { return visits_; }

 private:
  void begin_care();
  std::size_t take_next();
  double draw_exponential(Random& random, double mean);

  PathwaysInput input_;
  double longest_wait_;
  Random arrivals_, kinds_, care_;
  double minutes_ = 0;
  double next_arrival_;
  std::vector<Visit> visits_;
  std::vector<double> care_minutes_;      ///< of each visit, drawn on arrival
  std::vector<std::size_t> lines_[2];     ///< waiting, by order of arrival: [1] flagged
  std::size_t heads_[2] = {0, 0};
  std::vector<double> ends_;              ///< of the care under way, unordered, at most `carers`
};

}  // namespace triptych::explainers
