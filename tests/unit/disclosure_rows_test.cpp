// SPDX-License-Identifier: MIT
// Tests: rows of people: classes, hierarchies, the search for the best k-anonymous version against trying
// every node.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "disclosure/anonymise.h"
#include "disclosure/beside.h"
#include "made_people.h"
#include "near.h"

using namespace triptych;
using namespace triptych::disclosure;
using made::people;

namespace {

/// The best node by bringing each to its end.
Anonymised by_trying(const People& of, const Criteria& criteria) {
  std::vector<std::size_t> heights;
  std::size_t nodes = 1;
  for (const QuasiIdentifier& one : of.quasi_identifiers) {
    heights.push_back(one.hierarchy.height());
    nodes *= heights.back() + 1;
  }
  Anonymised best;
  bool found = false;
  for (std::size_t node = 0; node < nodes; ++node) {
    Levels levels;
    std::size_t left = node;
    for (const std::size_t height : heights) {
      levels.push_back(static_cast<std::uint8_t>(left % (height + 1)));
      left /= height + 1;
    }
    Result<Anonymised> one = anonymise_at(of, criteria, levels);
    if (!one.ok()) continue;
    const auto sum = [](const Levels& of_levels) {
      return std::accumulate(of_levels.begin(), of_levels.end(), 0);
    };
    const double difference = found ? one.value().loss - best.loss : -1;
    const bool tie = found && std::fabs(difference) <= 1e-12;
    const bool earlier =
        tie && (sum(levels) != sum(best.levels) ? sum(levels) < sum(best.levels) : levels < best.levels);
    if (difference < -1e-12 || earlier) {
      best = std::move(one).value();
      found = true;
    }
  }
  REQUIRE(found);
  return best;
}

/// Counted apart from the engine's own way: rows kept, by their released values.
std::size_t smallest_class(const Anonymised& of) {
  std::map<std::vector<std::uint32_t>, std::size_t> classes;
  for (std::size_t row = 0; row < of.dropped.size(); ++row) {
    if (of.dropped[row] != 0) continue;
    std::vector<std::uint32_t> values;
    for (const Codes& column : of.columns) values.push_back(column[row]);
    ++classes[values];
  }
  std::size_t least = of.dropped.size();
  for (const auto& [values, size] : classes) least = std::min(least, size);
  return least;
}

const std::vector<made::Shape> kSmall{{5, {2}}, {4, {2}}, {3, {}}};

}  // namespace

TEST_CASE(
    "classes: a blank is a value for whoever reads the file, and any value for those who count with "
    "wildcards") {
  const std::vector<Codes> columns{{0, 1, 1, 0}, {kMissing, 7, 7, 7}};
  const Classes classes = classes_of(columns).value();
  CHECK(classes.sizes == std::vector<std::uint32_t>{1, 2, 1});
  CHECK(rows_below(classes, 2) == 2);
  CHECK(wildcard_counts(columns, {}).value().rows == std::vector<std::uint32_t>{2, 2, 2, 2});
}

TEST_CASE("classes: wildcard counts are those of comparing every row with every row") {
  Random random(3);
  for (int round = 0; round < 30; ++round) {
    std::vector<Codes> columns(3, Codes(40));
    std::vector<double> weights;
    for (Codes& column : columns) {
      for (std::uint32_t& code : column)
        code = random.below(6) == 0 ? kMissing : static_cast<std::uint32_t>(random.below(3));
    }
    for (int row = 0; row < 40; ++row) weights.push_back(1 + random.uniform());
    const WildcardCounts found = wildcard_counts(columns, weights).value();
    for (std::size_t a = 0; a < 40; ++a) {
      std::uint32_t rows = 0;
      double weight = 0;
      for (std::size_t b = 0; b < 40; ++b) {
        bool matches = true;
        for (const Codes& column : columns) {
          matches = matches && (column[a] == column[b] || column[a] == kMissing || column[b] == kMissing);
        }
        rows += matches ? 1 : 0;
        weight += matches ? weights[b] : 0;
      }
      CHECK(found.rows[a] == rows);
      CHECK_NEAR(found.weights[a], weight, 1e-9);
    }
  }
}

// Benedetti and Franconi 1998: alone in the sample, of 17 in the population: p = 1/17, p / (1 - p) ln(1 / p).
TEST_CASE("classes: the risk of being found falls with those alike and with the population") {
  CHECK_NEAR(individual_risk(1, 17), 0.177075834003514, 1e-12);
  CHECK(individual_risk(1, 1) == 1);
  CHECK(individual_risk(4, 4) == 0.25);
  for (double rows = 1; rows < 8; ++rows) {
    CHECK(individual_risk(rows, 100) > individual_risk(rows + 1, 100));
    CHECK(individual_risk(rows, 100) > individual_risk(rows, 200));
  }
}

TEST_CASE("classes: diversity counts answers, and none is no answer") {
  const Classes classes = classes_of({{0, 0, 0, 0, 1, 1}}).value();
  const auto found = diversity_of(classes, {5, 5, 6, kMissing, kMissing, kMissing}).value();
  CHECK(found[0].distinct == 2);
  CHECK_NEAR(found[0].max_share, 2.0 / 3, 1e-12);
  CHECK_NEAR(found[0].entropy, std::exp(std::log(3) - 2.0 / 3 * std::log(2)), 1e-12);
  CHECK(found[1].distinct == 0);
  CHECK(found[1].entropy == 0);
  CHECK(diversity_of(classes, {1}).error().code == ErrorCode::rows_columns);
  CHECK(classes_of({}).error().code == ErrorCode::rows_columns);
  CHECK(classes_of({{1, 2}, {1}}).error().path == "/columns/1");
}

TEST_CASE("hierarchy: refuses a level that parts what was together, or leaves a value out") {
  const Hierarchy ages = made::hierarchy(6, {2});
  CHECK(ages.height() == 2);
  CHECK(ages.groups(1) == 3);
  CHECK(ages.loss(0, 3) == 0);
  CHECK_NEAR(ages.loss(1, 3), 0.2, 1e-15);
  CHECK(ages.loss(2, 3) == 1);
  CHECK(Hierarchy::make(1, {}, "").value().height() == 0);
  CHECK(Hierarchy::make(4, {{0, 0, 1, 1}, {0, 1, 1, 1}}, "/age").error().path == "/age/1");
  CHECK(Hierarchy::make(4, {{0, 0, 1}}, "/age").error().code == ErrorCode::rows_hierarchy);
  CHECK(Hierarchy::make(0, {}, "").error().code == ErrorCode::rows_hierarchy);
  CHECK(Hierarchy::make(1'000, {}, "").error().code == ErrorCode::rows_too_many);
}

TEST_CASE("anonymise: the best of all nodes, as trying each shows") {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    People of = people(seed, 30 + seed * 5, kSmall);
    if (seed % 3 == 0) {
      Random random(seed + 100);
      SensitiveItem item{{}, 2};
      for (std::size_t row = 0; row < 30 + seed * 5; ++row) {
        item.answers.push_back(random.below(4) == 0 ? kMissing : static_cast<std::uint32_t>(random.below(3)));
      }
      of.sensitive.push_back(std::move(item));
    }
    if (seed % 4 == 0) of.quasi_identifiers[1].weight = 2.5;
    const Criteria criteria{static_cast<std::uint32_t>(2 + seed % 4), 0.1};
    const Result<Anonymised> found = anonymise(of, criteria);
    REQUIRE(found.ok());
    const Anonymised best = by_trying(of, criteria);
    CHECK_NEAR(found.value().loss, best.loss, 1e-12);
    CHECK(found.value().levels == best.levels);
    CHECK(found.value().columns == best.columns);
    CHECK(smallest_class(found.value()) >= criteria.k);
    CHECK(found.value().rows_dropped <= 0.1 * static_cast<double>(of.quasi_identifiers[0].values.size()));
  }
}

TEST_CASE("anonymise: the same rows in another order give the same rows") {
  People of = people(77, 200, {{6, {2}}, {5, {}}, {4, {2}}, {3, {}}});
  const Anonymised one = anonymise(of, {5, 0.05}).value();
  for (QuasiIdentifier& identifier : of.quasi_identifiers)
    std::reverse(identifier.values.begin(), identifier.values.end());
  const Anonymised other = anonymise(of, {5, 0.05}).value();
  CHECK(other.levels == one.levels);
  CHECK(other.loss == one.loss);
  for (std::size_t d = 0; d < 4; ++d) {
    CHECK(std::equal(one.columns[d].begin(), one.columns[d].end(), other.columns[d].rbegin()));
  }
  CHECK(one.nodes_grouped < one.nodes + 20);
}

TEST_CASE("anonymise: what it says it lost is what is gone") {
  const People of = people(5, 150, kSmall);
  const Anonymised found = anonymise(of, {6, 0.05}).value();
  double lost = 0;
  std::vector<std::size_t> blanks(3, 0);
  for (std::size_t row = 0; row < 150; ++row) {
    for (std::size_t d = 0; d < 3; ++d) {
      const bool blank = found.columns[d][row] == kSuppressed;
      lost += blank ? 1
                    : of.quasi_identifiers[d].hierarchy.loss(found.levels[d],
                                                             of.quasi_identifiers[d].values[row]);
      if (blank && found.dropped[row] == 0) ++blanks[d];
    }
  }
  CHECK_NEAR(found.loss, lost / 450, 1e-12);
  CHECK(found.suppressed == blanks);
}

TEST_CASE("anonymise: a sensitive item has several answers in every class, or its rows go") {
  People of = people(31, 120, kSmall);
  SensitiveItem item{{}, 2};
  for (std::size_t row = 0; row < 120; ++row)
    item.answers.push_back(of.quasi_identifiers[0].values[row] == 0 ? 0u
                                                                    : static_cast<std::uint32_t>(row % 3));
  of.sensitive.push_back(item);
  const Anonymised found = anonymise(of, {4, 0.1}).value();
  std::vector<Codes> kept(3);
  Codes answers;
  for (std::size_t row = 0; row < 120; ++row) {
    if (found.dropped[row] != 0) continue;
    for (std::size_t d = 0; d < 3; ++d) kept[d].push_back(found.columns[d][row]);
    answers.push_back(item.answers[row]);
  }
  const std::vector<Diversity> diversity = diversity_of(classes_of(kept).value(), answers).value();
  for (const Diversity& one : diversity) CHECK(one.distinct >= 2);
}

TEST_CASE("anonymise: stops when told to, and tells how far it is without ever going back") {
  const People of = people(8, 300, {{6, {2}}, {5, {}}, {4, {2}}, {3, {}}});
  int calls = 0;
  double last = 0;
  bool rising = true;
  const Result<Anonymised> stopped = anonymise(of, {5, 0.05}, [&](double done) {
    rising = rising && done >= last && done <= 1;
    last = done;
    return ++calls < 20;
  });
  CHECK(stopped.error().code == ErrorCode::rows_cancelled);
  CHECK(calls == 20);
  CHECK(rising);
  calls = -1'000'000;
  last = 0;
  CHECK(anonymise(of, {5, 0.05}, [&](double done) {
          return rising = rising && done >= last, last = done, ++calls < 0;
        }).ok());
  CHECK(rising);
  CHECK(last == 1);
}

TEST_CASE("anonymise: refuses people too few, rows too different, and arguments that are none") {
  const People of = people(2, 20, kSmall);
  CHECK(anonymise(of, {21, 0.05}).error().code == ErrorCode::rows_impossible);
  CHECK(anonymise(of, {1, 0.05}).error().path == "/k");
  CHECK(anonymise(of, {2, -0.1}).error().path == "/most_dropped");
  CHECK(anonymise(of, {2, std::nan("")}).error().path == "/most_dropped");
  CHECK(anonymise({}, {2, 0}).error().code == ErrorCode::rows_columns);
  People wrong = of;
  wrong.quasi_identifiers[1].values.pop_back();
  CHECK(anonymise(wrong, {2, 0}).error().path == "/quasi_identifiers/1");
  wrong = of;
  wrong.quasi_identifiers[2].values[7] = 3;
  CHECK(anonymise(wrong, {2, 0}).error().path == "/quasi_identifiers/2/7");
  wrong = of;
  wrong.quasi_identifiers[0].weight = 0;
  CHECK(anonymise(wrong, {2, 0}).error().code == ErrorCode::rows_value);
  wrong = of;
  wrong.sensitive.push_back({Codes(20, 1), 2});
  CHECK(anonymise(wrong, {2, 0}).error().code == ErrorCode::rows_impossible);
  wrong.sensitive[0].answers.resize(3);
  CHECK(anonymise(wrong, {2, 0}).error().path == "/sensitive/0");
  const People nine = people(2, 10, std::vector<made::Shape>(9, {2, {}}));
  CHECK(anonymise(nine, {2, 0}).error().code == ErrorCode::rows_too_many);
  CHECK(anonymise_at(of, {2, 1}, {0, 0}).error().path == "/levels");
  CHECK(anonymise_at(of, {2, 1}, {0, 9, 0}).error().path == "/levels/1");
}

TEST_CASE("released rows: the check finds one row too few and one answer too many alike") {
  const std::vector<Codes> columns{{0, 0, 0, 1, 1}, {kSuppressed, kSuppressed, kSuppressed, 4, 4}};
  CHECK(check_released(columns, {}, 2).ok());
  CHECK(check_released(columns, {}, 3).error().code == ErrorCode::rows_unsafe);
  CHECK(check_released(columns, {}, 3).error().params.find("rows")->number_or(0) == 2);
  CHECK(check_released(columns, {{{1, 2, 1, 3, 3}, 2}}, 2).error().code == ErrorCode::rows_unsafe);
}

TEST_CASE("lattice: more people pass the coarser the node, and the minimal nodes have nothing below them") {
  const People of = people(19, 90, kSmall);
  const Lattice lattice = every_node(of, {4, 0.05}).value();
  CHECK(lattice.nodes.size() == 3 * 3 * 2);
  for (const NodeFigures& a : lattice.nodes) {
    for (const NodeFigures& b : lattice.nodes) {
      bool is_below = true;
      for (std::size_t d = 0; d < 3; ++d) is_below = is_below && a.levels[d] <= b.levels[d];
      if (is_below) CHECK(a.dropped >= b.dropped);
      for (const std::size_t minimal : lattice.minimal) {
        if (is_below && &b == &lattice.nodes[minimal] && &a != &b) CHECK_FALSE(a.allowed);
      }
    }
  }
  CHECK_FALSE(lattice.minimal.empty());
  CHECK(lattice.nodes.back().dropped == 0);
  CHECK(every_node(of, {4, 0.05}, [](double) { return false; }).error().code == ErrorCode::rows_cancelled);
}
