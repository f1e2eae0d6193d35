// SPDX-License-Identifier: MIT
// Cli: ICU MessageFormat over the embedded locale files.
#include "cli/messages.h"

#include <unicode/msgfmt.h>

#include <vector>

#include "cli/embedded.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::cli {
namespace {

Value texts_of(std::string_view language) {
  for (const EmbeddedFile& file : kLocales) {
    if (file.name != language) continue;
    Result<Value> read = json::read(file.text);
    if (read.ok()) return std::move(read).value();
  }
  return {};
}

icu::Formattable formattable(const Value& value) {
  if (const double* number = value.number()) {
    const auto whole = static_cast<std::int64_t>(*number);
    if (static_cast<double>(whole) == *number) return icu::Formattable(whole);
    return icu::Formattable(*number);
  }
  const std::string* text = value.string();
  return icu::Formattable(icu::UnicodeString::fromUTF8(text ? *text : json::write(value)));
}

}  // namespace

Messages::Messages(std::string_view language)
    : language_(language.substr(0, language.find_first_of("_.-@"))) {
  texts_ = texts_of(language_);
  if (texts_.is_undefined()) language_ = "en";
  fallback_ = texts_of("en");
}

std::string Messages::format(std::string_view key, const Object& params) const {
  const std::string* pattern = texts_[key].string();
  if (!pattern) pattern = fallback_[key].string();
  if (!pattern) return std::string(key);
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(*pattern), icu::Locale(language_.c_str()),
                                  where, status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const Member& member : params) {
    names.push_back(icu::UnicodeString::fromUTF8(member.name));
    values.push_back(formattable(member.value));
  }
  icu::UnicodeString out;
  if (U_SUCCESS(status))
    format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out, status);
  if (U_FAILURE(status)) return *pattern;
  std::string text;
  out.toUTF8String(text);
  return text;
}

Object Messages::all(std::string_view prefix) const {
  Object found;
  for (const Value* texts : {&fallback_, &texts_}) {
    for (const Member& member : texts->object() ? *texts->object() : Object()) {
      if (member.name.compare(0, prefix.size(), prefix) == 0)
        found.set(std::string_view(member.name).substr(prefix.size()), member.value);
    }
  }
  return found;
}

std::vector<package::PlainWord> plain_words() {
  constexpr std::string_view kBegin = "plain.";
  constexpr std::string_view kEnd = ".avoid";
  std::vector<package::PlainWord> words;
  for (const EmbeddedFile& file : kLocales) {
    const Value texts = texts_of(file.name);
    if (!texts.object()) continue;
    for (const Member& text : *texts.object()) {
      const std::string& key = text.name;
      if (key.rfind(kBegin, 0) != 0 || key.size() < kEnd.size() || key.compare(key.size() - kEnd.size(), kEnd.size(), kEnd) != 0) continue;
      const std::string use = key.substr(0, key.size() - kEnd.size()) + ".use";
      words.push_back({std::string(file.name), std::string(text.value.string_or("")), std::string(texts[use].string_or(""))});
    }
  }
  return words;
}

}  // namespace triptych::cli
