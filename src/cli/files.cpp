// SPDX-License-Identifier: MIT
// Cli: files by the standard library, reasons by the system.
#include "cli/files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace triptych::cli {
namespace {

Error reason_of(ErrorCode code, const std::string& path) {
  return {code, path, {{"reason", std::strerror(errno != 0 ? errno : EIO)}}};
}

}  // namespace

Result<std::string> read_whole(const std::string& path) {
  errno = 0;
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) {
    errno = EISDIR;
    return reason_of(ErrorCode::cli_read, path);
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return reason_of(ErrorCode::cli_read, path);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return reason_of(ErrorCode::cli_read, path);
  return bytes;
}

Result<Done> write_whole(const std::string& path, std::string_view bytes) {
  errno = 0;
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return reason_of(ErrorCode::cli_write, path);
  std::error_code failed;
  std::filesystem::rename(beside, path, failed);
  if (failed) return Error{ErrorCode::cli_write, path, {{"reason", failed.message()}}};
  return Done{};
}

}  // namespace triptych::cli
