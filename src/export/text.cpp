// SPDX-License-Identifier: MIT
// Export: escapes.
#include "export/text.h"

namespace triptych::export_ {

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
  return out;
}

std::string markup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out.push_back(c);
    }
  }
  return out;
}

std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (c == '<') {
      out += "&lt;";
      continue;
    }
    if (std::string_view("\\`*_[]#|>").find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : one_line(text)) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) end -= 1;
  return text.substr(0, end);
}

std::string spss(std::string_view text, std::size_t most) {
  const std::string line = one_line(text);
  std::string out = "'";
  for (const char c : cut(line, most)) {
    if (c == '\'') out.push_back('\'');
    out.push_back(c);
  }
  return out + "'";
}

std::string stata(std::string_view text) {
  std::string out = "`\"";
  for (const char c : one_line(text)) {
    if (c == '`' || c == '$') out.push_back('\\');
    // The quote that ends the text is "': a space keeps one inside from doing so.
    if (c == '\'' && out.back() == '"') out.push_back(' ');
    out.push_back(c);
  }
  if (out.back() == '"' && out.size() > 2) out.push_back(' ');
  return out + "\"'";
}

}  // namespace triptych::export_
