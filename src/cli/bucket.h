// SPDX-License-Identifier: MIT
// Cli: an object store (S3) whose object names are ballots: its signed form for the page, its listing for the
// count.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace triptych::cli {

struct Bucket {
  std::string endpoint;  ///< "https://s3.example.org", without the bucket
  std::string region;
  std::string name;
  std::string prefix;  ///< what names begin with: "v1/"
};
struct Credentials {
  std::string id;
  std::string secret;
};
/// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Error: usage_credentials.
Result<Credentials> credentials_from_environment();
/// "s3://bucket/prefix", AWS_ENDPOINT_URL and AWS_REGION (us-east-1, and Amazon's own endpoint, where they
/// are not set). Error: bucket_address (path: the address).
Result<Bucket> bucket_from_address(const std::string& address);

/// The fields of a form that lets anybody who holds them add one empty object under the prefix until it
/// expires, and nothing else: AWS Signature Version 4 over a POST policy. `now` and `expires`: seconds since
/// 1970.
Object signed_form(const Bucket& bucket, const Credentials& credentials, std::int64_t now,
                   std::int64_t expires);

struct BucketObject {
  std::string key;
  std::uint64_t size = 0;
};
struct Listing {
  std::vector<BucketObject> objects;
  bool truncated = false;
};
/// One answer of ListObjectsV2 (or of ListObjects). Error: bucket_listing (path is empty; line).
Result<Listing> read_listing(std::string_view xml);

/// Every object under the prefix, in parallel ranges of names, each by pages of 1,000. With a checkpoint,
/// pages are written there as they come, and a listing that was cut goes on from them. `progress` is told how
/// many objects are known. Errors: bucket_answer (path: the bucket; status, reason), bucket_listing,
/// cli_write and cli_read (the checkpoint), bucket_checkpoint (path).
Result<std::vector<BucketObject>> list_bucket(const Bucket& bucket, const Credentials& credentials,
                                              const std::optional<std::string>& checkpoint,
                                              const std::function<void(std::uint64_t)>& progress);

}  // namespace triptych::cli
