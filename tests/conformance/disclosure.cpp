// SPDX-License-Identifier: MIT
// Conformance: anonymity of rows, suppression in tables, differences, signs of careless answers and
// spreadsheet cells, as sdcMicro, ARX, lpSolve and R gave them.
#include <algorithm>
#include <cmath>

#include "disclosure/anonymise.h"
#include "disclosure/suppression.h"
#include "export/table.h"
#include "recorded.h"
#include "tally/quality.h"

namespace triptych::conformance {
namespace {

using namespace disclosure;

template <class Number>
Value list(const std::vector<Number>& numbers) {
  Array out;
  for (const Number number : numbers) out.push_back(static_cast<double>(number));
  return out;
}

const Array& array_of(const Value& value) {
  static const Array empty;
  return value.array() ? *value.array() : empty;
}

/// Null is a missing value.
Codes codes_of(const Value& values) {
  Codes codes = coded(values).codes;
  const Array& items = array_of(values);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_null()) codes[i] = kMissing;
  }
  return codes;
}

std::vector<Codes> columns_of(const Value& input) {
  std::vector<Codes> columns;
  for (const Value& key : array_of(input["keys"]))
    columns.push_back(codes_of(input["records"][key.string_or("")]));
  return columns;
}

Result<Object> anonymity_counts(const Value& input, const Value&) {
  const std::vector<Codes> columns = columns_of(input);
  const std::vector<double> weights = input["weight"].is_nothing()
                                          ? std::vector<double>()
                                          : numbers(input["records"][input["weight"].string_or("")]);
  const Classes classes = TRIPTYCH_TRY(classes_of(columns));
  const WildcardCounts wildcard = TRIPTYCH_TRY(wildcard_counts(columns, weights));
  Array strict, risks;
  double expected = 0;
  std::size_t alone = 0;
  for (std::size_t row = 0; row < classes.class_of.size(); ++row) {
    const std::uint32_t size = classes.sizes[classes.class_of[row]];
    strict.push_back(static_cast<double>(size));
    alone += size == 1 ? 1 : 0;
    const double risk = individual_risk(wildcard.rows[row], wildcard.weights[row]);
    risks.push_back(risk);
    expected += risk;
  }
  Object out{{"fk_strict", std::move(strict)},
             {"fk_wildcard", list(wildcard.rows)},
             {"Fk", list(wildcard.weights)},
             {"individual_risk", std::move(risks)},
             {"expected_reidentifications", expected},
             {"n_classes", classes.sizes.size()},
             {"sample_uniques", alone}};
  for (const double k : numbers(input["k"])) {
    const std::string name = "violations_k" + std::to_string(static_cast<int>(k));
    const auto below = std::count_if(wildcard.rows.begin(), wildcard.rows.end(),
                                     [k](std::uint32_t rows) { return rows < k; });
    out.set(name + "_strict", rows_below(classes, static_cast<std::uint32_t>(k)));
    out.set(name + "_wildcard", static_cast<double>(below));
  }
  return out;
}

Result<Object> diversity_case(const Value& input, const Value&) {
  const Classes classes = TRIPTYCH_TRY(classes_of(columns_of(input)));
  const std::vector<Diversity> found =
      TRIPTYCH_TRY(diversity_of(classes, codes_of(input["records"][input["sensitive"].string_or("")])));
  Array distinct, entropy, share;
  std::size_t alike = 0;
  std::uint32_t least = ~0u;
  for (const std::uint32_t at : classes.class_of) {
    distinct.push_back(static_cast<double>(found[at].distinct));
    entropy.push_back(found[at].entropy);
    share.push_back(found[at].max_share);
    alike += found[at].distinct <= 1 ? 1 : 0;
    least = std::min(least, found[at].distinct);
  }
  return Object{{"distinct_l", std::move(distinct)},
                {"entropy_l", std::move(entropy)},
                {"max_share", std::move(share)},
                {"min_distinct", static_cast<double>(least)},
                {"records_with_l1", alike}};
}

/// A quasi-identifier whose values, missing ones among them, are all apart until they are all one.
Result<QuasiIdentifier> flat(const Value& values) {
  const Coded found = coded(values);
  return QuasiIdentifier{TRIPTYCH_TRY(Hierarchy::make(found.values.size(), {}, "")), found.codes, 1};
}

Result<Object> local_suppression(const Value& input, const Value&) {
  const auto k = static_cast<std::uint32_t>(input["k"].number_or(0));
  People people;
  std::vector<Codes> columns;
  for (const Value& key : array_of(input["keys"])) {
    people.quasi_identifiers.push_back(TRIPTYCH_TRY(flat(input["records"][key.string_or("")])));
    columns.push_back(people.quasi_identifiers.back().values);
  }
  const Levels levels(people.quasi_identifiers.size(), 0);
  const Anonymised found = TRIPTYCH_TRY(anonymise_at(people, {k, 1}, levels));
  std::size_t cells = 0;
  for (const std::size_t suppressed : found.suppressed) cells += suppressed;
  const std::size_t below = rows_below(TRIPTYCH_TRY(classes_of(columns)), k);
  return Object{{"strict_subset_greedy_cells", cells},
                {"strict_subset_greedy_dropped", found.rows_dropped},
                {"record_suppression_records", below},
                {"record_suppression_cells", below * columns.size()}};
}

/// From lines `leaf, level 1, …, *` and the records' leaves.
Result<QuasiIdentifier> hierarchical(const Value& lines, const Value& values) {
  Coded leaves;
  std::vector<Coded> levels;
  std::vector<std::vector<std::uint32_t>> groups;
  for (const Value& line : array_of(lines)) {
    const Array& names = array_of(line);
    if (names.empty()) continue;
    leaves.code_of(names[0]);
    levels.resize(std::max(levels.size(), names.size() - 1));
    groups.resize(levels.size());
    for (std::size_t level = 1; level < names.size(); ++level)
      groups[level - 1].push_back(levels[level - 1].code_of(names[level]));
  }
  const std::size_t count = leaves.values.size();
  QuasiIdentifier one{TRIPTYCH_TRY(Hierarchy::make(count, groups, "/hierarchies")), {}, 1};
  for (const Value& value : array_of(values)) one.values.push_back(leaves.code_of(value));
  return one;
}

Result<Object> lattice_case(const Value& input, const Value& expected) {
  People people;
  for (const Value& name : array_of(input["quasi_identifiers"])) {
    const std::string_view key = name.string_or("");
    people.quasi_identifiers.push_back(
        TRIPTYCH_TRY(hierarchical(input["hierarchies"][key], input["records"][key])));
  }
  const std::string_view sensitive = input["sensitive"].string_or("");
  if (!sensitive.empty()) {
    people.sensitive.push_back({codes_of(input["records"][sensitive]),
                                static_cast<std::uint32_t>(input["l_distinct"].number_or(0))});
  }
  const Criteria criteria{static_cast<std::uint32_t>(input["k"].number_or(0)),
                          input["suppression_limit"].number_or(0)};
  const Lattice lattice = TRIPTYCH_TRY(every_node(people, criteria));
  Array nodes, minimal;
  std::size_t allowed = 0;
  for (const NodeFigures& node : lattice.nodes) {
    nodes.push_back(Object{{"t", list(node.levels)},
                           {"suppressed", node.dropped},
                           {"classes", node.classes},
                           {"ok", node.allowed}});
    allowed += node.allowed ? 1 : 0;
  }
  for (const std::size_t node : lattice.minimal) minimal.push_back(list(lattice.nodes[node].levels));
  Object out{{"lattice_size", lattice.nodes.size()},
             {"n_ok", allowed},
             {"minimal_ok_nodes", std::move(minimal)},
             {"nodes", std::move(nodes)},
             {"n_ties_precision", lattice.best.size()}};
  // Of several best nodes any is right: the one recorded, if it is among them.
  for (const std::size_t node : lattice.best) {
    const NodeFigures& figures = lattice.nodes[node];
    const bool recorded = list(figures.levels) == expected["optimum_precision"]["t"];
    if (recorded || node == lattice.best[0]) {
      out.set(
          "optimum_precision",
          Object{{"t", list(figures.levels)}, {"score", figures.precision}, {"suppressed", figures.dropped}});
    }
  }
  return out;
}

CountTable count_table(const Value& rows) {
  CountTable table{0, 0, {}};
  for (const Value& row : array_of(rows)) {
    const std::vector<double> cells = numbers(row);
    for (const double cell : cells) table.cells.push_back(cell >= 0 ? static_cast<Count>(cell) : ~Count{0});
    table.columns = cells.size();
    ++table.rows;
  }
  return table;
}

Totals totals_of(const Value& published) {
  return published.boolean_or(true) ? Totals::published : Totals::hidden;
}

Result<Object> audit_case(const Value& input, const Value&) {
  std::vector<std::uint8_t> hidden;
  for (const Value& row : array_of(input["suppressed"])) {
    for (const double flag : numbers(row)) hidden.push_back(flag != 0 ? 1 : 0);
  }
  const auto threshold = static_cast<Count>(input["threshold"].number_or(0));
  Array cells;
  for (const CellAudit& one : TRIPTYCH_TRY(
           audit(count_table(input["table"]), hidden, threshold, totals_of(input["margins_published"])))) {
    cells.push_back(Object{{"row", one.row},
                           {"col", one.column},
                           {"min", static_cast<double>(one.least)},
                           {"max", one.most ? Value(static_cast<double>(*one.most)) : Value("Inf")},
                           {"exactly_disclosed", one.is_disclosed},
                           {"protected", one.is_protected}});
  }
  return Object{{"cells", std::move(cells)}};
}

Result<Object> best_suppression_case(const Value& input, const Value& expected) {
  const CountTable table = count_table(input["table"]);
  const auto threshold = static_cast<Count>(input["threshold"].number_or(0));
  const Zeros zeros = input["zeros_suppressible"].boolean_or(false) ? Zeros::companions : Zeros::shown;
  const Totals totals = totals_of(input["margins_published"]);
  const BestSuppression best = TRIPTYCH_TRY(best_suppression(table, threshold, zeros, totals));
  Object out{{"primary", best.primary.size()},
             {"min_secondary_cells", best.companions.size()},
             {"n_patterns_with_min", best.choices},
             {"min_secondary_total", static_cast<double>(best.people)}};
  // The recorded pattern is one of several: it must protect, with as few cells and people as ours.
  std::vector<std::size_t> recorded;
  Count people = 0;
  for (const Value& cell : array_of(expected["example_pattern"])) {
    const std::vector<double> at = numbers(cell);
    if (at.size() == 2)
      recorded.push_back(static_cast<std::size_t>(at[0]) * table.columns + static_cast<std::size_t>(at[1]));
    if (!recorded.empty() && recorded.back() < table.cells.size()) people += table.cells[recorded.back()];
  }
  const std::size_t companions = recorded.size();
  recorded.insert(recorded.end(), best.primary.begin(), best.primary.end());
  const bool as_good = companions == best.companions.size() && people == best.people &&
                       is_protected_by(table, recorded, threshold, totals);
  out.set("example_pattern", as_good ? expected["example_pattern"] : Value("another"));
  return out;
}

Result<Object> one_way_case(const Value& input, const Value&) {
  std::vector<Count> cells;
  for (const double cell : numbers(input["counts"])) cells.push_back(static_cast<Count>(cell));
  const OneWaySuppression found = suppress_one_way(cells, static_cast<Count>(input["threshold"].number_or(0)),
                                                   totals_of(input["total_published"]));
  return Object{{"primary", list(found.primary)},
                {"primary_only_sum", static_cast<double>(found.sum)},
                {"primary_only_safe", found.is_safe}};
}

/// The recording's word for a refusal, by what it says.
Step step_of(std::string_view reason) {
  const auto says = [reason](std::string_view part) { return reason.find(part) != std::string_view::npos; };
  if (says("single") || says("one_category")) return Step::one_category;
  return says("negative") || says("decrease") ? Step::decrease : Step::too_few;
}

Result<Object> differencing_case(const Value& input, const Value& expected) {
  const std::vector<double> previous = numbers(input["previous"]);
  const std::vector<double> current = numbers(input["current"]);
  std::vector<Count> before, after;
  std::vector<double> delta;
  Count answers_before = 0;
  Count answers_after = 0;
  for (std::size_t i = 0; i < std::min(previous.size(), current.size()); ++i) {
    before.push_back(static_cast<Count>(previous[i]));
    after.push_back(static_cast<Count>(current[i]));
    answers_before += before.back();
    answers_after += after.back();
    delta.push_back(current[i] - previous[i]);
  }
  const auto min_new = static_cast<std::uint32_t>(input["min_batch"].number_or(0));
  const Step step = step_between(before.data(), after.data(), before.size(), 0, answers_before, answers_after,
                                 Cells::partition, min_new, 2);
  const bool publishable = step == Step::allowed || step == Step::unchanged;
  const std::string_view reason = expected["reason"].string_or("");
  const bool same_reason = publishable ? reason.empty() : !reason.empty() && step_of(reason) == step;
  double added = 0;
  for (const double one : delta) added += one;
  return Object{{"delta", list(delta)},
                {"n_new", added},
                {"publishable", publishable},
                {"reason", same_reason ? reason : std::string_view("another")}};
}

tally::AnswerRows answers_of(const Value& responses) {
  tally::AnswerRows rows;
  for (const Value& row : array_of(responses)) {
    rows.push_back(numbers(row));
    for (double& answer : rows.back()) answer = std::isnan(answer) ? tally::kNoAnswer : answer;
  }
  return rows;
}

Result<Object> evenness_case(const Value& input, const Value&) {
  Array runs, spreads, distinct, straight;
  for (const tally::Evenness& one : TRIPTYCH_TRY(tally::evenness(answers_of(input["responses"])))) {
    runs.push_back(one.longest_run);
    spreads.push_back(one.variability ? Value(*one.variability) : Value(Null{}));
    distinct.push_back(one.distinct);
    straight.push_back(one.is_straight);
  }
  return Object{{"longstring", std::move(runs)},
                {"irv", std::move(spreads)},
                {"n_distinct", std::move(distinct)},
                {"straightliner", std::move(straight)}};
}

Result<Object> speed_case(const Value& input, const Value&) {
  const std::vector<double> seconds = numbers(input["seconds"]);
  const tally::Speed found =
      TRIPTYCH_TRY(tally::speed(seconds, static_cast<std::size_t>(input["n_items"].number_or(0))));
  Array half, item, low, high;
  for (const double one : seconds) {
    half.push_back(one < found.half_median);
    item.push_back(one < found.per_item);
    low.push_back(one < found.fence_low);
    high.push_back(one > found.fence_high);
  }
  return Object{{"median", found.median},
                {"half_median_cut", found.half_median},
                {"flag_half_median", std::move(half)},
                {"flag_two_sec_per_item", std::move(item)},
                {"tukey_log_lower", found.fence_low},
                {"tukey_log_upper", found.fence_high},
                {"flag_tukey_low", std::move(low)},
                {"flag_tukey_high", std::move(high)}};
}

Result<Object> likeness_case(const Value& input, const Value&) {
  Array groups, alike, near;
  for (const tally::Likeness& one :
       TRIPTYCH_TRY(tally::likeness(answers_of(input["responses"]), input["near_threshold"].number_or(1)))) {
    groups.push_back(one.group);
    alike.push_back(one.most_alike);
    near.push_back(one.is_near);
  }
  return Object{{"exact_duplicate_group_sizes", std::move(groups)},
                {"max_match", std::move(alike)},
                {"near_duplicate", std::move(near)}};
}

Result<Object> cell_case(const Value& input, const Value&) {
  Array dangerous;
  for (const Value& cell : array_of(input["cells"]))
    dangerous.push_back(export_::is_formula(cell.string_or("")));
  return Object{{"dangerous", std::move(dangerous)}};
}

constexpr NumericKind kKinds[] = {
    {"k_anonymity_counts", anonymity_counts},
    {"l_diversity", diversity_case},
    {"local_suppression", local_suppression},
    {"lattice_k_anonymity", lattice_case},
    {"suppression_audit", audit_case},
    {"secondary_suppression_optimal", best_suppression_case},
    {"oneway_suppression", one_way_case},
    {"snapshot_differencing", differencing_case},
    {"data_quality_straightlining", evenness_case},
    {"data_quality_speeders", speed_case},
    {"data_quality_duplicates", likeness_case},
    {"csv_cell", cell_case},
};

bool owns(const Value& recorded) {
  return find_kind(kKinds, recorded) != nullptr;
}
Outcome run(const Value& recorded, Host&) {
  return run_numeric(*find_kind(kKinds, recorded), recorded);
}

}  // namespace

const Kind kDisclosure{owns, run};

}  // namespace triptych::conformance
