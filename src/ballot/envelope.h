// SPDX-License-Identifier: MIT
// Ballot: where the fields of the envelope are (FORMAT.md section 1), for the room's own readers and writers.
#pragma once

#include <cstddef>
#include <cstdint>

namespace triptych::ballot {

inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::size_t kFlagsAt = 1;
inline constexpr std::size_t kStructureAt = 2;
inline constexpr std::size_t kIdAt = 10;
inline constexpr std::size_t kIdBytes = 16;
inline constexpr std::size_t kWaveAt = 26;
inline constexpr std::size_t kTextRevAt = 27;
inline constexpr std::size_t kLanguageAt = 28;
inline constexpr std::size_t kWeekAt = 29;

inline constexpr std::uint8_t kSimulatedFlag = 1;
/// By Mode: web has none; paper, kiosk and facilitator have one bit each and exclude each other.
inline constexpr std::uint8_t kModeFlags[] = {0, 4, 8, 2};

/// The two bits before the boxes of a multiple item or the ranks of a ranking.
enum class ListState : std::uint32_t { not_asked, unanswered, declined, answered };

}  // namespace triptych::ballot
