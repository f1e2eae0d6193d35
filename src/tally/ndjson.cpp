// SPDX-License-Identifier: MIT
// Tally: the scanner of JSON lines. Whatever it does not expect it leaves to the general reader, line by
// line.
#include "tally/ndjson.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/hash.h"
#include "base/limits.h"
#include "json/reader.h"

namespace triptych::tally {
namespace {

using ballot::Item;
using ballot::ItemKind;
using ballot::kFirstOption;
using ballot::State;

/// Codes that no option has.
constexpr std::uint32_t kStrange = 0xFFFFFFFE;
constexpr std::uint32_t kSuppressed = 0xFFFFFFFF;
/// Whole numbers from 0 that are looked up in a table.
constexpr double kTableNumbers = 4096;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// Inside a text: no end, no escape.
bool is_plain(char c) {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

const char* past_spaces(const char* at, const char* end) {
  while (at < end && is_space(*at)) ++at;
  return at;
}

std::uint32_t code_of_missing(double number) {
  if (number == kRefusedNumber) return ballot::kRefused;
  if (number == kNotAskedNumber) return ballot::kNotAsked;
  return number == kSuppressedNumber ? kSuppressed : kStrange;
}

/// A plain decimal of at most 15 digits, which a double holds exactly before it is divided. Null: something
/// else.
const char* scan_decimal(const char* at, const char* end, double& number) {
  static constexpr double kPowers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char* from = at;
  std::uint64_t digits = 0;
  std::size_t decimals = 0;
  bool point = false;
  for (; at < end && (is_digit(*at) || (*at == '.' && !point)); ++at) {
    if (*at == '.') {
      point = true;
    } else {
      digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
      decimals += point ? 1 : 0;
    }
    if (at - from > 15) return nullptr;
  }
  // 01, .5 and 5. are not JSON.
  const bool leading_zero = at - from > 1 && from[0] == '0' && from[1] != '.';
  if (at == from || at == end || *from == '.' || at[-1] == '.' || leading_zero || *at == 'e' || *at == 'E')
    return nullptr;
  number = static_cast<double>(digits) / kPowers[decimals];
  return at;
}

}  // namespace

NdjsonReader::NdjsonReader(Columns outline, std::string_view weight)
    : columns_(std::move(outline)), weight_(weight) {
  columns_.ballots = 0;
  columns_.records.clear();
  for (const Variable& variable : columns_.variables) {
    Known known("\"" + variable.item.name + "\":", variable.place.code);
    for (std::uint32_t option = 0; option < variable.item.option_count(); ++option) {
      const Value value = variable.item.option_value(option);
      const std::uint32_t code = kFirstOption + option;
      known.texts.push_back({ballot::text_of(value), code});
      const double* number = value.number();
      if (!number || !(*number >= 0 && *number < kTableNumbers) || *number != std::floor(*number)) continue;
      const auto index = static_cast<std::size_t>(*number);
      if (known.numbers.size() <= index) known.numbers.resize(index + 1, 0);
      known.numbers[index] = code;
    }
    known_.push_back(std::move(known));
    kinds_.push_back(variable.item.kind);
  }
  if (!weight_.empty()) known_.emplace_back("\"" + weight_ + "\":", ballot::Field{});
  table_.assign(std::bit_ceil(2 * known_.size() + 1), 0);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const std::string_view name(known_[i].key.data() + 1, known_[i].key.size() - 3);
    std::size_t slot = hash_of(name) & (table_.size() - 1);
    while (table_[slot] != 0) slot = (slot + 1) & (table_.size() - 1);
    table_[slot] = static_cast<std::uint32_t>(i + 1);
  }
  strange_.assign(columns_.variables.size(), 0);
  strange_here_ = strange_;
}

NdjsonReader::Known::Known(std::string name, ballot::Field place) : key(std::move(name)), field(place) {
  const std::size_t bytes = std::min(key.size(), sizeof first);
  std::memcpy(&first, key.data(), bytes);
  mask = bytes == sizeof mask ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * bytes) - 1;
}

std::size_t NdjsonReader::find(std::string_view name) const {
  for (std::size_t slot = hash_of(name) & (table_.size() - 1); table_[slot] != 0;
       slot = (slot + 1) & (table_.size() - 1)) {
    const std::string& key = known_[table_[slot] - 1].key;
    if (std::string_view(key.data() + 1, key.size() - 3) == name) return table_[slot] - 1;
  }
  return kNobody;
}

Result<Done> NdjsonReader::read(std::string_view text) {
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    if (columns_.ballots >= limits::kTallyBallots) {
      return Error{ErrorCode::tally_full, "", {{"limit", limits::kTallyBallots}}};
    }
    const char* from = at;
    columns_.records.resize((columns_.ballots + 1) * columns_.stride, 0);
    std::uint8_t* record = columns_.records.data() + columns_.ballots * columns_.stride;
    double weight = 1;
    const char* next = scan(at, end, record, weight);
    bool taken = next != nullptr;
    at = next;
    if (!taken) {
      const void* stop = std::memchr(from, '\n', static_cast<std::size_t>(end - from));
      const char* line_end = stop ? static_cast<const char*>(stop) : end;
      at = std::min(end, line_end + 1);
      const std::string_view line(from, static_cast<std::size_t>(line_end - from));
      if (std::all_of(line.begin(), line.end(), is_space)) {
        columns_.records.resize(columns_.ballots * columns_.stride);
        continue;
      }
      ++slow_;
      std::memset(record, 0, columns_.stride);
      std::fill(strange_here_.begin(), strange_here_.end(), 0);
      taken = read_slowly(line, record, weight);
      for (std::size_t i = 0; taken && i < strange_.size(); ++i) strange_[i] += strange_here_[i];
    }
    if (taken) {
      ++columns_.ballots;
      if (!weight_.empty()) weights_.push_back(weight);
    } else {
      ++broken_;
      columns_.records.resize(columns_.ballots * columns_.stride);
    }
  }
  return Done{};
}

const char* NdjsonReader::scan(const char* at, const char* end, std::uint8_t* record, double& weight) {
  at = past_spaces(at, end);
  if (at == end || *at != '{') return nullptr;
  ++at;
  for (std::size_t place = 0;; ++place) {
    at = past_spaces(at, end);
    // Most lines name the same items in the same order.
    std::size_t known = place < order_.size() ? order_[place] : kNobody;
    if (known != kNobody && known_[known].begins(at, end)) {
      at += known_[known].key.size();
    } else {
      if (at == end || *at != '"') return nullptr;
      const char* name = ++at;
      while (at < end && is_plain(*at)) ++at;
      if (at == end || *at != '"') return nullptr;
      known = find({name, static_cast<std::size_t>(at - name)});
      at = past_spaces(at + 1, end);
      if (known == kNobody || at == end || *at != ':') return nullptr;
      ++at;
      order_.resize(std::max(order_.size(), place + 1), kNobody);
      order_[place] = known;
    }
    at = past_spaces(at, end);
    if (known == columns_.variables.size()) {
      at = scan_decimal(at, end, weight);
    } else if (kinds_[known] == ItemKind::single) {
      std::uint32_t code = 0;
      at = known_[known].scan(at, end, code);
      if (at && known_[known].field.width == 1) {
        record[known_[known].field.at] = static_cast<std::uint8_t>(code);
      } else if (at) {
        known_[known].field.write(record, code);
      }
    } else {
      at = scan_list(known, at, end, record);
    }
    if (!at) return nullptr;
    at = past_spaces(at, end);
    if (at == end) return nullptr;
    const char next = *at++;
    if (next == ',') continue;
    if (next != '}') return nullptr;
    at = past_spaces(at, end);
    if (at == end) return at;
    return *at == '\n' ? at + 1 : nullptr;
  }
}

const char* NdjsonReader::scan_list(std::size_t variable, const char* at, const char* end,
                                    std::uint8_t* record) {
  const Known& known = known_[variable];
  std::uint32_t code = 0;
  list_.clear();
  if (at == end || *at != '[') {
    at = known.scan(at, end, code);
    if (at) put(variable, code, record);
    return at;
  }
  at = past_spaces(at + 1, end);
  if (at < end && *at == ']') {
    put_list(variable, list_, record);
    return at + 1;
  }
  while (true) {
    at = known.scan(past_spaces(at, end), end, code);
    if (!at) return nullptr;
    list_.push_back(code);
    at = past_spaces(at, end);
    if (at == end) return nullptr;
    const char next = *at++;
    if (next == ']') break;
    if (next != ',') return nullptr;
  }
  put_list(variable, list_, record);
  return at;
}

bool NdjsonReader::Known::begins(const char* at, const char* end) const {
  if (end - at < 8) return false;  // the general reader takes the last few bytes
  std::uint64_t head = 0;
  std::memcpy(&head, at, sizeof head);
  if (((head ^ first) & mask) != 0) return false;
  if (key.size() <= sizeof head) return true;
  return static_cast<std::size_t>(end - at) > key.size() && std::memcmp(at, key.data(), key.size()) == 0;
}

const char* NdjsonReader::Known::scan(const char* at, const char* end, std::uint32_t& code) const {
  if (at == end) return nullptr;
  if (is_digit(*at)) {
    const char* from = at;
    auto number = static_cast<std::size_t>(*at++ - '0');
    while (at < end && is_digit(*at)) number = number * 10 + static_cast<std::size_t>(*at++ - '0');
    if (at == end || at - from > 4 || (at - from > 1 && *from == '0')) return nullptr;
    if (number >= numbers.size() || numbers[number] == 0) return nullptr;
    // Anything but the end of a value (a point, an exponent) is for the general reader.
    if (*at != ',' && *at != '}' && *at != ']' && !is_space(*at)) return nullptr;
    code = numbers[number];
    return at;
  }
  if (*at == '"') {
    const char* from = ++at;
    while (at < end && is_plain(*at)) ++at;
    if (at == end || *at != '"') return nullptr;
    const std::string_view text(from, static_cast<std::size_t>(at - from));
    for (const Text& one : texts) {
      if (one.text != text) continue;
      code = one.code;
      return at + 1;
    }
    return nullptr;
  }
  constexpr std::string_view kNull = "null";
  if (static_cast<std::size_t>(end - at) <= kNull.size() || std::memcmp(at, kNull.data(), kNull.size()) != 0)
    return nullptr;
  code = ballot::kUnanswered;
  return at + kNull.size();
}

bool NdjsonReader::read_slowly(std::string_view line, std::uint8_t* record, double& weight) {
  const Result<Value> read = json::read(line);
  if (!read.ok() || !read.value().object()) return false;
  weight = 1;
  for (const Member& member : *read.value().object()) {
    const std::size_t variable = find(member.name);
    if (variable == kNobody) continue;
    if (variable == columns_.variables.size()) {
      const double* number = member.value.number();
      if (!number || !(*number >= 0)) return false;
      weight = *number;
      continue;
    }
    const Array* array = member.value.array();
    if (!array || columns_.variables[variable].item.kind == ItemKind::single) {
      put(variable, code_of(variable, member.value), record);
      continue;
    }
    list_.clear();
    for (const Value& value : *array) list_.push_back(code_of(variable, value));
    put_list(variable, list_, record);
  }
  return true;
}

std::uint32_t NdjsonReader::code_of(std::size_t variable, const Value& value) const {
  if (value.is_nothing()) return ballot::kUnanswered;
  if (value.array() || value.object()) return kStrange;
  if (const std::optional<std::uint32_t> option = columns_.variables[variable].item.option_of(value)) {
    return kFirstOption + *option;
  }
  return value.number() ? code_of_missing(*value.number()) : kStrange;
}

void NdjsonReader::put(std::size_t variable, std::uint32_t code, std::uint8_t* record) {
  const Variable& one = columns_.variables[variable];
  if (one.item.kind != ItemKind::single && code >= kFirstOption && code < kStrange) {
    // One value where a list is expected: a list of one.
    list_.assign(1, code);
    put_list(variable, list_, record);
    return;
  }
  if (code == kStrange) {
    ++strange_here_[variable];
    code = ballot::kUnanswered;
  }
  if (one.item.kind != ItemKind::single) std::memset(record + one.place.code.at, 0, one.place.bytes);
  one.place.code.write(record, code == kSuppressed ? one.place.code.suppressed() : code);
}

void NdjsonReader::put_list(std::size_t variable, const std::vector<std::uint32_t>& options,
                            std::uint8_t* record) {
  const Variable& one = columns_.variables[variable];
  std::memset(record + one.place.code.at, 0, one.place.bytes);
  std::uint32_t taken = 0;
  for (const std::uint32_t code : options) {
    if (code < kFirstOption || code >= kStrange) {
      ++strange_here_[variable];
      continue;
    }
    const std::uint32_t option = code - kFirstOption;
    if (one.item.kind == ItemKind::multiple) {
      std::uint8_t& boxes = record[one.place.parts.at + option / 8];
      boxes = static_cast<std::uint8_t>(boxes | 1u << option % 8);
      ++taken;
    } else {
      const ballot::Field rank{one.place.parts.at + option * one.place.parts.width, one.place.parts.width};
      if (rank.read(record) == 0) rank.write(record, ++taken);
    }
  }
  one.place.code.write(record, static_cast<std::uint32_t>(taken > 0 ? State::answered : State::unanswered));
}

}  // namespace triptych::tally
