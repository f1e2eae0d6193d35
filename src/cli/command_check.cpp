// SPDX-License-Identifier: MIT
// Cli: triptych check FILE… [--against OLD] [--publish] [--reading]: what is wrong, where, and what to write instead.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <tuple>

#include "ballot/codebook.h"
#include "ballot/compare.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/native_host.h"
#include "json/number.h"
#include "json/reader.h"
#include "json/writer.h"
#include "package/explainer.h"
#include "package/widget.h"
#include "questionnaire/check.h"

namespace triptych::cli {
namespace {

using questionnaire::Diagnostic;
using questionnaire::Severity;

/// One file read as JSON. `text` is kept to find lines and columns.
struct Document {
  std::string path;
  std::string text;
  Value json;
};

struct Found {
  std::string file;
  Value description;  ///< questionnaire::describe

  bool is_error() const { return description["severity"].string_or("") == "error"; }
  double line() const { return description["line"].number_or(1); }
  double column() const { return description["column"].number_or(1); }
};

class Check {
 public:
  Check(bool publish, bool reading) : publish_(publish), reading_(reading) {}

  std::vector<Found> found;

  void add(const Document& document, std::vector<Diagnostic> diagnostics) {
    for (Diagnostic& one : diagnostics) {
      // What a visitor would meet counts as an error once it is to be published.
      const ErrorCode code = one.error.code;
      for (const ErrorCode met : {ErrorCode::questionnaire_translation, ErrorCode::package_controller, ErrorCode::reading_translation, ErrorCode::explainer_unsigned}) {
        if (publish_ && code == met) one.severity = Severity::error;
      }
      if (code == ErrorCode::reading_measured && !reading_) continue;
      found.push_back({document.path, questionnaire::describe(one, document.text)});
    }
  }

  void add(const Document& document, Error error) { add(document, std::vector<Diagnostic>{{Severity::error, std::move(error)}}); }

  std::optional<Document> read(const std::string& path) {
    Document document{path, "", {}};
    Result<std::string> text = read_whole(path);
    if (!text.ok()) {
      text.error().path.clear();
      add(document, std::move(text).error());
      return std::nullopt;
    }
    document.text = std::move(text).value();
    Result<Value> json = json::read(document.text);
    if (!json.ok()) {
      add(document, std::move(json).error());
      return std::nullopt;
    }
    document.json = std::move(json).value();
    return document;
  }

  void file(const std::string& path) {
    const std::string inner = std::filesystem::is_directory(path) ? path + "/widget.json" : path;
    const std::optional<Document> document = read(inner);
    if (!document) return;
    if (document->json["collect"].object() || document->json["questionnaire"].string()) {
      widget(*document);
    } else if (is_questionnaire(document->json) || !document->json.object()) {
      questionnaire(*document, {}, "survey", 1);
    }
  }

  /// NEW against OLD: two questionnaires.
  void against(const std::string& path, const std::string& old_path) {
    const std::optional<Document> now = read(path);
    const std::optional<Document> before = read(old_path);
    if (!now || !before) return;
    const std::optional<Read> new_one = questionnaire(*now, {}, "survey", 1);
    const std::optional<Read> old_one = parse(*before, "survey", 1);
    if (!new_one || !old_one) return;
    std::vector<Diagnostic> differences = ballot::compare(new_one->codebook, old_one->codebook);
    for (Diagnostic& one : differences) one.error.path = pointer_of(*new_one, one.error.path);
    const bool breaks = std::any_of(differences.begin(), differences.end(), [](const Diagnostic& one) { return one.severity == Severity::error; });
    const std::uint32_t text_rev = new_one->questionnaire.text_rev;
    if (breaks) differences.push_back({Severity::error, {ErrorCode::compare_wave, "", {}}});
    if (!breaks && text_rev == old_one->questionnaire.text_rev && json::write(now->json) != json::write(before->json)) {
      differences.push_back({Severity::warning, {ErrorCode::compare_text_rev, "/triptych/text_rev", {{"text_rev", static_cast<double>(text_rev)}}}});
    }
    add(*now, std::move(differences));
  }

 private:
  struct Read {
    questionnaire::Questionnaire questionnaire;
    ballot::Codebook codebook;
  };

  static bool is_questionnaire(const Value& json) {
    return json["pages"].array() || json["elements"].array() || json["questions"].array();
  }

  /// A difference is shown at the element it concerns; one that is gone has no place but the file.
  static std::string pointer_of(const Read& read, const std::string& item) {
    const std::optional<std::size_t> index = read.codebook.find(item);
    if (!index) return "";
    const ballot::Item& found = read.codebook.items[*index];
    return found.question.empty() ? "" : questionnaire::elements_of(read.questionnaire)[found.element].pointer;
  }

  std::optional<Read> parse(const Document& document, std::string_view survey, std::uint8_t wave) {
    Result<questionnaire::Parsed> parsed = questionnaire::parse(document.json);
    if (!parsed.ok()) {
      add(document, std::move(parsed).error());
      return std::nullopt;
    }
    return codebook_of(document, std::move(parsed).value().questionnaire, survey, wave);
  }

  std::optional<Read> codebook_of(const Document& document, questionnaire::Questionnaire questionnaire, std::string_view survey, std::uint8_t wave) {
    Result<ballot::Codebook> codebook = ballot::make_codebook(questionnaire, survey, wave);
    if (!codebook.ok()) {
      add(document, std::move(codebook).error());
      return std::nullopt;
    }
    return Read{std::move(questionnaire), std::move(codebook).value()};
  }

  std::optional<Read> questionnaire(const Document& document, const std::vector<std::string>& languages, std::string_view survey, std::uint8_t wave) {
    Result<questionnaire::Parsed> parsed = questionnaire::parse(document.json);
    if (!parsed.ok()) {
      add(document, std::move(parsed).error());
      return std::nullopt;
    }
    add(document, questionnaire::check(parsed.value(), languages, host_));
    return codebook_of(document, std::move(parsed).value().questionnaire, survey, wave);
  }

  void widget(const Document& document) {
    package::ReadWidget read_widget = package::read_widget(document.json);
    const package::Widget& settings = read_widget.widget;
    const bool readable = read_widget.ok();
    add(document, std::move(read_widget.diagnostics));
    if (!readable) return;
    const std::string folder = std::filesystem::path(document.path).parent_path().string();
    const auto beside = [&](const std::string& name) { return folder.empty() ? name : folder + "/" + name; };
    package::Publishing publishing{settings.languages, {}, plain_words(), settings.review};
    std::optional<Read> sound;
    if (const std::optional<Document> inner = read(beside(settings.questionnaire))) {
      sound = questionnaire(*inner, settings.languages, settings.survey, settings.wave);
      if (sound) {
        add(document, package::check_against(settings, sound->questionnaire));
        for (const questionnaire::Element& element : sound->questionnaire.elements) publishing.questions.push_back(element.name);
      }
    }
    std::set<std::string> simulations;
    for (const std::string& explainer : settings.explainers) {
      const std::optional<Document> inner = read(beside("explainers/" + explainer + ".json"));
      if (!inner) continue;
      add(*inner, package::check_explainer(inner->json, publishing));
      simulations.emplace(inner->json["simulation"].string_or(""));
    }
    if (!simulations.empty()) {
      for (const std::string& language : settings.languages) spoken(language, simulations, publishing.plain_words);
    }
    // The others only have to be there and be JSON: their shapes are content/schema's.
    if (!settings.references.empty()) read(beside(settings.references));
    read(beside(settings.disclosure));
  }

  /// What the page itself says around these simulations; explainer.<simulation>.exact.* is told at the full level only.
  void spoken(const std::string& language, const std::set<std::string>& simulations, const std::vector<package::PlainWord>& plain_words) {
    constexpr std::string_view kBegin = "explainer.";
    Document document{"content/locales/" + language + ".json", std::string(locale_file(language)), {}};
    Result<Value> texts = json::read(document.text);
    if (!texts.ok() || !texts.value().object()) return;
    std::vector<package::Message> messages;
    for (const Member& text : *texts.value().object()) {
      const std::string_view key = text.name;
      if (key.rfind(kBegin, 0) != 0) continue;
      const std::string_view rest = key.substr(kBegin.size());
      const std::size_t dot = rest.find('.');
      const bool of_these = dot == rest.npos || simulations.count(std::string(rest.substr(0, dot))) > 0;
      if (!of_these || rest.find(".exact.") != rest.npos) continue;
      messages.push_back({json::pointer_to("", key), readings_of(std::string(text.value.string_or("")))});
    }
    add(document, package::check_messages(messages, language, plain_words));
  }

  bool publish_;
  bool reading_;  ///< what was measured is told too
  NativeHost host_;
};

}  // namespace

int check_command(Arguments& arguments, Console& console) {
  const std::optional<std::string> old = arguments.take("against");
  const bool publish = arguments.take_flag("publish");
  Check check(publish, arguments.take_flag("reading"));
  const Result<std::vector<std::string>> inputs = old ? arguments.inputs(1, 1) : arguments.inputs(1);
  if (!inputs.ok()) return console.fail(inputs.error());
  for (const std::string& input : inputs.value()) {
    if (old) {
      check.against(input, *old);
    } else {
      check.file(input);
    }
  }
  std::stable_sort(check.found.begin(), check.found.end(), [](const Found& a, const Found& b) {
    return std::make_tuple(std::string_view(a.file), a.line(), a.column()) < std::make_tuple(std::string_view(b.file), b.line(), b.column());
  });
  Array list;
  std::size_t errors = 0;
  for (Found& one : check.found) {
    if (one.is_error()) ++errors;
    if (!console.json()) {
      const std::string key = "error." + std::string(one.description["code"].string_or(""));
      Object line = *one.description.object();
      line.set("file", one.file);
      line.set("line", json::number_text(one.line()));
      line.set("column", json::number_text(one.column()));
      line.set("text", console.messages().format(key, *one.description["params"].object()));
      console.note("cli.check.line", line);
    }
    one.description.object()->set("file", one.file);
    list.push_back(std::move(one.description));
  }
  console.report("cli.check.total", {{"errors", errors}, {"others", check.found.size() - errors}}, list);
  return errors > 0 ? kErrors : kClean;
}

}  // namespace triptych::cli
