// SPDX-License-Identifier: MIT
// Stats: what the tests of a table of counts share.
#pragma once

#include <vector>

#include "stats/contingency.h"

namespace triptych::stats {

/// At least 2 x 2 whole counts. Errors: stats_length, stats_too_many, stats_number.
Result<Done> check_table(const Table& table);

struct Margins {
  std::vector<double> rows;
  std::vector<double> columns;
  double total;
};
Margins margins_of(const Table& table);

}  // namespace triptych::stats
