// SPDX-License-Identifier: MIT
// Package: a survey's folder looked at as a whole: widget.json, its questionnaire, its explainers, its policy: what is wrong, where.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ballot/codebook.h"
#include "base/host.h"
#include "package/explainer.h"
#include "package/widget.h"

namespace triptych::package {

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
};

/// A questionnaire that can be asked and counted.
struct Asked {
  questionnaire::Questionnaire questionnaire;
  ballot::Codebook codebook;
};

/// What the check of a folder read, for whoever asks more of it.
struct Folder {
  Widget widget;
  std::optional<Asked> asked;          ///< nothing: the questionnaire cannot be read
  std::set<std::string> simulations;   ///< of the explainers listed
};

struct CheckOptions {
  bool publish = false;  ///< what a visitor would meet counts as an error
  bool reading = false;  ///< what was measured is told too
  std::vector<PlainWord> plain_words;
  /// What disclosure.json says of the policy; the rules are disclosure's.
  std::function<Result<Done>(const Value&)> policy;
};

class Check {
 public:
  /// Errors: cli_read, or what else the reader has to say of a file that it does not have.
  using Reader = std::function<Result<std::string>(const std::string& path)>;

  Check(Reader reader, Host& host, CheckOptions options) : reader_(std::move(reader)), host_(host), options_(std::move(options)) {}

  /// In the order in which files were looked at; sort() puts it in that of files and lines.
  std::vector<Found> found;

  void add(const Document& document, std::vector<questionnaire::Diagnostic> diagnostics);
  void add(const Document& document, Error error);
  void sort();
  std::size_t errors() const;

  /// Nothing: it is not there, or no JSON, and that was added.
  std::optional<Document> read(const std::string& path);
  /// A questionnaire that is only to be compared: nothing but what stops it is told.
  std::optional<Asked> parse(const Document& document, std::string_view survey, std::uint8_t wave);
  /// What `now` makes of answers that were collected with `before`, a questionnaire of the same wave. `asked`: what was read of `now`.
  void against(const Document& now, const Asked& asked, const Document& before);
  std::optional<Asked> questionnaire(const Document& document, const std::vector<std::string>& languages, std::string_view survey, std::uint8_t wave);
  /// widget.json, and beside it every file that it names.
  Folder folder(const Document& widget);

 private:
  std::optional<Asked> codebook_of(const Document& document, questionnaire::Questionnaire questionnaire, std::string_view survey, std::uint8_t wave);

  Reader reader_;
  Host& host_;
  CheckOptions options_;
};

/// A text of one of the survey's files, in its languages.
struct Words {
  std::string pointer;
  questionnaire::LocalizedText text;
};

/// Every object of a file with words under "default", in document order: what the files beside the questionnaire write their texts as.
std::vector<Words> words_of(const Value& json);

}  // namespace triptych::package
