// SPDX-License-Identifier: MIT
// Cli: what a command says: results on standard output, errors and progress on standard error; with --json for scripts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "cli/messages.h"

namespace triptych::cli {

/// Exit codes of every command.
inline constexpr int kClean = 0;
inline constexpr int kErrors = 1;
inline constexpr int kUsage = 2;

class Console {
 public:
  Console(std::string_view language, bool json) : messages_(language), json_(json) {}

  bool json() const { return json_; }
  const Messages& messages() const { return messages_; }

  /// The outcome: with --json that value on one line of standard output; else the message of that key with its parameters.
  void report(std::string_view key, const Object& params, const Value& value) const;
  void report(std::string_view key, const Object& params) const { report(key, params, params); }
  /// One error on standard error: code, path, what to do; with --json {"ok":false,"error":{…}} on standard output as well.
  /// Returns the exit code: kUsage for usage_*, else kErrors.
  int fail(const Error& error) const;
  /// A sentence on standard error that is not an error.
  void note(std::string_view key, const Object& params) const;
  /// On a terminal, one line rewritten at most ten times a second; nothing elsewhere. `done` == `all` ends the line.
  void progress(std::string_view key, std::uint64_t done, std::uint64_t all);

 private:
  Messages messages_;
  bool json_;
  std::int64_t last_progress_ = 0;
};

}  // namespace triptych::cli
