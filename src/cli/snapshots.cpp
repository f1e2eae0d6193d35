// SPDX-License-Identifier: MIT
// Cli: publish and close.
#include "cli/snapshots.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "cli/bundles.h"
#include "cli/files.h"
#include "disclosure/snapshot.h"
#include "json/writer.h"

namespace triptych::cli {
namespace {

using server::Closing;
using server::Occasion;

/// The bundle of what stands published, with rows of people once the wave is closed. Returns the zip's path, empty if it was there.
Result<std::string> publish_data(const std::string& site, server::Store& store, const server::Survey& survey,
                                 const server::StoredRelease& now, const std::string& date, bool labelled, bool deleted, Console& console) {
  Request request = TRIPTYCH_TRY(read_survey(survey.questionnaire_file, survey.name, survey.wave, {}));
  request.widget = TRIPTYCH_TRY(load_json(survey.folder + "/widget.json"));
  const Value policy = TRIPTYCH_TRY(load_json(survey.policy_file));
  disclosure::Release release{TRIPTYCH_TRY(disclosure::read_snapshot(now.snapshot)), disclosure::Kept::no, ""};
  std::optional<disclosure::ReleasedRows> rows;
  if (now.closed && !deleted && survey.policy.k > 0) {
    // A closed wave takes no more, so that whoever was interrupted here finds the same ballots again.
    const tally::Columns columns = TRIPTYCH_TRY(server::count_wave(store, survey));
    if (release.released.data().ballots != columns.ballots) release.kept = disclosure::Kept::too_few;
    rows = TRIPTYCH_TRY(rows_of(columns, survey.policy, release, console));
  }
  return publish_bundle({request, policy, release.released, rows ? &*rows : nullptr, date, labelled}, site, console);
}

/// Everything that was ever deleted of this store, for whoever asks what became of the ballots.
Result<Done> write_record(const std::string& store_path, server::Store& store) {
  Array deletions;
  for (const Closing& one : TRIPTYCH_TRY(store.closings())) {
    if (one.deleted_on.empty()) continue;
    deletions.push_back(Object{{"survey", one.survey},
                               {"wave", static_cast<int>(one.wave)},
                               {"closed_on", one.closed_on},
                               {"due_on", one.due_on},
                               {"deleted_on", one.deleted_on},
                               {"ballots", one.deleted}});
  }
  return write_whole(store_path + "-deletions.json", json::write(Object{{"version", 1}, {"deletions", std::move(deletions)}}) + "\n");
}

/// What stands of a closed wave. Deletes its raw ballots if their day has come.
Result<Closing> end_of(const std::string& store_path, server::Store& store, const server::Survey& survey) {
  const std::string today = server::utc_today();
  TRIPTYCH_TRY(store.note_closing(survey.name, survey.wave, today, server::days_later(today, survey.retention_days)));
  // Earlier waves too: their ballots were promised to be gone as well.
  for (const Closing& one : TRIPTYCH_TRY(store.overdue(today))) {
    if (one.survey == survey.name) TRIPTYCH_TRY(store.delete_ballots(one.survey, one.wave, today));
  }
  TRIPTYCH_TRY(write_record(store_path, store));
  const std::vector<Closing> all = TRIPTYCH_TRY(store.closings());
  return *std::find_if(all.begin(), all.end(), [&](const Closing& one) { return one.survey == survey.name && one.wave == survey.wave; });
}

bool is_deleted(const std::vector<Closing>& closings, const server::Survey& survey) {
  return std::any_of(closings.begin(), closings.end(), [&](const Closing& one) {
    return one.survey == survey.name && one.wave == survey.wave && !one.deleted_on.empty();
  });
}

Result<Object> publish_one(const Publishing& publishing, server::Store& store, const server::Survey& survey, Console& console) {
  const server::WaveRelease release = TRIPTYCH_TRY(server::release_wave(store, survey, publishing.occasion));
  const std::filesystem::path folder = std::filesystem::path(publishing.site) / "results";
  const std::string file = (folder / (survey.name + ".json")).string();
  Object said{{"survey", survey.name},      {"wave", static_cast<int>(survey.wave)},
              {"changed", release.changed}, {"kept", disclosure::name_of(release.kept)},
              {"table", release.table},     {"file", release.now ? file : ""},
              {"data", ""}};
  if (!release.now) return said;
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  TRIPTYCH_TRY(write_whole(file, release.now->snapshot));
  // The bundle first: rows of people cannot be made once the ballots are gone.
  if (!publishing.results_only) {
    const bool deleted = is_deleted(TRIPTYCH_TRY(store.closings()), survey);
    said.set("data", TRIPTYCH_TRY(publish_data(publishing.site, store, survey, *release.now, publishing.date, publishing.labelled, deleted, console)));
  }
  if (!release.now->closed) return said;
  const Closing end = TRIPTYCH_TRY(end_of(publishing.store, store, survey));
  said.set("closed_on", end.closed_on);
  said.set("due_on", end.due_on);
  said.set("deleted_on", end.deleted_on);
  said.set("deleted", end.deleted);
  return said;
}

/// For people: what was done, and what comes next.
void tell(const Object& said, Console& console) {
  console.report("cli.publish", said);
  if (!said.find("data")->string_or("").empty()) console.report("cli.publish_data", said);
  if (!said.find("closed_on")) return;
  console.report(said.find("deleted_on")->string_or("").empty() ? "cli.close_kept" : "cli.close_deleted", said);
}

}  // namespace

Result<Object> publish_survey(const Publishing& publishing, const std::string& survey, Console& console) {
  server::Store store = TRIPTYCH_TRY(server::Store::open(publishing.store, server::Store::Mode::write));
  const server::Surveys surveys = TRIPTYCH_TRY(server::load_surveys(publishing.site, store));
  const server::Survey* found = surveys.find(survey);
  if (!found) return Error{ErrorCode::server_site, publishing.site + "/content/" + survey, {}};
  return publish_one(publishing, store, *found, console);
}

int write_snapshots(Arguments& arguments, Console& console, Occasion occasion) {
  const Result<std::string> site = arguments.need("site");
  const std::optional<std::string> only = arguments.take("survey");
  Publishing publishing;
  publishing.occasion = occasion;
  publishing.labelled = arguments.take_flag("labelled");
  publishing.results_only = arguments.take_flag("results-only");
  const Result<std::string> date = take_date(arguments);
  const Result<std::vector<std::string>> inputs = arguments.inputs(1, 1);
  if (!inputs.ok()) return console.fail(inputs.error());
  if (!site.ok()) return console.fail(site.error());
  if (!date.ok()) return console.fail(date.error());
  publishing.store = inputs.value()[0];
  publishing.site = site.value();
  publishing.date = date.value();

  Result<server::Store> store = server::Store::open(publishing.store, server::Store::Mode::write);
  if (!store.ok()) return console.fail(store.error());
  const Result<server::Surveys> surveys = server::load_surveys(publishing.site, store.value());
  if (!surveys.ok()) return console.fail(surveys.error());
  if (only && !surveys.value().find(*only))
    return console.fail({ErrorCode::server_site, publishing.site + "/content/" + *only, {}});
  if (occasion == Occasion::closing && !only && surveys.value().all().size() > 1)
    return console.fail({ErrorCode::usage_missing, "--survey", {}});

  Array said;
  for (const server::Survey& survey : surveys.value().all()) {
    if (only && survey.name != *only) continue;
    Result<Object> one = publish_one(publishing, store.value(), survey, console);
    if (!one.ok()) return console.fail(one.error());
    if (!console.json()) tell(one.value(), console);
    said.push_back(std::move(one).value());
  }
  if (console.json()) console.report("cli.publish", {}, said);
  return kClean;
}

}  // namespace triptych::cli
