// SPDX-License-Identifier: MIT
// Server: one thing to show (a file, a snapshot) with its encodings and validator, and which a browser gets.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/http.h"

namespace triptych::server {

struct Content {
  std::string type;  ///< Content-Type
  std::string cache_control;
  std::string etag;  ///< without quotes and encoding
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> brotli;  ///< null if it saves nothing
};

/// "text/html; charset=utf-8" by the name's ending; application/octet-stream if unknown.
std::string_view type_of(std::string_view name);
/// Whether brotli can make that type smaller.
bool is_text_like(std::string_view type);

/// Type, validator (SHA-256 of the bytes) and brotli form; `brotli` is one made beforehand, or null to make
/// it now.
Content make_content(std::string_view type, std::string_view cache_control, std::string bytes,
                     std::shared_ptr<const std::string> brotli);

/// 200 in the best encoding that Accept-Encoding allows, or 304 if If-None-Match holds its validator.
Response respond_with(const Content& content, const Request& request);
/// RFC 9110 section 13.1.2, weak comparison: `list` is If-None-Match, `tag` an entity tag with its quotes.
bool matches_tag(std::string_view list, std::string_view tag);
/// RFC 9110 section 12.5.3: "br" with a weight above 0.
bool accepts_brotli(std::string_view accept_encoding);

}  // namespace triptych::server
