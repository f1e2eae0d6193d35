// SPDX-License-Identifier: MIT
// Server: static files.
#include "server/static_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <filesystem>
#include <system_error>

namespace triptych::server {
namespace {

constexpr std::uint64_t kMostInMemory = 4u << 20;  // of one file; a larger one is sent piece by piece
constexpr std::size_t kMostKept = 128u << 20;      // of all
constexpr std::string_view kForever = "public, max-age=31536000, immutable";
constexpr std::string_view kAskAgain = "no-cache";

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

std::size_t size_of(const Content& content) {
  return content.plain->size() + (content.brotli ? content.brotli->size() : 0);
}

}  // namespace

std::optional<std::string> relative_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return std::nullopt;
  path.remove_prefix(1);
  std::string name;
  for (std::size_t i = 0; i < path.size(); ++i) {
    char letter = path[i];
    if (letter == '%') {
      if (i + 2 >= path.size()) return std::nullopt;
      const int high = digit_of(path[i + 1]);
      const int low = digit_of(path[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      letter = static_cast<char>(high << 4 | low);
      if (letter == '/') return std::nullopt;
      i += 2;
    }
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f || letter == '\\') return std::nullopt;
    name.push_back(letter);
  }
  for (std::size_t start = 0; start < name.size();) {
    const std::size_t end = std::min(name.find('/', start), name.size());
    if (end == start || name[start] == '.') return std::nullopt;
    start = end + 1;
  }
  return name;
}

bool is_hashed_asset(std::string_view path) {
  if (path.find("assets/") == std::string_view::npos) return false;
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || dot < 9 || path[dot - 9] != '-') return false;
  // Eight letters of base64url. "some-document.pdf" has eight as well, all small; of the hashes 1 in 1,300
  // looks so, and is only asked for again.
  bool telling = false;
  for (const char letter : path.substr(dot - 8, 8)) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '-' && letter != '_') return false;
    telling = telling || std::islower(static_cast<unsigned char>(letter)) == 0;
  }
  return telling;
}

/// An open regular file inside the folder.
struct StaticFiles::Found {
  std::shared_ptr<OpenFile> file;
  Stamp stamp;
  bool folder = false;
};

StaticFiles::StaticFiles(std::string folder) {
  std::error_code fault;
  folder_ = std::filesystem::canonical(folder, fault).string();
}

std::optional<StaticFiles::Found> StaticFiles::open(const std::string& name) const {
  // The real path, with every link followed, must be inside: a link that leads out is as if it were not
  // there.
  std::error_code fault;
  const std::string real = std::filesystem::canonical(folder_ + "/" + name, fault).string();
  if (fault || (real != folder_ && real.substr(0, folder_.size() + 1) != folder_ + "/")) return std::nullopt;
  const int descriptor = ::open(real.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  struct stat about {};
  Found found;
  if (::fstat(descriptor, &about) == 0) {
    found.stamp = {about.st_mtim.tv_sec * 1'000'000'000 + about.st_mtim.tv_nsec,
                   static_cast<std::uint64_t>(about.st_size), about.st_ino};
    found.folder = S_ISDIR(about.st_mode);
  }
  found.file = std::make_shared<OpenFile>(descriptor, found.stamp.size);
  if (!found.folder && !S_ISREG(about.st_mode)) return std::nullopt;
  return found;
}

std::optional<Response> StaticFiles::find(const Request& request) {
  std::optional<std::string> name = relative_path(request.path);
  if (!name) return std::nullopt;
  const bool wants_folder = name->empty() || name->back() == '/';
  if (wants_folder) name->append("index.html");
  const std::optional<Found> found = open(*name);
  if (!found) return std::nullopt;
  if (found->folder) {
    if (wants_folder || !open(*name + "/index.html")) return std::nullopt;
    // Relative links of the page need the slash. A relative reference: it holds behind any proxy and leads to
    // no other host.
    Response response;
    response.status = 308;
    response.fields =
        "Location: ./" + std::string(request.path.substr(request.path.rfind('/') + 1)) + "/\r\n";
    return response;
  }
  if (found->stamp.size <= kMostInMemory) return respond_with(*content(*name, *found), request);
  Response response;
  const std::string tag =
      "\"" + std::to_string(found->stamp.size) + "-" + std::to_string(found->stamp.modified) + "\"";
  response.fields.append("ETag: ").append(tag).append("\r\nCache-Control: ").append(kAskAgain).append("\r\n");
  if (matches_tag(request.if_none_match, tag)) {
    response.status = 304;
    return response;
  }
  response.fields.append("Content-Type: ").append(type_of(*name)).append("\r\n");
  response.file = found->file;
  return response;
}

std::shared_ptr<const Content> StaticFiles::content(const std::string& name, const Found& found) {
  // A .br beside the file counts if it is not older: the build made it from these bytes.
  std::optional<Found> beside = is_text_like(type_of(name)) ? open(name + ".br") : std::nullopt;
  if (beside &&
      (beside->folder || beside->stamp.modified < found.stamp.modified || beside->stamp.size > kMostInMemory))
    beside.reset();
  const Stamp brotli_stamp = beside ? beside->stamp : Stamp{};
  {
    const std::lock_guard lock(mutex_);
    const auto kept = kept_.find(name);
    if (kept != kept_.end() && kept->second.stamp == found.stamp && kept->second.brotli_stamp == brotli_stamp)
      return kept->second.content;
  }
  const auto read_all = [](const Found& from) {
    std::string bytes(from.stamp.size, '\0');
    bytes.resize(from.file->read(0, bytes.data(), bytes.size()));
    return bytes;
  };
  std::shared_ptr<const std::string> brotli;
  if (beside) brotli = std::make_shared<const std::string>(read_all(*beside));
  auto made = std::make_shared<const Content>(
      make_content(type_of(name), is_hashed_asset(name) ? kForever : kAskAgain, read_all(found), brotli));
  const std::lock_guard lock(mutex_);
  if (kept_bytes_ + size_of(*made) > kMostKept) {
    kept_.clear();
    kept_bytes_ = 0;
  }
  Kept& kept = kept_[name];
  if (kept.content) kept_bytes_ -= size_of(*kept.content);
  kept_bytes_ += size_of(*made);
  kept = {found.stamp, brotli_stamp, made};
  return made;
}

}  // namespace triptych::server
