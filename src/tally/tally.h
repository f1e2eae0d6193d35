// SPDX-License-Identifier: MIT
// Tally: ballots counted once each, in any order and any grouping, as columns of small codes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/ballot.h"
#include "ballot/codebook.h"
#include "ballot/record.h"
#include "base/result.h"

namespace triptych::tally {

/// The numbers of one column, a row each. Valid as long as the records it looks at.
class Column {
 public:
  Column(const std::uint8_t* records, std::size_t stride, std::size_t rows, ballot::Field field,
         std::uint32_t bit = kWhole)
      : records_(records), stride_(stride), rows_(rows), field_(field), bit_(bit) {}

  std::uint32_t operator[](std::size_t row) const {
    const std::uint32_t number = field_.read(records_ + row * stride_);
    return bit_ == kWhole ? number : number >> bit_ & 1;
  }
  std::size_t size() const { return rows_; }

  static constexpr std::uint32_t kWhole = 32;

 private:
  const std::uint8_t* records_;
  std::size_t stride_;
  std::size_t rows_;
  ballot::Field field_;
  std::uint32_t bit_;
};

/// What the envelope of a ballot says, counted as items of their own: "mode", "text_rev", "language". The
/// week is dropped here.
inline constexpr std::size_t kEnvelopeItems = 3;

/// One item of the count and where it is in the records. A single item has one column of ballot codes; a
/// multiple one a column of states (State as a number) and then 0 or 1 for each box; a ranking one the states
/// and then each option's rank, 0 unranked.
struct Variable {
  ballot::Item item;
  bool envelope = false;
  ballot::Place place;
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

/// What is left when a tally is closed: rows without ids, in an order that says nothing of the ballots'
/// arrival.
struct Columns {
  std::string survey;
  std::uint8_t wave = 0;
  bool simulated = false;
  std::size_t ballots = 0;
  std::size_t duplicates = 0;  ///< ballots that were there already
  std::size_t conflicts =
      0;  ///< other ballots with an id already taken: one of them is counted, always the same
  std::vector<Variable> variables;
  std::size_t stride = 0;             ///< bytes of a record
  std::vector<std::uint8_t> records;  ///< a row after the other
  std::vector<Disagreement> disagreements;

  /// A single's codes, or a list's states. Valid until the records change.
  Column codes(std::size_t variable) const;
  /// A box of a multiple item, or an option's rank.
  Column part(std::size_t variable, std::uint32_t option) const;
  /// Index of the variable of that name, or variables.size().
  std::size_t find(std::string_view name) const;
};

/// Tallies of one codebook are a commutative monoid under merge: however the ballots are ordered, split and
/// repeated, close() gives the same Columns.
class Tally {
 public:
  explicit Tally(const ballot::Codebook& codebook);

  /// Accepts ballots of an earlier structure of the same wave: items of the same name, kind and source are
  /// counted together if every option of the earlier one is still an option, by value. Error: tally_survey
  /// (found, expected).
  Result<Done> accept(const ballot::Codebook& earlier);
  /// Errors: those of ballot::decode, ballot_mixed, tally_full (limit); nothing is counted then.
  Result<Done> add(std::string_view bytes);
  /// Takes the ballots of another tally of the same codebooks, accepted in the same order. Errors:
  /// ballot_mixed, tally_full (limit).
  Result<Done> merge(const Tally& other);

  /// Ballots added, copies included.
  std::size_t size() const { return ids_.size(); }
  /// Bytes that the ballots take.
  std::size_t bytes() const;

  /// Each id once; the tally can go on.
  Columns count() const;
  /// Each id once; then the ids are gone.
  Columns close() &&;
  /// The ballots from number `from` on, to be appended to a count() made when there were `from`. Nothing if
  /// one of their ids was there already or comes twice: such a count must be made anew.
  std::optional<Columns> fresh(std::size_t from) const;

 private:
  struct Structure {
    ballot::Codebook codebook;
    /// By item of the first codebook: index of the item here, or -1 where there is none to count with.
    std::vector<std::ptrdiff_t> items;
    /// By item of the first codebook: its option for each option here.
    std::vector<std::vector<std::uint32_t>> options;
  };
  /// The codes of the envelope's items for each number that an envelope can hold.
  struct EnvelopeCodes {
    std::array<std::uint16_t, 16> mode{};
    std::array<std::uint16_t, 256> text_rev{};
    std::array<std::uint16_t, 256> language{};
  };
  using Id = std::array<std::uint8_t, 16>;
  enum class Origin : std::uint8_t { none, real, simulated };

  /// A record at the end for the ballot with these bytes, its envelope's items filled.
  std::uint8_t* push(std::string_view bytes);
  void write_earlier(const ballot::Ballot& ballot, const Structure& structure, std::uint8_t* record) const;
  int compare(std::size_t a, std::size_t b) const;
  std::vector<std::uint32_t> sorted() const;
  Columns outline() const;

  std::vector<Structure> structures_;
  std::vector<Variable> variables_;
  std::vector<Disagreement> disagreements_;
  ballot::Recorder recorder_;
  EnvelopeCodes envelope_;
  std::size_t stride_ = 0;
  std::vector<std::uint8_t> records_;
  std::vector<Id> ids_;
  Origin origin_ = Origin::none;
};

}  // namespace triptych::tally
