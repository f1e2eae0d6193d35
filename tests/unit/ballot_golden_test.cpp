// SPDX-License-Identifier: MIT
// Tests: the golden ballots: tests/golden/ballots/<case>.ballot.json with <case>.codebook.json is <case>.hex, and back.
#include "ballot/ballot.h"
#include "base/sha256.h"
#include "golden_files.h"
#include "json/reader.h"

using namespace triptych;
using namespace triptych::ballot;

namespace {

constexpr std::string_view kStates[] = {"not_asked", "unanswered", "refused", "dont_know", "answered"};

template <std::size_t n>
std::size_t index_in(const std::string_view (&names)[n], std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return i;
  }
  FAIL("unknown word " << std::string(name));
  return 0;
}

std::uint8_t byte_of(std::string_view hexadecimal) {
  return static_cast<std::uint8_t>(std::stoi(std::string(hexadecimal), nullptr, 16));
}

Ballot ballot_of(const Value& json, const Codebook& codebook) {
  static constexpr std::string_view kModes[] = {"web", "kiosk", "facilitator", "paper"};
  Ballot ballot;
  ballot.simulated = json["simulated"].boolean_or(false);
  ballot.mode = static_cast<Mode>(index_in(kModes, json["mode"].string_or("")));
  ballot.structure = codebook.structure;
  for (std::size_t i = 0; i < 16; ++i) ballot.id[i] = byte_of(json["id"].string_or("").substr(2 * i, 2));
  ballot.wave = codebook.wave;
  ballot.text_rev = static_cast<std::uint8_t>(json["text_rev"].number_or(0));
  ballot.language = language_code(json["language"].string_or(""));
  if (const std::string* week = json["week"].string()) ballot.week = {std::stoi(week->substr(0, 4)), std::stoi(week->substr(6))};
  const Array& answers = *json["answers"].array();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    Answer answer;
    answer.state = static_cast<State>(index_in(kStates, answers[i]["state"].string_or("")));
    if (const Array* values = answers[i]["values"].array()) {
      for (const Value& value : *values) {
        const std::optional<std::uint32_t> option = codebook.items[i].option_of(value);
        REQUIRE_MESSAGE(option, codebook.items[i].name);
        answer.options.push_back(*option);
      }
    }
    ballot.answers.push_back(std::move(answer));
  }
  return ballot;
}

}  // namespace

TEST_CASE("golden: every ballot has the same bytes as ever, and says the same") {
  for (const char* name : {"example", "every-kind", "declined", "dont-know-lists", "refused-lists", "unanswered", "not-asked",
                           "randomised", "largest"}) {
    CAPTURE(name);
    const std::string base = "tests/golden/ballots/" + std::string(name);
    const Value json = json::read(golden::read(base + ".ballot.json")).value();
    Result<Codebook> read = read_codebook(golden::read(base + ".codebook.json"));
    REQUIRE(read.ok());
    Codebook codebook = std::move(read).value();
    codebook.wave = static_cast<std::uint8_t>(json["wave"].number_or(0));
    const Ballot ballot = ballot_of(json, codebook);
    const Result<std::string> bytes = encode(ballot, codebook);
    REQUIRE(bytes.ok());
    golden::compare(base + ".hex", hex(bytes.value()) + "\n");
    const Result<Ballot> back = decode(bytes.value(), codebook);
    REQUIRE(back.ok());
    CHECK(back.value().answers == ballot.answers);
    CHECK(back.value().mode == ballot.mode);
    CHECK(back.value().simulated == ballot.simulated);
    CHECK(back.value().week.week == ballot.week.week);
  }
  CHECK(golden::read("tests/golden/ballots/largest.hex").size() == 2 * 525 + 1);
}

TEST_CASE("golden: the example of FORMAT.md is the golden one") {
  const std::string format = golden::read("src/ballot/FORMAT.md");
  std::string hexadecimal = golden::read("tests/golden/ballots/example.hex");
  hexadecimal.pop_back();
  CHECK(format.find("    " + hexadecimal + "\n") != std::string::npos);
  CHECK(format.find("    " + golden::read("tests/golden/ballots/example.codebook.json") + "\n") != std::string::npos);
}
