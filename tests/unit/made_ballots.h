// SPDX-License-Identifier: MIT
// Tests: a small codebook and ballots for the rooms that count.
#pragma once

#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "ballot/ballot.h"
#include "base/random.h"
#include "doctest.h"

namespace made {

using namespace triptych;
using ballot::Answer;
using ballot::Ballot;
using ballot::Codebook;
using ballot::Item;
using ballot::ItemKind;
using ballot::ItemSource;
using ballot::State;

inline Item item(std::string name, std::vector<Value> options, ItemKind kind = ItemKind::single) {
  Item made;
  made.name = made.question = std::move(name);
  made.options = std::move(options);
  made.kind = kind;
  return made;
}

inline Item fact(std::string name) {
  Item made = item(std::move(name), {"no", "before", "after"});
  made.source = ItemSource::fact;
  made.question.clear();
  return made;
}

inline Codebook codebook(std::vector<Item> items, std::string survey = "made") {
  Codebook made;
  made.survey = std::move(survey);
  made.wave = 1;
  made.text_rev = 1;
  made.languages = {"en", "fr"};
  made.items = std::move(items);
  Result<Codebook> sealed = ballot::seal(std::move(made));
  REQUIRE(sealed.ok());
  return std::move(sealed).value();
}

inline Answer gave(std::vector<std::uint32_t> options) { return {State::answered, std::move(options)}; }
/// A template, so that braces mean the list above.
template <std::integral Option>
Answer gave(Option option) {
  return {State::answered, {static_cast<std::uint32_t>(option)}};
}

/// Each call another id.
inline std::string ballot_bytes(const Codebook& codebook, std::vector<Answer> answers, std::uint32_t number,
                                bool simulated = false) {
  Ballot made;
  made.simulated = simulated;
  Random random(number);
  for (std::uint8_t& byte : made.id) byte = static_cast<std::uint8_t>(random.next());
  made.wave = codebook.wave;
  made.text_rev = 1;
  made.language = ballot::language_code("fr");
  made.week = {2026, 48};
  made.answers = std::move(answers);
  Result<std::string> bytes = ballot::encode(made, codebook);
  REQUIRE(bytes.ok());
  return std::move(bytes).value();
}

}  // namespace made
