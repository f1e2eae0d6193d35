// SPDX-License-Identifier: MIT
// Ballot: a ballot's answers as a record of small codes, all records of a codebook alike: what is counted a
// million times over.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ballot/ballot.h"
#include "ballot/codebook.h"

namespace triptych::ballot {

/// A number in a record, the least significant byte first.
struct Field {
  std::uint32_t at = 0;
  std::uint32_t width = 1;  ///< bytes: 1, 2 or 4

  std::uint32_t read(const std::uint8_t* record) const {
    std::uint32_t number = record[at];
    for (std::uint32_t i = 1; i < width; ++i) number |= std::uint32_t{record[at + i]} << 8 * i;
    return number;
  }
  void write(std::uint8_t* record, std::uint32_t number) const {
    for (std::uint32_t i = 0; i < width; ++i) record[at + i] = static_cast<std::uint8_t>(number >> 8 * i);
  }
  /// All ones: no code of a ballot; the rows of an open dataset say "suppressed" so.
  std::uint32_t suppressed() const { return static_cast<std::uint32_t>((std::uint64_t{1} << 8 * width) - 1); }
};

/// Where an item is. A single has its ballot code in `code`. A multiple has its State there, and then a bit a
/// box from byte `parts.at` on; a ranking its State, and then a rank an option (0 unranked), each as wide as
/// `parts`.
struct Place {
  Field code;
  Field parts;
  std::uint32_t bytes = 1;  ///< of the whole item
};

/// The place of an item that begins at byte `at`.
Place place_of(const Item& item, std::uint32_t at);

/// Writes an answer at its place. It must fit the item, `options` included.
void write_answer(const Answer& answer, ItemKind kind, const Place& place, std::uint8_t* record);

/// Reads ballots of one structure without looking anything up twice.
class Recorder {
 public:
  /// Records hold the items in their order, from byte 0 on.
  explicit Recorder(const Codebook& codebook);

  const std::vector<Place>& places() const { return places_; }
  std::size_t bytes() const { return bytes_; }

  /// Fills bytes() bytes. True: decode() takes this ballot and these are its answers. False: decode() has the
  /// last word.
  bool read(std::string_view ballot, std::uint8_t* record) const;

 private:
  struct Step {
    std::uint32_t bit;
    std::uint32_t bits;  ///< of a single's code, of a rank
    std::uint32_t options;
    ItemKind kind;
    bool randomised;
    Place place;
  };
  class Window;
  bool read_envelope(const std::uint8_t* bytes) const;
  static bool read_list(const Step& step, const Window& answers, std::uint8_t* record);

  StructureHash structure_;
  std::uint8_t wave_;
  std::size_t ballot_bytes_;
  std::size_t item_bits_ = 0;
  std::array<bool, 256> languages_{};
  std::vector<Step> steps_;
  std::vector<Place> places_;
  std::size_t bytes_ = 0;
};

}  // namespace triptych::ballot
