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

// stats
inline constexpr std::size_t kTableCells = 10'000;
inline constexpr double kEpsilon = 100;                  ///< of a randomised answer: above it nothing is randomised
inline constexpr std::size_t kTests = 10'000;            ///< of one family of p-values: Hommel's work is their square
inline constexpr std::size_t kRespondents = 20'000'000;  ///< with weights of their own
inline constexpr std::size_t kMargins = 16;              ///< of a raking
inline constexpr std::size_t kMarginCategories = 4'096;
inline constexpr std::size_t kRakingCells = 4'000'000;   ///< combinations of categories that somebody is in
inline constexpr std::size_t kTrimRounds = 10'000;       ///< each takes the excess down by the share of those trimmed
inline constexpr std::size_t kRaoScottContrasts = 400;   ///< (rows - 1) (columns - 1): a matrix of its square is solved
inline constexpr std::size_t kFisherSupport = 2'000'000; ///< values that the first cell of a 2 x 2 table can take
inline constexpr std::size_t kFisherPeople = 10'000;     ///< of a larger table counted exactly …
inline constexpr std::size_t kFisherLines = 32;          ///< … and its rows or columns …
inline constexpr std::size_t kFisherWork = 20'000'000;   ///< … and steps before tables are drawn instead: a second or two
inline constexpr std::size_t kFisherDraws = 10'000;

// tally
inline constexpr std::size_t kLikeRows = 5'000;          ///< of people compared each with each
inline constexpr std::size_t kTallyBallots = 100'000'000;  ///< rows are counted in 32 bits
inline constexpr std::size_t kJointCodes = 1u << 20;       ///< combinations of codes that dimensions could have
inline constexpr std::size_t kCells = 4096;                ///< combinations that occur: each may cost 63 rows of padding
inline constexpr std::size_t kCubeSlots = 4u << 20;        ///< 16 MB of counts
inline constexpr std::size_t kTablesAtOnce = 4096;        ///< of one question

// disclosure
inline constexpr std::size_t kRows = 20'000'000;         ///< of people
inline constexpr std::size_t kMissingPatterns = 256;     ///< which values rows miss: each is compared with each
inline constexpr std::size_t kQuasiIdentifiers = 8;
inline constexpr std::size_t kQuasiValues = 255;         ///< of one: more are not a quasi-identifier but an identifier
inline constexpr std::size_t kHierarchyLevels = 16;
inline constexpr std::size_t kSensitiveItems = 16;
inline constexpr std::size_t kSensitiveValues = 64;      ///< of one, in a word of bits
inline constexpr std::size_t kLatticeNodes = 1'000'000;
inline constexpr std::size_t kAuditLines = 128;          ///< rows and columns of an audited table: its work grows with their cube
inline constexpr std::size_t kSuppressionCells = 64;     ///< of a table whose best suppression is sought, in a word of bits
inline constexpr std::size_t kSuppressionWork = 200'000; ///< sets of cells looked at

}  // namespace triptych::limits
