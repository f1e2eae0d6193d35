// SPDX-License-Identifier: MIT
// Fuzz: whoever answers, in whatever batches: no hidden cell of a released table can be bounded more tightly than the policy says, nothing
// released ever falls or grows by a few, and in the rows nobody is in a class below k.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ballot/ballot.h"
#include "base/random.h"
#include "disclosure/policy.h"
#include "disclosure/rows.h"
#include "disclosure/snapshot.h"
#include "json/reader.h"
#include "tally/tally.h"

namespace {

using namespace triptych;
using namespace triptych::disclosure;

constexpr std::string_view kPolicy = R"({"version":1,"survey":"fuzz",
  "one_way":{"items":"all","min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":10},
  "crossed":{"when":"closing","primary":{"from":1,"to":10},"zeros":"shown","companions":{"min_protection":11,"zeros":"never"},
             "tables":[["opinion","role"]]},
  "rows":{"when":"closing","k":11,"counting":"strict","max_dropped_share":0.05,"sensitive":[]},
  "quasi_identifiers":[{"question":"role","levels":[[{"code":"x","text":{},"values":["a","b"]},{"code":"y","text":{},"values":["c","d"]}]]},
                       {"question":"place","levels":[]}]})";
constexpr Count kLeast = 11;
constexpr std::size_t kMostPeople = 1500;

void demand(bool holds) {
  if (!holds) std::abort();
}

ballot::Codebook make() {
  ballot::Codebook codebook;
  codebook.survey = "fuzz";
  codebook.wave = 1;
  codebook.text_rev = 1;
  codebook.languages = {"en"};
  const auto add = [&codebook](std::string name, std::vector<Value> options) {
    ballot::Item item;
    item.name = item.question = std::move(name);
    item.options = std::move(options);
    codebook.items.push_back(std::move(item));
  };
  add("opinion", {"good", "bad", "none"});
  add("role", {"a", "b", "c", "d"});
  add("place", {"here", "there"});
  return ballot::seal(std::move(codebook)).value();
}

/// Who a byte is: two bits of opinion (3: refuses), two of role, one of place.
void add_person(tally::Tally& tally, const ballot::Codebook& codebook, std::uint8_t who, std::uint32_t number) {
  ballot::Ballot made;
  Random random(number);
  for (std::uint8_t& byte : made.id) byte = static_cast<std::uint8_t>(random.next());
  made.wave = 1;
  made.text_rev = 1;
  made.language = ballot::language_code("en");
  made.week = {2026, 48};
  const auto gave = [](std::uint32_t option) { return ballot::Answer{ballot::State::answered, {option}}; };
  const std::uint32_t opinion = who & 3;
  made.answers = {opinion == 3 ? ballot::Answer{ballot::State::refused, {}} : gave(opinion), gave(who >> 2 & 3), gave(who >> 4 & 1)};
  demand(tally.add(ballot::encode(made, codebook).value()).ok());
}

const OneWayTable* find(const ReleasedData& data, std::string_view name) {
  for (const OneWayTable& table : data.tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

/// The attacker's bounds of every small cell that is hidden, from the people themselves.
void check_crossed(const tally::Columns& columns, const CrossedTable& table) {
  if (!table.released) return;
  const std::size_t width = table.column_values.size();
  const std::size_t lines = table.row_values.size() + 1;
  std::vector<Count> cells(lines * width, 0);
  std::vector<Mark> marks(lines * width, Mark::apart);
  const tally::Column rows = columns.codes(columns.find(table.rows));
  const tally::Column others = columns.codes(columns.find(table.columns));
  for (std::size_t person = 0; person < columns.ballots; ++person) {
    const std::size_t line = rows[person] < ballot::kFirstOption ? lines - 1 : rows[person] - ballot::kFirstOption;
    ++cells[line * width + others[person] - ballot::kFirstOption];
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) marks[i] = table.hidden[i] != 0 ? Mark::hidden : Mark::shown;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.hidden[i] == 0) {
      demand(table.cells[i] == cells[i] && (cells[i] == 0 || cells[i] >= kLeast));
      continue;
    }
    if (cells[i] == 0 || cells[i] >= kLeast) continue;
    Count row = 0;
    Count column = 0;
    for (std::size_t c = 0; c < width; ++c) row += cells[i / width * width + c];
    for (std::size_t r = 0; r < lines; ++r) column += cells[r * width + i % width];
    const Bounds bounds = bounds_of(cells.data(), marks.data(), lines, width, i / width, i % width);
    demand(bounds.least < bounds.most && bounds.most >= std::min({kLeast, row, column}));
  }
}

void check_step(const ReleasedData& before, const ReleasedData& after) {
  for (const OneWayTable& old : before.tables) {
    if (!old.released) continue;
    const OneWayTable* now = find(after, old.name);
    demand(now && now->released && now->cells.size() == old.cells.size());
    Count more = 0;
    std::size_t moved = 0;
    for (std::size_t i = 0; i < old.cells.size(); ++i) {
      demand(now->cells[i] >= old.cells[i]);
      more += now->cells[i] - old.cells[i];
      moved += now->cells[i] > old.cells[i] ? 1 : 0;
    }
    demand(more == 0 || (more >= kLeast && moved >= 2));
  }
}

void check_rows(const tally::Columns& columns, const Policy& policy, const Release& closing) {
  const Result<ReleasedRows> rows = release_rows(columns, policy, closing);
  if (!rows.ok()) return;
  std::map<std::vector<std::uint32_t>, std::size_t> classes;
  for (std::size_t row = 0; row < rows.value().data().rows; ++row) {
    std::vector<std::uint32_t> key;
    for (const RowsItem& item : rows.value().data().items) {
      if (item.known_to_others) key.push_back(item.cells[0][row]);
    }
    ++classes[key];
  }
  for (const auto& [key, people] : classes) demand(people >= kLeast);
  // The published table less the rows: nobody, or enough of several kinds.
  for (const RowsItem& item : rows.value().data().items) {
    const OneWayTable* table = find(closing.released.data(), item.name);
    demand(table && table->released);
    if (item.level > 0) continue;
    std::vector<Count> left = table->cells;
    for (const std::uint32_t cell : item.cells[0]) {
      if (cell < left.size()) demand(left[cell]-- > 0);
    }
    Count people = 0;
    for (const Count count : left) people += count;
    demand(people == 0 || (people >= kLeast && std::count(left.begin(), left.end(), Count{0}) + 2 <= static_cast<std::ptrdiff_t>(left.size())));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ballot::Codebook codebook = make();
  static const Policy policy = read_policy(json::read(kPolicy).value()).value();
  tally::Tally tally(codebook);
  std::optional<Released> last;
  std::uint32_t people = 0;
  // Pairs: who, and how many of them; of the highest bit a snapshot in between.
  for (std::size_t i = 0; i + 1 < size && people < kMostPeople; i += 2) {
    for (std::uint32_t times = data[i + 1] % 64; times > 0 && people < kMostPeople; --times) add_person(tally, codebook, data[i], ++people);
    if ((data[i] & 0x80) == 0) continue;
    const Release now = release(tally.count(), policy, last ? &*last : nullptr, Phase::open).value();
    if (last) check_step(last->data(), now.released.data());
    last = now.released;
  }
  const tally::Columns columns = tally.count();
  const Release closing = release(columns, policy, last ? &*last : nullptr, Phase::closing).value();
  if (last) check_step(last->data(), closing.released.data());
  for (const CrossedTable& table : closing.released.data().crossed) check_crossed(columns, table);
  const std::string written = write_snapshot(closing.released);
  demand(write_snapshot(read_snapshot(written).value()) == written);
  check_rows(columns, policy, closing);
  return 0;
}
