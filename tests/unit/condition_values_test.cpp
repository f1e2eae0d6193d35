// SPDX-License-Identifier: MIT
// Tests of condition: values as SurveyJS compares and reads them.
#include "doctest.h"

#include <cmath>

#include "condition/letters.h"
#include "condition/values.h"
#include "json/reader.h"

using namespace triptych;

namespace {

Value read(const char* text) { return json::read(text).value(); }

bool equal(const char* a, const char* b, const condition::Comparison& how = {}) { return condition::equals(read(a), read(b), how); }

}  // namespace

TEST_CASE("equality converts, and the comparison says how far") {
  CHECK(equal("\"5\"", "5"));
  CHECK(equal("true", "\"TRUE\""));
  CHECK_FALSE(equal("true", "\" true\""));
  CHECK(equal("1", "true"));
  CHECK(equal("null", "\"\""));
  CHECK_FALSE(equal("null", "0"));
  CHECK_FALSE(equal("null", "[]"));
  CHECK(condition::equals(Value(), Array{}));
  CHECK_FALSE(condition::equals(std::nan(""), std::nan("")));
  CHECK(equal(R"({"a": 1, "b": [1, 2]})", R"({"b": [2, 1], "a": "1"})"));
  CHECK_FALSE(equal(R"({"a": 1})", R"({"a": 1, "b": 2})"));
  CHECK_FALSE(equal("[1, 2]", "[2, 1]", {.order = condition::Order::strict}));
  CHECK_FALSE(equal("\"a\"", "\"A\"", {.letter_case = condition::LetterCase::kept}));
  CHECK_FALSE(equal("\"a\"", "\" a\"", {.spaces = condition::Spaces::kept}));
  CHECK_FALSE(equal("\"5\"", "5", {.numbers = condition::Numbers::kept}));
}

TEST_CASE("numbers in texts") {
  CHECK(condition::number_in(" 1,5 ") == 1.5);
  CHECK(condition::number_in("1,2,3") == std::nullopt);
  CHECK(condition::number_in("-.5e2") == -50.0);
  CHECK(condition::number_in("0x10") == 16.0);
  CHECK(condition::number_in("0x") == std::nullopt);
  CHECK(condition::number_in("Infinity") == std::nullopt);
  CHECK(condition::number_in("1e400") == std::nullopt);
  CHECK(condition::number_in("12 apples") == std::nullopt);
  CHECK(condition::number_of(Array{5}) == 5.0);
  CHECK(condition::number_of(true) == std::nullopt);
  CHECK(condition::decimal_value("123456789012345678") == 123456789012345680.0);
  CHECK(condition::decimal_value("0.1") == 0.1);
}

TEST_CASE("texts of values") {
  CHECK(condition::text_of(read(R"([1, [2, null], "x", {"a": 1}, true])")) == "1,2,,x,[object Object],true");
  CHECK(condition::text_of(Date{0}) == "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)");
  CHECK(condition::text_of(Date{std::nan("")}) == "Invalid Date");
}

TEST_CASE("letters of many scripts, and bytes that are none") {
  CHECK(condition::lower_case("ÀÞŸŁƁẞǄΆΣΩЀЯӀԱႠẾᾈKⅫⒶＡ") == "àþÿłɓßǆάσωѐяӏաⴀếᾀkⅻⓐａ");
  CHECK(condition::lower_case("ΣΑΣ Σ ΑΣ") == "σας σ ας");
  CHECK(condition::lower_case("İ") == "i̇");
  CHECK(condition::lower_case("\xff\xc3") == "\xff\xc3");
  CHECK(condition::trimmed("\xC2\xA0 a\xE3\x80\x80\n") == "a");
  CHECK(condition::trimmed(" \xA0").size() == 1);
  CHECK(condition::utf16_length("a😀") == 3);
  CHECK(condition::utf16_less("\xF0\x9F\x98\x80", "\xEF\xBC\xA1"));  // D83D before FF21
  CHECK(condition::utf16_substring("a😀b", 1, 2) == "\xEF\xBF\xBD");
}
