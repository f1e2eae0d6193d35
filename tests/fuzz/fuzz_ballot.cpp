// SPDX-License-Identifier: MIT
// Fuzz: ballots, .ballots files and codebooks. What decodes encodes to the same bytes; what is a codebook is its own canonical text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ballot/ballot.h"
#include "ballot/file.h"

namespace {

using namespace triptych;
using namespace triptych::ballot;

void demand(bool holds) {
  if (!holds) std::abort();
}

Codebook make() {
  Codebook codebook;
  codebook.survey = "fuzz";
  codebook.wave = 1;
  const auto add = [&codebook](std::string name, ItemKind kind, std::vector<Value> options) -> Item& {
    Item item;
    item.name = item.question = std::move(name);
    item.kind = kind;
    item.options = std::move(options);
    codebook.items.push_back(std::move(item));
    return codebook.items.back();
  };
  add("one", ItemKind::single, {"a", "b", "c", "d", "e"});
  add("many", ItemKind::multiple, {"x", "y", "z"});
  add("order", ItemKind::ranking, {"p", "q", "r", "s", "t"});
  add("secret", ItemKind::single, {"a", "b", "c"}).epsilon = 1;
  add("age", ItemKind::single, {}).grid = Grid{Grid::Unit::number, 18, 1, 100};
  return seal(std::move(codebook)).value();
}

/// The bytes as they are, and again with the structure and wave of the codebook, so that the answers are reached.
void read_ballot(std::string bytes, const Codebook& codebook) {
  for (const bool patched : {false, true}) {
    if (patched && bytes.size() < kEnvelopeBytes) return;
    if (patched) {
      bytes[0] = 1;
      for (std::size_t i = 0; i < codebook.structure.size(); ++i) bytes[2 + i] = static_cast<char>(codebook.structure[i]);
      bytes[26] = 1;
    }
    const Result<Ballot> ballot = decode(bytes, codebook);
    if (!ballot.ok()) continue;
    const Result<std::string> again = encode(ballot.value(), codebook);
    demand(again.ok() && again.value() == bytes);
    demand(from_text(to_text(bytes)).value() == bytes);
  }
}

void read_texts(const std::string& text) {
  if (const Result<File> file = read_file(text); file.ok()) {
    const std::string written = write_file(file.value().header, file.value().ballots);
    const Result<File> again = read_file(written);
    demand(again.ok() && write_file(again.value().header, again.value().ballots) == written);
  }
  if (const Result<Codebook> codebook = read_codebook(text); codebook.ok()) {
    demand(codebook.value().canonical == text);
    demand(codebook.value().ballot_bytes() >= kEnvelopeBytes);
    for (const Item& item : codebook.value().items) {
      demand(item.option_of(item.option_value(0)).has_value());
    }
  }
  if (const Result<std::string> bytes = from_text(text); bytes.ok()) demand(to_text(bytes.value()) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Codebook codebook = make();
  const std::string input(reinterpret_cast<const char*>(data), size);
  read_ballot(input, codebook);
  read_texts(input);
  return 0;
}
