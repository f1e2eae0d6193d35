// SPDX-License-Identifier: MIT
// Tests: invented people with quasi-identifiers and hierarchies of a few levels.
#pragma once

#include <vector>

#include "base/random.h"
#include "disclosure/anonymise.h"
#include "doctest.h"

namespace made {

using triptych::Random;
using namespace triptych::disclosure;

/// Values 0 to values - 1, joined by so many on each level (each width a multiple of the one before), then
/// all.
inline Hierarchy hierarchy(std::uint32_t values, const std::vector<std::uint32_t>& widths) {
  std::vector<std::vector<std::uint32_t>> groups;
  for (const std::uint32_t width : widths) {
    groups.emplace_back();
    for (std::uint32_t value = 0; value < values; ++value) groups.back().push_back(value / width);
  }
  auto made = Hierarchy::make(values, groups, "");
  REQUIRE(made.ok());
  return std::move(made).value();
}

struct Shape {
  std::uint32_t values;
  std::vector<std::uint32_t> widths;
};

/// Small values more frequent, as in life.
inline People people(std::uint64_t seed, std::size_t rows, const std::vector<Shape>& shapes) {
  Random random(seed);
  People made;
  for (const Shape& shape : shapes) {
    QuasiIdentifier one{hierarchy(shape.values, shape.widths), {}, 1};
    for (std::size_t row = 0; row < rows; ++row) {
      const double u = random.uniform();
      one.values.push_back(static_cast<std::uint32_t>(u * u * shape.values));
    }
    made.quasi_identifiers.push_back(std::move(one));
  }
  return made;
}

}  // namespace made
