// SPDX-License-Identifier: MIT
// Tests: JSON lines from elsewhere: the scanner and the general reader say the same of every line, good or
// bad.
#include "tally/ndjson.h"

#include "json/writer.h"
#include "made_columns.h"

using namespace made;
using tally::NdjsonReader;

namespace {

Columns outline() {
  return tally::Tally(columns_codebook()).count();
}

/// The row as an object; numbers of a released file where it has no answer.
Object object_of(const Columns& columns, std::size_t row, bool texts) {
  Object object;
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    const Item& item = columns.variables[i].item;
    const std::uint32_t code = columns.codes(i)[row];
    const auto value_of = [&](std::uint32_t option) {
      const Value value = item.option_value(option);
      return texts ? Value(ballot::text_of(value)) : value;
    };
    if (code == ballot::kNotAsked) continue;
    if (code == ballot::kUnanswered) {
      object.set(item.name, Null{});
    } else if (code == ballot::kRefused) {
      object.set(item.name, tally::kRefusedNumber);
    } else if (code == columns.variables[i].place.code.suppressed()) {
      object.set(item.name, tally::kSuppressedNumber);
    } else if (item.kind == ItemKind::single) {
      object.set(item.name, value_of(code - ballot::kFirstOption));
    } else {
      Array list(item.option_count());
      std::size_t count = 0;
      for (std::uint32_t option = 0; option < item.option_count(); ++option) {
        const std::uint32_t part = columns.part(i, option)[row];
        if (part == 0) continue;
        list[item.kind == ItemKind::multiple ? count : part - 1] = value_of(option);
        ++count;
      }
      list.resize(count);
      object.set(item.name, std::move(list));
    }
  }
  return object;
}

/// Without "don't know", which JSON lines of elsewhere have no number for.
Columns columns_for_lines(std::size_t rows, std::uint64_t seed) {
  Columns columns = random_columns(rows, seed);
  for (std::size_t row = 0; row < rows; ++row) {
    for (const tally::Variable& variable : columns.variables) {
      std::uint8_t* record = columns.records.data() + row * columns.stride;
      if (variable.place.code.read(record) == ballot::kDontKnow)
        variable.place.code.write(record, ballot::kUnanswered);
    }
  }
  return columns;
}

std::string lines_of(const Columns& columns, bool texts) {
  std::string lines;
  for (std::size_t row = 0; row < columns.ballots; ++row)
    lines += json::write(object_of(columns, row, texts)) + "\n";
  return lines;
}

/// The line with a name first that nobody knows: for the general reader.
std::string slowly(const std::string& line) {
  const std::size_t brace = line.find('{');
  return brace == std::string::npos ? line : line.substr(0, brace) + "{\"?\":0," + line.substr(brace + 1);
}

}  // namespace

TEST_CASE("tally ndjson: rows written as JSON lines come back, values as numbers or as text") {
  const Columns columns = columns_for_lines(500, 1);
  for (const bool texts : {false, true}) {
    NdjsonReader reader(outline(), "");
    REQUIRE(reader.read(lines_of(columns, texts)).ok());
    CHECK(reader.columns().ballots == 500);
    CHECK(reader.columns().records == columns.records);
    CHECK(reader.broken() == 0);
  }
}

TEST_CASE("tally ndjson: the scanner takes plain lines itself, spaces after colons and commas too") {
  NdjsonReader reader(outline(), "w");
  REQUIRE(reader
              .read("{\"3\":1,\"10\":[1,5],\"w\":1.25}\n{\"3\": 2, \"10\": [0, 10], \"w\": "
                    "3}\r\n\n{\"w\":0.5,\"3\":null}")
              .ok());
  CHECK(reader.columns().ballots == 3);
  CHECK(reader.slow() == 0);
  CHECK(reader.weights() == std::vector<double>{1.25, 3, 0.5});
  CHECK(reader.columns().codes(3)[1] == ballot::kFirstOption + 1);
  CHECK(reader.columns().codes(3)[2] == ballot::kUnanswered);
  CHECK(reader.columns().codes(4)[0] == ballot::kNotAsked);
  CHECK(reader.columns().part(10, 5)[0] == 1);
  CHECK(reader.columns().part(10, 10)[1] == 1);
}

TEST_CASE("tally ndjson: whatever is changed in a line, the scanner says what the general reader says") {
  const Columns columns = columns_for_lines(300, 2);
  Random random(3);
  std::size_t scanned = 0;
  for (std::size_t round = 0; round < 4000; ++round) {
    std::string line = json::write(object_of(columns, round % 300, round % 2 == 0));
    static constexpr std::string_view kSigns = "0123456789.-+eE\"\\{}[],: nulltrue\t\x01\xff";
    for (std::size_t change = random.below(3); change > 0; --change) {
      const std::size_t at = random.below(line.size());
      const char sign = kSigns[random.below(kSigns.size())];
      switch (random.below(3)) {
        case 0:
          line[at] = sign;
          break;
        case 1:
          line.insert(at, 1, sign);
          break;
        default:
          line.erase(at, 1 + random.below(3));
      }
      if (line.empty()) line = " ";
    }
    NdjsonReader quick(outline(), "w");
    NdjsonReader slow(outline(), "w");
    REQUIRE(quick.read(line).ok());
    REQUIRE(slow.read(slowly(line)).ok());
    // An empty object is no longer one with another name in it.
    if (line.find("{}") != std::string::npos || line.find('{') != line.find_first_not_of(" \t")) continue;
    CHECK(quick.columns().ballots == slow.columns().ballots);
    CHECK(quick.columns().records == slow.columns().records);
    CHECK(quick.broken() == slow.broken());
    CHECK(quick.strange() == slow.strange());
    scanned += quick.slow() == 0 ? 1 : 0;
  }
  CHECK(scanned > 600);
}

TEST_CASE("tally ndjson: values that are no option are counted, and lines that are no object") {
  NdjsonReader reader(outline(), "w");
  REQUIRE(reader
              .read("{\"3\":9}\n{\"3\":\"x\",\"10\":[0,77],\"unknown\":{}}\n[1]\nnot "
                    "json\n{\"3\":1,\"w\":-1}\n{\"3\":{}}\n")
              .ok());
  CHECK(reader.columns().ballots == 3);
  CHECK(reader.broken() == 3);
  CHECK(reader.strange()[3] == 3);
  CHECK(reader.strange()[10] == 1);
  CHECK(reader.columns().codes(3)[0] == ballot::kUnanswered);
  CHECK(reader.columns().part(10, 0)[1] == 1);
}
