// SPDX-License-Identifier: MIT
// Base: a module's functions as plain exports: numbers travel as they are, texts in buffers that are kept here. The page asks for room,
// writes, calls, and reads the answer before its next call (web/src/engine/instance.ts). Natively they are functions like others.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace triptych::exports {

/// The texts of the call that is being made, in the order of its parameters.
inline std::array<std::string, 3> texts;

using Numbers = std::vector<double>;
/// What a number that does not exist is to the page.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

inline std::string text_kept;
inline Numbers numbers_kept;
inline const void* answered = nullptr;

/// Bytes of the answer, which stays where it is until the next call.
inline std::uint32_t reply(std::string text) {
  text_kept = std::move(text);
  answered = text_kept.data();
  return static_cast<std::uint32_t>(text_kept.size());
}

/// How many numbers.
inline std::uint32_t reply(Numbers numbers) {
  numbers_kept = std::move(numbers);
  answered = numbers_kept.data();
  return static_cast<std::uint32_t>(numbers_kept.size());
}

#ifdef __EMSCRIPTEN__
#define TRIPTYCH_EXPORTED(name) __attribute__((used, export_name(#name)))
#else
#define TRIPTYCH_EXPORTED(name)
#endif
/// Begins a function of a contract, which takes numbers and ends with reply(…).
#define TRIPTYCH_EXPORT(name) TRIPTYCH_EXPORTED(name) std::uint32_t name

/// Room for a text of the next call.
TRIPTYCH_EXPORTED(room_for) inline char* room_for(std::uint32_t place, std::uint32_t bytes) {
  texts[place].resize(bytes);
  return texts[place].data();
}

/// Where the answer of the last call stands.
TRIPTYCH_EXPORTED(answered) inline const void* where_answered() { return answered; }

}  // namespace triptych::exports
