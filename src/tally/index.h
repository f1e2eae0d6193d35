// SPDX-License-Identifier: MIT
// Tally: an index of bits over the ballots, so that a table costs a few words a ballot, or nothing a ballot
// at all. Exact; and for nobody's eyes before disclosure has released it.
//
// Every item is a few planes of bits (three for five options), every box of a multiple item one. Rows are
// clustered by cell: ballots with the same codes in the chosen dimensions stand together, so that a filter or
// a table on dimensions is a range of words. A cube holds the counts of every item in every cell. What comes
// later is appended unsorted at the end, and counted in the cube.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "tally/count.h"
#include "tally/kernels.h"
#include "tally/tally.h"

namespace triptych::tally {

enum class Measure : std::uint8_t { ballots, weight };
/// Where an answer may come from: the cube where it knows, or the rows in any case.
enum class Source : std::uint8_t { cube, rows };

/// A weight of 1 as counted: results measured in weight are whole numbers of this fraction, so that no order
/// of adding matters.
inline constexpr std::uint32_t kWeightOne = 1u << 14;
inline constexpr std::uint32_t kWeightBits = 20;  ///< a weight is less than 64

/// Code of "suppressed" in a filter, and its place among the states of a table.
inline constexpr std::uint32_t kSuppressed = 0xFFFFFFFF;
/// not asked, unanswered, refused, don't know, suppressed
inline constexpr std::size_t kStates = 5;

/// Rows whose code of the variable is one of `codes` (ballot codes; kFirstOption + i of a list: box i ticked,
/// option i ranked first); with `except`, the others.
struct Term {
  std::size_t variable = 0;
  std::vector<std::uint32_t> codes;
  bool except = false;
};
/// Rows for which every term holds.
using Filter = std::vector<Term>;

/// Rows chosen by a filter: words of bits, cell by cell. Made and read by one Index, until that one changes.
struct Selection {
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<std::uint8_t> cells;  ///< by cell: 1 if its rows may be chosen
  std::vector<Run> runs;            ///< the words of those cells
  Run tail;
  bool whole = true;                ///< no filter at all
  bool by_cells = true;             ///< all rows of the chosen cells: of `mask` only the tail counts
  std::vector<std::uint64_t> mask;  ///< a bit a row; empty if every row of `runs` and `tail` is chosen
  struct Total {
    std::uint64_t all = 0;
    std::uint64_t tail = 0;
    std::vector<std::uint64_t> cells;  ///< clustered rows
  };
  Total ballots;
  Total weight;  ///< in fractions of kWeightOne
};

/// A variable's categories in a table: its kStates states, then its options. Boxes of a multiple item are not
/// exclusive.
struct Pair {
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// Answers before and after of the same people, where both answered.
struct FlowTable {
  Crosstab table;        ///< options by options
  std::uint64_t up = 0;  ///< a later option after
  std::uint64_t same = 0;
  std::uint64_t down = 0;
  std::uint64_t apart = 0;  ///< rows where one or both are missing
};

class Index {
 public:
  /// `dimensions`: single variables, the most important first. Those that would make more cells than
  /// limits::kCells, or more codes than fit, are indexed like any other.
  Index(const Columns& columns, std::vector<std::size_t> dimensions);

  /// More ballots of the same variables, none of which is in here. Weights are forgotten: they were made for
  /// other rows.
  void append(const Columns& more);
  /// Rows that are not clustered, of all: past some 5 % a new Index counts faster.
  double tail_share() const;

  /// One a row, in the order of the columns and of what was appended. Errors: tally_weights (expected: rows),
  /// tally_weight (row).
  Result<Done> set_weights(const std::vector<double>& weights);
  bool weighted() const { return !weight_planes_.empty(); }

  std::size_t rows() const { return rows_; }
  std::size_t cells() const { return cells_.size(); }
  std::size_t dimensions() const { return dimensions_.size(); }
  /// All memory that it holds.
  std::size_t bytes() const;
  void use(const Kernels& kernels) { kernels_ = &kernels; }

  Selection select(const Filter& filter) const;

  Counts marginal(std::size_t variable, const Selection& selection, Measure measure = Measure::ballots,
                  Source source = Source::cube) const;
  /// A table for each pair, faster together than one by one: pairs with the same rows share their work.
  std::vector<Crosstab> cross(const std::vector<Pair>& pairs, const Selection& selection,
                              Measure measure = Measure::ballots, Source source = Source::cube) const;
  /// Both single with the same number of options.
  FlowTable flow(std::size_t before, std::size_t after, const Selection& selection,
            Measure measure = Measure::ballots) const;
  /// Row numbers (in the order of set_weights), ascending.
  std::vector<std::uint32_t> rows_of(const Selection& selection) const;
  /// Rows that chose the same option, by number, in each of the variables, all single.
  Selection alike(const std::vector<std::size_t>& variables) const;

 private:
  using Words = std::vector<std::uint64_t>;
  enum class Shape : std::uint8_t {
    single,  ///< planes hold the option's number from 1, 0 missing
    wide,    ///< so many options that they stay numbers; the plane says "answered"
    list,    ///< the plane says "answered", and each part has one of its own
  };
  struct Entry {
    Shape shape = Shape::single;
    ballot::ItemKind kind = ballot::ItemKind::single;
    ballot::Place place;
    std::uint32_t options = 0;
    std::uint32_t most = 1;  ///< codes in `planes`
    std::size_t planes = 0;  ///< index of the first
    std::uint32_t plane_count = 1;
    /// Planes of the missing rows' state, as a number ^ base, so that the commonest state needs none.
    std::array<std::size_t, 3> reasons{};
    std::uint32_t reason_count = 0;
    std::uint32_t base = 0;
    std::uint32_t seen = 0;  ///< a bit for each state that occurs
    std::size_t parts = 0;   ///< index of the first part's plane
    std::size_t wide = 0;    ///< index in wide_
    std::size_t slots =
        0;  ///< first slot in a cell of the cube; kStates + options of them, of a wide one kStates
    std::size_t slot_count = 0;
  };
  struct Cell {
    Selection::Run run;
    std::uint64_t rows = 0;  ///< clustered
    std::uint64_t weight = 0;
  };
  struct Reader;

  void add_entries(const Columns& columns);
  void choose_bases(const Columns& columns);
  /// Returns the cell of each row; drops dimensions until there are not too many cells.
  std::vector<std::uint32_t> make_cells(const Columns& columns);
  std::uint32_t add_cell_of(std::size_t joint);
  std::size_t joint_code(const std::uint8_t* record) const;
  /// Sets the bits of one word: `valid` says which of the 64 records are there.
  void fill(const std::uint8_t* const* records, std::uint64_t valid, std::size_t word, Reader& reader);
  void put_state(Entry& entry, std::uint64_t missing, const std::array<std::uint64_t, 3>& reasons,
                 std::size_t word);
  void resize_planes(std::size_t words);
  void count_record(const std::uint8_t* record, std::uint32_t* cell) const;
  void build_cube();
  void build_weight_cube();
  std::uint64_t weight_at(std::size_t position) const;

  std::uint64_t total(const std::uint64_t* mask, Selection::Run run, Measure measure) const;
  void run_kernel(std::size_t first_plane, std::uint32_t most, const std::uint64_t* mask, Selection::Run run,
                  Measure measure, std::uint64_t* sums) const;
  /// Adds the run's rows to the entry's slots, all but the total, which belongs to slot `base`. mask[0]: word
  /// run.begin.
  void scan(const Entry& entry, const std::uint64_t* mask, Selection::Run run, Measure measure,
            std::uint64_t* slots) const;
  void scan_wide(const Entry& entry, const std::uint64_t* mask, Selection::Run run, Measure measure,
                 std::uint64_t* slots) const;
  /// Adds the rows with that slot to `out`, whose first word is run.begin.
  void add_category(const Entry& entry, std::size_t slot, Selection::Run run, std::uint64_t* out) const;
  bool in_cube(const Entry& entry, const Selection& selection, Measure measure, Source source) const;
  void add_cell(const Entry& entry, std::size_t cell, Measure measure, std::uint64_t* slots) const;
  std::ptrdiff_t dimension_of(std::size_t variable) const;
  /// Tables by the dimension's slot, each a row of the entry's slots.
  std::vector<std::vector<std::uint64_t>> cross_cells(std::size_t rows,
                                                      const std::vector<std::size_t>& columns,
                                                      const Selection& selection, Measure measure,
                                                      Source source) const;
  void cross_rows(const Entry& rows, const Entry& columns, const Selection& selection, Selection::Run run,
                  Measure measure, std::vector<std::uint64_t>& out) const;
  void apply(const Term& term, Selection::Run run, std::uint64_t* mask) const;
  void finish(Selection& selection) const;

  const Kernels* kernels_;
  std::size_t rows_ = 0;
  std::vector<Entry> entries_;  // a variable each
  std::vector<Words> planes_;
  Words valid_;                                   // rows that are there; the others are padding
  std::vector<std::vector<std::uint32_t>> wide_;  // by position
  std::vector<std::uint32_t> positions_;          // by row

  std::vector<std::size_t> dimensions_;  // variables
  std::vector<std::size_t> radixes_;
  std::vector<std::uint32_t> cell_numbers_;  // by joint code, kNoCell
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> cell_slots_;  // cell-major: the slot of each dimension's code
  std::size_t tail_begin_ = 0;             // words
  std::size_t tail_rows_ = 0;

  std::size_t slot_count_ = 0;
  std::vector<std::uint32_t> cube_;         // cell-major
  std::vector<std::uint32_t> totals_;       // all cells
  std::vector<std::uint64_t> weight_cube_;  // of the clustered rows
  std::vector<std::uint64_t> weight_totals_;
  std::vector<Words> weight_planes_;
};

}  // namespace triptych::tally
