// SPDX-License-Identifier: MIT
// Ballot: what leaves the visitor's browser, and nothing more. The bytes are written in FORMAT.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/codebook.h"
#include "base/calendar.h"
#include "base/result.h"

namespace triptych::ballot {

enum class Mode : std::uint8_t { web, kiosk, facilitator, paper };
/// "web", "kiosk", "facilitator", "paper"
std::string_view name_of(Mode mode);

enum class State : std::uint8_t { not_asked, unanswered, refused, dont_know, answered };

/// The answer to one item. `options` is empty unless answered; then: single one option; multiple the boxes ticked,
/// ascending, at least one; ranking the options ranked, best first, at least one.
struct Answer {
  State state = State::not_asked;
  std::vector<std::uint32_t> options;

  bool operator==(const Answer&) const = default;
};

struct Ballot {
  bool simulated = false;
  Mode mode = Mode::web;
  StructureHash structure{};
  std::array<std::uint8_t, 16> id{};  ///< random; counts a ballot once, then the tally drops it
  std::uint8_t wave = 0;
  std::uint8_t text_rev = 0;
  std::uint8_t language = 0;          ///< language_code()
  IsoWeek week{0, 0};                 ///< {0, 0}: the survey keeps no week
  std::vector<Answer> answers;        ///< one an item, in codebook order
};

/// 1..: ISO 639-1 languages in alphabetical order (FORMAT.md); 0: any other. Region and script are dropped: "fr-CA" is fr.
std::uint8_t language_code(std::string_view tag);
/// "fr"; "und" for 0 and for numbers outside the table.
std::string_view language_name(std::uint8_t code);

/// The bytes. `ballot.answers` must fit the codebook (one an item, options in range): anything else is a fault of the caller
/// and gives ballot_answers (path: the item).
Result<std::string> encode(const Ballot& ballot, const Codebook& codebook);

/// The envelope alone: version, flags, structure, id, wave, text_rev, language, week. `answers` stays empty.
/// Errors: ballot_version (found), ballot_length (bytes, expected: the limit), ballot_flags (flags), ballot_language (found),
/// ballot_week (year, week).
Result<Ballot> decode_header(std::string_view bytes);
/// Strict: one value has one encoding. Errors: those of decode_header, ballot_structure (found, expected: hexadecimal),
/// ballot_wave (found, expected), ballot_length (bytes, expected), ballot_code (path: the item), ballot_padding.
Result<Ballot> decode(std::string_view bytes, const Codebook& codebook);

/// base64url without padding: what is sent and stored. Error: ballot_text.
std::string to_text(std::string_view bytes);
Result<std::string> from_text(std::string_view text);

/// The bytes cut into named runs, for showing: "version", "flags", "structure", "random", "wave", "text_rev", "language",
/// "week", "answers". `bytes` must be what encode gave.
struct Run {
  std::string_view field;
  std::string_view bytes;
};
std::vector<Run> runs_of(std::string_view bytes);

/// Counts a visitor's ballot as demonstration: sets the simulated flag of encoded bytes.
void mark_simulated(std::string& bytes);

}  // namespace triptych::ballot
