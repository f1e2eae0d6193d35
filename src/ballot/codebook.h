// SPDX-License-Identifier: MIT
// Ballot: the codebook: which items of a questionnaire leave the browser, in which order, and what each code says.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace triptych::questionnaire {
struct Questionnaire;
}

namespace triptych::ballot {

/// What a single item's code says: 0..3 are these states, kFirstOption + i is option i. The same numbers in ballots,
/// tallies, snapshots, exports and in the page's `own` and `options[].code` (for multiple and ranking too).
inline constexpr std::uint32_t kNotAsked = 0;    ///< hidden by a condition, omitted, or of another structure
inline constexpr std::uint32_t kUnanswered = 1;  ///< asked, left empty
inline constexpr std::uint32_t kRefused = 2;
inline constexpr std::uint32_t kDontKnow = 3;
inline constexpr std::uint32_t kFirstOption = 4;

/// Bytes before the items: version to week.
inline constexpr std::size_t kEnvelopeBytes = 31;

enum class ItemKind : std::uint8_t { single, multiple, ranking };
/// Where an item comes from: a question (or one row of a matrix), or what the page knows of the sitting itself.
enum class ItemSource : std::uint8_t { question, matrix_row, explainer, draw, fact };

/// The codes of a fact, as option values "no", "before", "after" (the first compared item): options 0, 1, 2.
enum class Fact : std::uint8_t { no, before, after };
/// The codes of an explainer, as option values "no", "opened", "finished": options 0, 1, 2.
enum class Opened : std::uint8_t { no, opened, finished };

/// Options that are points of a grid instead of a list: number, range, date and month questions.
struct Grid {
  enum class Unit : std::uint8_t { number, day, month };
  Unit unit = Unit::number;
  double first = 0;  ///< the number; days since 1970-01-01; months since 1970-01
  double step = 1;   ///< in the same unit, > 0
  std::uint32_t count = 0;
};

struct Item {
  std::string name;      ///< unique: the question's name, "question.row" for a matrix row, the draw's or the fact's name
  std::string question;  ///< the element it belongs to; empty for draws and facts
  Value row;             ///< the row's value; undefined if not a matrix row
  ItemKind kind = ItemKind::single;
  ItemSource source = ItemSource::question;
  std::vector<Value> options;  ///< values in the order of codes; empty if `grid`
  std::optional<Grid> grid;
  double epsilon = 0;       ///< > 0: the code leaves through k-ary randomised response (randomise.h)
  bool compared = false;    ///< has a reference figure: see Codebook::facts
  bool explains = false;    ///< a check question of an explainer
  std::optional<std::uint32_t> correct;  ///< the option that is right
  std::vector<std::string> conditions;  ///< expressions that decide whether it is asked and with which options, outermost first
  std::string panel;        ///< "confiance", "participation", "engagement" or empty: of its page
  std::size_t element = 0;  ///< index of the element in document order, as questionnaire::elements_of gives it

  std::uint32_t option_count() const;
  /// option < option_count()
  Value option_value(std::uint32_t option) const;
  /// The option with that value: the same JSON value, else the same text ("1" finds 1). Nothing if it is no option:
  /// such an answer cannot leave, and counts as unanswered.
  std::optional<std::uint32_t> option_of(const Value& value) const;
};

/// "single", "multiple", "ranking"
std::string_view name_of(ItemKind kind);
/// "question", "matrix_row", "explainer", "draw", "fact"
std::string_view name_of(ItemSource source);
/// "number", "day", "month"
std::string_view name_of(Grid::Unit unit);

using StructureHash = std::array<std::uint8_t, 8>;

struct Codebook {
  std::string survey;
  std::uint8_t wave = 0;
  std::uint8_t text_rev = 0;
  std::vector<std::string> languages;  ///< that its titles are written in, sorted; not part of the structure
  std::vector<Item> items;  ///< order of the ballot: draws, facts, then the elements in document order
  /// First 8 bytes of SHA-256 over `canonical`.
  StructureHash structure{};
  /// Canonical JSON of the structure (FORMAT.md): survey, then names, sources, kinds, codes, conditions; no texts.
  std::string canonical;

  /// Index of the item of that name, or nothing.
  std::optional<std::size_t> find(std::string_view name) const;
  /// Bytes of every ballot of this structure: they are all of one length, so that length says nothing.
  std::size_t ballot_bytes() const;
};

/// A value as text, the way options are compared: a string is itself, a number as JavaScript writes it.
std::string text_of(const Value& value);
/// The value in that unit (numbers also from text); nothing if it is not written as that unit is.
std::optional<double> measure(Grid::Unit unit, const Value& value);

/// Bits that the item takes in every ballot (FORMAT.md).
std::size_t bits_of(const Item& item);
/// Bits that hold the numbers 0..most.
std::size_t bits_for(std::uint32_t most);

/// Fills `canonical` and `structure` from survey and items. Errors: ballot_too_large (bytes, limit), ballot_epsilon (path: the
/// item; least, most).
Result<Codebook> seal(Codebook codebook);
/// The codebook that a canonical text describes, wave and text revision left at 0. Strict: a text that is not the
/// canonical one is refused. Errors: json_*, ballot_codebook (path: JSON pointer), those of seal.
Result<Codebook> read_codebook(std::string_view canonical);
/// The codebook of a questionnaire. Errors: those of seal.
Result<Codebook> make_codebook(const questionnaire::Questionnaire& questionnaire, std::string_view survey, std::uint8_t wave);

/// CodebookItem[] of web/src/engine/survey.d.ts: the codebook with its words in `locale`, for charts and exports.
/// A grid of more than 200 points gives no options but `grid` {unit, first, step, count}.
Value describe(const Codebook& codebook, const questionnaire::Questionnaire& questionnaire, std::string_view locale);

}  // namespace triptych::ballot
