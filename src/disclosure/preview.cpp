// SPDX-License-Identifier: MIT
// Disclosure: the organizer's view of what release() would do to one-way tables.
#include "disclosure/preview.h"

#include <algorithm>

#include "disclosure/rules.h"
#include "tally/count.h"
#include "tally/quality.h"

namespace triptych::disclosure {
namespace {

using ballot::ItemKind;
using ballot::ItemSource;

Value number(std::uint64_t count) {
  return static_cast<double>(count);
}

std::string_view why_hidden(const tally::Variable& variable, const tally::Counts& counts,
                            const Policy& policy, Phase phase) {
  const ballot::Item& item = variable.item;
  const bool asked =
      !variable.envelope && (item.source == ItemSource::question || item.source == ItemSource::matrix_row);
  if (!asked && phase == Phase::open) return "closing";
  if (asked && is_checked(policy, item.name)) return "flow";
  if (asked && !policy.all_items &&
      std::find(policy.items.begin(), policy.items.end(), item.question) == policy.items.end())
    return "policy";
  if (item.option_count() > kMostOptions) return "options";
  if (counts.answered < policy.min_answers) return "few";
  const auto filled = std::count_if(counts.options.begin(), counts.options.end(),
                                    [](std::uint64_t count) { return count > 0; });
  if (static_cast<std::size_t>(filled) < policy.min_categories) return "one_category";
  const Cells cells = item.kind == ItemKind::multiple ? Cells::boxes : Cells::partition;
  const bool shown = may_show(counts.options.data(), counts.options.size(), counts.answered, cells,
                              policy.min_answers, policy.min_categories);
  return shown ? "" : "alike";
}

}  // namespace

Array preview_of(const tally::Columns& columns, const Policy& policy, Phase phase) {
  const tally::Rows taught = tally::taught(columns);
  Array items;
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    const tally::Variable& variable = columns.variables[i];
    const ballot::Item& item = variable.item;
    const tally::Counts counts = tally::count(columns, i, item.compared ? &taught : nullptr);
    const std::string_view why = why_hidden(variable, counts, policy, phase);
    Object entry{{"name", item.name},
                 {"question", item.question},
                 {"source", variable.envelope ? "envelope" : name_of(item.source)},
                 {"kind", name_of(item.kind)},
                 {"compared", item.compared}};
    Array values;
    Array options;
    for (std::uint32_t option = 0; option < item.option_count() && item.option_count() <= kMostOptions;
         ++option) {
      values.push_back(item.option_value(option));
      options.push_back(number(counts.options[option]));
    }
    entry.set("values", std::move(values));
    entry.set("options", std::move(options));
    entry.set("answered", number(counts.answered));
    entry.set("unanswered", number(counts.unanswered));
    entry.set("refused", number(counts.refused));
    entry.set("dont_know", number(counts.dont_know));
    entry.set("not_asked", number(counts.not_asked));
    entry.set("taught",
              number(item.compared ? tally::count(columns, i, nullptr).answered - counts.answered : 0));
    entry.set("why", why);
    items.push_back(std::move(entry));
  }
  return items;
}

Result<Value> straight_lines_of(const tally::Columns& columns) {
  Array grids;
  for (std::size_t first = 0; first < columns.variables.size();) {
    const std::string& question = columns.variables[first].item.question;
    std::size_t end = first;
    const auto belongs = [&](const tally::Variable& variable) {
      return variable.item.source == ItemSource::matrix_row && variable.item.kind == ItemKind::single &&
             variable.item.question == question;
    };
    while (end < columns.variables.size() && belongs(columns.variables[end])) end += 1;
    if (end - first >= tally::kStraightItems) {
      tally::AnswerRows answers(columns.ballots);
      for (std::size_t i = first; i < end; ++i) {
        const tally::Column column = columns.codes(i);
        for (std::size_t row = 0; row < columns.ballots; ++row) {
          answers[row].push_back(column[row] < ballot::kFirstOption ? tally::kNoAnswer : column[row]);
        }
      }
      const std::vector<tally::Evenness> even = TRIPTYCH_TRY(tally::evenness(answers));
      const auto straight =
          std::count_if(even.begin(), even.end(), [](const tally::Evenness& one) { return one.is_straight; });
      grids.push_back(
          Object{{"question", question}, {"items", end - first}, {"people", static_cast<double>(straight)}});
    }
    first = std::max(end, first + 1);
  }
  return Value(std::move(grids));
}

Result<Value> crosstab_of(const tally::Columns& columns, std::string_view rows, std::string_view column) {
  const tally::Variable* sides[2] = {nullptr, nullptr};
  const std::string_view names[2] = {rows, column};
  std::vector<std::uint8_t> codes[2];
  for (std::size_t side = 0; side < 2; ++side) {
    const std::size_t index = columns.find(names[side]);
    if (index < columns.variables.size()) sides[side] = &columns.variables[index];
    if (!sides[side] || sides[side]->item.kind != ItemKind::single || sides[side]->item.option_count() > kMostOptions) {
      return Error{ErrorCode::release_item, std::string(names[side]), {}};
    }
    const tally::Column of_side = columns.codes(index);
    for (std::size_t row = 0; row < columns.ballots; ++row) codes[side].push_back(static_cast<std::uint8_t>(of_side[row]));
  }
  const std::size_t row_options = sides[0]->item.option_count();
  const std::size_t column_options = sides[1]->item.option_count();
  constexpr std::size_t kFirst = ballot::kFirstOption;
  const tally::Crosstab table = tally::cross(codes[0], kFirst + row_options, codes[1], kFirst + column_options);
  Array cells;
  for (std::size_t r = 0; r < row_options; ++r) {
    for (std::size_t c = 0; c < column_options; ++c)
      cells.push_back(number(table.cells[(kFirst + r) * table.columns + kFirst + c]));
  }
  Array values[2];
  for (std::size_t side = 0; side < 2; ++side) {
    for (std::uint32_t option = 0; option < sides[side]->item.option_count(); ++option) {
      values[side].push_back(sides[side]->item.option_value(option));
    }
  }
  return Value(Object{{"rows", rows},
                      {"columns", column},
                      {"row_values", std::move(values[0])},
                      {"column_values", std::move(values[1])},
                      {"cells", std::move(cells)}});
}

}  // namespace triptych::disclosure
