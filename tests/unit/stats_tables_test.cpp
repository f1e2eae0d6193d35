// SPDX-License-Identifier: MIT
// Tests: tables of counts, pairs and several tests at once.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "near.h"
#include "stats/adjust.h"
#include "stats/change.h"
#include "stats/contingency.h"
#include "stats/distributions.h"
#include "stats/paired.h"

using namespace triptych;
using namespace triptych::stats;

namespace {

Table transposed(const Table& table) {
  Table other{table.columns, table.rows, std::vector<double>(table.cells.size())};
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    other.cells[i % table.columns * table.rows + i / table.columns] = table.cells[i];
  }
  return other;
}

/// Every table of the same margins by trying all counts; for small ones.
struct EveryTable {
  const Table& table;
  std::vector<double> rows, columns;
  double observed = 0;
  double as_rare = 0;
  double all = 0;

  explicit EveryTable(const Table& of) : table(of), rows(of.rows, 0), columns(of.columns, 0) {
    for (std::size_t i = 0; i < of.cells.size(); ++i) {
      rows[i / of.columns] += of.cells[i];
      columns[i % of.columns] += of.cells[i];
      observed -= log_factorial(of.cells[i]);
    }
    fill(0, 0);
  }
  void fill(std::size_t at, double worth) {
    if (at == table.cells.size()) {
      for (const double left : rows)
        if (left != 0) return;
      for (const double left : columns)
        if (left != 0) return;
      all += std::exp(worth);
      if (worth <= observed + 1e-7) as_rare += std::exp(worth);
      return;
    }
    double& row = rows[at / table.columns];
    double& column = columns[at % table.columns];
    for (double x = 0; x <= std::min(row, column); ++x) {
      row -= x;
      column -= x;
      fill(at + 1, worth - log_factorial(x));
      row += x;
      column += x;
    }
  }
};

}  // namespace

// R's ?chisq.test: party by gender, Agresti 2007, p. 39; 4.2.2 gives the digits.
TEST_CASE("chi-squared: Agresti's party identification") {
  const Table party{2, 3, {762, 327, 468, 484, 239, 477}};
  const ChiSquared found = chi_squared(party, Correction::none).value();
  CHECK_NEAR(found.statistic, 30.0701490958, 1e-9);
  CHECK_NEAR(found.p, 2.95358918321e-07, 1e-17);
  CHECK(found.df == 2);
  CHECK_NEAR(found.residuals[0], 4.502053521087, 1e-11);
  CHECK_NEAR(found.residuals[5], 5.315945542705, 1e-11);
  CHECK_FALSE(found.sparse);
  CHECK(chi_squared({2, 2, {3, 1, 1, 3}}, Correction::none).value().sparse);
}

TEST_CASE("chi-squared: no order of lines matters, and 2 x 2 is the square of a residual") {
  const Table table{3, 2, {12, 5, 7, 9, 3, 14}};
  const Table turned{3, 2, {14, 3, 9, 7, 5, 12}};
  const ChiSquared one = chi_squared(table, Correction::none).value();
  CHECK_NEAR(one.statistic, chi_squared(turned, Correction::none).value().statistic, 1e-12);
  CHECK_NEAR(one.p, chi_squared(transposed(table), Correction::none).value().p, 1e-14);
  const ChiSquared four = chi_squared({2, 2, {9, 4, 8, 14}}, Correction::none).value();
  CHECK_NEAR(four.statistic, four.residuals[0] * four.residuals[0], 1e-12);
  CHECK(chi_squared({2, 2, {9, 4, 8, 14}}, Correction::yates).value().p > four.p);
  CHECK(chi_squared({2, 2, {5, 5, 5, 5}}, Correction::yates).value().statistic == 0);
}

// R's ?chisq.test: x <- c(89, 37, 30, 28, 2), p <- c(0.40, 0.20, 0.20, 0.15, 0.05).
TEST_CASE("goodness of fit: R's example, and all alike where nothing is given") {
  const GoodnessOfFit found = goodness_of_fit({89, 37, 30, 28, 2}, {0.40, 0.20, 0.20, 0.15, 0.05}).value();
  CHECK_NEAR(found.statistic, 9.99014336918, 1e-10);
  CHECK_NEAR(found.p, 0.0405940433448, 1e-12);
  CHECK(goodness_of_fit({7, 7, 7}, {}).value().statistic == 0);
  CHECK(goodness_of_fit({1, 2}, {0.5, 0.6}).error().code == ErrorCode::stats_number);
  CHECK(goodness_of_fit({1, 2}, {1, 0}).error().code == ErrorCode::stats_empty);
  CHECK(goodness_of_fit({0, 0}, {}).error().code == ErrorCode::stats_empty);
  CHECK(goodness_of_fit({1, 2}, {0.2, 0.3, 0.5}).error().code == ErrorCode::stats_length);
}

TEST_CASE("association: none, perfect, and unbiased where independent") {
  CHECK(association({2, 2, {15, 0, 0, 20}}).value().v == 1);
  CHECK(association({2, 2, {15, 0, 0, 20}}).value().v_corrected == doctest::Approx(1));
  CHECK(association({2, 3, {10, 20, 30, 20, 40, 60}}).value().v == doctest::Approx(0));
  CHECK_FALSE(association({2, 3, {10, 20, 30, 20, 40, 60}}).value().phi);
  Random random(5);
  double plain = 0;
  double corrected = 0;
  for (int round = 0; round < 400; ++round) {
    Table table{3, 4, std::vector<double>(12, 1)};
    for (int person = 0; person < 60; ++person) ++table.cells[random.below(12)];
    const Association found = association(table).value();
    plain += found.v / 400;
    corrected += found.v_corrected / 400;
  }
  CHECK(corrected < plain / 2);
}

// R's ?fisher.test: tea tasting (Agresti 1990, p. 61) and job satisfaction (Agresti 2002, p. 57), p = 0.7827.
TEST_CASE("fisher: the examples of R's manual, with its odds ratio and limits") {
  const Fisher tea = fisher({2, 2, {3, 1, 1, 3}}, 0.95).value();
  CHECK_NEAR(tea.p, 0.485714285714, 1e-12);
  CHECK_NEAR(*tea.greater, 0.242857142857, 1e-12);
  CHECK_NEAR(tea.odds_ratio->ratio, 6.408308867006, 1e-9);
  CHECK_NEAR(tea.odds_ratio->interval.low, 0.211732915306, 1e-9);
  CHECK_NEAR(tea.odds_ratio->interval.high, 621.933750545417, 1e-6);
  const Fisher job = fisher({4, 4, {1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11}}, 0.95).value();
  CHECK_NEAR(job.p, 0.782684938966, 1e-9);
  CHECK(job.standard_error == 0);
  const Fisher open = fisher({2, 2, {5, 0, 1, 4}}, 0.95).value();
  CHECK(std::isinf(open.odds_ratio->ratio));
  CHECK(std::isinf(open.odds_ratio->interval.high));
  CHECK_NEAR(open.odds_ratio->interval.low, 1.024822256142, 1e-9);
}

TEST_CASE("fisher: larger tables agree with trying every table") {
  Random random(11);
  for (int round = 0; round < 60; ++round) {
    const std::size_t rows = 2 + random.below(2);
    const std::size_t columns = 2 + random.below(3);
    Table table{rows, columns, std::vector<double>(rows * columns)};
    double total = 0;
    for (double& cell : table.cells) total += cell = static_cast<double>(random.below(4));
    if (total == 0) continue;
    const EveryTable every(table);
    const Fisher found = fisher(table, 0.95).value();
    CHECK_NEAR(found.p, every.as_rare / every.all, 1e-9);
    CHECK_NEAR(found.p, fisher(transposed(table), 0.95).value().p, 1e-9);
  }
}

TEST_CASE("fisher: a table too large to count is drawn, and says how far off it may be") {
  Random random(3);
  Table table{8, 9, std::vector<double>(72)};
  for (double& cell : table.cells) cell = 20 + static_cast<double>(random.below(12));
  const Fisher found = fisher(table, 0.95).value();
  const double expected = chi_squared(table, Correction::none).value().p;
  CHECK(found.standard_error > 0);
  CHECK(std::fabs(found.p - expected) < 5 * found.standard_error + 0.02);
  CHECK(fisher(table, 0.95).value().p == found.p);
}

TEST_CASE("tables: refuse what is no table of people") {
  CHECK(chi_squared({2, 2, {1, 2, 3}}, Correction::none).error().code == ErrorCode::stats_length);
  CHECK(chi_squared({1, 2, {1, 2}}, Correction::none).error().path == "/rows");
  CHECK(chi_squared({2, 2, {1, 2, 3, -1}}, Correction::none).error().path == "/cells/3");
  CHECK(chi_squared({2, 2, {1, 2, 3, std::nan("")}}, Correction::none).error().code ==
        ErrorCode::stats_number);
  CHECK(chi_squared({2, 2, {1, 2.5, 3, 4}}, Correction::none).error().code == ErrorCode::stats_number);
  CHECK(association({2, 2, {0, 0, 3, 1}}).error().path == "/rows/0");
  CHECK(association({2, 2, {0, 4, 0, 1}}).error().path == "/columns/0");
  CHECK(chi_squared({200, 200, std::vector<double>(40'000, 1)}, Correction::none).error().code ==
        ErrorCode::stats_too_many);
  CHECK(fisher({2, 2, {0, 0, 0, 0}}, 0.95).error().code == ErrorCode::stats_empty);
  CHECK(fisher({2, 2, {1, 0, 0, 1}}, 1).error().code == ErrorCode::stats_level);
  // An empty line says nothing against independence, nor anything of the ratio.
  CHECK(fisher({2, 2, {0, 0, 3, 4}}, 0.95).value().p == 1);
  CHECK_FALSE(fisher({2, 2, {0, 0, 3, 4}}, 0.95).value().odds_ratio);
}

// R's ?mcnemar.test: approval of a president (Agresti 1990, p. 350).
TEST_CASE("mcnemar: approval ratings") {
  const McNemar found = mcnemar({794, 150, 86, 570}).value();
  CHECK_NEAR(found.statistic, 17.3559322034, 1e-9);
  CHECK_NEAR(found.statistic_corrected, 16.8177966102, 1e-9);
  CHECK_NEAR(found.p_corrected, 4.11456228135e-05, 1e-15);
  CHECK_NEAR(found.p_exact, 3.71593613957e-05, 1e-15);
  CHECK(found.p_mid < found.p_exact);
}

TEST_CASE("mcnemar: as many one way as the other, one alone, and nobody") {
  const McNemar level = mcnemar({5, 4, 4, 5}).value();
  CHECK(level.p_exact == 1);
  CHECK(level.statistic_corrected == 0);
  CHECK_NEAR(level.p_mid, 1 - 70.0 / 256, 1e-12);
  CHECK_NEAR(mcnemar({0, 1, 0, 0}).value().p_mid, 0.5, 1e-12);
  CHECK(mcnemar({9, 0, 0, 9}).error().path == "/changed");
  CHECK(mcnemar({9, -1, 0, 9}).error().code == ErrorCode::stats_number);
}

TEST_CASE("mcnemar: the page, which has no distribution functions, finds the same exact p-value") {
  for (std::uint64_t up = 0; up <= 40; up += 3) {
    for (std::uint64_t down = 1; down <= 40; down += 4) {
      const Paired counts{7, static_cast<double>(up), static_cast<double>(down), 9};
      CHECK_NEAR(exact_mcnemar(up, down), mcnemar(counts).value().p_exact, 1e-12);
    }
  }
  CHECK_NEAR(exact_mcnemar(50'200, 49'800), mcnemar({0, 50'200, 49'800, 0}).value().p_exact, 1e-8);
}

TEST_CASE("bowker: two answers give McNemar, and a symmetric table nothing") {
  CHECK_NEAR(bowker({2, 2, {794, 150, 86, 570}}).value().statistic,
             mcnemar({794, 150, 86, 570}).value().statistic, 1e-12);
  CHECK(bowker({3, 3, {1, 5, 2, 5, 7, 3, 2, 3, 9}}).value().p == 1);
  CHECK(bowker({3, 2, {1, 5, 2, 5, 7, 3}}).error().path == "/columns");
  CHECK(bowker({2, 2, {5, 0, 0, 5}}).error().code == ErrorCode::stats_empty);
}

// R's ?wilcox.test: depression scores (Hollander and Wolfe 1973, p. 29), exact = FALSE; ?t.test: sleep
// (Student 1908).
TEST_CASE("pairs: depression scores and Student's sleep") {
  const std::vector<double> first{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  const std::vector<double> second{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  const PairedOrdinal scores = paired_ordinal(first, second, 0.95).value();
  CHECK(scores.rank_sum == 40);
  CHECK_NEAR(*scores.p_corrected, 0.0440109840130, 1e-12);
  CHECK_NEAR(*scores.p_uncorrected, 0.0381517101734, 1e-12);
  CHECK(scores.down == 7);
  const std::vector<double> before{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> after{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const PairedOrdinal sleep = paired_ordinal(before, after, 0.95).value();
  CHECK_NEAR(sleep.student->t, 4.062127683, 1e-9);
  CHECK_NEAR(sleep.student->p, 0.0028328902, 1e-10);
  CHECK_NEAR(sleep.student->low, 0.700114236723, 1e-9);
  CHECK(sleep.same == 1);
}

TEST_CASE("pairs: nobody changed, everybody alike, one person") {
  const PairedOrdinal still = paired_ordinal({1, 2, 3}, {1, 2, 3}, 0.95).value();
  CHECK(still.same == 3);
  CHECK_FALSE(still.p_sign);
  CHECK_FALSE(still.p_corrected);
  CHECK_FALSE(still.student);
  const PairedOrdinal alike = paired_ordinal({1, 2, 3}, {2, 3, 4}, 0.95).value();
  CHECK_FALSE(alike.student);
  CHECK_NEAR(*alike.p_sign, 0.25, 1e-12);
  CHECK_FALSE(paired_ordinal({1}, {5}, 0.95).value().student);
  CHECK(paired_ordinal({1, 2}, {1}, 0.95).error().code == ErrorCode::stats_length);
  CHECK(paired_ordinal({}, {}, 0.95).error().code == ErrorCode::stats_empty);
  CHECK(paired_ordinal({1, 2}, {1, std::nan("")}, 0.95).error().path == "/after/1");
}

// Benjamini and Hochberg 1995, JRSS B 57:289, section 3: fifteen hypotheses; adjusted by R 4.2.2's p.adjust.
TEST_CASE("adjust: the fifteen p-values of Benjamini and Hochberg") {
  const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                              0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
  const auto check = [&](Adjustment adjustment, std::vector<double> wanted) {
    const std::vector<double> found = adjust(p, adjustment).value();
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK_NEAR(found[i], wanted[i], 1e-12);
  };
  check(Adjustment::bonferroni, {0.0015, 0.0060, 0.0285, 0.1425, 0.3015, 0.4170, 0.4470, 0.5160, 0.6885, 1});
  check(Adjustment::holm, {0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2780, 0.2780, 0.2780, 0.3213, 1});
  check(Adjustment::hochberg, {0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2682, 0.2682, 0.2752, 0.3213, 1});
  check(Adjustment::hommel, {0.0015, 0.0056, 0.0247, 0.0950, 0.1608, 0.1946, 0.2086, 0.2408, 0.3213, 1});
  check(Adjustment::benjamini_hochberg, {0.0015, 0.0030, 0.0095, 0.035625, 0.0603, 0.0638571428571429,
                                         0.0638571428571429, 0.0645, 0.0765, 0.486});
  const std::vector<double> found = adjust(p, Adjustment::benjamini_yekutieli).value();
  CHECK_NEAR(found[0], 0.00497734348984, 1e-13);
  CHECK(found[9] == 1);
}

TEST_CASE("adjust: follows the values whatever their order, and never makes a p-value smaller") {
  Random random(23);
  constexpr Adjustment kAll[] = {Adjustment::bonferroni,         Adjustment::holm,
                                 Adjustment::hochberg,           Adjustment::hommel,
                                 Adjustment::benjamini_hochberg, Adjustment::benjamini_yekutieli};
  for (int round = 0; round < 50; ++round) {
    std::vector<double> p;
    for (std::uint64_t i = 0, n = 1 + random.below(12); i < n; ++i)
      p.push_back(random.uniform() * random.uniform());
    std::vector<double> turned(p.rbegin(), p.rend());
    for (const Adjustment adjustment : kAll) {
      const std::vector<double> one = adjust(p, adjustment).value();
      const std::vector<double> other = adjust(turned, adjustment).value();
      for (std::size_t i = 0; i < p.size(); ++i) {
        CHECK(one[i] >= p[i] - 1e-15);
        CHECK_NEAR(one[i], other[p.size() - 1 - i], 1e-14);
      }
    }
    const std::vector<double> hommel = adjust(p, Adjustment::hommel).value();
    const std::vector<double> hochberg = adjust(p, Adjustment::hochberg).value();
    const std::vector<double> holm = adjust(p, Adjustment::holm).value();
    for (std::size_t i = 0; i < p.size(); ++i) {
      CHECK(hommel[i] <= hochberg[i] + 1e-14);
      CHECK(hochberg[i] <= holm[i] + 1e-14);
    }
  }
  CHECK(adjust({}, Adjustment::holm).value().empty());
  CHECK(adjust({0.2, 1.1}, Adjustment::holm).error().path == "/p/1");
  CHECK(adjust({std::nan("")}, Adjustment::holm).error().code == ErrorCode::stats_number);
  CHECK(adjust(std::vector<double>(20'000, 0.5), Adjustment::holm).error().code == ErrorCode::stats_too_many);
}
