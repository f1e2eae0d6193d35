// SPDX-License-Identifier: MIT
// Disclosure: from counts to what may be shown of them.
#include <algorithm>

#include "ballot/randomise.h"
#include "disclosure/policy.h"
#include "disclosure/released.h"
#include "disclosure/rules.h"
#include "disclosure/snapshot.h"
#include "tally/count.h"
#include "tally/tally.h"

namespace triptych::disclosure {
namespace {

using ballot::Item;
using ballot::ItemKind;
using ballot::ItemSource;
using ballot::kFirstOption;
using tally::Columns;
using tally::Variable;

/// Of one side of a crossed table: the audit is exact, and its work grows with the fourth power.
constexpr std::uint32_t kMostCrossed = 12;

bool is_asked(const Variable& variable) {
  return !variable.envelope && (variable.item.source == ItemSource::question || variable.item.source == ItemSource::matrix_row);
}

bool is_named(const Policy& policy, const Item& item) {
  if (is_checked(policy, item.name)) return false;
  return policy.all_items || std::find(policy.items.begin(), policy.items.end(), item.question) != policy.items.end();
}

/// Draws, facts, explainers and the envelope do not move in step with the answers (on one site all ballots are of one
/// mode), so that no batch would ever pass: they wait for the closing.
bool is_due(const Variable& variable, const Policy& policy, Phase phase) {
  return is_asked(variable) ? is_named(policy, variable.item) : phase == Phase::closing;
}

Cells cells_of(std::string_view kind) { return kind == "multiple" ? Cells::boxes : Cells::partition; }

OneWayTable make_table(const Columns& columns, std::size_t index, const tally::Rows& taught, const Policy& policy) {
  const Variable& variable = columns.variables[index];
  const Item& item = variable.item;
  OneWayTable table;
  table.name = item.name;
  table.question = item.question;
  table.source = variable.envelope ? "envelope" : name_of(item.source);
  table.kind = name_of(item.kind);
  table.compared = item.compared;
  if (item.epsilon > 0) {
    const ballot::Chances chances = ballot::chances_of(item);
    table.randomised = RandomisedItem{item.epsilon, chances.keep, chances.other, chances.categories};
  }
  if (item.option_count() > kMostOptions) return table;
  for (std::uint32_t option = 0; option < item.option_count(); ++option) table.values.push_back(item.option_value(option));

  tally::Counts counts = tally::count(columns, index, item.compared ? &taught : nullptr);
  if (!may_show(counts.options.data(), counts.options.size(), counts.answered, cells_of(table.kind), policy.min_answers,
                policy.min_categories)) {
    return table;
  }
  table.released = true;
  table.answered = counts.answered;
  table.unanswered = counts.unanswered;
  table.refused = counts.refused;
  table.dont_know = counts.dont_know;
  table.cells = std::move(counts.options);
  if (item.compared) table.taught = tally::count(columns, index, nullptr).answered - table.answered;
  return table;
}

OneWayTable make_flow(const Columns& columns, const tally::Flow& flow, const Policy& policy) {
  OneWayTable table;
  table.name = flow.name;
  table.question = flow.before.front();
  table.source = flow.up == tally::Up::right_answer   ? "learning"
                 : flow.up == tally::Up::later_option ? "rise"
                                                      : "change";
  table.kind = name_of(ItemKind::single);
  table.values = {"up", "same", "down"};
  tally::Counts counts = tally::count_flow(columns, flow);
  table.released = may_show(counts.options.data(), counts.options.size(), counts.answered, Cells::partition,
                            policy.min_answers, policy.min_categories);
  if (!table.released) return table;
  table.answered = counts.answered;
  table.unanswered = counts.unanswered;
  table.cells = std::move(counts.options);
  return table;
}

const OneWayTable* find_table(const std::vector<OneWayTable>& tables, std::string_view name) {
  for (const OneWayTable& table : tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

/// The cells of a table and the counts beside them. `values`: the options to follow, which may be more than the table's own;
/// nothing if it has one that they have not.
std::optional<std::vector<Count>> counts_along(const OneWayTable& table, const Array& values) {
  std::vector<Count> counts(values.size(), 0);
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    const auto found = std::find(values.begin(), values.end(), table.values[i]);
    if (found == values.end()) return std::nullopt;
    counts[static_cast<std::size_t>(found - values.begin())] = table.cells[i];
  }
  counts.insert(counts.end(), {table.unanswered, table.refused, table.dont_know, table.taught});
  return counts;
}

Kept kept_for(Step step) {
  switch (step) {
    case Step::decrease: return Kept::decrease;
    case Step::too_few: return Kept::too_few;
    case Step::one_category: return Kept::one_category;
    default: return Kept::no;
  }
}

struct Verdict {
  Kept kept = Kept::unchanged;
  std::string table;
};

/// Whether every table may move from what was shown before. All or none: a table that stands still while the others move
/// would tell its missing part.
Verdict compare(const std::vector<OneWayTable>& before, const std::vector<OneWayTable>& after, const Policy& policy) {
  Verdict verdict;
  for (const OneWayTable& old : before) {
    if (!old.released) continue;
    const OneWayTable* now = find_table(after, old.name);
    if (!now || !now->released || now->kind != old.kind) return {Kept::decrease, old.name};
    const std::optional<std::vector<Count>> old_counts = counts_along(old, now->values);
    const std::optional<std::vector<Count>> new_counts = counts_along(*now, now->values);
    if (!old_counts || !new_counts) return {Kept::decrease, old.name};
    const std::size_t cells = now->values.size();
    const Step step = step_between(old_counts->data(), new_counts->data(), cells, old_counts->size() - cells, old.answered,
                                   now->answered, cells_of(now->kind), policy.min_new, policy.min_categories_moved);
    if (kept_for(step) != Kept::no) return {kept_for(step), old.name};
    if (step == Step::allowed) verdict.kept = Kept::no;
  }
  for (const OneWayTable& now : after) {
    const OneWayTable* old = find_table(before, now.name);
    if (now.released && (!old || !old->released)) verdict.kept = Kept::no;
  }
  return verdict;
}

/// What a crossed table puts a ballot into: an option, or one of the groups that its one-way table also counts.
enum class Group : std::uint32_t { unanswered, refused, dont_know, taught, outside, count };

static_assert(kMostCrossed + static_cast<std::uint32_t>(Group::count) <= 256, "a category is one byte");

std::vector<std::uint8_t> categories_of(const Columns& columns, std::size_t index, const tally::Rows& taught) {
  const Variable& variable = columns.variables[index];
  const std::uint32_t options = variable.item.option_count();
  const auto group = [options](Group of) { return options + static_cast<std::uint32_t>(of); };
  std::vector<std::uint8_t> categories;
  categories.reserve(columns.ballots);
  const tally::Column codes = columns.codes(index);
  for (std::size_t row = 0; row < columns.ballots; ++row) {
    const std::uint32_t code = codes[row];
    std::uint32_t category = group(Group::outside);
    if (variable.item.compared && taught.has(row)) {
      if (code >= kFirstOption) category = group(Group::taught);
    } else if (code >= kFirstOption) {
      category = code - kFirstOption;
    } else if (code != ballot::kNotAsked) {
      category = group(static_cast<Group>(code - ballot::kUnanswered));
    }
    categories.push_back(static_cast<std::uint8_t>(category));
  }
  return categories;
}

CrossedTable cross(const Columns& columns, std::size_t row_variable, std::size_t column_variable, const tally::Rows& taught,
                   const Policy& policy) {
  constexpr auto kGroups = static_cast<std::size_t>(Group::count);
  const std::size_t row_options = columns.variables[row_variable].item.option_count();
  const std::size_t column_options = columns.variables[column_variable].item.option_count();
  const tally::Crosstab table = tally::cross(categories_of(columns, row_variable, taught), row_options + kGroups,
                                             categories_of(columns, column_variable, taught), column_options + kGroups);
  // Every total of this table is public: those of options and groups are in the one-way tables, the rest is the number of ballots.
  std::vector<Mark> marks(table.cells.size(), Mark::apart);
  for (std::size_t r = 0; r < row_options; ++r) {
    std::fill_n(marks.begin() + static_cast<std::ptrdiff_t>(r * table.columns), column_options, Mark::shown);
  }
  CrossedTable crossed;
  crossed.released = protect(table.cells.data(), marks.data(), table.rows, table.columns, policy.primary_most, policy.min_protection);
  if (!crossed.released) return crossed;
  for (std::size_t r = 0; r < row_options; ++r) {
    for (std::size_t c = 0; c < column_options; ++c) {
      const bool hidden = marks[r * table.columns + c] != Mark::shown;
      crossed.hidden.push_back(hidden ? 1 : 0);
      crossed.cells.push_back(hidden ? 0 : table.cells[r * table.columns + c]);
    }
  }
  return crossed;
}

bool can_cross(const Columns& columns, std::size_t index) {
  if (index == columns.variables.size()) return false;
  const Variable& variable = columns.variables[index];
  return is_asked(variable) && variable.item.kind == ItemKind::single && variable.item.epsilon == 0 &&
         variable.item.option_count() <= kMostCrossed;
}

Result<Done> check_items(const Columns& columns, const Policy& policy) {
  for (std::size_t i = 0; i < policy.tables.size(); ++i) {
    const Policy::Pair& pair = policy.tables[i];
    if (!can_cross(columns, columns.find(pair.rows)) || !can_cross(columns, columns.find(pair.columns))) {
      return Error{ErrorCode::release_item, "/crossed/tables/" + std::to_string(i), {}};
    }
  }
  for (std::size_t i = 0; i < policy.flows.size(); ++i) {
    if (!tally::can_flow(columns, policy.flows[i]) ||
        columns.find(policy.flows[i].name) < columns.variables.size()) {
      return Error{ErrorCode::release_item, "/flows/" + std::to_string(i), {}};
    }
  }
  return Done{};
}

std::vector<CrossedTable> cross_all(const Columns& columns, const Policy& policy, const std::vector<OneWayTable>& one_way,
                                    const tally::Rows& taught, bool allowed) {
  std::vector<CrossedTable> tables;
  for (const Policy::Pair& pair : policy.tables) {
    const std::size_t row_index = columns.find(pair.rows);
    const std::size_t column_index = columns.find(pair.columns);
    const Variable& rows = columns.variables[row_index];
    const Variable& column = columns.variables[column_index];
    const OneWayTable* row_totals = find_table(one_way, pair.rows);
    const OneWayTable* column_totals = find_table(one_way, pair.columns);
    CrossedTable table;
    if (allowed && row_totals && row_totals->released && column_totals && column_totals->released) {
      table = cross(columns, row_index, column_index, taught, policy);
    }
    table.rows = pair.rows;
    table.columns = pair.columns;
    for (std::uint32_t i = 0; i < rows.item.option_count(); ++i) table.row_values.push_back(rows.item.option_value(i));
    for (std::uint32_t i = 0; i < column.item.option_count(); ++i) table.column_values.push_back(column.item.option_value(i));
    tables.push_back(std::move(table));
  }
  return tables;
}

Result<Done> check_previous(const Columns& columns, const Policy& policy, const Released* previous) {
  if (policy.survey != columns.survey) {
    return Error{ErrorCode::release_survey, "", {{"found", policy.survey}, {"expected", columns.survey}}};
  }
  if (!previous) return Done{};
  const ReleasedData& data = previous->data();
  if (data.survey != columns.survey || data.wave != columns.wave) {
    return Error{ErrorCode::release_survey, "", {{"found", data.survey}, {"expected", columns.survey}}};
  }
  if (data.closed) return Error{ErrorCode::release_closed, "", {}};
  if (columns.ballots > 0 && data.simulated != columns.simulated) return Error{ErrorCode::release_mixed, "", {}};
  return Done{};
}

Count shown_total(Count ballots, const Policy& policy, Phase phase) {
  if (ballots < policy.min_answers) return 0;
  return phase == Phase::closing ? ballots : ballots / policy.total_step * policy.total_step;
}

}  // namespace

std::string_view name_of(Kept kept) {
  static constexpr std::string_view kNames[] = {"no", "unchanged", "too_few", "one_category", "decrease", "limit"};
  return kNames[static_cast<std::size_t>(kept)];
}

Result<Release> release(const Columns& columns, const Policy& policy, const Released* previous, Phase phase) {
  TRIPTYCH_TRY(check_previous(columns, policy, previous));
  TRIPTYCH_TRY(check_items(columns, policy));
  const tally::Rows taught = tally::taught(columns);
  ReleasedData data;
  data.survey = columns.survey;
  data.wave = columns.wave;
  data.simulated = columns.simulated;
  data.closed = phase == Phase::closing;
  data.number = previous ? previous->data().number + 1 : 1;
  data.previous = previous ? digest_of(*previous) : "";
  data.min_answers = policy.min_answers;
  data.min_new = policy.min_new;
  data.total_step = policy.total_step;
  data.ballots = shown_total(columns.ballots, policy, phase);
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    if (is_due(columns.variables[i], policy, phase)) data.tables.push_back(make_table(columns, i, taught, policy));
  }
  for (const tally::Flow& flow : policy.flows) data.tables.push_back(make_flow(columns, flow, policy));
  Verdict verdict{Kept::no, ""};
  if (previous) {
    verdict = compare(previous->data().tables, data.tables, policy);
    if (phase == Phase::open) {
      if (verdict.kept == Kept::no && previous->data().number >= policy.max_snapshots) verdict = {Kept::limit, ""};
      if (verdict.kept != Kept::no) return Release{*previous, verdict.kept, std::move(verdict.table)};
    }
  }
  const bool all_in = verdict.kept == Kept::no || verdict.kept == Kept::unchanged;
  if (!all_in) {
    // Closed with what was shown before: the last answers stay out, and with them whatever would let them be computed.
    data.tables = previous->data().tables;
    data.ballots = previous->data().ballots;
    data.simulated = previous->data().simulated;
  }
  if (phase == Phase::closing) data.crossed = cross_all(columns, policy, data.tables, taught, all_in);
  return Release{Released(std::move(data)), all_in ? Kept::no : verdict.kept, std::move(verdict.table)};
}

}  // namespace triptych::disclosure
