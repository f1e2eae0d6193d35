// SPDX-License-Identifier: MIT
// Interview: a small hash table; std::unordered_map costs the page 2 KB more.
#include "interview/names.h"

#include "base/hash.h"

namespace triptych::interview {

std::size_t Names::bucket_of(std::string_view name) const {
  std::size_t bucket = hash_of(name) & (buckets_.size() - 1);
  while (buckets_[bucket] != kNone && names_[buckets_[bucket]] != name) bucket = (bucket + 1) & (buckets_.size() - 1);
  return bucket;
}

Id Names::find(std::string_view name) const { return buckets_.empty() ? kNone : buckets_[bucket_of(name)]; }

Id Names::intern(std::string_view name) {
  const Id known = find(name);
  if (known != kNone) return known;
  if (2 * (names_.size() + 1) > buckets_.size()) {
    buckets_.assign(buckets_.empty() ? 64 : 2 * buckets_.size(), kNone);
    for (Id id = 0; id < names_.size(); ++id) buckets_[bucket_of(names_[id])] = id;
  }
  const Id id = static_cast<Id>(names_.size());
  buckets_[bucket_of(name)] = id;
  names_.emplace_back(name);
  return id;
}

}  // namespace triptych::interview
