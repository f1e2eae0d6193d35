// SPDX-License-Identifier: MIT
// Disclosure: the organizer's report.
#include "disclosure/report.h"

#include "base/sha256.h"

namespace triptych::disclosure {

Object report_of(const tally::Columns& columns, const Release& release) {
  Array disagreements;
  for (const tally::Disagreement& one : columns.disagreements) {
    disagreements.push_back(Object{{"structure", hex({reinterpret_cast<const char*>(one.structure.data()), one.structure.size()})},
                                   {"item", one.item},
                                   {"kind", one.kind == tally::Disagreement::Kind::apart ? "apart" : "fewer_options"}});
  }
  const ReleasedData& data = release.released.data();
  std::size_t released = 0;
  for (const OneWayTable& table : data.tables) released += table.released ? 1 : 0;
  return {{"survey", columns.survey},
          {"wave", static_cast<int>(columns.wave)},
          {"simulated", data.simulated},
          {"ballots", columns.ballots},
          {"duplicates", columns.duplicates},
          {"conflicts", columns.conflicts},
          {"disagreements", std::move(disagreements)},
          {"kept", name_of(release.kept)},
          {"table", release.table},
          {"number", static_cast<double>(data.number)},
          {"closed", data.closed},
          {"shown", static_cast<double>(data.ballots)},
          {"tables", data.tables.size()},
          {"released", released}};
}

}  // namespace triptych::disclosure
