// SPDX-License-Identifier: MIT
// Cli: a questionnaire as the commands that count need it, and the ballots they are given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ballot/codebook.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/sealing.h"
#include "disclosure/policy.h"
#include "disclosure/released.h"
#include "questionnaire/questionnaire.h"
#include "server/store.h"
#include "tally/tally.h"

namespace triptych::cli {

struct Survey {
  questionnaire::Questionnaire questionnaire;
  ballot::Codebook codebook;
  /// Of versions/ beside the questionnaire, and of --with.
  std::vector<ballot::Codebook> earlier;
};

struct Request {
  std::string file;                  ///< QUESTIONNAIRE
  Value widget;                      ///< widget.json beside it, or nothing
  Survey survey;
  std::vector<std::string> omit;     ///< of widget.json beside it
  std::vector<std::string> include;
  std::vector<std::string> ballots;  ///< the inputs after QUESTIONNAIRE
  bool simulated = false;            ///< widget.json says that it is a demonstration
  std::optional<SealingKeys> keys;         ///< --private-key FILE
  std::optional<std::string> checkpoint;   ///< --checkpoint FILE, of a bucket's listing
};
/// QUESTIONNAIRE BALLOTS… with --private-key, --checkpoint, --survey and --wave, which widget.json beside the questionnaire answers if they are absent
/// (else the folder's name and 1), and each --with FILE: an earlier questionnaire of the same wave. Call it when all other
/// options are taken. Errors: usage_*, cli_read, those of json, questionnaire and codebook; their path begins with the file's.
Result<Request> take_survey(Arguments& arguments, std::size_t least_ballots);

/// What take_survey makes of a questionnaire's file and what stands beside it; ballots and their opening are not asked for.
Result<Request> read_survey(const std::string& file, const std::optional<std::string>& name, std::uint64_t wave,
                            const std::vector<std::string>& with);

/// --private-key FILE and --checkpoint FILE, into the request. Errors: cli_read, seal_key_file.
Result<Done> take_opening(Arguments& arguments, Request& request);

/// Errors: cli_read, json_*; their path begins with the file's.
Result<Value> load_json(const std::string& file);
Result<disclosure::Policy> load_policy(const std::string& file);
/// Nothing if there is no such file.
Result<std::optional<disclosure::Released>> load_snapshot(const std::string& file);

/// Ballots of .ballots files, of stores (.sqlite), of buckets (s3://…) and their saved listings (.xml), of sealed files (.sealed), and of
/// folders of such files.
struct Ballots {
  bool simulated = false;
  std::vector<std::string> bytes;
  Object refused;                                    ///< {error code: how many} that were no ballots, or could not be opened
  std::vector<ballot::Codebook> remembered;          ///< structures that a store knows
  std::optional<disclosure::Released> released;      ///< what a store last released of that wave
};
/// Errors: cli_read, those of ballot::read_file, of the store and of the bucket, tally_survey (path: the file; a file of another survey),
/// ballot_mixed (path: the first that differs), seal_no_key (path). A store's ballots of other surveys are left out. What strangers could
/// write (objects of a bucket, sealed ballots) never stops the count: each is opened, or counted among `refused`.
Result<Ballots> load_ballots(const Request& request, Console& console);

struct Counted {
  disclosure::Release release;
  tally::Columns columns;
  /// What the organizer is told: disclosure::report_of, and "refused": {error code: how many ballots}, empty if all were counted.
  Object report;
};
/// Counts the ballots (those that cannot be read are refused one by one) and releases what may be shown, after `file` or what
/// the store last released, whichever is later. Errors: those of Tally::accept and disclosure::release.
Result<Counted> release_ballots(const Survey& survey, const Ballots& ballots, const disclosure::Policy& policy,
                                std::optional<disclosure::Released> file, disclosure::Phase phase, Console& console);
/// One sentence on standard error for each closed wave of a store whose raw ballots should be gone. Errors: store_*.
Result<Done> warn_of_overdue(const std::string& path, server::Store& store, const Console& console);
/// One sentence on standard error for each kind of ballot that was refused.
void note_refused(const Object& refused, const Console& console);
/// One sentence on standard error for each thing that the organizer should know: ballots refused, ids taken twice, items counted
/// apart, and why the snapshot before stays.
void note_all(const Object& report, const Console& console);

}  // namespace triptych::cli
