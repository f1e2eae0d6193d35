// SPDX-License-Identifier: MIT
// Disclosure: rows beside what was published before: whether the two together tell what each alone does not.
//
// Whoever has both subtracts. What the rows lack of a one-way table is a table of the people left out, and
// passes the rule of differences or is nothing. A hidden cell of a crossed table lies between what the rows
// show of it and that plus the people left out who may still be in it: their number is known from the totals
// and the shown cells.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "disclosure/classes.h"
#include "disclosure/released.h"

namespace triptych::disclosure {

/// An item of the rows that are to be released. `groups`: of each option of the published table the code it
/// has in the rows (options may be joined); `values`: of each row its code, kSuppressed where blanked,
/// kMissing where there is no answer.
struct RowItem {
  std::string name;
  Codes groups;
  Codes values;
};

/// Single-choice items; others and items without a released table are not looked at. `least`: the policy's
/// threshold. Errors: rows_columns (/items/i: rows of different number, or groups that are not one an
/// option), rows_beside (path: the table, "a" or "a,b").
Result<Done> check_beside(const ReleasedData& published, const std::vector<RowItem>& items,
                          std::uint32_t least);

}  // namespace triptych::disclosure
