// SPDX-License-Identifier: MIT
// Package: contrast of a theme.
#include "package/contrast.h"

#include <algorithm>
#include <cmath>

#include "json/reader.h"

namespace triptych::package {
namespace {

using questionnaire::Diagnostic;
using questionnaire::Severity;

enum class Scheme : std::uint8_t { light, dark };

struct Token {
  std::string_view name;
  std::string_view colour[2];  ///< light, dark
};
/// As in web/src/elements/widget.styles.ts; a test compares.
constexpr Token kTokens[] = {
    {"ink", {"#17252f", "#edf2f3"}},    {"ink-soft", {"#43525d", "#b9c6cc"}}, {"surface", {"#ffffff", "#111b21"}},
    {"tint", {"#f1f5f4", "#1b2830"}},   {"line", {"#c3cdd2", "#41525c"}},     {"accent", {"#0b5157", "#8ed8d2"}},
    {"on-accent", {"#ffffff", "#0c2125"}},
};
constexpr std::string_view kOthers[] = {"radius", "font"};

struct Pair {
  std::string_view front;
  std::string_view back;
};
/// Text on what it stands on (1.4.3 asks 4.5). Links, chosen answers and buttons are text too; their edges are of the same colours,
/// so that 1.4.11 (3) holds with it.
constexpr Pair kPairs[] = {{"ink", "surface"},    {"ink", "tint"},    {"ink-soft", "surface"}, {"ink-soft", "tint"},
                           {"accent", "surface"}, {"accent", "tint"}, {"on-accent", "accent"}};
constexpr double kLeast = 4.5;

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const Colour& colour) {
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The colour that a value gives in a scheme.
std::optional<Colour> colour_in(std::string_view text, Scheme scheme) {
  constexpr std::string_view kBoth = "light-dark(";
  text = trimmed(text);
  if (text.substr(0, kBoth.size()) != kBoth) return read_colour(text);
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.back() != ')') return std::nullopt;
  return read_colour(trimmed(scheme == Scheme::light ? text.substr(kBoth.size(), comma - kBoth.size())
                                                     : text.substr(comma + 1, text.size() - comma - 2)));
}

const Token* token_of(std::string_view name) {
  const auto* found = std::find_if(std::begin(kTokens), std::end(kTokens), [&](const Token& token) { return token.name == name; });
  return found == std::end(kTokens) ? nullptr : found;
}

Colour worn(const Value& theme, std::string_view name, Scheme scheme) {
  if (const std::string* own = theme[name].string()) {
    if (const std::optional<Colour> colour = colour_in(*own, scheme)) return *colour;
  }
  return *read_colour(token_of(name)->colour[static_cast<std::size_t>(scheme)]);
}

}  // namespace

std::optional<Colour> read_colour(std::string_view text) {
  if ((text.size() != 4 && text.size() != 7) || text[0] != '#') return std::nullopt;
  const std::size_t digits = text.size() == 7 ? 2 : 1;
  Colour colour{};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    const int high = hex_digit(text[1 + channel * digits]);
    const int low = hex_digit(text[channel * digits + digits]);
    if (high < 0 || low < 0) return std::nullopt;
    colour[channel] = (high * 16 + low) / 255.0;
  }
  return colour;
}

double contrast(const Colour& a, const Colour& b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

std::vector<Diagnostic> check_theme(const Value& theme) {
  std::vector<Diagnostic> found;
  const Object* written = theme.object();
  if (!written) return found;
  const auto path = [](std::string_view name) { return json::pointer_to("/theme", name); };
  for (const Member& member : *written) {
    if (!token_of(member.name)) {
      if (std::find(std::begin(kOthers), std::end(kOthers), member.name) == std::end(kOthers)) {
        found.push_back({Severity::warning, {ErrorCode::package_theme, path(member.name), {{"name", member.name}}}});
      }
      continue;
    }
    const std::string_view text = member.value.string_or("");
    if (!colour_in(text, Scheme::light) || !colour_in(text, Scheme::dark)) {
      found.push_back({Severity::error, {ErrorCode::package_colour, path(member.name), {{"name", member.name}}}});
    }
  }
  for (const Scheme scheme : {Scheme::light, Scheme::dark}) {
    for (const Pair& pair : kPairs) {
      const bool own = !theme[pair.front].is_undefined() || !theme[pair.back].is_undefined();
      const double ratio = contrast(worn(theme, pair.front, scheme), worn(theme, pair.back, scheme));
      if (!own || ratio >= kLeast) continue;
      found.push_back({Severity::error,
                       {ErrorCode::package_contrast, path(theme[pair.front].is_undefined() ? pair.back : pair.front),
                        {{"first", pair.front},
                         {"second", pair.back},
                         {"scheme", scheme == Scheme::light ? "light" : "dark"},
                         {"ratio", std::floor(ratio * 10) / 10},
                         {"least", kLeast}}}});
    }
  }
  return found;
}

}  // namespace triptych::package
