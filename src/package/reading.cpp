// SPDX-License-Identifier: MIT
// Package: counts sentences, words and syllables.
#include "package/reading.h"

#include <algorithm>

namespace triptych::package {
namespace {

/// What a letter is to the counting; accents that matter keep a letter of their own.
struct Letters {
  std::string plain;  ///< lower case; é è ê as 'E', ë ï ü as 'I', other accented vowels bare, all else '-'
  std::size_t digits = 0;
};

/// The Latin letters of French in UTF-8 (two bytes, 0xC3 or 0xC5 first), upper and lower case.
char letter_of(unsigned char first, unsigned char second) {
  if (first == 0xC5) return second == 0x92 || second == 0x93 ? 'e' : '-';  // œ
  if (first != 0xC3) return '-';
  const unsigned char lower = second < 0xA0 ? second + 0x20 : second;
  if (lower >= 0xA0 && lower <= 0xA6) return 'a';  // à â ä æ
  if (lower == 0xA7) return 'c';
  if (lower >= 0xA8 && lower <= 0xAA) return 'E';
  if (lower == 0xAB || lower == 0xAF || lower == 0xBC) return 'I';
  if (lower >= 0xAC && lower <= 0xAE) return 'i';
  if (lower == 0xB1) return 'n';
  if (lower >= 0xB2 && lower <= 0xB6) return 'o';
  if (lower >= 0xB9 && lower <= 0xBB) return 'u';
  return '-';
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Letters letters_of(std::string_view word) {
  Letters found;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c >= '0' && c <= '9') {
      ++found.digits;
    } else if (is_ascii_letter(c)) {
      found.plain += static_cast<char>(c | 0x20);
    } else if (byte >= 0xC0 && i + 1 < word.size()) {
      const char letter = letter_of(byte, static_cast<unsigned char>(word[i + 1]));
      if (letter != '-' || byte == 0xE2) found.plain += letter;
      while (i + 1 < word.size() && (static_cast<unsigned char>(word[i + 1]) & 0xC0) == 0x80) ++i;
    } else {
      found.plain += '-';
    }
  }
  return found;
}

bool is_vowel(char c) {
  return std::string_view("aeiouyEI").find(c) != std::string_view::npos;
}
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}
bool is_one_of(char c, std::string_view list) {
  return list.find(c) != std::string_view::npos;
}

/// Of one part of a word, between apostrophes and hyphens.
std::size_t french_syllables(std::string_view part) {
  const std::string_view mute = ends_with(part, "es") ? "es" : ends_with(part, "e") ? "e" : "";
  const std::string_view stem = part.substr(0, part.size() - mute.size());
  const bool stem_sounds = std::any_of(stem.begin(), stem.end(), is_vowel) && stem != "qu" && stem != "gu";
  const std::string_view said = stem_sounds ? stem : part;
  std::size_t count = 0;
  bool in_run = false;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const char c = said[i];
    const char before = i > 0 ? said[i - 1] : '-';
    const char after = i + 1 < said.size() ? said[i + 1] : stem_sounds && !mute.empty() ? 'e' : '-';
    const bool silent = c == 'u' && (before == 'q' || (before == 'g' && is_one_of(after, "eiEI")));
    const bool glide = c == 'y' && is_vowel(before) && is_vowel(after);
    if (!is_vowel(c) || silent || glide) {
      in_run = false;
      continue;
    }
    const bool own = c == 'I' || before == 'E';
    if (!in_run || own) ++count;
    in_run = true;
  }
  return count;
}

std::size_t english_syllables(std::string_view part) {
  std::size_t count = 0;
  bool in_run = false;
  for (const char c : part) {
    const bool vowel = is_vowel(c);
    if (vowel && !in_run) ++count;
    in_run = vowel;
  }
  const auto before_end = [part](std::size_t ending) {
    return part.size() > ending ? part[part.size() - ending - 1] : '-';
  };
  const bool kept_e = ends_with(part, "le") && !is_vowel(before_end(2));
  if (ends_with(part, "e") && !kept_e && !is_vowel(before_end(1)) && count > 1) return count - 1;
  const bool hisses = is_one_of(before_end(2), "sxzcg") || ends_with(part, "shes") || ends_with(part, "ches");
  if (ends_with(part, "es") && !hisses && !is_vowel(before_end(2)) && count > 1) return count - 1;
  if (ends_with(part, "ed") && !is_one_of(before_end(2), "td") && !is_vowel(before_end(2)) && count > 1)
    return count - 1;
  return count;
}

/// U+00A0 and U+202F, in UTF-8; the second keeps the thousands of a number together.
constexpr std::string_view kNoBreak = "\xC2\xA0";
constexpr std::string_view kNarrow = "\xE2\x80\xAF";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

struct Token {
  std::string text;
  bool ends_sentence = false;
};

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::string current;
  const auto close = [&] {
    if (current.empty()) return;
    std::string_view bare = current;
    // A closing bracket or quotation mark may follow the end of a sentence.
    for (bool more = true; more;) {
      more = false;
      for (const std::string_view end :
           {std::string_view(")"), std::string_view("\xC2\xBB"), std::string_view("\xE2\x80\x9D")}) {
        if (ends_with(bare, end)) {
          bare.remove_suffix(end.size());
          more = true;
        }
      }
    }
    const bool ends =
        ends_with(bare, ".") || ends_with(bare, "?") || ends_with(bare, "!") || ends_with(bare, kEllipsis);
    tokens.push_back({current, ends});
    current.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (rest.substr(0, kNarrow.size()) == kNarrow) {
      const bool inside = !current.empty() && is_digit(current.back()) && rest.size() > kNarrow.size() &&
                          is_digit(rest[kNarrow.size()]);
      if (inside) {
        current += kNarrow;
      } else {
        close();
      }
      i += kNarrow.size();
    } else if (rest.substr(0, kNoBreak.size()) == kNoBreak) {
      close();
      i += kNoBreak.size();
    } else if (is_one_of(text[i], " \t\r\n")) {
      close();
      if (text[i] == '\n' && !tokens.empty()) tokens.back().ends_sentence = true;
      ++i;
    } else {
      current += text[i++];
    }
  }
  close();
  return tokens;
}

bool is_word(const std::string& token) {
  const Letters letters = letters_of(token);
  return letters.digits > 0 ||
         std::any_of(letters.plain.begin(), letters.plain.end(), [](char c) { return c != '-'; });
}

}  // namespace

std::size_t syllables_of(std::string_view word, ReadingLanguage language) {
  const Letters letters = letters_of(word);
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= letters.plain.size();) {
    const std::size_t end = std::min(letters.plain.find('-', begin), letters.plain.size());
    const std::string_view part = std::string_view(letters.plain).substr(begin, end - begin);
    count += language == ReadingLanguage::french ? french_syllables(part) : english_syllables(part);
    begin = end + 1;
  }
  return std::max<std::size_t>(1, count + letters.digits);
}

void Reading::add(std::string_view text, ReadingLanguage language) {
  Sentence sentence;
  const auto close = [&] {
    if (sentence.words > 0) sentences.push_back(std::move(sentence));
    sentence = {};
  };
  for (const Token& token : tokens_of(text)) {
    if (!sentence.text.empty()) sentence.text += ' ';
    sentence.text += token.text;
    if (is_word(token.text)) {
      ++sentence.words;
      ++words;
      syllables += syllables_of(token.text, language);
    }
    // "Vraiment ?": in French a space stands before the sign, which then ends what came before.
    if (token.ends_sentence) close();
  }
  close();
}

double Reading::mean_words() const {
  return sentences.empty() ? 0 : static_cast<double>(words) / static_cast<double>(sentences.size());
}

double reading_ease(std::size_t sentences, std::size_t words, std::size_t syllables,
                    ReadingLanguage language) {
  const double in_sentence = static_cast<double>(words) / static_cast<double>(sentences);
  const double in_word = static_cast<double>(syllables) / static_cast<double>(words);
  return language == ReadingLanguage::french ? 207 - 1.015 * in_sentence - 73.6 * in_word
                                             : 206.835 - 1.015 * in_sentence - 84.6 * in_word;
}

}  // namespace triptych::package
