// SPDX-License-Identifier: MIT
// Disclosure: rows of people made k-anonymous: the same detail for every value of a quasi-identifier (a node
// of the lattice of levels, searched exactly), then single cells suppressed, rows dropped where nothing else
// helps.
//
// Strict throughout: in what comes out every row is in a class of at least k rows that are the same for a
// reader of the file, blanks included, each with at least l different answers to every sensitive item. The
// same rows give the same result, whatever their order.
//
// Loss: over quasi-identifiers and rows the mean of (values joined - 1) / (values - 1), 1 for a suppressed
// cell or a dropped row. A node is worth what is left to lose after suppression on it; the best node is that
// of least loss, then of the smallest sum of levels, then first in order. Suppression on a node: for each set
// of quasi-identifiers, by the sum of their weights, then their number, then in order, rows of classes too
// small are grouped by the others; groups that pass lose the set; what never passes is dropped.
//
// Why the search is exact and yet short: levels alone lose so much, and each row of a class too small at
// least its cheapest cell more. That holds on every finer node too (classes only get smaller, cells say
// more), so nodes are looked at from the coarse ones down, and those that cannot be better than the best so
// far are never grouped; suppression on a node stops as soon as it cannot either.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "disclosure/classes.h"
#include "disclosure/hierarchy.h"

namespace triptych::disclosure {

struct QuasiIdentifier {
  Hierarchy hierarchy;
  Codes values;       ///< of each row: below hierarchy.values()
  double weight = 1;  ///< how much a reader would miss it, above 0: suppressed later the heavier
};

struct SensitiveItem {
  Codes answers;               ///< of each row; kMissing is none
  std::uint32_t distinct = 2;  ///< l: different answers in every class
};

struct People {
  std::vector<QuasiIdentifier> quasi_identifiers;
  std::vector<SensitiveItem> sensitive;
};

struct Criteria {
  std::uint32_t k = 0;      ///< at least 2
  double most_dropped = 0;  ///< share of the rows, 0..1
};

using Levels = std::vector<std::uint8_t>;

/// Told from time to time with a share 0..1 of the work that never falls; false stops it.
using Progress = std::function<bool(double done)>;

struct Anonymised {
  Levels levels;
  /// Of each quasi-identifier, of each row: the hierarchy's group at the level, or kSuppressed. A dropped row
  /// is kSuppressed throughout.
  std::vector<Codes> columns;
  std::vector<std::uint8_t> dropped;  ///< 1 for each row left out
  std::size_t rows_dropped = 0;
  std::vector<std::size_t> suppressed;  ///< cells of each quasi-identifier in rows kept
  std::size_t classes = 0;
  double loss = 0;
  std::size_t nodes = 0;             ///< of the lattice,
  std::size_t nodes_grouped = 0;     ///< of these grouped,
  std::size_t nodes_suppressed = 0;  ///< of these brought to the end
};

/// The best node of all. Errors: rows_columns (/quasi_identifiers/i, /sensitive/i), rows_value
/// (/quasi_identifiers/i/row: not a value of its hierarchy; /k, /most_dropped, /quasi_identifiers/i/weight),
/// rows_too_many (limit), rows_cancelled, rows_impossible (no node can be made to pass with so few rows
/// dropped: then only tables can be released), rows_unsafe (the result failed its own check: a fault).
Result<Anonymised> anonymise(const People& people, const Criteria& criteria, const Progress& progress = {});

/// One node, as anonymise treats it: all levels 0 is local suppression alone. Errors as above.
Result<Anonymised> anonymise_at(const People& people, const Criteria& criteria, const Levels& levels);

/// What a reader of the written file can check, blanks counted as values: no class below k, none less diverse
/// than asked. The released columns alone, dropped rows not in them. Error: rows_unsafe (rows: how many are
/// in classes that fail).
Result<Done> check_released(const std::vector<Codes>& columns, const std::vector<SensitiveItem>& sensitive,
                            std::uint32_t k);

/// Every node without suppression of cells: rows of classes that fail are dropped. For a forecast, and for
/// peers that stop there.
struct NodeFigures {
  Levels levels;
  std::size_t dropped;
  std::size_t classes;  ///< kept
  bool allowed;         ///< dropped no more than most_dropped of the rows
  double precision;  ///< mean of level / height, times the share kept, plus the share dropped (Sweeney 2002)
};
struct Lattice {
  std::vector<NodeFigures> nodes;    ///< the first quasi-identifier's level counting fastest
  std::vector<std::size_t> minimal;  ///< allowed, and no node below them is
  std::vector<std::size_t> best;     ///< allowed, of the least precision loss; several if equal
};
Result<Lattice> every_node(const People& people, const Criteria& criteria, const Progress& progress = {});

}  // namespace triptych::disclosure
