// SPDX-License-Identifier: MIT
// Server: the files of one folder, and never one outside it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/content.h"
#include "server/http.h"

namespace triptych::server {

/// The path as a relative file name: percent-decoded, without leading slash. Nothing for what may name no
/// file here: "." and
/// "..", empty and hidden (".git") segments, backslashes, control characters, a wrong escape.
std::optional<std::string> relative_path(std::string_view path);
/// Vite's "assets/name-Ab3dEf9h.js": its bytes never change under that name.
bool is_hashed_asset(std::string_view path);

class StaticFiles {
 public:
  explicit StaticFiles(std::string folder);

  /// 200, 304, 308 (a folder without its slash), or nothing: 404. Keeps what it read in memory while the file
  /// stays the same.
  std::optional<Response> find(const Request& request);

 private:
  struct Stamp {
    std::int64_t modified = 0;
    std::uint64_t size = 0;
    std::uint64_t inode = 0;
    bool operator==(const Stamp&) const = default;
  };
  struct Kept {
    Stamp stamp, brotli_stamp;
    std::shared_ptr<const Content> content;
  };
  struct Found;
  std::optional<Found> open(const std::string& name) const;
  std::shared_ptr<const Content> content(const std::string& name, const Found& found);

  std::string folder_;  ///< canonical
  std::mutex mutex_;
  std::map<std::string, Kept, std::less<>> kept_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace triptych::server
