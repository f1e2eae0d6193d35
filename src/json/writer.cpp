// SPDX-License-Identifier: MIT
// Json: the one writer.
#include "json/writer.h"

#include <cmath>
#include <cstdint>

#include "base/calendar.h"
#include "json/number.h"

namespace triptych::json {
namespace {

constexpr int kCompact = -1;

void break_line(std::string& out, int level) {
  if (level == kCompact) return;
  out.push_back('\n');
  out.append(static_cast<std::size_t>(level) * 2, ' ');
}

void append_value(std::string& out, const Value& value, int level) {
  const int inner = level == kCompact ? kCompact : level + 1;
  if (const bool* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else if (const double* number = value.number()) {
    out += std::isfinite(*number) ? number_text(*number) : "null";
  } else if (const std::string* text = value.string()) {
    append_string(out, *text);
  } else if (const Date* date = value.date()) {
    append_string(out, iso_text(*date));
  } else if (const Array* items = value.array()) {
    out.push_back('[');
    bool first = true;
    for (const Value& item : *items) {
      if (!first) out.push_back(',');
      first = false;
      break_line(out, inner);
      append_value(out, item, inner);
    }
    if (!first) break_line(out, level);
    out.push_back(']');
  } else if (const Object* members = value.object()) {
    out.push_back('{');
    bool first = true;
    for (const Member& member : *members) {
      if (member.value.is_undefined()) continue;
      if (!first) out.push_back(',');
      first = false;
      break_line(out, inner);
      append_string(out, member.name);
      out += level == kCompact ? ":" : ": ";
      append_value(out, member.value, inner);
    }
    if (!first) break_line(out, level);
    out.push_back('}');
  } else {
    out += "null";
  }
}

void append_padded(std::string& out, std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  // What needs no escape, which is nearly all, is copied at a stroke.
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    out += text.substr(copied, i - copied);
    copied = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out.push_back(kHex[c >> 4]);
        out.push_back(kHex[c & 15]);
    }
  }
  out += text.substr(copied);
  out.push_back('"');
}

void append(std::string& out, const Value& value) { append_value(out, value, kCompact); }

std::string write(const Value& value) {
  std::string out;
  append(out, value);
  return out;
}

std::string write_indented(const Value& value) {
  std::string out;
  append_value(out, value, 0);
  out.push_back('\n');
  return out;
}

std::string iso_text(Date date) {
  if (!(std::fabs(date.milliseconds) <= 8.64e15)) return "Invalid Date";
  const double whole_days = std::floor(date.milliseconds / 86'400'000.0);
  const CivilDate day = civil_from_days(static_cast<std::int64_t>(whole_days));
  const auto rest = static_cast<std::int64_t>(date.milliseconds - whole_days * 86'400'000.0);
  std::string text;
  if (day.year < 0 || day.year > 9999) {
    text.push_back(day.year < 0 ? '-' : '+');
    append_padded(text, day.year < 0 ? -day.year : day.year, 6);
  } else {
    append_padded(text, day.year, 4);
  }
  const auto part = [&text](char separator, std::int64_t number, std::size_t width) {
    text.push_back(separator);
    append_padded(text, number, width);
  };
  part('-', day.month, 2);
  part('-', day.day, 2);
  part('T', rest / 3'600'000, 2);
  part(':', rest / 60'000 % 60, 2);
  part(':', rest / 1000 % 60, 2);
  part('.', rest % 1000, 3);
  text.push_back('Z');
  return text;
}

}  // namespace triptych::json
