// SPDX-License-Identifier: MIT
// Ballot: the .ballots file: one JSON header line, then one ballot a line in base64url.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace triptych::ballot {

struct FileHeader {
  std::string survey;
  bool simulated = false;
  std::vector<std::string> structures;  ///< hexadecimal, sorted, each once
  std::string notice;                   ///< words for the person who opens the file; may be empty
};

/// The first line, with its line feed: {"format":"triptych-ballots","version":1,"notice":…,"survey":…,"simulated":…,"structures":[…]}.
std::string write_header(const FileHeader& header);

struct File {
  FileHeader header;
  std::vector<std::string> ballots;  ///< the bytes, in the order of the file
};

/// Lines may end in LF or CRLF; empty lines are skipped. Each ballot's envelope must be valid and its simulated flag must be
/// the header's. Errors: ballot_file, ballot_text and those of decode_header (params.line, from 1), ballot_mixed (line).
Result<File> read_file(std::string_view text);
/// Ballots are written sorted by their bytes: a file keeps no order of arrival.
std::string write_file(const FileHeader& header, std::vector<std::string> ballots);

}  // namespace triptych::ballot
