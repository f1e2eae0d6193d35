// SPDX-License-Identifier: MIT
// Bindings: studio.wasm: what is wrong in a survey's files and where, and every text in them. The shapes are web/src/engine/studio.d.ts.
#include "base/exports.h"
#include "bindings/page_host.h"
#include "disclosure/policy.h"
#include "json/envelope.h"
#include "json/reader.h"
#include "package/check.h"
#include "questionnaire/texts.h"

namespace triptych::bindings {
namespace {

using exports::reply;
using exports::texts;

PageHost host;

Value words_value(const questionnaire::LocalizedText& text) {
  Object words;
  for (const questionnaire::LocalizedText::Version& version : text.versions) words.set(version.locale, version.text);
  return words;
}

Value described(const std::string& file, std::string pointer, const questionnaire::LocalizedText& text) {
  return Object{{"file", file}, {"path", std::move(pointer)}, {"words", words_value(text)}};
}

std::vector<package::PlainWord> plain_words_of(const Value& json) {
  std::vector<package::PlainWord> words;
  if (!json.array()) return words;
  for (const Value& word : *json.array()) {
    words.push_back({std::string(word["language"].string_or("")), std::string(word["avoid"].string_or("")), std::string(word["use"].string_or(""))});
  }
  return words;
}

Result<Value> check_files(const std::string& asked) {
  // The files travel inside of one more layer of JSON, which is their own size again.
  const Value json = TRIPTYCH_TRY(json::read(asked, {4 * limits::kJsonBytes, limits::kJsonDepth, limits::kJsonNodes}));
  const Value& files = json["files"];
  package::CheckOptions options;
  options.publish = json["publish"].boolean_or(false);
  options.reading = true;
  options.plain_words = plain_words_of(json["plain_words"]);
  options.policy = [](const Value& policy) -> Result<Done> {
    const Result<disclosure::Policy> read = disclosure::read_policy(policy);
    if (!read.ok()) return read.error();
    return Done{};
  };
  const auto reader = [&files](const std::string& path) -> Result<std::string> {
    const std::string* text = files[path].string();
    if (!text) return Error{ErrorCode::cli_read, "", {{"reason", path}}};
    return *text;
  };
  package::Check check(reader, host, std::move(options));
  Array all_texts;
  if (!files["widget.json"].string()) {
    for (const Member& file : files.object() ? *files.object() : Object()) {
      if (const std::optional<package::Document> document = check.read(file.name)) check.questionnaire(*document, {}, "survey", 1);
    }
  } else if (const std::optional<package::Document> widget = check.read("widget.json")) {
    const package::Folder folder = check.folder(*widget);
    if (folder.asked) {
      if (const std::string* before = json["before"].string()) {
        const Result<Value> older = json::read(*before);
        const std::optional<package::Document> now = check.read(folder.widget.questionnaire);
        if (older.ok() && now) check.against(*now, *folder.asked, {folder.widget.questionnaire, *before, older.value()});
      }
      for (const questionnaire::TextAt& at : questionnaire::texts_of(folder.asked->questionnaire)) {
        all_texts.push_back(described(folder.widget.questionnaire, at.pointer, *at.text));
      }
    }
    for (const Member& file : *files.object()) {
      if (file.name == folder.widget.questionnaire) continue;
      const Result<Value> other = json::read(file.value.string_or(""));
      if (!other.ok()) continue;
      for (const package::Words& words : package::words_of(other.value())) all_texts.push_back(described(file.name, words.pointer, words.text));
    }
  }
  check.sort();
  Array found;
  for (package::Found& one : check.found) {
    one.description.object()->set("file", one.file);
    found.push_back(std::move(one.description));
  }
  return Value(Object{{"found", std::move(found)}, {"texts", std::move(all_texts)}});
}

}  // namespace

TRIPTYCH_EXPORT(check)() { return reply(json::envelope(check_files(texts[0]))); }

}  // namespace triptych::bindings
