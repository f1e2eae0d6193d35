// SPDX-License-Identifier: MIT
// Cli: triptych check FILE… [--against OLD] [--publish] [--reading]: what is wrong, where, and what to write instead.
#include <filesystem>
#include <optional>
#include <set>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/native_host.h"
#include "disclosure/policy.h"
#include "json/number.h"
#include "json/reader.h"
#include "package/check.h"

namespace triptych::cli {
namespace {

using package::Asked;
using package::Document;

/// NEW against OLD: two questionnaires.
void compare(package::Check& check, const std::string& path, const std::string& old_path) {
  const std::optional<Document> now = check.read(path);
  const std::optional<Document> before = check.read(old_path);
  if (!now || !before) return;
  if (const std::optional<Asked> asked = check.questionnaire(*now, {}, "survey", 1)) check.against(*now, *asked, *before);
}

/// What the page itself says around these simulations; explainer.<simulation>.exact.* is told at the full level only.
void check_spoken(package::Check& check, const std::string& language, const std::set<std::string>& simulations,
                  const std::vector<package::PlainWord>& plain_words) {
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
  check.add(document, package::check_messages(messages, language, plain_words));
}

/// A survey's folder, its widget.json, or a questionnaire alone.
void look(package::Check& check, const std::string& path, const std::vector<package::PlainWord>& plain_words) {
  const std::optional<Document> document = check.read(std::filesystem::is_directory(path) ? path + "/widget.json" : path);
  if (!document) return;
  if (!document->json["collect"].object() && !document->json["questionnaire"].string()) {
    check.questionnaire(*document, {}, "survey", 1);
    return;
  }
  const package::Folder folder = check.folder(*document);
  if (folder.simulations.empty()) return;
  for (const std::string& language : folder.widget.languages) check_spoken(check, language, folder.simulations, plain_words);
}

}  // namespace

int check_command(Arguments& arguments, Console& console) {
  const std::optional<std::string> old = arguments.take("against");
  package::CheckOptions options;
  options.publish = arguments.take_flag("publish");
  options.reading = arguments.take_flag("reading");
  options.plain_words = plain_words();
  options.policy = [](const Value& policy) -> Result<Done> {
    const Result<disclosure::Policy> read = disclosure::read_policy(policy);
    if (!read.ok()) return read.error();
    return Done{};
  };
  const Result<std::vector<std::string>> inputs = old ? arguments.inputs(1, 1) : arguments.inputs(1);
  if (!inputs.ok()) return console.fail(inputs.error());
  NativeHost host;
  const std::vector<package::PlainWord> words = options.plain_words;
  package::Check check(read_whole, host, std::move(options));
  for (const std::string& input : inputs.value()) {
    if (old) {
      compare(check, input, *old);
    } else {
      look(check, input, words);
    }
  }
  check.sort();
  const std::size_t errors = check.errors();
  Array list;
  for (package::Found& one : check.found) {
    if (!console.json()) {
      const std::string key = "error." + std::string(one.description["code"].string_or(""));
      Object line = *one.description.object();
      line.set("file", one.file);
      line.set("line", json::number_text(one.description["line"].number_or(1)));
      line.set("column", json::number_text(one.description["column"].number_or(1)));
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
