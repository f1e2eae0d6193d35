// SPDX-License-Identifier: MIT
// Ballot: the bytes of FORMAT.md, written and read bit by bit.
#include "ballot/ballot.h"

#include "ballot/envelope.h"
#include "base/base64url.h"
#include "base/limits.h"
#include "base/sha256.h"

namespace triptych::ballot {
namespace {

constexpr std::string_view kLanguages =
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugvhahehiho"
    "hrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnno"
    "nrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowa"
    "woxhyiyozazhzu";
static_assert(kLanguages.size() == 2 * 184);

class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  void put(std::uint32_t number, std::size_t bits) {
    for (std::size_t i = 0; i < bits; ++i) {
      if (used_ % 8 == 0) out_.push_back('\0');
      if ((number >> i & 1) != 0) out_.back() = static_cast<char>(out_.back() | (1 << used_ % 8));
      ++used_;
    }
  }

 private:
  std::string& out_;
  std::size_t used_ = 0;
};

/// At most 32 bits at a time; bits past the end are zero.
class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t take(std::size_t bits) {
    std::uint64_t window = 0;
    for (std::size_t i = 0; i < 5 && used_ / 8 + i < bytes_.size(); ++i) {
      window |= std::uint64_t{static_cast<std::uint8_t>(bytes_[used_ / 8 + i])} << 8 * i;
    }
    window >>= used_ % 8;
    used_ += bits;
    return static_cast<std::uint32_t>(window & ((std::uint64_t{1} << bits) - 1));
  }
  /// What remains is less than a byte, and zero.
  bool rest_is_zero() { return take((8 - used_ % 8) % 8) == 0; }

 private:
  std::string_view bytes_;
  std::size_t used_ = 0;
};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

bool fits(const Answer& answer, const Item& item) {
  if (answer.state != State::answered) {
    // A randomised item has one category for every way of not answering: randomise() gives `unanswered`.
    if (item.epsilon > 0 && answer.state != State::not_asked && answer.state != State::unanswered) return false;
    return answer.options.empty();
  }
  if (answer.options.empty() || (item.kind == ItemKind::single && answer.options.size() != 1)) return false;
  for (std::size_t i = 0; i < answer.options.size(); ++i) {
    if (answer.options[i] >= item.option_count()) return false;
    if (item.kind == ItemKind::multiple && i > 0 && answer.options[i] <= answer.options[i - 1]) return false;
    for (std::size_t j = 0; item.kind == ItemKind::ranking && j < i; ++j) {
      if (answer.options[j] == answer.options[i]) return false;
    }
  }
  return true;
}

void put_answer(BitWriter& out, const Answer& answer, const Item& item) {
  if (item.kind == ItemKind::single) {
    const std::uint32_t code =
        answer.state == State::answered ? kFirstOption + answer.options[0] : static_cast<std::uint32_t>(answer.state);
    out.put(code, bits_of(item));
    return;
  }
  const std::uint32_t n = item.option_count();
  const std::size_t width = item.kind == ItemKind::multiple ? 1 : bits_for(n);
  std::vector<std::uint32_t> fields(n, 0);
  auto state = static_cast<ListState>(answer.state);
  if (answer.state == State::dont_know || answer.state == State::refused) {
    state = ListState::declined;
    fields[0] = answer.state == State::dont_know ? 1 : 0;
  } else if (answer.state == State::answered) {
    state = ListState::answered;
    for (std::size_t i = 0; i < answer.options.size(); ++i) {
      fields[answer.options[i]] = item.kind == ItemKind::multiple ? 1 : static_cast<std::uint32_t>(i + 1);
    }
  }
  out.put(static_cast<std::uint32_t>(state), 2);
  for (const std::uint32_t field : fields) out.put(field, width);
}

/// False where no answer is written so.
bool take_single(BitReader& in, const Item& item, Answer& answer) {
  const std::uint32_t code = in.take(bits_of(item));
  if (code < kFirstOption) {
    answer.state = static_cast<State>(code);
    return item.epsilon == 0 || code < kRefused;
  }
  answer.state = State::answered;
  answer.options = {code - kFirstOption};
  return code - kFirstOption < item.option_count();
}

bool take_list(BitReader& in, const Item& item, Answer& answer) {
  const std::uint32_t n = item.option_count();
  const std::size_t width = item.kind == ItemKind::multiple ? 1 : bits_for(n);
  const auto state = static_cast<ListState>(in.take(2));
  std::vector<std::uint32_t> fields(n);
  std::uint32_t filled = 0;
  for (std::uint32_t& field : fields) {
    field = in.take(width);
    if (field != 0) ++filled;
  }
  if (state != ListState::answered) {
    const bool declined = state == ListState::declined;
    answer.state = !declined ? static_cast<State>(state) : fields[0] == 1 ? State::dont_know : State::refused;
    return filled == 0 || (declined && filled == 1 && fields[0] == 1);
  }
  answer.state = State::answered;
  answer.options.assign(filled, n);
  std::uint32_t next = 0;
  for (std::uint32_t option = 0; option < n; ++option) {
    if (fields[option] == 0) continue;
    // Ranks are 1..filled, each once.
    const std::uint32_t place = item.kind == ItemKind::multiple ? next++ : fields[option] - 1;
    if (place >= filled || answer.options[place] != n) return false;
    answer.options[place] = option;
  }
  return filled > 0;
}

std::string hex_of(const StructureHash& structure) {
  return hex({reinterpret_cast<const char*>(structure.data()), structure.size()});
}

std::uint32_t weeks_of(int iso_year) {
  // ISO 8601: 28 December is always in the last week of its year.
  return static_cast<std::uint32_t>(iso_week_from_days(days_from_civil({iso_year, 12, 28})).week);
}

}  // namespace

std::string_view name_of(Mode mode) {
  static constexpr std::string_view kNames[] = {"web", "kiosk", "facilitator", "paper"};
  return kNames[static_cast<std::size_t>(mode)];
}

std::uint8_t language_code(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  if (primary.size() != 2) return 0;
  for (std::size_t at = 0; at < kLanguages.size(); at += 2) {
    if ((primary[0] | 0x20) == kLanguages[at] && (primary[1] | 0x20) == kLanguages[at + 1]) {
      return static_cast<std::uint8_t>(at / 2 + 1);
    }
  }
  return 0;
}

std::string_view language_name(std::uint8_t code) {
  if (code == 0 || code > kLanguages.size() / 2) return "und";
  return kLanguages.substr(2 * (code - std::size_t{1}), 2);
}

Result<std::string> encode(const Ballot& ballot, const Codebook& codebook) {
  if (ballot.answers.size() != codebook.items.size()) return Error{ErrorCode::ballot_answers, "", {}};
  std::string bytes;
  bytes.reserve(codebook.ballot_bytes());
  bytes.push_back(static_cast<char>(kVersion));
  bytes.push_back(static_cast<char>(kModeFlags[static_cast<std::size_t>(ballot.mode)] | (ballot.simulated ? kSimulatedFlag : 0)));
  bytes.append(reinterpret_cast<const char*>(codebook.structure.data()), codebook.structure.size());
  bytes.append(reinterpret_cast<const char*>(ballot.id.data()), ballot.id.size());
  bytes.push_back(static_cast<char>(ballot.wave));
  bytes.push_back(static_cast<char>(ballot.text_rev));
  bytes.push_back(static_cast<char>(ballot.language));
  const int week = ballot.week.year == 0 ? 0 : (ballot.week.year - 2000) * 64 + ballot.week.week;
  bytes.push_back(static_cast<char>(week & 255));
  bytes.push_back(static_cast<char>(week >> 8));
  BitWriter out(bytes);
  for (std::size_t i = 0; i < codebook.items.size(); ++i) {
    if (!fits(ballot.answers[i], codebook.items[i])) return Error{ErrorCode::ballot_answers, codebook.items[i].name, {}};
    put_answer(out, ballot.answers[i], codebook.items[i]);
  }
  return bytes;
}

Result<Ballot> decode_header(std::string_view bytes) {
  if (bytes.empty() || byte_at(bytes, 0) != kVersion) {
    return Error{ErrorCode::ballot_version, "", {{"found", bytes.empty() ? 0 : static_cast<int>(byte_at(bytes, 0))}}};
  }
  if (bytes.size() < kEnvelopeBytes || bytes.size() > limits::kBallotBytes) {
    return Error{ErrorCode::ballot_length, "", {{"bytes", bytes.size()}, {"expected", limits::kBallotBytes}}};
  }
  Ballot ballot;
  const std::uint8_t flags = byte_at(bytes, kFlagsAt);
  ballot.simulated = (flags & kSimulatedFlag) != 0;
  std::size_t mode = 0;
  while (mode < std::size(kModeFlags) && kModeFlags[mode] != (flags & ~kSimulatedFlag)) ++mode;
  if (mode == std::size(kModeFlags)) return Error{ErrorCode::ballot_flags, "", {{"flags", static_cast<int>(flags)}}};
  ballot.mode = static_cast<Mode>(mode);
  for (std::size_t i = 0; i < ballot.structure.size(); ++i) ballot.structure[i] = byte_at(bytes, kStructureAt + i);
  for (std::size_t i = 0; i < ballot.id.size(); ++i) ballot.id[i] = byte_at(bytes, kIdAt + i);
  ballot.wave = byte_at(bytes, kWaveAt);
  ballot.text_rev = byte_at(bytes, kTextRevAt);
  ballot.language = byte_at(bytes, kLanguageAt);
  if (ballot.language > kLanguages.size() / 2) return Error{ErrorCode::ballot_language, "", {{"found", static_cast<int>(ballot.language)}}};
  const int week = byte_at(bytes, kWeekAt) | byte_at(bytes, kWeekAt + 1) << 8;
  if (week != 0) {
    ballot.week = {2000 + week / 64, week % 64};
    if (ballot.week.week < 1 || ballot.week.week > static_cast<int>(weeks_of(ballot.week.year))) {
      return Error{ErrorCode::ballot_week, "", {{"year", ballot.week.year}, {"week", ballot.week.week}}};
    }
  }
  return ballot;
}

Result<Ballot> decode(std::string_view bytes, const Codebook& codebook) {
  Ballot ballot = TRIPTYCH_TRY(decode_header(bytes));
  if (ballot.structure != codebook.structure) {
    return Error{ErrorCode::ballot_structure, "", {{"found", hex_of(ballot.structure)}, {"expected", hex_of(codebook.structure)}}};
  }
  if (ballot.wave != codebook.wave) {
    return Error{ErrorCode::ballot_wave, "",
                 {{"found", static_cast<int>(ballot.wave)}, {"expected", static_cast<int>(codebook.wave)}}};
  }
  if (bytes.size() != codebook.ballot_bytes()) {
    return Error{ErrorCode::ballot_length, "", {{"bytes", bytes.size()}, {"expected", codebook.ballot_bytes()}}};
  }
  BitReader in(bytes.substr(kEnvelopeBytes));
  ballot.answers.resize(codebook.items.size());
  for (std::size_t i = 0; i < codebook.items.size(); ++i) {
    const Item& item = codebook.items[i];
    const bool known = item.kind == ItemKind::single ? take_single(in, item, ballot.answers[i]) : take_list(in, item, ballot.answers[i]);
    if (!known) return Error{ErrorCode::ballot_code, item.name, {}};
  }
  if (!in.rest_is_zero()) return Error{ErrorCode::ballot_padding, "", {}};
  return ballot;
}

std::string to_text(std::string_view bytes) { return base64url_encode(bytes); }

Result<std::string> from_text(std::string_view text) {
  if (std::optional<std::string> bytes = base64url_decode(text)) return *std::move(bytes);
  return Error{ErrorCode::ballot_text, "", {}};
}

std::vector<Run> runs_of(std::string_view bytes) {
  struct Field {
    std::string_view name;
    std::size_t at;
  };
  static constexpr Field kFields[] = {{"version", 0},         {"flags", kFlagsAt},       {"structure", kStructureAt},
                                      {"random", kIdAt},      {"wave", kWaveAt},         {"text_rev", kTextRevAt},
                                      {"language", kLanguageAt}, {"week", kWeekAt},      {"answers", kEnvelopeBytes}};
  std::vector<Run> runs;
  for (std::size_t i = 0; i < std::size(kFields); ++i) {
    const std::size_t end = i + 1 < std::size(kFields) ? kFields[i + 1].at : bytes.size();
    runs.push_back({kFields[i].name, bytes.substr(kFields[i].at, end - kFields[i].at)});
  }
  return runs;
}

void mark_simulated(std::string& bytes) { bytes[kFlagsAt] = static_cast<char>(bytes[kFlagsAt] | kSimulatedFlag); }

}  // namespace triptych::ballot
