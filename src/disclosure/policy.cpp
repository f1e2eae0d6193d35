// SPDX-License-Identifier: MIT
// Disclosure: from disclosure.json to Policy.
#include "disclosure/policy.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"

namespace triptych::disclosure {
namespace {

Error shape(std::string path) { return {ErrorCode::policy_shape, std::move(path), {}}; }

/// A whole number, not below `least`.
Result<std::uint32_t> number_in(const Value& object, std::string_view name, const std::string& parent, std::uint32_t least) {
  const std::string path = parent + "/" + std::string(name);
  const double* number = object[name].number();
  if (!number || !(*number >= 0 && *number <= 1e6) || std::floor(*number) != *number) return shape(path);
  if (*number < least) return Error{ErrorCode::policy_weak, path, {{"least", static_cast<double>(least)}}};
  return static_cast<std::uint32_t>(*number);
}

/// The only rule that is implemented: another word there would promise something that is not kept.
Result<Done> word_in(const Value& object, std::string_view name, const std::string& parent, std::string_view word) {
  if (object[name].string_or("") != word) return shape(parent + "/" + std::string(name));
  return Done{};
}

Result<Done> read_one_way(Policy& policy, const Value& json) {
  const Value& rule = json["one_way"];
  const Value& items = rule["items"];
  policy.all_items = items.string_or("") == "all";
  if (!policy.all_items) {
    const Array* list = items.array();
    if (!list) return shape("/one_way/items");
    for (const Value& name : *list) policy.items.emplace_back(name.string_or(""));
  }
  policy.min_answers = TRIPTYCH_TRY(number_in(rule, "min_answers", "/one_way", kLeastAnswers));
  policy.min_categories = TRIPTYCH_TRY(number_in(rule, "min_categories", "/one_way", kLeastCategories));
  policy.total_step = TRIPTYCH_TRY(number_in(rule, "total_step", "/one_way", 1));
  return Done{};
}

std::vector<std::string> names_in(const Value& list) {
  std::vector<std::string> names;
  if (const Array* written = list.array()) {
    for (const Value& name : *written) names.emplace_back(name.string_or(""));
  }
  return names;
}

Result<Done> read_flows(Policy& policy, const Value& json) {
  static constexpr std::pair<std::string_view, tally::Up> kUps[] = {
      {"earlier_option", tally::Up::earlier_option},
      {"later_option", tally::Up::later_option},
      {"right_answer", tally::Up::right_answer}};
  const Value& flows = json["flows"];
  if (flows.is_nothing()) return Done{};
  const Array* list = flows.array();
  if (!list) return shape("/flows");
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = "/flows/" + std::to_string(i);
    const Value& written = (*list)[i];
    tally::Flow flow{std::string(written["name"].string_or("")),
                     names_in(written["before"]),
                     names_in(written["after"]),
                     {}};
    if (flow.name.empty()) return shape(path + "/name");
    const auto up = std::find_if(std::begin(kUps), std::end(kUps),
                                 [&](const auto& one) { return written["up"].string_or("") == one.first; });
    if (up == std::end(kUps)) return shape(path + "/up");
    flow.up = up->second;
    policy.flows.push_back(std::move(flow));
  }
  return Done{};
}

/// A flow and the crossed table of the same two items bound each other's cells.
bool is_flow(const Policy& policy, const Policy::Pair& pair) {
  const auto both = [](const tally::Flow& flow, const std::string& a, const std::string& b) {
    return std::count(flow.before.begin(), flow.before.end(), a) +
               std::count(flow.after.begin(), flow.after.end(), b) ==
           2;
  };
  return std::any_of(policy.flows.begin(), policy.flows.end(), [&](const tally::Flow& flow) {
    return both(flow, pair.rows, pair.columns) || both(flow, pair.columns, pair.rows);
  });
}

Result<Done> read_batches(Policy& policy, const Value& json) {
  const Value& rule = json["batches"];
  policy.min_new = TRIPTYCH_TRY(number_in(rule, "min_new", "/batches", policy.min_answers));
  policy.min_categories_moved = TRIPTYCH_TRY(number_in(rule, "min_categories_moved", "/batches", kLeastCategories));
  policy.max_snapshots = TRIPTYCH_TRY(number_in(rule, "max_snapshots", "/batches", 1));
  TRIPTYCH_TRY(word_in(rule, "decrease", "/batches", "refused"));
  return word_in(rule, "scope", "/batches", "all_tables_or_none");
}

/// Joins the two items' groups; false if they are already one: a circle.
bool join(std::vector<std::vector<std::string>>& groups, const Policy::Pair& pair) {
  const auto group_of = [&groups](const std::string& name) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (const std::string& member : groups[i]) {
        if (member == name) return i;
      }
    }
    groups.push_back({name});
    return groups.size() - 1;
  };
  const std::size_t rows = group_of(pair.rows);
  const std::size_t columns = group_of(pair.columns);
  if (rows == columns) return false;
  groups[rows].insert(groups[rows].end(), groups[columns].begin(), groups[columns].end());
  groups[columns].clear();
  return true;
}

Result<Done> read_crossed(Policy& policy, const Value& json) {
  const Value& rule = json["crossed"];
  if (rule.is_nothing()) return Done{};
  TRIPTYCH_TRY(word_in(rule, "when", "/crossed", "closing"));
  TRIPTYCH_TRY(word_in(rule, "zeros", "/crossed", "shown"));
  TRIPTYCH_TRY(word_in(rule["companions"], "zeros", "/crossed/companions", "never"));
  if (rule["primary"]["from"].number_or(0) != 1) return shape("/crossed/primary/from");
  policy.primary_most = TRIPTYCH_TRY(number_in(rule["primary"], "to", "/crossed/primary", kLeastAnswers - 1));
  policy.min_protection =
      TRIPTYCH_TRY(number_in(rule["companions"], "min_protection", "/crossed/companions", policy.primary_most + 1));
  const Array* tables = rule["tables"].array();
  if (!tables) return shape("/crossed/tables");
  std::vector<std::vector<std::string>> groups;
  for (std::size_t i = 0; i < tables->size(); ++i) {
    const std::string path = "/crossed/tables/" + std::to_string(i);
    const Array* names = (*tables)[i].array();
    if (!names || names->size() != 2) return shape(path);
    Policy::Pair pair{std::string((*names)[0].string_or("")), std::string((*names)[1].string_or(""))};
    if (pair.rows.empty() || pair.columns.empty()) return shape(path);
    if (!join(groups, pair) || is_flow(policy, pair)) return Error{ErrorCode::policy_linked, path, {}};
    policy.tables.push_back(std::move(pair));
  }
  return Done{};
}

Result<std::vector<Policy::Group>> read_groups(const Value& json, const std::string& path) {
  const Array* written = json.array();
  if (!written) return shape(path);
  std::vector<Policy::Group> groups;
  for (std::size_t i = 0; i < written->size(); ++i) {
    const Value& one = (*written)[i];
    Policy::Group group{std::string(one["code"].string_or("")), one["text"], names_in(one["values"])};
    const bool again = std::any_of(groups.begin(), groups.end(), [&group](const auto& other) { return other.code == group.code; });
    if (group.code.empty() || group.values.empty() || again) return shape(path + "/" + std::to_string(i));
    groups.push_back(std::move(group));
  }
  return groups;
}

Result<Done> read_rows(Policy& policy, const Value& json) {
  const Value& rule = json["rows"];
  if (rule.is_nothing()) return Done{};
  TRIPTYCH_TRY(word_in(rule, "when", "/rows", "closing"));
  TRIPTYCH_TRY(word_in(rule, "counting", "/rows", "strict"));
  policy.k = TRIPTYCH_TRY(number_in(rule, "k", "/rows", kLeastAnswers));
  const double* share = rule["max_dropped_share"].number();
  if (!share || !(*share >= 0 && *share <= kMostDropped)) return shape("/rows/max_dropped_share");
  policy.most_dropped = *share;
  policy.sensitive = names_in(rule["sensitive"]);
  const Array* known = json["quasi_identifiers"].array();
  if (!known || known->size() > limits::kQuasiIdentifiers) return shape("/quasi_identifiers");
  for (std::size_t i = 0; i < known->size(); ++i) {
    const std::string path = "/quasi_identifiers/" + std::to_string(i);
    Policy::Known one{std::string((*known)[i]["question"].string_or("")), {}};
    if (one.question.empty()) return shape(path + "/question");
    const Array* levels = (*known)[i]["levels"].array();
    if (!levels) return shape(path + "/levels");
    for (std::size_t level = 0; level < levels->size(); ++level) {
      one.levels.push_back(TRIPTYCH_TRY(read_groups((*levels)[level], path + "/levels/" + std::to_string(level))));
    }
    policy.quasi_identifiers.push_back(std::move(one));
  }
  return Done{};
}

}  // namespace

bool is_checked(const Policy& policy, std::string_view item) {
  return std::any_of(policy.flows.begin(), policy.flows.end(), [&](const tally::Flow& flow) {
    return flow.up == tally::Up::right_answer &&
           (std::count(flow.before.begin(), flow.before.end(), item) > 0 || std::count(flow.after.begin(), flow.after.end(), item) > 0);
  });
}

Result<Policy> read_policy(const Value& json) {
  if (json["version"].number_or(0) != 1) return shape("/version");
  Policy policy;
  policy.survey = json["survey"].string_or("");
  if (policy.survey.empty()) return shape("/survey");
  TRIPTYCH_TRY(read_one_way(policy, json));
  TRIPTYCH_TRY(read_batches(policy, json));
  TRIPTYCH_TRY(read_flows(policy, json));
  TRIPTYCH_TRY(read_crossed(policy, json));
  TRIPTYCH_TRY(read_rows(policy, json));
  return policy;
}

}  // namespace triptych::disclosure
