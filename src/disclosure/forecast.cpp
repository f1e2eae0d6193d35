// SPDX-License-Identifier: MIT
// Disclosure: the same rules over imagined crowds.
#include "disclosure/forecast.h"

#include "base/random.h"

namespace triptych::disclosure {
namespace {

tally::Columns drawn(const tally::Columns& columns, std::uint32_t people) {
  tally::Columns made = columns;
  made.records.clear();
  made.records.reserve(people * columns.stride);
  Random random(people);
  for (std::uint32_t i = 0; i < people; ++i) {
    const auto person = static_cast<std::ptrdiff_t>(random.below(columns.ballots) * columns.stride);
    made.records.insert(made.records.end(), columns.records.begin() + person, columns.records.begin() + person + static_cast<std::ptrdiff_t>(columns.stride));
  }
  made.ballots = people;
  return made;
}

}  // namespace

Result<Array> forecast(const tally::Columns& columns, const Policy& policy, const std::vector<std::uint32_t>& sizes, const Progress& progress) {
  Array told;
  if (columns.ballots == 0) return told;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const tally::Columns imagined = drawn(columns, sizes[i]);
    const Release closing = TRIPTYCH_TRY(release(imagined, policy, nullptr, Phase::closing));
    const ReleasedData& data = closing.released.data();
    std::size_t released = 0;
    for (const OneWayTable& table : data.tables) released += table.released ? 1 : 0;
    std::size_t crossed = 0;
    std::size_t cells = 0;
    std::size_t hidden = 0;
    for (const CrossedTable& table : data.crossed) {
      crossed += table.released ? 1 : 0;
      cells += table.cells.size();
      for (const std::uint8_t one : table.hidden) hidden += one;
    }
    const Result<ReleasedRows> rows = release_rows(imagined, policy, closing, [&](double done) {
      return !progress || progress((static_cast<double>(i) + done) / static_cast<double>(sizes.size()));
    });
    if (!rows.ok() && rows.error().code != ErrorCode::rows_impossible && rows.error().code != ErrorCode::rows_open) return rows.error();
    told.push_back(Object{{"people", static_cast<double>(sizes[i])},
                          {"tables", data.tables.size()},
                          {"released", released},
                          {"crossed", data.crossed.size()},
                          {"crossed_released", crossed},
                          {"cells", cells},
                          {"hidden", hidden},
                          {"rows", rows.ok() ? rows.value().data().rows : std::size_t{0}},
                          {"k", static_cast<double>(policy.k)},
                          {"loss", rows.ok() ? rows.value().data().loss : 1.0}});
  }
  return told;
}

}  // namespace triptych::disclosure
