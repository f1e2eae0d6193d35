// SPDX-License-Identifier: MIT
// Bindings: workbench.wasm: ballots in, a snapshot and files out. The shapes are web/src/engine/workbench.d.ts.
#include "ballot/codebook.h"
#include "ballot/file.h"
#include "base/base64url.h"
#include "base/sha256.h"
#include "bindings/exports.h"
#include "bindings/handles.h"
#include "bindings/page_host.h"
#include "disclosure/policy.h"
#include "disclosure/preview.h"
#include "disclosure/report.h"
#include "disclosure/snapshot.h"
#include "export/bundle.h"
#include "json/envelope.h"
#include "json/reader.h"
#include "package/about.h"
#include "questionnaire/check.h"
#include "questionnaire/questionnaire.h"
#include "tally/tally.h"

namespace {

using namespace triptych;
using Text = const std::string&;
using Handle = std::int32_t;

struct Bench {
  questionnaire::Questionnaire questionnaire;
  ballot::Codebook codebook;
  tally::Tally tally;
};

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
  Value described = ballot::describe(codebook, questionnaire, json["locale"].string_or(""));
  const std::string structure = hex({reinterpret_cast<const char*>(codebook.structure.data()), codebook.structure.size()});
  const Handle handle = benches.add(std::make_unique<Bench>(Bench{std::move(questionnaire), std::move(codebook), std::move(tally)}));
  return Value(Object{{"handle", handle}, {"structure", structure}, {"codebook", std::move(described)}});
}

Result<Value> add_ballots(Bench& bench, Text text) {
  const ballot::File file = TRIPTYCH_TRY(ballot::read_file(text));
  if (file.header.survey != bench.codebook.survey) {
    return Error{ErrorCode::tally_survey, "", {{"found", file.header.survey}, {"expected", bench.codebook.survey}}};
  }
  Object refused;
  for (const std::string& bytes : file.ballots) {
    const Result<Done> added = bench.tally.add(bytes);
    if (added.ok()) continue;
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
  return Value(disclosure::preview_of(tally::Tally(bench.tally).close(), policy, phase_of(json)));
}

Result<Value> cross_bench(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  return disclosure::crosstab_of(tally::Tally(bench.tally).close(), json["rows"].string_or(""), json["columns"].string_or(""));
}

Result<Value> release_bench(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const disclosure::Policy policy = TRIPTYCH_TRY(read_policy(json));
  const std::string_view before = json["previous"].string_or("");
  std::optional<disclosure::Released> previous;
  if (!before.empty()) previous = TRIPTYCH_TRY(disclosure::read_snapshot(before));
  const tally::Columns columns = tally::Tally(bench.tally).close();
  const disclosure::Release release =
      TRIPTYCH_TRY(disclosure::release(columns, policy, previous ? &*previous : nullptr, phase_of(json)));
  return Value(Object{{"snapshot", disclosure::write_snapshot(release.released)},
                      {"report", disclosure::report_of(columns, release)}});
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
  for (const export_::File& file : export_::bundle({released, labels, about, json["words"]})) {
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

Result<Value> check_questionnaire(Text text) {
  const Value json = TRIPTYCH_TRY(json::read(text));
  const questionnaire::Parsed parsed = TRIPTYCH_TRY(questionnaire::parse(json));
  bindings::PageHost host;
  Array diagnostics;
  for (const questionnaire::Diagnostic& diagnostic : questionnaire::check(parsed, {}, host)) {
    diagnostics.push_back(questionnaire::describe(diagnostic, text));
  }
  return Value(std::move(diagnostics));
}

}  // namespace

namespace triptych::bindings {

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
TRIPTYCH_EXPORT(release)(Handle handle) {
  return with(handle, [](Bench& bench) { return release_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(preview)(Handle handle) {
  return with(handle, [](Bench& bench) { return preview_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(straight)(Handle handle) {
  return with(handle, [](Bench& bench) { return disclosure::straight_lines_of(tally::Tally(bench.tally).close()); });
}
TRIPTYCH_EXPORT(crosstab)(Handle handle) {
  return with(handle, [](Bench& bench) { return cross_bench(bench, texts[0]); });
}
TRIPTYCH_EXPORT(files)(Handle handle) {
  return with(handle, [](Bench& bench) { return files_of(bench, texts[0]); });
}
TRIPTYCH_EXPORT(sha256)() { return reply(json::envelope(digest_of(texts[0]))); }
TRIPTYCH_EXPORT(check)() { return reply(json::envelope(check_questionnaire(texts[0]))); }

}  // namespace triptych::bindings
