// SPDX-License-Identifier: MIT
// Tally: rows from elsewhere: JSON lines, one object a row, read by a scanner that knows which names and
// values to expect.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tally/tally.h"

namespace triptych::tally {

/// What a released file writes where there is no answer; an item that has such an option means the option.
inline constexpr int kRefusedNumber = -99;
inline constexpr int kNotAskedNumber = -97;
inline constexpr int kSuppressedNumber = -96;

/// {"item": value, …} a line: the option's value, or a list of them for multiple (ticked) and ranking (best
/// first) items; null or an empty list: unanswered; a name that is not there: not asked. Names that are no
/// item are passed over.
class NdjsonReader {
 public:
  /// `outline`: columns without rows, as Tally(codebook).count() gives them. `weight`: the name under which a
  /// row's weight stands; empty: none.
  NdjsonReader(Columns outline, std::string_view weight);

  /// Whole lines; may be called again with the next ones. Lines that are no JSON object are counted in
  /// broken(). Error: tally_full (limit).
  Result<Done> read(std::string_view text);

  const Columns& columns() const { return columns_; }
  Columns take() && { return std::move(columns_); }
  /// One a row, 1 where it gave none; empty if no weight was asked for.
  const std::vector<double>& weights() const { return weights_; }
  std::size_t broken() const { return broken_; }
  /// By variable: values that are no option. They count as unanswered.
  const std::vector<std::uint64_t>& strange() const { return strange_; }
  /// Lines that the scanner left to the general reader (escapes, spaces, exponents …).
  std::size_t slow() const { return slow_; }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
  struct Text {
    std::string text;
    std::uint32_t code;
  };
  struct Known {
    Known(std::string name, ballot::Field place);
    bool begins(const char* at, const char* end) const;
    /// Past the value, its code in `code`; null where it is not one that is known.
    const char* scan(const char* at, const char* end, std::uint32_t& code) const;

    std::string key;          ///< with its quotes and colon
    std::uint64_t first = 0;  ///< its first eight bytes, as they lie in memory
    std::uint64_t mask = 0;
    ballot::Field field;
    std::vector<std::uint32_t> numbers;  ///< code of the number, 0 none
    std::vector<Text> texts;
  };

  /// Past the line; null where it is left to the general reader.
  const char* scan(const char* at, const char* end, std::uint8_t* record, double& weight);
  const char* scan_list(std::size_t variable, const char* at, const char* end, std::uint8_t* record);
  std::size_t find(std::string_view name) const;
  bool read_slowly(std::string_view line, std::uint8_t* record, double& weight);
  std::uint32_t code_of(std::size_t variable, const Value& value) const;
  void put(std::size_t variable, std::uint32_t code, std::uint8_t* record);
  void put_list(std::size_t variable, const std::vector<std::uint32_t>& options, std::uint8_t* record);

  Columns columns_;
  std::vector<double> weights_;
  std::string weight_;
  std::vector<Known> known_;             // by variable, then the weight
  std::vector<ballot::ItemKind> kinds_;  // by variable
  std::vector<std::uint32_t> table_;     // hash of a name: its number + 1
  std::vector<std::size_t> order_;       // the names of the line before, in its order
  std::vector<std::uint32_t> list_;
  std::size_t broken_ = 0;
  std::size_t slow_ = 0;
  std::vector<std::uint64_t> strange_;
  std::vector<std::uint64_t> strange_here_;  // of the line at hand
};

}  // namespace triptych::tally
