// SPDX-License-Identifier: MIT
// Server: the surveys of a site: widget.json of DIR/content/<survey>, its questionnaire, versions, policy.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ballot/ballot.h"
#include "ballot/codebook.h"
#include "base/result.h"
#include "disclosure/policy.h"

namespace triptych::server {

struct Survey {
  std::string name;
  std::string folder;      ///< DIR/content/<folder>
  std::string questionnaire_file;
  std::string policy_file;
  std::uint8_t wave = 1;   ///< the one that collects now
  bool simulated = false;  ///< widget.json says it is a demonstration
  /// Days that raw ballots are kept after the wave is closed.
  unsigned retention_days = 30;
  /// Of the wave that collects now, the present structure first, then those of versions/ and those that only
  /// the store remembers.
  std::vector<std::shared_ptr<const ballot::Codebook>> codebooks;
  disclosure::Policy policy;
};

class Surveys {
 public:
  /// Errors: server_site (path: no survey there), cli_read (path), server_widget (path, name),
  /// release_survey (a policy of another survey), and those of the questionnaire, the codebook and the
  /// policy, their path prefixed with the file's.
  static Result<Surveys> load(const std::string& site);
  /// Changes when a file that load() would read does, or the style of the first screen (csp.h).
  static std::string stamp_of(const std::string& site);

  const std::vector<Survey>& all() const { return all_; }
  const Survey* find(std::string_view name) const;
  /// The codebook of ballots with that structure in that wave: the present one or an earlier one (ballots may
  /// have waited on a device). Null if there is none.
  std::shared_ptr<const ballot::Codebook> codebook(const ballot::StructureHash& structure,
                                                   std::uint8_t wave) const;
  /// Also takes ballots of a structure that the store remembers: the canonical text of its codebook.
  void remember(std::string_view canonical);
  /// Origins of collectors and results on other hosts, for the pages' policy. Sorted, each once.
  const std::vector<std::string>& origins() const { return origins_; }

 private:
  Result<Survey> load_survey(const std::string& folder);
  void offer(Survey& survey, const ballot::Codebook& codebook);

  std::vector<Survey> all_;
  std::map<std::pair<ballot::StructureHash, std::uint8_t>, std::shared_ptr<const ballot::Codebook>>
      codebooks_;
  std::vector<std::string> origins_;
};

/// What arrived, checked.
struct Received {
  std::string bytes;
  std::shared_ptr<const ballot::Codebook> codebook;
};
/// A ballot in base64url, decoded with the codebook that its structure names. Errors: those of
/// ballot::from_text, decode_header and decode, server_structure (found, wave).
Result<Received> receive(const Surveys& surveys, std::string_view text);
/// The same for bytes.
Result<Received> receive_bytes(const Surveys& surveys, std::string bytes);

}  // namespace triptych::server
