// SPDX-License-Identifier: MIT
// Tally: raking over columns of codes.
#include "tally/weighted.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/limits.h"
#include "stats/weights.h"

namespace triptych::tally {
namespace {

using ballot::ItemKind;
using ballot::kFirstOption;

Error refusal(std::size_t margin, std::string_view part, const Value& name = {}) {
  return {ErrorCode::tally_item, "/margins/" + std::to_string(margin) + "/" + std::string(part), {{"name", name.string_or("")}}};
}

struct Wanted {
  std::size_t variable;
  std::vector<double> targets;  ///< adding up to 1
};

Result<std::vector<Wanted>> read_margins(const Columns& columns, const Value& json) {
  const Array* written = json.array();
  if (!written || written->empty() || written->size() > limits::kQuasiIdentifiers) return refusal(0, "");
  std::vector<Wanted> margins;
  for (std::size_t i = 0; i < written->size(); ++i) {
    const Value& name = (*written)[i]["item"];
    Wanted margin{columns.find(name.string_or("")), {}};
    if (margin.variable == columns.variables.size()) return refusal(i, "item", name);
    const ballot::Item& item = columns.variables[margin.variable].item;
    const bool again = std::any_of(margins.begin(), margins.end(), [&margin](const Wanted& one) { return one.variable == margin.variable; });
    if (again || item.kind != ItemKind::single || item.epsilon > 0) return refusal(i, "item", name);
    const Array* targets = (*written)[i]["targets"].array();
    if (!targets || targets->size() != item.option_count()) return refusal(i, "targets", name);
    for (const Value& target : *targets) {
      const double share = target.number_or(-1);
      if (!(share >= 0 && share < 1e12)) return refusal(i, "targets", name);
      margin.targets.push_back(share);
    }
    const double total = std::accumulate(margin.targets.begin(), margin.targets.end(), 0.0);
    if (!(total > 0)) return refusal(i, "targets", name);
    for (double& target : margin.targets) target /= total;
    margins.push_back(std::move(margin));
  }
  return margins;
}

Array shares_of(const std::vector<double>& sums, double total) {
  Array shares;
  for (const double sum : sums) shares.emplace_back(total > 0 ? sum / total : 0);
  return shares;
}

}  // namespace

Result<Value> weigh(const Columns& columns, const Value& json) {
  const std::vector<Wanted> wanted = TRIPTYCH_TRY(read_margins(columns, json));
  std::vector<std::size_t> people;
  for (std::size_t person = 0; person < columns.ballots; ++person) {
    const bool answered = std::all_of(wanted.begin(), wanted.end(), [&](const Wanted& one) { return columns.codes(one.variable)[person] >= kFirstOption; });
    if (answered) people.push_back(person);
  }
  std::vector<stats::Margin> margins;
  for (const Wanted& one : wanted) {
    stats::Margin margin{{}, one.targets};
    for (double& target : margin.targets) target *= static_cast<double>(people.size());
    const Column codes = columns.codes(one.variable);
    for (const std::size_t person : people) margin.categories.push_back(codes[person] - kFirstOption);
    margins.push_back(std::move(margin));
  }
  const stats::RakedWithin within = TRIPTYCH_TRY(stats::rake_within(stats::Weights(people.size(), 1.0), margins, kLeastWeight, kMostWeight));
  const stats::Weights& weights = within.raked.weights;
  const stats::DesignEffect kish = TRIPTYCH_TRY(stats::design_effect(weights));
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / static_cast<double>(weights.size());
  Array thin;
  for (const stats::Raked::Thin& one : within.raked.thin) {
    const ballot::Item& item = columns.variables[wanted[one.margin].variable].item;
    thin.push_back(Object{{"item", item.name}, {"value", item.option_value(static_cast<std::uint32_t>(one.category))}, {"people", one.respondents}});
  }
  Array items;
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    const Variable& variable = columns.variables[i];
    if (variable.envelope || variable.item.kind != ItemKind::single || variable.item.option_count() > kMostWeighed) continue;
    std::vector<double> plain(variable.item.option_count(), 0);
    std::vector<double> weighted(plain.size(), 0);
    const Column codes = columns.codes(i);
    for (std::size_t at = 0; at < people.size(); ++at) {
      const std::uint32_t code = codes[people[at]];
      if (code < kFirstOption) continue;
      plain[code - kFirstOption] += 1;
      weighted[code - kFirstOption] += weights[at];
    }
    const double answered = std::accumulate(plain.begin(), plain.end(), 0.0);
    items.push_back(Object{{"name", variable.item.name},
                           {"answered", answered},
                           {"plain", shares_of(plain, answered)},
                           {"weighted", shares_of(weighted, std::accumulate(weighted.begin(), weighted.end(), 0.0))}});
  }
  return Value(Object{{"people", people.size()},
                      {"left_out", columns.ballots - people.size()},
                      {"effective_n", kish.effective_n},
                      {"design_effect", kish.effect},
                      {"least", *std::min_element(weights.begin(), weights.end()) / mean},
                      {"most", *std::max_element(weights.begin(), weights.end()) / mean},
                      {"settled", within.settled},
                      {"cycles", within.raked.cycles},
                      {"thin", std::move(thin)},
                      {"items", std::move(items)}});
}

}  // namespace triptych::tally
