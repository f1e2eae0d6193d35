// SPDX-License-Identifier: MIT
// Bindings: a module's functions as plain exports: numbers travel as they are, texts in buffers that are kept here. The page asks for room,
// writes, calls, and reads the answer before its next call (web/src/engine/instance.ts). Included by one source of a module.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace triptych::bindings {

/// The texts of the call that is being made, in the order of its parameters.
inline std::array<std::string, 3> texts;

inline std::string text_kept;
inline std::vector<double> numbers_kept;
inline const void* answered = nullptr;

/// Bytes of the answer, which stays where it is until the next call.
inline std::uint32_t reply(std::string text) {
  text_kept = std::move(text);
  answered = text_kept.data();
  return static_cast<std::uint32_t>(text_kept.size());
}

/// How many numbers.
inline std::uint32_t reply(std::vector<double> numbers) {
  numbers_kept = std::move(numbers);
  answered = numbers_kept.data();
  return static_cast<std::uint32_t>(numbers_kept.size());
}

/// Begins a function of the contract, which takes numbers and ends with reply(…).
#define TRIPTYCH_EXPORT(name) __attribute__((export_name(#name))) std::uint32_t name

/// Room for a text of the next call.
__attribute__((export_name("room_for"))) char* room_for(std::uint32_t place, std::uint32_t bytes) {
  texts[place].resize(bytes);
  return texts[place].data();
}

/// Where the answer of the last call stands.
__attribute__((export_name("answered"))) const void* where_answered() { return answered; }

}  // namespace triptych::bindings
