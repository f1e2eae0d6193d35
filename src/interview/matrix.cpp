// SPDX-License-Identifier: MIT
// Interview: questions whose value is an object: rows of a matrix, items of a multipletext.
#include <algorithm>

#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

using condition::is_empty;

// --- matrix

// runItemsCondition of matrixbase
void Session::run_grid(Id id) {
  Node& node = nodes_[id];
  Grid& grid = *node.grid;
  const auto run = [&](const std::vector<Choice>& items, const std::vector<Id>& own, Id all, std::vector<char>& flags) {
    bool has_changed = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const Id formula = !own.empty() && own[i] != kNone ? own[i] : all;
      const Item item{&items[i].value, &items[i], std::nullopt, "", kNone};
      const char holds_now = formula == kNone || holds(formula, &item);
      has_changed = has_changed || flags[i] != holds_now;
      flags[i] = holds_now;
    }
    if (has_changed) touch(id);
    return has_changed;
  };
  run(node.element->rows, grid.row_enable_if, kNone, grid.row_enabled);
  const bool rows = run(node.element->rows, grid.row_visible_if, formula_of(node, Property::rows_visible_if), grid.row_visible);
  const bool columns =
      run(node.element->columns, grid.column_visible_if, formula_of(node, Property::columns_visible_if), grid.column_visible);
  if (!rows && !columns) return;
  if (columns && clears_when_hidden(id)) clear_grid(id, false, true, false);
  if (node.element->flag(Property::hide_if_rows_empty)) on_question_visible_changed(id);
}

std::vector<const Choice*> Session::rows_shown(Id id) const {
  const Node& node = nodes_[id];
  std::vector<const Choice*> rows;
  for (std::size_t i = 0; i < node.element->rows.size(); ++i) {
    if (node.grid->row_visible[i] && !is_empty(node.element->rows[i].value)) rows.push_back(&node.element->rows[i]);
  }
  if (condition::lower_case(node.element->word(Property::row_order)) != "random") return rows;
  std::vector<Id> order(rows.size());
  std::vector<const questionnaire::Properties*> properties(rows.begin(), rows.end());
  for (Id i = 0; i < order.size(); ++i) order[i] = i;
  shuffle(order, properties);
  std::vector<const Choice*> shuffled;
  for (const Id index : order) shuffled.push_back(rows[index]);
  return shuffled;
}

bool Session::has_values_in_all_rows(Id id) const {
  for (const Choice* row : rows_shown(id)) {
    if (is_empty(nodes_[id].value[condition::text_of(row->value)])) return false;
  }
  return true;
}

// checkErrorsAllRows
void Session::check_rows(Id id, bool tell, bool& missing, bool& repeated) {
  Node& node = nodes_[id];
  const bool requires_all = node.element->flag(Property::each_row_required);
  const bool requires_unique = node.element->flag(Property::each_row_unique);
  if (tell) std::fill(node.grid->row_error.begin(), node.grid->row_error.end(), 0);
  if (tell) node.grid->has_row_errors = false;
  std::vector<std::string> seen;
  if (!requires_all && !requires_unique) return;
  for (const Choice* row : rows_shown(id)) {
    const Value& value = node.value[condition::text_of(row->value)];
    const std::string text = condition::text_of(value);
    const bool is_missing = is_empty(value) && requires_all;
    const bool is_repeated = requires_unique && !is_empty(value) && std::find(seen.begin(), seen.end(), text) != seen.end();
    if (tell && (is_missing || is_repeated)) {
      node.grid->row_error[static_cast<std::size_t>(row - node.element->rows.data())] = is_missing ? 1 : 2;
      node.grid->has_row_errors = true;
    }
    if (!is_missing) seen.push_back(text);
    missing = missing || is_missing;
    repeated = repeated || is_repeated;
  }
}

// clearInvisibleValuesInRowsAndColumns
void Session::clear_grid(Id id, bool rows, bool columns, bool unknown_rows) {
  Node& node = nodes_[id];
  const Object* current = node.value.object();
  if (!current || is_unanswered(id)) return;
  const Element& element = *node.element;
  const auto column_shown = [&](const Value& value) {
    for (std::size_t i = 0; i < element.columns.size(); ++i) {
      if (matches(element.columns[i].value, value)) return node.grid->column_visible[i] != 0;
    }
    return false;
  };
  Object updated = *current;
  Object known;
  for (std::size_t i = 0; i < element.rows.size(); ++i) {
    const std::string key = condition::text_of(element.rows[i].value);
    Value* cell = updated.find(key);
    if (!cell || !is_truthy(*cell)) continue;
    if (rows && !node.grid->row_visible[i]) {
      updated.erase(key);
      continue;
    }
    if (columns) {
      Array* list = element.word(Property::cell_type) == "checkbox" ? cell->array() : nullptr;
      if (list) {
        list->erase(std::remove_if(list->begin(), list->end(), [&](const Value& value) { return !column_shown(value); }), list->end());
        if (list->empty()) updated.erase(key);
      } else if (!column_shown(*cell)) {
        updated.erase(key);
      }
    }
    if (const Value* left = updated.find(key)) known.set(key, *left);
  }
  const Value fresh(unknown_rows ? known : updated);
  if (!same(fresh, node.value)) set_question(id, fresh);
}

// --- multipletext

// setMultipleTextValue: the item's answer is a part of the question's.
void Session::set_item_value(Id question, Id item, Value value) {
  Object whole = nodes_[question].value.object() ? *nodes_[question].value.object() : Object();
  const std::string& name = nodes_[item].element->name;
  if (is_value_empty(item, value)) {
    whole.erase(name);
  } else {
    whole.set(name, std::move(value));
  }
  base_set_question(question, whole, true);
}

// setQuestionValue: every item hears of its part.
void Session::update_items(Id question) {
  const std::vector<Id> items = nodes_[question].children;
  for (const Id item : items) {
    const Value& part = nodes_[question].value[nodes_[item].element->name];
    update_from_survey(item, nodes_[question].value.is_nothing() ? Value(Null{}) : part, false);
  }
  update_answered(question);
}

}  // namespace triptych::interview
