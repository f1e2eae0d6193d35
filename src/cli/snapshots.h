// SPDX-License-Identifier: MIT
// Cli: what publish, close and the organizer's door of serve share: from a store to the files that a static site shows.
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/console.h"
#include "server/release.h"

namespace triptych::cli {

/// Where from and where to. Nothing of it changes between surveys.
struct Publishing {
  std::string store;
  std::string site;
  server::Occasion occasion = server::Occasion::asked;
  std::string date;  ///< that the bundle bears
  bool labelled = false;
  bool results_only = false;
};

/// One survey: releases, writes SITE/results/<survey>.json and, beside it, the bundle for researchers: SITE/data/<name>.zip with its line in
/// SITE/data/index.json. A wave that is closed is noted with the day on which its raw ballots must be gone; from that day on they are
/// deleted here, and STORE-deletions.json is the record. Answers survey, wave, changed, kept, table, file, data, and once closed `closed_on`,
/// `due_on`, `deleted_on` and `deleted`. Errors: store_*, server_site, those of release and of bundles.
Result<Object> publish_survey(const Publishing& publishing, const std::string& survey, Console& console);

/// STORE --site DIR [--survey NAME] [--results-only] [--labelled] [--date DAY]: publish_survey for each survey; says for each what was done
/// and why not more. Closing cannot be undone: with several surveys in the site it needs --survey.
/// Returns the exit code.
int write_snapshots(Arguments& arguments, Console& console, server::Occasion occasion);

}  // namespace triptych::cli
