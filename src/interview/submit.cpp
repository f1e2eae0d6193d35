// SPDX-License-Identifier: MIT
// Interview: from answers to the ballot, and the ballot in words.
#include <algorithm>

#include "ballot/randomise.h"
#include "base/random.h"
#include "base/sha256.h"
#include "interview/interview.h"
#include "interview/types.h"

namespace triptych::interview {

namespace {

using ballot::Answer;
using ballot::ItemKind;
using ballot::ItemSource;

bool holds(const Value& value, std::string_view wanted) {
  const Array* list = value.array();
  return list ? std::find(list->begin(), list->end(), Value(wanted)) != list->end() : value == Value(wanted);
}

Random noise_for(const std::array<std::uint8_t, 16>& seed, const std::string& item) {
  const Sha256 digest = sha256(std::string(reinterpret_cast<const char*>(seed.data()), seed.size()) + item);
  std::array<std::uint8_t, 16> own{};
  std::copy_n(digest.begin(), own.size(), own.begin());
  return Random(own);
}

}  // namespace

// One item's answer, from the value that the question holds.
Answer Interview::answer_of(const ballot::Item& item, const Value& value) const {
  const Element& element = questionnaire_->elements[item.element];
  if (condition::is_empty(value)) return {ballot::State::unanswered, {}};
  if (element.flag(Property::show_refuse) && holds(value, questionnaire::value_of(Special::refused))) return {ballot::State::refused, {}};
  if (element.flag(Property::show_dont_know) && holds(value, questionnaire::value_of(Special::dont_know))) return {ballot::State::dont_know, {}};
  const auto option_of = [&](const Value& written) {
    const Value& inner = written["value"];
    const std::string_view property = element.word(Property::value_property);
    const Value& plain = !property.empty() && written.object() ? written[property] : condition::is_empty(inner) ? written : inner;
    std::optional<std::uint32_t> option = item.option_of(plain);
    // Words typed beside "other" stay: only that it was chosen leaves.
    if (!option && element.flag(Property::show_other)) option = item.option_of(Value(questionnaire::value_of(Special::other)));
    return option;
  };
  Answer answer{ballot::State::answered, {}};
  const Array single{value};
  for (const Value& each : item.kind != ItemKind::single && value.array() ? *value.array() : single) {
    const std::optional<std::uint32_t> option = option_of(each);
    if (option && std::find(answer.options.begin(), answer.options.end(), *option) == answer.options.end()) answer.options.push_back(*option);
  }
  if (answer.options.empty()) return {ballot::State::unanswered, {}};
  if (item.kind == ItemKind::multiple) std::sort(answer.options.begin(), answer.options.end());
  return answer;
}

Answer Interview::truth_of(const ballot::Item& item) const {
  switch (item.source) {
    case ItemSource::draw: return {ballot::State::answered, {item.option_of(*drawn_.find(item.name)).value_or(0)}};
    case ItemSource::fact:
      for (const FactState& fact : facts_) {
        if (fact.name == item.name) return {ballot::State::answered, {static_cast<std::uint32_t>(fact.when)}};
      }
      return {ballot::State::answered, {0}};
    default: break;
  }
  const Id id = static_cast<Id>(item.element);
  const Id page = static_cast<Id>(questionnaire_->page_of(item.element));
  if (!session_.is_asked(id) || !seen_[page]) return {ballot::State::not_asked, {}};
  const Value& value = session_.value_of(id);
  if (item.source == ItemSource::explainer) {
    return {ballot::State::answered, {condition::is_empty(value) ? 0 : item.option_of(value).value_or(0)}};
  }
  if (item.source == ItemSource::matrix_row) {
    const std::vector<const Choice*> rows = session_.rows_shown(id);
    const bool is_row_shown = std::any_of(rows.begin(), rows.end(), [&](const Choice* row) { return row->value == item.row; });
    if (!is_row_shown) return {ballot::State::not_asked, {}};
    return answer_of(item, value[condition::text_of(item.row)]);
  }
  return answer_of(item, value);
}

std::vector<Answer> Interview::answers() {
  std::vector<Answer> answers;
  for (const ballot::Item& item : codebook_.items) {
    Answer answer = truth_of(item);
    if (item.epsilon > 0) {
      // The same answer is drawn the same way all sitting long: going back does not wear the noise away.
      Random random = noise_for(noise_, item.name);
      answer = ballot::randomise(item, answer, random);
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

Result<ballot::Ballot> Interview::make_ballot() {
  ballot::Ballot ballot;
  ballot.simulated = options_.simulated;
  ballot.mode = options_.mode;
  ballot.structure = codebook_.structure;
  ballot.id = id_;
  ballot.wave = codebook_.wave;
  ballot.text_rev = codebook_.text_rev;
  ballot.language = ballot::language_code(options_.locale);
  if (options_.keeps_week) {
    const Now now = host_.now();
    const double local = now.milliseconds + now.utc_offset_minutes * 60'000.0;
    ballot.week = iso_week_from_days(static_cast<std::int64_t>(local / 86'400'000.0));
  }
  ballot.answers = answers();
  return ballot;
}

// What an item says, in words; empty if it says nothing.
Array Interview::words_of(const ballot::Item& item, const Answer& answer) const {
  const auto message = [](std::string_view key) { return Value(Object{{"key", key}}); };
  if (answer.state == ballot::State::refused) return {message("question.choice_refused")};
  if (answer.state == ballot::State::dont_know) return {message("question.choice_dontknow")};
  if (answer.state != ballot::State::answered) return {};
  const Id id = static_cast<Id>(item.element);
  if (item.source == ItemSource::explainer) {
    constexpr std::string_view kKeys[] = {"", "ballot.explainer_opened", "ballot.explainer_finished"};
    const std::string_view key = kKeys[std::min<std::uint32_t>(answer.options.front(), 2)];
    return key.empty() ? Array{} : Array{message(key)};
  }
  Array words;
  for (const std::uint32_t option : answer.options) {
    const Value value = item.option_value(option);
    std::string text;
    std::string key;
    if (item.source == ItemSource::matrix_row) {
      for (const Choice& column : questionnaire_->elements[id].columns) {
        if (column.value == value) text = session_.choice_text(id, column);
      }
    } else {
      text = session_.option_text(id, value, key);
    }
    words.push_back(text.empty() && !key.empty() ? message(key) : Value(Object{{"text", text.empty() ? condition::text_of(value) : text}}));
  }
  return words;
}

Result<Value> Interview::ballot() {
  const ballot::Ballot made = TRIPTYCH_TRY(make_ballot());
  const std::string bytes = TRIPTYCH_TRY(ballot::encode(made, codebook_));
  Array runs;
  for (const ballot::Run& run : ballot::runs_of(bytes)) runs.push_back(Object{{"field", run.field}, {"hex", hex(run.bytes)}});
  const std::vector<Id> pages = pages_listed();
  Array leaving;
  for (std::size_t i = 0; i < codebook_.items.size(); ++i) {
    const ballot::Item& item = codebook_.items[i];
    if (item.source == ItemSource::draw || item.source == ItemSource::fact) continue;
    Array words = words_of(item, made.answers[i]);
    if (words.empty()) continue;
    const Id id = static_cast<Id>(item.element);
    std::string title = session_.words(id, questionnaire_->elements[id].text(Property::title));
    if (title.empty()) title = questionnaire_->elements[id].name;
    for (const Choice& row : questionnaire_->elements[id].rows) {
      if (item.source == ItemSource::matrix_row && row.value == item.row) title += " — " + session_.choice_text(id, row);
    }
    const auto page = std::find(pages.begin(), pages.end(), static_cast<Id>(questionnaire_->page_of(item.element)));
    leaving.push_back(Object{{"name", item.name},
                             {"title", title},
                             {"page", static_cast<double>(page == pages.end() ? -1 : page - pages.begin())},
                             {"answer", std::move(words)}});
  }
  Array staying;
  for (Id id = 0; id < session_.element_count(); ++id) {
    const Node& node = session_.node(id);
    if (!node.is_question() || !session_.is_asked(id)) continue;
    const bool has_words = !session_.shown_comment(id).empty();
    if (!(has_input(node.type) && !session_.is_unanswered(id) && !leaves(id)) && !has_words) continue;
    const std::string title = session_.words(id, node.element->text(Property::title));
    staying.push_back(Object{{"name", node.element->name}, {"title", title.empty() ? node.element->name : title}});
  }
  const Sha256 digest = sha256(bytes);
  return Value(Object{{"text", ballot::to_text(bytes)},
                      {"bytes", std::move(runs)},
                      {"sha256", hex({reinterpret_cast<const char*>(digest.data()), digest.size()})},
                      {"leaving", std::move(leaving)},
                      {"staying", std::move(staying)}});
}

Value Interview::own() {
  const std::vector<Answer> given = answers();
  Object own;
  for (std::size_t i = 0; i < codebook_.items.size(); ++i) {
    const ballot::Item& item = codebook_.items[i];
    // What was really said stands beside the chart, not what was drawn to leave.
    const Answer answer = item.epsilon > 0 ? truth_of(item) : given[i];
    switch (answer.state) {
      case ballot::State::not_asked: continue;
      case ballot::State::unanswered: own.set(item.name, static_cast<double>(ballot::kUnanswered)); continue;
      case ballot::State::refused: own.set(item.name, static_cast<double>(ballot::kRefused)); continue;
      case ballot::State::dont_know: own.set(item.name, static_cast<double>(ballot::kDontKnow)); continue;
      case ballot::State::answered: break;
    }
    if (item.kind == ItemKind::single) {
      own.set(item.name, static_cast<double>(ballot::kFirstOption + answer.options.front()));
      continue;
    }
    Array codes;
    for (const std::uint32_t option : answer.options) codes.push_back(static_cast<double>(ballot::kFirstOption + option));
    own.set(item.name, codes);
  }
  return own;
}

}  // namespace triptych::interview
