// SPDX-License-Identifier: MIT
// Stats: Fisher's exact test, 2 x 2 with its odds ratio, and larger tables.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "base/limits.h"
#include "base/random.h"
#include "stats/checks.h"
#include "stats/contingency.h"
#include "stats/distributions.h"
#include "stats/table.h"

namespace triptych::stats {
namespace {

/// Equal probabilities must count as equal however they were computed: R's factor.
constexpr double kTie = 1e-7;
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A root of f between a and b, where its signs differ: Brent's zeroin (1973) stopped at the tolerance of R's
/// uniroot, for the limits that R prints are those of this tolerance, not of the exact root.
template <class Function>
double root_of(Function f, double a, double b) {
  const double tolerance = std::pow(kEpsilon, 0.25);
  double fa = f(a);
  double fb = f(b);
  if (fa == 0) return a;
  double c = a;
  double fc = fa;
  for (int step = 0; step < 1000; ++step) {
    const double previous = b - a;
    if (std::fabs(fc) < std::fabs(fb)) {
      a = b, b = c, c = a;
      fa = fb, fb = fc, fc = fa;
    }
    const double least = 2 * kEpsilon * std::fabs(b) + tolerance / 2;
    double next = (c - b) / 2;
    if (std::fabs(next) <= least || fb == 0) return b;
    if (std::fabs(previous) >= least && std::fabs(fa) > std::fabs(fb)) {
      const double width = c - b;
      double p;
      double q;
      if (a == c) {
        p = width * fb / fa;
        q = 1 - fb / fa;
      } else {
        const double ac = fa / fc;
        const double bc = fb / fc;
        const double ba = fb / fa;
        p = ba * (width * ac * (ac - bc) - (b - a) * (bc - 1));
        q = (ac - 1) * (bc - 1) * (ba - 1);
      }
      if (p > 0) q = -q;
      p = std::fabs(p);
      if (p < 0.75 * width * q - std::fabs(least * q) / 2 && p < std::fabs(previous * q / 2)) next = p / q;
    }
    if (std::fabs(next) < least) next = next > 0 ? least : -least;
    a = b;
    fa = fb;
    b += next;
    fb = f(b);
    if ((fb > 0 && fc > 0) || (fb < 0 && fc < 0)) {
      c = a;
      fc = fa;
    }
  }
  return b;
}

/// The first cell of a 2 x 2 table whose margins are given, by odds ratio: Fisher's noncentral hypergeometric
/// distribution.
class FirstCell {
 public:
  FirstCell(double first_row, double first_column, double total)
      : lowest_(std::max(0.0, first_row + first_column - total)),
        highest_(std::min(first_row, first_column)) {
    const auto size = static_cast<std::size_t>(highest_ - lowest_) + 1;
    logs_.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      const double x = lowest_ + static_cast<double>(i);
      logs_.push_back(log_choose(first_column, x) + log_choose(total - first_column, first_row - x));
    }
  }

  double lowest() const { return lowest_; }
  double highest() const { return highest_; }

  std::vector<double> densities(double ratio) const {
    std::vector<double> densities(logs_.size());
    const double slope = std::log(ratio);
    double most = -kInfinity;
    for (std::size_t i = 0; i < logs_.size(); ++i) {
      densities[i] = logs_[i] + slope * (lowest_ + static_cast<double>(i));
      most = std::max(most, densities[i]);
    }
    double sum = 0;
    for (double& density : densities) sum += density = std::exp(density - most);
    for (double& density : densities) density /= sum;
    return densities;
  }
  double mean(double ratio) const {
    if (ratio == 0) return lowest_;
    double mean = 0;
    const std::vector<double> all = densities(ratio);
    for (std::size_t i = 0; i < all.size(); ++i) mean += all[i] * (lowest_ + static_cast<double>(i));
    return mean;
  }
  double at_most(double x, double ratio) const {
    if (ratio == 0) return x >= lowest_ ? 1 : 0;
    return sum(densities(ratio), 0, static_cast<std::size_t>(x - lowest_) + 1);
  }
  double at_least(double x, double ratio) const {
    if (ratio == 0) return x <= lowest_ ? 1 : 0;
    return sum(densities(ratio), static_cast<std::size_t>(x - lowest_), logs_.size());
  }

 private:
  static double sum(const std::vector<double>& values, std::size_t from, std::size_t to) {
    double total = 0;
    for (std::size_t i = from; i < to; ++i) total += values[i];
    return std::min(1.0, total);
  }

  double lowest_;
  double highest_;
  std::vector<double> logs_;
};

/// The ratio at which a decreasing or increasing f is `wanted`, looked for below 1 as it is and above 1 as
/// its inverse.
template <class Function>
double ratio_where(Function f, double wanted, bool increasing) {
  const double at_one = f(1);
  if (at_one == wanted) return 1;
  if ((at_one > wanted) == increasing) return root_of([&](double t) { return f(t) - wanted; }, 0, 1);
  return 1 / root_of([&](double t) { return f(1 / t) - wanted; }, kEpsilon, 1);
}

OddsRatio odds_ratio(const FirstCell& cell, double x, double confidence) {
  const double tail = (1 - confidence) / 2;
  OddsRatio result{0, {0, kInfinity}};
  if (x == cell.lowest()) {
    result.ratio = 0;
  } else if (x == cell.highest()) {
    result.ratio = kInfinity;
  } else {
    result.ratio = ratio_where([&](double ratio) { return cell.mean(ratio); }, x, true);
  }
  if (x != cell.lowest()) {
    result.interval.low = ratio_where([&](double ratio) { return cell.at_least(x, ratio); }, tail, true);
  }
  if (x != cell.highest()) {
    result.interval.high = ratio_where([&](double ratio) { return cell.at_most(x, ratio); }, tail, false);
  }
  return result;
}

Result<Fisher> two_by_two(const Table& table, const Margins& margins, double confidence) {
  const double x = table.cells[0];
  TRIPTYCH_TRY(check_most(static_cast<std::size_t>(std::min(margins.rows[0], margins.columns[0])),
                          limits::kFisherSupport, "/cells"));
  const FirstCell cell(margins.rows[0], margins.columns[0], margins.total);
  Fisher result{0, cell.at_most(x, 1), cell.at_least(x, 1), {}, 0};
  const std::vector<double> densities = cell.densities(1);
  const double most = densities[static_cast<std::size_t>(x - cell.lowest())] * (1 + kTie);
  for (const double density : densities) {
    if (density <= most) result.p += density;
  }
  result.p = std::min(1.0, result.p);
  // With an empty line the table says nothing of the ratio.
  if (cell.lowest() < cell.highest()) result.odds_ratio = odds_ratio(cell, x, confidence);
  return result;
}

/// All tables of given margins, column after column. A node is what is left of each row, sorted (only that
/// matters); an edge is how a column is filled, worth ln(C! / prod x!). Paths are the tables; a path's worth
/// is its table's ln-probability up to a constant.
class Network {
 public:
  using Rows = std::vector<std::uint32_t>;

  Network(const Margins& margins, double observed) : observed_(observed) {
    for (const double row : margins.rows) start_.push_back(static_cast<std::uint32_t>(row));
    for (const double column : margins.columns) columns_.push_back(static_cast<std::uint32_t>(column));
    if (start_.size() > columns_.size()) start_.swap(columns_);  // fewer rows: fewer nodes
    std::sort(start_.begin(), start_.end());
    std::sort(columns_.begin(), columns_.end());  // the largest last, where nothing is left to choose
    const auto total = static_cast<std::size_t>(margins.total);
    for (std::size_t i = 0; i <= total; ++i) factorials_.push_back(log_factorial(static_cast<double>(i)));
    constant_ = -factorials_[total];
    for (const std::uint32_t row : start_) constant_ += factorials_[row];
    nodes_.resize(columns_.size());
  }

  /// Nothing if it would take too long.
  std::optional<double> run() {
    std::map<Rows, Pasts> stage;
    stage[start_][0] = {0, 1};
    double p = 0;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      std::map<Rows, Pasts> next;
      for (const auto& [rows, pasts] : stage) {
        const Node* node = node_at(column, rows);
        if (!node) return std::nullopt;
        Pasts open;
        for (const auto& [key, past] : pasts) {
          if (past.worth + node->most <= observed_) {
            p += past.paths * std::exp(past.worth + ways(rows) + constant_);
          } else if (past.worth + node->least <= observed_) {
            open.emplace(key, past);
          }
        }
        if (open.empty()) continue;
        const bool within = each_edge(column, rows, [&](const Rows& left, double worth) {
          work_ += open.size();
          Pasts& target = next[left];
          for (const auto& [key, past] : open) {
            const double sum = past.worth + worth;
            Past& joined = target[std::llround(sum * kQuantum)];
            joined = {sum, joined.paths + past.paths};
          }
        });
        if (!within) return std::nullopt;
      }
      stage.swap(next);
    }
    return std::min(1.0, p);
  }

 private:
  struct Past {
    double worth = 0;
    double paths = 0;
  };
  /// Paths of the same worth up to rounding are one.
  static constexpr double kQuantum = 1e9;
  using Pasts = std::map<long long, Past>;
  struct Node {
    double least;  ///< worth of the cheapest and of the dearest way on
    double most;
  };

  /// ln of the sum over all ways on of exp(worth): (sum of what is left)! / prod (left)!.
  double ways(const Rows& rows) const {
    std::size_t total = 0;
    double sum = 0;
    for (const std::uint32_t row : rows) {
      total += row;
      sum += factorials_[row];
    }
    return factorials_[total] - sum;
  }

  /// Every way to fill that column from what is left of the rows. False: too much work.
  template <class Visit>
  bool each_edge(std::size_t column, const Rows& rows, Visit visit) {
    Rows left = rows;
    std::vector<std::uint32_t> after(rows.size() + 1, 0);  // what the rows from i on hold
    for (std::size_t i = rows.size(); i-- > 0;) after[i] = after[i + 1] + rows[i];
    return fill(rows, left, after, 0, columns_[column], factorials_[columns_[column]], visit);
  }
  template <class Visit>
  bool fill(const Rows& rows, Rows& left, const std::vector<std::uint32_t>& after, std::size_t row,
            std::uint32_t needed, double worth, const Visit& visit) {
    if (row == rows.size()) {
      if (++work_ > limits::kFisherWork) return false;
      Rows sorted = left;
      std::sort(sorted.begin(), sorted.end());
      visit(sorted, worth);
      return true;
    }
    const std::uint32_t from = needed > after[row + 1] ? needed - after[row + 1] : 0;
    for (std::uint32_t x = from; x <= std::min(needed, rows[row]); ++x) {
      left[row] = rows[row] - x;
      if (!fill(rows, left, after, row + 1, needed - x, worth - factorials_[x], visit)) return false;
    }
    left[row] = rows[row];
    return true;
  }

  const Node* node_at(std::size_t column, const Rows& rows) {
    if (const auto found = nodes_[column].find(rows); found != nodes_[column].end()) return &found->second;
    Node node{kInfinity, -kInfinity};
    if (column + 1 == columns_.size()) {
      node.least = node.most = ways(rows);  // one way only
    } else {
      bool within = true;
      within = each_edge(column, rows,
                         [&](const Rows& left, double worth) {
                           const Node* next = within ? node_at(column + 1, left) : nullptr;
                           if (!next) {
                             within = false;
                             return;
                           }
                           node.least = std::min(node.least, worth + next->least);
                           node.most = std::max(node.most, worth + next->most);
                         }) &&
               within;
      if (!within) return nullptr;
    }
    return &nodes_[column].emplace(rows, node).first->second;
  }

  Rows start_;
  Rows columns_;
  double observed_;
  double constant_ = 0;
  std::vector<double> factorials_;
  std::vector<std::map<Rows, Node>> nodes_;
  std::size_t work_ = 0;
};

/// How many of `draws` things are among the `good` of good + bad: by inversion outwards from the most
/// probable number.
double draw_hypergeometric(Random& random, double good, double bad, double draws) {
  const double lowest = std::max(0.0, draws - bad);
  const double highest = std::min(draws, good);
  const double mode = std::clamp(std::floor((draws + 1) * (good + 1) / (good + bad + 2)), lowest, highest);
  const auto up = [&](double x) {
    return (good - x) * (draws - x) / ((x + 1) * (bad - draws + x + 1));
  };  // P(x + 1) / P(x)
  double u = random.uniform();
  const double at_mode =
      std::exp(log_choose(good, mode) + log_choose(bad, draws - mode) - log_choose(good + bad, draws));
  double high = mode;
  double low = mode;
  double high_density = at_mode;
  double low_density = at_mode;
  if ((u -= at_mode) < 0) return mode;
  while (low > lowest || high < highest) {
    if (high < highest) {
      high_density *= up(high++);
      if ((u -= high_density) < 0) return high;
    }
    if (low > lowest) {
      low_density /= up(--low);
      if ((u -= low_density) < 0) return low;
    }
  }
  return mode;  // what rounding leaves over
}

/// ln-probability, up to the constant of the margins, of a table drawn with them (Patefield 1981's way: cell
/// after cell).
double draw_table(Random& random, const Margins& margins) {
  std::vector<double> columns = margins.columns;
  double left = margins.total;
  double worth = 0;
  for (const double row : margins.rows) {
    double in_row = row;
    double to_come = left;
    for (double& column : columns) {
      const double bad = to_come - column;
      const double x = in_row == 0 || column == 0 ? 0 : draw_hypergeometric(random, column, bad, in_row);
      worth -= log_factorial(x);
      to_come = bad;
      in_row -= x;
      column -= x;
    }
    left -= row;
  }
  return worth;
}

}  // namespace

Result<Fisher> fisher(const Table& table, double confidence) {
  constexpr std::uint64_t kSeed = 1935;  // any will do, as long as it stays
  TRIPTYCH_TRY(check_table(table));
  TRIPTYCH_TRY(check_confidence(confidence));
  const Margins margins = margins_of(table);
  if (margins.total == 0) return Error{ErrorCode::stats_empty, "/cells", {}};
  if (table.rows == 2 && table.columns == 2) return two_by_two(table, margins, confidence);
  double cells = 0;
  for (const double cell : table.cells) cells += log_factorial(cell);
  if (margins.total <= limits::kFisherPeople && std::max(table.rows, table.columns) <= limits::kFisherLines) {
    double columns = 0;
    for (const double column : table.rows > table.columns ? margins.rows : margins.columns)
      columns += log_factorial(column);
    if (const std::optional<double> p = Network(margins, columns - cells + kTie).run())
      return Fisher{*p, {}, {}, {}, 0};
  }
  Random random(kSeed);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < limits::kFisherDraws; ++i) {
    if (draw_table(random, margins) <= kTie - cells) ++hits;
  }
  const double draws = static_cast<double>(limits::kFisherDraws);
  const double p = (static_cast<double>(hits) + 1) / (draws + 1);
  return Fisher{p, {}, {}, {}, std::sqrt(p * (1 - p) / draws)};
}

}  // namespace triptych::stats
