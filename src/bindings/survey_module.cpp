// SPDX-License-Identifier: MIT
// Bindings: survey.wasm. One line a function; the shapes are web/src/engine/survey.d.ts.
#include <emscripten/bind.h>

#include "base/sha256.h"
#include "bindings/handles.h"
#include "bindings/page_host.h"
#include "interview/interview.h"
#include "json/envelope.h"
#include "json/reader.h"

namespace {

using triptych::Error;
using triptych::ErrorCode;
using triptych::Object;
using triptych::Result;
using triptych::Value;
using triptych::json::envelope;
using triptych::interview::Interview;
using Text = const std::string&;
using Handle = std::int32_t;

triptych::bindings::PageHost host;
triptych::bindings::Handles<Interview> interviews;

template <class Use>
std::string with(Handle handle, Use use) {
  Interview* interview = interviews.find(handle);
  return interview ? envelope(use(*interview)) : envelope(Error{ErrorCode::handle_stale, "", {}});
}

std::string open(Text questionnaire, Text options) {
  const Result<Value> json = triptych::json::read(options);
  if (!json.ok()) return envelope(json.error());
  Result<triptych::interview::Options> read = triptych::interview::read_options(json.value());
  if (!read.ok()) return envelope(read.error());
  Result<std::unique_ptr<Interview>> opened = Interview::open(questionnaire, std::move(read).value(), host);
  if (!opened.ok()) return envelope(opened.error());
  Value view = opened.value()->view();
  return envelope(Value(Object{{"handle", interviews.add(std::move(opened).value())}, {"view", std::move(view)}}));
}

std::string close(Handle handle) {
  return interviews.remove(handle) ? envelope(Value(triptych::Null{})) : envelope(Error{ErrorCode::handle_stale, "", {}});
}

std::string answer(Handle handle, Text name, Text value) {
  Result<Value> json = triptych::json::read(value);
  if (!json.ok()) return envelope(json.error());
  return with(handle, [&](Interview& interview) { return interview.answer(name, std::move(json).value()); });
}

std::string view(Handle handle) { return with(handle, [](Interview& interview) { return interview.view(); }); }
std::string comment(Handle handle, Text name, Text words) {
  return with(handle, [&](Interview& interview) { return interview.comment(name, words); });
}
std::string note(Handle handle, Text fact, Text about, Text state) {
  return with(handle, [&](Interview& interview) { return interview.note(fact, about, state); });
}
std::string next(Handle handle) { return with(handle, [](Interview& interview) { return interview.next(); }); }
std::string previous(Handle handle) { return with(handle, [](Interview& interview) { return interview.previous(); }); }
std::string go(Handle handle, std::int32_t page) {
  return with(handle, [page](Interview& interview) { return interview.go(static_cast<std::size_t>(page)); });
}
std::string finish(Handle handle) { return with(handle, [](Interview& interview) { return interview.finish(); }); }
std::string complete(Handle handle) { return with(handle, [](Interview& interview) { return interview.complete(); }); }
std::string locale(Handle handle, Text language) {
  return with(handle, [&](Interview& interview) { return interview.set_locale(language); });
}
std::string ballot(Handle handle) { return with(handle, [](Interview& interview) { return interview.ballot(); }); }
std::string own(Handle handle) { return with(handle, [](Interview& interview) { return interview.own(); }); }
std::string codebook(Handle handle) { return with(handle, [](Interview& interview) { return interview.codebook(); }); }
std::string checks(Handle handle) { return with(handle, [](Interview& interview) { return interview.checks(); }); }
std::string save(Handle handle) { return with(handle, [](Interview& interview) { return interview.save(); }); }

std::string sha256(Text text) {
  const triptych::Sha256 digest = triptych::sha256(text);
  return envelope(Value(triptych::hex({reinterpret_cast<const char*>(digest.data()), digest.size()})));
}

}  // namespace

EMSCRIPTEN_BINDINGS(survey) {
  emscripten::function("open", &open);
  emscripten::function("close", &close);
  emscripten::function("view", &view);
  emscripten::function("answer", &answer);
  emscripten::function("comment", &comment);
  emscripten::function("note", &note);
  emscripten::function("next", &next);
  emscripten::function("previous", &previous);
  emscripten::function("go", &go);
  emscripten::function("finish", &finish);
  emscripten::function("complete", &complete);
  emscripten::function("locale", &locale);
  emscripten::function("ballot", &ballot);
  emscripten::function("own", &own);
  emscripten::function("codebook", &codebook);
  emscripten::function("checks", &checks);
  emscripten::function("save", &save);
  emscripten::function("sha256", &sha256);
}
