// SPDX-License-Identifier: MIT
// Cli: triptych s3 policy s3://BUCKET/PREFIX --public-key K --days N: signs a form that can only add one
// empty object, and prints the block of widget.json that sends ballots there.
#include <chrono>

#include "base/base64url.h"
#include "cli/arguments.h"
#include "cli/bucket.h"
#include "cli/console.h"
#include "json/writer.h"

namespace triptych::cli {
namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;

Result<Object> policy(Arguments& arguments) {
  // Names of objects reach access logs: open ballots would too.
  const std::string key = TRIPTYCH_TRY(arguments.need("public-key"));
  if (base64url_decode(key).value_or("").size() != 32)
    return Error{ErrorCode::seal_public_key, "--public-key", {}};
  const std::uint64_t days = TRIPTYCH_TRY(arguments.take_number("days", 7, 1, 366));
  const std::vector<std::string> words = TRIPTYCH_TRY(arguments.inputs(2, 2));
  if (words[0] != "policy") return Error{ErrorCode::usage_command, "s3 " + words[0], {}};
  Bucket bucket = TRIPTYCH_TRY(bucket_from_address(words[1]));
  if (bucket.prefix.empty()) bucket.prefix = "v1/";
  const Credentials credentials = TRIPTYCH_TRY(credentials_from_environment());
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  Object fields = signed_form(bucket, credentials, now, now + static_cast<std::int64_t>(days) * kDay);
  return Object{{"collect", Object{{"kind", "s3"},
                                   {"url", bucket.endpoint + "/" + bucket.name},
                                   {"prefix", bucket.prefix},
                                   {"publicKey", key},
                                   {"fields", std::move(fields)}}}};
}

}  // namespace

int s3_command(Arguments& arguments, Console& console) {
  const Result<Object> made = policy(arguments);
  if (!made.ok()) return console.fail(made.error());
  console.report("cli.s3", {{"block", json::write_indented(made.value())}}, made.value());
  return kClean;
}

}  // namespace triptych::cli
