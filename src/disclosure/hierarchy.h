// SPDX-License-Identifier: MIT
// Disclosure: how the values of a quasi-identifier are joined into coarser ones, level by level, to a single
// one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace triptych::disclosure {

/// Level 0 is the values themselves (missing one of them, if it occurs); on the last level all are one.
class Hierarchy {
 public:
  /// `groups[l][v]`: any number that says with whom value v is on level l + 1; the last level, where all are
  /// one, is added if it is not there. `values`: 1 to limits::kQuasiValues. Errors: rows_hierarchy (path:
  /// `path`/level: not a group for every value, or values that were together are apart again), rows_too_many
  /// (limit).
  static Result<Hierarchy> make(std::size_t values, const std::vector<std::vector<std::uint32_t>>& groups,
                                std::string_view path);

  std::size_t values() const { return levels_[0].size(); }
  std::size_t height() const { return levels_.size() - 1; }
  /// Group of a value, numbered from 0 by first appearance; how many groups there are; how many values are in
  /// a group.
  std::uint32_t group(std::size_t level, std::size_t value) const { return levels_[level][value]; }
  std::size_t groups(std::size_t level) const { return sizes_[level].size(); }
  std::size_t size(std::size_t level, std::size_t group) const { return sizes_[level][group]; }
  /// What a value loses there: (values joined - 1) / (values - 1), 0 to 1; 0 if there is only one value.
  double loss(std::size_t level, std::size_t value) const;

 private:
  std::vector<std::vector<std::uint32_t>> levels_;
  std::vector<std::vector<std::size_t>> sizes_;
};

}  // namespace triptych::disclosure
