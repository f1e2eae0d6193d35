// SPDX-License-Identifier: MIT
// Bindings: survey.wasm. One line a function; the shapes are web/src/engine/survey.d.ts.
#include <iterator>
#include <string_view>

#include "base/error.h"
#include "base/exports.h"
#include "base/sha256.h"
#include "bindings/handles.h"
#include "bindings/page_host.h"
#include "interview/interview.h"
#include "json/envelope.h"
#include "json/reader.h"

namespace triptych {

/// In place of base's, which the linker then leaves out: a first screen need not carry the names of what it never meets.
std::string_view name_of(ErrorCode code) {
  static constexpr std::string_view kNames[] = {
#define TRIPTYCH_ERRORS_OF_AN_INTERVIEW
#define TRIPTYCH_ERROR(code) #code,
#include "base/error_codes.def"
#undef TRIPTYCH_ERROR
#undef TRIPTYCH_ERRORS_OF_AN_INTERVIEW
  };
  const auto index = static_cast<std::size_t>(code);
  return index < std::size(kNames) ? kNames[index] : "engine_trap";
}

}  // namespace triptych

namespace triptych::bindings {

using exports::reply;
using exports::texts;

using interview::Interview;
using json::envelope;
using Handle = std::int32_t;

PageHost host;
Handles<Interview> interviews;

template <class Use>
std::uint32_t with(Handle handle, Use use) {
  Interview* interview = interviews.find(handle);
  return reply(interview ? envelope(use(*interview)) : envelope(Error{ErrorCode::handle_stale, "", {}}));
}

Result<Value> open_interview() {
  const Value json = TRIPTYCH_TRY(json::read(texts[1]));
  interview::Options options = TRIPTYCH_TRY(interview::read_options(json));
  std::unique_ptr<Interview> opened = TRIPTYCH_TRY(Interview::open(texts[0], std::move(options), host));
  Value view = opened->view();
  return Value(Object{{"handle", interviews.add(std::move(opened))}, {"view", std::move(view)}});
}

TRIPTYCH_EXPORT(open)() { return reply(envelope(open_interview())); }
TRIPTYCH_EXPORT(close)(Handle handle) {
  return reply(interviews.remove(handle) ? envelope(Value(Null{})) : envelope(Error{ErrorCode::handle_stale, "", {}}));
}
TRIPTYCH_EXPORT(answer)(Handle handle) {
  Result<Value> json = json::read(texts[1]);
  if (!json.ok()) return reply(envelope(json.error()));
  return with(handle, [&](Interview& interview) { return interview.answer(texts[0], std::move(json).value()); });
}
TRIPTYCH_EXPORT(comment)(Handle handle) {
  return with(handle, [](Interview& interview) { return interview.comment(texts[0], texts[1]); });
}
TRIPTYCH_EXPORT(note)(Handle handle) {
  return with(handle, [](Interview& interview) { return interview.note(texts[0], texts[1], texts[2]); });
}
TRIPTYCH_EXPORT(go)(Handle handle, std::int32_t page) {
  return with(handle, [page](Interview& interview) { return interview.go(static_cast<std::size_t>(page)); });
}
TRIPTYCH_EXPORT(locale)(Handle handle) {
  return with(handle, [](Interview& interview) { return interview.set_locale(texts[0]); });
}
TRIPTYCH_EXPORT(view)(Handle handle) { return with(handle, [](Interview& interview) { return interview.view(); }); }
TRIPTYCH_EXPORT(next)(Handle handle) { return with(handle, [](Interview& interview) { return interview.next(); }); }
TRIPTYCH_EXPORT(previous)(Handle handle) { return with(handle, [](Interview& interview) { return interview.previous(); }); }
TRIPTYCH_EXPORT(finish)(Handle handle) { return with(handle, [](Interview& interview) { return interview.finish(); }); }
TRIPTYCH_EXPORT(complete)(Handle handle) { return with(handle, [](Interview& interview) { return interview.complete(); }); }
TRIPTYCH_EXPORT(ballot)(Handle handle) { return with(handle, [](Interview& interview) { return interview.ballot(); }); }
TRIPTYCH_EXPORT(own)(Handle handle) { return with(handle, [](Interview& interview) { return interview.own(); }); }
TRIPTYCH_EXPORT(codebook)(Handle handle) { return with(handle, [](Interview& interview) { return interview.codebook(); }); }
TRIPTYCH_EXPORT(checks)(Handle handle) { return with(handle, [](Interview& interview) { return interview.checks(); }); }
TRIPTYCH_EXPORT(save)(Handle handle) { return with(handle, [](Interview& interview) { return interview.save(); }); }

TRIPTYCH_EXPORT(sha256)() {
  const Sha256 digest = triptych::sha256(texts[0]);
  return reply(envelope(Value(hex({reinterpret_cast<const char*>(digest.data()), digest.size()}))));
}

}  // namespace triptych::bindings
