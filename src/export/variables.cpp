// SPDX-License-Identifier: MIT
// Export: names, codes and labels.
#include "export/variables.h"

#include <algorithm>
#include <cmath>

#include "export/text.h"
#include "json/number.h"
#include "json/writer.h"

namespace triptych::export_ {
namespace {

using disclosure::Count;
using disclosure::OneWayTable;

constexpr std::size_t kNameLength = 31;
/// Lower case: names are unique without regard to case.
constexpr std::string_view kReserved[] = {
    "all",    "and",    "by",     "eq",     "ge",      "gt",     "le",       "lt",       "ne",   "not",
    "or",     "to",     "with",   "if",     "else",    "repeat", "while",    "function", "for",  "next",
    "break",  "true",   "false",  "null",   "inf",     "nan",    "na",       "in",       "byte", "double",
    "float",  "int",    "long",   "using",  "str",     "as",     "class",    "def",      "del",  "from",
    "global", "is",     "lambda", "pass",   "return",  "try",    "yield",    "import",   "none", "async",
    "await",  "assert", "raise",  "except", "finally", "elif",   "continue", "nonlocal", "strl"};

std::string plain_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept) name.push_back(lower);
    if (!kept && !name.empty() && name.back() != '_') name.push_back('_');
  }
  if (name.empty() || name[0] < 'a') name.insert(0, "v");
  return name;
}

std::string shortened(std::string name, std::size_t most) {
  name.resize(std::min(name.size(), most));
  while (name.back() == '_') name.pop_back();
  return name;
}

class Names {
 public:
  std::string take(std::string_view wished) {
    const std::string plain = plain_name(wished);
    std::string name = shortened(plain, kNameLength);
    for (int number = 2; is_taken(name); ++number) {
      const std::string ending = "_" + std::to_string(number);
      name = shortened(plain, kNameLength - ending.size()) + ending;
    }
    taken_.push_back(name);
    return name;
  }

 private:
  bool is_taken(const std::string& name) const {
    return std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved) ||
           std::find(taken_.begin(), taken_.end(), name) != taken_.end();
  }
  std::vector<std::string> taken_;
};

bool is_whole(const Value& value) {
  // Beyond this, codes would come near the largest that SPSS and Stata keep exact.
  constexpr double kMost = 1'000'000'000;
  const double* number = value.number();
  // The missing codes stay apart from every answer.
  return number && std::floor(*number) == *number && *number > kSuppressedCode && *number < kMost;
}

const OneWayTable* table_of(const Edition& edition, std::string_view name) {
  for (const OneWayTable& table : data_of(edition).tables) {
    if (table.name == name) return table.released ? &table : nullptr;
  }
  return nullptr;
}

class Maker {
 public:
  explicit Maker(const Edition& edition) : edition_(edition) {}

  std::vector<Variable> run() {
    if (const Array* items = items_of(edition_).array()) {
      for (const Value& item : *items) add_item(item);
    }
    if (edition_.rows) {
      for (const disclosure::RowsItem& item : edition_.rows->data().items) {
        if (item.level > 0) add_groups(item);
      }
    }
    for (const OneWayTable& table : data_of(edition_).tables) {
      if (table.source == "envelope" || is_flow(table.source)) add_table(table);
    }
    return std::move(variables_);
  }

 private:
  std::string word(std::string_view key) const { return std::string(word_of(edition_, key)); }
  std::string own_word(const std::string& key, std::string_view otherwise) const {
    return std::string(edition_.words[key].string_or(otherwise));
  }

  void add_item(const Value& item) {
    const OneWayTable* table = table_of(edition_, item["name"].string_or(""));
    static const Array none;
    const Array& options = item["options"].array() ? *item["options"].array() : none;
    if (item["kind"].string_or("") == "single") {
      Variable variable = start(item, item["name"].string_or(""), title(item));
      const std::vector<std::int64_t> codes = codes_of(values_of(options));
      for (std::size_t i = 0; i < options.size(); ++i) {
        variable.categories.push_back(
            {Meaning::option, codes[i], text_of(options[i]["value"]), label(options[i]), cell(table, i)});
      }
      variable.level =
          !options.empty() && std::all_of(options.begin(), options.end(),
                                          [](const Value& o) { return o["value"].number() != nullptr; })
              ? Level::ordinal
              : Level::nominal;
      if (const Value& grid = item["grid"]; grid.object()) {
        variable.level = Level::ordinal;
        variable.grid = word("first") + " " + text_of(grid["first"]) + ", " + word("step") + " " +
                        text_of(grid["step"]) + " (" + word(grid["unit"].string_or("")) + ")";
      }
      finish(std::move(variable), table);
      return;
    }
    const bool boxes = item["kind"].string_or("") == "multiple";
    for (std::size_t i = 0; i < options.size(); ++i) {
      const std::string value = text_of(options[i]["value"]);
      Variable variable = start(item, std::string(item["name"].string_or("")) + "_" + value,
                                title(item) + " — " + label(options[i]));
      if (boxes) {
        variable.categories.push_back({Meaning::option, 1, value, word("ticked"), cell(table, i)});
        variable.categories.push_back(
            {Meaning::option, 0, "", word("not_ticked"),
             table ? std::optional<Count>(table->answered - table->cells[i]) : std::nullopt});
      } else {
        variable.level = Level::ordinal;
        for (std::size_t rank = 1; rank <= options.size(); ++rank) {
          // Of ranks only the first is counted.
          variable.categories.push_back({Meaning::option, static_cast<std::int64_t>(rank), value,
                                         word("rank") + " " + std::to_string(rank),
                                         rank == 1 ? cell(table, i) : std::nullopt});
        }
        variable.categories.push_back({Meaning::option, 0, "", word("not_ranked"), std::nullopt});
      }
      finish(std::move(variable), table);
    }
  }

  /// What is in no questionnaire: the envelope, and the moves of who was asked twice.
  void add_table(const OneWayTable& table) {
    Variable variable;
    variable.name = names_.take(table.name);
    variable.item = table.name;
    variable.label = is_flow(table.source) ? word("flow_" + table.source) + " — " + title_of(table.question) : own_word("item_" + table.name, table.name);
    variable.source = table.source;
    variable.kind = table.kind;
    const std::vector<std::int64_t> codes = codes_of(table.values);
    for (std::size_t i = 0; i < table.values.size(); ++i) {
      const std::string value = text_of(table.values[i]);
      variable.categories.push_back({Meaning::option, codes[i], value,
                                     own_word((is_flow(table.source) ? "flow" : table.name) + "_" + value, value),
                                     table.released ? cell(&table, i) : std::nullopt});
    }
    finish(std::move(variable), table.released ? &table : nullptr);
  }

  /// A quasi-identifier as the rows have it.
  void add_groups(const disclosure::RowsItem& item) {
    Variable variable;
    variable.name = names_.take(item.name + "_group");
    variable.item = item.name;
    variable.label = title_of(item.name) + " — " + word("grouped");
    variable.source = "rows";
    variable.kind = item.kind;
    variable.grouped = true;
    for (std::size_t i = 0; i < item.groups.size(); ++i) {
      const Value& text = item.groups[i]["text"];
      const std::string code(item.groups[i]["code"].string_or(""));
      const std::string_view words = text[language_of(edition_)].string_or(text["default"].string_or(code));
      variable.categories.push_back({Meaning::option, static_cast<std::int64_t>(i) + 1, code, one_line(words), std::nullopt});
    }
    variable.categories.push_back({Meaning::suppressed, kSuppressedCode, "", word("suppressed"), std::nullopt});
    variables_.push_back(std::move(variable));
  }

  std::string title_of(std::string_view question) const {
    if (const Array* items = items_of(edition_).array()) {
      for (const Value& item : *items) {
        if (item["name"].string_or("") == question) return one_line(item["title"].string_or(question));
      }
    }
    return std::string(question);
  }

  Variable start(const Value& item, std::string_view name, std::string label) {
    Variable variable;
    variable.name = names_.take(name);
    variable.item = item["name"].string_or("");
    variable.label = one_line(label);
    variable.source = item["source"].string_or("");
    variable.kind = item["kind"].string_or("");
    variable.compared = item["compared"].boolean_or(false);
    variable.epsilon = item["epsilon"].number_or(0);
    if (const Array* conditions = edition_.about["conditions"][variable.item].array()) {
      for (const Value& condition : *conditions) variable.asked_if.emplace_back(condition.string_or(""));
    }
    return variable;
  }

  void finish(Variable variable, const OneWayTable* table) {
    const auto count = [table](Count OneWayTable::*which) {
      return table ? std::optional<Count>(table->*which) : std::nullopt;
    };
    const auto add = [&](Meaning meaning, std::int64_t code, std::optional<Count> of) {
      variable.categories.push_back({meaning, code, "", word(name_of(meaning)), of});
    };
    // Draws, facts and explainers are known or not asked, and nobody refuses them; the envelope is always there.
    if (is_asked(variable.source)) add(Meaning::dont_know, kDontKnowCode, count(&OneWayTable::dont_know));
    if (is_asked(variable.source) || is_flow(variable.source)) add(Meaning::unanswered, 0, count(&OneWayTable::unanswered));
    if (is_asked(variable.source)) add(Meaning::refused, kRefusedCode, count(&OneWayTable::refused));
    if (variable.source != "envelope") {
      add(Meaning::not_asked, kNotAskedCode, std::nullopt);
      add(Meaning::suppressed, kSuppressedCode, std::nullopt);
    }
    variables_.push_back(std::move(variable));
  }

  static std::optional<Count> cell(const OneWayTable* table, std::size_t index) {
    return table && index < table->cells.size() ? std::optional<Count>(table->cells[index]) : std::nullopt;
  }
  std::string title(const Value& item) const {
    const std::string_view name = item["name"].string_or("");
    const std::string_view written = item["title"].string_or(name);
    // Draws and facts have no title of their own.
    return written == name ? own_word("item_" + std::string(name), name) : std::string(written);
  }
  std::string label(const Value& option) const {
    const std::string_view text = option["text"].string_or("");
    if (!text.empty()) return one_line(text);
    const std::string_view special = option["special"].string_or("");
    return special.empty() ? text_of(option["value"]) : word("special_" + std::string(special));
  }
  static Array values_of(const Array& options) {
    Array values;
    for (const Value& option : options) values.push_back(option["value"]);
    return values;
  }

  const Edition& edition_;
  Names names_;
  std::vector<Variable> variables_;
};

}  // namespace

bool is_asked(std::string_view source) { return source == "question" || source == "matrix_row"; }
bool is_flow(std::string_view source) { return source == "learning" || source == "rise" || source == "change"; }

std::string_view name_of(Meaning meaning) {
  static constexpr std::string_view kNames[] = {"option",  "dont_know", "unanswered",
                                                "refused", "not_asked", "suppressed"};
  return kNames[static_cast<std::size_t>(meaning)];
}

char missing_letter(Meaning meaning) {
  return meaning == Meaning::refused ? 'a' : meaning == Meaning::not_asked ? 'c' : meaning == Meaning::suppressed ? 'd' : '\0';
}

std::string text_of(const Value& value) {
  if (const std::string* text = value.string()) return one_line(*text);
  if (const double* number = value.number()) return json::number_text(*number);
  return json::write(value);
}

std::vector<std::int64_t> codes_of(const Array& values) {
  std::vector<std::int64_t> codes;
  const bool whole = std::all_of(values.begin(), values.end(), is_whole);
  const bool truth = std::all_of(values.begin(), values.end(),
                                 [](const Value& value) { return value.boolean() != nullptr; });
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t position = static_cast<std::int64_t>(i) + 1;
    codes.push_back(whole   ? static_cast<std::int64_t>(*values[i].number())
                    : truth ? (*values[i].boolean() ? 1 : 0)
                            : position);
  }
  return codes;
}

std::vector<Variable> variables_of(const Edition& edition) {
  return Maker(edition).run();
}

}  // namespace triptych::export_
