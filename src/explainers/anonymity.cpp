// SPDX-License-Identifier: MIT
// Explainers: how answers are kept from pointing to a person.
#include "explainers/anonymity.h"

#include <cmath>
#include <limits>

#include "base/exports.h"
#include "base/random.h"
#include "disclosure/rules.h"

namespace triptych::explainers {
namespace {

constexpr std::int32_t kMostPeopleInvented = 100'000;

bool is_valid(const CoinInput& input) {  // false for NaN
  return input.tells_truth > 0 && input.tells_truth <= 1 && input.true_yes >= 0 && input.true_yes <= 1 && input.people >= 1 &&
         input.people <= kMostPeopleInvented;
}

/// Invented: rows are ages, columns are answers. Two cells are small, each in another row and column.
constexpr disclosure::Count kInvented[kRows * kColumns] = {
    18, 25, 31,  //
    22, 4,  27,  //
    35, 19, 16,  //
    24, 13, 7,
};

}  // namespace

std::optional<Coin> coin(const CoinInput& input) {
  if (!is_valid(input)) return std::nullopt;
  const double p = input.tells_truth;
  const double yes = input.true_yes;
  Coin result;
  result.said_yes = p * yes + (1 - p) / 2;
  result.standard_error = std::sqrt(result.said_yes * (1 - result.said_yes) / input.people) / p;
  result.standard_error_direct = std::sqrt(yes * (1 - yes) / input.people);
  if (result.standard_error_direct > 0) {
    const double ratio = result.standard_error / result.standard_error_direct;
    result.people_needed = ratio * ratio;
  }
  result.epsilon = epsilon_of(2, p);
  if (result.said_yes > 0) result.yes_if_said_yes = yes * (1 + p) / 2 / result.said_yes;
  if (result.said_yes < 1) result.yes_if_said_no = yes * (1 - p) / 2 / (1 - result.said_yes);
  return result;
}

double estimate(std::int32_t said_yes, std::int32_t people, double tells_truth) {
  return estimate_of(static_cast<double>(said_yes) / people, 2, tells_truth);
}

double estimate_of(double share_said, std::int32_t answers, double tells_truth) {
  return (share_said - (1 - tells_truth) / answers) / tells_truth;
}

double epsilon_of(std::int32_t answers, double tells_truth) {
  if (tells_truth >= 1) return std::numeric_limits<double>::infinity();
  return std::log(1 + answers * tells_truth / (1 - tells_truth));
}

std::optional<CoinToss> toss(const CoinInput& input, std::uint64_t seed) {
  if (!is_valid(input)) return std::nullopt;
  Random random(seed);
  CoinToss result;
  for (std::int32_t person = 0; person < input.people; ++person) {
    const bool truth = random.uniform() < input.true_yes;
    const bool tells = random.uniform() < input.tells_truth;
    const bool heads = random.below(2) == 1;
    const bool said = tells ? truth : heads;
    result.true_yes += truth;
    result.said_yes += said;
    result.changed += said != truth;
  }
  result.estimate = estimate(result.said_yes, input.people, input.tells_truth);
  return result;
}

double expected_alone(std::int32_t people, std::int32_t profiles) {
  if (people <= 1) return people;
  return people * std::exp((people - 1) * std::log(1 - 1.0 / profiles));
}

std::optional<Crowd> gather(std::int32_t people, std::int32_t questions, std::int32_t k, std::uint64_t seed) {
  if (people < 1 || people > kMostPeopleInvented || questions < 0 || questions > kQuestions || k < 1) return std::nullopt;
  Crowd crowd;
  crowd.profiles = 1;
  for (std::int32_t question = 0; question < questions; ++question) crowd.profiles *= kAnswers[question];
  crowd.groups.assign(static_cast<std::size_t>(crowd.profiles), 0);
  Random random(seed);
  for (std::int32_t person = 0; person < people; ++person) {
    std::size_t profile = 0;
    for (std::int32_t question = 0; question < kQuestions; ++question) {
      const auto answers = static_cast<std::uint64_t>(kAnswers[question]);
      const std::uint64_t answer = random.below(answers);
      if (question < questions) profile = profile * static_cast<std::size_t>(answers) + static_cast<std::size_t>(answer);
    }
    ++crowd.groups[profile];
  }
  for (const std::int32_t group : crowd.groups) {
    if (group == 1) ++crowd.alone;
    if (group < k) crowd.below += group;
  }
  crowd.expected_alone = expected_alone(people, crowd.profiles);
  return crowd;
}

std::optional<CrossedTable> cross(Hiding hiding, std::int32_t threshold) {
  if (threshold < 2 || threshold > 50) return std::nullopt;
  using disclosure::Mark;
  CrossedTable table;
  const auto limit = static_cast<std::uint32_t>(threshold);
  Mark marks[kRows * kColumns];
  for (std::size_t i = 0; i < kRows * kColumns; ++i) {
    const bool small = hiding == Hiding::small_alone && kInvented[i] < limit;
    marks[i] = small ? Mark::hidden : Mark::shown;
  }
  if (hiding == Hiding::with_companions) table.shown = disclosure::protect(kInvented, marks, kRows, kColumns, limit - 1, limit);
  for (std::size_t i = 0; i < kRows * kColumns; ++i) {
    Cell& cell = table.cells[i];
    cell.people = static_cast<std::int32_t>(kInvented[i]);
    cell.mark = marks[i] == Mark::shown ? CellMark::shown : marks[i] == Mark::hidden ? CellMark::hidden : CellMark::companion;
    const auto bounds = disclosure::bounds_of(kInvented, marks, kRows, kColumns, i / kColumns, i % kColumns);
    cell.least = static_cast<std::int32_t>(bounds.least);
    cell.most = static_cast<std::int32_t>(bounds.most);
    if (cell.mark == CellMark::hidden && cell.least == cell.most) ++table.found_again;
  }
  return table;
}

std::optional<Publications> publish_twice(std::int32_t new_people, std::int32_t least_new, std::uint64_t seed) {
  constexpr std::int32_t kFirst = 40;
  if (new_people < 0 || new_people > 200 || least_new < 1 || least_new > 200) return std::nullopt;
  disclosure::Count before[kOptions] = {};
  disclosure::Count after[kOptions] = {};
  Random random(seed);
  for (std::int32_t person = 0; person < kFirst + new_people; ++person) {
    const auto option = static_cast<std::size_t>(random.below(kOptions));
    ++after[option];
    if (person < kFirst) ++before[option];
  }
  const disclosure::Step step = disclosure::step_between(before, after, kOptions, 0, kFirst, static_cast<disclosure::Count>(kFirst + new_people),
                                                         disclosure::Cells::partition, static_cast<std::uint32_t>(least_new), 2);
  Publications result{};
  for (std::size_t i = 0; i < kOptions; ++i) {
    result.before[i] = static_cast<std::int32_t>(before[i]);
    result.after[i] = static_cast<std::int32_t>(after[i]);
  }
  switch (step) {
    case disclosure::Step::unchanged: result.verdict = Verdict::unchanged; break;
    case disclosure::Step::allowed: result.verdict = Verdict::allowed; break;
    case disclosure::Step::decrease: result.verdict = Verdict::decrease; break;
    case disclosure::Step::too_few: result.verdict = Verdict::too_few; break;
    case disclosure::Step::one_category: result.verdict = Verdict::one_category; break;
  }
  return result;
}

// What the page asks, as its element reads it (web/src/explainers/anonymity.ts). No numbers at all: an input outside its range.

using exports::kNone;
using exports::Numbers;
using exports::reply;

TRIPTYCH_EXPORT(coin)(double tells_truth, double true_yes, std::int32_t people, std::uint32_t seed) {
  const CoinInput input{tells_truth, true_yes, people};
  const auto exact = coin(input);
  const auto tossed = toss(input, seed);
  if (!exact || !tossed) return reply(Numbers{});
  return reply(Numbers{exact->said_yes, exact->standard_error, exact->standard_error_direct, exact->people_needed.value_or(kNone),
                       exact->epsilon, exact->yes_if_said_yes.value_or(kNone), exact->yes_if_said_no.value_or(kNone),
                       double(tossed->true_yes), double(tossed->said_yes), double(tossed->changed), tossed->estimate});
}

TRIPTYCH_EXPORT(crowd)(std::int32_t people, std::int32_t questions, std::int32_t k, std::uint32_t seed) {
  const auto gathered = gather(people, questions, k, seed);
  if (!gathered) return reply(Numbers{});
  return reply(Numbers{double(gathered->profiles), double(gathered->alone), double(gathered->below), gathered->expected_alone});
}

/// Then people, mark, least and most of each cell, row after row.
TRIPTYCH_EXPORT(cells)(std::int32_t with_companions, std::int32_t threshold) {
  const auto table = cross(with_companions ? Hiding::with_companions : Hiding::small_alone, threshold);
  if (!table) return reply(Numbers{});
  Numbers numbers{double(table->shown), double(table->found_again)};
  for (const Cell& cell : table->cells) {
    for (const double number : {double(cell.people), double(cell.mark), double(cell.least), double(cell.most)}) numbers.push_back(number);
  }
  return reply(std::move(numbers));
}

TRIPTYCH_EXPORT(publications)(std::int32_t new_people, std::int32_t least_new, std::uint32_t seed) {
  const auto twice = publish_twice(new_people, least_new, seed);
  if (!twice) return reply(Numbers{});
  const auto& [before, after, verdict] = *twice;
  return reply(Numbers{double(before[0]), double(before[1]), double(before[2]), double(after[0]), double(after[1]), double(after[2]),
                       double(verdict)});
}

}  // namespace triptych::explainers
