// SPDX-License-Identifier: MIT
// Cli: publish and close.
#include "cli/snapshots.h"

#include <filesystem>
#include <system_error>

#include "cli/bundles.h"
#include "cli/files.h"
#include "disclosure/snapshot.h"

namespace triptych::cli {
namespace {

using server::Occasion;

Object said_of(const server::Survey& survey, const server::WaveRelease& release, const std::string& file) {
  return {{"survey", survey.name},      {"wave", static_cast<int>(survey.wave)},
          {"changed", release.changed}, {"kept", disclosure::name_of(release.kept)},
          {"table", release.table},     {"file", release.now ? file : ""}};
}

/// The bundle of what stands published, with rows of people once the wave is closed. Returns the zip's path, empty if it was there.
Result<std::string> publish_data(const std::string& site, server::Store& store, const server::Survey& survey,
                                 const server::StoredRelease& now, const std::string& date, bool labelled, Console& console) {
  Request request = TRIPTYCH_TRY(read_survey(survey.questionnaire_file, survey.name, survey.wave, {}));
  request.widget = TRIPTYCH_TRY(load_json(survey.folder + "/widget.json"));
  const Value policy = TRIPTYCH_TRY(load_json(survey.policy_file));
  disclosure::Release release{TRIPTYCH_TRY(disclosure::read_snapshot(now.snapshot)), disclosure::Kept::no, ""};
  std::optional<disclosure::ReleasedRows> rows;
  if (now.closed && survey.policy.k > 0) {
    // A closed wave takes no more, so that whoever was interrupted here finds the same ballots again.
    const tally::Columns columns = TRIPTYCH_TRY(server::count_wave(store, survey));
    if (release.released.data().ballots != columns.ballots) release.kept = disclosure::Kept::too_few;
    rows = TRIPTYCH_TRY(rows_of(columns, survey.policy, release, console));
  }
  return publish_bundle({request, policy, release.released, rows ? &*rows : nullptr, date, labelled}, site, console);
}

}  // namespace

int write_snapshots(Arguments& arguments, Console& console, Occasion occasion) {
  const Result<std::string> site = arguments.need("site");
  const std::optional<std::string> only = arguments.take("survey");
  const bool labelled = arguments.take_flag("labelled");
  const bool results_only = arguments.take_flag("results-only");
  const Result<std::string> date = take_date(arguments);
  const Result<std::vector<std::string>> inputs = arguments.inputs(1, 1);
  if (!inputs.ok()) return console.fail(inputs.error());
  if (!site.ok()) return console.fail(site.error());
  if (!date.ok()) return console.fail(date.error());

  Result<server::Store> store = server::Store::open(inputs.value()[0], server::Store::Mode::write);
  if (!store.ok()) return console.fail(store.error());
  const Result<server::Surveys> surveys = server::load_surveys(site.value(), store.value());
  if (!surveys.ok()) return console.fail(surveys.error());
  if (only && !surveys.value().find(*only))
    return console.fail({ErrorCode::server_site, site.value() + "/content/" + *only, {}});
  if (occasion == Occasion::closing && !only && surveys.value().all().size() > 1)
    return console.fail({ErrorCode::usage_missing, "--survey", {}});

  const std::filesystem::path folder = std::filesystem::path(site.value()) / "results";
  Array said;
  for (const server::Survey& survey : surveys.value().all()) {
    if (only && survey.name != *only) continue;
    const Result<server::WaveRelease> release = server::release_wave(store.value(), survey, occasion);
    if (!release.ok()) return console.fail(release.error());
    const std::string file = (folder / (survey.name + ".json")).string();
    if (release.value().now) {
      std::error_code fault;
      std::filesystem::create_directories(folder, fault);
      const Result<Done> written = write_whole(file, release.value().now->snapshot);
      if (!written.ok()) return console.fail(written.error());
    }
    Object one = said_of(survey, release.value(), file);
    if (!console.json()) console.report("cli.publish", one);
    Result<std::string> data = std::string();
    if (release.value().now && !results_only)
      data = publish_data(site.value(), store.value(), survey, *release.value().now, date.value(), labelled, console);
    if (!data.ok()) return console.fail(data.error());
    one.set("data", data.value());
    if (!console.json() && !data.value().empty()) console.report("cli.publish_data", one);
    said.push_back(std::move(one));
  }
  if (console.json()) console.report("cli.publish", {}, said);
  return kClean;
}

}  // namespace triptych::cli
