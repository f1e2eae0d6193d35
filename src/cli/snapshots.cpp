// SPDX-License-Identifier: MIT
// Cli: publish and close.
#include "cli/snapshots.h"

#include <filesystem>
#include <system_error>

#include "cli/files.h"

namespace triptych::cli {
namespace {

using server::Occasion;

Object said_of(const server::Survey& survey, const server::WaveRelease& release, const std::string& file) {
  return {{"survey", survey.name},      {"wave", static_cast<int>(survey.wave)},
          {"changed", release.changed}, {"kept", disclosure::name_of(release.kept)},
          {"table", release.table},     {"file", release.now ? file : ""}};
}

}  // namespace

int write_snapshots(Arguments& arguments, Console& console, Occasion occasion) {
  const Result<std::string> site = arguments.need("site");
  const std::optional<std::string> only = arguments.take("survey");
  const Result<std::vector<std::string>> inputs = arguments.inputs(1, 1);
  if (!inputs.ok()) return console.fail(inputs.error());
  if (!site.ok()) return console.fail(site.error());

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
    said.push_back(said_of(survey, release.value(), file));
    if (!console.json()) console.report("cli.publish", *said.back().object());
  }
  if (console.json()) console.report("cli.publish", {}, said);
  return kClean;
}

}  // namespace triptych::cli
