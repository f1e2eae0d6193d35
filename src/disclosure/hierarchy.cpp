// SPDX-License-Identifier: MIT
// Disclosure: hierarchies of values.
#include "disclosure/hierarchy.h"

#include <map>
#include <string>

#include "base/limits.h"

namespace triptych::disclosure {
namespace {

/// The same groups numbered from 0 by first appearance; returns their sizes.
std::vector<std::size_t> renumber(std::vector<std::uint32_t>& groups) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  std::vector<std::size_t> sizes;
  for (std::uint32_t& group : groups) {
    group = numbers.emplace(group, static_cast<std::uint32_t>(numbers.size())).first->second;
    if (group == sizes.size()) sizes.push_back(0);
    ++sizes[group];
  }
  return sizes;
}

/// Whether values that are one on the lower level are one on the upper too.
bool coarsens(const std::vector<std::uint32_t>& lower, const std::vector<std::uint32_t>& upper,
              std::size_t lower_groups) {
  constexpr std::uint32_t kUnknown = 0xFFFF'FFFF;
  std::vector<std::uint32_t> above(lower_groups, kUnknown);
  for (std::size_t value = 0; value < lower.size(); ++value) {
    std::uint32_t& group = above[lower[value]];
    if (group != kUnknown && group != upper[value]) return false;
    group = upper[value];
  }
  return true;
}

}  // namespace

Result<Hierarchy> Hierarchy::make(std::size_t values, const std::vector<std::vector<std::uint32_t>>& groups,
                                  std::string_view path) {
  const auto refusal = [path](std::size_t level) {
    return Error{ErrorCode::rows_hierarchy, std::string(path) + "/" + std::to_string(level), {}};
  };
  if (values == 0) return refusal(0);
  if (values > limits::kQuasiValues)
    return Error{ErrorCode::rows_too_many, std::string(path), {{"limit", limits::kQuasiValues}}};
  if (groups.size() > limits::kHierarchyLevels) {
    return Error{ErrorCode::rows_too_many, std::string(path), {{"limit", limits::kHierarchyLevels}}};
  }
  Hierarchy made;
  std::vector<std::uint32_t> level(values);
  for (std::size_t value = 0; value < values; ++value) level[value] = static_cast<std::uint32_t>(value);
  made.sizes_.push_back(renumber(level));
  made.levels_.push_back(std::move(level));
  for (std::size_t l = 0; l < groups.size(); ++l) {
    if (groups[l].size() != values) return refusal(l);
    level = groups[l];
    std::vector<std::size_t> sizes = renumber(level);
    if (!coarsens(made.levels_.back(), level, made.sizes_.back().size())) return refusal(l);
    made.levels_.push_back(std::move(level));
    made.sizes_.push_back(std::move(sizes));
  }
  if (made.sizes_.back().size() > 1) {
    made.levels_.emplace_back(values, 0);
    made.sizes_.push_back({values});
  }
  return made;
}

double Hierarchy::loss(std::size_t level, std::size_t value) const {
  if (values() == 1) return 0;
  return static_cast<double>(size(level, group(level, value)) - 1) / static_cast<double>(values() - 1);
}

}  // namespace triptych::disclosure
