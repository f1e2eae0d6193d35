// SPDX-License-Identifier: MIT
// Package: how hard a text is to read: sentences, words, syllables, and the formula of its language. A smoke
// alarm, not a proof: only readers can tell.
//
//   French, Kandel and Moles 1958, as commonly implemented:
//     207 - 1.015 words/sentences - 73.6 syllables/words
//   English, Flesch 1948:
//     206.835 - 1.015 words/sentences - 84.6 syllables/words
//
// Nothing is rounded and no short sentence is left out. The rules of counting are the same for every text:
//
// A sentence ends at . ? ! or … before a space or the end; a text without any is one sentence.
//
// A word stands between spaces and holds a letter or a digit; "l’âge" and "est-ce" are one, and so is a
// number with its narrow no-break spaces.
//
// A syllable is a run of vowels, at least one a word. Not counted in French: a final e or es ("malades": 2),
// the u of qu, and of gu before e and i. Counted apart: ï, ë and ü ("haïr": 2), what follows é ("réel": 2)
// and a y between vowels. Not counted in English: a final e, es and ed, but le after a consonant is ("table":
// 2), and so are es and ed after the sounds that keep them ("boxes", "wanted"). A number counts one for each
// digit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::package {

enum class ReadingLanguage : std::uint8_t { french, english };

struct Sentence {
  std::string text;
  std::size_t words = 0;
};

struct Reading {
  std::vector<Sentence> sentences;
  std::size_t words = 0;
  std::size_t syllables = 0;

  /// Adds the sentences of a text in UTF-8.
  void add(std::string_view text, ReadingLanguage language);
  double mean_words() const;  ///< a sentence; 0 without any
};

std::size_t syllables_of(std::string_view word, ReadingLanguage language);

/// Kandel-Moles or Flesch from counts; sentences and words at least 1.
double reading_ease(std::size_t sentences, std::size_t words, std::size_t syllables,
                    ReadingLanguage language);

}  // namespace triptych::package
