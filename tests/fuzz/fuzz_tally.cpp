// SPDX-License-Identifier: MIT
// Fuzz: JSON lines from elsewhere: read whole or cut between any two lines they give the same columns, and no code that the item has not.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ballot/ballot.h"
#include "tally/ndjson.h"
#include "tally/tally.h"

namespace {

using namespace triptych;

void demand(bool holds) {
  if (!holds) std::abort();
}

ballot::Codebook make() {
  ballot::Codebook codebook;
  codebook.survey = "fuzz";
  codebook.wave = 1;
  const auto add = [&codebook](std::string name, ballot::ItemKind kind, std::vector<Value> options) {
    ballot::Item item;
    item.name = item.question = std::move(name);
    item.kind = kind;
    item.options = std::move(options);
    codebook.items.push_back(std::move(item));
  };
  add("one", ballot::ItemKind::single, {"a", "b", "é\"\\"});
  add("score", ballot::ItemKind::single, {0, 1, 2, 3, 4});
  add("many", ballot::ItemKind::multiple, {"x", "y", "z"});
  add("order", ballot::ItemKind::ranking, {"p", "q", "r"});
  return ballot::seal(std::move(codebook)).value();
}

void check(const tally::Columns& columns) {
  constexpr auto answered = static_cast<std::uint32_t>(ballot::State::answered);
  for (std::size_t i = 0; i < columns.variables.size(); ++i) {
    const ballot::Item& item = columns.variables[i].item;
    const bool single = item.kind == ballot::ItemKind::single;
    const tally::Column codes = columns.codes(i);
    for (std::size_t row = 0; row < columns.ballots; ++row) {
      // The one code that no ballot has: suppressed.
      if (codes[row] == columns.variables[i].place.code.suppressed()) continue;
      demand(single ? codes[row] < ballot::kFirstOption + item.option_count() : codes[row] <= answered);
      if (single || codes[row] < ballot::kFirstOption) continue;
      for (std::uint32_t option = 0; option < item.option_count(); ++option)
        demand(columns.part(i, option)[row] <= (item.kind == ballot::ItemKind::multiple ? 1 : item.option_count()));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tally::Columns outline = tally::Tally(make()).count();
  const std::string text(reinterpret_cast<const char*>(data), size);
  tally::NdjsonReader whole(outline, "weight");
  demand(whole.read(text).ok());
  check(whole.columns());
  demand(whole.weights().size() == whole.columns().ballots);
  for (const double weight : whole.weights()) demand(weight == weight);
  const std::size_t middle = text.find('\n', text.size() / 2);
  if (middle == std::string::npos) return 0;
  tally::NdjsonReader pieces(outline, "weight");
  demand(pieces.read(text.substr(0, middle + 1)).ok() && pieces.read(text.substr(middle + 1)).ok());
  demand(pieces.columns().records == whole.columns().records && pieces.columns().ballots == whole.columns().ballots);
  demand(pieces.broken() == whole.broken() && pieces.strange() == whole.strange());
  return 0;
}
