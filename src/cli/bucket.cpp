// SPDX-License-Identifier: MIT
// Cli: an object store's form and listing.
#include "cli/bucket.h"

#include <curl/curl.h>
#include <expat.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <thread>

#include "base/sha256.h"
#include "cli/files.h"
#include "json/writer.h"

namespace triptych::cli {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr int kPageSize = 1'000;
constexpr std::size_t kWorkers = 8;
constexpr int kTries = 4;
/// Keys of 1,024 bytes, each byte escaped, and what XML adds: an answer beyond that is none of a page of
/// kPageSize.
constexpr std::size_t kMostAnswerBytes = 8u << 20;
constexpr std::size_t kMostListingBytes = 1u << 30;  ///< of a saved file: the parser counts in int

std::string variable(const char* name, std::string_view fallback) {
  const char* value = std::getenv(name);
  return value && *value ? std::string(value) : std::string(fallback);
}

/// RFC 3986: everything but unreserved characters, as signatures want it.
std::string escaped(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' ||
                       byte == '~';
    if (plain) {
      out.push_back(letter);
    } else {
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const bool whole =
        text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr == text.data() + i + 3;
    out.push_back(whole ? static_cast<char>(byte) : text[i]);
    if (whole) i += 2;
  }
  return out;
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string hmac(std::string_view key, std::string_view message) {
  std::string out(32, '\0');
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
       reinterpret_cast<unsigned char*>(out.data()), &length);
  return out;
}

std::string utc(std::int64_t seconds, const char* format) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, format, &parts));
}

/// Gathers the few elements of a listing that count here.
class ListingReader {
 public:
  Result<Listing> read(std::string_view xml) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"),
                                                                              XML_ParserFree);
    if (!parser) std::abort();
    XML_SetUserData(parser.get(), this);
    XML_SetElementHandler(
        parser.get(),
        [](void* self, const XML_Char* name, const XML_Char**) {
          static_cast<ListingReader*>(self)->open(name);
        },
        [](void* self, const XML_Char* name) { static_cast<ListingReader*>(self)->close(name); });
    XML_SetCharacterDataHandler(parser.get(), [](void* self, const XML_Char* text, int length) {
      static_cast<ListingReader*>(self)->text_.append(text, static_cast<std::size_t>(length));
    });
    // No listing has one: entities of its own could only make a short answer long.
    XML_SetDoctypeDeclHandler(
        parser.get(),
        [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
          XML_StopParser(static_cast<ListingReader*>(self)->parser_, XML_FALSE);
        },
        nullptr);
    parser_ = parser.get();
    const bool parsed = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    if (!parsed || !is_listing_) {
      return Error{ErrorCode::bucket_listing,
                   "",
                   {{"line", static_cast<std::size_t>(XML_GetCurrentLineNumber(parser.get()))}}};
    }
    // The element that says how names are written may come after them.
    if (url_) {
      for (BucketObject& object : listing_.objects) object.key = unescaped(object.key);
    }
    return std::move(listing_);
  }

 private:
  void open(std::string_view name) {
    if (depth_ == 0) is_listing_ = name == "ListBucketResult";
    if (depth_ == 1 && name == "Contents") listing_.objects.emplace_back();
    in_contents_ = depth_ == 1 ? name == "Contents" : in_contents_;
    ++depth_;
    text_.clear();
  }
  void close(std::string_view name) {
    --depth_;
    if (depth_ == 2 && in_contents_ && name == "Key") listing_.objects.back().key = text_;
    if (depth_ == 2 && in_contents_ && name == "Size") {
      std::from_chars(text_.data(), text_.data() + text_.size(), listing_.objects.back().size);
    }
    if (depth_ == 1 && name == "IsTruncated") listing_.truncated = text_ == "true";
    if (depth_ == 1 && name == "EncodingType") url_ = text_ == "url";
    text_.clear();
  }

  XML_Parser parser_ = nullptr;
  Listing listing_;
  std::string text_;
  int depth_ = 0;
  bool is_listing_ = false;
  bool in_contents_ = false;
  bool url_ = false;
};

/// A part of the names, after `from` and up to `to` ("" is the end); `done` once its last page came.
struct Range {
  std::string from;
  std::string to;
  bool done = false;
};

/// Sealed ballots begin with a fixed byte, then random ones: as text a "g", then one of 16 letters, evenly.
/// Ranges between them hold every other name as well.
std::vector<Range> ranges_of(const std::string& prefix) {
  std::vector<Range> ranges{{"", "", false}};
  for (const char letter : std::string_view("QRSTUVWXYZabcdef")) {
    const std::string border = prefix + "g" + letter;
    ranges.back().to = border;
    ranges.push_back({border, "", false});
  }
  return ranges;
}

/// One connection.
class Requests {
 public:
  Requests(const Bucket& bucket, const Credentials& credentials)
      : bucket_(bucket), curl_(curl_easy_init(), curl_easy_cleanup) {
    if (!curl_) std::abort();
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(curl_.get(), option, value); };
    headers_.reset(curl_slist_append(nullptr, "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
    const std::string user = credentials.id + ":" + credentials.secret;
    const std::string signature = "aws:amz:" + bucket.region + ":s3";
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_USERPWD, user.c_str());
    set(CURLOPT_AWS_SIGV4, signature.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_CONNECTTIMEOUT, 20L);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, 60L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_WRITEDATA, &body_);
    set(
        CURLOPT_WRITEFUNCTION,
        +[](char* bytes, std::size_t, std::size_t count, std::string* body) -> std::size_t {
          if (body->size() + count > kMostAnswerBytes) return 0;
          body->append(bytes, count);
          return count;
        });
  }

  Result<Listing> page(const std::string& after) {
    // In the order of their names: that is how they are signed.
    std::string url = bucket_.endpoint + "/" + escaped(bucket_.name) +
                      "?encoding-type=url&list-type=2&max-keys=" + std::to_string(kPageSize) +
                      "&prefix=" + escaped(bucket_.prefix);
    if (!after.empty()) url += "&start-after=" + escaped(after);
    curl_easy_setopt(curl_.get(), CURLOPT_URL, url.c_str());
    for (int attempt = 1;; ++attempt) {
      body_.clear();
      const CURLcode code = curl_easy_perform(curl_.get());
      long status = 0;
      curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
      if (code == CURLE_OK && status == 200) return read_listing(body_);
      const bool passing = code != CURLE_OK || status == 429 || status >= 500;
      if (!passing || attempt == kTries) {
        return Error{ErrorCode::bucket_answer,
                     "s3://" + bucket_.name,
                     {{"status", static_cast<std::size_t>(status)},
                      {"reason", code == CURLE_OK ? "" : curl_easy_strerror(code)}}};
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(250) * (1 << attempt));
    }
  }

 private:
  const Bucket& bucket_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr, curl_slist_free_all};
  std::string body_;
};

/// Pages that have come, as text: a line "page RANGE OBJECTS more|last", the objects ("SIZE escaped-key"), a
/// line "end". What follows the last "end" was cut, and is asked for again.
class Checkpoint {
 public:
  Result<Done> open(const std::string& path, const std::string& what, std::vector<Range>& ranges,
                    std::vector<BucketObject>& objects) {
    path_ = path;
    const std::string first = "triptych-listing 1 " + what + "\n";
    std::string kept = first;
    if (std::filesystem::exists(path)) {
      const std::string text = TRIPTYCH_TRY(read_whole(path));
      if (text.compare(0, first.size(), first) != 0) return Error{ErrorCode::bucket_checkpoint, path, {}};
      kept = text.substr(0, take(text, first.size(), ranges, objects));
    }
    umask(077);  // the names are the ballots: readable by their owner only
    TRIPTYCH_TRY(write_whole(path, kept));
    file_.open(path, std::ios::binary | std::ios::app);
    return check();
  }

  Result<Done> add(std::size_t range, const std::vector<BucketObject>& objects, bool last) {
    file_ << "page " << range << ' ' << objects.size() << (last ? " last\n" : " more\n");
    for (const BucketObject& object : objects) file_ << object.size << ' ' << escaped(object.key) << '\n';
    file_ << "end\n" << std::flush;
    return check();
  }

 private:
  Result<Done> check() const {
    if (!file_) return Error{ErrorCode::cli_write, path_, {{"reason", "-"}}};
    return Done{};
  }

  /// Where the last whole page ends.
  static std::size_t take(std::string_view text, std::size_t at, std::vector<Range>& ranges,
                          std::vector<BucketObject>& objects) {
    std::size_t whole = at;
    const auto line = [&]() -> std::optional<std::string_view> {
      const std::size_t end = text.find('\n', at);
      if (end == std::string_view::npos) return std::nullopt;
      const std::string_view found = text.substr(at, end - at);
      at = end + 1;
      return found;
    };
    const auto number = [](std::string_view& words) {
      std::uint64_t value = 0;
      const char* end = std::from_chars(words.data(), words.data() + words.size(), value).ptr;
      words.remove_prefix(static_cast<std::size_t>(end - words.data()));
      if (words.starts_with(' ')) words.remove_prefix(1);
      return value;
    };
    while (std::optional<std::string_view> head = line()) {
      if (!head->starts_with("page ")) break;
      head->remove_prefix(5);
      const std::uint64_t range = number(*head);
      const std::uint64_t count = number(*head);
      if (range >= ranges.size() || count > kPageSize) break;
      std::vector<BucketObject> page;
      bool cut = false;
      for (std::uint64_t i = 0; i < count && !cut; ++i) {
        std::optional<std::string_view> object = line();
        cut = !object;
        if (cut) break;
        const std::uint64_t size = number(*object);
        page.push_back({unescaped(*object), size});
      }
      const std::optional<std::string_view> end = cut ? std::nullopt : line();
      if (!end || *end != "end") break;
      if (!page.empty()) ranges[range].from = page.back().key;
      ranges[range].done = *head == "last";
      objects.insert(objects.end(), page.begin(), page.end());
      whole = at;
    }
    return whole;
  }

  std::string path_;
  std::ofstream file_;
};

}  // namespace

Result<Credentials> credentials_from_environment() {
  Credentials found{variable("AWS_ACCESS_KEY_ID", ""), variable("AWS_SECRET_ACCESS_KEY", "")};
  if (found.id.empty() || found.secret.empty())
    return Error{ErrorCode::usage_credentials, "AWS_ACCESS_KEY_ID", {}};
  return found;
}

Result<Bucket> bucket_from_address(const std::string& address) {
  constexpr std::string_view kScheme = "s3://";
  const std::string_view rest =
      address.starts_with(kScheme) ? std::string_view(address).substr(kScheme.size()) : std::string_view();
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  Bucket bucket;
  bucket.name = rest.substr(0, slash);
  bucket.prefix = slash < rest.size() ? rest.substr(slash + 1) : std::string_view();
  bucket.region = variable("AWS_REGION", "us-east-1");
  bucket.endpoint = variable("AWS_ENDPOINT_URL", "https://s3." + bucket.region + ".amazonaws.com");
  while (bucket.endpoint.ends_with('/')) bucket.endpoint.pop_back();
  const bool web = bucket.endpoint.starts_with("https://") || bucket.endpoint.starts_with("http://");
  if (bucket.name.empty() || !web)
    return Error{ErrorCode::bucket_address, bucket.name.empty() ? address : bucket.endpoint, {}};
  return bucket;
}

Object signed_form(const Bucket& bucket, const Credentials& credentials, std::int64_t now,
                   std::int64_t expires) {
  const std::string day = utc(now, "%Y%m%d");
  const std::string scope = day + "/" + bucket.region + "/s3/aws4_request";
  Object fields{{"acl", "bucket-owner-full-control"},
                {"success_action_status", "201"},
                {"x-amz-algorithm", kAlgorithm},
                {"x-amz-credential", credentials.id + "/" + scope},
                {"x-amz-date", utc(now, "%Y%m%dT%H%M%SZ")}};
  Array conditions{Object{{"bucket", bucket.name}}, Array{"starts-with", "$key", bucket.prefix},
                   Array{"content-length-range", 0, 0}};
  for (const Member& field : fields) conditions.emplace_back(Object{field});
  const std::string policy = base64(
      json::write(Object{{"expiration", utc(expires, "%Y-%m-%dT%H:%M:%SZ")}, {"conditions", conditions}}));
  std::string key = "AWS4" + credentials.secret;
  for (const std::string_view part : {std::string_view(day), std::string_view(bucket.region),
                                      std::string_view("s3"), std::string_view("aws4_request")}) {
    key = hmac(key, part);
  }
  fields.set("policy", policy);
  fields.set("x-amz-signature", hex(hmac(key, policy)));
  return fields;
}

Result<Listing> read_listing(std::string_view xml) {
  if (xml.size() > kMostListingBytes) return Error{ErrorCode::bucket_listing, "", {{"line", 1}}};
  return ListingReader().read(xml);
}

Result<std::vector<BucketObject>> list_bucket(const Bucket& bucket, const Credentials& credentials,
                                              const std::optional<std::string>& checkpoint,
                                              const std::function<void(std::uint64_t)>& progress) {
  std::vector<Range> ranges = ranges_of(bucket.prefix);
  std::vector<BucketObject> objects;
  Checkpoint kept;
  if (checkpoint)
    TRIPTYCH_TRY(
        kept.open(*checkpoint, bucket.endpoint + "/" + bucket.name + "/" + bucket.prefix, ranges, objects));
  curl_global_init(CURL_GLOBAL_DEFAULT);
  std::mutex mutex;
  std::optional<Error> fault;
  std::atomic<std::size_t> next = 0;
  const auto take_ranges = [&] {
    Requests requests(bucket, credentials);
    for (std::size_t at = next++; at < ranges.size(); at = next++) {
      Range& range = ranges[at];
      while (!range.done) {
        Result<Listing> page = requests.page(range.from);
        const std::lock_guard lock(mutex);
        if (!fault && !page.ok()) fault = std::move(page).error();
        if (fault) return;
        std::vector<BucketObject>& found = page.value().objects;
        // The border itself belongs to this range: the next one begins after it.
        while (!range.to.empty() && !found.empty() && found.back().key > range.to) {
          found.pop_back();
          range.done = true;
        }
        range.done = range.done || !page.value().truncated || found.empty();
        if (!found.empty()) range.from = found.back().key;
        if (checkpoint) {
          const Result<Done> written = kept.add(at, found, range.done);
          if (!written.ok()) {
            fault = written.error();
            return;
          }
        }
        objects.insert(objects.end(), found.begin(), found.end());
        progress(objects.size());
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < kWorkers; ++i) workers.emplace_back(take_ranges);
  }
  if (fault) return *std::move(fault);
  return objects;
}

}  // namespace triptych::cli
