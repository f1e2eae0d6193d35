// SPDX-License-Identifier: MIT
// Cli: triptych dump STORE --out FILE: the association's own copy of its ballots. Its first line says that they are raw.
#include <sys/stat.h>

#include <algorithm>

#include "ballot/ballot.h"
#include "ballot/file.h"
#include "base/sha256.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/files.h"
#include "server/store.h"

namespace triptych::cli {
namespace {

std::string name_of_hash(const ballot::StructureHash& hash) {
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

/// The survey to dump: the one asked for, or the store's only one.
Result<std::string> survey_of(const std::vector<server::KnownStructure>& structures, const std::optional<std::string>& asked) {
  if (asked) return *asked;
  if (structures.empty()) return std::string();
  for (const server::KnownStructure& known : structures) {
    if (known.survey != structures.front().survey) return Error{ErrorCode::usage_missing, "--survey", {}};
  }
  return structures.front().survey;
}

Result<Object> dump(Arguments& arguments, const Console& console) {
  const std::string out = TRIPTYCH_TRY(arguments.need("out"));
  const std::optional<std::string> asked = arguments.take("survey");
  const std::vector<std::string> inputs = TRIPTYCH_TRY(arguments.inputs(1, 1));
  server::Store store = TRIPTYCH_TRY(server::Store::open(inputs[0], server::Store::Mode::read));
  const std::vector<server::KnownStructure> structures = TRIPTYCH_TRY(store.structures());
  ballot::FileHeader header;
  header.survey = TRIPTYCH_TRY(survey_of(structures, asked));
  header.simulated = store.kind() == server::StoreKind::simulated;
  header.notice = console.messages().format(header.simulated ? "cli.notice.simulated" : "cli.notice.raw", {});
  for (const server::KnownStructure& known : structures) {
    if (known.survey == header.survey) header.structures.push_back(name_of_hash(known.hash));
  }
  std::sort(header.structures.begin(), header.structures.end());
  std::vector<std::string> ballots;
  TRIPTYCH_TRY(store.visit([&](std::string_view bytes) {
    const Result<ballot::Ballot> envelope = ballot::decode_header(bytes);
    const bool ours = envelope.ok() && std::binary_search(header.structures.begin(), header.structures.end(),
                                                          name_of_hash(envelope.value().structure));
    if (ours) ballots.emplace_back(bytes);
    return true;
  }));
  const std::size_t count = ballots.size();
  umask(077);  // readable by its owner only
  TRIPTYCH_TRY(write_whole(out, ballot::write_file(header, std::move(ballots))));
  return Object{{"survey", header.survey}, {"simulated", header.simulated}, {"ballots", count}, {"file", out}};
}

}  // namespace

int dump_command(Arguments& arguments, Console& console) {
  const Result<Object> dumped = dump(arguments, console);
  if (!dumped.ok()) return console.fail(dumped.error());
  console.report("cli.dump", dumped.value());
  return kClean;
}

}  // namespace triptych::cli
