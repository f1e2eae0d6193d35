// SPDX-License-Identifier: MIT
// Explainers: how answers are kept from pointing to a person: the coin, groups of people alike, small cells, two publications
// subtracted. Cells and publications run the project's own rules (disclosure/rules.h) on invented people.
//
// The coin (Warner, JASA 60:63, 1965, in its forced-response form). With probability p one tells the truth, else a fair coin answers.
//
//   said yes      E[y] = p theta + (1 - p) / 2
//   estimate      theta^ = (y - (1 - p) / 2) / p            standard error  sqrt(y (1 - y) / n) / p
//   told by k     pi^_j = (f_j - (1 - p) / k) / p           epsilon  ln[1 + k p / (1 - p)], ln[(1 + p) / (1 - p)] for k = 2
//   sure of one   P(yes | said yes) = theta (1 + p) / 2 / E[y],  P(yes | said no) = theta (1 - p) / 2 / (1 - E[y])
//
// The estimate may fall outside 0..1. It is kept so, for clamping would bias the mean of many; only what is drawn is clamped.
//
// Alone. n people over m profiles that are equally likely: n (1 - 1/m)^(n - 1) are expected to be alone in theirs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace triptych::explainers {

struct CoinInput {
  double tells_truth = 0;   ///< p, above 0, at most 1
  double true_yes = 0;      ///< theta, 0..1
  std::int32_t people = 0;  ///< n, 1..100,000
};

struct Coin {
  double said_yes = 0;  ///< E[y]
  double standard_error = 0;
  double standard_error_direct = 0;  ///< were everybody to tell the truth
  /// How many times as many people the coin needs for the same error; none where a direct question has no error.
  std::optional<double> people_needed;
  /// Infinite at p = 1.
  double epsilon = 0;
  /// None where nobody says so.
  std::optional<double> yes_if_said_yes, yes_if_said_no;
};
std::optional<Coin> coin(const CoinInput& input);

/// theta^ from counts; p above 0, people at least 1.
double estimate(std::int32_t said_yes, std::int32_t people, double tells_truth);
/// pi^_j among k answers, and their epsilon.
double estimate_of(double share_said, std::int32_t answers, double tells_truth);
double epsilon_of(std::int32_t answers, double tells_truth);

/// What `people` invented people do. Each person draws the same numbers whatever p and theta, so that moving one slider changes few.
struct CoinToss {
  std::int32_t true_yes = 0;
  std::int32_t said_yes = 0;
  std::int32_t changed = 0;  ///< answers that the coin turned into the other
  double estimate = 0;       ///< of the share of true yes, raw
};
std::optional<CoinToss> toss(const CoinInput& input, std::uint64_t seed);

/// n (1 - 1/m)^(n - 1); both at least 1.
double expected_alone(std::int32_t people, std::int32_t profiles);

/// Invented people of a small survey, with three questions of 4, 2 and 10 answers that a neighbour may know.
inline constexpr std::int32_t kAnswers[] = {4, 2, 10};
inline constexpr std::int32_t kQuestions = 3;

struct Crowd {
  std::int32_t profiles = 0;            ///< m, 1, 4, 8 or 80
  std::vector<std::int32_t> groups;     ///< people in each profile, in its own order
  std::int32_t alone = 0;               ///< people in a group of one
  std::int32_t below = 0;               ///< people in a group smaller than k, those alone counted
  double expected_alone = 0;
};
/// The first `questions` are published (0..kQuestions). The same seed gives the same people whatever is published of them.
std::optional<Crowd> gather(std::int32_t people, std::int32_t questions, std::int32_t k, std::uint64_t seed);

/// A crossed table of invented people: who says what, by age. Its totals are published.
inline constexpr std::size_t kRows = 4;
inline constexpr std::size_t kColumns = 3;

enum class CellMark : std::uint8_t { shown, hidden, companion };
struct Cell {
  std::int32_t people = 0;
  CellMark mark = CellMark::shown;
  /// What somebody finds who knows every shown cell and all totals. Equal: the cell is known, hidden or not.
  std::int32_t least = 0, most = 0;
};
enum class Hiding : std::uint8_t {
  small_alone,       ///< cells of 1..threshold-1
  with_companions,   ///< the project's rule
};
struct CrossedTable {
  bool shown = true;  ///< false: the rule can protect no cell, and the whole table is kept back
  Cell cells[kRows * kColumns];
  std::int32_t found_again = 0;  ///< hidden small cells whose value is known all the same
};
/// `threshold` 2..50: the smallest count that is shown.
std::optional<CrossedTable> cross(Hiding hiding, std::int32_t threshold);

/// Two publications of one question, with some answers in between.
inline constexpr std::size_t kOptions = 3;
enum class Verdict : std::uint8_t { unchanged, allowed, decrease, too_few, one_category };
struct Publications {
  std::int32_t before[kOptions];
  std::int32_t after[kOptions];
  Verdict verdict;  ///< of the project's rule
};
/// `new_people` 0..200 answers arrive after the first 40; `least_new` 1..200 is the smallest batch. The people are those of the seed.
std::optional<Publications> publish_twice(std::int32_t new_people, std::int32_t least_new, std::uint64_t seed);

}  // namespace triptych::explainers
