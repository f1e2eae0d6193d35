// SPDX-License-Identifier: MIT
// Bindings: workbench.wasm: ballots in, a snapshot and files out. The shapes are web/src/engine/workbench.d.ts.
#include <algorithm>

#include "ballot/ballot.h"
#include "ballot/codebook.h"
#include "ballot/file.h"
#include "base/base64url.h"
#include "base/exports.h"
#include "base/sha256.h"
#include "bindings/handles.h"
#include "bindings/page_host.h"
#include "disclosure/forecast.h"
#include "disclosure/policy.h"
#include "disclosure/preview.h"
#include "disclosure/report.h"
#include "disclosure/rows.h"
#include "disclosure/snapshot.h"
#include "export/bundle.h"
#include "json/envelope.h"
#include "json/reader.h"
#include "package/about.h"
#include "questionnaire/questionnaire.h"
#include "tally/bursts.h"
#include "tally/index.h"
#include "tally/kernels.h"
#include "tally/ndjson.h"
#include "tally/question.h"
#include "tally/tally.h"
#include "tally/weighted.h"

/// Told how far long work is, 0 to 1; to stop it is to end the worker.
extern "C" __attribute__((import_module("desk"), import_name("progress"))) void triptych_progress(double done);

namespace {

using namespace triptych;
using Text = const std::string&;
using Handle = std::int32_t;

/// What tables are asked of: made when first asked, and again when ballots came that cannot be appended.
struct Indexed {
  tally::Index index;
  std::size_t taken;      ///< ballots or rows that were there
  tally::Columns columns;  ///< without rows
};

struct Bench {
  questionnaire::Questionnaire questionnaire;
  ballot::Codebook codebook;
  tally::Tally tally;
  std::optional<tally::NdjsonReader> lines;
  std::vector<std::size_t> dimensions;
  std::unique_ptr<Indexed> indexed;
  std::optional<disclosure::ReleasedRows> rows;  ///< of the last release
  std::vector<tally::WeekCount> weeks = {};         ///< ballots taken, copies included
  std::vector<tally::WeekNumber> without = {};                  ///< weeks whose ballots are passed over
};

/// Of a forecast.
constexpr double kMostImagined = 100'000;

bindings::Handles<Bench> benches;

Result<questionnaire::Questionnaire> read_questionnaire(std::string_view text) {
  const Value json = TRIPTYCH_TRY(json::read(text));
  questionnaire::Parsed parsed = TRIPTYCH_TRY(questionnaire::parse(json));
  return std::move(parsed.questionnaire);
}

Result<Value> open_bench(Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  questionnaire::Questionnaire questionnaire = TRIPTYCH_TRY(read_questionnaire(json["questionnaire"].string_or("")));
  const std::string_view survey = json["survey"].string_or("");
  const auto wave = static_cast<std::uint8_t>(json["wave"].number_or(1));
  ballot::Codebook codebook = TRIPTYCH_TRY(ballot::make_codebook(questionnaire, survey, wave));
  tally::Tally tally(codebook);
  if (const Array* earlier = json["earlier"].array()) {
    for (const Value& text : *earlier) {
      const questionnaire::Questionnaire older = TRIPTYCH_TRY(read_questionnaire(text.string_or("")));
      const ballot::Codebook before = TRIPTYCH_TRY(ballot::make_codebook(older, survey, wave));
      TRIPTYCH_TRY(tally.accept(before));
    }
  }
  std::vector<tally::WeekNumber> without;
  if (const Array* weeks = json["without_weeks"].array()) {
    for (const Value& week : *weeks) {
      without.push_back(static_cast<tally::WeekNumber>(week.number_or(0)));
    }
  }
  Value described = ballot::describe(codebook, questionnaire, json["locale"].string_or(""));
  const std::string structure = hex({reinterpret_cast<const char*>(codebook.structure.data()), codebook.structure.size()});
  const Handle handle = benches.add(std::make_unique<Bench>(Bench{std::move(questionnaire), std::move(codebook), std::move(tally), {}, {}, {}, {}, {}, std::move(without)}));
  return Value(Object{{"handle", handle}, {"structure", structure}, {"codebook", std::move(described)}});
}

Result<Value> add_ballots(Bench& bench, Text text) {
  if (bench.lines) return Error{ErrorCode::tally_mixed, "", {}};
  const ballot::File file = TRIPTYCH_TRY(ballot::read_file(text));
  if (file.header.survey != bench.codebook.survey) {
    return Error{ErrorCode::tally_survey, "", {{"found", file.header.survey}, {"expected", bench.codebook.survey}}};
  }
  Object refused;
  for (const std::string& bytes : file.ballots) {
    const Result<ballot::Ballot> envelope = ballot::decode_header(bytes);
    const bool dated = envelope.ok() && envelope.value().week.year != 0;
    const tally::WeekNumber week = dated ? tally::number_of(envelope.value().week) : 0;
    if (dated && std::find(bench.without.begin(), bench.without.end(), week) != bench.without.end()) continue;
    const Result<Done> added = bench.tally.add(bytes);
    if (added.ok()) {
      if (dated) {
        auto at = tally::find_week(bench.weeks, week);
        if (at == bench.weeks.end() || at->week != week) at = bench.weeks.insert(at, {week, 0});
        ++at->ballots;
      }
      continue;
    }
    // A whole file of the other kind is a mistake to undo, not ballots to leave out.
    if (added.error().code == ErrorCode::ballot_mixed) return added.error();
    const std::string_view code = name_of(added.error().code);
    const Value* before = refused.find(code);
    refused.set(code, (before ? before->number_or(0) : 0) + 1);
  }
  return Value(Object{{"ballots", bench.tally.size()}, {"refused", std::move(refused)}});
}

Result<disclosure::Policy> read_policy(const Value& options) {
  const Value policy = TRIPTYCH_TRY(json::read(options["policy"].string_or("")));
  return disclosure::read_policy(policy);
}

disclosure::Phase phase_of(const Value& options) {
  return options["closing"].boolean_or(false) ? disclosure::Phase::closing : disclosure::Phase::open;
}

Result<Value> preview_bench(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const disclosure::Policy policy = TRIPTYCH_TRY(read_policy(json));
  return Value(disclosure::preview_of(bench.tally.count(), policy, phase_of(json)));
}

Value bursts_of(const Bench& bench) {
  Array found;
  for (const tally::Burst& burst : tally::bursts(bench.weeks)) {
    found.push_back(Object{{"week", static_cast<double>(burst.week)}, {"ballots", burst.ballots}, {"ordinary", burst.ordinary}});
  }
  return found;
}

Result<Value> cross_bench(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  return disclosure::crosstab_of(bench.tally.count(), json["rows"].string_or(""), json["columns"].string_or(""));
}

/// JSON lines instead of ballots.
Result<Value> add_lines(Bench& bench, Text text, Text weight) {
  if (bench.tally.size() > 0) return Error{ErrorCode::tally_mixed, "", {}};
  if (!bench.lines) bench.lines.emplace(bench.tally.count(), weight);
  TRIPTYCH_TRY(bench.lines->read(text));
  Object strange;
  const tally::Columns& columns = bench.lines->columns();
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    const std::uint64_t values = bench.lines->strange()[i];
    if (values > 0) strange.set(columns.variables[i].item.name, static_cast<std::size_t>(values));
  }
  return Value(Object{{"rows", columns.ballots}, {"broken", bench.lines->broken()}, {"strange", std::move(strange)}});
}

/// The kernels that this engine runs fastest, tried once.
void choose_kernels() {
  static bool chosen = false;
  if (chosen) return;
  chosen = true;
  tally::set_default_kernels(tally::fastest_kernels([] { return triptych_host_now(); }));
}

/// Past this share of rows that are not clustered a new index is made.
constexpr double kMostTail = 0.05;

Result<Done> bring_up_to_date(Bench& bench) {
  const std::size_t there = bench.lines ? bench.lines->columns().ballots : bench.tally.size();
  if (bench.indexed && bench.indexed->taken == there) return Done{};
  if (bench.indexed && !bench.lines) {
    if (const std::optional<tally::Columns> fresh = bench.tally.fresh(bench.indexed->taken)) {
      bench.indexed->index.append(*fresh);
      bench.indexed->columns.ballots += fresh->ballots;
      bench.indexed->taken = there;
      if (bench.indexed->index.tail_share() <= kMostTail) return Done{};
    }
  }
  choose_kernels();
  tally::Columns columns = bench.lines ? bench.lines->columns() : bench.tally.count();
  bench.indexed.reset();
  bench.indexed = std::make_unique<Indexed>(Indexed{tally::Index(columns, bench.dimensions), there, {}});
  if (bench.lines && !bench.lines->weights().empty()) TRIPTYCH_TRY(bench.indexed->index.set_weights(bench.lines->weights()));
  columns.records = {};
  bench.indexed->columns = std::move(columns);
  return Done{};
}

Result<Value> index_bench(Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const tally::Columns outline = tally::Tally(bench.codebook).count();
  bench.dimensions = TRIPTYCH_TRY(tally::variables_of(outline, json["dimensions"], "/dimensions"));
  bench.indexed.reset();
  TRIPTYCH_TRY(bring_up_to_date(bench));
  const Indexed& indexed = *bench.indexed;
  return Value(Object{{"ballots", indexed.index.rows()},
                      {"duplicates", indexed.columns.duplicates},
                      {"conflicts", indexed.columns.conflicts},
                      {"dimensions", indexed.index.dimensions()},
                      {"cells", indexed.index.cells()},
                      {"weighted", indexed.index.weighted()},
                      {"bytes", indexed.index.bytes() + bench.tally.bytes()},
                      {"kernels", tally::default_kernels().name}});
}

Result<Value> ask_bench(Bench& bench, Text question) {
  const Value json = TRIPTYCH_TRY(json::read(question));
  TRIPTYCH_TRY(bring_up_to_date(bench));
  return tally::ask(bench.indexed->index, bench.indexed->columns, json);
}

/// Whether the wave's rows can be released beside it, and what became of them.
Value rows_of(Bench& bench, const tally::Columns& columns, const disclosure::Policy& policy, const disclosure::Release& release) {
  bench.rows.reset();
  Result<disclosure::ReleasedRows> rows =
      disclosure::release_rows(columns, policy, release, [](double done) { return triptych_progress(done), true; });
  if (!rows.ok()) return Object{{"released", false}, {"error", json::error_value(rows.error())}};
  bench.rows = std::move(rows).value();
  return disclosure::summary_of(*bench.rows);
}

Result<Value> release_bench(Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const disclosure::Policy policy = TRIPTYCH_TRY(read_policy(json));
  const std::string_view before = json["previous"].string_or("");
  std::optional<disclosure::Released> previous;
  if (!before.empty()) previous = TRIPTYCH_TRY(disclosure::read_snapshot(before));
  const tally::Columns columns = bench.tally.count();
  const disclosure::Release release =
      TRIPTYCH_TRY(disclosure::release(columns, policy, previous ? &*previous : nullptr, phase_of(json)));
  Value rows = phase_of(json) == disclosure::Phase::closing ? rows_of(bench, columns, policy, release) : Value(Null{});
  return Value(Object{{"snapshot", disclosure::write_snapshot(release.released)},
                      {"report", disclosure::report_of(columns, release)},
                      {"rows", std::move(rows)}});
}

Result<Value> weigh_bench(const Bench& bench, Text margins) {
  const Value json = TRIPTYCH_TRY(json::read(margins));
  return tally::weigh(bench.tally.count(), json);
}

Result<Value> forecast_bench(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const disclosure::Policy policy = TRIPTYCH_TRY(read_policy(json));
  std::vector<std::uint32_t> sizes;
  for (const Value& size : json["sizes"].array() ? *json["sizes"].array() : Array())
    sizes.push_back(static_cast<std::uint32_t>(std::clamp(size.number_or(0), 0.0, kMostImagined)));
  Array told = TRIPTYCH_TRY(disclosure::forecast(bench.tally.count(), policy, sizes, [](double done) { return triptych_progress(done), true; }));
  return Value(std::move(told));
}

Result<Value> files_of(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const disclosure::Released released = TRIPTYCH_TRY(disclosure::read_snapshot(json["snapshot"].string_or("")));
  const std::string_view locale = json["locale"].string_or("");
  const auto read_or_nothing = [&json](std::string_view name) -> Result<Value> {
    const std::string_view text = json[name].string_or("");
    return text.empty() ? Result<Value>(Value()) : json::read(text);
  };
  const Value widget = TRIPTYCH_TRY(read_or_nothing("widget"));
  const Value policy = TRIPTYCH_TRY(read_or_nothing("policy"));
  Object codebooks;
  for (const std::string& language : package::languages_of(bench.codebook, widget)) {
    codebooks.set(language, ballot::describe(bench.codebook, bench.questionnaire, language));
  }
  codebooks.set(locale, ballot::describe(bench.codebook, bench.questionnaire, locale));
  const Value labels(std::move(codebooks));
  const Value about =
      package::about(bench.questionnaire, bench.codebook, widget, policy, locale, json["date"].string_or(""));
  Array files;
  // Rows were made of these very ballots and this very release, or not at all.
  const bool stands = bench.rows && bench.rows->data().snapshot == disclosure::digest_of(released);
  const export_::Edition edition{released, labels, about, json["words"], stands ? &*bench.rows : nullptr};
  for (const export_::File& file : TRIPTYCH_TRY(export_::bundle(edition))) {
    files.push_back(Object{{"path", file.path}, {"text", file.bytes}});
  }
  return Value(std::move(files));
}

Result<Value> digest_of(Text encoded) {
  const std::optional<std::string> bytes = base64url_decode(encoded);
  if (!bytes) return Error{ErrorCode::ballot_text, "", {}};
  const Sha256 hash = sha256(*bytes);
  return Value(Object{{"sha256", hex({reinterpret_cast<const char*>(hash.data()), hash.size()})}});
}

}  // namespace

namespace triptych::bindings {

using exports::reply;
using exports::texts;

template <class Use>
std::uint32_t with(Handle handle, Use use) {
  Bench* bench = benches.find(handle);
  return reply(json::envelope(bench ? use(*bench) : Result<Value>(Error{ErrorCode::handle_stale, "", {}})));
}

TRIPTYCH_EXPORT(open)() { return reply(json::envelope(open_bench(texts[0]))); }
TRIPTYCH_EXPORT(close)(Handle handle) {
  return reply(json::envelope(benches.remove(handle) ? Result<Value>(Value(Null{})) : Result<Value>(Error{ErrorCode::handle_stale, "", {}})));
}
TRIPTYCH_EXPORT(add)(Handle handle) {
  return with(handle, [](Bench& bench) { return add_ballots(bench, texts[0]); });
}
TRIPTYCH_EXPORT(read)(Handle handle) {
  return with(handle, [](Bench& bench) { return add_lines(bench, texts[0], texts[1]); });
}
TRIPTYCH_EXPORT(index)(Handle handle) {
  return with(handle, [](Bench& bench) { return index_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(ask)(Handle handle) {
  return with(handle, [](Bench& bench) { return ask_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(release)(Handle handle) {
  return with(handle, [](Bench& bench) { return release_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(preview)(Handle handle) {
  return with(handle, [](Bench& bench) { return preview_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(straight)(Handle handle) {
  return with(handle, [](Bench& bench) { return disclosure::straight_lines_of(bench.tally.count()); });
}
TRIPTYCH_EXPORT(bursts)(Handle handle) {
  return with(handle, [](Bench& bench) { return Result<Value>(bursts_of(bench)); });
}
TRIPTYCH_EXPORT(crosstab)(Handle handle) {
  return with(handle, [](Bench& bench) { return cross_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(weigh)(Handle handle) {
  return with(handle, [](Bench& bench) { return weigh_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(forecast)(Handle handle) {
  return with(handle, [](Bench& bench) { return forecast_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(files)(Handle handle) {
  return with(handle, [](Bench& bench) { return files_of(bench, texts[0]); });
}
TRIPTYCH_EXPORT(sha256)() { return reply(json::envelope(digest_of(texts[0]))); }

}  // namespace triptych::bindings
