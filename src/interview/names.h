// SPDX-License-Identifier: MIT
// Interview: names as numbers, so that an answer finds what depends on it without comparing text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::interview {

using Id = std::uint32_t;
inline constexpr Id kNone = static_cast<Id>(-1);

class Names {
 public:
  /// The number of that name, given now if it is new: 0, 1, 2 …
  Id intern(std::string_view name);
  /// kNone if it was never interned.
  Id find(std::string_view name) const;
  const std::string& operator[](Id id) const { return names_[id]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::size_t bucket_of(std::string_view name) const;

  std::vector<std::string> names_;
  std::vector<Id> buckets_;  // open addressing, a power of two, at most half full
};

}  // namespace triptych::interview
