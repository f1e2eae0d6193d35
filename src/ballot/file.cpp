// SPDX-License-Identifier: MIT
// Ballot: the .ballots file.
#include "ballot/file.h"

#include <algorithm>

#include "ballot/ballot.h"
#include "base/sha256.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::ballot {
namespace {

constexpr std::string_view kFormat = "triptych-ballots";

/// The next line without its ending; `text` moves past it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

Result<FileHeader> read_header(std::string_view line) {
  const Result<Value> read = json::read(line);
  if (!read.ok()) return Error{ErrorCode::ballot_file, "", {}};
  const Value& value = read.value();
  const Array* structures = value["structures"].array();
  const bool* simulated = value["simulated"].boolean();
  if (value["format"].string_or("") != kFormat || value["version"].number_or(0) != 1 || !structures || !simulated) {
    return Error{ErrorCode::ballot_file, "", {}};
  }
  FileHeader header;
  header.survey = value["survey"].string_or("");
  header.simulated = *simulated;
  header.notice = value["notice"].string_or("");
  for (const Value& structure : *structures) header.structures.emplace_back(structure.string_or(""));
  return header;
}

Error at_line(Error error, std::size_t line) {
  error.params.set("line", line);
  return error;
}

}  // namespace

std::string write_header(const FileHeader& header) {
  Object object{{"format", kFormat}, {"version", 1}};
  if (!header.notice.empty()) object.set("notice", header.notice);
  object.set("survey", header.survey);
  object.set("simulated", header.simulated);
  object.set("structures", Array(header.structures.begin(), header.structures.end()));
  return json::write(object) + "\n";
}

Result<File> read_file(std::string_view text) {
  File file{TRIPTYCH_TRY(read_header(take_line(text))), {}};
  for (std::size_t number = 2; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    Result<std::string> bytes = from_text(line);
    if (!bytes.ok()) return at_line(bytes.error(), number);
    const Result<Ballot> envelope = decode_header(bytes.value());
    if (!envelope.ok()) return at_line(envelope.error(), number);
    if (envelope.value().simulated != file.header.simulated) return at_line({ErrorCode::ballot_mixed, "", {}}, number);
    file.ballots.push_back(std::move(bytes).value());
  }
  return file;
}

std::string write_file(const FileHeader& header, std::vector<std::string> ballots) {
  std::sort(ballots.begin(), ballots.end(), [](const std::string& a, const std::string& b) { return a.compare(b) < 0; });
  std::string text = write_header(header);
  for (const std::string& bytes : ballots) text += to_text(bytes) + "\n";
  return text;
}

}  // namespace triptych::ballot
