// SPDX-License-Identifier: MIT
// Package: the files of a survey, one after another.
#include "package/check.h"

#include <algorithm>
#include <tuple>

#include "ballot/compare.h"
#include "json/reader.h"
#include "json/writer.h"
#include "questionnaire/check.h"

namespace triptych::package {

using questionnaire::Diagnostic;
using questionnaire::Severity;

void Check::add(const Document& document, std::vector<Diagnostic> diagnostics) {
  for (Diagnostic& one : diagnostics) {
    const ErrorCode code = one.error.code;
    for (const ErrorCode met : {ErrorCode::questionnaire_translation, ErrorCode::package_controller, ErrorCode::reading_translation, ErrorCode::explainer_unsigned}) {
      if (options_.publish && code == met) one.severity = Severity::error;
    }
    if (code == ErrorCode::reading_measured && !options_.reading) continue;
    found.push_back({document.path, questionnaire::describe(one, document.text)});
  }
}

void Check::add(const Document& document, Error error) { add(document, std::vector<Diagnostic>{{Severity::error, std::move(error)}}); }

void Check::sort() {
  const auto place = [](const Found& one) {
    return std::make_tuple(std::string_view(one.file), one.description["line"].number_or(1), one.description["column"].number_or(1));
  };
  std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return place(a) < place(b); });
}

std::size_t Check::errors() const {
  return static_cast<std::size_t>(std::count_if(found.begin(), found.end(), [](const Found& one) { return one.is_error(); }));
}

std::optional<Document> Check::read(const std::string& path) {
  Document document{path, "", {}};
  Result<std::string> text = reader_(path);
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

std::optional<Asked> Check::parse(const Document& document, std::string_view survey, std::uint8_t wave) {
  Result<questionnaire::Parsed> parsed = questionnaire::parse(document.json);
  if (!parsed.ok()) {
    add(document, std::move(parsed).error());
    return std::nullopt;
  }
  return codebook_of(document, std::move(parsed).value().questionnaire, survey, wave);
}

std::optional<Asked> Check::codebook_of(const Document& document, questionnaire::Questionnaire questionnaire, std::string_view survey, std::uint8_t wave) {
  Result<ballot::Codebook> codebook = ballot::make_codebook(questionnaire, survey, wave);
  if (!codebook.ok()) {
    add(document, std::move(codebook).error());
    return std::nullopt;
  }
  return Asked{std::move(questionnaire), std::move(codebook).value()};
}

std::optional<Asked> Check::questionnaire(const Document& document, const std::vector<std::string>& languages, std::string_view survey, std::uint8_t wave) {
  Result<questionnaire::Parsed> parsed = questionnaire::parse(document.json);
  if (!parsed.ok()) {
    add(document, std::move(parsed).error());
    return std::nullopt;
  }
  add(document, questionnaire::check(parsed.value(), languages, host_));
  return codebook_of(document, std::move(parsed).value().questionnaire, survey, wave);
}

namespace {

/// A difference is shown at the element it concerns; one that is gone has no place but the file.
std::string pointer_of(const Asked& asked, const std::string& item) {
  const std::optional<std::size_t> index = asked.codebook.find(item);
  if (!index) return "";
  const ballot::Item& found = asked.codebook.items[*index];
  return found.question.empty() ? "" : questionnaire::elements_of(asked.questionnaire)[found.element].pointer;
}

}  // namespace

void Check::against(const Document& now, const Asked& asked, const Document& before) {
  const std::optional<Asked> old_one = parse(before, asked.codebook.survey, asked.codebook.wave);
  if (!old_one) return;
  std::vector<Diagnostic> differences = ballot::compare(asked.codebook, old_one->codebook);
  for (Diagnostic& one : differences) one.error.path = pointer_of(asked, one.error.path);
  const bool breaks = std::any_of(differences.begin(), differences.end(), [](const Diagnostic& one) { return one.severity == Severity::error; });
  const std::uint32_t text_rev = asked.questionnaire.text_rev;
  if (breaks) differences.push_back({Severity::error, {ErrorCode::compare_wave, "", {}}});
  if (!breaks && text_rev == old_one->questionnaire.text_rev && json::write(now.json) != json::write(before.json)) {
    differences.push_back({Severity::warning, {ErrorCode::compare_text_rev, "/triptych/text_rev", {{"text_rev", static_cast<double>(text_rev)}}}});
  }
  add(now, std::move(differences));
}

Folder Check::folder(const Document& document) {
  ReadWidget read_settings = read_widget(document.json);
  const bool readable = read_settings.ok();
  Folder folder{std::move(read_settings.widget), std::nullopt, {}};
  add(document, std::move(read_settings.diagnostics));
  if (!readable) return folder;
  const Widget& settings = folder.widget;
  const auto beside = [&](const std::string& name) { return document.path.substr(0, document.path.rfind('/') + 1) + name; };
  Publishing publishing{settings.languages, {}, options_.plain_words, settings.review};
  if (const std::optional<Document> inner = read(beside(settings.questionnaire))) {
    folder.asked = questionnaire(*inner, settings.languages, settings.survey, settings.wave);
    if (folder.asked) {
      add(document, check_against(settings, folder.asked->questionnaire));
      add(*inner, measure_questions(folder.asked->questionnaire, settings.languages));
      for (const questionnaire::Element& element : folder.asked->questionnaire.elements) publishing.questions.push_back(element.name);
    }
  }
  for (const std::string& explainer : settings.explainers) {
    const std::optional<Document> inner = read(beside("explainers/" + explainer + ".json"));
    if (!inner) continue;
    add(*inner, check_explainer(inner->json, publishing));
    folder.simulations.emplace(inner->json["simulation"].string_or(""));
  }
  // Those after only have to be there and be JSON: their shapes are content/schema's.
  if (!settings.references.empty()) read(beside(settings.references));
  const std::optional<Document> policy = read(beside(settings.disclosure));
  if (policy && options_.policy) {
    Result<Done> judged = options_.policy(policy->json);
    if (!judged.ok()) add(*policy, std::move(judged).error());
  }
  return folder;
}

namespace {

void walk(const Value& value, const std::string& pointer, std::vector<Words>& found) {
  if (const Object* object = value.object()) {
    if (value["default"].string()) {
      Words words{pointer, {}};
      for (const Member& member : *object) {
        if (const std::string* text = member.value.string()) words.text.versions.push_back({member.name, *text});
      }
      found.push_back(std::move(words));
      return;
    }
    for (const Member& member : *object) walk(member.value, json::pointer_to(pointer, member.name), found);
  }
  if (const Array* items = value.array()) {
    for (std::size_t i = 0; i < items->size(); ++i) walk((*items)[i], json::pointer_to(pointer, i), found);
  }
}

}  // namespace

std::vector<Words> words_of(const Value& json) {
  std::vector<Words> found;
  walk(json, "", found);
  return found;
}

}  // namespace triptych::package
