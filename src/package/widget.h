// SPDX-License-Identifier: MIT
// Package: widget.json: what the embedder of a survey edits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "questionnaire/questionnaire.h"

namespace triptych::package {

enum class Collect : std::uint8_t { none, device, triptych, s3, wordpress, http };
/// "none", "device", "triptych", "s3", "wordpress", "http"
std::string_view name_of(Collect kind);

enum class Period : std::uint8_t { week, wave };

/// Paths are relative to widget.json; texts in several languages stay with the page, which alone shows them.
struct Widget {
  std::string survey;                  ///< [a-z0-9-]{1,64}
  std::string questionnaire = "questionnaire.json";
  std::uint8_t wave = 1;
  std::vector<std::string> languages;  ///< at least one; the first is the default
  std::vector<std::string> explainers;
  std::string references;              ///< empty: none
  std::string disclosure = "disclosure.json";
  bool has_controller = false;         ///< without: a demonstration that sends nothing
  Collect collect = Collect::none;
  std::string collect_url;             ///< empty for none and device
  std::string results_url;
  std::vector<std::string> omit;
  std::vector<std::string> include;
  Period period = Period::week;
  bool simulated = false;
  bool review = false;                 ///< what waits for a reviewer is shown, marked as such
};

struct ReadWidget {
  Widget widget;  ///< whole only where no diagnostic is an error
  /// Errors package_missing (name), package_value (name, expected: a key of words); warnings package_key (name, suggestion),
  /// package_controller; note package_marker; those of check_theme (contrast.h); path: JSON pointer.
  std::vector<questionnaire::Diagnostic> diagnostics;
  bool ok() const;
};

ReadWidget read_widget(const Value& json);

/// What the widget says of the questionnaire: names in omit and include that do not exist (package_name_unknown: name, suggestion),
/// explainers shown by the questionnaire that the widget does not list (package_explainer: name).
std::vector<questionnaire::Diagnostic> check_against(const Widget& widget, const questionnaire::Questionnaire& questionnaire);

}  // namespace triptych::package
