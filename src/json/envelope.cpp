// SPDX-License-Identifier: MIT
// Json: envelopes.
#include "json/envelope.h"

#include "json/writer.h"

namespace triptych::json {

Value error_value(const Error& error) {
  return Object{{"code", name_of(error.code)}, {"path", error.path}, {"params", error.params}};
}

std::string envelope(const Result<Value>& result) {
  std::string out = result.ok() ? R"({"ok":true,"value":)" : R"({"ok":false,"error":)";
  append(out, result.ok() ? result.value() : error_value(result.error()));
  out.push_back('}');
  return out;
}

}  // namespace triptych::json
