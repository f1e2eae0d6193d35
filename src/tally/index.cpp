// SPDX-License-Identifier: MIT
// Tally: the index of bits: making it.
#include "tally/index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/limits.h"

namespace triptych::tally {
namespace {

using ballot::Field;
using ballot::ItemKind;
using ballot::kFirstOption;

constexpr std::uint32_t kNoCell = 0xFFFFFFFF;
/// Codes up to here leave the high bit of a byte to "suppressed".
constexpr std::uint32_t kMostQuick = 0x7F;

constexpr std::uint64_t kBytes = 0x0101010101010101;

/// The lowest bit of each byte, as eight bits.
std::uint64_t pack(std::uint64_t bytes) {
  return (bytes & kBytes) * 0x0102040810204080 >> 56;
}

/// Exchanges what the mask covers of words `distance` apart: one step of turning a square on its diagonal.
template <int distance, int shift>
void swap_fields(std::uint64_t* words, std::uint64_t mask) {
  for (int a = 0; a < 8; ++a) {
    if ((a & distance) != 0) continue;
    const std::uint64_t moved = (words[a] >> shift ^ words[a + distance]) & mask;
    words[a + distance] ^= moved;
    words[a] ^= moved << shift;
  }
}

/// 8 x 8 bytes: afterwards word b holds byte b of each word, word i in byte i.
void turn_bytes(std::uint64_t* words) {
  swap_fields<1, 8>(words, 0x00FF00FF00FF00FF);
  swap_fields<2, 16>(words, 0x0000FFFF0000FFFF);
  swap_fields<4, 32>(words, 0x00000000FFFFFFFF);
}

/// 8 x 8 bits in each of the 8 bytes: afterwards word b holds bit b of each byte, word g in bit g.
void turn_bits(std::uint64_t* words) {
  swap_fields<1, 1>(words, 0x5555555555555555);
  swap_fields<2, 2>(words, 0x3333333333333333);
  swap_fields<4, 4>(words, 0x0F0F0F0F0F0F0F0F);
}

/// A state's number where the code says one, else kStates.
std::uint32_t state_of(std::uint32_t code, const Field& field) {
  if (code == field.suppressed()) return kStates - 1;
  return code < kFirstOption ? code : kStates;
}

/// Place of a single's code among states and options.
std::size_t slot_of(std::uint32_t code, const Field& field) {
  const std::uint32_t state = state_of(code, field);
  return state < kStates ? state : kStates + code - kFirstOption;
}

}  // namespace

/// 64 records turned: a word for each bit of a record, record i in bit i.
struct Index::Reader {
  explicit Reader(std::size_t bytes)
      : stride(bytes), bits(8 * std::max<std::size_t>(bytes, 8)), zero(bytes, 0) {}

  void turn(const std::uint8_t* const* records) {
    for (std::size_t from = 0; from < stride; from += 8) {
      // The last eight bytes overlap those before, so that nothing past a record is read.
      const std::size_t at = stride < 8 ? 0 : std::min(from, stride - 8);
      std::uint64_t* out = bits.data() + 8 * at;
      for (std::size_t g = 0; g < 8; ++g) {
        std::uint64_t rows[8] = {};
        for (std::size_t i = 0; i < 8; ++i) {
          if (stride < 8) {
            std::memcpy(&rows[i], records[8 * i + g], stride);
          } else {
            std::memcpy(&rows[i], records[8 * i + g] + at, 8);
          }
        }
        turn_bytes(rows);
        for (std::size_t byte = 0; byte < 8; ++byte) out[8 * byte + g] = rows[byte];
      }
      for (std::size_t byte = 0; byte < 8; ++byte) turn_bits(out + 8 * byte);
    }
  }
  const std::uint64_t* bits_of(std::size_t byte) const { return bits.data() + 8 * byte; }

  std::size_t stride;
  std::vector<std::uint64_t> bits;
  std::vector<std::uint8_t> zero;
};

Index::Index(const Columns& columns, std::vector<std::size_t> dimensions)
    : kernels_(&default_kernels()), dimensions_(std::move(dimensions)) {
  add_entries(columns);
  choose_bases(columns);
  rows_ = columns.ballots;
  const std::vector<std::uint32_t> cells = make_cells(columns);
  positions_.resize(rows_);
  std::vector<std::size_t> next(cells_.size());
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) next[cell] = cells_[cell].run.begin * 64;
  std::vector<std::uint32_t> order(tail_begin_ * 64, kNoCell);
  for (std::size_t row = 0; row < rows_; ++row) {
    positions_[row] = static_cast<std::uint32_t>(next[cells[row]]++);
    order[positions_[row]] = static_cast<std::uint32_t>(row);
  }
  resize_planes(tail_begin_);
  Reader reader(columns.stride);
  for (std::size_t word = 0; word < tail_begin_; ++word) {
    const std::uint8_t* records[64];
    std::uint64_t valid = 0;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint32_t row = order[word * 64 + i];
      records[i] = row == kNoCell ? reader.zero.data() : columns.records.data() + row * columns.stride;
      valid |= std::uint64_t{row != kNoCell} << i;
    }
    fill(records, valid, word, reader);
  }
  build_cube();
}

void Index::add_entries(const Columns& columns) {
  std::size_t planes = 0;
  for (const Variable& variable : columns.variables) {
    Entry entry;
    entry.kind = variable.item.kind;
    entry.place = variable.place;
    entry.options = variable.item.option_count();
    entry.planes = planes;
    entry.slots = slot_count_;
    entry.slot_count = kStates + entry.options;
    if (entry.kind != ItemKind::single) {
      entry.shape = Shape::list;
      entry.parts = planes + 1;
      planes += 1 + entry.options;
    } else if (entry.options > kMostCodes) {
      entry.shape = Shape::wide;
      entry.wide = wide_.size();
      wide_.emplace_back();
      planes += 1;
    } else {
      entry.most = entry.options;
      entry.plane_count = static_cast<std::uint32_t>(std::bit_width(entry.options));
      planes += entry.plane_count;
    }
    // The cube leaves out what is too wide for it.
    slot_count_ += entry.shape == Shape::wide ? kStates : entry.slot_count;
    entries_.push_back(entry);
  }
  planes_.resize(planes);
}

void Index::choose_bases(const Columns& columns) {
  constexpr std::size_t kSample = 2048;
  const std::size_t step = std::max<std::size_t>(1, columns.ballots / kSample);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::array<std::uint32_t, kStates + 1> found{};
    const Column codes = columns.codes(i);
    for (std::size_t row = 0; row < columns.ballots; row += step)
      ++found[state_of(codes[row], entries_[i].place.code)];
    entries_[i].base =
        static_cast<std::uint32_t>(std::max_element(found.begin(), found.end() - 1) - found.begin());
  }
}

std::size_t Index::joint_code(const std::uint8_t* record) const {
  std::size_t joint = 0;
  for (std::size_t d = 0; d < dimensions_.size(); ++d) {
    const Field& field = entries_[dimensions_[d]].place.code;
    joint = joint * radixes_[d] + slot_of(field.read(record), field);
  }
  return joint;
}

std::vector<std::uint32_t> Index::make_cells(const Columns& columns) {
  std::vector<std::uint32_t> joint(columns.ballots);
  std::vector<std::uint32_t> counts;
  std::size_t cells = 0;
  while (true) {
    std::size_t codes = 1;
    radixes_.clear();
    std::vector<std::size_t> kept;
    for (const std::size_t variable : dimensions_) {
      const Entry& entry = entries_[variable];
      const bool again = std::find(kept.begin(), kept.end(), variable) != kept.end();
      if (entry.shape != Shape::single || again || codes * entry.slot_count > limits::kJointCodes) continue;
      codes *= entry.slot_count;
      radixes_.push_back(entry.slot_count);
      kept.push_back(variable);
    }
    dimensions_ = std::move(kept);
    counts.assign(codes, 0);
    for (std::size_t row = 0; row < columns.ballots; ++row) {
      joint[row] = static_cast<std::uint32_t>(joint_code(columns.records.data() + row * columns.stride));
      ++counts[joint[row]];
    }
    cells = codes - static_cast<std::size_t>(std::count(counts.begin(), counts.end(), 0u));
    if (cells <= limits::kCells) break;
    dimensions_.pop_back();
  }
  cell_numbers_.assign(counts.size(), kNoCell);
  cells_.clear();
  cells_.reserve(cells);
  for (std::size_t code = 0; code < counts.size(); ++code) {
    if (counts[code] == 0) continue;
    cell_numbers_[code] = add_cell_of(code);
    Cell& cell = cells_.back();
    cell.rows = counts[code];
    cell.run = {tail_begin_, tail_begin_ + (counts[code] + 63) / 64};
    tail_begin_ = cell.run.end;
  }
  for (std::uint32_t& code : joint) code = cell_numbers_[code];
  return joint;
}

std::uint32_t Index::add_cell_of(std::size_t joint) {
  std::vector<std::uint32_t> slots(dimensions_.size());
  for (std::size_t d = dimensions_.size(); d-- > 0; joint /= radixes_[d]) {
    slots[d] = static_cast<std::uint32_t>(joint % radixes_[d]);
  }
  cell_slots_.insert(cell_slots_.end(), slots.begin(), slots.end());
  cells_.emplace_back();
  return static_cast<std::uint32_t>(cells_.size() - 1);
}

void Index::resize_planes(std::size_t words) {
  for (Words& plane : planes_) plane.resize(words, 0);
  for (std::vector<std::uint32_t>& codes : wide_) codes.resize(words * 64, 0);
  valid_.resize(words, 0);
}

void Index::put_state(Entry& entry, std::uint64_t missing, const std::array<std::uint64_t, 3>& reasons,
                      std::size_t word) {
  if (missing == 0) return;
  for (std::uint32_t bit = 0; bit < reasons.size(); ++bit) {
    const std::uint64_t rows = reasons[bit] & missing;
    if (rows == 0) continue;
    for (; entry.reason_count <= bit; ++entry.reason_count) {
      entry.reasons[entry.reason_count] = planes_.size();
      planes_.emplace_back(valid_.size(), 0);
    }
    planes_[entry.reasons[bit]][word] |= rows;
  }
  for (std::uint32_t state = 0; state < kStates; ++state) {
    std::uint64_t rows = missing;
    for (std::uint32_t bit = 0; bit < reasons.size(); ++bit) {
      rows &= ((state ^ entry.base) >> bit & 1) != 0 ? reasons[bit] : ~reasons[bit];
    }
    if (rows != 0) entry.seen |= 1u << state;
  }
}

void Index::fill(const std::uint8_t* const* records, std::uint64_t valid, std::size_t word, Reader& reader) {
  reader.turn(records);
  valid_[word] |= valid;
  for (Entry& entry : entries_) {
    const Field& field = entry.place.code;
    const std::uint64_t* bits = reader.bits_of(field.at);
    const bool quick =
        field.width == 1 && entry.options + kFirstOption <= kMostQuick && (bits[7] & valid) == 0;
    std::array<std::uint64_t, 8> symbols{};
    std::array<std::uint64_t, 3> reasons{};
    std::uint64_t answered = 0;
    if (quick) {
      // From the first option on the symbol is the code less 3, bit by bit; of a list's state it is 1.
      answered = (bits[2] | bits[3] | bits[4] | bits[5] | bits[6]) & valid;
      symbols[0] = answered;
      if (entry.shape == Shape::single) {
        symbols[0] = ~bits[0] & answered;
        symbols[1] = (bits[0] ^ bits[1]) & answered;
        std::uint64_t borrow = ~(bits[0] & bits[1]);
        for (std::uint32_t b = 2; b < entry.plane_count; ++b) {
          symbols[b] = (bits[b] ^ borrow) & answered;
          borrow &= ~bits[b];
        }
      }
      for (std::uint32_t b = 0; b < reasons.size(); ++b) {
        reasons[b] = (b < 2 ? bits[b] : 0) ^ ((entry.base >> b & 1) != 0 ? ~std::uint64_t{0} : 0);
      }
    } else {
      for (std::size_t i = 0; i < 64; ++i) {
        if ((valid >> i & 1) == 0) continue;
        const std::uint64_t bit = std::uint64_t{1} << i;
        const std::uint32_t code = field.read(records[i]);
        const std::uint32_t state = state_of(code, field);
        if (state < kStates) {
          for (std::uint32_t b = 0; b < reasons.size(); ++b) {
            if (((state ^ entry.base) >> b & 1) != 0) reasons[b] |= bit;
          }
          continue;
        }
        answered |= bit;
        const std::uint32_t symbol = entry.shape == Shape::single ? code - kFirstOption + 1 : 1;
        for (std::uint32_t b = 0; b < entry.plane_count; ++b) {
          if ((symbol >> b & 1) != 0) symbols[b] |= bit;
        }
        if (entry.shape == Shape::wide) wide_[entry.wide][word * 64 + i] = code;
      }
    }
    for (std::uint32_t b = 0; b < entry.plane_count; ++b) planes_[entry.planes + b][word] |= symbols[b];
    put_state(entry, valid & ~answered, reasons, word);
    if (entry.shape != Shape::list) continue;
    const Field& parts = entry.place.parts;
    for (std::uint32_t option = 0; option < entry.options; ++option) {
      std::uint64_t ticked = 0;
      if (entry.kind == ItemKind::multiple) {
        ticked = reader.bits_of(parts.at)[option];
      } else {
        // Ranked first: the number 1.
        const std::uint64_t* rank = reader.bits_of(parts.at + option * parts.width);
        ticked = rank[0];
        for (std::uint32_t b = 1; b < 8 * parts.width; ++b) ticked &= ~rank[b];
      }
      planes_[entry.parts + option][word] |= ticked & valid;
    }
  }
}

void Index::build_cube() {
  if (cells_.size() * slot_count_ > limits::kCubeSlots) return;
  cube_.assign(cells_.size() * slot_count_, 0);
  totals_.assign(slot_count_, 0);
  for (const Entry& entry : entries_) {
    if (entry.shape == Shape::wide) continue;
    std::vector<std::uint64_t> slots(entry.slot_count);
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      std::fill(slots.begin(), slots.end(), 0);
      scan(entry, nullptr, cells_[cell].run, Measure::ballots, slots.data());
      slots[entry.base] += cells_[cell].rows;
      std::uint32_t* out = cube_.data() + cell * slot_count_ + entry.slots;
      for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        out[slot] = static_cast<std::uint32_t>(slots[slot]);
        totals_[entry.slots + slot] += out[slot];
      }
    }
  }
}

void Index::count_record(const std::uint8_t* record, std::uint32_t* cell) const {
  for (const Entry& entry : entries_) {
    if (entry.shape == Shape::wide) continue;
    std::uint32_t* slots = cell + entry.slots;
    const std::uint32_t code = entry.place.code.read(record);
    const std::uint32_t state = state_of(code, entry.place.code);
    if (state < kStates) {
      ++slots[state];
    } else if (entry.shape == Shape::single) {
      ++slots[kStates + code - kFirstOption];
    } else {
      const Field& parts = entry.place.parts;
      for (std::uint32_t option = 0; option < entry.options; ++option) {
        const bool first = entry.kind == ItemKind::multiple
                               ? (record[parts.at + option / 8] >> option % 8 & 1) != 0
                               : Field{parts.at + option * parts.width, parts.width}.read(record) == 1;
        if (first) ++slots[kStates + option];
      }
    }
  }
}

void Index::append(const Columns& more) {
  weight_planes_.clear();
  weight_cube_.clear();
  weight_totals_.clear();
  for (std::size_t row = 0; row < more.ballots; ++row) {
    const std::uint8_t* record = more.records.data() + row * more.stride;
    positions_.push_back(static_cast<std::uint32_t>(tail_begin_ * 64 + tail_rows_ + row));
    if (cube_.empty()) continue;
    const std::size_t joint = joint_code(record);
    if (cell_numbers_[joint] == kNoCell) {
      cell_numbers_[joint] = add_cell_of(joint);
      cube_.resize(cells_.size() * slot_count_, 0);
    }
    count_record(record, cube_.data() + cell_numbers_[joint] * slot_count_);
    count_record(record, totals_.data());
  }
  resize_planes(tail_begin_ + (tail_rows_ + more.ballots + 63) / 64);
  Reader reader(more.stride);
  std::size_t row = 0;
  while (row < more.ballots) {
    const std::uint8_t* records[64];
    std::fill(std::begin(records), std::end(records), reader.zero.data());
    std::uint64_t valid = 0;
    const std::size_t word = tail_begin_ + tail_rows_ / 64;
    for (std::size_t i = tail_rows_ % 64; i < 64 && row < more.ballots; ++i, ++row, ++tail_rows_) {
      records[i] = more.records.data() + row * more.stride;
      valid |= std::uint64_t{1} << i;
    }
    fill(records, valid, word, reader);
  }
  rows_ += more.ballots;
}

double Index::tail_share() const {
  return rows_ == 0 ? 0 : static_cast<double>(tail_rows_) / static_cast<double>(rows_);
}

Result<Done> Index::set_weights(const std::vector<double>& weights) {
  if (weights.size() != rows_) {
    return Error{ErrorCode::tally_weights, "", {{"found", weights.size()}, {"expected", rows_}}};
  }
  std::vector<std::uint32_t> fixed(valid_.size() * 64, 0);
  std::uint32_t most = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    const double weight = std::round(weights[row] * kWeightOne);
    if (!(weight >= 0 && weight < 1u << kWeightBits))
      return Error{ErrorCode::tally_weight, "", {{"row", row + 1}}};
    fixed[positions_[row]] = static_cast<std::uint32_t>(weight);
    most |= fixed[positions_[row]];
  }
  // Where all weigh nothing there is one plane still: the index is weighted.
  const auto bits = std::max<std::size_t>(1, static_cast<std::size_t>(std::bit_width(most)));
  weight_planes_.assign(bits, Words(valid_.size(), 0));
  for (std::size_t word = 0; word < valid_.size(); ++word) {
    for (std::size_t group = 0; group < 8; ++group) {
      const std::uint32_t* eight = fixed.data() + word * 64 + group * 8;
      for (std::size_t byte = 0; 8 * byte < bits; ++byte) {
        std::uint64_t lane = 0;
        for (std::size_t i = 0; i < 8; ++i) lane |= std::uint64_t{eight[i] >> 8 * byte & 0xFF} << 8 * i;
        for (std::size_t b = 8 * byte; b < std::min(bits, 8 * byte + 8); ++b) {
          weight_planes_[b][word] |= pack(lane >> (b - 8 * byte)) << 8 * group;
        }
      }
    }
  }
  for (Cell& cell : cells_) cell.weight = total(nullptr, cell.run, Measure::weight);
  build_weight_cube();
  return Done{};
}

void Index::build_weight_cube() {
  if (cube_.empty()) return;
  weight_cube_.assign(cube_.size(), 0);
  weight_totals_.assign(slot_count_, 0);
  for (const Entry& entry : entries_) {
    if (entry.shape == Shape::wide) continue;
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      std::uint64_t* out = weight_cube_.data() + cell * slot_count_ + entry.slots;
      scan(entry, nullptr, cells_[cell].run, Measure::weight, out);
      out[entry.base] += cells_[cell].weight;
      for (std::size_t slot = 0; slot < entry.slot_count; ++slot)
        weight_totals_[entry.slots + slot] += out[slot];
    }
  }
}

std::size_t Index::bytes() const {
  std::size_t bytes = valid_.capacity() * sizeof(std::uint64_t);
  for (const std::vector<Words>* planes : {&planes_, &weight_planes_}) {
    for (const Words& plane : *planes) bytes += plane.capacity() * sizeof(std::uint64_t);
  }
  for (const std::vector<std::uint32_t>& codes : wide_) bytes += codes.capacity() * sizeof(std::uint32_t);
  bytes += (positions_.capacity() + cell_numbers_.capacity() + cell_slots_.capacity() + cube_.capacity() +
            totals_.capacity()) *
           sizeof(std::uint32_t);
  bytes += (weight_cube_.capacity() + weight_totals_.capacity()) * sizeof(std::uint64_t);
  return bytes + cells_.capacity() * sizeof(Cell) + entries_.capacity() * sizeof(Entry);
}

}  // namespace triptych::tally
