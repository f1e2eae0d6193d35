// SPDX-License-Identifier: MIT
// Json: text to Value, byte by byte, and back to places in the text.
#include "json/reader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "json/number.h"

namespace triptych::json {
namespace {

Position position_at(std::string_view text, std::size_t offset) {
  Position at{std::min(offset, text.size()), 1, 1};
  for (std::size_t i = 0; i < at.offset; ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<std::uint8_t>(text[i]) & 0xC0) != 0x80) {
      ++at.column;
    }
  }
  return at;
}

Error error_at(ErrorCode code, std::string_view text, std::size_t offset) {
  const Position at = position_at(text, offset);
  return {code, "", {{"line", at.line}, {"column", at.column}, {"offset", at.offset}}};
}

// Names are unique in the end, the last value winning at the first place; a table keeps a hostile object of many names linear.
Object without_duplicates(std::vector<Member> members) {
  Object object;
  constexpr std::size_t kFew = 16;
  if (members.size() <= kFew) {
    for (Member& member : members) object.set(member.name, std::move(member.value));
    return object;
  }
  std::size_t size = 4 * kFew;
  while (size < 2 * members.size()) size *= 2;
  std::vector<std::uint32_t> table(size);  // index + 1
  std::vector<Member> kept;
  for (Member& member : members) {
    std::size_t slot = hash_of(member.name) & (size - 1);
    while (table[slot] && kept[table[slot] - 1].name != member.name) slot = (slot + 1) & (size - 1);
    if (table[slot]) {
      kept[table[slot] - 1].value = std::move(member.value);
    } else {
      kept.push_back(std::move(member));
      table[slot] = static_cast<std::uint32_t>(kept.size());
    }
  }
  for (Member& member : kept) object.append(std::move(member.name), std::move(member.value));
  return object;
}

// RFC 8259, no more. nlohmann's parser was here: its strtod, its messages and its containers took 13 KB of each page's download.
class Parser {
 public:
  Parser(std::string_view text, const Caps& caps) : text_(text), caps_(caps) {}

  Result<Value> run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    Value value;
    if (read_value(value, 0)) {
      skip_space();
      if (at_ == text_.size()) return value;
      fail(ErrorCode::json_syntax);
    }
    return std::move(*error_);
  }

 private:
  bool fail(ErrorCode code) {
    error_ = error_at(code, text_, at_);
    return false;
  }

  bool refuse(ErrorCode code, std::size_t limit) {
    error_ = Error{code, "", {{"limit", limit}}};
    return false;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
  }

  bool take(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  bool expect(char c) { return take(c) || fail(ErrorCode::json_syntax); }

  bool literal(std::string_view word, Value& into, Value value) {
    for (const char c : word) {
      if (!expect(c)) return false;
    }
    into = std::move(value);
    return true;
  }

  bool read_value(Value& into, std::size_t depth) {
    skip_space();
    if (++nodes_ > caps_.nodes) return refuse(ErrorCode::json_too_many, caps_.nodes);
    switch (peek()) {
      case '{': return depth < caps_.depth ? read_object(into, depth) : refuse(ErrorCode::json_too_deep, caps_.depth);
      case '[': return depth < caps_.depth ? read_array(into, depth) : refuse(ErrorCode::json_too_deep, caps_.depth);
      case '"': {
        std::string words;
        if (!read_string(words)) return false;
        into = Value(std::move(words));
        return true;
      }
      case 't': return literal("true", into, true);
      case 'f': return literal("false", into, false);
      case 'n': return literal("null", into, Null{});
      default: return read_number(into);
    }
  }

  bool read_object(Value& into, std::size_t depth) {
    ++at_;
    std::vector<Member> members;
    skip_space();
    if (!take('}')) {
      do {
        skip_space();
        members.emplace_back();
        if (peek() != '"') return fail(ErrorCode::json_syntax);
        if (!read_string(members.back().name)) return false;
        skip_space();
        if (!expect(':') || !read_value(members.back().value, depth + 1)) return false;
        skip_space();
      } while (take(','));
      if (!expect('}')) return false;
    }
    into = Value(without_duplicates(std::move(members)));
    return true;
  }

  bool read_array(Value& into, std::size_t depth) {
    ++at_;
    Array items;
    skip_space();
    if (!take(']')) {
      do {
        items.emplace_back();
        if (!read_value(items.back(), depth + 1)) return false;
        skip_space();
      } while (take(','));
      if (!expect(']')) return false;
    }
    into = Value(std::move(items));
    return true;
  }

  // number = [ minus ] int [ frac ] [ exp ]
  bool read_number(Value& into) {
    const std::size_t start = at_;
    const auto digits = [this] {
      const std::size_t first = at_;
      while (peek() >= '0' && peek() <= '9') ++at_;
      return at_ > first || fail(ErrorCode::json_syntax);
    };
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    const double number = number_from(text_.substr(start, at_ - start));
    if (std::isinf(number)) return fail(ErrorCode::json_number);
    into = Value(number);
    return true;
  }

  bool read_string(std::string& into) {
    ++at_;
    for (;;) {
      const std::size_t from = at_;
      while (at_ < text_.size() && text_[at_] >= 0x20 && text_[at_] < 0x7F && text_[at_] != '"' && text_[at_] != '\\') ++at_;
      into.append(text_, from, at_ - from);
      if (at_ >= text_.size() || static_cast<std::uint8_t>(text_[at_]) < 0x20) return fail(ErrorCode::json_syntax);
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') {
        ++at_;
        if (!read_escape(into)) return false;
        continue;
      }
      const std::size_t size = utf8_size();
      if (size == 0) return fail(ErrorCode::json_text);
      into.append(text_, at_, size);
      at_ += size;
    }
  }

  bool read_escape(std::string& into) {
    constexpr std::string_view kNames = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    const std::size_t known = at_ < text_.size() ? kNames.find(text_[at_]) : std::string_view::npos;
    if (known != std::string_view::npos) {
      into.push_back(kMeanings[known]);
      ++at_;
      return true;
    }
    std::uint32_t code = 0;
    if (!expect('u') || !read_hex(code)) return false;
    if (code >= 0xD800 && code < 0xE000) {
      // A pair of surrogates, or no text.
      std::uint32_t low = 0;
      if (code >= 0xDC00 || text_.substr(at_, 2) != "\\u") return fail(ErrorCode::json_text);
      at_ += 2;
      if (!read_hex(low)) return false;
      if (low < 0xDC00 || low >= 0xE000) return fail(ErrorCode::json_text);
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(into, code);
    return true;
  }

  bool read_hex(std::uint32_t& code) {
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) return fail(ErrorCode::json_syntax);
      code = code << 4 | static_cast<std::uint32_t>(digit);
      ++at_;
    }
    return true;
  }

  static void append_utf8(std::string& into, std::uint32_t code) {
    const auto tail = [&](unsigned shift) { into.push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3F))); };
    if (code < 0x80) {
      into.push_back(static_cast<char>(code));
      return;
    }
    if (code < 0x800) {
      into.push_back(static_cast<char>(0xC0 | code >> 6));
    } else {
      if (code < 0x10000) {
        into.push_back(static_cast<char>(0xE0 | code >> 12));
      } else {
        into.push_back(static_cast<char>(0xF0 | code >> 18));
        tail(12);
      }
      tail(6);
    }
    tail(0);
  }

  // Bytes of the character here; 0: not UTF-8 (overlong, surrogate, beyond U+10FFFF, cut short).
  std::size_t utf8_size() const {
    const auto byte = [this](std::size_t i) { return at_ + i < text_.size() ? static_cast<std::uint8_t>(text_[at_ + i]) : 0u; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    const unsigned least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < least || byte(1) > most) return 0;
    for (std::size_t i = 2; i < size; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    return size;
  }

  std::string_view text_;
  const Caps& caps_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  std::optional<Error> error_;
};

// Walks text that read() has accepted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::size_t at = 0;

  void skip_space() {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\r' || text_[at] == '\t')) ++at;
  }

  void skip_string() {
    for (++at; at < text_.size() && text_[at] != '"'; ++at) {
      if (text_[at] == '\\') ++at;
    }
    ++at;
  }

  void skip_value() {
    int depth = 0;
    do {
      skip_space();
      if (at >= text_.size()) return;
      const char c = text_[at];
      if (c == '"') {
        skip_string();
      } else {
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        ++at;
        if (depth == 0 && c != '}' && c != ']') skip_literal();
      }
    } while (depth > 0);
  }

  /// Enters the container that begins here and stands before the value of that step; false if there is none.
  bool enter(std::string_view step) {
    skip_space();
    if (at >= text_.size() || (text_[at] != '{' && text_[at] != '[')) return false;
    const bool is_object = text_[at++] == '{';
    bool found = false;
    std::size_t place = 0;
    // The last of equal names counts, as in read().
    for (std::size_t index = 0;; ++index) {
      skip_space();
      if (at >= text_.size() || text_[at] == '}' || text_[at] == ']') break;
      bool same = !is_object && std::to_string(index) == step;
      if (is_object) {
        const std::size_t start = at;
        skip_string();
        const Result<Value> name = read(text_.substr(start, at - start));
        same = name.ok() && name.value().string_or("") == step;
        skip_space();
        ++at;  // ':'
        skip_space();
      }
      if (same) {
        found = true;
        place = at;
      }
      skip_value();
      skip_space();
      if (at < text_.size() && text_[at] == ',') ++at;
    }
    if (found) at = place;
    return found;
  }

 private:
  void skip_literal() {
    while (at < text_.size() && text_[at] != ',' && text_[at] != '}' && text_[at] != ']' && text_[at] > ' ') ++at;
  }

  std::string_view text_;
};

std::string unescaped(std::string_view step) {
  std::string name;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (step[i] == '~' && i + 1 < step.size()) {
      name.push_back(step[++i] == '1' ? '/' : '~');
    } else {
      name.push_back(step[i]);
    }
  }
  return name;
}

}  // namespace

Result<Value> read(std::string_view text, const Caps& caps) {
  if (text.size() > caps.bytes) return Error{ErrorCode::json_too_large, "", {{"limit", caps.bytes}}};
  return Parser(text, caps).run();
}

Position locate(std::string_view text, std::string_view pointer) {
  Scanner scanner(text);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") scanner.at = 3;
  scanner.skip_space();
  std::size_t place = scanner.at;
  while (!pointer.empty()) {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    if (!scanner.enter(unescaped(pointer.substr(1, end - 1)))) break;
    place = scanner.at;
    pointer.remove_prefix(end);
  }
  return position_at(text, place);
}

std::string pointer_to(std::string_view parent, std::string_view name) {
  std::string pointer(parent);
  pointer.push_back('/');
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer.push_back(c);
    }
  }
  return pointer;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
  return std::string(parent) + "/" + std::to_string(index);
}

}  // namespace triptych::json
