// SPDX-License-Identifier: MIT
// Cli: ICU MessageFormat over the embedded locale files.
#include "cli/messages.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <vector>

#include "cli/embedded.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::cli {
namespace {

Value texts_of(std::string_view language) {
  Result<Value> read = json::read(locale_file(language));
  return read.ok() ? std::move(read).value() : Value();
}

/// The readings of the message that begins at part `start`.
std::vector<icu::UnicodeString> expand(const icu::MessagePattern& pattern, std::int32_t start) {
  std::vector<icu::UnicodeString> texts(1);
  const icu::UnicodeString& source = pattern.getPatternString();
  const auto append = [&texts](const icu::UnicodeString& more) {
    for (icu::UnicodeString& text : texts) text += more;
  };
  const icu::UnicodeString value = icu::UnicodeString::fromUTF8("10");
  std::int32_t from = pattern.getPart(start).getLimit();
  for (std::int32_t at = start + 1; at <= pattern.getLimitPartIndex(start); ++at) {
    const icu::MessagePattern::Part& part = pattern.getPart(at);
    append(source.tempSubStringBetween(from, part.getIndex()));
    from = part.getLimit();
    if (part.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER) append(value);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
    const std::int32_t end = pattern.getLimitPartIndex(at);
    std::vector<icu::UnicodeString> branches;
    for (std::int32_t inner = at + 1; inner < end; ++inner) {
      if (pattern.getPart(inner).getType() != UMSGPAT_PART_TYPE_MSG_START) continue;
      for (icu::UnicodeString& branch : expand(pattern, inner)) branches.push_back(std::move(branch));
      inner = pattern.getLimitPartIndex(inner);
    }
    if (branches.empty()) branches.push_back(value);
    std::vector<icu::UnicodeString> longer;
    for (const icu::UnicodeString& text : texts) {
      for (const icu::UnicodeString& branch : branches) longer.push_back(text + branch);
    }
    texts = std::move(longer);
    at = end;
    from = pattern.getPart(end).getLimit();
  }
  return texts;
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

std::string_view locale_file(std::string_view language) {
  for (const EmbeddedFile& file : kLocales) {
    if (file.name == language) return file.text;
  }
  return {};
}

std::vector<std::string> readings_of(const std::string& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(icu::UnicodeString::fromUTF8(pattern), nullptr, status);
  if (U_FAILURE(status)) return {pattern};
  std::vector<std::string> readings;
  for (const icu::UnicodeString& text : expand(parsed, 0)) text.toUTF8String(readings.emplace_back());
  return readings;
}

}  // namespace triptych::cli
