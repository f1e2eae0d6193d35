// SPDX-License-Identifier: MIT
// Tally: the index of bits: asking it.
#include <algorithm>
#include <bit>

#include "tally/index.h"

namespace triptych::tally {
namespace {

using ballot::kFirstOption;
using Run = Selection::Run;

/// Words whose masks stay in the nearest cache while they are used once for each category.
constexpr std::size_t kBlock = 128;

const std::uint64_t* at(const std::vector<std::uint64_t>& mask, std::size_t word) {
  return mask.empty() ? nullptr : mask.data() + word;
}

const std::uint64_t* mask_of_runs(const Selection& selection, std::size_t word) {
  return selection.by_cells ? nullptr : at(selection.mask, word);
}

/// The place of a filter's code among states and options; past the end where there is no such code.
std::size_t slot_of_code(std::uint32_t code, std::size_t slots) {
  if (code == kSuppressed) return kStates - 1;
  if (code < kFirstOption) return code;
  return std::min<std::size_t>(std::size_t{code} - kFirstOption + kStates, slots);
}

template <class Number>
void add_all(std::uint64_t* __restrict to, const Number* __restrict from, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] += from[i];
}

const Selection::Total& total_of(const Selection& selection, Measure measure) {
  return measure == Measure::ballots ? selection.ballots : selection.weight;
}

}  // namespace

void Index::run_kernel(std::size_t first_plane, std::uint32_t most, const std::uint64_t* mask, Run run,
                       Measure measure, std::uint64_t* sums) const {
  const std::uint64_t* planes[8];
  const auto count = static_cast<std::size_t>(std::bit_width(most));
  for (std::size_t b = 0; b < count; ++b) planes[b] = planes_[first_plane + b].data() + run.begin;
  if (measure == Measure::ballots) return kernels_->supersets(planes, most, mask, run.end - run.begin, sums);
  const std::uint64_t* weights[kWeightBits];
  for (std::size_t b = 0; b < weight_planes_.size(); ++b) weights[b] = weight_planes_[b].data() + run.begin;
  kernels_->weighted(planes, most, mask, weights, static_cast<std::uint32_t>(weight_planes_.size()),
                     run.end - run.begin, sums);
}

std::uint64_t Index::total(const std::uint64_t* mask, Run run, Measure measure) const {
  std::uint64_t sum = 0;
  const std::uint64_t* valid = valid_.data() + run.begin;
  if (measure == Measure::ballots) {
    kernels_->supersets(&valid, 1, mask, run.end - run.begin, &sum);
    return sum;
  }
  const std::uint64_t* weights[kWeightBits];
  for (std::size_t b = 0; b < weight_planes_.size(); ++b) weights[b] = weight_planes_[b].data() + run.begin;
  kernels_->weighted(&valid, 1, mask, weights, static_cast<std::uint32_t>(weight_planes_.size()),
                     run.end - run.begin, &sum);
  return sum;
}

std::uint64_t Index::weight_at(std::size_t position) const {
  std::uint64_t weight = 0;
  for (std::size_t b = 0; b < weight_planes_.size(); ++b) {
    weight |= (weight_planes_[b][position / 64] >> position % 64 & 1) << b;
  }
  return weight;
}

void Index::scan(const Entry& entry, const std::uint64_t* mask, Run run, Measure measure,
                 std::uint64_t* slots) const {
  if (run.begin == run.end) return;
  std::uint64_t sums[kMostCodes];
  std::fill_n(sums, entry.most, 0);  // of few codes most often, and this runs once a cell
  run_kernel(entry.planes, entry.most, mask, run, measure, sums);
  std::uint64_t others = 0;
  if (entry.shape == Shape::single) {
    separate(sums, entry.most);
    for (std::uint32_t option = 0; option < entry.most; ++option) {
      slots[kStates + option] += sums[option];
      others += sums[option];
    }
  } else {
    others = sums[0];
    for (std::uint32_t option = 0; entry.shape == Shape::list && option < entry.options; ++option) {
      run_kernel(entry.parts + option, 1, mask, run, measure, slots + kStates + option);
    }
    if (entry.shape == Shape::wide) scan_wide(entry, mask, run, measure, slots);
  }
  if (entry.reason_count > 0) {
    const std::uint64_t* planes[3];
    for (std::uint32_t b = 0; b < entry.reason_count; ++b)
      planes[b] = planes_[entry.reasons[b]].data() + run.begin;
    const std::uint32_t most = (1u << entry.reason_count) - 1;
    std::uint64_t reasons[7] = {};
    if (measure == Measure::ballots) {
      kernels_->supersets(planes, most, mask, run.end - run.begin, reasons);
    } else {
      const std::uint64_t* weights[kWeightBits];
      for (std::size_t b = 0; b < weight_planes_.size(); ++b)
        weights[b] = weight_planes_[b].data() + run.begin;
      kernels_->weighted(planes, most, mask, weights, static_cast<std::uint32_t>(weight_planes_.size()),
                         run.end - run.begin, reasons);
    }
    separate(reasons, most);
    for (std::uint32_t reason = 1; reason <= most; ++reason) {
      if ((reason ^ entry.base) >= kStates) continue;
      slots[reason ^ entry.base] += reasons[reason - 1];
      others += reasons[reason - 1];
    }
  }
  // The caller adds all rows there: unsigned numbers come out right whichever comes first.
  slots[entry.base] -= others;
}

void Index::scan_wide(const Entry& entry, const std::uint64_t* mask, Run run, Measure measure,
                      std::uint64_t* slots) const {
  for (std::size_t word = run.begin; word < run.end; ++word) {
    std::uint64_t rows = planes_[entry.planes][word] & (mask ? mask[word - run.begin] : ~std::uint64_t{0});
    for (; rows != 0; rows &= rows - 1) {
      const std::size_t position = word * 64 + static_cast<std::size_t>(std::countr_zero(rows));
      slots[kStates + wide_[entry.wide][position] - kFirstOption] +=
          measure == Measure::ballots ? 1 : weight_at(position);
    }
  }
}

void Index::add_category(const Entry& entry, std::size_t slot, Run run, std::uint64_t* out) const {
  const std::size_t words = run.end - run.begin;
  if (slot < kStates) {
    const auto reason = static_cast<std::uint32_t>(slot) ^ entry.base;
    if ((entry.seen >> slot & 1) == 0) return;
    for (std::size_t i = 0; i < words; ++i) {
      std::uint64_t rows = valid_[run.begin + i];
      for (std::uint32_t b = 0; b < entry.plane_count; ++b) rows &= ~planes_[entry.planes + b][run.begin + i];
      for (std::uint32_t b = 0; b < entry.reason_count; ++b) {
        const std::uint64_t bits = planes_[entry.reasons[b]][run.begin + i];
        rows &= (reason >> b & 1) != 0 ? bits : ~bits;
      }
      out[i] |= rows;
    }
    return;
  }
  const auto option = static_cast<std::uint32_t>(slot - kStates);
  if (entry.shape == Shape::list) {
    const std::uint64_t* part = planes_[entry.parts + option].data() + run.begin;
    for (std::size_t i = 0; i < words; ++i) out[i] |= part[i];
  } else if (entry.shape == Shape::single) {
    std::uint64_t rows[kBlock];
    for (std::size_t from = 0; from < words; from += kBlock) {
      const std::size_t count = std::min(kBlock, words - from);
      std::fill_n(rows, count, ~std::uint64_t{0});
      for (std::uint32_t b = 0; b < entry.plane_count; ++b) {
        const std::uint64_t* plane = planes_[entry.planes + b].data() + run.begin + from;
        const std::uint64_t flip = ((option + 1) >> b & 1) != 0 ? 0 : ~std::uint64_t{0};
        for (std::size_t i = 0; i < count; ++i) rows[i] &= plane[i] ^ flip;
      }
      for (std::size_t i = 0; i < count; ++i) out[from + i] |= rows[i];
    }
  } else {
    for (std::size_t i = 0; i < words; ++i) {
      std::uint64_t rows = planes_[entry.planes][run.begin + i];
      for (; rows != 0; rows &= rows - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(rows));
        const std::uint32_t code = wide_[entry.wide][(run.begin + i) * 64 + bit];
        out[i] |= std::uint64_t{code - kFirstOption == option} << bit;
      }
    }
  }
}

std::ptrdiff_t Index::dimension_of(std::size_t variable) const {
  const auto found = std::find(dimensions_.begin(), dimensions_.end(), variable);
  return found == dimensions_.end() ? -1 : found - dimensions_.begin();
}

void Index::apply(const Term& term, Run run, std::uint64_t* mask) const {
  const Entry& entry = entries_[term.variable];
  std::vector<std::uint64_t> rows(run.end - run.begin, 0);
  for (const std::uint32_t code : term.codes) {
    const std::size_t slot = slot_of_code(code, entry.slot_count);
    if (slot < entry.slot_count) add_category(entry, slot, run, rows.data());
  }
  const std::uint64_t flip = term.except ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < rows.size(); ++i) mask[i] &= rows[i] ^ flip;
}

Selection Index::select(const Filter& filter) const {
  Selection selection;
  selection.whole = filter.empty();
  selection.cells.assign(cells_.size(), 1);
  selection.tail = {tail_begin_, valid_.size()};
  Filter by_rows;
  for (const Term& term : filter) {
    const std::ptrdiff_t dimension = dimension_of(term.variable);
    if (dimension < 0) {
      by_rows.push_back(term);
      continue;
    }
    std::vector<std::uint8_t> wanted(entries_[term.variable].slot_count + 1, term.except ? 1 : 0);
    for (const std::uint32_t code : term.codes) {
      wanted[slot_of_code(code, entries_[term.variable].slot_count)] = term.except ? 0 : 1;
    }
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      selection.cells[cell] &=
          wanted[cell_slots_[cell * dimensions_.size() + static_cast<std::size_t>(dimension)]];
    }
  }
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    const Run run = cells_[cell].run;
    if (selection.cells[cell] == 0 || run.begin == run.end) continue;
    if (!selection.runs.empty() && selection.runs.back().end == run.begin) {
      selection.runs.back().end = run.end;
    } else {
      selection.runs.push_back(run);
    }
  }
  selection.by_cells = by_rows.empty();
  const bool tail = tail_rows_ > 0 && !filter.empty();
  if (!selection.by_cells || tail) {
    selection.mask.assign(valid_.size(), 0);
    const auto mark = [&](Run run, const Filter& terms) {
      std::uint64_t* mask = selection.mask.data() + run.begin;
      std::copy(valid_.begin() + static_cast<std::ptrdiff_t>(run.begin),
                valid_.begin() + static_cast<std::ptrdiff_t>(run.end), mask);
      for (const Term& term : terms) apply(term, run, mask);
    };
    for (const Run& run : selection.runs) {
      if (!selection.by_cells) mark(run, by_rows);
    }
    mark(selection.tail, filter);
  }
  finish(selection);
  return selection;
}

void Index::finish(Selection& selection) const {
  const auto add_up = [&](Measure measure, Selection::Total& sum) {
    sum.cells.assign(cells_.size(), 0);
    sum.tail = total(at(selection.mask, selection.tail.begin), selection.tail, measure);
    sum.all = sum.tail;
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      if (selection.cells[cell] == 0) continue;
      const Cell& one = cells_[cell];
      sum.cells[cell] = !selection.by_cells ? total(at(selection.mask, one.run.begin), one.run, measure)
                        : measure == Measure::ballots ? one.rows
                                                      : one.weight;
      sum.all += sum.cells[cell];
    }
  };
  add_up(Measure::ballots, selection.ballots);
  if (weighted()) add_up(Measure::weight, selection.weight);
}

bool Index::in_cube(const Entry& entry, const Selection& selection, Measure measure, Source source) const {
  return source == Source::cube && selection.by_cells && entry.shape != Shape::wide &&
         !(measure == Measure::ballots ? cube_.empty() : weight_cube_.empty());
}

void Index::add_cell(const Entry& entry, std::size_t cell, Measure measure, std::uint64_t* slots) const {
  const std::size_t from = cell * slot_count_ + entry.slots;
  if (measure == Measure::ballots) {
    add_all(slots, cube_.data() + from, entry.slot_count);
  } else {
    add_all(slots, weight_cube_.data() + from, entry.slot_count);
  }
}

Counts Index::marginal(std::size_t variable, const Selection& selection, Measure measure,
                       Source source) const {
  const Entry& entry = entries_[variable];
  std::vector<std::uint64_t> slots(entry.slot_count, 0);
  const Selection::Total& total = total_of(selection, measure);
  const bool cube = in_cube(entry, selection, measure, source);
  if (cube && selection.whole) {
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      slots[slot] =
          measure == Measure::ballots ? totals_[entry.slots + slot] : weight_totals_[entry.slots + slot];
    }
  } else if (cube) {
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      if (selection.cells[cell] != 0) add_cell(entry, cell, measure, slots.data());
    }
  } else {
    for (const Run& run : selection.runs)
      scan(entry, mask_of_runs(selection, run.begin), run, measure, slots.data());
    slots[entry.base] += total.all - total.tail;
  }
  // The cube of ballots holds what was appended, that of weights does not.
  if (!cube || measure == Measure::weight) {
    scan(entry, at(selection.mask, selection.tail.begin), selection.tail, measure, slots.data());
    slots[entry.base] += total.tail;
  }
  Counts counts;
  counts.not_asked = slots[0];
  counts.unanswered = slots[1];
  counts.refused = slots[2];
  counts.dont_know = slots[3];
  counts.suppressed = slots[4];
  counts.answered = total.all - slots[0] - slots[1] - slots[2] - slots[3] - slots[4];
  counts.options.assign(slots.begin() + kStates, slots.end());
  return counts;
}

std::vector<std::vector<std::uint64_t>> Index::cross_cells(std::size_t rows,
                                                           const std::vector<std::size_t>& columns,
                                                           const Selection& selection, Measure measure,
                                                           Source source) const {
  const Entry& entry = entries_[rows];
  const Selection::Total& total = total_of(selection, measure);
  std::vector<std::vector<std::uint64_t>> tables;
  std::vector<std::size_t> dimensions;
  for (const std::size_t column : columns) {
    tables.emplace_back(entries_[column].slot_count * entry.slot_count, 0);
    dimensions.push_back(static_cast<std::size_t>(dimension_of(column)));
  }
  const bool cube = in_cube(entry, selection, measure, source);
  std::vector<std::uint64_t> slots(entry.slot_count);
  // The columns that a cell goes into, one a table.
  std::vector<std::uint32_t> into(columns.size());
  const auto slot_in = [&](std::size_t cell, std::size_t d) {
    return cell_slots_[cell * dimensions_.size() + dimensions[d]];
  };
  const auto add = [&](const auto* from) {
    for (std::size_t d = 0; d < into.size(); ++d)
      add_all(tables[d].data() + into[d] * entry.slot_count, from, entry.slot_count);
  };
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (selection.cells[cell] == 0) continue;
    for (std::size_t d = 0; d < into.size(); ++d) into[d] = slot_in(cell, d);
    if (cube) {
      const std::size_t from = cell * slot_count_ + entry.slots;
      if (measure == Measure::ballots) {
        add(cube_.data() + from);
      } else {
        add(weight_cube_.data() + from);
      }
      continue;
    }
    Run run = cells_[cell].run;
    if (run.begin == run.end) continue;
    // Cells side by side that go into the same columns are one run.
    std::uint64_t sum = total.cells[cell];
    const auto goes_on = [&](std::size_t next) {
      if (next >= cells_.size() || selection.cells[next] == 0 || cells_[next].run.begin != run.end)
        return false;
      for (std::size_t d = into.size(); d-- > 0;) {
        if (slot_in(next, d) != into[d]) return false;
      }
      return true;
    };
    for (; goes_on(cell + 1); ++cell) {
      run.end = cells_[cell + 1].run.end;
      sum += total.cells[cell + 1];
    }
    // Under a mask many cells have nobody.
    if (sum == 0 && measure == Measure::ballots) continue;
    std::fill(slots.begin(), slots.end(), 0);
    scan(entry, mask_of_runs(selection, run.begin), run, measure, slots.data());
    slots[entry.base] += sum;
    add(static_cast<const std::uint64_t*>(slots.data()));
  }
  if (!cube || measure == Measure::weight) {
    for (std::size_t d = 0; d < columns.size(); ++d) {
      cross_rows(entry, entries_[columns[d]], selection, selection.tail, measure, tables[d]);
    }
  }
  return tables;
}

void Index::cross_rows(const Entry& rows, const Entry& columns, const Selection& selection, Run run,
                       Measure measure, std::vector<std::uint64_t>& out) const {
  const bool masked = !selection.mask.empty() && (!selection.by_cells || run.begin >= tail_begin_);
  std::uint64_t rows_of_column[kBlock];
  for (std::size_t from = run.begin; from < run.end; from += kBlock) {
    const Run block{from, std::min(from + kBlock, run.end)};
    for (std::size_t slot = 0; slot < columns.slot_count; ++slot) {
      if (slot < kStates && (columns.seen >> slot & 1) == 0) continue;
      std::fill(std::begin(rows_of_column), std::end(rows_of_column), 0);
      add_category(columns, slot, block, rows_of_column);
      for (std::size_t i = 0; masked && i < block.end - block.begin; ++i)
        rows_of_column[i] &= selection.mask[from + i];
      std::uint64_t* slots = out.data() + slot * rows.slot_count;
      scan(rows, rows_of_column, block, measure, slots);
      slots[rows.base] += total(rows_of_column, block, measure);
    }
  }
}

std::vector<Crosstab> Index::cross(const std::vector<Pair>& pairs, const Selection& selection,
                                   Measure measure, Source source) const {
  std::vector<Crosstab> tables(pairs.size());
  // With a dimension on one side: all that share the other side together.
  struct Shared {
    std::size_t rows;
    std::vector<std::size_t> columns;
    std::vector<std::size_t> pairs;
  };
  std::vector<Shared> shared;
  const auto is_wide = [&](std::size_t variable) { return entries_[variable].shape == Shape::wide; };
  const auto put = [&](std::size_t pair, const std::vector<std::uint64_t>& by_column, bool turned) {
    const std::size_t inner = entries_[turned ? pairs[pair].columns : pairs[pair].rows].slot_count;
    const std::size_t outer = by_column.size() / inner;
    Crosstab& table = tables[pair];
    table.rows = turned ? outer : inner;
    table.columns = turned ? inner : outer;
    table.cells = by_column;
    for (std::size_t i = 0; !turned && i < by_column.size(); ++i)
      table.cells[i] = by_column[i % outer * inner + i / outer];
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [rows, columns] = pairs[i];
    if (is_wide(rows) || is_wide(columns)) continue;
    const bool turned = dimension_of(columns) < 0;
    if (turned && dimension_of(rows) < 0) {
      std::vector<std::uint64_t> cells(entries_[rows].slot_count * entries_[columns].slot_count, 0);
      for (const Run& run : selection.runs)
        cross_rows(entries_[rows], entries_[columns], selection, run, measure, cells);
      cross_rows(entries_[rows], entries_[columns], selection, selection.tail, measure, cells);
      put(i, cells, false);
      continue;
    }
    const std::size_t inner = turned ? columns : rows;
    auto found =
        std::find_if(shared.begin(), shared.end(), [&](const Shared& one) { return one.rows == inner; });
    if (found == shared.end()) found = shared.insert(shared.end(), Shared{inner, {}, {}});
    found->columns.push_back(turned ? rows : columns);
    found->pairs.push_back(i);
  }
  for (const Shared& one : shared) {
    const std::vector<std::vector<std::uint64_t>> made =
        cross_cells(one.rows, one.columns, selection, measure, source);
    for (std::size_t i = 0; i < made.size(); ++i) {
      put(one.pairs[i], made[i], dimension_of(pairs[one.pairs[i]].columns) < 0);
    }
  }
  return tables;
}

FlowTable Index::flow(std::size_t before, std::size_t after, const Selection& selection, Measure measure) const {
  const Crosstab crossed = cross({{before, after}}, selection, measure).front();
  FlowTable flow;
  const std::size_t options = entries_[before].options;
  flow.table = {options, options, std::vector<std::uint64_t>(options * options, 0)};
  std::uint64_t both = 0;
  for (std::size_t from = 0; from < options; ++from) {
    for (std::size_t to = 0; to < options; ++to) {
      const std::uint64_t rows = crossed.cells[(kStates + from) * crossed.columns + kStates + to];
      flow.table.cells[from * options + to] = rows;
      (to > from ? flow.up : to < from ? flow.down : flow.same) += rows;
      both += rows;
    }
  }
  flow.apart = total_of(selection, measure).all - both;
  return flow;
}

std::vector<std::uint32_t> Index::rows_of(const Selection& selection) const {
  std::vector<std::uint64_t> chosen(valid_.size(), 0);
  const auto mark = [&](Run run, const std::uint64_t* mask) {
    for (std::size_t word = run.begin; word < run.end; ++word) {
      chosen[word] = valid_[word] & (mask ? mask[word - run.begin] : ~std::uint64_t{0});
    }
  };
  for (const Run& run : selection.runs) mark(run, mask_of_runs(selection, run.begin));
  mark(selection.tail, at(selection.mask, selection.tail.begin));
  std::vector<std::uint32_t> rows;
  for (std::size_t row = 0; row < rows_; ++row) {
    if ((chosen[positions_[row] / 64] >> positions_[row] % 64 & 1) != 0)
      rows.push_back(static_cast<std::uint32_t>(row));
  }
  return rows;
}

Selection Index::alike(const std::vector<std::size_t>& variables) const {
  Selection selection = select({});
  selection.whole = false;
  selection.by_cells = false;
  selection.mask = valid_;
  const Entry& first = entries_[variables.front()];
  for (std::size_t word = 0; word < valid_.size(); ++word) {
    std::uint64_t answered = 0;
    for (std::uint32_t b = 0; b < first.plane_count; ++b) answered |= planes_[first.planes + b][word];
    selection.mask[word] &= answered;
  }
  for (const std::size_t variable : variables) {
    const Entry& entry = entries_[variable];
    for (std::uint32_t b = 0; b < std::max(first.plane_count, entry.plane_count); ++b) {
      for (std::size_t word = 0; word < valid_.size(); ++word) {
        const std::uint64_t one = b < first.plane_count ? planes_[first.planes + b][word] : 0;
        const std::uint64_t other = b < entry.plane_count ? planes_[entry.planes + b][word] : 0;
        selection.mask[word] &= ~(one ^ other);
      }
    }
  }
  finish(selection);
  return selection;
}

}  // namespace triptych::tally
