// SPDX-License-Identifier: MIT
// Bench: rows of people made k-anonymous over 8 quasi-identifiers; built natively and as WebAssembly, run by
// rows.js. Prints seconds of processor time as JSON. Nearly independent values are the worst case: almost
// every row is alone at first.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "base/random.h"
#include "disclosure/anonymise.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

using namespace triptych;
using namespace triptych::disclosure;

namespace {

/// Of processor time, which does not count what else the machine does.
double seconds() {
#ifdef __EMSCRIPTEN__
  return EM_ASM_DOUBLE({ return process.cpuUsage().user / 1e6; });
#else
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
#endif
}

struct Shape {
  std::uint32_t values;
  std::uint32_t widths[3];  ///< of what each level joins; 0 ends
};
constexpr Shape kShapes[] = {{12, {2, 6, 0}}, {18, {3, 9, 0}}, {8, {2, 4, 0}}, {6, {3, 0, 0}},
                             {16, {2, 4, 8}}, {5, {0, 0, 0}},  {6, {3, 0, 0}}, {4, {2, 0, 0}}};

/// `alike`: of 100 values so many follow from what kind of person it is.
People people(std::size_t rows, std::uint64_t alike) {
  Random random(7);
  People made;
  for (const Shape& shape : kShapes) {
    std::vector<std::vector<std::uint32_t>> groups;
    for (const std::uint32_t width : shape.widths) {
      if (width == 0) break;
      groups.emplace_back();
      for (std::uint32_t value = 0; value < shape.values; ++value) groups.back().push_back(value / width);
    }
    Result<Hierarchy> hierarchy = Hierarchy::make(shape.values, groups, "");
    if (!hierarchy.ok()) std::abort();
    made.quasi_identifiers.push_back({std::move(hierarchy).value(), {}, 1});
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const auto kind = static_cast<std::uint32_t>(random.below(6));
    for (std::uint32_t d = 0; d < std::size(kShapes); ++d) {
      const double u = random.uniform();
      const bool follows = random.below(100) < alike;
      const auto drawn = static_cast<std::uint32_t>(u * u * kShapes[d].values);
      made.quasi_identifiers[d].values.push_back(follows ? (kind * 7 + d) % kShapes[d].values : drawn);
    }
  }
  return made;
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t rows = count > 1 ? static_cast<std::size_t>(std::atol(arguments[1])) : 100'000;
  std::printf("{");
  const char* separator = "";
  for (const std::uint64_t alike : {0u, 60u}) {
    const People of = people(rows, alike);
    const double from = seconds();
    const Result<Anonymised> found = anonymise(of, {5, 0.05});
    if (!found.ok()) std::abort();
    const Anonymised& one = found.value();
    std::printf(
        "%s\"alike%d\":{\"seconds\":%.3f,\"nodes\":%zu,\"grouped\":%zu,\"loss\":%.6g,\"dropped\":%zu}",
        separator, static_cast<int>(alike), seconds() - from, one.nodes, one.nodes_grouped, one.loss,
        one.rows_dropped);
    separator = ",";
  }
  std::printf("}\n");
}
