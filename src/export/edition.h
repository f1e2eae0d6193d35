// SPDX-License-Identifier: MIT
// Export: all that a bundle is made from. The same edition gives the same bytes everywhere: there is no clock
// here.
#pragma once

#include <string>
#include <string_view>

#include "disclosure/released.h"
#include "disclosure/rows.h"

namespace triptych::export_ {

struct Edition {
  const disclosure::Released& released;
  const Value& codebooks;  ///< {language: CodebookItem[]}: `about.language` and any others
  const Value& about;      ///< package::about
  const Value& words;      ///< the messages "export.word.<key>" by key, in `about.language`; a word that is
                           ///< missing is its key
  const disclosure::ReleasedRows* rows = nullptr;  ///< rows of people beside the tables, if there are any
};

inline const disclosure::ReleasedData& data_of(const Edition& edition) {
  return edition.released.data();
}
inline std::string_view language_of(const Edition& edition) {
  return edition.about["language"].string_or("en");
}
/// CodebookItem[] in the bundle's language.
inline const Value& items_of(const Edition& edition) {
  return edition.codebooks[language_of(edition)];
}
/// Simulated data begin with it, in the name of every file that holds numbers.
inline std::string mark_of(const Edition& edition) {
  return data_of(edition).simulated ? "simulated-" : "";
}
inline std::string_view word_of(const Edition& edition, std::string_view key) {
  return edition.words[key].string_or(key);
}

/// "survey-w1-v3", with the mark: the bundle's name. The version is the number of the snapshot in its wave.
std::string name_of(const Edition& edition);
/// "Controller (2026). Title. Wave 1, version 3. Data set." in the bundle's language.
std::string citation_of(const Edition& edition);

struct File {
  std::string path;  ///< relative, ASCII
  std::string bytes;
};

}  // namespace triptych::export_
