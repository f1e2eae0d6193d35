// SPDX-License-Identifier: MIT
// Server: types, validators, encodings.
#include "server/content.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/sha256.h"
#include "server/brotli.h"

namespace triptych::server {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// Calls `take` with each trimmed element of a list separated by commas.
template <class Take>
void for_each_element(std::string_view list, Take take) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    take(trimmed(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

}  // namespace

std::string_view type_of(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"html", "text/html; charset=utf-8"},
      {"js", "text/javascript; charset=utf-8"},
      {"css", "text/css; charset=utf-8"},
      {"wasm", "application/wasm"},
      {"json", "application/json"},
      {"webmanifest", "application/manifest+json"},
      {"map", "application/json"},
      {"svg", "image/svg+xml"},
      {"png", "image/png"},
      {"jpg", "image/jpeg"},
      {"webp", "image/webp"},
      {"ico", "image/x-icon"},
      {"txt", "text/plain; charset=utf-8"},
      {"csv", "text/csv; charset=utf-8"},
      {"xml", "application/xml"},
      {"pdf", "application/pdf"},
      {"zip", "application/zip"},
      {"woff2", "font/woff2"},
  };
  const std::size_t dot = name.rfind('.');
  const std::string_view ending = dot == std::string_view::npos ? "" : name.substr(dot + 1);
  for (const auto& [known, type] : kTypes) {
    if (known == ending) return type;
  }
  return "application/octet-stream";
}

bool is_text_like(std::string_view type) {
  return type.substr(0, 5) == "text/" || type == "application/wasm" || type == "application/json" ||
         type.ends_with("+json") || type.ends_with("xml");
}

Content make_content(std::string_view type, std::string_view cache_control, std::string bytes,
                     std::shared_ptr<const std::string> brotli) {
  Content content;
  content.type = type;
  content.cache_control = cache_control;
  const Sha256 digest = sha256(bytes);
  content.etag = hex({reinterpret_cast<const char*>(digest.data()), 12});
  if (!brotli && is_text_like(type)) {
    std::string smaller = brotli_of(bytes);
    if (!smaller.empty() && smaller.size() < bytes.size())
      brotli = std::make_shared<const std::string>(std::move(smaller));
  }
  content.brotli = std::move(brotli);
  content.plain = std::make_shared<const std::string>(std::move(bytes));
  return content;
}

Response respond_with(const Content& content, const Request& request) {
  const bool brotli = content.brotli && accepts_brotli(request.accept_encoding);
  const std::string tag = "\"" + content.etag + (brotli ? "-br\"" : "\"");
  Response response;
  response.fields.append("ETag: ")
      .append(tag)
      .append("\r\nCache-Control: ")
      .append(content.cache_control)
      .append("\r\n");
  if (content.brotli) response.fields.append("Vary: Accept-Encoding\r\n");
  if (matches_tag(request.if_none_match, tag)) {
    response.status = 304;
    return response;
  }
  response.fields.append("Content-Type: ").append(content.type).append("\r\n");
  if (brotli) response.fields.append("Content-Encoding: br\r\n");
  response.body = brotli ? content.brotli : content.plain;
  return response;
}

bool matches_tag(std::string_view list, std::string_view tag) {
  bool found = trimmed(list) == "*";
  for_each_element(list, [&](std::string_view element) {
    if (element.substr(0, 2) == "W/") element.remove_prefix(2);
    found = found || element == tag;
  });
  return found;
}

bool accepts_brotli(std::string_view accept_encoding) {
  bool accepted = false;
  for_each_element(accept_encoding, [&](std::string_view element) {
    const std::size_t semicolon = std::min(element.find(';'), element.size());
    if (!same_letters(trimmed(element.substr(0, semicolon)), "br")) return;
    // A weight of zero in any of its spellings ("0", "0.0", "0.000") refuses.
    const std::string_view weight = trimmed(element.substr(std::min(semicolon + 1, element.size())));
    accepted = weight.empty() || weight.find_first_of("123456789") != std::string_view::npos;
  });
  return accepted;
}

}  // namespace triptych::server
