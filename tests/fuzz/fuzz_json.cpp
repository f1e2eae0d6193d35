// SPDX-License-Identifier: MIT
// Fuzz: JSON. What is read writes to bytes that read as the same value and write the same; places are found inside the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "json/reader.h"
#include "json/writer.h"

namespace {

using namespace triptych;

void demand(bool holds) {
  if (!holds) std::abort();
}

// The pointer of every value leads to a byte that begins a value.
void locate_all(std::string_view text, const Value& value, const std::string& pointer, int& left) {
  if (--left < 0) return;
  const json::Position at = json::locate(text, pointer);
  demand(at.offset < text.size() && at.line >= 1 && at.column >= 1);
  const char first = text[at.offset];
  demand(value.object() ? first == '{' : value.array() ? first == '[' : value.string() ? first == '"' : first != ' ');
  if (const Object* members = value.object()) {
    for (const Member& member : *members) locate_all(text, member.value, json::pointer_to(pointer, member.name), left);
  } else if (const Array* items = value.array()) {
    for (std::size_t i = 0; i < items->size(); ++i) locate_all(text, (*items)[i], json::pointer_to(pointer, i), left);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<Value> value = json::read(text);
  if (!value.ok()) {
    const Value* offset = value.error().params.find("offset");
    demand(!offset || offset->number_or(-1) <= static_cast<double>(size));
    return 0;
  }
  const std::string written = json::write(value.value());
  const Result<Value> again = json::read(written, {.bytes = written.size()});
  demand(again.ok() && again.value() == value.value());
  demand(json::write(again.value()) == written);
  const Result<Value> indented = json::read(json::write_indented(value.value()), {.bytes = size * 64 + 1024});
  demand(indented.ok() && indented.value() == value.value());
  int most = 64;
  locate_all(text, value.value(), "", most);
  return 0;
}
