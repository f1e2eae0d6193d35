// SPDX-License-Identifier: MIT
// Cli: the words after the command: options are taken out by name, what is left are the inputs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace triptych::cli {

class Arguments {
 public:
  explicit Arguments(std::vector<std::string> words) : words_(std::move(words)) {}

  /// `--name VALUE` or `--name=VALUE`, removed; nothing if it is absent. Given twice: the last one.
  std::optional<std::string> take(std::string_view name);
  /// Every value of an option that may be given several times, in order.
  std::vector<std::string> take_all(std::string_view name);
  /// As take(), but it must be there: usage_missing (path: the option).
  Result<std::string> need(std::string_view name);
  /// A whole number in [least, most], or the fallback if absent: usage_number (path: the option; least, most).
  Result<std::uint64_t> take_number(std::string_view name, std::uint64_t fallback, std::uint64_t least, std::uint64_t most);
  /// `--name`, removed.
  bool take_flag(std::string_view name);
  /// What is left; call it last. `least` inputs at least: usage_inputs (least); an option nobody took: usage_option (path).
  Result<std::vector<std::string>> inputs(std::size_t least, std::size_t most = SIZE_MAX);

 private:
  std::vector<std::string> words_;
};

}  // namespace triptych::cli
