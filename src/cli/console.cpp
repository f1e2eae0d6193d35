// SPDX-License-Identifier: MIT
// Cli: standard output and standard error.
#include "cli/console.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "json/envelope.h"

namespace triptych::cli {
namespace {

void print(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fputc('\n', stream);
}

bool is_usage(ErrorCode code) { return name_of(code).substr(0, 6) == "usage_"; }

}  // namespace

void Console::report(std::string_view key, const Object& params, const Value& value) const {
  print(stdout, json_ ? json::envelope(value) : messages_.format(key, params));
}

int Console::fail(const Error& error) const {
  const std::string code(name_of(error.code));
  Object params = error.params;
  params.set("path", error.path);
  const std::string text = messages_.format("error." + code, params);
  print(stderr, code + (error.path.empty() ? "" : " " + error.path) + ": " + text);
  if (json_) print(stdout, json::envelope(error));
  return is_usage(error.code) ? kUsage : kErrors;
}

void Console::note(std::string_view key, const Object& params) const { print(stderr, messages_.format(key, params)); }

void Console::progress(std::string_view key, std::uint64_t done, std::uint64_t all) {
  if (isatty(STDERR_FILENO) == 0) return;
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
  if (done != all && now.count() - last_progress_ < 100) return;
  last_progress_ = now.count();
  const Object params{{"done", static_cast<double>(done)}, {"all", static_cast<double>(all)}};
  std::fprintf(stderr, "\r%s%s", messages_.format(key, params).c_str(), done == all ? "\n" : "");
}

}  // namespace triptych::cli
