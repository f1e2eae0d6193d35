// SPDX-License-Identifier: MIT
// Fuzz: questionnaires and what visitors do in them. The first line is the questionnaire, each other line a step: name=JSON, #name=words,
// > next, < back, ! stop here, $ complete, @language, ^page. What is read and written again has the same structure; the same steps end in
// the same view; conditions that ran one answer at a time say what they say when they all run at once; every ballot encodes and decodes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ballot/ballot.h"
#include "ballot/codebook.h"
#include "interview/interview.h"
#include "json/reader.h"
#include "json/writer.h"
#include "questionnaire/check.h"

namespace {

using namespace triptych;
using interview::Interview;
using interview::Session;

constexpr std::size_t kMostSteps = 40;

void demand(bool holds) {
  if (!holds) std::abort();
}

class FixedHost : public Host {
 public:
  Now now() override { return {1772286310250.0, 60}; }
  std::array<std::uint8_t, 16> random16() override { return {1, 2, 3}; }
  Match match(std::string_view, std::string_view, std::string_view text) override { return text.size() % 2 ? Match::yes : Match::no; }
};

std::string_view line_of(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

void take(Interview& interview, std::string_view step) {
  if (step.empty()) return;
  const std::string_view rest = step.substr(1);
  const std::size_t equals = step.find('=');
  switch (step[0]) {
    case '>': interview.next(); return;
    case '<': interview.previous(); return;
    case '!': interview.finish(); return;
    case '$': interview.complete(); return;
    case '@': interview.set_locale(rest); return;
    case '^': interview.go(rest.empty() ? 0 : static_cast<unsigned char>(rest[0]) % 16u); return;
    default: break;
  }
  if (equals == std::string_view::npos) return;
  if (step[0] == '#') {
    (void)interview.comment(step.substr(1, equals - 1), step.substr(equals + 1));
    return;
  }
  Result<Value> value = json::read(step.substr(equals + 1));
  if (value.ok()) (void)interview.answer(step.substr(0, equals), std::move(value).value());
}

std::unique_ptr<Interview> walk(std::string_view questionnaire, std::string_view steps, Host& host) {
  interview::Options options;
  options.locale = "en";
  options.survey = "fuzz";
  Result<std::unique_ptr<Interview>> opened = Interview::open(questionnaire, std::move(options), host);
  if (!opened.ok()) return nullptr;
  std::unique_ptr<Interview> interview = std::move(opened).value();
  for (std::size_t i = 0; i < kMostSteps && !steps.empty(); ++i) take(*interview, line_of(steps));
  return interview;
}

std::string structure_of(const Value& json) {
  const Result<questionnaire::Parsed> parsed = questionnaire::parse(json);
  if (!parsed.ok()) return std::string(name_of(parsed.error().code));
  const Result<ballot::Codebook> codebook = ballot::make_codebook(parsed.value().questionnaire, "fuzz", 1);
  return codebook.ok() ? codebook.value().canonical : std::string(name_of(codebook.error().code));
}

// All answers at once, in a session that has seen nothing: where it holds the same answers, it shows the same questions.
void compare_with_fresh(const Session& session, std::string_view text, Host& host) {
  // What depends on the way that led there, not on the answers alone.
  for (const char* other : {"$", "pageno", "orrect", "locale", "nswers", "rrors", "triggers"}) {
    if (text.find(other) != std::string_view::npos) return;
  }
  Session fresh(session.questionnaire(), host);
  const Value data = session.data();
  fresh.set_data(*data.object());
  if (!(fresh.data() == data)) return;
  for (interview::Id id = 0; id < session.element_count(); ++id) {
    if (!(session.value_of(id) == fresh.value_of(id))) return;
  }
  demand(session.visible_questions() == fresh.visible_questions());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view steps(reinterpret_cast<const char*>(data), size);
  const std::string_view text = line_of(steps);
  const Result<Value> json = json::read(text);
  if (!json.ok()) return 0;
  const Result<Value> again = json::read(json::write(json.value()));
  demand(again.ok());
  demand(structure_of(again.value()) == structure_of(json.value()));

  FixedHost host;
  const Result<questionnaire::Parsed> parsed = questionnaire::parse(json.value());
  if (!parsed.ok()) return 0;
  for (const questionnaire::Diagnostic& diagnostic : questionnaire::check(parsed.value(), {"en", "fr"}, host)) {
    demand(questionnaire::describe(diagnostic, text)["line"].number_or(0) >= 1);
  }

  const std::unique_ptr<Interview> interview = walk(text, steps, host);
  if (!interview) return 0;
  const std::string view = json::write(interview->view());
  demand(json::write(interview->view()) == view);
  demand(json::write(walk(text, steps, host)->view()) == view);
  compare_with_fresh(interview->session(), text, host);

  const Result<ballot::Ballot> ballot = interview->make_ballot();
  demand(ballot.ok());
  const ballot::Codebook codebook = ballot::make_codebook(interview->session().questionnaire(), "fuzz", 1).value();
  const Result<std::string> bytes = ballot::encode(ballot.value(), codebook);
  demand(bytes.ok());
  const Result<ballot::Ballot> decoded = ballot::decode(bytes.value(), codebook);
  demand(decoded.ok() && ballot::encode(decoded.value(), codebook).value() == bytes.value());

  interview::Options options;
  options.survey = "fuzz";
  options.resume = interview->save();
  const Result<std::unique_ptr<Interview>> resumed = Interview::open(text, std::move(options), host);
  demand(resumed.ok());
  (void)resumed.value()->view();
  return 0;
}
