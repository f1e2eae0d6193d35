// SPDX-License-Identifier: MIT
// Ballot: the answers of FORMAT.md as codes at fixed places.
#include "ballot/record.h"

#include <algorithm>
#include <cstring>

#include "ballot/envelope.h"

namespace triptych::ballot {
namespace {

/// Ranks are checked with one bit each, and take one byte.
constexpr std::uint32_t kMostRanked = 63;

std::uint32_t width_for(std::uint32_t most) {
  return most < 0xFF ? 1 : most < 0xFFFF ? 2 : 4;
}

std::uint64_t low_bits(std::uint32_t count) {
  return (std::uint64_t{1} << count) - 1;
}

}  // namespace

Place place_of(const Item& item, std::uint32_t at) {
  const std::uint32_t n = item.option_count();
  if (item.kind == ItemKind::single) {
    const Field code{at, width_for(n + kFirstOption - 1)};
    return {code, code, code.width};
  }
  if (item.kind == ItemKind::multiple) return {{at, 1}, {at + 1, 1}, 1 + (n + 7) / 8};
  const std::uint32_t width = width_for(n);
  return {{at, 1}, {at + 1, width}, 1 + n * width};
}

void write_answer(const Answer& answer, ItemKind kind, const Place& place, std::uint8_t* record) {
  const auto state = static_cast<std::uint32_t>(answer.state);
  if (kind == ItemKind::single) {
    place.code.write(record, answer.state == State::answered ? kFirstOption + answer.options[0] : state);
    return;
  }
  std::memset(record + place.code.at, 0, place.bytes);
  place.code.write(record, state);
  for (std::size_t i = 0; i < answer.options.size(); ++i) {
    const std::uint32_t option = answer.options[i];
    if (kind == ItemKind::multiple) {
      std::uint8_t& byte = record[place.parts.at + option / 8];
      byte = static_cast<std::uint8_t>(byte | 1u << option % 8);
    } else {
      const Field rank{place.parts.at + option * place.parts.width, place.parts.width};
      rank.write(record, static_cast<std::uint32_t>(i + 1));
    }
  }
}

/// Bits from any place on, zeros past the end.
class Recorder::Window {
 public:
  explicit Window(std::string_view bytes)
      : bytes_(bytes.data()),
        whole_(bytes.size() < 8 ? 0 : bytes.size() - 8 + 1),
        last_from_(bytes.size() < 8 ? 0 : bytes.size() - 8) {
    if (bytes.size() < 8) {
      std::memcpy(last_, bytes.data(), bytes.size());
    } else {
      std::memcpy(last_, bytes.data() + last_from_, 8);
    }
  }
  /// At least 57 of them.
  std::uint64_t at(std::uint32_t bit) const {
    const std::size_t byte = bit / 8;
    std::uint64_t bits = 0;
    std::memcpy(&bits, byte < whole_ ? bytes_ + byte : last_ + (byte - last_from_),
                sizeof bits);  // targets are little-endian
    return bits >> bit % 8;
  }

 private:
  const char* bytes_;
  std::size_t whole_;  ///< where eight bytes can be read
  std::size_t last_from_;
  char last_[16 + 8] = {};
};

Recorder::Recorder(const Codebook& codebook)
    : structure_(codebook.structure), wave_(codebook.wave), ballot_bytes_(codebook.ballot_bytes()) {
  for (std::size_t code = 0; code < languages_.size(); ++code) {
    languages_[code] = code == 0 || language_name(static_cast<std::uint8_t>(code)) != language_name(0);
  }
  for (const Item& item : codebook.items) {
    const std::uint32_t n = item.option_count();
    const auto bits =
        static_cast<std::uint32_t>(item.kind == ItemKind::ranking ? bits_for(n) : bits_of(item));
    places_.push_back(place_of(item, static_cast<std::uint32_t>(bytes_)));
    steps_.push_back(
        {static_cast<std::uint32_t>(item_bits_), bits, n, item.kind, item.epsilon > 0, places_.back()});
    item_bits_ += bits_of(item);
    bytes_ += places_.back().bytes;
  }
}

bool Recorder::read_envelope(const std::uint8_t* bytes) const {
  if (bytes[0] != kVersion || bytes[kWaveAt] != wave_ || !languages_[bytes[kLanguageAt]]) return false;
  if (std::memcmp(bytes + kStructureAt, structure_.data(), structure_.size()) != 0) return false;
  const unsigned mode = bytes[kFlagsAt] & ~unsigned{kSimulatedFlag};
  if (mode > 8 || (mode & (mode - 1)) != 0) return false;
  const unsigned week = (bytes[kWeekAt] | unsigned{bytes[kWeekAt + 1]} << 8) % 64;
  const bool none = bytes[kWeekAt] == 0 && bytes[kWeekAt + 1] == 0;
  // A week 53 needs a calendar.
  return none || (week >= 1 && week <= 52);
}

bool Recorder::read(std::string_view ballot, std::uint8_t* record) const {
  if (ballot.size() != ballot_bytes_) return false;
  if (!read_envelope(reinterpret_cast<const std::uint8_t*>(ballot.data()))) return false;
  const Window answers(ballot.substr(kEnvelopeBytes));
  bool known = true;
  const Step* end = steps_.data() + steps_.size();
  for (const Step* step = steps_.data(); step != end; ++step) {
    if (step->kind != ItemKind::single) {
      known &= read_list(*step, answers, record);
      continue;
    }
    const auto code = static_cast<std::uint32_t>(answers.at(step->bit) & low_bits(step->bits));
    known &= code < kFirstOption + step->options;
    if (step->randomised) known &= code != kRefused && code != kDontKnow;
    if (step->place.code.width == 1) {
      record[step->place.code.at] = static_cast<std::uint8_t>(code);
    } else {
      step->place.code.write(record, code);
    }
  }
  const auto rest = static_cast<std::uint32_t>((ballot_bytes_ - kEnvelopeBytes) * 8 - item_bits_);
  return known && (answers.at(static_cast<std::uint32_t>(item_bits_)) & low_bits(rest)) == 0;
}

bool Recorder::read_list(const Step& step, const Window& answers, std::uint8_t* record) {
  const Place& place = step.place;
  std::uint8_t* parts = record + place.parts.at;
  const auto state = static_cast<ListState>(answers.at(step.bit) & 3);
  std::uint64_t first = 0;  // what stands in the first box or rank
  bool others = false;
  bool known = true;
  if (step.kind == ItemKind::multiple) {
    for (std::uint32_t box = 0; box < step.options; box += 8) {
      const std::uint64_t ticked =
          answers.at(step.bit + 2 + box) & low_bits(std::min(step.options - box, 8u));
      parts[box / 8] = static_cast<std::uint8_t>(ticked);
      if (box == 0) first = ticked & 1;
      others |= (box == 0 ? ticked >> 1 : ticked) != 0;
    }
  } else {
    if (step.options > kMostRanked) return false;
    std::uint64_t seen = 0;
    std::uint32_t filled = 0;
    for (std::uint32_t option = 0; option < step.options; ++option) {
      const std::uint32_t bit = step.bit + 2 + option * step.bits;
      const auto rank = static_cast<std::uint32_t>(answers.at(bit) & low_bits(step.bits));
      parts[option] = static_cast<std::uint8_t>(rank);
      if (option == 0) first = rank;
      others |= option > 0 && rank != 0;
      if (rank == 0) continue;
      ++filled;
      known &= (seen >> rank & 1) == 0;
      seen |= std::uint64_t{1} << rank;
    }
    // Ranks are 1..filled, each once.
    known &= state != ListState::answered || seen == (low_bits(filled) << 1);
  }
  auto written = static_cast<State>(state);
  if (state == ListState::answered) {
    known &= first != 0 || others;
    written = State::answered;
  } else if (state == ListState::declined) {
    known &= first <= 1 && !others;
    written = first == 1 ? State::dont_know : State::refused;
    std::memset(parts, 0, place.bytes - place.code.width);
  } else {
    known &= first == 0 && !others;
  }
  place.code.write(record, static_cast<std::uint32_t>(written));
  return known;
}

}  // namespace triptych::ballot
