// SPDX-License-Identifier: MIT
// Tests: rows of people beside the last release: what they hold, what they never hold, and that they are checked again as written.
#include <algorithm>
#include <map>

#include "disclosure/forecast.h"
#include "disclosure/rows.h"
#include "disclosure/snapshot.h"
#include "export/bundle.h"
#include "export/formats.h"
#include "export/rows.h"
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
             "tables":[["opinion","role"]]},
  "rows":{"when":"closing","k":11,"counting":"strict","max_dropped_share":0.05,"sensitive":["illness"]},
  "quasi_identifiers":[
    {"question":"age","levels":[[{"code":"young","text":{"default":"Young"},"values":["a1","a2"]},
                                 {"code":"old","text":{"default":"Old","fr":"Vieux"},"values":["a3","a4"]}]]},
    {"question":"role","levels":[[{"code":"concerned","text":{"default":"Concerned"},"values":["patient","carer"]},
                                  {"code":"staff","text":{"default":"Staff"},"values":["nurse","doctor"]}]]},
    {"question":"place","levels":[]}]})";

Codebook survey() {
  Item opinion = item("opinion", {"good", "bad", "none"});
  opinion.compared = true;
  return codebook({fact("taught"), opinion, item("age", {"a1", "a2", "a3", "a4"}), item("role", {"patient", "carer", "nurse", "doctor"}),
                   item("place", {"here", "there"}), item("illness", {"yes", "no"}),
                   item("wishes", {"w1", "w2", "w3"}, ItemKind::multiple)});
}

struct Person {
  std::uint32_t taught, opinion, age, role, place, illness;
  std::vector<std::uint32_t> wishes;
};

/// Small values more frequent; a few people say nothing of themselves.
std::vector<Person> crowd(std::uint64_t seed, std::size_t people) {
  Random random(seed);
  const auto draw = [&random](std::uint32_t options) {
    const double u = random.uniform();
    return static_cast<std::uint32_t>(u * u * options);
  };
  std::vector<Person> made;
  for (std::size_t i = 0; i < people; ++i) {
    Person one{draw(3), draw(3), draw(4), draw(4), draw(2), draw(2), {}};
    for (std::uint32_t wish = 0; wish < 3; ++wish) {
      if (random.uniform() < 0.4) one.wishes.push_back(wish);
    }
    made.push_back(std::move(one));
  }
  return made;
}

tally::Columns columns_of(const std::vector<Person>& people) {
  const Codebook codebook = survey();
  tally::Tally tally(codebook);
  std::uint32_t number = 0;
  for (const Person& one : people) {
    const Answer wishes = one.wishes.empty() ? Answer{State::dont_know, {}} : gave(one.wishes);
    const Answer age = ++number % 29 == 0 ? Answer{State::refused, {}} : gave(one.age);
    REQUIRE(tally.add(ballot_bytes(codebook, {gave(one.taught), gave(one.opinion), age, gave(one.role), gave(one.place), gave(one.illness), wishes}, number)).ok());
  }
  return std::move(tally).close();
}

Policy policy() { return read_policy(json::read(kPolicy).value()).value(); }

struct Made {
  tally::Columns columns;
  Release release;
  ReleasedRows rows;
};
Made made_of(const std::vector<Person>& people) {
  tally::Columns columns = columns_of(people);
  Release closing = release(columns, policy(), nullptr, Phase::closing).value();
  Result<ReleasedRows> rows = release_rows(columns, policy(), closing);
  REQUIRE(rows.ok());
  return {std::move(columns), std::move(closing), std::move(rows).value()};
}

const RowsItem* find(const ReleasedRows& rows, std::string_view name) {
  for (const RowsItem& one : rows.data().items) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

/// The smallest class of the quasi-identifiers in the rows, counted here.
std::size_t smallest(const ReleasedRows& rows) {
  std::map<std::vector<std::uint32_t>, std::size_t> classes;
  for (std::size_t row = 0; row < rows.data().rows; ++row) {
    std::vector<std::uint32_t> key;
    for (const RowsItem& one : rows.data().items) {
      if (one.known_to_others) key.push_back(one.cells[0][row]);
    }
    ++classes[key];
  }
  std::size_t least = rows.data().rows;
  for (const auto& [key, count] : classes) least = std::min(least, count);
  return least;
}

std::vector<export_::File> files_of(const Made& made) {
  const Value codebooks = json::read(R"({"fr":[
    {"name":"opinion","question":"opinion","title":"Opinion","source":"question","kind":"single","compared":true,"options":[{"value":"good","text":"Bon"},{"value":"bad","text":"Mauvais"},{"value":"none","text":"Sans"}]},
    {"name":"age","question":"age","title":"Âge","source":"question","kind":"single","options":[{"value":"a1","text":"A1"},{"value":"a2","text":"A2"},{"value":"a3","text":"A3"},{"value":"a4","text":"A4"}]},
    {"name":"role","question":"role","title":"Rôle","source":"question","kind":"single","options":[{"value":"patient","text":"P"},{"value":"carer","text":"C"},{"value":"nurse","text":"N"},{"value":"doctor","text":"D"}]},
    {"name":"place","question":"place","title":"Lieu","source":"question","kind":"single","options":[{"value":"here","text":"Ici"},{"value":"there","text":"Là"}]},
    {"name":"illness","question":"illness","title":"Maladie","source":"question","kind":"single","options":[{"value":"yes","text":"Oui"},{"value":"no","text":"Non"}]},
    {"name":"wishes","question":"wishes","title":"Souhaits","source":"question","kind":"multiple","options":[{"value":"w1","text":"Un"},{"value":"w2","text":"Deux"},{"value":"w3","text":"Trois"}]}]})").value();
  const Value about = json::read(R"({"language":"fr","title":"Fait","created":"2026-11-26"})").value();
  const Value words = Object{};
  return export_::bundle({made.release.released, codebooks, about, words, &made.rows}).value();
}

}  // namespace

TEST_CASE("rows: whoever the people are, nobody is in a class below k, and every answer in them was given") {
  for (const std::size_t people : {40u, 120u, 400u, 1500u}) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      const Made made = made_of(crowd(seed, people));
      CHECK(smallest(made.rows) >= 11);
      CHECK(made.rows.data().rows + made.rows.data().dropped == people);
      CHECK(made.rows.data().snapshot == digest_of(made.release.released));
      CHECK(made.rows.data().loss >= 0);
      CHECK(made.rows.data().loss <= 1);
      // What was not blanked is what the tables say: the rows hold no more of an answer than was counted, and no less unless left out.
      for (const OneWayTable& table : made.release.released.data().tables) {
        const RowsItem* item = find(made.rows, table.name);
        if (!item || item->level > 0 || item->kind != "single") continue;
        std::vector<Count> counts(table.cells.size(), 0);
        for (const std::uint32_t cell : item->cells[0]) {
          if (cell < counts.size()) ++counts[cell];
        }
        Count missing = 0;
        std::size_t filled = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
          REQUIRE(counts[i] <= table.cells[i]);
          missing += table.cells[i] - counts[i];
          filled += table.cells[i] > counts[i] ? 1 : 0;
        }
        const bool safe = missing == 0 || (missing >= 11 && filled >= 2);
        CHECK(safe);
      }
    }
  }
}

TEST_CASE("rows: the same ballots in another order give the same rows") {
  std::vector<Person> people = crowd(5, 300);
  const Made one = made_of(people);
  // Ids and refusals go with the number, so that the order of arrival alone may change.
  const Codebook codebook = survey();
  tally::Tally forwards(codebook);
  tally::Tally backwards(codebook);
  for (int i = 0; i < 300; ++i) {
    const auto add = [&](tally::Tally& to, int at) {
      const Person& p = people[static_cast<std::size_t>(at)];
      REQUIRE(to.add(ballot_bytes(codebook, {gave(p.taught), gave(p.opinion), gave(p.age), gave(p.role), gave(p.place), gave(p.illness), gave(std::vector<std::uint32_t>{0})},
                                  static_cast<std::uint32_t>(at))).ok());
    };
    add(forwards, i);
    add(backwards, 299 - i);
  }
  const auto cells = [](const tally::Tally& tally) {
    const tally::Columns columns = tally.count();
    const Release closing = release(columns, policy(), nullptr, Phase::closing).value();
    std::vector<Codes> all;
    const ReleasedRows rows = release_rows(columns, policy(), closing).value();
    for (const RowsItem& item : rows.data().items) all.insert(all.end(), item.cells.begin(), item.cells.end());
    return all;
  };
  CHECK(cells(forwards) == cells(backwards));
  CHECK(find(one.rows, "wishes")->cells.size() == 3);
}

TEST_CASE("rows: answers to compared items of the taught are blanked; facts and the envelope are not in the rows") {
  const Made made = made_of(crowd(3, 600));
  const RowsItem* opinion = find(made.rows, "opinion");
  REQUIRE(opinion);
  const OneWayTable& table = *std::find_if(made.release.released.data().tables.begin(), made.release.released.data().tables.end(),
                                           [](const OneWayTable& one) { return one.name == "opinion"; });
  REQUIRE(table.taught > 0);
  const auto blanked = static_cast<Count>(std::count(opinion->cells[0].begin(), opinion->cells[0].end(), kSuppressed));
  CHECK(blanked + made.rows.data().dropped >= table.taught);
  CHECK(blanked <= table.taught);
  for (const char* name : {"taught", "mode", "language", "text_rev"}) CHECK_FALSE(find(made.rows, name));
}

TEST_CASE("rows: a quasi-identifier crossed with a hidden cell is joined or left out") {
  std::vector<Person> people;
  for (std::uint32_t opinion = 0; opinion < 3; ++opinion) {
    for (std::uint32_t role = 0; role < 4; ++role) {
      const int count = opinion == 1 && role == 2 ? 4 : 40 + static_cast<int>(role);
      for (int i = 0; i < count; ++i) people.push_back({0, opinion, static_cast<std::uint32_t>(i % 4), role, 0, static_cast<std::uint32_t>(i % 2), {0}});
    }
  }
  const Made made = made_of(people);
  const CrossedTable& table = made.release.released.data().crossed[0];
  REQUIRE(table.released);
  REQUIRE(table.hidden[1 * 4 + 2] == 1);
  // As answered, the rows would count to 4 what the table hides.
  const RowsItem* role = find(made.rows, "role");
  CHECK((!role || role->level > 0));
  CHECK(find(made.rows, "opinion"));
}

TEST_CASE("rows: only at closing, only with all answers in, only where the policy has them; too few people give none") {
  const tally::Columns columns = columns_of(crowd(4, 200));
  const Release open = release(columns, policy(), nullptr, Phase::open).value();
  CHECK(release_rows(columns, policy(), open).error().code == ErrorCode::rows_open);
  // Closed, but the last ballot stays out of the tables: the rows would tell it.
  const tally::Columns more = columns_of(crowd(4, 201));
  const Release closing = release(more, policy(), &open.released, Phase::closing).value();
  REQUIRE(closing.kept != Kept::no);
  CHECK(release_rows(more, policy(), closing).error().code == ErrorCode::rows_open);
  Policy none = policy();
  none.k = 0;
  const Release alone = release(columns, none, nullptr, Phase::closing).value();
  CHECK(release_rows(columns, none, alone).error().code == ErrorCode::rows_open);
  const tally::Columns three = columns_of(crowd(4, 3));
  const Release small = release(three, policy(), nullptr, Phase::closing).value();
  // Three ballots are under the threshold: their number is not published either.
  CHECK_FALSE(release_rows(three, policy(), small).ok());
  int told = 0;
  CHECK(release_rows(columns, policy(), release(columns, policy(), nullptr, Phase::closing).value(), [&told](double) { return ++told < 1; }).error().code ==
        ErrorCode::rows_cancelled);
}

TEST_CASE("rows: a level that forgets an option is refused, and so is a quasi-identifier that is none") {
  const tally::Columns columns = columns_of(crowd(4, 200));
  const Release closing = release(columns, policy(), nullptr, Phase::closing).value();
  Policy forgets = policy();
  forgets.quasi_identifiers[0].levels[0][1].values.pop_back();
  CHECK(release_rows(columns, forgets, closing).error().path == "/quasi_identifiers/0/levels/0");
  Policy strange = policy();
  strange.quasi_identifiers[2].question = "wishes";
  CHECK(release_rows(columns, strange, closing).error().path == "/quasi_identifiers/2");
}

TEST_CASE("data.csv: codes of the codebook, a group's own variable, and one cell changed is found") {
  const Made made = made_of(crowd(6, 400));
  const std::vector<export_::File> files = files_of(made);
  const auto bytes = [&files](std::string_view path) {
    const auto found = std::find_if(files.begin(), files.end(), [path](const export_::File& file) { return file.path == path; });
    REQUIRE(found != files.end());
    return found->bytes;
  };
  const std::string csv = bytes("data.csv");
  CHECK(csv.substr(0, 10) == "simulated,");
  CHECK(std::count(csv.begin(), csv.end(), '\n') == static_cast<std::ptrdiff_t>(made.rows.data().rows + 1));
  CHECK(csv.find("wishes_w1") != std::string::npos);
  CHECK(bytes("data-excel.csv").substr(0, 3) == "\xEF\xBB\xBF");
  CHECK(bytes("import.sps").find("MISSING VALUES illness (-99, -97, -96)") != std::string::npos);

  const Value codebooks = Object{{"fr", json::read(R"([{"name":"place","question":"place","title":"Lieu","source":"question","kind":"single","options":[{"value":"here","text":"Ici"},{"value":"there","text":"Là"}]}])").value()}};
  const Value about = json::read(R"({"language":"fr","title":"Fait","created":"2026-11-26"})").value();
  const Value words = Object{};
  const export_::Edition edition{made.release.released, codebooks, about, words, &made.rows};
  const std::vector<export_::Variable> variables = export_::variables_of(edition);
  const std::string written = export_::write_csv(export_::data_rows(edition, variables, export_::Flavour::machine), export_::Flavour::machine);
  REQUIRE(find(made.rows, "place"));
  REQUIRE(written.substr(0, written.find('\r')).find("place") != std::string::npos);
  CHECK(export_::check_written(written, edition, variables).ok());
  std::string alone = written;
  const std::size_t last = alone.rfind("\r\n", alone.size() - 3);
  alone.replace(last + 2, alone.size() - last - 4, "0,7");
  CHECK_FALSE(export_::check_written(alone, edition, variables).ok());
  CHECK(export_::check_written(written.substr(0, last + 2), edition, variables).error().code == ErrorCode::rows_unsafe);
}

TEST_CASE("forecast: more people, more tables and rows; few people, tables only; the same each time") {
  const tally::Columns columns = columns_of(crowd(7, 300));
  const Array told = forecast(columns, policy(), {8, 50, 200, 1000, 5000}).value();
  REQUIRE(told.size() == 5);
  CHECK(told[0]["released"].number_or(-1) == 0);
  CHECK(told[0]["rows"].number_or(-1) == 0);
  CHECK(told[4]["rows"].number_or(0) >= 4750);
  CHECK(told[4]["released"].number_or(0) > told[0]["released"].number_or(0));
  CHECK(Value(told) == Value(forecast(columns, policy(), {8, 50, 200, 1000, 5000}).value()));
  CHECK(forecast(columns_of({}), policy(), {50}).value().empty());
}
