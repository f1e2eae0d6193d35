// SPDX-License-Identifier: MIT
// Tally: what an organizer asks of an index, and the numbers, as plain values. For the screen of whoever
// holds the ballots: nothing here has been released.
#pragma once

#include "base/result.h"
#include "tally/index.h"
#include "tally/tally.h"

namespace triptych::tally {

/// The variables with these names, an array of text. Errors: tally_item (path: `path` and the index; name).
Result<std::vector<std::size_t>> variables_of(const Columns& columns, const Value& names,
                                              const std::string& path);

/// `question` and the answer are Question and Answers of web/src/engine/workbench.d.ts. `columns`: those that
/// the index was made of; their rows are not read. Errors: tally_item (path: JSON pointer; name),
/// tally_tables (limit), tally_unweighted.
Result<Value> ask(const Index& index, const Columns& columns, const Value& question);

}  // namespace triptych::tally
