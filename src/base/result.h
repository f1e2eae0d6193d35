// SPDX-License-Identifier: MIT
// Base: Result<T> is a T or an Error. std::expected is not in Debian 12's compilers.
#pragma once

#include <optional>
#include <utility>

#include "base/error.h"

namespace triptych {

/// A value or the reason why there is none. Test with ok() before value(); error() only when not ok().
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT: implicit, so that `return value;` reads well
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return *std::move(value_); }
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<T> value_;
  std::optional<Error> error_;
};

/// Nothing to return, but it may fail.
struct Done {};

/// `auto x = TRIPTYCH_TRY(f());` returns f's error from the enclosing function, else yields the value.
#define TRIPTYCH_TRY(expression)                                       \
  __extension__({                                                      \
    auto triptych_result = (expression);                               \
    if (!triptych_result.ok()) return std::move(triptych_result).error(); \
    std::move(triptych_result).value();                                \
  })

}  // namespace triptych
