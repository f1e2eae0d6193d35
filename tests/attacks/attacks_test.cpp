// SPDX-License-Identifier: MIT
// Attacks on what is published. Each is carried out twice: on the bare numbers, where it must succeed, and on
// what the rules release, where it must fail.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "disclosure/anonymise.h"
#include "disclosure/beside.h"
#include "disclosure/policy.h"
#include "disclosure/released.h"
#include "disclosure/rules.h"
#include "disclosure/snapshot.h"
#include "disclosure/suppression.h"
#include "json/reader.h"
#include "made_ballots.h"
#include "made_people.h"
#include "tally/count.h"
#include "tally/tally.h"

using namespace made;
using namespace triptych::disclosure;

namespace {

constexpr std::string_view kPolicy = R"({"version":1,"survey":"made",
  "one_way":{"items":"all","min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":10},
  "crossed":{"when":"closing","primary":{"from":1,"to":10},"zeros":"shown","companions":{"min_protection":11,"zeros":"never"},
             "tables":[["opinion","role"]]}})";

Policy policy() {
  return read_policy(json::read(kPolicy).value()).value();
}

Codebook survey() {
  return codebook({item("opinion", {"good", "bad", "none"}), item("role", {"patient", "carer", "nurse"})});
}

/// Where ballots arrive. The attacker sees only what is published of it.
class Box {
 public:
  Box() : codebook_(survey()) {}

  void put(int times, std::uint32_t opinion, std::uint32_t role) {
    for (int i = 0; i < times; ++i) {
      ballots_.push_back(ballot_bytes(codebook_, {gave(opinion), gave(role)}, ++number_));
      people_.push_back({opinion, role});
    }
  }
  /// The same ballot, sent again.
  void replay(int times, std::size_t which) {
    for (int i = 0; i < times; ++i) ballots_.push_back(ballots_[which]);
  }
  tally::Columns columns() const {
    tally::Tally tally(codebook_);
    for (const std::string& bytes : ballots_) REQUIRE(tally.add(bytes).ok());
    return std::move(tally).close();
  }
  /// The rule switched off: the counts as they are.
  std::vector<Count> bare(std::string_view name) const {
    const tally::Columns all = columns();
    return tally::count(all, all.find(name), nullptr).options;
  }
  std::vector<Count> bare_crossed() const {
    std::vector<Count> cells(9, 0);
    for (const auto& [opinion, role] : people_) ++cells[opinion * 3 + role];
    return cells;
  }
  Release release(const Released* previous = nullptr, Phase phase = Phase::open) const {
    Result<Release> made = disclosure::release(columns(), policy(), previous, phase);
    REQUIRE(made.ok());
    return std::move(made).value();
  }
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& people() const { return people_; }

 private:
  Codebook codebook_;
  std::uint32_t number_ = 0;
  std::vector<std::string> ballots_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> people_;
};

std::vector<Count> published(const Released& released, std::string_view name) {
  for (const OneWayTable& table : released.data().tables) {
    if (table.name == name) return table.cells;
  }
  return {};
}

std::vector<Count> less(const std::vector<Count>& a, const std::vector<Count>& b) {
  std::vector<Count> difference;
  for (std::size_t i = 0; i < a.size(); ++i) difference.push_back(a[i] - b[i]);
  return difference;
}

/// The one answer that a table of one person tells; nothing of any other table.
std::optional<std::size_t> answer_of_one(const std::vector<Count>& cells) {
  Count people = 0;
  std::size_t answer = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    people += cells[i];
    if (cells[i] > 0) answer = i;
  }
  return people == 1 ? std::optional(answer) : std::nullopt;
}

Box crowd() {
  Box box;
  const int people[3][3] = {{30, 25, 20}, {24, 19, 14}, {28, 16, 21}};
  for (std::uint32_t opinion = 0; opinion < 3; ++opinion) {
    for (std::uint32_t role = 0; role < 3; ++role) box.put(people[opinion][role], opinion, role);
  }
  return box;
}

bool finds(const std::vector<Count>& cells, const std::vector<Mark>& marks, std::size_t cell) {
  const Bounds bounds = bounds_of(cells.data(), marks.data(), 3, 3, cell / 3, cell % 3);
  return bounds.least == bounds.most;
}

/// What an attacker knows of a released crossed table: shown cells and all totals.
std::vector<Mark> marks_of(const CrossedTable& table) {
  std::vector<Mark> marks;
  for (const std::uint8_t hidden : table.hidden) marks.push_back(hidden != 0 ? Mark::hidden : Mark::shown);
  return marks;
}

}  // namespace

TEST_CASE("attack: subtract yesterday's snapshot from today's, one neighbour having answered in between") {
  Box box = crowd();
  const Release before = box.release();
  const std::vector<Count> bare_before = box.bare("opinion");
  box.put(1, 1, 2);
  REQUIRE(answer_of_one(less(box.bare("opinion"), bare_before)) == 1u);
  const Release after = box.release(&before.released);
  CHECK_FALSE(
      answer_of_one(less(published(after.released, "opinion"), published(before.released, "opinion"))));
  CHECK(write_snapshot(after.released) == write_snapshot(before.released));
}

TEST_CASE("attack: the same at closing, the last neighbour having answered after the last snapshot") {
  Box box = crowd();
  const Release before = box.release();
  const std::vector<Count> bare_before = box.bare("opinion");
  box.put(1, 1, 2);
  REQUIRE(answer_of_one(less(box.bare("opinion"), bare_before)) == 1u);
  const Release closing = box.release(&before.released, Phase::closing);
  CHECK_FALSE(
      answer_of_one(less(published(closing.released, "opinion"), published(before.released, "opinion"))));
  for (const CrossedTable& table : closing.released.data().crossed) CHECK_FALSE(table.released);
}

TEST_CASE("attack: a batch that all answer alike tells each one's answer") {
  Box box = crowd();
  const Release before = box.release();
  const std::vector<Count> bare_before = box.bare("opinion");
  for (std::uint32_t role = 0; role < 3; ++role) box.put(4, 2, role);
  const std::vector<Count> batch = less(box.bare("opinion"), bare_before);
  REQUIRE(std::count(batch.begin(), batch.end(), 0) == 2);
  const Release after = box.release(&before.released);
  CHECK(after.kept == Kept::one_category);
  CHECK(published(after.released, "opinion") == published(before.released, "opinion"));
}

TEST_CASE("attack: everybody less the patients, less the carers: the only nurse's opinion") {
  Box box;
  box.put(30, 0, 0);
  box.put(22, 1, 0);
  box.put(18, 0, 1);
  box.put(25, 2, 1);
  box.put(1, 1, 2);
  // Bare: the three filters are columns of the crossed table.
  const std::vector<Count> cells = box.bare_crossed();
  std::vector<Count> nurses;
  for (std::size_t opinion = 0; opinion < 3; ++opinion) {
    nurses.push_back(box.bare("opinion")[opinion] - cells[opinion * 3] - cells[opinion * 3 + 1]);
  }
  REQUIRE(answer_of_one(nurses) == 1u);
  const Release closing = box.release(nullptr, Phase::closing);
  REQUIRE(closing.released.data().crossed.size() == 1);
  const CrossedTable& table = closing.released.data().crossed[0];
  const bool is_found = table.released && finds(cells, marks_of(table), 5);
  const bool is_left_over =
      table.released && table.hidden[2] == 0 && table.hidden[8] == 0;  // zeros everywhere else
  CHECK_FALSE(is_found);
  CHECK_FALSE(is_left_over);
}

TEST_CASE("attack: the total less the shown cells is the hidden one") {
  Box small;
  const int people[3][3] = {{30, 25, 20}, {24, 19, 4}, {28, 16, 21}};
  for (std::uint32_t opinion = 0; opinion < 3; ++opinion) {
    for (std::uint32_t role = 0; role < 3; ++role) small.put(people[opinion][role], opinion, role);
  }
  const std::vector<Count> cells = small.bare_crossed();
  std::vector<Mark> alone(9, Mark::shown);
  alone[5] = Mark::hidden;
  REQUIRE(finds(cells, alone, 5));
  const Release closing = small.release(nullptr, Phase::closing);
  REQUIRE(closing.released.data().crossed.size() == 1);
  const CrossedTable& table = closing.released.data().crossed[0];
  REQUIRE(table.released);
  CHECK(table.hidden[5] == 1);
  CHECK_FALSE(finds(cells, marks_of(table), 5));
  const Bounds bounds = bounds_of(cells.data(), marks_of(table).data(), 3, 3, 1, 2);
  CHECK(bounds.most >= 11);
}

TEST_CASE("attack: one hidden cell of a one-way table with its total") {
  const std::vector<Count> cells{40, 2, 17, 9};
  const Count total = 68;
  REQUIRE(total - 40 - 17 - 9 == 2);
  const OneWaySuppression found = suppress_one_way(cells, 5, Totals::published);
  Count shown = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (std::find(found.hidden.begin(), found.hidden.end(), i) == found.hidden.end()) shown += cells[i];
  }
  CHECK(found.hidden.size() >= 2);
  CHECK(total - shown > 2);
  CHECK(total - shown >= 5);
}

TEST_CASE("attack: whoever is alone in a hidden cell takes the own answer away and finds the other") {
  // Two small cells in one rectangle: without the rule for singletons they are each other's companions.
  const std::vector<Count> cells{1, 20, 30, 25, 3, 28, 33, 27, 40};
  std::vector<Mark> marks(9, Mark::shown);
  for (const std::size_t cell : {0u, 1u, 3u, 4u}) marks[cell] = Mark::hidden;
  REQUIRE_FALSE(finds(cells, marks, 4));
  marks[0] = Mark::shown;  // as the person in it knows
  REQUIRE(finds(cells, marks, 4));
  std::vector<Mark> released(9, Mark::shown);
  REQUIRE(protect(cells.data(), released.data(), 3, 3, 10, 11));
  CHECK(released[4] == Mark::hidden);
  released[0] = Mark::shown;
  CHECK_FALSE(finds(cells, released, 4));
}

TEST_CASE("attack: one ballot sent ten times fills a batch around a victim") {
  Box box = crowd();
  const Release before = box.release();
  const std::vector<Count> bare_before = box.bare("opinion");
  box.put(1, 1, 2);  // the victim
  box.put(1, 0, 0);  // the attacker, who sends the same ballot again and again
  box.replay(9, box.people().size() - 1);
  const std::vector<Count> victim = less(less(box.bare("opinion"), bare_before), {1, 0, 0});
  REQUIRE(answer_of_one(victim) == 1u);  // counted once or ten times, the attacker knows what to take away
  const Release after = box.release(&before.released);
  CHECK(after.kept == Kept::too_few);  // ten copies are one ballot
  CHECK(published(after.released, "opinion") == published(before.released, "opinion"));
}

TEST_CASE(
    "attack: fewer forged ballots than a batch beside one victim, and as many batches as there are victims") {
  Box box = crowd();
  std::optional<Released> last = box.release().released;
  const std::vector<Count> bare_before = box.bare("opinion");
  for (std::uint32_t i = 0; i < 9; ++i) box.put(1, i % 3, (i + 1) % 3);
  box.put(1, 1, 2);
  REQUIRE(answer_of_one(less(less(box.bare("opinion"), bare_before), {3, 3, 3})) == 1u);
  CHECK(box.release(&*last).kept == Kept::too_few);
  // A full batch of forged ballots does pass: no rule about numbers can tell them from people. The wave's
  // last snapshot bounds how often.
  int moved = 0;
  for (int batch = 0; batch < 40; ++batch) {
    for (std::uint32_t i = 0; i < 12; ++i) box.put(1, i % 3, i / 4 % 3);
    const Release now = box.release(&*last);
    if (now.kept == Kept::no) ++moved;
    last = now.released;
  }
  CHECK(moved == 9);
  CHECK(box.release(&*last).kept == Kept::limit);
}

TEST_CASE("attack: two exports of the same people, each anonymous, intersected") {
  const People of = people(61, 120, {{8, {2, 4}}, {6, {3}}, {4, {2}}});
  const Criteria criteria{5, 0.1};
  const Anonymised one = anonymise_at(of, criteria, {0, 1, 1}).value();
  const Anonymised two = anonymise_at(of, criteria, {2, 0, 0}).value();
  // Rows side by side, as somebody matches them who finds a person's answers in both.
  std::vector<Codes> both;
  for (const Anonymised* export_of : {&one, &two}) {
    for (const Codes& column : export_of->columns) both.push_back(column);
  }
  std::map<std::vector<std::uint32_t>, int> classes;
  for (std::size_t row = 0; row < 120; ++row) {
    std::vector<std::uint32_t> values;
    for (const Codes& column : both) values.push_back(column[row]);
    ++classes[values];
  }
  const bool somebody_alone =
      std::any_of(classes.begin(), classes.end(), [](const auto& entry) { return entry.second == 1; });
  REQUIRE(somebody_alone);
  // The rule: one way of anonymising a wave. The same rows give the same file, and another beside it does not
  // pass.
  CHECK(check_released(both, {}, criteria.k).error().code == ErrorCode::rows_unsafe);
  const Anonymised first = anonymise(of, criteria).value();
  const Anonymised again = anonymise(of, criteria).value();
  CHECK(first.columns == again.columns);
}

/// What the rows say of everybody of the box; nobody left out.
RowItem rows_of(const std::string& name, Codes groups, Codes truth) {
  RowItem item{name, std::move(groups), {}, std::move(truth)};
  for (const std::uint32_t option : item.truth) item.values.push_back(item.groups[option]);
  return item;
}
Codes opinions_of(const Box& box) {
  Codes codes;
  for (const auto& [opinion, role] : box.people()) codes.push_back(opinion);
  return codes;
}
Codes roles_of(const Box& box) {
  Codes codes;
  for (const auto& [opinion, role] : box.people()) codes.push_back(role);
  return codes;
}

std::string beside(const Release& closing, const std::vector<RowItem>& items) {
  const Result<Done> checked = check_beside(closing.released.data(), items, 11);
  if (checked.ok()) return "";
  CHECK(checked.error().code == ErrorCode::rows_beside);
  return checked.error().path;
}

TEST_CASE("attack: the published table less the rows of the bundle is the people left out") {
  Box box = crowd();
  box.put(30, 0, 0);
  const Release closing = box.release(nullptr, Phase::closing);
  // The rows: one nurse of bad opinion could not be made anonymous, and is left out.
  RowItem opinions = rows_of("opinion", {0, 1, 2}, opinions_of(box));
  RowItem roles = rows_of("role", {0, 1, 2}, roles_of(box));
  std::size_t nurse = 0;
  while (opinions.truth[nurse] != 1 || roles.truth[nurse] != 2) ++nurse;
  opinions.values[nurse] = kSuppressed;
  roles.values[nurse] = kSuppressed;
  std::vector<Count> shown(3, 0);
  for (const std::uint32_t opinion : opinions.values) {
    if (opinion != kSuppressed) ++shown[opinion];
  }
  REQUIRE(answer_of_one(less(published(closing.released, "opinion"), shown)) == 1u);
  CHECK(beside(closing, {opinions, roles}) == "opinion");
}

TEST_CASE("attack: the rows of the bundle counted again are the table's hidden cells") {
  Box box;
  const int people[3][3] = {{30, 25, 20}, {24, 19, 4}, {28, 16, 21}};
  for (std::uint32_t opinion = 0; opinion < 3; ++opinion) {
    for (std::uint32_t role = 0; role < 3; ++role) box.put(people[opinion][role], opinion, role);
  }
  const Release closing = box.release(nullptr, Phase::closing);
  const CrossedTable& table = closing.released.data().crossed[0];
  REQUIRE(table.released);
  const RowItem opinions = rows_of("opinion", {0, 1, 2}, opinions_of(box));
  const RowItem roles = rows_of("role", {0, 1, 2}, roles_of(box));
  Count counted = 0;
  for (std::size_t row = 0; row < opinions.values.size(); ++row)
    counted += opinions.values[row] == 1 && roles.values[row] == 2 ? 1 : 0;
  REQUIRE(counted == 4);
  CHECK(beside(closing, {opinions, roles}) == "opinion,role");
  // Rows without the role hide the cell as well as the table does.
  CHECK(beside(closing, {opinions}) == "");
  CHECK(beside(closing, {opinions, rows_of("role", {0, 0, 0}, roles_of(box))}) == "");
}

TEST_CASE("attack: roles joined in the rows, less the shown cells of the table, are its hidden cells") {
  Box box;
  const int people[3][4] = {{30, 25, 20, 30}, {24, 19, 4, 30}, {28, 16, 21, 30}};
  const Codebook codebook = ::codebook({item("opinion", {"good", "bad", "none"}), item("role", {"patient", "carer", "nurse", "doctor"})});
  tally::Tally tally(codebook);
  Codes opinions;
  Codes roles;
  std::uint32_t number = 0;
  for (std::uint32_t opinion = 0; opinion < 3; ++opinion) {
    for (std::uint32_t role = 0; role < 4; ++role) {
      for (int i = 0; i < people[opinion][role]; ++i) {
        REQUIRE(tally.add(ballot_bytes(codebook, {gave(opinion), gave(role)}, ++number)).ok());
        opinions.push_back(opinion);
        roles.push_back(role);
      }
    }
  }
  const Release closing = release(std::move(tally).close(), policy(), nullptr, Phase::closing).value();
  const CrossedTable& table = closing.released.data().crossed[0];
  REQUIRE(table.hidden[1 * 4 + 2] == 1);
  std::vector<std::uint32_t> hidden_roles;
  for (std::uint32_t role = 0; role < 4; ++role) {
    if (table.hidden[1 * 4 + role] == 1) hidden_roles.push_back(role);
  }
  REQUIRE(hidden_roles.size() == 2);
  // The nurses joined with who is shown in that line: what the rows count of them, less that, is the cell.
  std::uint32_t beside_role = 0;
  while (table.hidden[1 * 4 + beside_role] == 1) ++beside_role;
  Codes told{0, 1, 2, 3};
  told[beside_role] = 2;
  Count together = 0;
  for (std::size_t row = 0; row < roles.size(); ++row) together += opinions[row] == 1 && told[roles[row]] == 2 ? 1 : 0;
  REQUIRE(together - table.cells[1 * 4 + beside_role] == 4);
  CHECK(beside(closing, {rows_of("opinion", {0, 1, 2}, opinions), rows_of("role", told, roles)}) == "opinion,role");
  // Joined with whoever is hidden beside them they stay hidden.
  Codes kept{0, 1, 2, 3};
  for (const std::uint32_t role : hidden_roles) kept[role] = 2;
  CHECK(beside(closing, {rows_of("opinion", {0, 1, 2}, opinions), rows_of("role", kept, roles)}) == "");
}

TEST_CASE("attack: a cell that the table shows, less the rows, tells what was blanked") {
  Box box;
  for (std::uint32_t opinion = 0; opinion < 3; ++opinion) {
    for (std::uint32_t role = 0; role < 3; ++role) box.put(40, opinion, role);
  }
  const Release closing = box.release(nullptr, Phase::closing);
  RowItem opinions = rows_of("opinion", {0, 1, 2}, opinions_of(box));
  RowItem roles = rows_of("role", {0, 1, 2}, roles_of(box));
  // Twelve roles blanked, of all kinds, as the rule of differences asks: but each in a line of its own.
  for (std::uint32_t i = 0; i < 12; ++i) {
    std::size_t row = 0;
    while (roles.values[row] == kSuppressed || opinions.truth[row] != i % 3 || roles.truth[row] != i % 3) ++row;
    roles.values[row] = kSuppressed;
  }
  std::set<std::uint32_t> told;
  for (std::size_t row = 0; row < roles.values.size(); ++row) {
    if (roles.values[row] == kSuppressed && opinions.values[row] == 1) told.insert(roles.truth[row]);
  }
  REQUIRE(told.size() == 1);
  CHECK(beside(closing, {roles}) == "");
  CHECK(beside(closing, {opinions, roles}) == "opinion,role");
}
