// SPDX-License-Identifier: MIT
// Package: a theme's colours held against WCAG 2.2: every pair that the widget sets one on the other, in light and in dark.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "questionnaire/questionnaire.h"

namespace triptych::package {

/// sRGB, each 0..1.
using Colour = std::array<double, 3>;

/// "#abc" or "#aabbcc"; nothing else: a name, a variable or transparency cannot be judged here.
std::optional<Colour> read_colour(std::string_view text);

/// WCAG 2.2, "contrast ratio" from "relative luminance": 1..21, the order of the two does not matter.
double contrast(const Colour& a, const Colour& b);

/// `theme`: the object of widget.json (names without --triptych-). A colour is "#rgb", "#rrggbb", or "light-dark(#…, #…)" for the two
/// schemes; what it leaves out is the widget's own. Errors package_contrast (path: the theme's own colour of the pair; first, second:
/// their names; scheme: "light" or "dark"; ratio, least: one decimal, ratio rounded down), package_colour (path, name) for a colour
/// that is not so written; warning package_theme (path, name) for a name that the widget does not know.
std::vector<questionnaire::Diagnostic> check_theme(const Value& theme);

}  // namespace triptych::package
