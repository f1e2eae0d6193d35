// SPDX-License-Identifier: MIT
// Tests: the index of bits against the slow right answers: every kind of item, table, filter and weight,
// clustered and appended.
#include "tally/index.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "made_columns.h"
#include "tally/kernels.h"

using namespace made;
using tally::Crosstab;
using tally::Index;
using tally::Measure;
using tally::Pair;
using tally::Selection;
using tally::Source;
using tally::Term;

namespace {

const std::vector<std::size_t> kDimensions{0, 1, 2};

std::vector<double> random_weights(std::size_t rows, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> weights;
  for (std::size_t row = 0; row < rows; ++row)
    weights.push_back(random.below(20) == 0 ? 0 : 0.3 + 3 * random.uniform());
  return weights;
}

/// None, one dimension, two of them, an item, a state, boxes, "not", suppressed, a code that nobody has.
std::vector<Filter> filters() {
  return {{},
          {{0, {4, 6}, false}},
          {{0, {4, 5, 6, 7, 8}, false}, {2, {5}, true}},
          {{3, {7, 8}, false}},
          {{5, {1, 2}, false}, {1, {5}, false}},
          {{10, {4, 9}, false}},
          {{11, {5}, true}, {8, {tally::kSuppressed, 4, 14}, false}},
          {{9, {4, 5, 6, 300}, true}, {4, {0}, true}},
          {{3, {99}, false}},
          {{7, {4}, false}, {0, {1}, true}, {10, {1}, true}}};
}

/// Everything that can be asked, as numbers.
std::vector<std::vector<std::uint64_t>> ask(const Index& index, const Filter& filter, Measure measure,
                                            Source source) {
  const Selection selection = index.select(filter);
  std::vector<std::vector<std::uint64_t>> answers;
  answers.push_back({measure == Measure::ballots ? selection.ballots.all : selection.weight.all});
  std::vector<Pair> pairs;
  for (std::size_t variable = 0; variable < 12; ++variable) {
    answers.push_back(slots_of(index.marginal(variable, selection, measure, source)));
    if (variable != kMadeWide)
      pairs.insert(pairs.end(), {{variable, 0}, {2, variable}, {variable, 5}, {10, variable}});
  }
  for (const Crosstab& table : index.cross(pairs, selection, measure, source)) answers.push_back(table.cells);
  return answers;
}

std::vector<std::vector<std::uint64_t>> right_answers(const Reference& reference, const Filter& filter) {
  std::vector<std::vector<std::uint64_t>> answers;
  answers.push_back({reference.total(filter)});
  std::vector<Pair> pairs;
  for (std::size_t variable = 0; variable < 12; ++variable) {
    answers.push_back(reference.marginal(variable, filter));
    if (variable != kMadeWide)
      pairs.insert(pairs.end(), {{variable, 0}, {2, variable}, {variable, 5}, {10, variable}});
  }
  for (const Pair& pair : pairs) answers.push_back(reference.cross(pair.rows, pair.columns, filter));
  return answers;
}

}  // namespace

TEST_CASE(
    "tally index: every table under every filter is the reference's, from the cube and from the rows, with "
    "every kernel") {
  for (const std::size_t rows : {0, 1, 63, 700}) {
    const Columns columns = random_columns(rows, 100 + rows);
    Index index(columns, kDimensions);
    CHECK(index.rows() == rows);
    const Reference reference(columns);
    for (const Filter& filter : filters()) {
      const auto expected = right_answers(reference, filter);
      for (const tally::Kernels* kernels : tally::all_kernels()) {
        index.use(*kernels);
        CHECK(ask(index, filter, Measure::ballots, Source::cube) == expected);
        CHECK(ask(index, filter, Measure::ballots, Source::rows) == expected);
      }
    }
  }
}

TEST_CASE("tally index: weighted tables are exact sums of the weights in fixed point") {
  const Columns columns = random_columns(600, 7);
  const std::vector<double> weights = random_weights(600, 8);
  Index index(columns, kDimensions);
  REQUIRE(index.set_weights(weights).ok());
  const Reference reference(columns, weights);
  for (const Filter& filter : filters()) {
    const auto expected = right_answers(reference, filter);
    for (const tally::Kernels* kernels : tally::all_kernels()) {
      index.use(*kernels);
      CHECK(ask(index, filter, Measure::weight, Source::cube) == expected);
      CHECK(ask(index, filter, Measure::weight, Source::rows) == expected);
    }
  }
}

TEST_CASE(
    "tally index: ballots appended in any parts count like ballots that were there from the start, weights "
    "included") {
  const Columns columns = random_columns(900, 21);
  const std::vector<double> weights = random_weights(900, 22);
  const Reference reference(columns);
  const Reference weighted(columns, weights);
  Random random(23);
  for (int round = 0; round < 4; ++round) {
    std::size_t done = random.below(2) == 0 ? 0 : random.below(900);
    Index index(part_of(columns, 0, done), kDimensions);
    while (done < columns.ballots) {
      const std::size_t to = std::min<std::size_t>(columns.ballots, done + 1 + random.below(300));
      index.append(part_of(columns, done, to));
      done = to;
    }
    CHECK(index.rows() == 900);
    CHECK_FALSE(index.weighted());
    for (const Filter& filter : filters()) {
      const auto expected = right_answers(reference, filter);
      CHECK(ask(index, filter, Measure::ballots, Source::cube) == expected);
      CHECK(ask(index, filter, Measure::ballots, Source::rows) == expected);
    }
    REQUIRE(index.set_weights(weights).ok());
    for (const Filter& filter : filters()) {
      const auto expected = right_answers(weighted, filter);
      CHECK(ask(index, filter, Measure::weight, Source::cube) == expected);
      CHECK(ask(index, filter, Measure::weight, Source::rows) == expected);
    }
  }
}

TEST_CASE("tally index: a hundred thousand ballots") {
  const Columns columns = random_columns(100'000, 31);
  const Reference reference(columns);
  Index index(columns, kDimensions);
  const Filter filter{{0, {4, 6, 7}, false}, {3, {7, 8}, false}};
  const Selection selection = index.select(filter);
  CHECK(selection.ballots.all == reference.total(filter));
  for (const std::size_t variable : {3, 8, 9, 10}) {
    CHECK(slots_of(index.marginal(variable, selection)) == reference.marginal(variable, filter));
    CHECK(slots_of(index.marginal(variable, index.select({}))) == reference.marginal(variable, {}));
  }
  CHECK(index.cross({{4, 2}}, selection).front().cells == reference.cross(4, 2, filter));
  CHECK(index.cross({{4, 2}}, index.select({})).front().cells == reference.cross(4, 2, {}));
  CHECK(index.bytes() < 100 * columns.ballots);
}

TEST_CASE("tally index: flows between two items count up, same, down and who cannot be compared") {
  const Columns columns = random_columns(500, 41);
  const Reference reference(columns);
  const Index index(columns, kDimensions);
  const Filter filter{{1, {4}, false}};
  const tally::FlowTable flow = index.flow(3, 6, index.select(filter));
  const std::vector<std::uint64_t> crossed = reference.cross(3, 6, filter);
  std::uint64_t up = 0, same = 0, down = 0;
  for (std::size_t from = 0; from < 5; ++from) {
    for (std::size_t to = 0; to < 5; ++to) {
      const std::uint64_t rows = crossed[(kStates + from) * reference.slots(6) + kStates + to];
      CHECK(flow.table.cells[from * 5 + to] == rows);
      (to > from ? up : to < from ? down : same) += rows;
    }
  }
  CHECK(flow.up == up);
  CHECK(flow.same == same);
  CHECK(flow.down == down);
  CHECK(up > 0);
  CHECK(flow.up + flow.same + flow.down + flow.apart == reference.total(filter));
}

TEST_CASE("tally index: rows of a selection come back by their number, clustered or appended") {
  const Columns columns = random_columns(400, 51);
  const Reference reference(columns);
  Index index(part_of(columns, 0, 300), kDimensions);
  index.append(part_of(columns, 300, 400));
  for (const Filter& filter : filters()) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; row < 400; ++row) {
      if (reference.chosen(row, filter)) expected.push_back(row);
    }
    CHECK(index.rows_of(index.select(filter)) == expected);
  }
}

TEST_CASE("tally index: rows that give every item the same option") {
  const Columns columns = random_columns(3000, 61);
  const Index index(columns, kDimensions);
  const Selection alike = index.alike({3, 4, 8});
  std::vector<std::uint32_t> expected;
  for (std::uint32_t row = 0; row < 3000; ++row) {
    const std::uint32_t code = columns.codes(3)[row];
    if (code >= ballot::kFirstOption && code < 9 && columns.codes(4)[row] == code &&
        columns.codes(8)[row] == code) {
      expected.push_back(row);
    }
  }
  CHECK(expected.size() > 5);
  CHECK(index.rows_of(alike) == expected);
  CHECK(alike.ballots.all == expected.size());
}

TEST_CASE("tally index: dimensions that would make too many cells are indexed like any other") {
  const Columns columns = random_columns(20'000, 71);
  const Index index(columns, {0, 1, 2, 3, 4, 5, 6, 8, 10, 9, 0});
  CHECK(index.cells() <= 4096);
  CHECK(index.dimensions() >= 3);
  CHECK(index.dimensions() < 8);
  const Reference reference(columns);
  const Filter filter{{0, {4}, false}, {8, {5}, false}};
  CHECK(slots_of(index.marginal(6, index.select(filter))) == reference.marginal(6, filter));
}

TEST_CASE("tally index: refuses weights that are not one a ballot, or not numbers from 0 to 64") {
  const Columns columns = random_columns(3, 81);
  Index index(columns, kDimensions);
  CHECK(index.set_weights({1, 1}).error().code == ErrorCode::tally_weights);
  for (const double wrong :
       {-1.0, 64.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    CHECK(index.set_weights({1, wrong, 1}).error().code == ErrorCode::tally_weight);
  }
  CHECK_FALSE(index.weighted());
  REQUIRE(index.set_weights({0, 0, 0}).ok());
  CHECK(index.weighted());
  CHECK(index.select({}).weight.all == 0);
}

TEST_CASE("tally kernels: all give the numbers of the bit by bit count") {
  Random random(91);
  for (const std::uint32_t most : {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u, 11u, 64u, 255u}) {
    for (const std::size_t words : {0, 1, 2, 7, 63, 64, 65, 130}) {
      const auto planes = static_cast<std::size_t>(std::bit_width(most));
      std::vector<std::vector<std::uint64_t>> bits(planes + 3, std::vector<std::uint64_t>(words, 0));
      std::vector<std::uint64_t> mask(words);
      std::vector<std::uint64_t> expected(4 * most, 0);
      for (std::size_t row = 0; row < 64 * words; ++row) {
        const auto set = [row](std::vector<std::uint64_t>& word, bool bit) {
          word[row / 64] |= std::uint64_t{bit} << row % 64;
        };
        const auto code = static_cast<std::uint32_t>(random.below(most + 1));
        const std::uint64_t weight = random.below(8);
        const bool in = random.below(3) != 0;
        for (std::size_t b = 0; b < planes; ++b) set(bits[b], (code >> b & 1) != 0);
        for (std::size_t b = 0; b < 3; ++b) set(bits[planes + b], (weight >> b & 1) != 0);
        set(mask, in);
        if (code == 0) continue;
        expected[code - 1] += 1;
        expected[most + code - 1] += in ? 1 : 0;
        expected[2 * most + code - 1] += weight;
        expected[3 * most + code - 1] += in ? weight : 0;
      }
      std::vector<const std::uint64_t*> pointers;
      for (const std::vector<std::uint64_t>& plane : bits) pointers.push_back(plane.data());
      for (const tally::Kernels* kernels : tally::all_kernels()) {
        std::vector<std::uint64_t> sums(4 * most, 0);
        const std::uint64_t* const* weights = pointers.data() + planes;
        kernels->supersets(pointers.data(), most, nullptr, words, sums.data());
        kernels->supersets(pointers.data(), most, mask.data(), words, sums.data() + most);
        kernels->weighted(pointers.data(), most, nullptr, weights, 3, words, sums.data() + 2 * most);
        kernels->weighted(pointers.data(), most, mask.data(), weights, 3, words, sums.data() + 3 * most);
        // With no word, mask.data() may be null and says the same: nothing.
        for (std::size_t i = 0; i < 4; ++i) tally::separate(sums.data() + i * most, most);
        CHECK(sums == expected);
      }
    }
  }
}

TEST_CASE("tally kernels: the self-test chooses one that is there, also where the clock stands still") {
  const std::vector<const tally::Kernels*> all = tally::all_kernels();
  CHECK(&tally::fastest_kernels([] { return 0.0; }) == all.front());
  const tally::Kernels& chosen = tally::fastest_kernels([] {
    static double now = 0;
    return now += 1;
  });
  CHECK(std::find(all.begin(), all.end(), &chosen) != all.end());
#ifdef TRIPTYCH_SIMD
  CHECK(all.size() == 2);
  CHECK(all.back()->name == "simd");
#endif
}
