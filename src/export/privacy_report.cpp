// SPDX-License-Identifier: MIT
// Export: what the rules did, for whoever must judge the release.
#include "disclosure/snapshot.h"
#include "export/formats.h"
#include "json/writer.h"

namespace triptych::export_ {
namespace {

using disclosure::CrossedTable;
using disclosure::OneWayTable;

Value number(std::uint64_t count) {
  return static_cast<double>(count);
}

Value criterion(const Edition& edition, const Value& judged, std::string_view name) {
  const bool of_rows = edition.rows && name != "inference";
  return Object{{"measure", word_of(edition, (of_rows ? "criterion_rows_" : "criterion_") + std::string(name))},
                {"finding", judged["criteria"][name].string() ? judged["criteria"][name] : Value(Null{})}};
}

Value rows_of(const Edition& edition) {
  if (!edition.rows) return Object{{"released", false}, {"why", word_of(edition, "no_rows")}};
  Object report = disclosure::summary_of(*edition.rows);
  report.set("note", word_of(edition, "rows_note"));
  return report;
}

}  // namespace

std::string privacy_report(const Edition& edition) {
  const disclosure::ReleasedData& data = data_of(edition);
  Array withheld;
  std::size_t shown = 0;
  for (const OneWayTable& table : data.tables) {
    if (table.released) {
      shown += 1;
    } else {
      withheld.emplace_back(table.name);
    }
  }
  Array crossed;
  for (const CrossedTable& table : data.crossed) {
    std::size_t hidden = 0;
    for (const std::uint8_t one : table.hidden) hidden += one;
    Object entry{{"rows", table.rows}, {"columns", table.columns}, {"released", table.released}};
    if (table.released) {
      entry.set("cells", table.cells.size());
      entry.set("hidden", hidden);
    }
    crossed.push_back(std::move(entry));
  }
  // Criteria of Opinion 05/2014 of the Article 29 Working Party (WP216): the software says what it did, a
  // person judges.
  const Value& judged = edition.about["anonymity"];
  Array limits;
  for (const std::string_view limit :
       {"limit_accumulation", "limit_sybil", "limit_memory", "limit_homogeneous"})
    limits.emplace_back(word_of(edition, limit));
  const Value report =
      Object{{"format", "triptych-privacy-report"},
             {"version", 1},
             {"survey", data.survey},
             {"wave", static_cast<int>(data.wave)},
             {"number", number(data.number)},
             {"simulated", data.simulated},
             {"closed", data.closed},
             {"snapshot", disclosure::digest_of(edition.released)},
             {"one_way", Object{{"min_answers", number(data.min_answers)},
                                {"min_new", number(data.min_new)},
                                {"total_step", number(data.total_step)},
                                {"shown", shown},
                                {"withheld", std::move(withheld)}}},
             {"crossed", Object{{"primary_most", edition.about["policy"]["primary_most"]},
                                {"min_protection", edition.about["policy"]["min_protection"]},
                                {"audit", word_of(edition, "audit")},
                                {"tables", std::move(crossed)}}},
             {"rows", rows_of(edition)},
             {"criteria", Object{{"singling_out", criterion(edition, judged, "singling_out")},
                                 {"linkability", criterion(edition, judged, "linkability")},
                                 {"inference", criterion(edition, judged, "inference")}}},
             {"judged", judged.object() ? Value(Object{{"by", judged["judged_by"]}, {"date", judged["date"]}})
                                        : Value(Null{})},
             {"limits", std::move(limits)}};
  return json::write_indented(report) + "\n";
}

}  // namespace triptych::export_
