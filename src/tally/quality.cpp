// SPDX-License-Identifier: MIT
// Tally: quality of answers.
#include "tally/quality.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/limits.h"
#include "stats/ordinal.h"

namespace triptych::tally {
namespace {

Error answers_error(std::string path) {
  return {ErrorCode::quality_answers, std::move(path), {}};
}

Result<Done> check_rows(const AnswerRows& answers) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].size() != answers[0].size()) return answers_error("/answers/" + std::to_string(i));
    for (const double answer : answers[i]) {
      if (!std::isfinite(answer)) return answers_error("/answers/" + std::to_string(i));
    }
  }
  return Done{};
}

Evenness evenness_of(const std::vector<double>& row) {
  Evenness found;
  std::vector<double> given;
  std::size_t run = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == kNoAnswer) {
      run = 0;
      continue;
    }
    run = run > 0 && row[i - 1] == row[i] ? run + 1 : 1;
    found.longest_run = std::max(found.longest_run, run);
    given.push_back(row[i]);
  }
  found.is_straight = row.size() >= kStraightItems && found.longest_run == row.size();
  if (given.size() >= 2) {
    double mean = 0;
    for (const double answer : given) mean += answer / static_cast<double>(given.size());
    double squares = 0;
    for (const double answer : given) squares += (answer - mean) * (answer - mean);
    found.variability = std::sqrt(squares / static_cast<double>(given.size() - 1));
  }
  std::sort(given.begin(), given.end());
  found.distinct = static_cast<std::size_t>(std::unique(given.begin(), given.end()) - given.begin());
  return found;
}

double share_alike(const std::vector<double>& a, const std::vector<double>& b) {
  std::size_t alike = 0;
  for (std::size_t i = 0; i < a.size(); ++i) alike += a[i] == b[i] ? 1 : 0;
  return a.empty() ? 0 : static_cast<double>(alike) / static_cast<double>(a.size());
}

}  // namespace

Result<std::vector<Evenness>> evenness(const AnswerRows& answers) {
  TRIPTYCH_TRY(check_rows(answers));
  std::vector<Evenness> found;
  for (const std::vector<double>& row : answers) found.push_back(evenness_of(row));
  return found;
}

Result<std::vector<std::size_t>> equal_rows(const AnswerRows& answers) {
  TRIPTYCH_TRY(check_rows(answers));
  std::map<std::vector<double>, std::size_t> counts;
  for (const std::vector<double>& row : answers) ++counts[row];
  std::vector<std::size_t> sizes;
  for (const std::vector<double>& row : answers) sizes.push_back(counts[row]);
  return sizes;
}

Result<std::vector<Likeness>> likeness(const AnswerRows& answers, double near_threshold) {
  if (answers.size() > limits::kLikeRows)
    return Error{ErrorCode::quality_too_many, "/answers", {{"limit", limits::kLikeRows}}};
  const std::vector<std::size_t> sizes = TRIPTYCH_TRY(equal_rows(answers));
  std::vector<Likeness> found;
  for (const std::size_t size : sizes) found.push_back({size, 0, false});
  for (std::size_t a = 0; a < answers.size(); ++a) {
    for (std::size_t b = a + 1; b < answers.size(); ++b) {
      const double share = share_alike(answers[a], answers[b]);
      found[a].most_alike = std::max(found[a].most_alike, share);
      found[b].most_alike = std::max(found[b].most_alike, share);
    }
  }
  for (Likeness& one : found) one.is_near = one.most_alike >= near_threshold;
  return found;
}

Result<Gaps> gaps(const AnswerRows& answers) {
  TRIPTYCH_TRY(check_rows(answers));
  Gaps found;
  if (answers.empty()) return found;
  found.by_item.assign(answers[0].size(), 0);
  std::size_t all = 0;
  for (const std::vector<double>& row : answers) {
    std::size_t missing = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] != kNoAnswer) continue;
      ++found.by_item[i];
      ++missing;
    }
    found.by_person.push_back(missing);
    all += missing;
  }
  const std::size_t possible = answers.size() * answers[0].size();
  if (possible > 0) found.share = static_cast<double>(all) / static_cast<double>(possible);
  return found;
}

Result<std::vector<std::size_t>> impossible(const AnswerRows& answers, const std::vector<Impossible>& pairs) {
  TRIPTYCH_TRY(check_rows(answers));
  const std::size_t items = answers.empty() ? 0 : answers[0].size();
  std::vector<std::size_t> counts(pairs.size(), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Impossible& pair = pairs[i];
    if (!answers.empty() && (pair.item >= items || pair.other_item >= items))
      return answers_error("/pairs/" + std::to_string(i));
    for (const std::vector<double>& row : answers) {
      counts[i] += row[pair.item] == pair.answer && row[pair.other_item] == pair.other_answer ? 1 : 0;
    }
  }
  return counts;
}

Result<Speed> speed(const std::vector<double>& seconds, std::size_t items) {
  constexpr double kSecondsAnItem = 2;
  constexpr double kFence = 1.5;
  std::vector<double> sorted = seconds;
  for (const double one : sorted) {
    if (!(one > 0) || !std::isfinite(one)) return answers_error("/seconds");
  }
  if (sorted.empty()) return answers_error("/seconds");
  std::sort(sorted.begin(), sorted.end());
  Speed found;
  found.median = stats::quantile(sorted, 0.5);
  found.half_median = found.median / 2;
  found.per_item = kSecondsAnItem * static_cast<double>(items);
  for (double& one : sorted) one = std::log(one);
  const double low = stats::quantile(sorted, 0.25);
  const double high = stats::quantile(sorted, 0.75);
  found.fence_low = std::exp(low - kFence * (high - low));
  found.fence_high = std::exp(high + kFence * (high - low));
  return found;
}

}  // namespace triptych::tally
