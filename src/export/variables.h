// SPDX-License-Identifier: MIT
// Export: the codebook as statistical packages see it: one variable a column, whole-number codes, names that
// all of them accept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "export/edition.h"

namespace triptych::export_ {

/// The same in every format. Don't know is an answer; the others are missing, three separate values because
/// SPSS takes no more. Asked and left empty is an empty cell.
inline constexpr int kRefusedCode = -99;
inline constexpr int kDontKnowCode = -98;
inline constexpr int kNotAskedCode = -97;
inline constexpr int kSuppressedCode = -96;

enum class Meaning : std::uint8_t { option, dont_know, unanswered, refused, not_asked, suppressed };
/// "option", "dont_know", …: also the key of its words.
std::string_view name_of(Meaning meaning);
/// Stata's ".a" to ".d" of a missing meaning; 0 for others, and for what is left empty.
char missing_letter(Meaning meaning);
constexpr bool is_missing(Meaning meaning) {
  return meaning >= Meaning::unanswered;
}

struct Category {
  Meaning meaning = Meaning::option;
  std::int64_t code = 0;  ///< none if unanswered
  std::string value;      ///< of the option in the questionnaire; empty for other meanings
  std::string label;
  std::optional<disclosure::Count> count;  ///< where it was released
};

enum class Level : std::uint8_t { nominal, ordinal };

struct Variable {
  std::string name;   ///< [a-z][a-z0-9_]{0,30}, unique, no reserved word of R, SPSS, Stata or Python
  std::string item;   ///< of the ballot's codebook: one item with boxes or ranks is several variables
  std::string label;  ///< one line
  std::string source;
  std::string kind;
  Level level =
      Level::nominal;  ///< ordinal where the answers are numbers: that words have an order, no file says
  bool compared = false;
  bool grouped = false;  ///< answers joined in the rows; the tables have them as they were
  double epsilon = 0;
  std::string
      grid;  ///< "first 0, step 1": numbers or dates too many to list; code i is the point i - 1. Else empty
  std::vector<std::string> asked_if;
  std::vector<Category> categories;
};

/// In the order of the codebook, then what the rows join, then the ballot's envelope.
std::vector<Variable> variables_of(const Edition& edition);

/// Where a table comes from: a question that people answer; a question asked twice, of which the move alone is counted.
bool is_asked(std::string_view source);
bool is_flow(std::string_view source);

/// The code of an option: the value itself where all values are whole numbers, 1 and 0 for true and false,
/// else 1, 2, 3 …
std::vector<std::int64_t> codes_of(const Array& values);

/// A value of the questionnaire as text.
std::string text_of(const Value& value);

}  // namespace triptych::export_
