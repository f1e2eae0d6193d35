// SPDX-License-Identifier: MIT
// Base: every cap of every parser, in one place. A larger input is refused with the cap in the error's `limit`.
#pragma once

#include <cstddef>

namespace triptych::limits {

// json
inline constexpr std::size_t kJsonBytes = 4u << 20;     ///< a definition of 500 questions in 5 languages is under 1 MB
inline constexpr std::size_t kJsonDepth = 64;
inline constexpr std::size_t kJsonNodes = 400'000;

// condition
inline constexpr std::size_t kExpressionBytes = 16u << 10;
inline constexpr std::size_t kExpressionDepth = 128;     ///< nested parentheses and calls
inline constexpr std::size_t kExpressionSteps = 100'000; ///< work of one evaluation, arrays included

// questionnaire
inline constexpr std::size_t kPages = 500;
inline constexpr std::size_t kElements = 2'000;
inline constexpr std::size_t kPanelDepth = 16;
inline constexpr std::size_t kChoices = 2'000;           ///< of one question
inline constexpr std::size_t kReachabilityCombinations = 10'000;

// interview
inline constexpr int kNestedAnswers = 100;               ///< answers that set answers, each inside the one before
inline constexpr int kAnswersAtOnce = 5'000;             ///< all that follow from one

// ballot
inline constexpr std::size_t kBallotBytes = 525;         ///< 700 characters of base64url: fits an S3 key
inline constexpr std::size_t kCodes = 65'536;            ///< of one item

}  // namespace triptych::limits
