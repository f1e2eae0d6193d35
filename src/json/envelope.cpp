// SPDX-License-Identifier: MIT
// Json: envelopes.
#include "json/envelope.h"

#include "json/writer.h"

namespace triptych::json {

Value error_value(const Error& error) {
  return Object{{"code", name_of(error.code)}, {"path", error.path}, {"params", error.params}};
}

std::string envelope(const Result<Value>& result) {
  if (result.ok()) return write(Object{{"ok", true}, {"value", result.value()}});
  return write(Object{{"ok", false}, {"error", error_value(result.error())}});
}

}  // namespace triptych::json
