// SPDX-License-Identifier: MIT
// Explainers: a waiting line with urgent people and an AI that flags them.
#include "explainers/pathways.h"

#include <algorithm>
#include <cmath>

#include "base/exports.h"

namespace triptych::explainers {
namespace {

bool is_between(double value, double least, double most) { return value >= least && value <= most; }  // false for NaN

/// By Erlang's B, whose recursion never overflows: B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)); C = B / (1 - rho (1 - B)).
double erlang_c(std::int32_t carers, double offered) {
  double blocked = 1;
  for (std::int32_t k = 1; k <= carers; ++k) blocked = offered * blocked / (k + offered * blocked);
  const double load = offered / carers;
  return blocked / (1 - load * (1 - blocked));
}

}  // namespace

std::optional<Pathways> queue(const PathwaysInput& input) {
  if (input.carers < 1 || input.carers > kMostCarers) return std::nullopt;
  if (!is_between(input.arrivals_per_hour, 1e-6, 1000) || !is_between(input.minutes_of_care, 1e-6, 1000)) return std::nullopt;
  for (const double share : {input.urgent, input.urgent_flagged, input.others_unflagged}) {
    if (!is_between(share, 0, 1)) return std::nullopt;
  }

  Pathways result;
  const double offered = input.arrivals_per_hour / 60 * input.minutes_of_care;
  result.load = offered / input.carers;
  result.flagged_share = input.urgent * input.urgent_flagged + (1 - input.urgent) * (1 - input.others_unflagged);
  if (result.load >= 1 - 1e-12) return result;  // 8 an hour for 22.5 minutes are 3 carers: full, whatever the arithmetic says

  result.somebody_waits = erlang_c(input.carers, offered);
  const double residual = result.somebody_waits * input.minutes_of_care / input.carers;
  const double flagged_load = result.load * result.flagged_share;
  Waits waits;
  waits.first_come = residual / (1 - result.load);
  waits.flagged = residual / (1 - flagged_load);
  waits.unflagged = waits.flagged / (1 - result.load);
  waits.urgent = input.urgent_flagged * waits.flagged + (1 - input.urgent_flagged) * waits.unflagged;
  waits.others = (1 - input.others_unflagged) * waits.flagged + input.others_unflagged * waits.unflagged;
  result.minutes = waits;
  return result;
}

WaitingRoom::WaitingRoom(const PathwaysInput& input, double longest_wait, std::uint64_t seed)
    : input_(input),
      longest_wait_(longest_wait),
      arrivals_(seed),
      kinds_(seed + 1),
      care_(seed + 2),
      next_arrival_(draw_exponential(arrivals_, 60 / input.arrivals_per_hour)) {}

double WaitingRoom::draw_exponential(Random& random, double mean) { return -mean * std::log(1 - random.uniform()); }

void WaitingRoom::step() {
  const auto first_end = std::min_element(ends_.begin(), ends_.end());
  if (first_end != ends_.end() && *first_end <= next_arrival_) {
    minutes_ = *first_end;
    ends_.erase(first_end);
  } else {
    minutes_ = next_arrival_;
    Visit visit;
    visit.arrival = minutes_;
    // Two draws whatever the shares, so that moving one slider changes no other person.
    visit.urgent = kinds_.uniform() < input_.urgent;
    const double doubt = kinds_.uniform();
    visit.flagged = visit.urgent ? doubt < input_.urgent_flagged : doubt >= input_.others_unflagged;
    lines_[visit.flagged].push_back(visits_.size());
    visits_.push_back(visit);
    care_minutes_.push_back(draw_exponential(care_, input_.minutes_of_care));
    next_arrival_ = minutes_ + draw_exponential(arrivals_, 60 / input_.arrivals_per_hour);
  }
  begin_care();
}

void WaitingRoom::run(std::size_t people) {
  while (visits_.size() < people) step();
  const auto waits = [this, people] {
    for (std::size_t line = 0; line < 2; ++line) {
      if (heads_[line] < lines_[line].size() && lines_[line][heads_[line]] < people) return true;
    }
    return false;
  };
  while (waits()) step();
}

std::size_t WaitingRoom::take_next() {
  const auto head = [this](std::size_t line) { return lines_[line][heads_[line]]; };
  const auto has = [this](std::size_t line) { return heads_[line] < lines_[line].size(); };
  const auto overdue = [this, &head, &has](std::size_t line) {
    return longest_wait_ >= 0 && has(line) && minutes_ - visits_[head(line)].arrival >= longest_wait_;
  };
  std::size_t line = has(1) ? 1 : 0;
  // Of two people who have waited too long, the one who came first.
  if (overdue(0) && (!overdue(1) || head(0) < head(1))) line = 0;
  return lines_[line][heads_[line]++];
}

void WaitingRoom::begin_care() {
  while (ends_.size() < static_cast<std::size_t>(input_.carers) &&
         (heads_[0] < lines_[0].size() || heads_[1] < lines_[1].size())) {
    const std::size_t person = take_next();
    auto& visit = visits_[person];
    visit.start_of_care = minutes_;
    visit.end_of_care = minutes_ + care_minutes_[person];
    ends_.push_back(visit.end_of_care);
  }
}

// What the page asks, as its element reads it (web/src/explainers/pathways.ts). No numbers at all: an input outside its range.

using exports::kNone;
using exports::Numbers;
using exports::reply;

TRIPTYCH_EXPORT(pathways)(std::int32_t carers, double arrivals_per_hour, double minutes_of_care, double urgent, double urgent_flagged,
                          double others_unflagged) {
  const auto result = queue({carers, arrivals_per_hour, minutes_of_care, urgent, urgent_flagged, others_unflagged});
  if (!result) return reply(Numbers{});
  const Waits waits = result->minutes.value_or(Waits{kNone, kNone, kNone, kNone, kNone});
  return reply(Numbers{result->load, result->somebody_waits, result->flagged_share, waits.first_come, waits.flagged, waits.unflagged,
                       waits.urgent, waits.others});
}

/// arrival, start and end of care in minutes, urgent, flagged, person after person.
TRIPTYCH_EXPORT(room)(std::int32_t carers, double arrivals_per_hour, double minutes_of_care, double urgent, double urgent_flagged,
                      double others_unflagged, double longest_wait, std::int32_t people, std::uint32_t seed) {
  constexpr std::int32_t kMostVisits = 100'000;
  const PathwaysInput input{carers, arrivals_per_hour, minutes_of_care, urgent, urgent_flagged, others_unflagged};
  if (!queue(input) || people < 1 || people > kMostVisits) return reply(Numbers{});
  WaitingRoom waiting(input, longest_wait, seed);
  const auto count = static_cast<std::size_t>(people);
  waiting.run(count);
  Numbers numbers;
  numbers.reserve(5 * count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& visit = waiting.visits()[i];
    for (const double number : {visit.arrival, visit.start_of_care, visit.end_of_care, double(visit.urgent), double(visit.flagged)}) numbers.push_back(number);
  }
  return reply(std::move(numbers));
}

}  // namespace triptych::explainers
