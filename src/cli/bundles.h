// SPDX-License-Identifier: MIT
// Cli: a release as a bundle for researchers: its files, and the zip that a site shows with its line in data/index.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/console.h"
#include "cli/survey.h"
#include "disclosure/released.h"
#include "disclosure/rows.h"
#include "export/edition.h"

namespace triptych::cli {

/// What a bundle is made of. Without `rows` it has tables alone. `labelled`: .sav and .dta too.
struct BundleOf {
  const Request& request;
  const Value& policy;  ///< disclosure.json as read, or nothing
  const disclosure::Released& released;
  const disclosure::ReleasedRows* rows = nullptr;
  std::string date;  ///< that it bears, "2026-11-26"
  bool labelled = false;
};

/// The day that a bundle bears: --date, else today in UTC. Error: usage_date.
Result<std::string> take_date(Arguments& arguments);

/// Errors: export_labelled, rows_unsafe.
Result<std::vector<export_::File>> bundle_files(const BundleOf& of, const Console& console);

/// The rows of people that a closing release allows. Nothing where the policy has none, or too few people answered, or the last of them
/// stay out: said, and then there are tables alone. Errors: the others of disclosure::release_rows.
Result<std::optional<disclosure::ReleasedRows>> rows_of(const tally::Columns& columns, const disclosure::Policy& policy,
                                                        const disclosure::Release& closing, Console& console);

/// SITE/data/<name>.zip, then its line in SITE/data/index.json, each whole or not at all. What is listed there is never written again: its
/// hash was published. Returns the zip's path, empty if it was there. Errors: those of bundle_files, cli_read, cli_write, data_index (path).
Result<std::string> publish_bundle(const BundleOf& of, const std::string& site, const Console& console);

}  // namespace triptych::cli
