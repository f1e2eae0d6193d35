// SPDX-License-Identifier: MIT
// Disclosure: what may be shown. Results and exports take nothing else, and only disclosure can make one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "disclosure/rules.h"

namespace triptych::tally {
struct Columns;
}

namespace triptych::disclosure {

struct Policy;

/// Of a one-way table: a finer grid would show single people's numbers.
inline constexpr std::uint32_t kMostOptions = 100;

/// The chances of a randomised item, as integers: kept with keep / (keep + (categories - 1) other).
struct RandomisedItem {
  double epsilon;
  Count keep;
  Count other;
  Count categories;  ///< the options and "no answer"
};

/// One item counted. Where nothing is released all counts are 0 and `cells` is empty: why is not said, for that alone
/// would tell how close to each other the answers were.
struct OneWayTable {
  std::string name;
  std::string question;
  /// "question", "matrix_row", "explainer", "draw", "fact"; "envelope" for mode, text_rev and language. Of a flow, whose values are
  /// "up", "same", "down": "learning" (up is right), "change" (up is the first option of `question`), "rise" (up is its last).
  std::string source;
  std::string kind;    ///< "single", "multiple", "ranking"
  bool compared = false;  ///< counts only ballots that had met nothing that teaches before the first compared item
  std::optional<RandomisedItem> randomised;  ///< cells count drawn codes; `unanswered` is a category of the draw
  Array values;        ///< of the options, in the order of codes: option i is code 4 + i
  bool released = false;
  /// By option. Multiple: how many ticked it. Ranking: how many ranked it first.
  std::vector<Count> cells;
  Count answered = 0;
  Count unanswered = 0;
  Count refused = 0;
  Count dont_know = 0;
  Count taught = 0;    ///< answers left out because something had taught before; 0 if not compared
};

/// Two items crossed, once, at closing. Marks are shown or hidden: which hidden cells are companions is not said.
struct CrossedTable {
  std::string rows;
  std::string columns;
  Array row_values;
  Array column_values;
  bool released = false;
  std::vector<Count> cells;     ///< row-major; 0 where hidden
  std::vector<std::uint8_t> hidden;  ///< 1 where hidden
};

struct ReleasedData {
  std::string survey;
  std::uint8_t wave = 0;
  bool simulated = false;
  bool closed = false;
  std::uint32_t number = 1;     ///< of the snapshot in its wave
  std::string previous;         ///< SHA-256 of the snapshot before it, hexadecimal; empty for the first
  std::uint32_t min_answers = 0;
  std::uint32_t min_new = 0;
  std::uint32_t total_step = 0;
  Count ballots = 0;            ///< floored to total_step while open; 0 below min_answers
  std::vector<OneWayTable> tables;
  std::vector<CrossedTable> crossed;
};

enum class Phase : std::uint8_t { open, closing };

/// Why the snapshot before stays as it is.
enum class Kept : std::uint8_t {
  no,
  unchanged,     ///< nothing new
  too_few,       ///< some table would move by fewer than min_new answers
  one_category,  ///< … or by answers that are all alike
  decrease,      ///< … or would lose answers
  limit,         ///< max_snapshots reached: the next one is the closing one
};

struct Release;
class Released;

/// Makes what may be shown of a tally, beside what was shown before (or null). While open nothing moves unless every table may;
/// then `kept` says why and `released` is the previous one. At closing the wave is marked closed in any case: if the last
/// batch may not be shown, its answers stay out and no table is crossed.
/// Errors: release_survey (found, expected), release_closed (the wave is closed), release_mixed (simulated and real),
/// release_item (path: a pair or a flow of the policy whose items are not single choices, or not alike).
Result<Release> release(const tally::Columns& columns, const Policy& policy, const Released* previous, Phase phase);

/// A snapshot read back. Errors: json_*, snapshot_format (path: JSON pointer).
Result<Released> read_snapshot(std::string_view text);

class Released {
 public:
  const ReleasedData& data() const { return data_; }

 private:
  explicit Released(ReleasedData data) : data_(std::move(data)) {}
  friend Result<Release> release(const tally::Columns&, const Policy&, const Released*, Phase);
  friend Result<Released> read_snapshot(std::string_view);

  ReleasedData data_;
};

struct Release {
  Released released;
  Kept kept = Kept::no;
  std::string table;  ///< the first table that may not move; for the organizer, who holds the ballots
};

/// "no", "unchanged", "too_few", "one_category", "decrease", "limit"
std::string_view name_of(Kept kept);

}  // namespace triptych::disclosure
