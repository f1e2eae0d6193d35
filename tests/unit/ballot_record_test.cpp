// SPDX-License-Identifier: MIT
// Tests: the quick reader of records takes what decode() takes, says the same, and refuses the rest.
#include "ballot/record.h"

#include "ballot/envelope.h"
#include "made_ballots.h"

using namespace made;
using ballot::Place;
using ballot::Recorder;

namespace {

Codebook every_width() {
  Item age = item("age", {});
  age.grid = ballot::Grid{ballot::Grid::Unit::number, 0, 1, 60'000};
  Item randomised = item("randomised", {"a", "b", "c"});
  randomised.epsilon = 1;
  std::vector<Value> many;
  for (int i = 0; i < 77; ++i) many.emplace_back(i);
  return codebook({fact("taught"), item("one", {"a", "b", "c"}), randomised, age, item("two", many),
                   item("few", {"x", "y", "z"}, ItemKind::multiple), item("boxes", many, ItemKind::multiple),
                   item("order", {"p", "q", "r", "s", "t"}, ItemKind::ranking)});
}

Answer random_answer(const Item& item, Random& random) {
  if (random.below(4) == 0) {
    const std::uint64_t state = random.below(item.epsilon > 0 ? 2 : 4);
    return {static_cast<State>(state), {}};
  }
  const std::uint32_t n = item.option_count();
  if (item.kind == ItemKind::single) return gave(random.below(n));
  std::vector<std::uint32_t> options;
  for (std::uint32_t option = 0; option < n; ++option) {
    if (random.below(3) == 0) options.push_back(option);
  }
  if (options.empty()) options.push_back(static_cast<std::uint32_t>(random.below(n)));
  if (item.kind == ItemKind::ranking) std::swap(options.front(), options[random.below(options.size())]);
  return gave(options);
}

std::vector<std::uint8_t> written(const Ballot& ballot, const Codebook& codebook, const Recorder& recorder) {
  std::vector<std::uint8_t> record(recorder.bytes(), 0);
  for (std::size_t i = 0; i < codebook.items.size(); ++i) {
    ballot::write_answer(ballot.answers[i], codebook.items[i].kind, recorder.places()[i], record.data());
  }
  return record;
}

}  // namespace

TEST_CASE("ballot record: the quick reader and decode() agree on ballots of every kind of item") {
  const Codebook codebook = every_width();
  const Recorder recorder(codebook);
  Random random(11);
  for (std::uint32_t round = 0; round < 3000; ++round) {
    std::vector<Answer> answers;
    for (const Item& item : codebook.items) answers.push_back(random_answer(item, random));
    const std::string bytes = ballot_bytes(codebook, answers, round);
    const Result<Ballot> decoded = ballot::decode(bytes, codebook);
    REQUIRE(decoded.ok());
    std::vector<std::uint8_t> record(recorder.bytes(), 0xEE);
    REQUIRE(recorder.read(bytes, record.data()));
    CHECK(record == written(decoded.value(), codebook, recorder));
  }
}

TEST_CASE(
    "ballot record: whatever is changed in a ballot, the quick reader takes nothing that decode() refuses") {
  const Codebook codebook = every_width();
  const Recorder recorder(codebook);
  Random random(12);
  std::vector<std::uint8_t> record(recorder.bytes());
  int taken = 0;
  int refused = 0;
  for (std::uint32_t round = 0; round < 20'000; ++round) {
    std::vector<Answer> answers;
    for (const Item& item : codebook.items) answers.push_back(random_answer(item, random));
    std::string bytes = ballot_bytes(codebook, answers, round);
    char& byte = bytes[random.below(bytes.size())];
    byte = static_cast<char>(random.below(3) == 0 ? random.next() : byte ^ 1 << random.below(8));
    if (random.below(50) == 0) bytes.resize(random.below(bytes.size() + 2));
    const Result<Ballot> decoded = ballot::decode(bytes, codebook);
    if (!recorder.read(bytes, record.data())) {
      ++refused;
      continue;
    }
    ++taken;
    REQUIRE(decoded.ok());
    CHECK(record == written(decoded.value(), codebook, recorder));
  }
  CHECK(taken > 5000);
  CHECK(refused > 1000);
}

TEST_CASE("ballot record: a week 53 is left to decode(), which has a calendar") {
  const Codebook one = codebook({item("one", {"a", "b"})});
  const Recorder recorder(one);
  std::string bytes = ballot_bytes(one, {gave(1)}, 1);
  std::uint8_t record[1];
  const int week = 26 * 64 + 53;
  bytes[ballot::kWeekAt] = static_cast<char>(week & 255);
  bytes[ballot::kWeekAt + 1] = static_cast<char>(week >> 8);
  CHECK_FALSE(recorder.read(bytes, record));
  CHECK(ballot::decode(bytes, one).ok());
}
