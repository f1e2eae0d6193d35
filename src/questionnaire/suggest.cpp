// SPDX-License-Identifier: MIT
// Questionnaire: optimal string alignment distance (Damerau 1964, without repeated edits).
#include "questionnaire/suggest.h"

#include <algorithm>

#include "condition/values.h"

namespace triptych::questionnaire {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view written, const std::vector<std::string_view>& known) {
  // Names are short; a long one is no slip of the keyboard.
  constexpr std::size_t kLongest = 64;
  if (written.size() > kLongest) return "";
  const std::string folded = condition::lower_case(written);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, written.size() / 3) + 1;
  for (const std::string_view name : known) {
    if (name.size() > kLongest) continue;
    const std::size_t found = distance(folded, condition::lower_case(name));
    if (found < best_distance) {
      best = name;
      best_distance = found;
    }
  }
  return std::string(best);
}

}  // namespace triptych::questionnaire
