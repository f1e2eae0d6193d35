// SPDX-License-Identifier: MIT
// Cli: triptych dump STORE --out FILE: the association's own copy of its ballots, sealed ones opened. Its
// first line says that they are raw.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "ballot/ballot.h"
#include "ballot/file.h"
#include "base/sha256.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/copies.h"
#include "cli/files.h"
#include "cli/survey.h"
#include "server/store.h"

namespace triptych::cli {
namespace {

std::string name_of_hash(const ballot::StructureHash& hash) {
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

/// The survey to dump: the one asked for, or the store's only one.
Result<std::string> survey_of(const std::vector<server::KnownStructure>& structures,
                              const std::optional<std::string>& asked) {
  if (asked) return *asked;
  if (structures.empty()) return std::string();
  for (const server::KnownStructure& known : structures) {
    if (known.survey != structures.front().survey) return Error{ErrorCode::usage_missing, "--survey", {}};
  }
  return structures.front().survey;
}

struct Copy {
  ballot::FileHeader header;
  std::vector<std::string> ballots;
  Object refused;
};

/// `console`: where to say that ballots should be gone; null where somebody else does.
Result<Copy> copy_store(const std::string& path, const std::optional<std::string>& asked, const Console* console) {
  server::Store store = TRIPTYCH_TRY(server::Store::open(path, server::Store::Mode::read));
  if (console) TRIPTYCH_TRY(warn_of_overdue(path, store, *console));
  const std::vector<server::KnownStructure> structures = TRIPTYCH_TRY(store.structures());
  Copy copy;
  ballot::FileHeader& header = copy.header;
  header.survey = TRIPTYCH_TRY(survey_of(structures, asked));
  header.simulated = store.kind() == server::StoreKind::simulated;
  for (const server::KnownStructure& known : structures) {
    if (known.survey == header.survey) header.structures.push_back(name_of_hash(known.hash));
  }
  std::sort(header.structures.begin(), header.structures.end());
  TRIPTYCH_TRY(store.visit([&](std::string_view bytes) {
    const Result<ballot::Ballot> envelope = ballot::decode_header(bytes);
    const bool ours = envelope.ok() && std::binary_search(header.structures.begin(), header.structures.end(),
                                                          name_of_hash(envelope.value().structure));
    if (ours) copy.ballots.emplace_back(bytes);
    return true;
  }));
  return copy;
}

/// What strangers could write is checked only as far as an envelope says: the tally checks the rest.
Result<Copy> copy_others(const Request& request, Console& console) {
  Ballots found = TRIPTYCH_TRY(load_ballots(request, console));
  Copy copy;
  copy.header.survey = request.survey.codebook.survey;
  copy.header.simulated = found.simulated;
  std::set<std::string> structures;
  std::set<std::string> ballots;  // a listing read in two parts may name one twice
  for (std::string& bytes : found.bytes) {
    const Result<ballot::Ballot> envelope = ballot::decode_header(bytes);
    if (envelope.ok()) structures.insert(name_of_hash(envelope.value().structure));
    ballots.insert(std::move(bytes));
  }
  copy.header.structures.assign(structures.begin(), structures.end());
  copy.ballots.assign(ballots.begin(), ballots.end());
  copy.refused = std::move(found.refused);
  return copy;
}

/// A copy as the text of a .ballots file, its first line saying what it is.
std::string text_of(Copy copy, const Messages& messages) {
  copy.header.notice = messages.format(copy.header.simulated ? "cli.notice.simulated" : "cli.notice.raw", {});
  return ballot::write_file(copy.header, std::move(copy.ballots));
}

Result<Object> dump(Arguments& arguments, Console& console) {
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::optional<std::string> asked = arguments.take("survey");
  Request request;
  request.simulated = arguments.take_flag("simulated");
  TRIPTYCH_TRY(take_opening(arguments, request));
  request.ballots = TRIPTYCH_TRY(arguments.inputs(1));
  const bool stored =
      request.ballots.size() == 1 && std::filesystem::path(request.ballots[0]).extension() == ".sqlite";
  if (!stored && !asked) return Error{ErrorCode::usage_missing, "--survey", {}};
  request.survey.codebook.survey = asked.value_or("");
  Copy copy = TRIPTYCH_TRY(stored ? copy_store(request.ballots[0], asked, &console) : copy_others(request, console));
  const std::size_t count = copy.ballots.size();
  Object said{{"survey", copy.header.survey},
              {"simulated", copy.header.simulated},
              {"ballots", count},
              {"file", out},
              {"refused", std::move(copy.refused)}};
  umask(077);  // readable by its owner only
  TRIPTYCH_TRY(write_whole(out, text_of(std::move(copy), console.messages())));
  return said;
}

}  // namespace

Result<std::string> copy_of_store(const std::string& store, const std::string& survey, const Messages& messages) {
  return text_of(TRIPTYCH_TRY(copy_store(store, survey, nullptr)), messages);
}

int dump_command(Arguments& arguments, Console& console) {
  const Result<Object> dumped = dump(arguments, console);
  if (!dumped.ok()) return console.fail(dumped.error());
  note_refused(*dumped.value().find("refused")->object(), console);
  console.report("cli.dump", dumped.value());
  return kClean;
}

}  // namespace triptych::cli
