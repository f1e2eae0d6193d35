// SPDX-License-Identifier: MIT
// Disclosure: rows beside what was published before: whether the two together tell what each alone does not.
//
// Whoever has both subtracts, and is taken here to know what became of everybody whose cell is blanked: less is never known than that.
// What the rows lack of a one-way table is a table of the people left out, and passes the rule of differences or is nothing. What they lack
// of the shown cells of a crossed table is nothing. What they show of its hidden cells, alone or joined with others, leaves each of them
// as large as `least` or larger possible: within each group that the rows join, a table of its own whose totals all are known, two
// maximum flows a cell (rules.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "disclosure/classes.h"
#include "disclosure/released.h"

namespace triptych::disclosure {

/// An item of the rows that are to be released. `groups`: of each option of the published table the code it
/// has in the rows (options may be joined); `values`: of each person counted in the tables the code in the rows, kSuppressed where blanked
/// or the row left out, kMissing where there is no answer; `truth`: the option answered, kMissing where there is none.
struct RowItem {
  std::string name;
  Codes groups;
  Codes values;
  Codes truth;
};

/// Single-choice items; others and items without a released table are not looked at. `least`: the policy's
/// threshold. Errors: rows_columns (/items/i: rows of different number, or groups that are not one an
/// option), rows_beside (path: the table, "a" or "a,b").
Result<Done> check_beside(const ReleasedData& published, const std::vector<RowItem>& items,
                          std::uint32_t least);

}  // namespace triptych::disclosure
