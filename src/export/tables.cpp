// SPDX-License-Identifier: MIT
// Export: cell by cell.
#include "export/tables.h"

#include <span>

#include "json/number.h"

namespace triptych::export_ {
namespace {

using disclosure::Count;
using disclosure::CrossedTable;
using disclosure::OneWayTable;

/// Headings are codes for machines and words for people.
class Words {
 public:
  Words(const Edition& edition, Flavour flavour) : edition_(edition), flavour_(flavour) {}
  bool machine() const { return flavour_ == Flavour::machine; }
  Cell operator()(std::string_view key) const { return text_cell(machine() ? key : word_of(edition_, key)); }
  Cell flag(bool on) const { return machine() ? number_cell(on ? 1 : 0) : (*this)(on ? "yes" : "no"); }
  Row heading(std::span<const Column> columns) const {
    Row row;
    for (const Column& column : columns) row.push_back((*this)(column.name));
    return row;
  }

 private:
  const Edition& edition_;
  Flavour flavour_;
};

Cell count_cell(const std::optional<Count>& count) {
  return count ? number_cell(*count) : Cell{};
}

/// The variables of an item, in order; one for a single answer, one an option for boxes and ranks.
std::vector<const Variable*> variables_of_item(const std::vector<Variable>& variables,
                                               std::string_view item) {
  std::vector<const Variable*> found;
  for (const Variable& variable : variables) {
    if (variable.item == item) found.push_back(&variable);
  }
  return found;
}

const Category* category_of(const Variable& variable, const Value& value) {
  const std::string text = text_of(value);
  for (const Category& category : variable.categories) {
    if (category.meaning == Meaning::option && category.value == text) return &category;
  }
  return nullptr;
}

/// The words of an option of a table, and where the codebook has it.
struct Place {
  std::string variable;
  Cell code;
  std::string title;
  std::string answer;
};

Place place_of(const OneWayTable& table, const std::vector<const Variable*>& own, std::size_t option) {
  const std::string value = text_of(table.values[option]);
  if (own.empty()) return {"", {}, table.name, value};
  if (table.kind == "single") {
    const Category* category = category_of(*own[0], table.values[option]);
    return {own[0]->name, category ? code_cell(category->code) : Cell{}, own[0]->label,
            category ? category->label : value};
  }
  // A box ticked, an option ranked first: code 1 of that option's variable.
  if (option >= own.size()) return {"", {}, table.name, value};
  return {own[option]->name, code_cell(1), own[option]->label, own[option]->categories[0].label};
}

}  // namespace

std::vector<Row> one_way_rows(const Edition& edition, const std::vector<Variable>& variables,
                              Flavour flavour) {
  const Words word(edition, flavour);
  const Cell simulated = word.flag(data_of(edition).simulated);
  constexpr Column kForPeople[] = {{"simulated", Holds::flag}, {"item", Holds::text},
                                   {"label", Holds::text},     {"answer", Holds::text},
                                   {"count", Holds::number},   {"answered", Holds::number},
                                   {"others", Holds::number},  {"state", Holds::text}};
  std::vector<Row> rows{word.heading(word.machine() ? std::span<const Column>(kTableColumns)
                                                    : std::span<const Column>(kForPeople))};
  for (const OneWayTable& table : data_of(edition).tables) {
    const std::vector<const Variable*> own = variables_of_item(variables, table.name);
    const Cell answered = table.released ? number_cell(table.answered) : Cell{};
    const Cell others = table.released && table.compared ? number_cell(table.taught) : Cell{};
    const Cell state = word(table.released ? "shown" : "withheld");
    const auto add = [&](const Place& place, Meaning meaning, std::string_view value, const Cell& count) {
      if (word.machine()) {
        rows.push_back({simulated, text_cell(table.name), text_cell(place.variable), text_cell(table.source),
                        text_cell(table.kind), text_cell(name_of(meaning)), place.code, text_cell(value),
                        count, answered, others, state});
      } else {
        rows.push_back({simulated, text_cell(table.name), text_cell(place.title), text_cell(place.answer),
                        count, answered, others, state});
      }
    };
    for (std::size_t i = 0; i < table.values.size(); ++i) {
      add(place_of(table, own, i), Meaning::option, text_of(table.values[i]),
          table.released ? number_cell(table.cells[i]) : Cell{});
    }
    const bool asked = is_asked(table.source);
    if (!table.released || !(asked || is_flow(table.source))) continue;
    const std::string variable = table.kind == "single" && !own.empty() ? own[0]->name : "";
    const std::string title = own.empty() ? table.name : own[0]->label;
    const auto beside = [&](Meaning meaning, const Cell& code, Count count) {
      add({variable, code, title, std::string(word_of(edition, name_of(meaning)))}, meaning, "",
          number_cell(count));
    };
    if (asked) beside(Meaning::dont_know, code_cell(kDontKnowCode), table.dont_know);
    beside(Meaning::unanswered, {}, table.unanswered);
    if (asked) beside(Meaning::refused, code_cell(kRefusedCode), table.refused);
  }
  return rows;
}

std::vector<Row> crossed_rows(const Edition& edition, const std::vector<Variable>& variables,
                              Flavour flavour) {
  const Words word(edition, flavour);
  const Cell simulated = word.flag(data_of(edition).simulated);
  constexpr Column kForPeople[] = {{"simulated", Holds::flag},     {"row_label", Holds::text},
                                   {"row_answer", Holds::text},    {"column_label", Holds::text},
                                   {"column_answer", Holds::text}, {"count", Holds::number},
                                   {"state", Holds::text}};
  std::vector<Row> rows{word.heading(word.machine() ? std::span<const Column>(kCrossedColumns)
                                                    : std::span<const Column>(kForPeople))};
  for (const CrossedTable& table : data_of(edition).crossed) {
    const std::vector<const Variable*> row_variables = variables_of_item(variables, table.rows);
    const std::vector<const Variable*> column_variables = variables_of_item(variables, table.columns);
    const auto side = [&](Row& row, const std::vector<const Variable*>& own, const std::string& name,
                          const Value& value) {
      const Category* category = own.empty() ? nullptr : category_of(*own[0], value);
      if (word.machine()) {
        row.insert(row.end(), {text_cell(name), category ? code_cell(category->code) : Cell{},
                               text_cell(text_of(value))});
      } else {
        row.insert(row.end(), {text_cell(own.empty() ? name : own[0]->label),
                               text_cell(category ? category->label : text_of(value))});
      }
    };
    for (std::size_t r = 0; r < table.row_values.size(); ++r) {
      for (std::size_t c = 0; c < table.column_values.size(); ++c) {
        const std::size_t at = r * table.column_values.size() + c;
        const bool shown = table.released && table.hidden[at] == 0;
        Row row{simulated};
        side(row, row_variables, table.rows, table.row_values[r]);
        side(row, column_variables, table.columns, table.column_values[c]);
        row.push_back(shown ? number_cell(table.cells[at]) : Cell{});
        row.push_back(word(shown ? "shown" : "withheld"));
        rows.push_back(std::move(row));
      }
    }
  }
  return rows;
}

std::vector<Row> codebook_rows(const Edition& edition, const std::vector<Variable>& variables,
                               Flavour flavour) {
  const Words word(edition, flavour);
  std::vector<Row> rows{word.heading(kCodebookColumns)};
  for (const Variable& variable : variables) {
    std::string asked_if;
    for (const std::string& condition : variable.asked_if)
      asked_if += (asked_if.empty() ? "" : " AND ") + condition;
    const auto add = [&](const Cell& meaning, const Cell& code, std::string_view value,
                         std::string_view label, const Cell& missing, const Cell& n) {
      rows.push_back({text_cell(variable.name), text_cell(variable.item), text_cell(variable.source),
                      text_cell(variable.kind),
                      word(variable.level == Level::ordinal ? "ordinal" : "nominal"),
                      text_cell(variable.label), meaning, code, text_cell(value), text_cell(label), missing,
                      n, word.flag(variable.compared),
                      variable.epsilon > 0 ? Cell{json::number_text(variable.epsilon), true} : Cell{},
                      text_cell(variable.grid), text_cell(asked_if)});
    };
    for (const Category& category : variable.categories) {
      add(word(name_of(category.meaning)),
          category.meaning == Meaning::unanswered ? Cell{} : code_cell(category.code), category.value,
          category.label, word.flag(is_missing(category.meaning)), count_cell(category.count));
    }
  }
  return rows;
}

}  // namespace triptych::export_
