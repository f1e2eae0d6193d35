// SPDX-License-Identifier: MIT
// Cli: options by name.
#include "cli/arguments.h"

#include <charconv>

namespace triptych::cli {
namespace {

std::string dashed(std::string_view name) { return "--" + std::string(name); }

}  // namespace

std::vector<std::string> Arguments::take_all(std::string_view name) {
  const std::string option = dashed(name);
  std::vector<std::string> values;
  for (std::size_t i = 0; i < words_.size() && words_[i] != "--";) {
    if (words_[i] == option && i + 1 < words_.size()) {
      values.push_back(words_[i + 1]);
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i), words_.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    } else if (words_[i].compare(0, option.size() + 1, option + "=") == 0) {
      values.push_back(words_[i].substr(option.size() + 1));
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  return values;
}

std::optional<std::string> Arguments::take(std::string_view name) {
  std::vector<std::string> values = take_all(name);
  if (values.empty()) return std::nullopt;
  return std::move(values.back());
}

Result<std::string> Arguments::need(std::string_view name) {
  if (std::optional<std::string> value = take(name)) return *std::move(value);
  return Error{ErrorCode::usage_missing, dashed(name), {}};
}

Result<std::uint64_t> Arguments::take_number(std::string_view name, std::uint64_t fallback, std::uint64_t least,
                                             std::uint64_t most) {
  const std::optional<std::string> text = take(name);
  if (!text) return fallback;
  std::uint64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, fault] = std::from_chars(text->data(), end, number);
  if (fault != std::errc() || stop != end || number < least || number > most) {
    return Error{ErrorCode::usage_number, dashed(name),
                 {{"least", static_cast<double>(least)}, {"most", static_cast<double>(most)}}};
  }
  return number;
}

bool Arguments::take_flag(std::string_view name) {
  const std::string option = dashed(name);
  bool found = false;
  for (std::size_t i = 0; i < words_.size() && words_[i] != "--";) {
    if (words_[i] == option) {
      found = true;
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  return found;
}

Result<std::vector<std::string>> Arguments::inputs(std::size_t least, std::size_t most) {
  std::vector<std::string> left;
  bool options = true;
  for (std::string& word : words_) {
    if (options && word == "--") {
      options = false;
    } else if (options && word.size() > 1 && word[0] == '-') {
      return Error{ErrorCode::usage_option, word, {}};
    } else {
      left.push_back(std::move(word));
    }
  }
  words_.clear();
  if (left.size() < least) return Error{ErrorCode::usage_inputs, "", {{"least", least}}};
  if (left.size() > most) return Error{ErrorCode::usage_option, left[most], {}};
  return left;
}

}  // namespace triptych::cli
