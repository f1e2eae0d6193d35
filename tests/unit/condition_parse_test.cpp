// SPDX-License-Identifier: MIT
// Tests of condition: what is read, what is refused and where, and the caps.
#include "doctest.h"

#include "condition_support.h"

using namespace triptych;
using condition_test::compiled;
using condition_test::holds;
using condition_test::valued;

namespace {

Error error_of(std::string_view text) {
  Result<condition::Expression> expression = condition::parse(text);
  REQUIRE_FALSE(expression.ok());
  return expression.error();
}

double offset_of(std::string_view text) { return error_of(text).params.find("offset")->number_or(-1); }

std::string printed(std::string_view text) { return condition::print(compiled(text)); }

std::string names_of(std::string_view text) {
  const condition::Expression expression = compiled(text);
  std::string names;
  for (const condition::Mention& name : expression.names()) names += name.name + "@" + std::to_string(name.offset) + " ";
  return names;
}

}  // namespace

TEST_CASE("a text that is no expression is refused where survey-core refuses it") {
  CHECK(error_of("''YES''").code == ErrorCode::condition_syntax);
  CHECK(offset_of("''YES''") == 2);
  CHECK(offset_of("") == 0);
  CHECK(offset_of("{a} = ") == 6);
  CHECK(offset_of("{a} === 1") == 6);
  CHECK(offset_of("{a} = 'x\" or {b}") == 8);
  CHECK(offset_of("{a") == 2);
  CHECK(offset_of("{} = 1") == 1);
  CHECK(offset_of("[1, 2") == 5);
  CHECK(offset_of("a b") == 2);
  CHECK(offset_of("-{a}") == 1);
  CHECK(offset_of("[ ]") == 2);
  CHECK(offset_of("{{a}} > 5") == 1);
}

TEST_CASE("operators bind as in SurveyJS, all from the left") {
  CHECK(printed("true && 5 <= 12 || !(5 > 2)") == "true and 5 <= 12 or !(5 > 2)");
  CHECK(printed("1 + 2 * 3 ^ 2 contains 1") == "1 + 2 * 3 ^ 2 contains 1");
  CHECK(printed("(1 + 2) * 3") == "(1 + 2) * 3");
  CHECK(printed("1 - (2 - 3)") == "1 - (2 - 3)");
  CHECK(printed("{a} Equal 1 AND {b} notEqual 2 oR {c} =< 3") == "{a} = 1 and {b} != 2 or {c} <= 3");
  CHECK(printed("{a} anyof['x',\"y\"]") == "{a} anyof ['x', 'y']");
  CHECK(printed("negate {a} empty") == "!{a} empty");
  CHECK(printed("iif({a}>1,'it\\'s',noSuch( 2,[{b},3]))") == "iif({a} > 1, 'it\\'s', noSuch(2, [{b}, 3]))");
  CHECK(printed("{#a} + {a}") == "{#a} + {a}");
  CHECK(condition::print(condition::Expression()) == "null");
  CHECK(valued("2^3^2") == "64");
  CHECK(valued("-2^2") == "4");
  CHECK(valued("10 - 2 - 3") == "5");
  CHECK(valued("1 < 2 < 3") == "true");
}

TEST_CASE("a right parenthesis may be missing, and the right side of contains") {
  CHECK(valued("(1 + 2) * (3 + 4") == "21");
  CHECK(valued("sum(1, 2") == "3");
  CHECK(holds("{a} noneof", R"({"a": [1]})") == false);
  CHECK(printed("{a} contains") == "{a} contains null");
}

TEST_CASE("numbers, words and texts") {
  CHECK(valued("0x10") == "16");
  CHECK(valued("1.50") == "1.5");
  CHECK(error_of("05").code == ErrorCode::condition_syntax);
  CHECK(valued("00.5") == "0.5");
  CHECK(valued("abc_1") == "\"abc_1\"");
  CHECK(valued("TRUE") == "true");
  CHECK(valued("'\\'\\\"'") == R"("'\"")");
  CHECK(valued("'a\\b'") == R"("a\\b")");
  CHECK(valued("1000000000000000000000000") == "1e+24");
  CHECK(printed("1000000000000000000000000") == "1000000000000000000000000");
  CHECK(printed("0.0000001234") == "0.0000001234");
}

TEST_CASE("a first item null empties a list, as it does in survey-core") {
  CHECK(valued("[null, 1]") == "[]");
  CHECK(valued("iif(null, 1, 2)") == "null");
  CHECK(valued("null") == "null");
}

TEST_CASE("what is substituted before reading is substituted in texts too") {
  CHECK(valued("'a => b <> c'") == "\"a >= b != c\"");
  CHECK(valued("'equals'") == "\"equal \"");
}

TEST_CASE("names are told once, in order, without what was given up") {
  CHECK(names_of("{b} > 1 and ({#a.x[0]} = {b} or sum({c}) > {$d.isVisible})") == "b@0 a.x[0]@13 c@36 $d.isVisible@43 ");
  CHECK(names_of("({a} + [{x}, {y})") == "");
  CHECK(names_of("iif(null, {a})") == "");
  const condition::Expression calls = compiled("Sum(1) + sum({a}) + other()");
  REQUIRE(calls.unknown_functions().size() == 2);
  CHECK(calls.unknown_functions()[1].name == "other");
  CHECK(calls.unknown_functions()[1].offset == 20);
  CHECK(calls.calls_functions());
}

TEST_CASE("only a function without a name in it runs at every change") {
  CHECK(compiled("today() > {a}").always_runs());
  CHECK(compiled("{a} + age('2000-01-01')").always_runs());
  CHECK_FALSE(compiled("age({a})").always_runs());
  CHECK_FALSE(compiled("sum(1 + {a}, round({b}))").always_runs());
  CHECK_FALSE(compiled("{a} > 1").always_runs());
}

TEST_CASE("each cap is refused with its limit") {
  CHECK(error_of(std::string(20'000, '1')).code == ErrorCode::condition_too_large);
  for (const std::string& open : {std::string("("), std::string("["), std::string("f("), std::string("!")}) {
    std::string deep;
    while (deep.size() + open.size() <= limits::kExpressionBytes) deep += open;
    const Error error = error_of(deep);
    CHECK(error.code == ErrorCode::condition_too_deep);
    CHECK(error.params.find("limit")->number_or(0) == limits::kExpressionDepth);
  }
}

TEST_CASE("no text takes long: what could be read in many ways is read once") {
  std::string groups;
  while (groups.size() < 3000) groups += "((1 + [";
  CHECK_FALSE(condition::parse(groups).ok());
  std::string nested = "{a}";
  for (int i = 0; i < 60; ++i) nested = "(" + nested + " - [" + "(1 + [";
  CHECK_FALSE(condition::parse(nested).ok());
  std::string sum = "1";
  while (sum.size() < 16'000) sum += "+1";
  CHECK(valued(sum) == "8001");
  const std::string short_sum = printed(sum.substr(0, 8'001));
  CHECK((printed(short_sum) == short_sum));
  std::string names;
  while (names.size() < 16'000) names += "{n" + std::to_string(names.size()) + "} or ";
  CHECK(valued(names + "1") == "1");
}
