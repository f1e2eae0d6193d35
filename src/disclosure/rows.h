// SPDX-License-Identifier: MIT
// Disclosure: rows of people for researchers, once, beside the last release of a wave: the sole maker of ReleasedRows.
//
// What is in them: the answers to questions whose one-way table was released. Quasi-identifiers are joined and blanked until every class of
// people who look alike holds k (anonymise), and until nothing that the tables hide follows from both together (check_beside): a
// quasi-identifier that is crossed with another item is joined as far as the hidden cells ask for, or left out; so is an item whose crossed
// table or flow hides something that the rows would tell. Compared items of people who had been taught before are blanked, for the table
// that counts them apart is not shown. If leaving rows out would tell who they are, none is.
// Rows stand in the order of their cells: the same ballots give the same rows, whatever their order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "disclosure/anonymise.h"
#include "disclosure/policy.h"
#include "disclosure/released.h"

namespace triptych::disclosure {

/// What a cell says besides an option (its index), a box (0, 1) or a rank (0: none); kSuppressed where it is blanked, and for a
/// quasi-identifier where there is no answer.
inline constexpr std::uint32_t kRowNotAsked = 0xFFFF'FFF0;
inline constexpr std::uint32_t kRowUnanswered = 0xFFFF'FFF1;
inline constexpr std::uint32_t kRowRefused = 0xFFFF'FFF2;
inline constexpr std::uint32_t kRowDontKnow = 0xFFFF'FFF3;

struct RowsItem {
  std::string name;
  std::string kind;          ///< "single", "multiple", "ranking"
  bool known_to_others = false;  ///< a quasi-identifier
  bool sensitive = false;
  std::size_t level = 0;     ///< of a quasi-identifier; 0: as answered
  Array groups;              ///< above level 0: [{"code","text"}], and cells are their indices
  std::vector<Codes> cells;  ///< single: one column; else one an option
};

/// Of a quasi-identifier, in the rows or not.
struct RowsKnown {
  std::string name;
  std::size_t level;   ///< 0: as answered; `height`: left out
  std::size_t height;
  std::size_t suppressed;
};

/// An item that is not in the rows. `why`: "withheld" (no table of it was released), "crossed" (a hidden cell would follow), "flow" (so
/// would a flow that is not shown), "coarsest" (a quasi-identifier that had to be joined to one).
struct RowsLeftOut {
  std::string name;
  std::string_view why;
};

struct ReleasedRowsData {
  std::string snapshot;  ///< SHA-256 of the snapshot that they stand beside, hexadecimal
  std::uint32_t k = 0;
  std::size_t rows = 0;
  std::size_t dropped = 0;
  std::size_t classes = 0;
  double loss = 0;  ///< over all answers to quasi-identifiers the mean of (options joined - 1) / (options - 1), 1 where blanked or left out
  std::vector<RowsItem> items;
  std::vector<RowsKnown> known;
  std::vector<RowsLeftOut> left_out;
};

class ReleasedRows;

/// `closing`: what release() made of the same columns. Errors: rows_open (not closed, or the last answers stayed out, or the policy has no
/// rows), rows_impossible (k: too few people: tables only), policy_shape (path: a level that does not hold every option), release_item
/// (path: a quasi-identifier that is no item with one choice among few), rows_beside (path), rows_unsafe, rows_cancelled, those of
/// anonymise.
Result<ReleasedRows> release_rows(const tally::Columns& columns, const Policy& policy, const Release& closing,
                                  const Progress& progress = {});

class ReleasedRows {
 public:
  const ReleasedRowsData& data() const { return data_; }

 private:
  explicit ReleasedRows(ReleasedRowsData data) : data_(std::move(data)) {}
  friend Result<ReleasedRows> release_rows(const tally::Columns&, const Policy&, const Release&, const Progress&);

  ReleasedRowsData data_;
};

/// {"released":true,"k","counting":"strict","rows","dropped","classes","loss","quasi_identifiers":[{"item","level","height","suppressed"}],
/// "left_out":[{"item","why"}]}, as of ReleasedRowsData: to be published with them.
Object summary_of(const ReleasedRows& rows);

}  // namespace triptych::disclosure
