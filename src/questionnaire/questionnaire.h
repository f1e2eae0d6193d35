// SPDX-License-Identifier: MIT
// Questionnaire: what is asked, as plain data: pages, panels, questions, choices, conditions. Read from SurveyJS JSON, never answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace triptych::questionnaire {

/// Words in several languages, as written: `"x"` is {"default": "x"}.
struct LocalizedText {
  struct Version {
    std::string locale;  ///< "default", "fr", "pt-br"
    std::string text;
  };
  std::vector<Version> versions;

  /// SurveyJS's choice: the locale, its language without region, "default"; and for "" or "default", else "en".
  /// Empty if there is none. Valid until the text is changed.
  std::string_view in(std::string_view locale) const;
  /// The version of exactly that locale, or nullptr.
  const std::string* exactly(std::string_view locale) const;
  bool empty() const { return versions.empty(); }
};

/// An expression as written, and where.
struct Formula {
  std::string text;
  std::string pointer;  ///< JSON pointer to it
};

enum class Type : std::uint8_t {
  page, panel,  // hold elements
  text, comment, radiogroup, checkbox, dropdown, tagbox, rating, boolean, matrix, multipletext, ranking, imagepicker,
  slider, html, image, expression, explainer,
  unsupported,  // outside the dialect: Element::written says which
};
/// As in JSON: "radiogroup". "unsupported" for Type::unsupported.
std::string_view name_of(Type type);
/// Type::unsupported for a name outside the dialect. `name` in lower case.
Type type_of(std::string_view name);

/// Who reads a property: a bit for each type, then the survey itself, choices (rows and columns too), items of multipletext.
using Owners = std::uint32_t;
constexpr Owners bit_of(Type type) { return Owners{1} << static_cast<unsigned>(type); }
inline constexpr Owners kSurvey = Owners{1} << 29;
inline constexpr Owners kChoice = Owners{1} << 30;
inline constexpr Owners kItem = Owners{1} << 31;

enum class PropertyKind : std::uint8_t {
  flag,     // boolean
  number,
  word,     // a string that is not shown: an enumeration, a name
  text,     // LocalizedText
  texts,    // a list of them, or one list by locale
  value,    // any JSON
  formula,  // an expression
};

enum class Property : std::uint8_t {
#define TRIPTYCH_PROPERTY(id, name, kind, fallback, owners) id,
#define TRIPTYCH_ALIAS(id, name)
#include "questionnaire/properties.def"
};

struct PropertyRow {
  std::string_view name;
  PropertyKind kind;
  std::int8_t fallback;  ///< of a flag 0 or 1, of a number its default
  Owners owners;
};
/// The row of properties.def.
const PropertyRow& row_of(Property property);
inline constexpr std::size_t kPropertyCount = 0
#define TRIPTYCH_PROPERTY(id, name, kind, fallback, owners) +1
#define TRIPTYCH_ALIAS(id, name)
#include "questionnaire/properties.def"
    ;
/// The property that `name` means for these owners, by its name or an older one; kPropertyCount if none.
std::size_t find_property(std::string_view name, Owners owner);

/// What was written of the properties of properties.def, defaults filled in on reading. Few of them are set on one object.
class Properties {
 public:
  bool has(Property property) const;
  /// Only for properties of that kind.
  bool flag(Property property) const;
  double number(Property property) const;
  std::string_view word(Property property) const;          ///< "" if not written
  const Value& value(Property property) const;             ///< undefined if not written; serves flags, numbers and words too
  const LocalizedText& text(Property property) const;      ///< empty if not written
  const std::vector<LocalizedText>& texts(Property property) const;
  const Formula* formula(Property property) const;         ///< nullptr if not written, or blank

  struct Pair { Property property; Value value; };
  struct Text { Property property; std::vector<LocalizedText> texts; };
  struct Condition { Property property; Formula formula; };
  std::vector<Pair> values;
  std::vector<Text> all_texts;  ///< a `text` property holds exactly one
  std::vector<Condition> formulas;

  /// Sets or replaces.
  void set(Property property, Value value);
  void set(Property property, std::vector<LocalizedText> texts);
  void set(Property property, Formula formula);
};

/// A choice, a row or a column.
struct Choice : Properties {
  Value value;          ///< string, number, boolean, or an object where SurveyJS has one
  std::string pointer;
};

/// A choice that a question adds to its own, and the value it stores.
enum class Special : std::uint8_t { none, refused, dont_know, other, all };
/// "none", "refused", "dontknow", "other", "all"
std::string_view value_of(Special special);

struct Validator {
  enum class Kind : std::uint8_t { numeric, text, regex, email, answer_count, expression };
  enum class Severity : std::uint8_t { error, warning, info };
  Kind kind = Kind::numeric;
  Severity severity = Severity::error;
  LocalizedText text;
  double least = 0;      ///< minValue, minLength, minCount; NaN: not written
  double most = 0;       ///< maxValue, maxLength, maxCount; NaN: not written
  bool allow_digits = true;
  bool case_insensitive = false;
  std::string regex;
  Formula expression;
  std::string pointer;
};

/// Triptych's own panels, the three doors.
enum class Panel : std::uint8_t { none, confiance, participation, engagement };
/// "confiance"; "" for none
std::string_view name_of(Panel panel);

/// The extension keys of one element: its "triptych" object.
struct Extension {
  bool compared = false;     ///< has a reference figure
  bool opt_in = false;       ///< asked only where widget.json includes it
  double epsilon = 0;        ///< > 0: leaves through randomised response
  Formula reverse_if;        ///< choices shown in reverse order; text empty: never
  std::string explainer;     ///< a check question of that explainer
  std::string form;          ///< "A" or "B"
  Panel panel = Panel::none; ///< of a page
};

inline constexpr std::size_t kNoParent = static_cast<std::size_t>(-1);

/// A page, a panel or a question. Page and panel stand before what they hold: elements [index + 1, end).
struct Element : Properties {
  Type type = Type::unsupported;
  std::string written;       ///< the type as written
  std::string name;          ///< unique or not, as in the file; never empty: "question1", "page1" … are given as SurveyJS gives them
  std::string pointer;       ///< JSON pointer of the element
  std::size_t parent = kNoParent;  ///< index of the panel or page that holds it
  std::size_t end = 0;       ///< one past the last element inside; of a question its own index + 1
  std::vector<Choice> choices;     ///< choices, rateValues
  std::vector<Choice> rows;        ///< of a matrix
  std::vector<Choice> columns;     ///< of a matrix
  std::vector<Element> items;      ///< of multipletext: Type::text, no parent
  std::vector<Validator> validators;
  Extension extension;

  bool is_container() const { return type == Type::page || type == Type::panel; }
  bool is_question() const { return !is_container(); }
  /// The name its value is stored under.
  std::string_view value_name() const;
};

struct Trigger {
  enum class Kind : std::uint8_t { visible, complete, set_value, copy_value, skip, run_expression };
  Kind kind = Kind::complete;
  Formula expression;        ///< of the older name/operator/value form too: written out as an expression
  std::string set_to;        ///< setToName
  std::string from;          ///< fromName
  std::string go_to;         ///< gotoName
  Value value;               ///< setValue
  bool is_variable = false;
  bool copy_display = false;
  Formula run;               ///< runExpression
  std::vector<std::string> pages;      ///< of visible
  std::vector<std::string> questions;  ///< of visible
  std::string pointer;
};

struct CalculatedValue {
  std::string name;
  Formula expression;
  bool into_result = false;  ///< part of the data
};

/// completedHtmlOnCondition, navigateToUrlOnCondition is not read.
struct ConditionalHtml {
  Formula expression;
  LocalizedText html;
};

/// "triptych".draws: drawn once a sitting, uniformly among `values`.
struct Draw {
  std::string name;
  std::vector<Value> values;  ///< as written: repeated values weigh more
  std::string pointer;
};

/// "triptych".facts: told by the page or the engine.
struct Fact {
  std::string name;
  std::string pointer;
};

struct Questionnaire : Properties {
  /// Document order; every page, panel and question, hidden or not. Without "pages" one page, "page1", holds all.
  std::vector<Element> elements;
  std::vector<std::size_t> pages;  ///< indices into `elements`
  std::vector<Trigger> triggers;
  std::vector<CalculatedValue> calculated;
  std::vector<ConditionalHtml> completed_html_on_condition;
  std::vector<Draw> draws;
  std::vector<Fact> facts;
  std::uint32_t text_rev = 1;

  /// Index of the first question of that name, or kNoParent.
  std::size_t find(std::string_view name) const;
  /// Index of the page that holds that element (itself, if it is a page).
  std::size_t page_of(std::size_t element) const;
};

/// All elements in document order, containers included; Item::element of a codebook is an index into it.
inline const std::vector<Element>& elements_of(const Questionnaire& questionnaire) { return questionnaire.elements; }

/// The choices a rating offers: rateValues, else rateMin … rateMax; of a dropdown: choices, then choicesMin … choicesMax; of a
/// boolean: valueTrue and valueFalse in that order; else `choices`. Without special choices.
std::vector<Choice> choices_of(const Element& element);
/// The special choices that the question offers, in the order shown.
std::vector<Special> specials_of(const Element& element);

enum class Severity : std::uint8_t { error, warning, note };
struct Diagnostic {
  Severity severity = Severity::error;
  Error error;  ///< path: JSON pointer
};

struct Parsed {
  Questionnaire questionnaire;
  /// What was not read: unknown properties (questionnaire_property: name, type), types outside the dialect
  /// (questionnaire_type: type) and values of a wrong shape, in document order.
  std::vector<Diagnostic> diagnostics;
};

/// As tolerant as SurveyJS: an unknown property is ignored, a type outside the dialect becomes Type::unsupported.
/// Errors: questionnaire_shape (not an object), questionnaire_too_many (limit, what), questionnaire_too_deep (limit).
Result<Parsed> parse(const Value& json);

}  // namespace triptych::questionnaire
