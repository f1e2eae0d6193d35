// SPDX-License-Identifier: MIT
// Tests of json: what is refused and where, JavaScript's numbers, round trips.
#include "doctest.h"

#include <cmath>

#include "json/number.h"
#include "json/reader.h"
#include "json/writer.h"

using namespace triptych;

namespace {

Error error_of(std::string_view text, const json::Caps& caps = {}) {
  Result<Value> result = json::read(text, caps);
  REQUIRE_FALSE(result.ok());
  return result.error();
}

std::string rewritten(std::string_view text) { return json::write(json::read(text).value()); }

}  // namespace

TEST_CASE("a syntax error names line, column and offset") {
  const Error error = error_of("{\n  \"é\": 1,,\n}");
  CHECK(error.code == ErrorCode::json_syntax);
  CHECK(error.params.find("line")->number_or(0) == 2);
  CHECK(error.params.find("column")->number_or(0) == 10);
  CHECK(error.params.find("offset")->number_or(0) == 12);
}

TEST_CASE("what is not text is refused as such") {
  CHECK(error_of("\"\xff\"").code == ErrorCode::json_text);
  CHECK(error_of("\"\\ud800\"").code == ErrorCode::json_text);
  CHECK(error_of("\"\\udc00\\ud800\"").code == ErrorCode::json_text);
  CHECK(error_of("[1e999]").code == ErrorCode::json_number);
  CHECK(error_of("NaN").code == ErrorCode::json_syntax);
  CHECK(error_of("").code == ErrorCode::json_syntax);
  CHECK(error_of("{\"a\":1} x").code == ErrorCode::json_syntax);
}

TEST_CASE("each cap is refused with its limit") {
  CHECK(error_of(std::string(10'000, '[')).code == ErrorCode::json_too_deep);
  CHECK(error_of(std::string(200'000, '[')).params.find("limit")->number_or(0) == limits::kJsonDepth);
  CHECK(error_of("[1,2,3,4]", {.nodes = 3}).code == ErrorCode::json_too_many);
  CHECK(error_of("[1,2]", {.bytes = 4}).code == ErrorCode::json_too_large);
}

TEST_CASE("an object of a hundred thousand names is read in a moment, the last of equal names wins") {
  std::string text = "{";
  for (int i = 0; i < 100'000; ++i) text += "\"k" + std::to_string(i % 50'000) + "\":" + std::to_string(i) + ",";
  text.back() = '}';
  const Value value = json::read(text).value();
  CHECK(value.object()->size() == 50'000);
  CHECK(value["k0"].number_or(-1) == 50'000);
  CHECK(value.object()->begin()->name == "k0");
}

TEST_CASE("numbers are written as JavaScript writes them") {
  const struct {
    double value;
    const char* text;
  } cases[] = {{1, "1"},         {-0.0, "0"},       {0.1, "0.1"},           {1.005, "1.005"},       {1e21, "1e+21"},
               {1e20, "100000000000000000000"},     {123456789012345680.0, "123456789012345680"},   {1e-6, "0.000001"},
               {1e-7, "1e-7"},   {-1.5e-9, "-1.5e-9"}, {5e-324, "5e-324"},  {1.7976931348623157e308, "1.7976931348623157e+308"},
               {0.30000000000000004, "0.30000000000000004"}};
  for (const auto& c : cases) CHECK(json::number_text(c.value) == c.text);
  CHECK(json::number_text(std::nan("")) == "NaN");
  CHECK(json::number_text(-HUGE_VAL) == "-Infinity");
}

TEST_CASE("canonical bytes are a fixed point") {
  const char* text = R"({"z":[1,-2.5,true,false,null,"é\"\\\n\u0001"],"a":{"empty":{},"list":[]}})";
  CHECK(rewritten(text) == text);
  CHECK(rewritten(json::write_indented(json::read(text).value())) == text);
  CHECK(rewritten("\xEF\xBB\xBF { \"a\" : 1.0 }") == R"({"a":1})");
  CHECK(json::write(Object{{"gone", Value()}, {"when", Date{0}}}) == R"({"when":"1970-01-01T00:00:00.000Z"})");
}

TEST_CASE("a pointer is found in the text, or its nearest ancestor") {
  const std::string text = "{\"pages\": [\n  {\"a/b\": 1},\n  {\"x\": \"]},\", \"name\":\n \"q\"}\n]}";
  CHECK(json::locate(text, "").offset == 0);
  CHECK(json::locate(text, "/pages/1/name").line == 4);
  CHECK(json::locate(text, "/pages/1/name").column == 2);
  CHECK(json::locate(text, "/pages/0/a~1b").offset == text.find('1'));
  CHECK(json::locate(text, "/pages/1/missing/deeper").line == 3);
  CHECK(json::locate(text, json::pointer_to(json::pointer_to("/pages", std::size_t{0}), "a/b")).line == 2);
}
