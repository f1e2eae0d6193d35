// SPDX-License-Identifier: MIT
// Package: widget.json, key by key.
#include "package/widget.h"

#include <algorithm>
#include <cmath>

#include "base/base64url.h"
#include "json/reader.h"
#include "package/contrast.h"
#include "questionnaire/suggest.h"

namespace triptych::package {
namespace {

using questionnaire::Diagnostic;
using questionnaire::Severity;

/// 13 months: what the CNIL accepts of a tracer before it asks again.
constexpr double kMaxMarkerDays = 395;

constexpr std::string_view kCollects[] = {"none", "device", "triptych", "s3", "wordpress", "http"};
const std::vector<std::string_view> kKeys = {
    "$schema", "version", "survey",    "questionnaire", "wave", "languages", "explainers", "references", "disclosure", "next",   "controller",
    "collect", "results", "simulated", "theme",         "omit", "include",   "period",     "retention",  "purpose",    "note",   "minutes", "review"};

bool is_survey_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// A file beside widget.json or below: no way out of the folder.
bool is_inner_path(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.find("..") == std::string_view::npos && path.find('\\') == std::string_view::npos &&
         path.find(':') == std::string_view::npos;
}

bool is_web_address(std::string_view url) {
  const auto begins = [url](std::string_view start) { return url.substr(0, start.size()) == start; };
  const std::size_t colon = url.find(':');
  const bool relative = colon == std::string_view::npos || colon > url.find('/');
  return !url.empty() && (begins("https://") || begins("http://") || relative);
}

class Reader {
 public:
  explicit Reader(const Value& json) : json_(json) {}

  ReadWidget run() {
    if (!json_.object()) {
      refuse("", "", "object");
      return std::move(read_);
    }
    Widget& widget = read_.widget;
    for (const Member& member : *json_.object()) {
      if (std::find(kKeys.begin(), kKeys.end(), member.name) != kKeys.end()) continue;
      const std::string near = questionnaire::nearest(member.name, kKeys);
      add(Severity::warning, ErrorCode::package_key, json::pointer_to("", member.name),
          {{"name", member.name}, {"suggestion", near.empty() ? "none" : near}});
    }
    if (json_["version"].number_or(0) != 1) refuse("/version", "version", "one");
    widget.survey = need_text("survey");
    if (!widget.survey.empty() && !is_survey_name(widget.survey)) refuse("/survey", "survey", "survey");
    widget.questionnaire = path("questionnaire", widget.questionnaire);
    widget.disclosure = path("disclosure", widget.disclosure);
    widget.references = path("references", "");
    const double wave = json_["wave"].number_or(-1);
    if (wave >= 0 && wave <= 255 && wave == std::floor(wave)) {
      widget.wave = static_cast<std::uint8_t>(wave);
    } else {
      refuse("/wave", "wave", "byte");
    }
    widget.languages = words("languages");
    if (widget.languages.empty()) refuse("/languages", "languages", "languages");
    widget.explainers = words("explainers");
    widget.omit = words("omit");
    widget.include = words("include");
    widget.simulated = json_["simulated"].boolean_or(false);
    widget.review = json_["review"].boolean_or(false);
    read_collect();
    widget.results_url = json_["results"]["url"].string_or("");
    read_period();
    for (Diagnostic& one : check_theme(json_["theme"])) read_.diagnostics.push_back(std::move(one));
    const Value& controller = json_["controller"];
    widget.has_controller = !controller["name"].string_or("").empty() && !controller["contact"].string_or("").empty();
    if (!widget.has_controller) add(Severity::warning, ErrorCode::package_controller, "/controller", {});
    return std::move(read_);
  }

 private:
  void add(Severity severity, ErrorCode code, std::string where, Object params) {
    read_.diagnostics.push_back({severity, {code, std::move(where), std::move(params)}});
  }

  void refuse(std::string where, std::string_view name, std::string_view expected) {
    const bool absent = json_.object() && !name.empty() && json_[name].is_undefined();
    if (absent) {
      add(Severity::error, ErrorCode::package_missing, "", {{"name", name}});
    } else {
      add(Severity::error, ErrorCode::package_value, std::move(where), {{"name", name}, {"expected", expected}});
    }
  }

  std::string need_text(std::string_view name) {
    const std::string text(json_[name].string_or(""));
    if (text.empty()) refuse(json::pointer_to("", name), name, "text");
    return text;
  }

  std::string path(std::string_view name, std::string_view fallback) {
    if (json_[name].is_undefined()) return std::string(fallback);
    const std::string text(json_[name].string_or(""));
    if (!is_inner_path(text)) refuse(json::pointer_to("", name), name, "path");
    return text;
  }

  std::vector<std::string> words(std::string_view name) {
    std::vector<std::string> list;
    if (json_[name].is_undefined()) return list;
    const Array* items = json_[name].array();
    if (!items) {
      refuse(json::pointer_to("", name), name, "list");
      return list;
    }
    for (const Value& item : *items) {
      if (const std::string* text = item.string()) {
        list.push_back(*text);
      } else {
        refuse(json::pointer_to("", name), name, "list");
      }
    }
    return list;
  }

  void read_collect() {
    const Value& collect = json_["collect"];
    if (collect.is_undefined()) return;  // nothing leaves
    const std::string_view kind = collect["kind"].string_or("");
    const auto* found = std::find(std::begin(kCollects), std::end(kCollects), kind);
    if (found == std::end(kCollects)) {
      refuse("/collect/kind", "collect", "collect");
      return;
    }
    read_.widget.collect = static_cast<Collect>(found - std::begin(kCollects));
    read_.widget.collect_url = collect["url"].string_or("");
    const Value& key = collect["publicKey"];
    const bool sealed = !key.is_undefined();
    const auto say = [this](Severity severity, std::string_view what) {
      add(severity, ErrorCode::package_seal, "/collect/publicKey", {{"what", what}});
    };
    if (sealed && base64url_decode(key.string_or("")).value_or("").size() != 32) say(Severity::error, "key");
    // Names of objects reach access logs, and a tablet can be stolen. Our server checks and counts what it takes: it must read it.
    if (!sealed && read_.widget.collect == Collect::s3) say(Severity::error, "s3");
    if (!sealed && read_.widget.collect == Collect::device) say(Severity::warning, "device");
    if (sealed && read_.widget.collect == Collect::triptych) say(Severity::error, "triptych");
    if (read_.widget.collect == Collect::s3 && !collect["fields"].object()) refuse("/collect/fields", "collect", "object");
    read_marker(collect["marker"]);
    const bool needs_url = read_.widget.collect != Collect::none && read_.widget.collect != Collect::device;
    if (needs_url && !is_web_address(read_.widget.collect_url)) refuse("/collect/url", "collect", "address");
  }

  void read_marker(const Value& marker) {
    if (marker.is_undefined()) return;
    const double days = marker["days"].number_or(0);
    if (!(days >= 1 && days <= kMaxMarkerDays && days == std::floor(days))) {
      refuse("/collect/marker/days", "collect", "days");
    } else {
      add(Severity::note, ErrorCode::package_marker, "/collect/marker", {});
    }
  }

  void read_period() {
    const Value& period = json_["period"];
    const std::string_view kind = period["kind"].string_or("");
    if (kind == "wave") {
      read_.widget.period = Period::wave;
    } else if (!period.is_undefined() && kind != "week") {
      refuse("/period/kind", "period", "period");
    }
    const Value& days = json_["retention"]["days"];
    if (!json_["retention"].is_undefined() && !(days.number_or(-1) >= 0)) refuse("/retention/days", "retention", "days");
  }

  const Value& json_;
  ReadWidget read_;
};

}  // namespace

std::string_view name_of(Collect kind) { return kCollects[static_cast<std::size_t>(kind)]; }

bool ReadWidget::ok() const {
  return std::none_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& found) { return found.severity == Severity::error; });
}

ReadWidget read_widget(const Value& json) { return Reader(json).run(); }

std::vector<Diagnostic> check_against(const Widget& widget, const questionnaire::Questionnaire& questionnaire) {
  std::vector<Diagnostic> found;
  std::vector<std::string_view> names;
  for (const questionnaire::Element& element : questionnaire.elements) names.push_back(element.name);
  const auto check_list = [&](const std::vector<std::string>& list, std::string_view key) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (std::find(names.begin(), names.end(), list[i]) != names.end()) continue;
      const std::string near = questionnaire::nearest(list[i], names);
      found.push_back({Severity::warning,
                       {ErrorCode::package_name_unknown, json::pointer_to(json::pointer_to("", key), i),
                        {{"name", list[i]}, {"suggestion", near.empty() ? "none" : near}}}});
    }
  };
  check_list(widget.omit, "omit");
  check_list(widget.include, "include");
  for (const questionnaire::Element& element : questionnaire.elements) {
    if (element.type != questionnaire::Type::explainer) continue;
    const std::string_view id = element.word(questionnaire::Property::explainer);
    if (std::find(widget.explainers.begin(), widget.explainers.end(), id) == widget.explainers.end()) {
      found.push_back({Severity::error, {ErrorCode::package_explainer, "/explainers", {{"name", id}}}});
    }
  }
  return found;
}

}  // namespace triptych::package
