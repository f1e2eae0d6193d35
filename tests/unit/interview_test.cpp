// SPDX-License-Identifier: MIT
// Tests: what the comparison with survey-core cannot show: answers without end, a rating's scale, what is piped.
#include "doctest.h"

#include "interview/session.h"
#include "json/reader.h"

namespace {

using namespace triptych;
using interview::Session;

class FixedHost : public Host {
 public:
  Now now() override { return {1772286310250.0, 0}; }
  std::array<std::uint8_t, 16> random16() override { return {}; }
  Match match(std::string_view, std::string_view, std::string_view) override { return Match::no; }
};

questionnaire::Questionnaire read(const std::string& text) {
  return questionnaire::parse(json::read(text).value()).value().questionnaire;
}

std::string text_question(int number, const std::string& more) {
  return R"({"type":"text","name":"q)" + std::to_string(number) + "\"" + more + "}";
}

}  // namespace

TEST_CASE("answers that set each other without end come to one, and the session goes on") {
  const questionnaire::Questionnaire questionnaire = read(R"json({"elements":[
    {"type":"text","name":"a","setValueExpression":"{b} + 1"},
    {"type":"text","name":"b","setValueExpression":"{a} + 1"},
    {"type":"radiogroup","name":"c","choices":[1],"showOtherItem":true,"setValueExpression":"iif({c} notcontains 'x', 'x', {d})"},
    {"type":"text","name":"d"}],
    "triggers":[{"type":"copyvalue","expression":"{d} notempty","fromName":"c","setToName":"d"}]})json");
  FixedHost host;
  Session session(questionnaire, host);
  session.set_value("a", Value(1));
  session.set_value("d", Value("words"));
  session.set_value("c", Value(1));
  CHECK(session.state() == interview::State::running);
  session.set_value("d", Value("others"));
  CHECK_FALSE(session.data()["d"].is_undefined());
}

TEST_CASE("a long row of answers, each of which sets the next, is followed to its end") {
  std::string elements = text_question(0, "");
  for (int i = 1; i <= 80; ++i) elements += "," + text_question(i, R"(,"setValueExpression":"{q)" + std::to_string(i - 1) + "}\"");
  const questionnaire::Questionnaire questionnaire = read(R"({"elements":[)" + elements + "]}");
  FixedHost host;
  Session session(questionnaire, host);
  session.set_value("q0", Value("x"));
  CHECK(session.data()["q80"] == Value("x"));
}

TEST_CASE("an answer that the organizer gave no words stands in a title as a mark for the page's own word") {
  const questionnaire::Questionnaire questionnaire = read(R"({"elements":[
    {"type":"radiogroup","name":"a","choices":[1],"showNoneItem":true,"showRefuseItem":true,"refuseText":"Not said","showDontKnowItem":true,"showOtherItem":true},
    {"type":"checkbox","name":"c","choices":[1],"showNoneItem":true},
    {"type":"boolean","name":"d"},
    {"type":"text","name":"b","title":"{a}/{c}/{d}"}]})");
  FixedHost host;
  Session session(questionnaire, host);
  const interview::Id b = session.find_question("b");
  const auto title = [&] { return session.words(b, session.node(b).element->text(questionnaire::Property::title)); };
  const auto mark = [](const std::string& special) { return "\uE000" + special + "\uE001"; };
  for (const char* special : {"none", "dontknow", "other"}) {
    session.set_value("a", Value(special));
    CHECK(title() == mark(special) + "//");
  }
  session.set_value("a", Value("refused"));
  session.set_value("c", Array{Value("none")});
  session.set_value("d", Value(false));
  CHECK(title() == "Not said/" + mark("none") + "/" + mark("false"));
}

TEST_CASE("a list answer stands in a title without what is no longer offered") {
  const questionnaire::Questionnaire questionnaire = read(R"({"elements":[
    {"type":"checkbox","name":"a","choices":[1,2]},{"type":"text","name":"b","title":"About {a}"}]})");
  FixedHost host;
  Session session(questionnaire, host);
  const interview::Id b = session.find_question("b");
  const auto title = [&] { return session.words(b, session.node(b).element->text(questionnaire::Property::title)); };
  session.set_value("a", Array{Value(9), Value(2)});
  CHECK(title() == "About 2");
  session.set_value("a", Array{Value(9)});
  CHECK(title() == "About 9");
}
