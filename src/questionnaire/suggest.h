// SPDX-License-Identifier: MIT
// Questionnaire: "did you mean": the nearest known name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych::questionnaire {

/// The known name at the smallest edit distance (insert, delete, replace, swap of neighbours; case is free), or "" when none is
/// nearer than a third of its length.
std::string nearest(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace triptych::questionnaire
