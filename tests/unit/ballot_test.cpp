// SPDX-License-Identifier: MIT
// Tests: the ballot's bytes, one encoding a value; the file; randomised response.
#include "ballot/ballot.h"

#include <cmath>

#include "ballot/file.h"
#include "ballot/randomise.h"
#include "base/sha256.h"
#include "doctest.h"

using namespace triptych;
using namespace triptych::ballot;

namespace {

Item single(std::string name, std::vector<Value> options) {
  Item item;
  item.name = item.question = std::move(name);
  item.options = std::move(options);
  return item;
}

Item of_kind(ItemKind kind, std::string name, std::vector<Value> options) {
  Item item = single(std::move(name), std::move(options));
  item.kind = kind;
  return item;
}

Item on_grid(std::string name, Grid grid) {
  Item item = single(std::move(name), {});
  item.grid = grid;
  return item;
}

Codebook book(std::vector<Item> items) {
  Codebook codebook;
  codebook.survey = "test";
  codebook.wave = 3;
  codebook.items = std::move(items);
  Result<Codebook> sealed = seal(std::move(codebook));
  REQUIRE(sealed.ok());
  return std::move(sealed).value();
}

Codebook mixed() {
  return book({single("one", {"a", "b", "c", "d", "e"}), of_kind(ItemKind::multiple, "many", {"x", "y", "z"}),
               of_kind(ItemKind::ranking, "order", {"p", "q", "r"}), on_grid("age", {Grid::Unit::number, 18, 1, 100})});
}

Ballot ballot_of(const Codebook& codebook, std::vector<Answer> answers) {
  Ballot ballot;
  ballot.structure = codebook.structure;
  for (std::size_t i = 0; i < 16; ++i) ballot.id[i] = static_cast<std::uint8_t>(0xa0 + i);
  ballot.wave = codebook.wave;
  ballot.text_rev = 2;
  ballot.language = language_code("fr");
  ballot.week = {2026, 48};
  ballot.answers = std::move(answers);
  return ballot;
}

std::string encoded(const Ballot& ballot, const Codebook& codebook) {
  Result<std::string> bytes = encode(ballot, codebook);
  REQUIRE(bytes.ok());
  return std::move(bytes).value();
}

Answer gave(std::vector<std::uint32_t> options) { return {State::answered, std::move(options)}; }

ErrorCode refusal(std::string_view bytes, const Codebook& codebook) {
  const Result<Ballot> read = decode(bytes, codebook);
  REQUIRE_FALSE(read.ok());
  return read.error().code;
}

}  // namespace

TEST_CASE("ballot: the bytes are those of FORMAT.md") {
  const Codebook codebook = mixed();
  const std::string bytes = encoded(ballot_of(codebook, {gave({2}), gave({0, 2}), gave({1, 0}), gave({47})}), codebook);
  CHECK(hex(bytes.substr(0, 2)) == "0100");
  CHECK(bytes.substr(2, 8) == std::string(codebook.structure.begin(), codebook.structure.end()));
  CHECK(hex(bytes.substr(10, 16)) == "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
  CHECK(hex(bytes.substr(26, 5)) == "030230b006");
  // Least significant bit first: one 6 in 4 bits 0110; many state 3 and boxes 1,0,1: 11 101; order state 3, ranks 2, 1, 0 in
  // 2 bits each: 11 01 10 00; age 4 + 47 = 51 in 7 bits: 1100110.
  CHECK(hex(bytes.substr(31)) == "763766");
}

TEST_CASE("ballot: every state of every kind comes back, and every ballot has one length") {
  const Codebook codebook = mixed();
  const Answer absent[] = {{State::not_asked, {}}, {State::unanswered, {}}, {State::refused, {}}, {State::dont_know, {}}};
  for (const Answer& answer : absent) {
    const Ballot ballot = ballot_of(codebook, {answer, answer, answer, answer});
    const std::string bytes = encoded(ballot, codebook);
    CHECK(bytes.size() == codebook.ballot_bytes());
    const Result<Ballot> back = decode(bytes, codebook);
    REQUIRE(back.ok());
    CHECK(back.value().answers == ballot.answers);
  }
  Random random(7);
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::uint32_t> boxes;
    for (std::uint32_t i = 0; i < 3; ++i) {
      if (random.below(2) == 1 || (i == 2 && boxes.empty())) boxes.push_back(i);
    }
    std::vector<std::uint32_t> ranks{0, 1, 2};
    std::swap(ranks[0], ranks[random.below(3)]);
    ranks.resize(1 + random.below(3));
    Ballot ballot = ballot_of(codebook, {gave({static_cast<std::uint32_t>(random.below(5))}), gave(boxes), gave(ranks),
                                         gave({static_cast<std::uint32_t>(random.below(100))})});
    ballot.simulated = random.below(2) == 1;
    ballot.mode = static_cast<Mode>(random.below(4));
    const std::string bytes = encoded(ballot, codebook);
    const Result<Ballot> back = decode(bytes, codebook);
    REQUIRE(back.ok());
    CHECK(back.value().answers == ballot.answers);
    CHECK(back.value().mode == ballot.mode);
    CHECK(back.value().simulated == ballot.simulated);
    CHECK(back.value().week.week == 48);
    CHECK(encoded(back.value(), codebook) == bytes);
  }
}

TEST_CASE("ballot: bytes that decode at all are the only encoding of what they say") {
  const Codebook codebook = mixed();
  const std::string start = encoded(ballot_of(codebook, {gave({2}), gave({0, 2}), gave({1, 0}), gave({47})}), codebook);
  int read_back = 0;
  for (std::size_t at = 31; at < start.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string bytes = start;
      bytes[at] = static_cast<char>(byte);
      const Result<Ballot> ballot = decode(bytes, codebook);
      if (!ballot.ok()) {
        CHECK(ballot.error().code == ErrorCode::ballot_code);
        continue;
      }
      ++read_back;
      CHECK(encoded(ballot.value(), codebook) == bytes);
    }
  }
  CHECK(read_back > 100);
}

TEST_CASE("ballot: refuses a code no option has, padding, another length, structure, wave, version, flags, language, week") {
  const Codebook codebook = book({single("one", {"a", "b", "c", "d", "e"})});
  const std::string good = encoded(ballot_of(codebook, {gave({4})}), codebook);
  const auto with = [&good](std::size_t at, int byte) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(byte);
    return bytes;
  };
  CHECK(hex(good.substr(31)) == "08");
  CHECK(refusal(with(31, 0x09), codebook) == ErrorCode::ballot_code);
  CHECK(refusal(with(31, 0x18), codebook) == ErrorCode::ballot_padding);
  CHECK(refusal(good + '\0', codebook) == ErrorCode::ballot_length);
  CHECK(refusal(good.substr(0, 31), codebook) == ErrorCode::ballot_length);
  CHECK(refusal(good.substr(0, 20), codebook) == ErrorCode::ballot_length);
  CHECK(refusal("", codebook) == ErrorCode::ballot_version);
  CHECK(refusal(std::string(600, '\1'), codebook) == ErrorCode::ballot_length);
  CHECK(refusal(with(0, 2), codebook) == ErrorCode::ballot_version);
  CHECK(refusal(with(1, 6), codebook) == ErrorCode::ballot_flags);   // paper and kiosk
  CHECK(refusal(with(1, 16), codebook) == ErrorCode::ballot_flags);
  CHECK(refusal(with(2, good[2] ^ 1), codebook) == ErrorCode::ballot_structure);
  CHECK(refusal(with(26, 4), codebook) == ErrorCode::ballot_wave);
  CHECK(refusal(with(28, 185), codebook) == ErrorCode::ballot_language);
  CHECK(refusal(with(29, 0xb6), codebook) == ErrorCode::ballot_week);  // week 54
  CHECK(refusal(with(29, 0x80), codebook) == ErrorCode::ballot_week);  // week 0
  std::string no_week = with(29, 0);
  no_week[30] = 0;
  CHECK(decode(no_week, codebook).ok());
}

TEST_CASE("ballot: refuses week 53 of a year of 52 weeks") {
  const Codebook codebook = book({single("one", {"a"})});
  Ballot ballot = ballot_of(codebook, {gave({0})});
  ballot.week = {2026, 53};  // 1 January 2026 is a Thursday
  CHECK(decode(encoded(ballot, codebook), codebook).ok());
  ballot.week = {2027, 53};
  CHECK(refusal(encoded(ballot, codebook), codebook) == ErrorCode::ballot_week);
}

TEST_CASE("ballot: refuses to write answers that do not fit") {
  const Codebook codebook = mixed();
  const Answer none{State::unanswered, {}};
  const auto refused = [&](std::vector<Answer> answers) {
    const Result<std::string> bytes = encode(ballot_of(codebook, std::move(answers)), codebook);
    return !bytes.ok() && bytes.error().code == ErrorCode::ballot_answers;
  };
  CHECK(refused({none, none, none}));
  CHECK(refused({gave({5}), none, none, none}));
  CHECK(refused({gave({0, 1}), none, none, none}));
  CHECK(refused({gave({}), none, none, none}));
  CHECK(refused({none, gave({2, 0}), none, none}));
  CHECK(refused({none, gave({1, 1}), none, none}));
  CHECK(refused({none, none, gave({1, 1}), none}));
  CHECK(refused({{State::refused, {1}}, none, none, none}));
}

TEST_CASE("ballot: languages keep their primary tag, others are und") {
  CHECK(language_code("fr") == 48);
  CHECK(language_code("en-GB") == 38);
  CHECK(language_code("FR_ca") == 48);
  CHECK(language_name(48) == "fr");
  CHECK(language_name(184) == "zu");
  CHECK(language_code("zu") == 184);
  CHECK(language_code("tlh") == 0);
  CHECK(language_code("") == 0);
  CHECK(language_name(0) == "und");
  CHECK(language_name(200) == "und");
}

TEST_CASE("ballot: the runs are the whole ballot, in order") {
  const Codebook codebook = mixed();
  const std::string bytes = encoded(ballot_of(codebook, std::vector<Answer>(4)), codebook);
  std::string joined;
  for (const Run& run : runs_of(bytes)) joined += run.bytes;
  CHECK(joined == bytes);
  CHECK(runs_of(bytes).front().field == "version");
  CHECK(runs_of(bytes).back().field == "answers");
}

TEST_CASE("ballot: a demonstration's ballot is marked without touching the rest") {
  const Codebook codebook = mixed();
  std::string bytes = encoded(ballot_of(codebook, std::vector<Answer>(4)), codebook);
  const std::string before = bytes;
  mark_simulated(bytes);
  CHECK(decode(bytes, codebook).value().simulated);
  bytes[1] = before[1];
  CHECK(bytes == before);
}

TEST_CASE("codebook: options of a grid are numbers, days or months") {
  const Item number = on_grid("n", {Grid::Unit::number, 0, 0.1, 11});
  CHECK(number.option_of(Value(0.3)) == 3u);
  CHECK(*number.option_value(3).number() == 0.3);
  CHECK(number.option_of("0.7") == 7u);
  CHECK_FALSE(number.option_of(Value(0.35)));
  CHECK_FALSE(number.option_of(Value(1.1)));
  CHECK_FALSE(number.option_of("much"));
  const Item day = on_grid("d", {Grid::Unit::day, static_cast<double>(days_from_civil({2026, 1, 1})), 1, 365});
  CHECK(day.option_of("2026-03-01") == 59u);
  CHECK(day.option_value(59) == Value("2026-03-01"));
  CHECK_FALSE(day.option_of("2026-02-30"));
  CHECK_FALSE(day.option_of("2027-01-01"));
  const Item month = on_grid("m", {Grid::Unit::month, -3, 1, 6});
  CHECK(month.option_value(0) == Value("1969-10"));
  CHECK(month.option_value(3) == Value("1970-01"));
  CHECK(month.option_of("1969-12") == 2u);
}

TEST_CASE("codebook: a value finds its option as itself, else as the same text") {
  const Item item = single("q", {Value(1), "2", Value(true), "x"});
  CHECK(item.option_of(Value(1)) == 0u);
  CHECK(item.option_of("1") == 0u);
  CHECK(item.option_of(Value(2)) == 1u);
  CHECK(item.option_of("true") == 2u);
  CHECK_FALSE(item.option_of("y"));
  CHECK_FALSE(item.option_of(Value()));
  CHECK_FALSE(item.option_of(Array{Value("x")}));
}

TEST_CASE("codebook: the canonical text gives the same codebook back, and no other text is one") {
  Codebook codebook = mixed();
  codebook.items[0].conditions = {"{many} contains 'x'"};
  codebook.items[0].compared = true;
  codebook = seal(std::move(codebook)).value();
  const Result<Codebook> back = read_codebook(codebook.canonical);
  REQUIRE(back.ok());
  CHECK(back.value().canonical == codebook.canonical);
  CHECK(back.value().structure == codebook.structure);
  CHECK(back.value().items[3].grid->count == 100);
  CHECK_FALSE(read_codebook(" " + codebook.canonical).ok());
  CHECK_FALSE(read_codebook("{}").ok());
}

TEST_CASE("codebook: the structure changes with a condition, a code, the survey; not with the wave") {
  const Codebook codebook = mixed();
  Codebook other = codebook;
  other.items[1].conditions = {"{one} = 'a'"};
  CHECK(seal(other).value().structure != codebook.structure);
  other = codebook;
  other.items[1].options.push_back("w");
  CHECK(seal(other).value().structure != codebook.structure);
  other = codebook;
  other.survey = "another";
  CHECK(seal(other).value().structure != codebook.structure);
  other = codebook;
  other.wave = 9;
  CHECK(seal(other).value().structure == codebook.structure);
}

TEST_CASE("codebook: refuses a questionnaire whose ballots are larger than 525 bytes") {
  std::vector<Value> boxes;
  for (int i = 0; i < 494 * 8 - 2; ++i) boxes.emplace_back(i);
  Codebook codebook;
  codebook.items = {of_kind(ItemKind::multiple, "many", boxes)};
  CHECK(seal(codebook).ok());
  codebook.items[0].options.emplace_back("one more");
  const Result<Codebook> sealed = seal(codebook);
  REQUIRE_FALSE(sealed.ok());
  CHECK(sealed.error().code == ErrorCode::ballot_too_large);
  CHECK(sealed.error().params.find("bytes")->number_or(0) == 526);
}

TEST_CASE("codebook: refuses epsilon out of range or where it means nothing") {
  const auto code = [](Item item, double epsilon) {
    item.epsilon = epsilon;
    Codebook codebook;
    codebook.items = {std::move(item)};
    const Result<Codebook> sealed = seal(codebook);
    return sealed.ok() ? std::string_view("ok") : name_of(sealed.error().code);
  };
  CHECK(code(single("q", {"a", "b"}), 1) == "ok");
  CHECK(code(single("q", {"a", "b"}), 0.05) == "ballot_epsilon");
  CHECK(code(single("q", {"a", "b"}), 11) == "ballot_epsilon");
  CHECK(code(single("q", {"a", "b"}), NAN) == "ballot_epsilon");
  CHECK(code(single("q", {"a"}), 1) == "ballot_epsilon");
  CHECK(code(of_kind(ItemKind::multiple, "q", {"a", "b"}), 1) == "ballot_epsilon");
}

TEST_CASE("randomise: keeps the truth with e^eps in e^eps + k - 1, else each other category alike") {
  Item item = single("q", {"a", "b", "c", "d"});
  item.epsilon = 1;
  const Chances chances = chances_of(item);
  CHECK(chances.categories == 5);
  const double p = static_cast<double>(chances.keep) / static_cast<double>(chances.keep + 4 * chances.other);
  CHECK(p == doctest::Approx(std::exp(1.0) / (std::exp(1.0) + 4)).epsilon(1e-6));
  Random random(11);
  const int draws = 200'000;
  for (std::uint32_t truth = 0; truth < 5; ++truth) {
    const Answer answer = truth < 4 ? gave({truth}) : Answer{State::unanswered, {}};
    double seen[5] = {};
    for (int i = 0; i < draws; ++i) {
      const Answer drawn = randomise(item, answer, random);
      ++seen[drawn.state == State::answered ? drawn.options[0] : 4];
    }
    double chi_squared = 0;
    for (std::uint32_t i = 0; i < 5; ++i) {
      const double expected = draws * (i == truth ? p : (1 - p) / 4);
      chi_squared += (seen[i] - expected) * (seen[i] - expected) / expected;
    }
    CHECK(chi_squared < 18.47);  // 4 degrees of freedom, one in a thousand
  }
}

TEST_CASE("randomise: the chances are those of e^epsilon, whatever the epsilon that a survey may ask for") {
  Item item = single("q", {"a", "b"});
  for (double epsilon = kLeastEpsilon; epsilon <= kMostEpsilon; epsilon += 0.05) {
    item.epsilon = epsilon;
    CHECK(static_cast<double>(chances_of(item).keep) == doctest::Approx(std::exp(epsilon) * (1 << 20)).epsilon(5e-7));
  }
}

TEST_CASE("randomise: every way of not answering is one category, and not asked stays so") {
  Item item = single("q", {"a", "b"});
  item.epsilon = 2;
  for (const State state : {State::unanswered, State::refused, State::dont_know}) {
    Random one(5);
    Random other(5);
    for (int i = 0; i < 100; ++i) {
      CHECK(randomise(item, {state, {}}, one) == randomise(item, {State::unanswered, {}}, other));
    }
  }
  Random random(1);
  CHECK(randomise(item, {State::not_asked, {}}, random).state == State::not_asked);
}

TEST_CASE("randomise: a ballot refuses an item that skipped the draw") {
  Item item = single("q", {"a", "b"});
  item.epsilon = 1;
  const Codebook codebook = book({item});
  CHECK_FALSE(encode(ballot_of(codebook, {{State::refused, {}}}), codebook).ok());
  std::string bytes = encoded(ballot_of(codebook, {{State::unanswered, {}}}), codebook);
  bytes[31] = 3;
  CHECK(refusal(bytes, codebook) == ErrorCode::ballot_code);
}

TEST_CASE("file: keeps no order of arrival and comes back") {
  const Codebook codebook = mixed();
  std::vector<std::string> ballots;
  for (int i = 0; i < 20; ++i) {
    Ballot ballot = ballot_of(codebook, std::vector<Answer>(4));
    ballot.id[0] = static_cast<std::uint8_t>(i * 37);
    ballots.push_back(encoded(ballot, codebook));
  }
  const FileHeader header{"test", false, {hex({reinterpret_cast<const char*>(codebook.structure.data()), 8})}, "raw"};
  const std::string text = write_file(header, ballots);
  std::vector<std::string> turned(ballots.rbegin(), ballots.rend());
  CHECK(write_file(header, turned) == text);
  const Result<File> file = read_file(text);
  REQUIRE(file.ok());
  CHECK(file.value().header.survey == "test");
  CHECK(file.value().header.notice == "raw");
  CHECK(file.value().ballots.size() == 20);
  CHECK(write_file(file.value().header, file.value().ballots) == text);
  std::string dos;
  for (const char c : text) dos += c == '\n' ? "\r\n" : std::string(1, c);
  CHECK(read_file(dos).value().ballots.size() == 20);
}

TEST_CASE("file: refuses a mixture of simulated and real ballots, a broken line, a missing header") {
  const Codebook codebook = mixed();
  std::string bytes = encoded(ballot_of(codebook, std::vector<Answer>(4)), codebook);
  const FileHeader header{"test", false, {}, ""};
  const std::string good = write_file(header, {bytes});
  mark_simulated(bytes);
  const Result<File> mixture = read_file(good + to_text(bytes) + "\n");
  REQUIRE_FALSE(mixture.ok());
  CHECK(mixture.error().code == ErrorCode::ballot_mixed);
  CHECK(mixture.error().params.find("line")->number_or(0) == 3);
  CHECK(read_file(good + "a+b\n").error().code == ErrorCode::ballot_text);
  CHECK(read_file(good.substr(good.find('\n') + 1)).error().code == ErrorCode::ballot_file);
  CHECK(read_file("").error().code == ErrorCode::ballot_file);
}
