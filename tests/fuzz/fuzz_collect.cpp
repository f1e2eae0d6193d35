// SPDX-License-Identifier: MIT
// Fuzz: what strangers can write where ballots are collected: a bucket's listing (it begins with "<") read, written and read again is
// itself; of a file of sealed ballots nothing opens with a key that nobody sealed for.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ballot/ballot.h"
#include "base/sha256.h"
#include "cli/bucket.h"
#include "cli/sealing.h"

namespace {

using namespace triptych;

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Every byte as %XX, which EncodingType announces.
std::string escaped(const std::string& key) {
  std::string text;
  for (const char letter : key) text += "%" + hex(std::string_view(&letter, 1));
  return text;
}

void check_listing(const std::string& xml) {
  const Result<cli::Listing> read = cli::read_listing(xml);
  if (!read.ok()) {
    demand(read.error().code == ErrorCode::bucket_listing);
    return;
  }
  std::string again = "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>";
  again += read.value().truncated ? "true" : "false";
  again += "</IsTruncated>";
  std::size_t bytes = 0;
  for (const cli::BucketObject& object : read.value().objects) {
    bytes += object.key.size();
    again += "<Contents><Key>" + escaped(object.key) + "</Key><Size>" + std::to_string(object.size) + "</Size></Contents>";
  }
  demand(bytes <= xml.size());
  const Result<cli::Listing> twice = cli::read_listing(again + "</ListBucketResult>");
  demand(twice.ok() && twice.value().truncated == read.value().truncated);
  demand(twice.value().objects.size() == read.value().objects.size());
  for (std::size_t i = 0; i < twice.value().objects.size(); ++i) {
    demand(twice.value().objects[i].key == read.value().objects[i].key);
    demand(twice.value().objects[i].size == read.value().objects[i].size);
  }
}

void check_sealed(const std::string& text) {
  static const cli::SealingKeys keys = cli::make_sealing_keys();
  const Result<cli::SealedFile> file = cli::read_sealed_file(text);
  if (!file.ok()) return;
  std::size_t bytes = 0;
  for (const std::string& line : file.value().ballots) {
    bytes += line.size();
    demand(!line.empty() && line.find('\n') == std::string::npos);
    const Result<std::string> ballot = ballot::from_text(line);
    if (ballot.ok() && cli::is_sealed(ballot.value())) demand(!cli::open_sealed(ballot.value(), keys).ok());
  }
  demand(bytes < text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (text.starts_with('<')) check_listing(text);
  else check_sealed(text);
  return 0;
}
