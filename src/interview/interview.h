// SPDX-License-Identifier: MIT
// Interview: one visitor's sitting: the session of a questionnaire, what Triptych adds to it (draws, facts, items left out), the
// view that a page draws, and the ballot. The shapes of Values are those of web/src/engine/survey.d.ts.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/ballot.h"
#include "ballot/codebook.h"
#include "base/host.h"
#include "base/random.h"
#include "base/result.h"
#include "interview/session.h"
#include "questionnaire/questionnaire.h"

namespace triptych::interview {

struct Options {
  std::string locale;
  std::vector<std::string> omit;     ///< names never asked
  std::vector<std::string> include;  ///< of the items that are opt-in, those asked
  std::string survey;
  std::uint8_t wave = 1;
  bool keeps_week = true;            ///< widget.json: period.kind is "week"
  ballot::Mode mode = ballot::Mode::web;
  bool simulated = false;
  Value resume;                      ///< what save() gave, or undefined
};

/// OpenOptions as JSON. Error: interview_options (path: the member).
Result<Options> read_options(const Value& json);

class Interview {
 public:
  /// `host` must outlive the interview. Errors: those of json::read, questionnaire::parse, ballot::make_codebook.
  static Result<std::unique_ptr<Interview>> open(std::string_view questionnaire, Options options, Host& host);

  Value view();
  /// null clears. Errors: interview_name (path: the name).
  Result<Value> answer(std::string_view name, Value value);
  Result<Value> comment(std::string_view name, std::string_view words);
  /// A fact of the questionnaire, or "explainer", the name of one, "opened" or "finished".
  Result<Value> note(std::string_view fact, std::string_view about, std::string_view state);
  Value next();
  Value previous();
  Value go(std::size_t page);
  Value finish();
  Value complete();
  Value set_locale(std::string_view locale);

  /// Error: ballot_answers, a fault of ours.
  Result<Value> ballot();
  Result<ballot::Ballot> make_ballot();
  Value own();
  Value codebook() const;
  Value checks() const;
  Value save() const;

  const Session& session() const { return session_; }

 private:
  Interview(std::unique_ptr<Questionnaire> questionnaire, ballot::Codebook codebook, Options options, Host& host);

  struct FactState {
    std::string name;
    ballot::Fact when = ballot::Fact::no;
  };

  static Object draw(const Questionnaire& questionnaire, const Value& resume, Random& random);
  static std::vector<std::string> left_out(const Questionnaire& questionnaire, const Options& options);
  void resume(const Value& saved);
  void happened(std::string_view fact);
  void see();
  Value change();
  Value step(bool moved);

  // view.cpp
  Value question_view(Id id);
  Value element_view(Id id);
  Array elements_view(Id container);
  Array choices_view(Id id) const;
  Array failures_view(Id id, const std::vector<Failure>& failures) const;
  std::vector<Id> pages_listed() const;
  std::string number_of(Id id) const;
  bool leaves(Id id) const;

  // submit.cpp
  std::vector<ballot::Answer> answers();
  ballot::Answer answer_of(const ballot::Item& item, const Value& value) const;
  ballot::Answer truth_of(const ballot::Item& item) const;
  Array words_of(const ballot::Item& item, const ballot::Answer& answer) const;

  std::unique_ptr<Questionnaire> questionnaire_;
  ballot::Codebook codebook_;
  Options options_;
  Host& host_;
  std::array<std::uint8_t, 16> id_;       ///< of the ballot
  std::array<std::uint8_t, 16> noise_;    ///< seeds the randomised responses, so that each is drawn once a sitting
  Object drawn_;
  Session session_;
  std::vector<FactState> facts_;
  std::vector<char> seen_;                ///< by element: the page was on screen
  std::vector<char> reported_;            ///< by element: shown, as the page last heard
  bool has_compared_ = false;             ///< some compared item was answered
  bool stops_here_ = false;               ///< finish(): what is required is no longer
};

}  // namespace triptych::interview
