// SPDX-License-Identifier: MIT
// Tests of condition: the traps of SurveyJS's semantics, one by one.
#include "doctest.h"

#include <cmath>

#include "condition/arithmetic.h"
#include "condition/values.h"
#include "condition_support.h"

using namespace triptych;
using condition_test::compiled;
using condition_test::FixedHost;
using condition_test::holds;
using condition_test::valued;

TEST_CASE("texts are compared without regard to case and to spaces around them, in any script") {
  CHECK(holds("{a} = 'Yes'", R"({"a": " yes "})"));
  CHECK(holds("{a} = 'ÇA VA ÉTÉ'", R"({"a": "ça va été"})"));
  CHECK(holds("{a} = 'ОТВЕТ'", R"({"a": "ответ"})"));
  CHECK(holds("{a} = 'ΟΔΟΣ'", R"({"a": "οδος"})"));
  CHECK(holds("{a} = 'TIẾNG VIỆT'", R"({"a": "tiếng việt"})"));
  CHECK_FALSE(holds("{a} = 'ÉTÉ'", R"({"a": "ete"})"));
  CHECK_FALSE(holds("{a} = 'STRASSE'", R"({"a": "straße"})"));
  CHECK_FALSE(holds("{a} = 'a b'", R"({"a": "a  b"})"));
}

TEST_CASE("a text that is a number is one, unless it begins with a zero or is asked not to") {
  CHECK(holds("{a} = 5", R"({"a": "5"})"));
  CHECK(holds("5 = '05'"));
  CHECK_FALSE(holds("{a} = '000'", R"({"a": "00"})"));
  CHECK(valued("{a}", R"({"a": "1,5"})") == "1.5");
  CHECK(valued("{a}", R"({"a": "0,5"})") == "0.5");
  CHECK(valued("{a}", R"({"a": "05"})") == "\"05\"");
  CHECK(valued("{a}", R"({"a": "0x1f"})") == "31");
  CHECK(valued("{a}", R"({"a": "1234567890123456"})") == "\"1234567890123456\"");
  CHECK(valued("{a}", R"({"a": "2020-01-05"})") == "\"2020-01-05\"");
  CHECK(valued("{#a} + {#b}", R"({"a": "1", "b": "102"})") == "\"1102\"");
  CHECK(valued("{a} + {b}", R"({"a": "1", "b": "102"})") == "103");
  CHECK(valued("{a}", R"({"a": "'quoted\""})") == "\"quoted\"");
}

TEST_CASE("arrays are equal in any order, a ranking only in its own") {
  CHECK(holds("{a} = [2, 1]", R"({"a": [1, 2]})"));
  CHECK_FALSE(holds("{a} = 'x'", R"({"a": ["x"]})"));
  CHECK(holds("{a} = ['b', 'A']", R"({"a": ["a", "B"]})") == false);  // sorted by their letters, capitals first
  class Ranking : public condition::Lookup {
   public:
    condition::Found find(std::size_t, std::string_view, condition::Scratch&) const override {
      return {&order_, condition::Order::strict};
    }

   private:
    Value order_ = Array{"a", "b"};
  };
  FixedHost host;
  CHECK(condition::is_true(compiled("{r} = ['a', 'b']"), Ranking(), host));
  CHECK_FALSE(condition::is_true(compiled("{r} = ['b', 'a']"), Ranking(), host));
  CHECK(condition::is_true(compiled("{r} != ['b', 'a']"), Ranking(), host));
}

TEST_CASE("empty is not falsy") {
  for (const char* empty : {"null", "\"\"", "[]", "{}", R"({"x": [], "y": null})"}) {
    CHECK(holds("{a} empty", std::string(R"({"a": )") + empty + "}"));
  }
  for (const char* full : {"0", "false", "[0]", R"({"x": 0})"}) CHECK(holds("{a} notempty", std::string(R"({"a": )") + full + "}"));
  CHECK(holds("!{a}", R"({"a": 0})"));
}

TEST_CASE("a missing value is less than nothing, greater than nothing, and different") {
  CHECK_FALSE(holds("{a} < 3"));
  CHECK_FALSE(holds("{a} > 3"));
  CHECK(holds("{a} != 3"));
  CHECK(holds("{a} = undefined"));
  CHECK(holds("{a} = 'undefined'"));
  CHECK(holds("{a} <= {b}"));
  CHECK(valued("{a} + 2") == "2");
  CHECK(valued("{a} * 2") == "0");
  CHECK(valued("{a} + 'x'") == "\"x\"");
  CHECK(valued("2 / {a}") == "null");
}

TEST_CASE("sums are corrected, powers are V8's") {
  CHECK(valued("0.1 + 0.2") == "0.3");
  CHECK(valued("0.3 - 0.1") == "0.2");
  CHECK(valued("3 * 0.6") == "1.8");
  CHECK(valued("1.005 * 1000") == "1005");
  CHECK(valued("sum([0.1, 0.2, 0.3])") == "0.6");
  CHECK(valued("400 ^ 0.5") == "20");
  CHECK(valued("-7 % 3") == "-1");
  CHECK(std::isnan(condition::power_of(1, HUGE_VAL)));
  CHECK(condition::power_of(539, 4.5) == 1959518839711.9189);
  CHECK(condition::power_of(-2, 3) == -8);
  CHECK(condition::power_of(10, -2) == 0.01);
  CHECK(condition::power_of(2, -1074) == 5e-324);
}

TEST_CASE("contains looks into texts and lists, anyof, allof and noneof into lists") {
  CHECK(holds("'AbcDEf' contains {a}", R"({"a": "bC"})"));
  CHECK(holds("{a} contains '1'", R"({"a": [1, 2]})"));
  CHECK(holds("{a} contains ['b', 'A']", R"({"a": ["a", "B", "c"]})"));
  CHECK(holds("{a} contains {b}", R"({"a": [{"id": 1}, {"id": 2}], "b": {"id": 2}})"));
  CHECK_FALSE(holds("{a} contains 1"));
  CHECK(holds("{a} notcontains 1"));
  CHECK(holds("{a} notcontains 0", R"({"a": []})"));
  CHECK(holds("{a} anyof [7, 3]", R"({"a": 3})"));
  CHECK(holds("{a} allof ['a', 'b']", R"({"a": ["b", "x", "a"]})"));
  CHECK(holds("{a} noneof ['x']"));
  CHECK(holds("{a} *= 'x'", R"({"a": "box"})"));
}

TEST_CASE("names are found without regard to case, the longest dotted one first, indices from both ends") {
  CHECK(valued("{AGE}", R"({"age": 3})") == "3");
  CHECK(valued("{a.b}", R"({"a": {"b": 1}, "a.b": 2})") == "2");
  CHECK(valued("{a.b.c}", R"({"a": {"b.c": 1}})") == "1");
  CHECK(valued("{a[0]} + {a[-1]}", R"({"a": [1, 2, 3]})") == "4");
  CHECK(valued("{a[1].x.y}", R"({"a": [0, {"X": {"y": 5}}]})") == "5");
  CHECK(valued("{a[5]}", R"({"a": [1]})") == "null");
  CHECK(valued("{a[0,5]}", R"({"a": [1]})") == "undefined");
  CHECK(valued("{a.length}", R"({"a": [1, 2]})") == "2");
  CHECK(valued("{a.length}", R"({"a": "é😀"})") == "3");
  CHECK(valued("{a.length}") == "0");
  CHECK(valued("{$a}", R"({"a": 7})") == "7");
  CHECK(valued("{\"x\": [1]}") == R"({"x":[1]})");
  CHECK(valued("{\"x\": }") == "null");
}

TEST_CASE("functions of numbers") {
  CHECK(valued("sum({a}, [3, '4'], {none})", R"({"a": [1, "2"]})") == "10");
  CHECK(valued("avg(1, 2, 6)") == "3");
  CHECK(valued("avg()") == "0");
  CHECK(valued("min({a})", R"({"a": [4, 2, 5]})") == "2");
  CHECK(valued("max()") == "undefined");
  CHECK(valued("count([1, [2, 3]], 'x')") == "4");
  CHECK(valued("round(1.005, 2)") == "1.01");
  CHECK(valued("round(-2.5)") == "-3");
  CHECK(valued("round('x')") == "null");  // NaN, which JSON cannot say
  CHECK(valued("trunc(1.987, 2)") == "1.98");
  CHECK(valued("trunc(-1.5)") == "-1");
  CHECK(valued("iif({a} > 1, 'b')", R"({"a": 1})") == "undefined");
  CHECK(valued("substring('😀ab', 2, 99)") == "\"ab\"");
  CHECK(valued("substring('abc', 2, 0)") == "\"ab\"");
  CHECK(valued("noSuchFunction(1)") == "null");
}

TEST_CASE("functions over the rows of an array, with a condition that sees the row") {
  const char* rows = R"({"r": [{"price": 30, "name": "C", "on": true}, {"price": "10", "name": "A"}, {"price": 20, "name": "B", "on": true}, {}], "k": 15})";
  CHECK(valued("sumInArray({r}, 'price')", rows) == "60");
  CHECK(valued("sumInArray({r}, 'price', {on} = true)", rows) == "50");
  CHECK(valued("sumInArray({r}, 'price', '{price} > 15')", rows) == "50");
  CHECK(valued("countInArray({r}, 'name')", rows) == "3");
  CHECK(valued("avgInArray({r}, 'price')", rows) == "20");
  CHECK(valued("minInArray({r}, 'price', 'name')", rows) == "\"A\"");
  CHECK(valued("maxInArray({r}, 'price', 'name', {price} < 25)", rows) == "\"B\"");
  CHECK(valued("minInArray({none}, 'price')", rows) == "undefined");
  CHECK(valued("sumInArray({r}, 'price', 'not ( an expression ]')", rows) == "60");  // a text without operators names a column
  CHECK(valued("countInArray({o}, 'c', {c} notempty)", R"({"o": {"Row 1": {"c": 3}, "Row 2": {"c": ""}}})") == "1");
}

TEST_CASE("dates are read as V8 reads them, and compared with texts by the fields that both have") {
  CHECK(valued("getDate('2020-01-05')") == "2020-01-05T00:00:00.000Z");
  CHECK(valued("getDate('2020-01-05T10:30+02:00')") == "2020-01-05T08:30:00.000Z");
  CHECK(valued("getDate('1/2/2020')") == "2020-01-02T00:00:00.000Z");
  CHECK(valued("getDate('5 January 2020 10:15 PM')") == "2020-01-05T22:15:00.000Z");
  CHECK(valued("getDate('2021-02-30')") == "2021-03-02T00:00:00.000Z");
  CHECK(valued("getDate('gibberish')") == "Invalid Date");
  CHECK(valued("currentDate()") == "2026-02-28T13:45:10.250Z");
  CHECK(holds("currentDate() = '2026-02-28'"));
  CHECK(holds("currentDate() >= '2026-02-28T13:45'"));
  CHECK(holds("'2026-02-27' < today()"));
  CHECK(valued("today(-28)") == "2026-01-31T00:00:00.000Z");
}

TEST_CASE("functions of dates") {
  CHECK(valued("age('2000-02-28')") == "26");
  CHECK(valued("age('2000-03-01')") == "25");
  CHECK(valued("dateDiff('2026-03-15', '2027-03-14')") == "364");
  CHECK(valued("dateDiff('2012-11-10', '2014-12-11', 'months')") == "25");
  CHECK(valued("dateDiff('2021-02-02T01:00', '2021-02-03T12:00', 'hours')") == "35");
  CHECK(valued("dateAdd('2020-02-29', 2, 'years')") == "2022-03-01T00:00:00.000Z");
  CHECK(valued("dateAdd('2020-01-31', 1, 'months')") == "2020-03-02T00:00:00.000Z");
  CHECK(valued("diffDays('2021-02-02', '2021-01-01')") == "32");
  CHECK(valued("year('2023-07-28') + month('2023-07-28') + day('2023-07-28') + weekday('2023-07-28')") == "2063");
  CHECK(valued("year() + month() + day()") == "2056");
  CHECK(valued("getYear('')") == "undefined");
}

#ifndef __EMSCRIPTEN__  // a page has JavaScript's own time zone
TEST_CASE("local time is the host's") {
  CHECK(valued("getDate('2020-01-05')", "{}", 120) == "2020-01-04T22:00:00.000Z");
  CHECK(valued("day('2020-01-05')", "{}", -480) == "5");
  CHECK(valued("today()", "{}", 840) == "2026-02-28T10:00:00.000Z");
  CHECK(valued("'' + getDate('2020-01-05')", "{}", 120) == "\"Sun Jan 05 2020 00:00:00 GMT+0200\"");
}
#endif

TEST_CASE("questions are asked of the Lookup") {
  class Questions : public condition::Lookup {
   public:
    condition::Found find(std::size_t index, std::string_view name, condition::Scratch& scratch) const override {
      return {scratch.keep(index == condition::kUnbound ? Value(name) : Value(index))};
    }
    condition::Found find_beside_row(std::string_view, condition::Scratch& scratch) const override { return {scratch.keep("beside")}; }
    Value display_value(std::string_view question, const Value& value) const override {
      return std::string(question) + "/" + (value.is_undefined() ? "answer" : condition::text_of(value));
    }
    Value is_container_ready(std::string_view container) const override { return container == "page1"; }
  };
  FixedHost host;
  const auto text = [&](std::string_view expression) {
    return json::write(condition::evaluate(compiled(expression), Questions(), host).value());
  };
  CHECK(text("displayValue('q1')") == "\"q1/answer\"");
  CHECK(text("displayValue('q1', 2)") == "\"q1/2\"");
  CHECK(text("isContainerReady('page1')") == "true");
  CHECK(text("isContainerReady('')") == "false");
  CHECK(text("[{x}, {y}, {x}]") == "[0,1,0]");  // names are bound to places
  CHECK(text("sumInArray([1], 'length')") == "0");
  CHECK(text("countInArray([{\"v\": 1}], 'v', {w} = 'beside')") == "0");
}

TEST_CASE("work without end is refused, not done") {
  std::string list = "0", negative = "-1";
  for (int i = 1; i < 2000; ++i) {
    list += "," + std::to_string(i);
    negative += ",-" + std::to_string(i + 1);
  }
  const std::string values = R"({"a": [)" + list + "], \"b\": [" + negative + "]}";
  CHECK(valued("{a} contains 1999", values) == "true");
  CHECK(valued("{a} anyof {b}", values) == "error: condition_too_much_work");
  CHECK_FALSE(holds("{a} noneof {b}", values));
  std::string doubled = "'" + std::string(6000, 'x') + "'";
  for (int i = 0; i < 4; ++i) doubled += " + {t} + {t}";
  const std::string long_text = R"({"t": ")" + std::string(3'000'000, 'y') + "\"}";
  CHECK(valued(doubled, long_text) == "error: condition_too_much_work");
  const char* circle = R"({"r": [{"v": 1}], "t": "sumInArray({r}, 'v', {t}) > 0"})";
  CHECK(valued("sumInArray({r}, 'v', {t})", circle) == "0");
}

TEST_CASE("comparing a date with a text changes the evaluation's own copy alone") {
  const Value values = Object{{"d", Date{1577880610250.0}}};  // 2020-01-01T12:10:10.250Z
  const condition::ObjectLookup lookup(values);
  FixedHost host;
  CHECK(condition::is_true(compiled("{d} = '2020-01-01' and {d} = '2020-01-01T00:00:00'"), lookup, host));
  CHECK_FALSE(condition::is_true(compiled("{d} = '2020-01-01T00:00:00' and {d} = '2020-01-01'"), lookup, host));
  CHECK(values["d"].date()->milliseconds == 1577880610250.0);
}
