// SPDX-License-Identifier: MIT
// Tally: signs of careless answering, as flags and counts. Nothing is removed by them: whoever releases says
// what was left out and why.
//
// Answers: a row a person, a code an item, kNoAnswer where there is none. Time is never asked of people, so
// that there is no flag for speed on them; speed() is for material that has times of its own (a pretest in a
// room). Errors: quality_answers (path: /answers/i: rows of different length), quality_too_many (limit).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"

namespace triptych::tally {

inline constexpr double kNoAnswer = -1;
using AnswerRows = std::vector<std::vector<double>>;

/// How evenly one person answered the items of one matrix.
struct Evenness {
  std::size_t longest_run = 0;  ///< of equal answers in a row (careless::longstring); none breaks a run
  std::optional<double>
      variability;  ///< standard deviation of the answers, n - 1 (Dunn et al. 2018); none below 2 answers
  std::size_t distinct = 0;
  bool is_straight = false;  ///< every item of at least kStraightItems the same
};
/// With fewer items the same answer throughout is no sign of anything.
inline constexpr std::size_t kStraightItems = 6;
Result<std::vector<Evenness>> evenness(const AnswerRows& answers);

/// People whose answers are the same as others'. With few items that happens by chance: a count, not a
/// reproach.
struct Likeness {
  std::size_t group = 1;  ///< people with exactly these answers, this one counted
  double most_alike =
      0;  ///< greatest share of items that another answered the same (Kuriakose and Robbins 2016)
  bool is_near = false;  ///< most_alike reaches the threshold
};
/// At most limits::kLikeRows people: each is compared with each.
Result<std::vector<Likeness>> likeness(const AnswerRows& answers, double near_threshold);
/// The first of these for any number of people.
Result<std::vector<std::size_t>> equal_rows(const AnswerRows& answers);

/// Items left without an answer: by item, and by person.
struct Gaps {
  std::vector<std::size_t> by_item;
  std::vector<std::size_t> by_person;
  double share = 0;  ///< of all answers that could have been
};
Result<Gaps> gaps(const AnswerRows& answers);

/// Two answers that exclude each other (never uses a computer, answers by computer every day). Both items are
/// indices.
struct Impossible {
  std::size_t item;
  double answer;
  std::size_t other_item;
  double other_answer;
};
/// Of each pair, how many people gave both. Error besides: quality_answers (/pairs/i: no such item).
Result<std::vector<std::size_t>> impossible(const AnswerRows& answers, const std::vector<Impossible>& pairs);

/// Seconds taken for a form: half the median (a rule of panels), two seconds an item (Huang et al. 2012),
/// Tukey's fences of the logarithms.
struct Speed {
  double median = 0;
  double half_median = 0;
  double per_item = 0;   ///< 2 s times the items
  double fence_low = 0;  ///< seconds
  double fence_high = 0;
};
/// Errors: quality_answers (/seconds: none, or one that is not above 0).
Result<Speed> speed(const std::vector<double>& seconds, std::size_t items);

}  // namespace triptych::tally
