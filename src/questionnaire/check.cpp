// SPDX-License-Identifier: MIT
// Questionnaire: the checks, one function each, over plain data.
#include "questionnaire/check.h"

#include <algorithm>

#include "condition/expression.h"
#include "condition/functions.h"
#include "condition/values.h"
#include "json/reader.h"
#include "questionnaire/reach.h"
#include "questionnaire/suggest.h"
#include "questionnaire/texts.h"

namespace triptych::questionnaire {
namespace {

/// Names that the engine itself answers to: survey-core's own variables, and those of a choice or a row under evaluation.
constexpr std::string_view kReserved[] = {"item",      "choice",        "row",            "panel",       "locale",
                                          "pageno",    "pagecount",     "correctAnswers", "correctedAnswers",
                                          "incorrectAnswers", "inCorrectAnswers", "questionCount", "self", "showPreview"};

const std::vector<std::string_view> kFunctions(std::begin(condition::kFunctionNames), std::end(condition::kFunctionNames));

/// As messages want it: the nearest name, or "none".
std::string suggestion(std::string_view written, const std::vector<std::string_view>& known) {
  std::string name = nearest(written, known);
  return name.empty() ? "none" : name;
}

class Checker {
 public:
  Checker(const Parsed& parsed, const std::vector<std::string>& languages, Host& host)
      : questionnaire_(parsed.questionnaire), languages_(languages), host_(host), found_(parsed.diagnostics) {}

  std::vector<Diagnostic> run() {
    if (languages_.empty()) languages_ = languages_used();
    check_questions();
    suggest_properties();
    collect_known_names();
    check_names();
    check_choices();
    check_all_formulas();
    check_cycles();
    check_targets();
    check_answers();
    check_what_stays();
    check_all_texts();
    return std::move(found_);
  }

 private:
  void add(Severity severity, ErrorCode code, std::string path, Object params) {
    found_.push_back({severity, {code, std::move(path), std::move(params)}});
  }

  void check_questions() {
    const auto& elements = questionnaire_.elements;
    // What is outside the dialect stands for the question that it was to be, and is told of already.
    if (std::any_of(elements.begin(), elements.end(), [](const Element& element) { return element.is_question(); })) return;
    add(Severity::error, ErrorCode::questionnaire_nothing, "", {});
  }

  // Properties that parse() did not know.

  void suggest_properties() {
    std::vector<std::string_view> properties;
    for (std::size_t i = 0; i < kPropertyCount; ++i) properties.push_back(row_of(static_cast<Property>(i)).name);
    for (Diagnostic& diagnostic : found_) {
      if (diagnostic.error.code != ErrorCode::questionnaire_property) continue;
      const Value* name = diagnostic.error.params.find("name");
      diagnostic.error.params.set("suggestion", suggestion(name ? name->string_or("") : "", properties));
    }
  }

  // Names.

  void collect_known_names() {
    for (const Element& element : questionnaire_.elements) {
      known_.push_back(element.name);
      if (element.is_question()) known_.push_back(element.value_name());
    }
    for (const CalculatedValue& calculated : questionnaire_.calculated) known_.push_back(calculated.name);
    for (const Draw& draw : questionnaire_.draws) known_.push_back(draw.name);
    for (const Fact& fact : questionnaire_.facts) known_.push_back(fact.name);
    for (const Trigger& trigger : questionnaire_.triggers) {
      if (trigger.is_variable && !trigger.set_to.empty()) known_.push_back(trigger.set_to);
    }
  }

  bool knows(std::string_view written) const {
    if (!written.empty() && written.front() == '$') written.remove_prefix(1);
    const std::string whole = condition::lower_case(written);
    const auto is_named = [&](std::string_view name) { return condition::lower_case(name) == whole; };
    if (std::any_of(known_.begin(), known_.end(), is_named)) return true;
    for (const std::string_view suffix : {"-Comment", "-unwrapped", "-total"}) {
      if (written.size() > suffix.size() && written.substr(written.size() - suffix.size()) == suffix) {
        return knows(written.substr(0, written.size() - suffix.size()));
      }
    }
    if (!whole.empty() && whole.front() == '{') return true;  // an object written out: {"a": 1}
    const std::size_t cut = written.find_last_of(".[");
    if (cut != std::string_view::npos && cut > 0) return knows(written.substr(0, cut));
    return std::any_of(std::begin(kReserved), std::end(kReserved),
                       [&](std::string_view name) { return condition::lower_case(name) == whole; });
  }

  void check_names() {
    std::vector<std::pair<std::string, const Element*>> seen;
    for (const Element& element : questionnaire_.elements) seen.push_back({condition::lower_case(element.name), &element});
    std::stable_sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < seen.size(); ++i) {
      const Element& first = *seen[i - 1].second;
      const Element& again = *seen[i].second;
      // A page may bear the name of a question in it: SurveyJS keeps them apart.
      if (seen[i].first != seen[i - 1].first || first.is_container() != again.is_container()) continue;
      add(Severity::error, ErrorCode::questionnaire_name_duplicate, json::pointer_to(again.pointer, "name"),
          {{"name", again.name}, {"first", first.pointer}});
    }
  }

  // Choices.

  void check_choices() {
    for (const Element& element : questionnaire_.elements) {
      check_duplicates(choices_of(element));
      check_duplicates(element.rows);
      check_duplicates(element.columns);
    }
  }

  void check_duplicates(const std::vector<Choice>& choices) {
    std::vector<std::pair<std::string, const Choice*>> seen;
    for (const Choice& choice : choices) seen.push_back({condition::text_of(choice.value), &choice});
    std::stable_sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < seen.size(); ++i) {
      if (seen[i].first != seen[i - 1].first) continue;
      add(Severity::error, ErrorCode::questionnaire_choice_duplicate, seen[i].second->pointer, {{"value", seen[i].first}});
    }
  }

  // Conditions.

  enum class Use { condition, value };

  void check_formula(const Formula& formula, Use use) {
    if (formula.text.empty()) return;
    Result<condition::Expression> parsed = condition::parse(formula.text);
    if (!parsed.ok()) {
      Error error = std::move(parsed).error();
      error.path = formula.pointer;
      error.params.set("text", formula.text);
      found_.push_back({Severity::error, std::move(error)});
      return;
    }
    const condition::Expression& expression = parsed.value();
    bool all_known = true;
    for (const condition::Mention& mention : expression.names()) {
      if (knows(mention.name)) continue;
      all_known = false;
      add(Severity::warning, ErrorCode::questionnaire_name_unknown, formula.pointer,
          {{"name", mention.name}, {"offset", mention.offset}, {"suggestion", suggestion(mention.name, known_)}});
    }
    for (const condition::Mention& mention : expression.unknown_functions()) {
      all_known = false;
      add(Severity::warning, ErrorCode::questionnaire_function_unknown, formula.pointer,
          {{"name", mention.name}, {"offset", mention.offset}, {"suggestion", suggestion(mention.name, kFunctions)}});
    }
    if (use == Use::value || !all_known) return;
    switch (reach_of(expression, questionnaire_, host_)) {
      case Reach::never:
        add(Severity::warning, ErrorCode::questionnaire_never, formula.pointer, {{"text", formula.text}});
        break;
      case Reach::too_many:
        add(Severity::note, ErrorCode::questionnaire_reach_unknown, formula.pointer,
            {{"text", formula.text}, {"limit", limits::kReachabilityCombinations}});
        break;
      default: break;
    }
  }

  static Use use_of(Property property) {
    switch (property) {
      case Property::default_value_expression:
      case Property::set_value_expression:
      case Property::min_value_expression:
      case Property::max_value_expression:
      case Property::expression: return Use::value;
      default: return Use::condition;
    }
  }

  void check_formulas(const Properties& properties) {
    for (const Properties::Condition& condition : properties.formulas) {
      check_formula(condition.formula, use_of(condition.property));
    }
  }

  void check_all_formulas() {
    for (const Element& element : questionnaire_.elements) {
      check_formulas(element);
      check_formula(element.extension.reverse_if, Use::condition);
      for (const std::vector<Choice>* list : {&element.choices, &element.rows, &element.columns}) {
        for (const Choice& choice : *list) check_formulas(choice);
      }
      for (const Element& item : element.items) check_formulas(item);
      // A validator names what it refuses: to be false for every choice is no fault of it.
      for (const Validator& validator : element.validators) check_formula(validator.expression, Use::value);
    }
    for (const CalculatedValue& calculated : questionnaire_.calculated) check_formula(calculated.expression, Use::value);
    for (const Trigger& trigger : questionnaire_.triggers) {
      check_formula(trigger.expression, Use::condition);
      check_formula(trigger.run, Use::value);
    }
    for (const ConditionalHtml& html : questionnaire_.completed_html_on_condition) check_formula(html.expression, Use::value);
  }

  // Circles: an element that hides according to one that hides according to it.

  /// Elements whose visibility the visibility of this one reads: those its visibleIf names, and what holds it.
  std::vector<std::size_t> reads_of(std::size_t index) const {
    std::vector<std::size_t> reads;
    const Element& element = questionnaire_.elements[index];
    if (element.parent != kNoParent) reads.push_back(element.parent);
    const Formula* formula = element.formula(Property::visible_if);
    if (!formula) return reads;
    const Result<condition::Expression> expression = condition::parse(formula->text);
    if (!expression.ok()) return reads;
    for (const condition::Mention& mention : expression.value().names()) {
      const std::string_view name = std::string_view(mention.name).substr(0, mention.name.find_first_of(".["));
      const std::size_t target = questionnaire_.find(name);
      if (target != kNoParent) reads.push_back(target);
    }
    return reads;
  }

  void check_cycles() {
    enum class Mark : std::uint8_t { unseen, open, done };
    const std::size_t count = questionnaire_.elements.size();
    std::vector<std::vector<std::size_t>> reads(count);
    for (std::size_t i = 0; i < count; ++i) reads[i] = reads_of(i);
    std::vector<Mark> marks(count, Mark::unseen);
    struct Visit {
      std::size_t element;
      std::size_t next;
    };
    for (std::size_t start = 0; start < count; ++start) {
      if (marks[start] != Mark::unseen) continue;
      std::vector<Visit> path{{start, 0}};
      marks[start] = Mark::open;
      while (!path.empty()) {
        Visit& visit = path.back();
        if (visit.next == reads[visit.element].size()) {
          marks[visit.element] = Mark::done;
          path.pop_back();
          continue;
        }
        const std::size_t target = reads[visit.element][visit.next++];
        if (marks[target] == Mark::open) {
          report_cycle(path, target);
        } else if (marks[target] == Mark::unseen) {
          marks[target] = Mark::open;
          path.push_back({target, 0});
        }
      }
    }
  }

  template <class Path>
  void report_cycle(const Path& path, std::size_t target) {
    std::string names;
    std::string pointer;
    bool inside = false;
    for (const auto& visit : path) {
      inside = inside || visit.element == target;
      if (!inside) continue;
      const Element& element = questionnaire_.elements[visit.element];
      names += element.name + " → ";
      if (const Formula* formula = element.formula(Property::visible_if); formula && pointer.empty()) pointer = formula->pointer;
    }
    names += questionnaire_.elements[target].name;
    add(Severity::error, ErrorCode::questionnaire_cycle, std::move(pointer), {{"names", names}});
  }

  // Triggers, check questions.

  void check_targets() {
    for (const Trigger& trigger : questionnaire_.triggers) {
      check_target(trigger, "setToName", trigger.is_variable ? "" : trigger.set_to);
      check_target(trigger, "fromName", trigger.from);
      check_target(trigger, "gotoName", trigger.go_to);
      for (const std::string& name : trigger.pages) check_target(trigger, "pages", name);
      for (const std::string& name : trigger.questions) check_target(trigger, "questions", name);
    }
  }

  void check_target(const Trigger& trigger, std::string_view property, std::string_view name) {
    if (name.empty() || knows(name)) return;
    add(Severity::warning, ErrorCode::questionnaire_target_unknown, json::pointer_to(trigger.pointer, property),
        {{"name", name}, {"suggestion", suggestion(name, known_)}});
  }

  void check_answers() {
    for (const Element& element : questionnaire_.elements) {
      const Value& answer = element.is_question() ? element.value(Property::correct_answer) : Value();
      const std::vector<Choice> choices = choices_of(element);
      if (answer.is_nothing() || choices.empty()) continue;
      const Array listed = answer.array() ? *answer.array() : Array{answer};
      for (const Value& one : listed) {
        const bool is_choice = std::any_of(choices.begin(), choices.end(),
                                           [&](const Choice& choice) { return condition::equals(choice.value, one); });
        if (!is_choice) {
          add(Severity::warning, ErrorCode::questionnaire_answer_unknown, json::pointer_to(element.pointer, "correctAnswer"),
              {{"value", condition::text_of(one)}});
        }
      }
    }
  }

  void check_what_stays() {
    for (const Element& element : questionnaire_.elements) {
      const std::vector<Special> specials = specials_of(element);
      const bool other = std::find(specials.begin(), specials.end(), Special::other) != specials.end();
      const bool words = element.type == Type::comment || element.type == Type::multipletext ||
                         (element.type == Type::text && !is_finite(element));
      if (words || other || (element.is_question() && element.flag(Property::show_comment))) {
        add(Severity::note, ErrorCode::questionnaire_stays, element.pointer, {{"name", element.name}});
      }
    }
  }

  /// A text question that can be coded: number, range, date or month between two bounds.
  static bool is_finite(const Element& element) {
    const std::string_view type = element.word(Property::input_type);
    const bool countable = type == "number" || type == "range" || type == "date" || type == "month";
    return countable && !element.value(Property::min).is_nothing() && !element.value(Property::max).is_nothing();
  }

  // Words.

  std::string_view own_language() const {
    const std::string_view locale = questionnaire_.word(Property::locale);
    return locale.empty() ? "en" : locale;
  }

  std::vector<std::string> languages_used() const {
    std::vector<std::string> used;
    const auto note = [&](std::string_view language) {
      if (std::find(used.begin(), used.end(), language) == used.end()) used.emplace_back(language);
    };
    note(own_language());
    for (const TextAt& at : texts_of(questionnaire_)) {
      for (const LocalizedText::Version& version : at.text->versions) {
        if (version.locale != "default") note(version.locale);
      }
    }
    return used;
  }

  void check_all_texts() {
    for (const TextAt& at : texts_of(questionnaire_)) check_text(*at.text, at.pointer);
  }

  void check_text(const LocalizedText& text, const std::string& pointer) {
    for (const std::string& language : languages_) {
      const bool by_default = language == own_language() && text.exactly("default");
      if (!by_default && !text.exactly(language)) {
        add(Severity::warning, ErrorCode::questionnaire_translation, pointer, {{"language", language}});
      }
    }
    for (const LocalizedText::Version& version : text.versions) check_piping(version.text, pointer);
  }

  void check_piping(std::string_view text, const std::string& pointer) {
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
      const std::size_t close = text.find('}', open);
      if (close == std::string_view::npos) return;
      const std::string_view name = text.substr(open + 1, close - open - 1);
      // Words between braces are no name; a name has no space.
      if (name.empty() || name.find_first_of(" \n\"':") != std::string_view::npos || knows(name)) continue;
      if (name.find_first_not_of("0123456789") == std::string_view::npos) continue;  // {0} of formats
      add(Severity::warning, ErrorCode::questionnaire_piping_unknown, pointer, {{"name", name}, {"suggestion", suggestion(name, known_)}});
    }
  }

  const Questionnaire& questionnaire_;
  std::vector<std::string> languages_;
  Host& host_;
  std::vector<Diagnostic> found_;
  std::vector<std::string_view> known_;
};

}  // namespace

std::vector<Diagnostic> check(const Parsed& parsed, const std::vector<std::string>& languages, Host& host) {
  return Checker(parsed, languages, host).run();
}

std::string_view name_of(Severity severity) {
  static constexpr std::string_view kNames[] = {"error", "warning", "note"};
  return kNames[static_cast<std::size_t>(severity)];
}

Value describe(const Diagnostic& diagnostic, std::string_view text) {
  const Error& error = diagnostic.error;
  const Value* line = error.params.find("line");
  const Value* column = error.params.find("column");
  // Where the text is no JSON the error itself knows the place; a path that is no pointer is that of another file.
  const bool is_pointer = error.path.empty() || error.path.front() == '/';
  json::Position at{0, 1, 1};
  if (!line && is_pointer) at = json::locate(text, error.path);
  return Object{{"severity", name_of(diagnostic.severity)},
                {"code", triptych::name_of(error.code)},
                {"path", error.path},
                {"line", line ? *line : Value(at.line)},
                {"column", column ? *column : Value(at.column)},
                {"params", error.params}};
}

}  // namespace triptych::questionnaire
