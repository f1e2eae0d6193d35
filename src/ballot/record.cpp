// SPDX-License-Identifier: MIT
// Ballot: the answers of FORMAT.md as codes at fixed places.
#include "ballot/record.h"

#include <cstring>

#include "ballot/envelope.h"
#include "base/limits.h"

namespace triptych::ballot {
namespace {

/// A window of 8 bytes begins at any bit of a byte: this many of its bits can be relied on.
constexpr std::uint32_t kWindowBits = 57;
/// Ranks are checked with one bit each.
constexpr std::uint32_t kMostRanked = 63;

std::uint32_t width_for(std::uint32_t most) {
  return most < 0xFF ? 1 : most < 0xFFFF ? 2 : 4;
}

std::uint64_t window_at(const std::uint8_t* bytes, std::uint32_t bit) {
  std::uint64_t window = 0;
  std::memcpy(&window, bytes + bit / 8, sizeof window);  // every target is little-endian
  return window >> bit % 8;
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

Recorder::Recorder(const Codebook& codebook)
    : structure_(codebook.structure), wave_(codebook.wave), ballot_bytes_(codebook.ballot_bytes()) {
  for (std::size_t code = 0; code < languages_.size(); ++code) {
    languages_[code] = code == 0 || language_name(static_cast<std::uint8_t>(code)) != language_name(0);
  }
  for (const Item& item : codebook.items) {
    const std::uint32_t n = item.option_count();
    const auto bits =
        static_cast<std::uint32_t>(item.kind == ItemKind::ranking ? bits_for(n) : bits_of(item));
    steps_.push_back({static_cast<std::uint32_t>(item_bits_), bits, n, item.kind, item.epsilon > 0});
    item_bits_ += bits_of(item);
    places_.push_back(place_of(item, static_cast<std::uint32_t>(bytes_)));
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
  if (ballot.size() != ballot_bytes_ || ballot.size() > limits::kBallotBytes) return false;
  if (!read_envelope(reinterpret_cast<const std::uint8_t*>(ballot.data()))) return false;
  // Windows may look past the end.
  std::uint8_t answers[limits::kBallotBytes + sizeof(std::uint64_t)];
  const std::size_t size = ballot.size() - kEnvelopeBytes;
  std::memcpy(answers, ballot.data() + kEnvelopeBytes, size);
  std::memset(answers + size, 0, sizeof(std::uint64_t));
  bool known = true;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    const Place& place = places_[i];
    std::uint64_t window = window_at(answers, step.bit);
    if (step.kind == ItemKind::single) {
      const auto code = static_cast<std::uint32_t>(window & low_bits(step.bits));
      known &=
          code < kFirstOption + step.options && !(step.randomised && (code == kRefused || code == kDontKnow));
      if (place.code.width == 1) {
        record[place.code.at] = static_cast<std::uint8_t>(code);
      } else {
        place.code.write(record, code);
      }
      continue;
    }
    const auto state = static_cast<ListState>(window & 3);
    std::uint8_t* parts = record + place.parts.at;
    std::uint64_t first = 0;  // what stands in the first box or rank of a declined item
    bool others = false;
    if (step.kind == ItemKind::multiple) {
      for (std::uint32_t box = 0; box < step.options; box += 8) {
        const std::uint32_t boxes = step.options - box < 8 ? step.options - box : 8;
        const std::uint64_t ticked = window_at(answers, step.bit + 2 + box) & low_bits(boxes);
        parts[box / 8] = static_cast<std::uint8_t>(ticked);
        if (box == 0) first = ticked & 1;
        others |= (box == 0 ? ticked >> 1 : ticked) != 0;
      }
    } else {
      if (step.options > kMostRanked || step.bits > kWindowBits) return false;
      std::uint64_t seen = 0;
      std::uint32_t filled = 0;
      for (std::uint32_t option = 0; option < step.options; ++option) {
        const auto rank = static_cast<std::uint32_t>(window_at(answers, step.bit + 2 + option * step.bits) &
                                                     low_bits(step.bits));
        Field{place.parts.at + option * place.parts.width, place.parts.width}.write(record, rank);
        if (option == 0) first = rank;
        others |= option > 0 && rank != 0;
        if (rank != 0) {
          ++filled;
          known &= (seen >> rank & 1) == 0;
          seen |= std::uint64_t{1} << rank;
        }
      }
      // Ranks are 1..filled, each once.
      known &= state != ListState::answered || seen == (low_bits(filled) << 1);
    }
    if (state == ListState::answered) {
      known &= first != 0 || others;
      place.code.write(record, static_cast<std::uint32_t>(State::answered));
    } else if (state == ListState::declined) {
      known &= first <= 1 && !others;
      const bool dont_know = first == 1;
      std::memset(parts, 0, place.bytes - place.code.width);
      place.code.write(record, static_cast<std::uint32_t>(dont_know ? State::dont_know : State::refused));
    } else {
      known &= first == 0 && !others;
      place.code.write(record, static_cast<std::uint32_t>(state));
    }
  }
  const std::uint32_t rest = static_cast<std::uint32_t>(size * 8 - item_bits_);
  return known && (window_at(answers, static_cast<std::uint32_t>(item_bits_)) & low_bits(rest)) == 0;
}

}  // namespace triptych::ballot
