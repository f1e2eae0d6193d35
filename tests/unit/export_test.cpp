// SPDX-License-Identifier: MIT
// Tests: exported files: RFC 4180, no formula, nothing that was not released, simulated data marked
// everywhere.
#include "export/bundle.h"

#include "base/sha256.h"
#include "disclosure/policy.h"
#include "disclosure/snapshot.h"
#include "export/table.h"
#include "json/reader.h"
#include "made_ballots.h"
#include "tally/tally.h"

using namespace made;
using namespace triptych::export_;

namespace {

constexpr std::string_view kPolicy = R"({"version":1,"survey":"made",
  "one_way":{"items":"all","min_answers":11,"min_categories":2,"total_step":5},
  "batches":{"min_new":11,"min_categories_moved":2,"decrease":"refused","scope":"all_tables_or_none","max_snapshots":3},
  "crossed":{"when":"closing","primary":{"from":1,"to":10},"zeros":"shown","companions":{"min_protection":11,"zeros":"never"},"tables":[["one","two"]]}})";

constexpr std::string_view kCodebook = R"json([
  {"name":"one","question":"one","title":"=HYPERLINK(\"x\")","source":"question","kind":"single","options":[{"code":4,"value":"a","text":"Oui, \"tout\""},{"code":5,"value":"b","text":""},{"code":6,"value":"c","text":"Élève"}]},
  {"name":"two","question":"two","title":"Two","source":"question","kind":"single","options":[{"code":4,"value":1,"text":"One"},{"code":5,"value":2,"text":"Two"},{"code":6,"value":3,"text":"Three"}]}])json";

constexpr std::string_view kAbout =
    R"json({"title":"Made <up>","language":"fr","created":"2026-11-26","purpose":"To know & to tell",
  "controller":{"name":"They","contact":"they@example.org"},"license":{"name":"CC-BY-4.0","title":"CC BY 4.0","path":"https://example.org/by"},
  "methods":{"advertising":"A poster *here*"},"policy":{"primary_most":10,"min_protection":11},"anonymity":null,"text_rev":1,
  "conditions":{"two":["{one} <> 'a'"]}})json";

std::vector<File> bundle_of(const disclosure::Released& released) {
  const Value codebooks = Object{{"fr", json::read(kCodebook).value()}};
  const Value about = json::read(kAbout).value();
  const Value words =
      json::read(R"({"item":"Question","shown":"montré","simulated_note":"Simulées."})").value();
  return bundle({released, codebooks, about, words}).value();
}

std::vector<File> exported(bool simulated, disclosure::Phase phase, std::uint32_t times = 1) {
  const Codebook codebook = made::codebook({item("one", {"a", "b", "c"}), item("two", {1, 2, 3})});
  tally::Tally tally(codebook);
  std::uint32_t number = 0;
  const std::uint32_t people[3][3] = {{30, 20, 25}, {18, 4, 22}, {26, 21, 40}};
  for (std::uint32_t one = 0; one < 3; ++one) {
    for (std::uint32_t two = 0; two < 3; ++two) {
      for (std::uint32_t i = 0; i < people[one][two] * times; ++i) {
        REQUIRE(tally.add(ballot_bytes(codebook, {gave(one), gave(two)}, ++number, simulated)).ok());
      }
    }
  }
  const disclosure::Policy policy = disclosure::read_policy(json::read(kPolicy).value()).value();
  const disclosure::Release release =
      disclosure::release(std::move(tally).close(), policy, nullptr, phase).value();
  return bundle_of(release.released);
}

const std::string& bytes_of(const std::vector<File>& files, std::string_view path) {
  for (const File& file : files) {
    if (file.path == path) return file.bytes;
  }
  FAIL("no such file: " << std::string(path));
  return files.front().bytes;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("csv: quotes, doubled quotes, line endings, and a byte-order mark only for spreadsheets") {
  const std::vector<Row> rows{{text_cell("a,b"), text_cell("x\"y")}, {text_cell("l1\nl2"), number_cell(5)}};
  CHECK(write_csv(rows, Flavour::machine) == "\"a,b\",\"x\"\"y\"\r\n\"l1\nl2\",5\r\n");
  CHECK(write_csv(rows, Flavour::excel) == "\xEF\xBB\xBF\"a,b\";\"x\"\"y\"\r\n\"l1\nl2\";5\r\n");
}

TEST_CASE("csv: a text that a spreadsheet would run is made text; numbers are never touched") {
  for (const char* cell : {"=1+1", "+33 6", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1",
                           "＠a", "-12.5", "  =1", "\u00a0=1", "a\n=1", "'=1", "\"=1"}) {
    CHECK(is_formula(cell));
    CHECK(write_csv({{text_cell(cell)}}, Flavour::excel).find('\'') < 5);
  }
  CHECK(is_formula(std::string_view("\0=1", 3)));
  for (const char* cell : {"normal", "a=b", "", "'quoted", "élève", "x\"y", "a,b", "l1\nl2", "0", "|x"})
    CHECK_FALSE(is_formula(cell));
  CHECK(write_csv({{{"-99", true}}}, Flavour::machine) == "-99\r\n");
}

TEST_CASE("export: tables, codebook, snapshot, each named in the manifest with its hash") {
  const std::vector<File> files = exported(false, disclosure::Phase::open);
  const std::string& manifest = bytes_of(files, "manifest.sha256");
  std::string expected;
  for (const File& file : files) {
    if (file.path == "manifest.sha256") continue;
    const Sha256 hash = sha256(file.bytes);
    expected += hex({reinterpret_cast<const char*>(hash.data()), 32}) + "  " + file.path + "\n";
  }
  CHECK(manifest == expected);
  CHECK(files.size() == 19);
  const std::string& tables = bytes_of(files, "tables.csv");
  CHECK(tables.substr(0, tables.find('\r')) ==
        "simulated,item,variable,source,kind,category,code,value,count,answered,others,state");
  CHECK(holds(tables, "0,one,one,question,single,option,1,a,75,206,,shown\r\n"));
  CHECK(holds(tables, "0,one,one,question,single,refused,-99,,0,206,,shown\r\n"));
  const std::string& excel = bytes_of(files, "tables-excel.csv");
  CHECK(holds(excel, "Question"));
  CHECK(holds(excel, "montré"));
  CHECK(holds(excel, "\"Oui, \"\"tout\"\"\""));
  CHECK(holds(excel, "\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK(holds(bytes_of(files, "codebook.csv"), "two,two,question,single,ordinal,Two,option,3,3,Three,0,87,"));
  CHECK(disclosure::read_snapshot(bytes_of(files, "snapshot.json")).ok());
}

TEST_CASE("export: a withheld table has no number in any file") {
  const Codebook codebook = made::codebook({item("one", {"a", "b", "c"}), item("two", {1, 2, 3})});
  tally::Tally tally(codebook);
  for (std::uint32_t i = 0; i < 10; ++i)
    REQUIRE(tally.add(ballot_bytes(codebook, {gave(i % 3), gave(0)}, i)).ok());
  const disclosure::Policy policy = disclosure::read_policy(json::read(kPolicy).value()).value();
  const disclosure::Release release =
      disclosure::release(std::move(tally).close(), policy, nullptr, disclosure::Phase::closing).value();
  const std::vector<File> files = bundle_of(release.released);
  CHECK(holds(bytes_of(files, "tables.csv"), "0,one,one,question,single,option,1,a,,,,withheld\r\n"));
  CHECK_FALSE(holds(bytes_of(files, "tables.csv"), ",shown"));
  CHECK(holds(bytes_of(files, "crossed.csv"), "0,one,1,a,two,1,1,,withheld\r\n"));
  CHECK_FALSE(holds(bytes_of(files, "crossed.csv"), ",shown"));
}

TEST_CASE("export: crossed tables come at closing, hidden cells empty") {
  const std::vector<File> files = exported(false, disclosure::Phase::closing);
  const std::string& crossed = bytes_of(files, "crossed.csv");
  CHECK(holds(crossed, "0,one,2,b,two,2,2,,withheld\r\n"));
  CHECK(holds(crossed, ",shown\r\n"));
}

TEST_CASE("export: simulated data say so in every name and every table") {
  const std::vector<File> files = exported(true, disclosure::Phase::closing);
  for (const File& file : files) {
    if (file.path == "manifest.sha256") continue;
    CAPTURE(file.path);
    const bool marked = file.path.rfind("simulated-", 0) == 0;
    const bool says = holds(file.bytes, "Simulées.");
    // Names that a reader's program expects stay as they are, and the file says it at its head.
    CHECK((marked || says));
  }
  CHECK(holds(bytes_of(files, "simulated-tables.csv"), "\r\n1,one,"));
  CHECK_FALSE(holds(bytes_of(files, "simulated-tables.csv"), "\r\n0,"));
  CHECK(holds(bytes_of(files, "simulated-snapshot.json"), "\"simulated\":true"));
}
