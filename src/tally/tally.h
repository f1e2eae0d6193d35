// SPDX-License-Identifier: MIT
// Tally: ballots counted once each, in any order and any grouping, as columns of small codes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/ballot.h"
#include "ballot/codebook.h"
#include "base/result.h"

namespace triptych::tally {

/// Small numbers 0..most, in as many bytes each as `most` needs.
class Column {
 public:
  explicit Column(std::uint32_t most) : width_(most < 0x100 ? 1 : most < 0x10000 ? 2 : 4) {}

  void push(std::uint32_t code);
  std::uint32_t operator[](std::size_t row) const;
  std::size_t size() const { return bytes_.size() / width_; }
  /// A column of the same width without rows.
  Column empty_copy() const {
    Column column(0);
    column.width_ = width_;
    return column;
  }

 private:
  std::size_t width_;
  std::vector<std::uint8_t> bytes_;
};

/// What the envelope of a ballot says, counted as items of their own: "mode", "text_rev", "language". The week is dropped here.
inline constexpr std::size_t kEnvelopeItems = 3;

/// One item of the count and where its columns are. A single item has one column of ballot codes; a multiple one a column of
/// states (State as a number) and then 0 or 1 for each box; a ranking one the states and then each option's rank, 0 unranked.
struct Variable {
  ballot::Item item;
  bool envelope = false;
  std::size_t first = 0;  ///< index of its first column
  std::size_t columns = 1;
};

/// An item of an earlier structure of the wave that is not counted together with this one's, or not quite.
struct Disagreement {
  enum class Kind : std::uint8_t {
    apart,          ///< the codes mean different things: counted as not asked
    fewer_options,  ///< counted, but some options were not offered then
  };
  ballot::StructureHash structure;
  std::string item;
  Kind kind;
};

/// What is left when a tally is closed: rows without ids, in an order that says nothing of the ballots' arrival.
struct Columns {
  std::string survey;
  std::uint8_t wave = 0;
  bool simulated = false;
  std::size_t ballots = 0;
  std::size_t duplicates = 0;  ///< ballots that were there already
  std::size_t conflicts = 0;   ///< other ballots with an id already taken: one of them is counted, always the same
  std::vector<Variable> variables;
  std::vector<Column> columns;
  std::vector<Disagreement> disagreements;

  /// Index of the variable of that name, or variables.size().
  std::size_t find(std::string_view name) const;
};

/// Tallies of one codebook are a commutative monoid under merge: however the ballots are ordered, split and repeated,
/// close() gives the same Columns.
class Tally {
 public:
  explicit Tally(const ballot::Codebook& codebook);

  /// Accepts ballots of an earlier structure of the same wave: items of the same name, kind and source are counted together
  /// if every option of the earlier one is still an option, by value. Error: tally_survey (found, expected).
  Result<Done> accept(const ballot::Codebook& earlier);
  /// Errors: those of ballot::decode, ballot_mixed; nothing is counted then.
  Result<Done> add(std::string_view bytes);
  /// Takes the ballots of another tally of the same codebooks, accepted in the same order. Error: ballot_mixed.
  Result<Done> merge(const Tally& other);

  std::size_t size() const { return ids_.size(); }

  /// Each id once; then the ids are gone.
  Columns close() &&;

 private:
  struct Structure {
    ballot::Codebook codebook;
    /// By item of the first codebook: index of the item here, or -1 where there is none to count with.
    std::vector<std::ptrdiff_t> items;
    /// By item of the first codebook: its option for each option here.
    std::vector<std::vector<std::uint32_t>> options;
  };
  enum class Origin : std::uint8_t { none, real, simulated };

  void push(const ballot::Ballot& ballot, const Structure& structure);
  bool less(std::size_t a, std::size_t b) const;

  std::vector<Structure> structures_;
  std::vector<Variable> variables_;
  std::vector<Disagreement> disagreements_;
  std::vector<Column> columns_;
  std::vector<std::array<std::uint8_t, 16>> ids_;
  Origin origin_ = Origin::none;
};

}  // namespace triptych::tally
