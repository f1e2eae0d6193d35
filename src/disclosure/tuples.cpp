// SPDX-License-Identifier: MIT
// Disclosure: tuples and their groups.
#include "disclosure/tuples.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace triptych::disclosure {
namespace {

/// Answers of an item as bits, by the order of the codes: the same whatever the order of the rows.
std::vector<std::uint64_t> answer_bits(const Codes& answers) {
  Codes codes(answers);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::vector<std::uint64_t> bits(answers.size(), 0);
  for (std::size_t row = 0; row < answers.size(); ++row) {
    if (answers[row] == kMissing) continue;
    bits[row] =
        std::uint64_t{1} << (std::lower_bound(codes.begin(), codes.end(), answers[row]) - codes.begin());
  }
  return bits;
}

}  // namespace

Tuples::Tuples(const People& people) : items_(people.sensitive.size()) {
  const std::size_t dimensions = people.quasi_identifiers.size();
  const std::size_t rows = people.quasi_identifiers[0].values.size();
  // At most 8 values below 255: all of a row in one word.
  std::vector<std::uint64_t> keys(rows, 0);
  for (const QuasiIdentifier& one : people.quasi_identifiers) {
    for (std::size_t row = 0; row < rows; ++row) keys[row] = keys[row] << 8 | one.values[row];
  }
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  values_.resize(dimensions);
  tuple_of_.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (i == 0 || keys[order[i - 1]] != keys[order[i]]) {
      for (std::size_t d = 0; d < dimensions; ++d) {
        values_[d].push_back(static_cast<std::uint8_t>(people.quasi_identifiers[d].values[order[i]]));
      }
      counts_.push_back(0);
    }
    ++counts_.back();
    tuple_of_[order[i]] = static_cast<std::uint32_t>(counts_.size() - 1);
  }
  answers_.assign(counts_.size() * items_, 0);
  for (std::size_t item = 0; item < items_; ++item) {
    const std::vector<std::uint64_t> bits = answer_bits(people.sensitive[item].answers);
    for (std::size_t row = 0; row < rows; ++row) answers_[tuple_of_[row] * items_ + item] |= bits[row];
  }
}

Groups::Groups(const People& people, std::uint32_t k) : k_(k) {
  for (const SensitiveItem& item : people.sensitive) distinct_.push_back(item.distinct);
}

void Groups::clear(std::size_t expected, unsigned bits) {
  counts_.clear();
  answers_.clear();
  for (const std::uint32_t key : taken_) places_[key] = 0;
  taken_.clear();
  is_hashed_ = bits > kMostBits;
  if (!is_hashed_) {
    if (places_.size() < std::size_t{1} << bits) places_.resize(std::size_t{1} << bits, 0);
    return;
  }
  const std::size_t wanted = std::bit_ceil(std::max<std::size_t>(expected * 2, 16));
  if (wanted > slots_.size()) {
    slots_.assign(wanted, {0, 0, 0});
    round_ = 0;
  }
  mask_ = wanted - 1;
  ++round_;
}

std::uint32_t Groups::find(std::uint64_t key) {
  // Fibonacci hashing: the high bits of the product depend on every bit of the key.
  auto at = static_cast<std::size_t>((key * 0x9E37'79B9'7F4A'7C15u) >> 32) & mask_;
  while (slots_[at].round == round_ && slots_[at].key != key) at = (at + 1) & mask_;
  if (slots_[at].round != round_) slots_[at] = {key, round_, static_cast<std::uint32_t>(counts_.size())};
  return slots_[at].group;
}

std::uint32_t Groups::add(std::uint64_t key, std::uint32_t rows, const std::uint64_t* answers) {
  const std::size_t items = distinct_.size();
  std::uint32_t group;
  if (is_hashed_) {
    group = find(key);
  } else {
    std::uint32_t& place = places_[static_cast<std::size_t>(key)];
    if (place == 0) {
      place = static_cast<std::uint32_t>(counts_.size() + 1);
      taken_.push_back(static_cast<std::uint32_t>(key));
    }
    group = place - 1;
  }
  if (group == counts_.size()) {
    counts_.push_back(0);
    if (items > 0) answers_.resize(answers_.size() + items, 0);
  }
  counts_[group] += rows;
  for (std::size_t item = 0; item < items; ++item) answers_[group * items + item] |= answers[item];
  return group;
}

bool Groups::passes(std::uint32_t group) const {
  if (counts_[group] < k_) return false;
  for (std::size_t item = 0; item < distinct_.size(); ++item) {
    if (static_cast<std::uint32_t>(std::popcount(answers(group)[item])) < distinct_[item]) return false;
  }
  return true;
}

}  // namespace triptych::disclosure
