// SPDX-License-Identifier: MIT
// Json: nlohmann's SAX parser feeding our Value. With number.cpp, the only files that see nlohmann.
#include "json/reader.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

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

// Names are unique in the end, the last value winning at the first place; sorting keeps a hostile object of many names linear-ish.
Object without_duplicates(std::vector<Member> members) {
  std::vector<std::size_t> order(members.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return members[a].name < members[b].name; });
  std::vector<bool> dropped(members.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t last = i;
    while (last + 1 < order.size() && members[order[last + 1]].name == members[order[i]].name) ++last;
    if (last > i) members[order[i]].value = std::move(members[order[last]].value);
    for (std::size_t j = i + 1; j <= last; ++j) dropped[order[j]] = true;
    i = last + 1;
  }
  Object object;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!dropped[i]) object.append(std::move(members[i].name), std::move(members[i].value));
  }
  return object;
}

class Handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  Handler(std::string_view text, const Caps& caps) : text_(text), caps_(caps) {}

  bool null() override { return add(Null{}); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(true); }
  bool key(string_t& name) override {
    open_.back().members.push_back({std::move(name), Value()});
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(false); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& why) override {
    const std::string_view message = why.what();
    const auto says = [message](std::string_view word) { return message.find(word) != std::string_view::npos; };
    const ErrorCode code = why.id == 406                            ? ErrorCode::json_number
                           : says("UTF-8") || says("surrogate") ? ErrorCode::json_text
                                                                    : ErrorCode::json_syntax;
    error = error_at(code, text_, position > 0 ? position - 1 : 0);
    return false;
  }

  Value root;
  std::optional<Error> error;

 private:
  struct Level {
    bool is_object;
    Array items;
    std::vector<Member> members;
  };

  bool add(Value value) {
    if (++nodes_ > caps_.nodes) return refuse(ErrorCode::json_too_many, caps_.nodes);
    if (open_.empty()) {
      root = std::move(value);
    } else if (open_.back().is_object) {
      open_.back().members.back().value = std::move(value);
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }

  bool open(bool is_object) {
    if (open_.size() >= caps_.depth) return refuse(ErrorCode::json_too_deep, caps_.depth);
    open_.push_back({is_object, {}, {}});
    return true;
  }

  bool close() {
    Level level = std::move(open_.back());
    open_.pop_back();
    return level.is_object ? add(without_duplicates(std::move(level.members))) : add(std::move(level.items));
  }

  bool refuse(ErrorCode code, std::size_t limit) {
    error = Error{code, "", {{"limit", limit}}};
    return false;
  }

  std::string_view text_;
  const Caps& caps_;
  std::vector<Level> open_;
  std::size_t nodes_ = 0;
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
  Handler handler(text, caps);
  const bool accepted = nlohmann::json::sax_parse(text.begin(), text.end(), &handler);
  if (!accepted) return handler.error ? *std::move(handler.error) : error_at(ErrorCode::json_syntax, text, 0);
  return std::move(handler.root);
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
