// SPDX-License-Identifier: MIT
// Ballot: options are append-only: a code, once given, never says anything else.
#include "ballot/compare.h"

#include <algorithm>

namespace triptych::ballot {
namespace {

using questionnaire::Diagnostic;
using questionnaire::Severity;

bool same_grid(const Grid& a, const Grid& b) {
  return a.unit == b.unit && a.first == b.first && a.step == b.step && a.count == b.count;
}

void compare_options(const Item& now, const Item& before, std::vector<Diagnostic>& found) {
  const auto add = [&](Severity severity, ErrorCode code, Object params) {
    found.push_back({severity, {code, now.name, std::move(params)}});
  };
  if (now.grid || before.grid) {
    if (!now.grid || !before.grid || !same_grid(*now.grid, *before.grid)) add(Severity::error, ErrorCode::compare_grid, {});
    return;
  }
  for (std::size_t i = 0; i < before.options.size(); ++i) {
    if (i < now.options.size() && now.options[i] == before.options[i]) continue;
    add(Severity::error, ErrorCode::compare_options,
        {{"before", text_of(before.options[i])}, {"value", i < now.options.size() ? text_of(now.options[i]) : "none"}});
    return;
  }
  if (now.options.size() > before.options.size()) {
    add(Severity::note, ErrorCode::compare_options_added, {{"count", now.options.size() - before.options.size()}});
  }
}

}  // namespace

std::vector<Diagnostic> compare(const Codebook& now, const Codebook& before) {
  std::vector<Diagnostic> found;
  const auto add = [&](Severity severity, ErrorCode code, std::string_view item, Object params) {
    found.push_back({severity, {code, std::string(item), std::move(params)}});
  };
  for (const Item& old : before.items) {
    const std::optional<std::size_t> index = now.find(old.name);
    if (!index) {
      add(Severity::error, ErrorCode::compare_removed, old.name, {});
      continue;
    }
    const Item& item = now.items[*index];
    if (item.kind != old.kind || item.source != old.source) {
      add(Severity::error, ErrorCode::compare_kind, item.name, {{"found", name_of(item.kind)}, {"before", name_of(old.kind)}});
      continue;
    }
    compare_options(item, old, found);
    if (item.epsilon != old.epsilon) add(Severity::error, ErrorCode::compare_epsilon, item.name, {});
    if (item.conditions != old.conditions) add(Severity::warning, ErrorCode::compare_condition, item.name, {});
    if (item.correct != old.correct) add(Severity::warning, ErrorCode::compare_correct, item.name, {});
  }
  for (const Item& item : now.items) {
    if (!before.find(item.name)) add(Severity::note, ErrorCode::compare_added, item.name, {});
  }
  return found;
}

}  // namespace triptych::ballot
