// SPDX-License-Identifier: MIT
// Tests: what may be shown. Bounds against brute force; releases, batches, closing; the snapshot's one text.
#include "disclosure/released.h"

#include <algorithm>

#include "disclosure/policy.h"
#include "disclosure/rules.h"
#include "disclosure/snapshot.h"
#include "json/reader.h"
#include "made_ballots.h"
#include "tally/tally.h"

using namespace made;
using namespace triptych::disclosure;

namespace {

constexpr std::string_view kPolicy = R"({"version":1,"survey":"made",
  "one_way":{"items":"all","min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":3},
  "crossed":{"when":"closing","primary":{"from":1,"to":10},"zeros":"shown","companions":{"min_protection":11,"zeros":"never"},
             "tables":[["one","two"]]}})";

Policy policy() { return read_policy(json::read(kPolicy).value()).value(); }

ErrorCode policy_refusal(std::string_view from, std::string_view to) {
  std::string text(kPolicy);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  const Result<Policy> read = read_policy(json::read(text).value());
  REQUIRE_FALSE(read.ok());
  return read.error().code;
}

Item compared(Item item) {
  item.compared = true;
  return item;
}

Codebook two_items() {
  return codebook({fact("taught_before"), compared(item("one", {"a", "b", "c"})), item("two", {"x", "y"})});
}

/// Ballots added one after another, ids never repeated.
class Box {
 public:
  explicit Box(Codebook codebook, bool simulated = false) : codebook_(std::move(codebook)), simulated_(simulated) {}

  void add(int times, std::vector<Answer> answers) {
    for (int i = 0; i < times; ++i) ballots_.push_back(ballot_bytes(codebook_, answers, ++number_, simulated_));
  }
  /// A ballot of two_items(): nothing that teaches before.
  void put(int times, std::uint32_t one, std::uint32_t two) { add(times, {gave(0), gave(one), gave(two)}); }

  tally::Columns columns() const {
    tally::Tally tally(codebook_);
    for (const std::string& bytes : ballots_) REQUIRE(tally.add(bytes).ok());
    return std::move(tally).close();
  }
  Release release(const Released* previous = nullptr, Phase phase = Phase::open) const {
    Result<Release> made = disclosure::release(columns(), policy(), previous, phase);
    REQUIRE(made.ok());
    return std::move(made).value();
  }

 private:
  Codebook codebook_;
  bool simulated_;
  std::uint32_t number_ = 0;
  std::vector<std::string> ballots_;
};

const OneWayTable& table(const Released& released, std::string_view name) {
  const auto& tables = released.data().tables;
  const auto found = std::find_if(tables.begin(), tables.end(), [name](const OneWayTable& one) { return one.name == name; });
  REQUIRE(found != tables.end());
  return *found;
}

/// Every table of counts with the same totals and the same shown cells, by trying them all: the extremes of one cell.
struct BruteForce {
  const std::vector<Count>& cells;
  const std::vector<Mark>& marks;
  std::size_t rows;
  std::size_t columns;
  std::size_t target;
  Count least = ~Count{0};
  Count most = 0;
  std::vector<Count> row_left{};
  std::vector<Count> column_left{};

  void run() {
    row_left.assign(rows, 0);
    column_left.assign(columns, 0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row_left[i / columns] += cells[i];
      column_left[i % columns] += cells[i];
    }
    fill(0, 0);
  }
  void fill(std::size_t i, Count at_target) {
    if (i == cells.size()) {
      for (const Count left : row_left) if (left != 0) return;
      for (const Count left : column_left) if (left != 0) return;
      least = std::min(least, at_target);
      most = std::max(most, at_target);
      return;
    }
    Count& row = row_left[i / columns];
    Count& column = column_left[i % columns];
    const bool shown = marks[i] == Mark::shown;
    const Count from = shown ? cells[i] : 0;
    const Count to = shown ? cells[i] : std::min(row, column);
    for (Count value = from; value <= to && value <= row && value <= column; ++value) {
      row -= value;
      column -= value;
      fill(i + 1, i == target ? value : at_target);
      row += value;
      column += value;
    }
  }
};

}  // namespace

TEST_CASE("rules: a one-way table needs enough answers and two categories") {
  const Count spread[] = {10, 1, 0};
  const Count alike[] = {20, 0, 0};
  const Count few[] = {9, 1, 0};
  CHECK(may_show(spread, 3, 11, Cells::partition, 11, 2));
  CHECK_FALSE(may_show(alike, 3, 20, Cells::partition, 11, 2));
  CHECK_FALSE(may_show(few, 3, 10, Cells::partition, 11, 2));
}

TEST_CASE("rules: boxes that everybody ticked, or nobody, give away every answer") {
  const Count all_alike[] = {12, 12, 0};
  const Count one_differs[] = {12, 11, 0};
  CHECK_FALSE(may_show(all_alike, 3, 12, Cells::boxes, 11, 2));
  CHECK(may_show(one_differs, 3, 12, Cells::boxes, 11, 2));
}

TEST_CASE("rules: what two snapshots differ by is a table too") {
  const auto step = [](std::vector<Count> before, std::vector<Count> after, Cells cells = Cells::partition, Count more = 0) {
    Count answers_before = 0;
    Count answers_after = 0;
    for (const Count count : before) answers_before += count;
    for (const Count count : after) answers_after += count;
    if (cells == Cells::boxes) {
      answers_before = 20;
      answers_after = 20 + more;
    }
    return step_between(before.data(), after.data(), before.size(), 0, answers_before, answers_after, cells, 10, 2);
  };
  CHECK(step({10, 12, 9, 4}, {10, 12, 9, 4}) == Step::unchanged);
  CHECK(step({10, 12, 9, 4}, {13, 16, 11, 6}) == Step::allowed);
  CHECK(step({10, 12, 9, 4}, {10, 24, 9, 4}) == Step::one_category);
  CHECK(step({10, 12, 9, 4}, {11, 13, 9, 4}) == Step::too_few);
  CHECK(step({10, 12, 9, 4}, {9, 20, 15, 4}) == Step::decrease);
  CHECK(step({5, 15}, {17, 15}, Cells::boxes, 12) == Step::one_category);
  CHECK(step({5, 15}, {17, 16}, Cells::boxes, 12) == Step::allowed);
  CHECK(step({5, 15}, {5, 15}, Cells::boxes, 1) == Step::too_few);
}

TEST_CASE("rules: counts beside the cells must not decrease, and must not move alone") {
  const Count before[] = {10, 12, 3};
  const Count fewer[] = {20, 22, 2};
  const Count alone[] = {10, 12, 4};
  CHECK(step_between(before, fewer, 2, 1, 22, 42, Cells::partition, 11, 2) == Step::decrease);
  CHECK(step_between(before, alone, 2, 1, 22, 22, Cells::partition, 11, 2) == Step::too_few);
}

TEST_CASE("rules: bounds of hidden cells are those of every table that someone could find possible") {
  Random random(17);
  int narrow = 0;
  for (int round = 0; round < 400; ++round) {
    const std::size_t rows = 2 + random.below(2);
    const std::size_t columns = 2 + random.below(2);
    std::vector<Count> cells(rows * columns);
    std::vector<Mark> marks(rows * columns);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i] = random.below(5);
      marks[i] = random.below(3) == 0 ? Mark::shown : Mark::hidden;
    }
    for (std::size_t target = 0; target < cells.size(); ++target) {
      BruteForce brute{cells, marks, rows, columns, target};
      brute.run();
      const Bounds bounds = bounds_of(cells.data(), marks.data(), rows, columns, target / columns, target % columns);
      CHECK(bounds.least == brute.least);
      CHECK(bounds.most == brute.most);
      if (bounds.least == bounds.most) ++narrow;
    }
  }
  CHECK(narrow > 100);
}

TEST_CASE("rules: primary cells alone in their rows and columns are found by subtraction") {
  const std::vector<Count> cells{20, 3, 12, 30, 15, 18, 9, 22, 8, 14, 25, 2, 31, 26, 17, 40};
  std::vector<Mark> marks(16, Mark::shown);
  marks[1] = marks[11] = Mark::hidden;
  const Bounds bounds = bounds_of(cells.data(), marks.data(), 4, 4, 0, 1);
  CHECK(bounds.least == 3);
  CHECK(bounds.most == 3);
}

TEST_CASE("rules: protecting the 4 x 4 example takes two companions, 44 people in all, as exhaustive search finds") {
  const std::vector<Count> cells{20, 3, 12, 30, 15, 18, 9, 22, 8, 14, 25, 2, 31, 26, 17, 40};
  std::vector<Mark> marks(16, Mark::shown);
  REQUIRE(protect(cells.data(), marks.data(), 4, 4, 4, 5));
  CHECK(marks[1] == Mark::hidden);
  CHECK(marks[11] == Mark::hidden);
  CHECK(std::count(marks.begin(), marks.end(), Mark::companion) == 2);
  CHECK(marks[3] == Mark::companion);   // 30
  CHECK(marks[9] == Mark::companion);   // 14
}

TEST_CASE("rules: no small count is known, or known to be small, in any table that protect lets out") {
  Random random(23);
  int shown = 0;
  for (int round = 0; round < 300; ++round) {
    const std::size_t rows = 3 + random.below(3);
    const std::size_t columns = 3 + random.below(3);
    std::vector<Count> cells(rows * columns);
    std::vector<Mark> marks(rows * columns, Mark::shown);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i] = random.below(4) == 0 ? random.below(11) : random.below(60);
      if (i / columns == rows - 1 || i % columns == columns - 1) marks[i] = Mark::apart;
    }
    if (!protect(cells.data(), marks.data(), rows, columns, 10, 11)) continue;
    ++shown;
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t c = 0; c < columns; ++c) {
        const Count count = cells[r * columns + c];
        const Mark mark = marks[r * columns + c];
        if (count == 0 || count > 10) continue;
        CHECK(mark != Mark::shown);
        const Bounds bounds = bounds_of(cells.data(), marks.data(), rows, columns, r, c);
        Count row_total = 0;
        Count column_total = 0;
        for (std::size_t i = 0; i < columns; ++i) row_total += cells[r * columns + i];
        for (std::size_t i = 0; i < rows; ++i) column_total += cells[i * columns + c];
        CHECK(bounds.least < bounds.most);
        CHECK(bounds.most >= std::min({Count{11}, row_total, column_total}));
      }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) CHECK_FALSE((marks[i] == Mark::companion && cells[i] == 0));
  }
  CHECK(shown > 100);
}

TEST_CASE("rules: a group that answered as one is hidden with its zeros") {
  const std::vector<Count> cells{40, 30, 20, 0, 15, 0, 25, 35, 45};
  std::vector<Mark> marks(9, Mark::shown);
  if (protect(cells.data(), marks.data(), 3, 3, 10, 11)) {
    CHECK(marks[3] == Mark::hidden);
    CHECK(marks[4] == Mark::hidden);
    CHECK(marks[5] == Mark::hidden);
    const Bounds bounds = bounds_of(cells.data(), marks.data(), 3, 3, 1, 1);
    CHECK(bounds.least < bounds.most);
  } else {
    FAIL("this table can be protected");
  }
}

TEST_CASE("rules: a table that cannot be protected is not shown") {
  // Every rectangle with the 3 has a zero for a corner.
  const std::vector<Count> cells{3, 20, 0, 20, 0, 30, 0, 15, 25};
  std::vector<Mark> marks(9, Mark::shown);
  CHECK_FALSE(protect(cells.data(), marks.data(), 3, 3, 10, 11));
}

TEST_CASE("policy: refuses what is missing, too weak, not kept, or linked in a circle") {
  CHECK(policy_refusal("\"min_answers\":11", "\"min_answers\":4") == ErrorCode::policy_weak);
  CHECK(policy_refusal("\"min_categories\":2", "\"min_categories\":1") == ErrorCode::policy_weak);
  CHECK(policy_refusal("\"min_new\":11", "\"min_new\":10") == ErrorCode::policy_weak);
  CHECK(policy_refusal("\"min_protection\":11", "\"min_protection\":10") == ErrorCode::policy_weak);
  CHECK(policy_refusal("\"to\":10", "\"to\":3") == ErrorCode::policy_weak);
  CHECK(policy_refusal("\"survey\":\"made\",", "") == ErrorCode::policy_shape);
  CHECK(policy_refusal("\"total_step\":5", "\"total_step\":\"5\"") == ErrorCode::policy_shape);
  CHECK(policy_refusal("\"closing\"", "\"always\"") == ErrorCode::policy_shape);
  CHECK(policy_refusal("\"never\"", "\"sometimes\"") == ErrorCode::policy_shape);
  CHECK(policy_refusal("all_tables_or_none", "each") == ErrorCode::policy_shape);
  CHECK(policy_refusal("[[\"one\",\"two\"]]", "[[\"a\",\"b\"],[\"b\",\"c\"],[\"c\",\"a\"]]") == ErrorCode::policy_linked);
  CHECK(policy_refusal("[[\"one\",\"two\"]]", "[[\"a\",\"a\"]]") == ErrorCode::policy_linked);
}

TEST_CASE("release: below eleven answers, or all alike, no number at all") {
  Box box(two_items());
  box.put(10, 0, 0);
  const Released ten = box.release().released;
  CHECK(ten.data().ballots == 0);
  for (const OneWayTable& one : ten.data().tables) CHECK_FALSE(one.released);
  const std::string text = write_snapshot(ten);
  CHECK(text.find("answered") == std::string::npos);
  CHECK(text.find("cells") == std::string::npos);
  box.put(4, 0, 1);
  const Released fourteen = box.release().released;
  CHECK(fourteen.data().ballots == 10);
  CHECK_FALSE(table(fourteen, "one").released);
  REQUIRE(table(fourteen, "two").released);
  CHECK(table(fourteen, "two").cells == std::vector<Count>{10, 4});
}

TEST_CASE("release: a compared item counts only those whom nothing had taught, and says how many others there are") {
  Box box(two_items());
  box.put(12, 0, 0);
  box.put(3, 1, 1);
  box.add(4, {gave(1), gave(2), gave(0)});   // before
  box.add(2, {gave(2), gave(2), gave(0)});   // after
  box.add(1, {gave(1), {State::refused, {}}, gave(0)});
  const Released released = box.release().released;
  CHECK(table(released, "one").cells == std::vector<Count>{12, 3, 2});
  CHECK(table(released, "one").taught == 4);
  CHECK(table(released, "one").refused == 0);
  CHECK(table(released, "two").cells == std::vector<Count>{19, 3});
}

TEST_CASE("release: while open draws, facts and modes wait, and nothing is crossed") {
  Box box(two_items());
  box.put(12, 0, 0);
  box.put(12, 1, 1);
  const Released released = box.release().released;
  CHECK(released.data().tables.size() == 2);
  CHECK(released.data().crossed.empty());
}

TEST_CASE("release: batches move all tables or none, and the snapshot before stays byte for byte") {
  Box box(two_items());
  box.put(12, 0, 0);
  box.put(3, 1, 1);
  const Release first = box.release();
  const std::string before = write_snapshot(first.released);
  const auto kept = [&](Kept why) {
    const Release now = box.release(&first.released);
    CHECK(now.kept == why);
    CHECK(write_snapshot(now.released) == before);
  };
  kept(Kept::unchanged);
  box.put(5, 0, 0);
  box.put(5, 1, 1);
  kept(Kept::too_few);
  box.put(5, 1, 0);
  const Release second = box.release(&first.released);
  CHECK(second.kept == Kept::no);
  CHECK(second.released.data().number == 2);
  CHECK(second.released.data().previous == digest_of(first.released));
  CHECK(second.released.data().ballots == 30);
}

TEST_CASE("release: a batch whose answers are all alike to one question moves nothing") {
  Box box(two_items());
  box.put(12, 0, 0);
  box.put(3, 1, 1);
  const Release first = box.release();
  box.put(8, 0, 0);
  box.put(8, 1, 0);
  const Release second = box.release(&first.released);
  CHECK(second.kept == Kept::one_category);
  CHECK(second.table == "two");
}

TEST_CASE("release: a question that only three new people answered holds everything back") {
  Box box(two_items());
  box.put(12, 0, 0);
  box.put(3, 1, 1);
  const Release first = box.release();
  box.add(10, {gave(0), gave(0), {State::unanswered, {}}});
  box.add(10, {gave(0), gave(1), {State::unanswered, {}}});
  box.put(3, 0, 1);
  const Release second = box.release(&first.released);
  CHECK(second.kept == Kept::too_few);
  CHECK(second.table == "two");
}

TEST_CASE("release: refuses to lose answers that were shown") {
  Box large(two_items());
  large.put(12, 0, 0);
  large.put(12, 1, 1);
  const Release first = large.release();
  Box small(two_items());
  small.put(12, 0, 0);
  small.put(11, 1, 1);
  CHECK(small.release(&first.released).kept == Kept::decrease);
}

TEST_CASE("release: at most so many snapshots a wave, then only the closing one") {
  Box box(two_items());
  std::optional<Released> last;
  for (int batch = 0; batch < 3; ++batch) {
    box.put(11, 0, 0);
    box.put(11, 1, 1);
    Release now = box.release(last ? &*last : nullptr);
    CHECK(now.kept == Kept::no);
    last = std::move(now.released);
  }
  box.put(11, 0, 0);
  box.put(11, 1, 1);
  CHECK(box.release(&*last).kept == Kept::limit);
  const Release closing = box.release(&*last, Phase::closing);
  CHECK(closing.kept == Kept::no);
  CHECK(closing.released.data().closed);
  CHECK(closing.released.data().ballots == 88);
  CHECK(release(box.columns(), policy(), &closing.released, Phase::open).error().code == ErrorCode::release_closed);
}

TEST_CASE("release: closing crosses the declared pairs, with small cells hidden beyond computing") {
  Box box(codebook({fact("taught_before"), compared(item("one", {"a", "b", "c"})), item("two", {"x", "y", "z"})}));
  const int people[3][3] = {{30, 20, 25}, {18, 4, 22}, {26, 21, 40}};
  for (std::uint32_t one = 0; one < 3; ++one) {
    for (std::uint32_t two = 0; two < 3; ++two) box.put(people[one][two], one, two);
  }
  box.add(14, {gave(0), {State::dont_know, {}}, gave(0)});
  const Released released = box.release(nullptr, Phase::closing).released;
  REQUIRE(released.data().crossed.size() == 1);
  const CrossedTable& crossed = released.data().crossed[0];
  REQUIRE(crossed.released);
  CHECK(crossed.hidden[4] == 1);
  CHECK(crossed.cells[4] == 0);
  CHECK(std::count(crossed.hidden.begin(), crossed.hidden.end(), 1) >= 2);
  CHECK(crossed.cells[8] == (crossed.hidden[8] != 0 ? 0u : 40u));
  CHECK(table(released, "mode").released == false);   // all of one mode
}

TEST_CASE("release: if the last batch may not be shown, the wave closes without it and without crossed tables") {
  Box box(two_items());
  box.put(30, 0, 0);
  box.put(30, 1, 1);
  box.put(30, 2, 1);
  box.put(30, 2, 0);
  const Release first = box.release();
  box.put(3, 0, 1);
  const Release closing = box.release(&first.released, Phase::closing);
  CHECK(closing.kept == Kept::too_few);
  CHECK(closing.released.data().closed);
  CHECK(closing.released.data().ballots == first.released.data().ballots);
  CHECK(table(closing.released, "two").cells == table(first.released, "two").cells);
  for (const CrossedTable& crossed : closing.released.data().crossed) CHECK_FALSE(crossed.released);
}

TEST_CASE("release: refuses another survey, simulated after real, and pairs that cannot be crossed") {
  Box box(two_items());
  box.put(12, 0, 0);
  box.put(3, 1, 1);
  const Release first = box.release();
  Box demonstration(two_items(), true);
  demonstration.put(40, 0, 0);
  CHECK(release(demonstration.columns(), policy(), &first.released, Phase::open).error().code == ErrorCode::release_mixed);
  Policy other = policy();
  other.survey = "other";
  CHECK(release(box.columns(), other, nullptr, Phase::open).error().code == ErrorCode::release_survey);
  Policy wrong = policy();
  wrong.tables = {{"one", "nothing"}};
  CHECK(release(box.columns(), wrong, nullptr, Phase::open).error().code == ErrorCode::release_item);
}

TEST_CASE("release: a table of randomised answers says its chances") {
  Item sensitive = item("secret", {"yes", "no"});
  sensitive.epsilon = 1;
  Box box(codebook({sensitive, item("one", {"a", "b"}), item("two", {"x", "y"})}));
  box.add(20, {gave(0), gave(0), gave(1)});
  box.add(20, {gave(1), gave(1), gave(0)});
  const OneWayTable one = table(box.release().released, "secret");
  REQUIRE(one.randomised);
  CHECK(one.randomised->categories == 3);
  CHECK(one.randomised->other == 1u << 20);
  CHECK(one.randomised->keep == 2850325);   // e 2^20
}

TEST_CASE("snapshot: comes back from its text, and no other text is one") {
  Box box(two_items());
  box.put(30, 0, 0);
  box.put(30, 1, 1);
  box.put(30, 2, 1);
  box.put(4, 2, 0);
  for (const Phase phase : {Phase::open, Phase::closing}) {
    const std::string text = write_snapshot(box.release(nullptr, phase).released);
    const Result<Released> back = read_snapshot(text);
    REQUIRE(back.ok());
    CHECK(write_snapshot(back.value()) == text);
    CHECK(back.value().data().tables.size() == box.release(nullptr, phase).released.data().tables.size());
    int refused = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string changed = text;
      changed.erase(at, 1);
      const Result<Released> read = read_snapshot(changed);
      if (!read.ok()) ++refused;
    }
    // What is left are digits: a snapshot is as trustworthy as where it comes from, its form is what is checked here.
    CHECK(refused > static_cast<int>(text.size()) * 7 / 10);
    CHECK_FALSE(read_snapshot(" " + text).ok());
    CHECK_FALSE(read_snapshot(text.substr(0, text.size() - 1)).ok());
  }
  CHECK(read_snapshot("{}").error().code == ErrorCode::snapshot_format);
}
