// SPDX-License-Identifier: MIT
// Disclosure: classes of rows alike.
#include "disclosure/classes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "base/limits.h"

namespace triptych::disclosure {
namespace {

Result<Done> check_columns(const std::vector<Codes>& columns) {
  if (columns.empty()) return Error{ErrorCode::rows_columns, "/columns", {{"found", 0}, {"expected", 1}}};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].size() != columns[0].size()) {
      return Error{ErrorCode::rows_columns,
                   "/columns/" + std::to_string(i),
                   {{"found", columns[i].size()}, {"expected", columns[0].size()}}};
    }
  }
  if (columns[0].size() > limits::kRows)
    return Error{ErrorCode::rows_too_many, "/columns", {{"limit", limits::kRows}}};
  return Done{};
}

/// Classes of those rows by those columns alone, refined column by column.
Classes refine(const std::vector<const Codes*>& columns, const std::vector<std::size_t>& rows) {
  Classes classes{Codes(rows.size(), 0), {static_cast<std::uint32_t>(rows.size())}};
  for (const Codes* column : columns) {
    std::unordered_map<std::uint64_t, std::uint32_t> numbers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint64_t key = std::uint64_t{classes.class_of[i]} << 32 | (*column)[rows[i]];
      classes.class_of[i] = numbers.emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second;
    }
    classes.sizes.assign(numbers.size(), 0);
  }
  if (!columns.empty()) {
    for (const std::uint32_t number : classes.class_of) ++classes.sizes[number];
  }
  return classes;
}

std::vector<std::size_t> all_rows(std::size_t rows) {
  std::vector<std::size_t> all(rows);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace

Result<Classes> classes_of(const std::vector<Codes>& columns) {
  TRIPTYCH_TRY(check_columns(columns));
  std::vector<const Codes*> all;
  for (const Codes& column : columns) all.push_back(&column);
  return refine(all, all_rows(columns[0].size()));
}

std::size_t rows_below(const Classes& classes, std::uint32_t k) {
  std::size_t below = 0;
  for (const std::uint32_t size : classes.sizes) below += size < k ? size : 0;
  return below;
}

Result<WildcardCounts> wildcard_counts(const std::vector<Codes>& columns,
                                       const std::vector<double>& weights) {
  TRIPTYCH_TRY(check_columns(columns));
  const std::size_t rows = columns[0].size();
  if (!weights.empty() && weights.size() != rows) {
    return Error{ErrorCode::rows_columns, "/weights", {{"found", weights.size()}, {"expected", rows}}};
  }
  // Rows that miss the same values form a pattern. A row of one pattern matches a row of another if they
  // agree in the columns that both have, so one grouping a pair of patterns is enough.
  std::vector<Codes> gaps;
  for (const Codes& column : columns) {
    Codes gap(rows);
    for (std::size_t row = 0; row < rows; ++row) gap[row] = column[row] == kMissing ? 1 : 0;
    gaps.push_back(std::move(gap));
  }
  std::vector<const Codes*> all_gaps;
  for (const Codes& gap : gaps) all_gaps.push_back(&gap);
  const Classes patterns = refine(all_gaps, all_rows(rows));
  const std::size_t count = patterns.sizes.size();
  if (count > limits::kMissingPatterns) {
    return Error{ErrorCode::rows_too_many, "/columns", {{"limit", limits::kMissingPatterns}}};
  }
  std::vector<std::vector<std::size_t>> rows_of(count);
  for (std::size_t row = 0; row < rows; ++row) rows_of[patterns.class_of[row]].push_back(row);

  WildcardCounts counts{std::vector<std::uint32_t>(rows, 0), std::vector<double>(rows, 0)};
  for (const std::vector<std::size_t>& looking : rows_of) {
    for (const std::vector<std::size_t>& matched : rows_of) {
      std::vector<const Codes*> both;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (gaps[i][looking[0]] == 0 && gaps[i][matched[0]] == 0) both.push_back(&columns[i]);
      }
      std::vector<std::size_t> together = matched;
      together.insert(together.end(), looking.begin(), looking.end());
      const Classes classes = refine(both, together);
      std::vector<std::uint32_t> found(classes.sizes.size(), 0);
      std::vector<double> weight(classes.sizes.size(), 0);
      for (std::size_t i = 0; i < matched.size(); ++i) {
        ++found[classes.class_of[i]];
        weight[classes.class_of[i]] += weights.empty() ? 1 : weights[matched[i]];
      }
      for (std::size_t i = 0; i < looking.size(); ++i) {
        counts.rows[looking[i]] += found[classes.class_of[matched.size() + i]];
        counts.weights[looking[i]] += weight[classes.class_of[matched.size() + i]];
      }
    }
  }
  return counts;
}

double individual_risk(double rows, double population) {
  if (rows >= population) return 1 / rows;
  const double p = rows / population;
  const double odds = p / (1 - p);
  if (rows == 1) return odds * std::log(1 / p);
  if (rows == 2) return odds - odds * odds * std::log(1 / p);
  return p / (rows - (1 - p));
}

Result<std::vector<Diversity>> diversity_of(const Classes& classes, const Codes& sensitive) {
  const std::size_t rows = classes.class_of.size();
  if (sensitive.size() != rows) {
    return Error{ErrorCode::rows_columns, "/sensitive", {{"found", sensitive.size()}, {"expected", rows}}};
  }
  // Rows of a class and an answer together, in order of the answers.
  std::vector<std::uint64_t> pairs;
  for (std::size_t row = 0; row < rows; ++row) {
    if (sensitive[row] != kMissing)
      pairs.push_back(std::uint64_t{classes.class_of[row]} << 32 | sensitive[row]);
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<Diversity> found(classes.sizes.size());
  std::vector<double> answers(classes.sizes.size(), 0);
  for (const std::uint64_t pair : pairs) ++answers[static_cast<std::size_t>(pair >> 32)];
  std::vector<double> entropy(classes.sizes.size(), 0);
  for (std::size_t from = 0; from < pairs.size();) {
    std::size_t to = from;
    while (to < pairs.size() && pairs[to] == pairs[from]) ++to;
    const auto at = static_cast<std::size_t>(pairs[from] >> 32);
    const double share = static_cast<double>(to - from) / answers[at];
    ++found[at].distinct;
    found[at].max_share = std::max(found[at].max_share, share);
    entropy[at] -= share * std::log(share);
    from = to;
  }
  for (std::size_t at = 0; at < found.size(); ++at)
    found[at].entropy = found[at].distinct > 0 ? std::exp(entropy[at]) : 0;
  return found;
}

}  // namespace triptych::disclosure
