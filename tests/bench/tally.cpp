// SPDX-License-Identifier: MIT
// Bench: the tally's work on made-up columns. In WebAssembly the page calls the functions; natively the
// program takes commands, a line each: "load N FILE", "weights", "run WORK SOURCE KERNEL REPEAT TIMES" …, and
// answers each with a line of JSON.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "ballot/ballot.h"
#include "ballot/record.h"
#include "base/random.h"
#include "tally/index.h"
#include "tally/ndjson.h"
#include "tally/tally.h"

#ifdef __EMSCRIPTEN__
#include <emscripten/emscripten.h>
#define EXPORTED extern "C" EMSCRIPTEN_KEEPALIVE
#else
#include <ctime>
#define EXPORTED static
#endif

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace {

using namespace triptych;
using ballot::Item;
using ballot::ItemKind;
using tally::Measure;
using tally::Source;

constexpr std::size_t kItems = 20;
constexpr std::size_t kMultiples = 3;
constexpr std::uint32_t kDemographics[] = {6, 4, 13, 2};
/// A byte each a ballot: the items, the demographics, the boxes of the multiple items; then a float each, the
/// weights.
constexpr std::size_t kColumns = kItems + std::size(kDemographics) + kMultiples;

struct Bench {
  std::size_t rows = 0;
  std::vector<std::uint8_t> input;
  std::vector<float> weights;
  ballot::Codebook codebook;
  tally::Columns columns;
  std::unique_ptr<tally::Index> index;
  std::string ballots;
  std::size_t ballot_bytes = 0;
  std::unique_ptr<tally::Tally> tally;
  std::string lines;
  std::vector<std::uint64_t> result;
  std::vector<std::uint64_t> stream;
};
Bench bench;

Item made_item(std::string name, std::uint32_t options, ItemKind kind) {
  Item item;
  item.name = item.question = std::move(name);
  item.kind = kind;
  for (std::uint32_t i = 1; i <= options; ++i) item.options.emplace_back(static_cast<int>(i));
  return item;
}

void make_codebook() {
  bench.codebook.survey = "bench";
  bench.codebook.wave = bench.codebook.text_rev = 1;
  bench.codebook.languages = {"fr"};
  for (std::size_t i = 0; i < kItems; ++i)
    bench.codebook.items.push_back(made_item("q" + std::to_string(i), 5, ItemKind::single));
  for (std::size_t i = 0; i < std::size(kDemographics); ++i) {
    bench.codebook.items.push_back(made_item("d" + std::to_string(i), kDemographics[i], ItemKind::single));
  }
  for (std::size_t i = 0; i < kMultiples; ++i) {
    bench.codebook.items.push_back(made_item("m" + std::to_string(i), 8, ItemKind::multiple));
  }
  bench.codebook = ballot::seal(std::move(bench.codebook)).value();
}

tally::Selection select_for(int work, int repeat) {
  const auto demographic = [](std::size_t number, std::vector<std::uint32_t> options) {
    for (std::uint32_t& option : options) option += ballot::kFirstOption - 1;
    return tally::Term{kItems + number, std::move(options), false};
  };
  if (work == 4) return bench.index->select({demographic(2, {2, 5, 7})});
  if (work == 5) {
    return repeat % 2 == 0 ? bench.index->select({demographic(0, {1, 2, 3}), demographic(3, {1})})
                           : bench.index->select({demographic(0, {2, 3, 4}), demographic(3, {2})});
  }
  if (work == 8) {
    return bench.index->select({{5, {ballot::kFirstOption + 3, ballot::kFirstOption + 4}, false},
                                {kItems + std::size(kDemographics), {ballot::kFirstOption + 2}, false}});
  }
  return bench.index->select({});
}

void run_once(int work, Source source, int repeat) {
  bench.result.clear();
  const Measure measure = work == 3 || work == 7 ? Measure::weight : Measure::ballots;
  const tally::Selection selection = select_for(work, repeat);
  if (work == 1 || work == 5 || work == 7) {
    for (std::size_t i = 0; i < kItems; ++i) {
      const tally::Counts counts = bench.index->marginal(i, selection, measure, source);
      bench.result.insert(bench.result.end(), counts.options.begin(), counts.options.end());
    }
  } else if (work == 6) {
    for (std::size_t i = 0; i < kMultiples; ++i) {
      const tally::Counts counts =
          bench.index->marginal(kItems + std::size(kDemographics) + i, selection, measure, source);
      bench.result.insert(bench.result.end(), counts.options.begin(), counts.options.end());
    }
  } else {
    std::vector<tally::Pair> pairs;
    for (std::size_t i = 0; i < (work == 4 || work == 8 ? kItems : 1); ++i) {
      for (std::size_t d = 0; d < (work == 4 || work == 8 ? std::size(kDemographics) : 1); ++d)
        pairs.push_back({i, kItems + d});
    }
    for (const tally::Crosstab& table : bench.index->cross(pairs, selection, measure, source)) {
      for (std::size_t row = tally::kStates; row < table.rows; ++row) {
        const auto* cells = table.cells.data() + row * table.columns;
        bench.result.insert(bench.result.end(), cells + tally::kStates, cells + table.columns);
      }
    }
  }
}

}  // namespace

/// Room for the columns: kColumns times `rows` bytes.
EXPORTED std::uint8_t* bench_input(std::size_t rows) {
  if (bench.codebook.items.empty()) make_codebook();
  bench.rows = rows;
  bench.input.resize(kColumns * rows);
  bench.weights.resize(rows);
  return bench.input.data();
}

EXPORTED float* bench_weights_input() {
  return bench.weights.data();
}

/// From the columns to records, as decoded ballots are.
EXPORTED void bench_records() {
  bench.columns = tally::Tally(bench.codebook).count();
  bench.columns.ballots = bench.rows;
  bench.columns.records.assign(bench.rows * bench.columns.stride, 0);
  for (std::size_t row = 0; row < bench.rows; ++row) {
    std::uint8_t* record = bench.columns.records.data() + row * bench.columns.stride;
    for (std::size_t i = 0; i < kColumns; ++i) {
      const std::uint8_t code = bench.input[i * bench.rows + row];
      const ballot::Place& place = bench.columns.variables[i].place;
      if (i < kItems + std::size(kDemographics)) {
        record[place.code.at] =
            static_cast<std::uint8_t>(code == 0 ? ballot::kUnanswered : code + ballot::kFirstOption - 1);
      } else {
        record[place.code.at] =
            static_cast<std::uint8_t>(code == 0 ? ballot::State::unanswered : ballot::State::answered);
        record[place.parts.at] = code;
      }
    }
    for (std::size_t i = kColumns; i < bench.columns.variables.size(); ++i) {
      record[bench.columns.variables[i].place.code.at] = ballot::kFirstOption;
    }
  }
}

EXPORTED void bench_free_input() {
  bench.input = {};
  bench.columns.records = {};
}

EXPORTED void bench_index() {
  bench.index.reset();
  bench.index = std::make_unique<tally::Index>(
      bench.columns, std::vector<std::size_t>{kItems, kItems + 1, kItems + 2, kItems + 3});
}

EXPORTED int bench_weigh() {
  const std::vector<double> weights(bench.weights.begin(), bench.weights.end());
  return bench.index->set_weights(weights).ok() ? 1 : 0;
}

/// Bytes that the records and the index take; the records of an Index that is asked need not stay.
EXPORTED double bench_bytes(int index) {
  return static_cast<double>(index ? bench.index->bytes() : bench.columns.records.size());
}

EXPORTED std::size_t bench_kernels() {
  return tally::all_kernels().size();
}
EXPORTED void bench_use(std::size_t kernels) {
  bench.index->use(*tally::all_kernels()[kernels]);
}

EXPORTED std::size_t bench_run(int work, int from_rows, int repeat, int times) {
  for (int i = 0; i < times; ++i) run_once(work, from_rows ? Source::rows : Source::cube, repeat + i);
  return bench.result.size();
}
#ifdef __EMSCRIPTEN__
EXPORTED const std::uint64_t* bench_result() {
  return bench.result.data();
}
#endif

/// Adds up so many bytes of memory, with the widest loads there are.
EXPORTED double bench_stream(std::size_t bytes, int times) {
  bench.stream.resize(std::max(bench.stream.size(), bytes / 8), 1);
  std::uint64_t sum = 0;
  for (int i = 0; i < times; ++i) {
#ifdef __wasm_simd128__
    v128_t sums[8];
    for (v128_t& one : sums) one = wasm_i64x2_const(0, 0);
    const std::uint64_t* at = bench.stream.data();
    for (std::size_t word = 0; word + 16 <= bytes / 8; word += 16) {
      for (std::size_t j = 0; j < 8; ++j)
        sums[j] = wasm_i64x2_add(sums[j], wasm_v128_load(at + word + 2 * j));
    }
    for (const v128_t& one : sums)
      sum += static_cast<std::uint64_t>(wasm_i64x2_extract_lane(one, 0) + wasm_i64x2_extract_lane(one, 1));
#else
    std::uint64_t sums[8] = {};
    for (std::size_t word = 0; word + 8 <= bytes / 8; word += 8) {
      for (std::size_t j = 0; j < 8; ++j) sums[j] += bench.stream[word + j];
    }
    for (const std::uint64_t one : sums) sum += one;
#endif
  }
  return static_cast<double>(sum);
}

/// Encodes the rows as ballots, one in ten of them twice.
EXPORTED std::size_t bench_make_ballots() {
  Random random(5);
  bench.ballots.clear();
  for (std::size_t row = 0; row < bench.rows; ++row) {
    ballot::Ballot one;
    one.wave = one.text_rev = 1;
    one.language = ballot::language_code("fr");
    for (std::uint8_t& byte : one.id) byte = static_cast<std::uint8_t>(random.next());
    for (std::size_t i = 0; i < kColumns; ++i) {
      const std::uint32_t code = bench.input[i * bench.rows + row];
      ballot::Answer answer;
      answer.state = code == 0 ? ballot::State::unanswered : ballot::State::answered;
      if (i < kItems + std::size(kDemographics)) {
        if (code != 0) answer.options = {code - 1};
      } else {
        for (std::uint32_t box = 0; box < 8; ++box) {
          if ((code >> box & 1) != 0) answer.options.push_back(box);
        }
      }
      one.answers.push_back(std::move(answer));
    }
    one.structure = bench.codebook.structure;
    const std::string bytes = ballot::encode(one, bench.codebook).value();
    bench.ballot_bytes = bytes.size();
    bench.ballots += bytes;
    if (row % 10 == 0) bench.ballots += bytes;
  }
  return bench.ballots.size() / bench.ballot_bytes;
}

/// The ballots' codes, nothing more; answers how many were read.
EXPORTED std::size_t bench_decode() {
  const ballot::Recorder recorder(bench.codebook);
  const std::size_t count = bench.ballots.size() / bench.ballot_bytes;
  static std::vector<std::uint8_t> records;
  records.resize(count * recorder.bytes());
  std::size_t taken = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view bytes(bench.ballots.data() + i * bench.ballot_bytes, bench.ballot_bytes);
    taken += recorder.read(bytes, records.data() + i * recorder.bytes()) ? 1 : 0;
  }
  return taken;
}

/// The ballots into a tally, with their ids.
EXPORTED std::size_t bench_add() {
  bench.tally = std::make_unique<tally::Tally>(bench.codebook);
  for (std::size_t at = 0; at < bench.ballots.size(); at += bench.ballot_bytes) {
    if (!bench.tally->add(std::string_view(bench.ballots.data() + at, bench.ballot_bytes)).ok()) return 0;
  }
  return bench.tally->size();
}

/// Each ballot once.
EXPORTED std::size_t bench_count() {
  return bench.tally->count().ballots;
}

EXPORTED char* bench_lines_input(std::size_t bytes) {
  bench.lines.resize(bytes);
  return bench.lines.data();
}

/// The lines into columns; answers how many rows.
EXPORTED std::size_t bench_lines() {
  tally::NdjsonReader reader(tally::Tally(bench.codebook).count(), "w");
  if (!reader.read(bench.lines).ok() || reader.slow() > 0) return 0;
  return reader.columns().ballots;
}

#ifndef __EMSCRIPTEN__
namespace {

std::vector<char> read_file(const std::string& path) {
  std::vector<char> bytes;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return bytes;
  std::fseek(file, 0, SEEK_END);
  bytes.resize(static_cast<std::size_t>(std::ftell(file)));
  std::rewind(file);
  if (std::fread(bytes.data(), 1, bytes.size(), file) != bytes.size()) bytes.clear();
  std::fclose(file);
  return bytes;
}

/// Processor time: what else runs on the machine does not count.
double milliseconds() {
  return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// The number that the command gives.
double obey(const std::string& command, const std::vector<std::string>& words) {
  const auto number = [&](std::size_t i) { return i < words.size() ? std::stoul(words[i]) : 0; };
  if (command == "load") {
    const std::vector<char> bytes = read_file(words[1]);
    std::uint8_t* input = bench_input(number(0));
    if (bytes.size() != bench.input.size() + 4 * bench.rows) return 0;
    std::memcpy(input, bytes.data(), bench.input.size());
    std::memcpy(bench_weights_input(), bytes.data() + bench.input.size(), 4 * bench.rows);
    bench_records();
    return static_cast<double>(bench.rows);
  }
  if (command == "lines") {
    const std::vector<char> bytes = read_file(words[0]);
    std::copy(bytes.begin(), bytes.end(), bench_lines_input(bytes.size()));
    return static_cast<double>(bytes.size());
  }
  if (command == "index") return bench_index(), 1;
  if (command == "weigh") return bench_weigh();
  if (command == "free") return bench_free_input(), 1;
  if (command == "bytes") return bench_bytes(static_cast<int>(number(0)));
  if (command == "kernels") return static_cast<double>(bench_kernels());
  if (command == "use") return bench_use(number(0)), 1;
  if (command == "fastest") {
    const tally::Kernels& fastest = tally::fastest_kernels(&milliseconds);
    const std::vector<const tally::Kernels*> all = tally::all_kernels();
    return static_cast<double>(std::find(all.begin(), all.end(), &fastest) - all.begin());
  }
  if (command == "run") {
    return static_cast<double>(bench_run(static_cast<int>(number(0)), static_cast<int>(number(1)),
                                         static_cast<int>(number(2)), static_cast<int>(number(3))));
  }
  if (command == "stream") return bench_stream(number(0), static_cast<int>(number(1)));
  if (command == "ballots") return static_cast<double>(bench_make_ballots());
  if (command == "decode") return static_cast<double>(bench_decode());
  if (command == "add") return static_cast<double>(bench_add());
  if (command == "count") return static_cast<double>(bench_count());
  if (command == "scan") return static_cast<double>(bench_lines());
  return 0;
}

}  // namespace

int main() {
  char line[4096];
  while (std::fgets(line, sizeof line, stdin)) {
    std::vector<std::string> words;
    for (const char* word = std::strtok(line, " \n"); word; word = std::strtok(nullptr, " \n"))
      words.emplace_back(word);
    if (words.empty()) continue;
    const std::string command = words.front();
    words.erase(words.begin());
    const double from = milliseconds();
    const double value = obey(command, words);
    const double took = milliseconds() - from;
    std::printf("{\"took\":%.6f,\"value\":%.17g,\"result\":[", took, value);
    for (std::size_t i = 0; command == "run" && i < bench.result.size(); ++i) {
      std::printf("%s%llu", i == 0 ? "" : ",", static_cast<unsigned long long>(bench.result[i]));
    }
    std::printf("]}\n");
    std::fflush(stdout);
  }
}
#endif
