// SPDX-License-Identifier: MIT
// Cli: sentences of content/locales, embedded when the program is built, formatted by ICU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "package/explainer.h"

namespace triptych::cli {

class Messages {
 public:
  /// A tag such as "fr" or "fr_FR.UTF-8"; a language without a file gives English.
  explicit Messages(std::string_view language);

  /// "fr"
  std::string_view language() const { return language_; }
  /// The message of that key with its named parameters; the key itself if no locale has it.
  std::string format(std::string_view key, const Object& params) const;
  /// Every message whose key begins so, as written, under the rest of its key.
  Object all(std::string_view prefix) const;

 private:
  std::string language_;
  Value texts_;
  Value fallback_;
};

/// The specialists' words that every locale lists (plain.<word>.avoid), and what each says instead (plain.<word>.use).
std::vector<package::PlainWord> plain_words();

/// The file of a language as it was when the program was built; empty if there is none.
std::string_view locale_file(std::string_view language);

/// Every way in which a message can read: one text for each choice of branches, the last with the last of each, values as "10". The
/// pattern itself if it is none of ICU's.
std::vector<std::string> readings_of(const std::string& pattern);

}  // namespace triptych::cli
