// SPDX-License-Identifier: MIT
// Server: the header fields that keep a page from doing what it should not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::server {

/// "https://collect.example:8443" of an absolute http(s) address; nothing for a relative one or anything
/// else.
std::optional<std::string> origin_of(std::string_view address);

/// The style that a page of `site` may hold in its HTML, beside its first screen: DIR/first-screen.css, as a source of
/// style-src ("'sha256-…'"). Empty where there is no such file.
std::string first_screen_style(const std::string& site);
/// The page's policy; `collectors` are origins it may send to and read from besides its own, `style` a source of
/// style-src or empty.
std::string content_security_policy(const std::vector<std::string>& collectors, const std::string& style);
/// That policy and the other fields that every answer carries, as whole lines.
std::string security_fields(const std::vector<std::string>& collectors, const std::string& style);

}  // namespace triptych::server
