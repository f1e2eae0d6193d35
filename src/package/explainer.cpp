// SPDX-License-Identifier: MIT
// Package: checks an explainer's file.
#include "package/explainer.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "json/reader.h"
#include "package/reading.h"
#include "questionnaire/texts.h"

namespace triptych::package {
namespace {

using json::pointer_to;
using questionnaire::Diagnostic;
using questionnaire::Severity;

const Array kNoItems;
const Array& items_of(const Value& value) {
  return value.array() ? *value.array() : kNoItems;
}

/// S1 and C may be shown; S2 and K only when signed. A statement is no better known than what it rests on.
int rank_of(std::string_view evidence) {
  return evidence == "K" ? 2 : evidence == "S2" ? 1 : 0;
}

std::optional<ReadingLanguage> formula_of(std::string_view language) {
  const std::string_view main = language.substr(0, language.find('-'));
  if (main == "fr") return ReadingLanguage::french;
  if (main == "en") return ReadingLanguage::english;
  return std::nullopt;
}

bool says_percentage(std::string_view text) {
  for (const std::string_view sign : {"%", "pour cent", "percent", "per cent"}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

/// ASCII letters lower; others as they are, as in the lists of words.
std::string lower_of(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

bool begins_a_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const auto before = static_cast<unsigned char>(text[at - 1]);
  return !((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9') || before >= 0xC0);
}

/// Reads the texts of one level in one language.
class LevelCheck {
 public:
  LevelCheck(const std::string& language, bool simple, const std::vector<PlainWord>& plain_words,
             std::vector<Diagnostic>& found)
      : language_(language),
        formula_(formula_of(language)),
        simple_(simple),
        limits_(simple ? kSimpleReading : kFullReading),
        plain_words_(plain_words),
        found_(found) {}

  /// `measured`: its sentences count in the level's ease.
  void add(std::string_view said, const std::string& where, bool measured = true) {
    if (!formula_) return;
    if (simple_ && says_percentage(said))
      add(Severity::warning, ErrorCode::reading_percentage, where, {{"text", said}});
    if (simple_) check_plain(said, where);
    Reading read;
    read.add(said, *formula_);
    for (const Sentence& sentence : read.sentences) {
      longest_ = std::max(longest_, sentence.words);
      if (limits_.longest_sentence > 0 && sentence.words > limits_.longest_sentence) {
        add(Severity::warning, ErrorCode::reading_sentence, where,
            {{"language", language_},
             {"words", sentence.words},
             {"limit", limits_.longest_sentence},
             {"text", sentence.text}});
      }
    }
    if (measured) all_.add(said, *formula_);
  }

  void close() {
    if (all_.sentences.empty()) return;
    const std::string_view level = simple_ ? "simple" : "full";
    const auto tenth = [](double value) { return std::round(value * 10) / 10; };
    const double ease = reading_ease(all_.sentences.size(), all_.words, all_.syllables, *formula_);
    const double least = *formula_ == ReadingLanguage::french ? limits_.french_ease : limits_.english_ease;
    if (limits_.mean_sentence > 0 && all_.mean_words() > limits_.mean_sentence) {
      add(Severity::warning, ErrorCode::reading_mean, "",
          {{"language", language_},
           {"level", level},
           {"words", tenth(all_.mean_words())},
           {"limit", limits_.mean_sentence}});
    }
    if (ease < least) {
      add(Severity::warning, ErrorCode::reading_ease, "",
          {{"language", language_}, {"level", level}, {"ease", tenth(ease)}, {"limit", least}});
    }
    add(Severity::note, ErrorCode::reading_measured, "",
        {{"language", language_},
         {"level", level},
         {"sentences", all_.sentences.size()},
         {"words", tenth(all_.mean_words())},
         {"longest", longest_},
         {"ease", tenth(ease)}});
  }

 private:
  void add(Severity severity, ErrorCode code, std::string where, Object params) {
    found_.push_back({severity, {code, std::move(where), std::move(params)}});
  }

  void check_plain(std::string_view said, const std::string& where) {
    const std::string lower = lower_of(said);
    for (const PlainWord& word : plain_words_) {
      if (language_.substr(0, language_.find('-')) != word.language) continue;
      for (std::size_t at = lower.find(word.avoid); at != std::string::npos; at = lower.find(word.avoid, at + 1)) {
        if (!begins_a_word(lower, at)) continue;
        add(Severity::warning, ErrorCode::reading_word, where,
            {{"language", language_}, {"word", word.avoid}, {"use", word.use}});
        break;
      }
    }
  }

  const std::string& language_;
  std::optional<ReadingLanguage> formula_;
  bool simple_;
  const ReadingLimits& limits_;
  const std::vector<PlainWord>& plain_words_;
  std::vector<Diagnostic>& found_;
  Reading all_;
  std::size_t longest_ = 0;
};

class Check {
 public:
  Check(const Value& json, const Publishing& publishing) : json_(json), publishing_(publishing) {}

  std::vector<Diagnostic> run() {
    for (const std::string_view name :
         {"id", "simulation", "title", "introduction", "simple", "controls", "presets", "facts", "steps",
          "checks", "glossary", "takeaway", "sources"}) {
      if (json_[name].is_undefined())
        add(Severity::error, ErrorCode::explainer_missing, "", {{"name", name}});
    }
    check_presets();
    check_facts();
    check_steps();
    check_questions();
    check_words(json_, "");
    for (std::size_t i = 0; i < publishing_.languages.size(); ++i)
      check_reading(publishing_.languages[i], i == 0);
    return std::move(found_);
  }

 private:
  void add(Severity severity, ErrorCode code, std::string where, Object params) {
    found_.push_back({severity, {code, std::move(where), std::move(params)}});
  }

  // Names and marks

  bool has(std::string_view list, std::string_view id) const {
    const Array& items = items_of(json_[list]);
    return std::any_of(items.begin(), items.end(),
                       [id](const Value& item) { return item["id"].string_or("") == id; });
  }

  void refer(std::string_view kind, std::string_view name, bool exists, std::string where) {
    if (!exists)
      add(Severity::error, ErrorCode::explainer_reference, std::move(where),
          {{"name", name}, {"kind", kind}});
  }

  /// Whether the visitor sees it: signed, or well enough known.
  bool may_show(const Value& statement) const {
    return rank_of(statement["evidence"].string_or("")) == 0 || statement["review"].object();
  }

  /// `shown`: by what stands elsewhere, whatever its mark.
  void check_statement(const Value& statement, const std::string& where, bool shown) {
    const std::string_view evidence = statement["evidence"].string_or("");
    const Array& sources = items_of(statement["sources"]);
    for (std::size_t i = 0; i < sources.size(); ++i) {
      const std::string_view id = sources[i].string_or("");
      const Value& source = json_["sources"][id];
      refer("source", id, source.object(), pointer_to(where + "/sources", i));
      const std::string_view of_source = source["evidence"].string_or("");
      if (!evidence.empty() && rank_of(of_source) > rank_of(evidence) && !statement["review"].object()) {
        add(Severity::error, ErrorCode::explainer_evidence, where + "/evidence",
            {{"evidence", evidence}, {"source", id}, {"source_evidence", of_source}});
      }
    }
    if (const Object* signature = statement["review"].object()) {
      for (const std::string_view name : {"name", "society", "date", "conflictOfInterest"}) {
        const Value* given = signature->find(name);
        if (!given || given->string_or("").empty())
          add(Severity::error, ErrorCode::explainer_signature, where + "/review", {{"name", name}});
      }
    }
    if (shown && !may_show(statement))
      add(Severity::warning, ErrorCode::explainer_unsigned, where, {{"evidence", evidence}});
  }

  void check_presets() {
    const Array& presets = items_of(json_["presets"]);
    for (std::size_t i = 0; i < presets.size(); ++i) {
      const std::string where = pointer_to("/presets", i);
      check_statement(presets[i], where, publishing_.review);
      const Object* values = presets[i]["values"].object();
      if (!values) continue;
      for (const Member& value : *values) {
        const Value& control = json_["controls"][value.name];
        const std::string at = pointer_to(where + "/values", value.name);
        refer("control", value.name, control.object(), at);
        const double number = value.value.number_or(std::nan(""));
        const double least = control["min"].number_or(number);
        const double most = control["max"].number_or(number);
        if ((may_show(presets[i]) || publishing_.review) && !(number >= least && number <= most)) {
          add(Severity::error, ErrorCode::explainer_range, at,
              {{"name", value.name}, {"value", value.value}, {"least", least}, {"most", most}});
        }
      }
    }
    const bool some =
        std::any_of(presets.begin(), presets.end(), [this](const Value& preset) { return may_show(preset); });
    if (!some) add(Severity::error, ErrorCode::explainer_empty, "/presets", {});
  }

  void check_facts() {
    const Array& facts = items_of(json_["facts"]);
    for (std::size_t i = 0; i < facts.size(); ++i)
      check_statement(facts[i], pointer_to("/facts", i), publishing_.review);
  }

  void check_steps() {
    const Array& steps = items_of(json_["steps"]);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const std::string where = pointer_to("/steps", i);
      const auto each = [&](std::string_view key, std::string_view kind, const auto& exists) {
        const Array& names = items_of(steps[i][key]);
        for (std::size_t at = 0; at < names.size(); ++at) {
          const std::string_view name = names[at].string_or("");
          refer(kind, name, exists(name), pointer_to(pointer_to(where, key), at));
        }
      };
      each("controls", "control",
           [this](std::string_view name) { return json_["controls"][name].object() != nullptr; });
      each("presets", "preset", [this](std::string_view name) { return has("presets", name); });
      each("facts", "fact", [this](std::string_view name) { return has("facts", name); });
      const std::string_view preset = steps[i]["preset"].string_or("");
      if (!preset.empty()) refer("preset", preset, has("presets", preset), where + "/preset");
    }
  }

  void check_questions() {
    const Array& checks = items_of(json_["checks"]);
    for (std::size_t i = 0; i < checks.size(); ++i) {
      const std::string where = pointer_to("/checks", i);
      const Array& names = items_of(checks[i]["questions"]);
      // The questionnaire shows its questions to everybody: it knows no marks.
      const bool asked = std::any_of(names.begin(), names.end(), [this](const Value& name) {
        const auto& questions = publishing_.questions;
        return std::find(questions.begin(), questions.end(), name.string_or("")) != questions.end();
      });
      check_statement(checks[i], where, asked || publishing_.review);
      const Array& choices = items_of(checks[i]["choices"]);
      const std::string_view correct = checks[i]["correct"].string_or("");
      const bool exists = std::any_of(choices.begin(), choices.end(), [correct](const Value& choice) {
        return choice["value"].string_or("") == correct;
      });
      refer("choice", correct, exists, where + "/correct");
    }
  }

  // Words

  static bool is_words(const Value& value) { return value.object() && value["default"].string(); }

  /// A text that a language lacks, or that repeats the first language word for word.
  void check_words(const Value& value, const std::string& where) {
    if (is_words(value)) {
      for (std::size_t i = 1; i < publishing_.languages.size(); ++i) {
        const std::string& language = publishing_.languages[i];
        const std::string_view text = value[language].string_or("");
        Reading reading;
        reading.add(text, ReadingLanguage::english);
        constexpr std::size_t kSameByChance = 3;  // names, numbers and borrowed words are the same in both
        const bool copied = text == value["default"].string_or("") && reading.words > kSameByChance;
        if (text.empty() || copied)
          add(Severity::warning, ErrorCode::reading_translation, where, {{"language", language}});
      }
      return;
    }
    if (value.object()) {
      for (const Member& member : *value.object()) check_words(member.value, pointer_to(where, member.name));
    }
    const Array& items = items_of(value);
    for (std::size_t i = 0; i < items.size(); ++i) check_words(items[i], pointer_to(where, i));
  }

  struct Text {
    const Value& words;
    std::string where;
  };

  /// What each level says in its own words. What both say (titles, questions, what to remember) is read with
  /// the full level.
  std::vector<Text> texts_of(bool simple) const {
    std::vector<Text> texts;
    const auto add_each = [&](std::string_view list, std::initializer_list<std::string_view> keys) {
      const Array& items = items_of(json_[list]);
      for (std::size_t i = 0; i < items.size(); ++i) {
        for (const std::string_view key : keys) {
          const std::string at = pointer_to(pointer_to(pointer_to("", list), i), key);
          const Value& value = items[i][key];
          if (is_words(value)) texts.push_back({value, at});
          const Array& paragraphs = items_of(value);
          for (std::size_t paragraph = 0; paragraph < paragraphs.size(); ++paragraph)
            texts.push_back({paragraphs[paragraph], pointer_to(at, paragraph)});
        }
      }
    };
    texts.push_back({json_[simple ? "simple" : "introduction"], simple ? "/simple" : "/introduction"});
    const std::string_view own = simple ? "simple" : "text";
    add_each("steps", {own});
    add_each("facts", {own});
    if (simple) return texts;
    add_each("checks", {"title"});
    add_each("misconceptions", {"belief", "answer"});
    add_each("glossary", {"meaning"});
    const Array& prompts = items_of(json_["workshop"]["prompts"]);
    for (std::size_t i = 0; i < prompts.size(); ++i)
      texts.push_back({prompts[i], pointer_to("/workshop/prompts", i)});
    texts.push_back({json_["takeaway"], "/takeaway"});
    return texts;
  }

  void check_reading(const std::string& language, bool first) {
    for (const bool simple : {true, false}) {
      LevelCheck level(language, simple, publishing_.plain_words, found_);
      for (const Text& text : texts_of(simple)) {
        level.add(text.words[first ? std::string_view("default") : language].string_or(""), text.where);
      }
      level.close();
    }
  }

  const Value& json_;
  const Publishing& publishing_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> check_explainer(const Value& json, const Publishing& publishing) {
  return Check(json, publishing).run();
}

std::vector<Diagnostic> measure_questions(const questionnaire::Questionnaire& questionnaire, const std::vector<std::string>& languages) {
  std::vector<Diagnostic> found;
  for (const std::string& language : languages) {
    const std::optional<ReadingLanguage> formula = formula_of(language);
    if (!formula) continue;
    Reading all;
    for (const questionnaire::TextAt& at : questionnaire::texts_of(questionnaire)) {
      const std::string_view text = at.text->in(language);
      // A label is no sentence, and would make every file look easy.
      if (text.find_last_of(".?!…") != std::string_view::npos) all.add(text, *formula);
    }
    if (all.words == 0) continue;
    std::size_t longest = 0;
    for (const Sentence& sentence : all.sentences) longest = std::max(longest, sentence.words);
    const auto tenth = [](double value) { return std::round(value * 10) / 10; };
    found.push_back({Severity::note,
                     {ErrorCode::reading_measured, "",
                      {{"language", language},
                       {"level", "questions"},
                       {"sentences", all.sentences.size()},
                       {"words", tenth(all.mean_words())},
                       {"longest", longest},
                       {"ease", tenth(reading_ease(all.sentences.size(), all.words, all.syllables, *formula))}}}});
  }
  return found;
}

std::vector<Diagnostic> check_messages(const std::vector<Message>& messages, const std::string& language,
                                       const std::vector<PlainWord>& plain_words) {
  std::vector<Diagnostic> found;
  LevelCheck level(language, true, plain_words, found);
  for (const Message& message : messages) {
    const auto before = static_cast<std::ptrdiff_t>(found.size());
    for (const std::string& reading : message.readings) {
      const bool sentence = !reading.empty() && reading.back() == '.';
      level.add(reading, message.where, sentence && &reading == &message.readings.back());
    }
    // Once a message, in however many ways it reads.
    const auto again = [&](const Diagnostic& one) {
      const auto first = std::find_if(found.begin() + before, found.end(), [&](const Diagnostic& other) {
        return other.error.code == one.error.code;
      });
      return &*first != &one;
    };
    std::vector<Diagnostic> once;
    std::copy_if(found.begin() + before, found.end(), std::back_inserter(once),
                 [&](const Diagnostic& one) { return !again(one); });
    found.erase(found.begin() + before, found.end());
    std::move(once.begin(), once.end(), std::back_inserter(found));
  }
  level.close();
  return found;
}

}  // namespace triptych::package
