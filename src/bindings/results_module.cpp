// SPDX-License-Identifier: MIT
// Bindings: results.wasm: a snapshot and the visitor's own codes, made ready to draw. The contract is web/src/engine/results.d.ts.
#include "base/exports.h"
#include "disclosure/snapshot.h"
#include "json/envelope.h"
#include "json/reader.h"
#include "results/summary.h"

namespace {

using triptych::Result;
using triptych::Value;
using triptych::disclosure::Released;

Result<Value> summarize(const std::string& text) {
  const Value input = TRIPTYCH_TRY(triptych::json::read(text));
  const triptych::results::Words words{input["codebook"], input["own"], input["references"], input["locale"].string_or("")};
  const std::string_view snapshot = input["snapshot"].string_or("");
  if (snapshot.empty()) return triptych::results::summarize(nullptr, words);
  const Released released = TRIPTYCH_TRY(triptych::disclosure::read_snapshot(snapshot));
  return triptych::results::summarize(&released, words);
}

}  // namespace

namespace triptych::bindings {

using exports::reply;
using exports::texts;

TRIPTYCH_EXPORT(summary)() { return reply(json::envelope(summarize(texts[0]))); }

}  // namespace triptych::bindings
