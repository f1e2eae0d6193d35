// SPDX-License-Identifier: MIT
// Bindings: workbench.wasm: ballots in, a snapshot and files out. The shapes are web/src/engine/workbench.d.ts.
#include "ballot/codebook.h"
#include "ballot/file.h"
#include "base/sha256.h"
#include "bindings/exports.h"
#include "bindings/handles.h"
#include "bindings/page_host.h"
#include "disclosure/policy.h"
#include "disclosure/report.h"
#include "disclosure/snapshot.h"
#include "export/bundle.h"
#include "json/envelope.h"
#include "json/reader.h"
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
  Value described = ballot::describe(codebook, questionnaire, "");
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

Result<Value> release_bench(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const Value policy_json = TRIPTYCH_TRY(json::read(json["policy"].string_or("")));
  const disclosure::Policy policy = TRIPTYCH_TRY(disclosure::read_policy(policy_json));
  const std::string_view before = json["previous"].string_or("");
  std::optional<disclosure::Released> previous;
  if (!before.empty()) previous = TRIPTYCH_TRY(disclosure::read_snapshot(before));
  const bool closing = json["closing"].boolean_or(false);
  const tally::Columns columns = tally::Tally(bench.tally).close();
  const disclosure::Release release =
      TRIPTYCH_TRY(disclosure::release(columns, policy, previous ? &*previous : nullptr,
                                       closing ? disclosure::Phase::closing : disclosure::Phase::open));
  return Value(Object{{"snapshot", disclosure::write_snapshot(release.released)},
                      {"report", disclosure::report_of(columns, release)}});
}

Result<Value> files_of(const Bench& bench, Text options) {
  const Value json = TRIPTYCH_TRY(json::read(options));
  const disclosure::Released released = TRIPTYCH_TRY(disclosure::read_snapshot(json["snapshot"].string_or("")));
  const Value codebook = ballot::describe(bench.codebook, bench.questionnaire, json["locale"].string_or(""));
  Array files;
  for (const export_::File& file : export_::bundle(released, codebook, json["words"])) {
    files.push_back(Object{{"path", file.path}, {"text", file.bytes}});
  }
  return Value(std::move(files));
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
TRIPTYCH_EXPORT(files)(Handle handle) {
  return with(handle, [](Bench& bench) { return files_of(bench, texts[0]); });
}
TRIPTYCH_EXPORT(check)() { return reply(json::envelope(check_questionnaire(texts[0]))); }

}  // namespace triptych::bindings
