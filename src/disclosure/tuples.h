// SPDX-License-Identifier: MIT
// Disclosure: rows with the same values are one tuple; grouping tuples at any levels is what a search does
// all day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "disclosure/anonymise.h"

namespace triptych::disclosure {

/// Rows brought together by the values of all quasi-identifiers, in the order of those values.
class Tuples {
 public:
  explicit Tuples(const People& people);

  std::size_t size() const { return counts_.size(); }
  std::size_t rows() const { return tuple_of_.size(); }
  std::uint32_t count(std::size_t tuple) const { return counts_[tuple]; }
  std::uint32_t value(std::size_t dimension, std::size_t tuple) const { return values_[dimension][tuple]; }
  /// Which answers there are in it, a bit each, one word an item.
  const std::uint64_t* answers(std::size_t tuple) const { return answers_.data() + tuple * items_; }
  std::uint32_t tuple_of(std::size_t row) const { return tuple_of_[row]; }

 private:
  std::vector<std::vector<std::uint8_t>> values_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint64_t> answers_;
  std::size_t items_;
  std::vector<std::uint32_t> tuple_of_;
};

/// Rows counted together by key, with the answers among them. Keys of few bits are places in a table; others
/// are hashed, into a table that is cleared by counting on.
class Groups {
 public:
  Groups(const People& people, std::uint32_t k);

  /// Room for so many keys of so many bits; nothing in it.
  void clear(std::size_t expected, unsigned bits);
  /// Puts rows into the group of that key; returns the group's number, from 0 in the order of their first.
  /// `answers`: one word an item.
  std::uint32_t add(std::uint64_t key, std::uint32_t rows, const std::uint64_t* answers);

  std::size_t size() const { return counts_.size(); }
  std::uint32_t rows(std::uint32_t group) const { return counts_[group]; }
  const std::uint64_t* answers(std::uint32_t group) const {
    return answers_.data() + group * distinct_.size();
  }
  /// At least k rows, and diverse enough.
  bool passes(std::uint32_t group) const;

 private:
  struct Slot {
    std::uint64_t key;
    std::uint32_t round;
    std::uint32_t group;
  };

  /// The group of that key, counts_.size() if it has none yet.
  std::uint32_t find(std::uint64_t key);

  /// Larger tables are slower than hashing: they leave the cache.
  static constexpr unsigned kMostBits = 22;

  std::uint32_t k_;
  std::vector<std::uint32_t> distinct_;  ///< answers needed, of each sensitive item
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;  ///< of the part of the table in use: a small grouping stays in the cache
  std::uint32_t round_ = 0;
  bool is_hashed_ = true;
  std::vector<std::uint32_t> places_;  ///< group + 1 of each key of few bits
  std::vector<std::uint32_t> taken_;   ///< the keys that have one
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint64_t> answers_;
};

}  // namespace triptych::disclosure
