// SPDX-License-Identifier: MIT
// Disclosure: the search for the best k-anonymous version of rows.
#include "disclosure/anonymise.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "base/limits.h"
#include "disclosure/tuples.h"

namespace triptych::disclosure {
namespace {

/// A set of quasi-identifiers, a bit each.
using Set = std::uint16_t;
/// Of a tuple that nothing could save.
constexpr Set kDropped = 0x8000;
/// Losses closer than this are equal: they are sums in different orders.
constexpr double kTie = 1e-12;

Error length_error(std::string path, std::size_t found, std::size_t expected) {
  return {ErrorCode::rows_columns, std::move(path), {{"found", found}, {"expected", expected}}};
}
Error value_error(std::string path) {
  return {ErrorCode::rows_value, std::move(path), {}};
}
Error too_many(std::string path, std::size_t limit) {
  return {ErrorCode::rows_too_many, std::move(path), {{"limit", limit}}};
}

Result<Done> check_identifiers(const People& people) {
  const auto& identifiers = people.quasi_identifiers;
  if (identifiers.empty()) return length_error("/quasi_identifiers", 0, 1);
  if (identifiers.size() > limits::kQuasiIdentifiers)
    return too_many("/quasi_identifiers", limits::kQuasiIdentifiers);
  const std::size_t rows = identifiers[0].values.size();
  if (rows == 0) return length_error("/quasi_identifiers/0", 0, 1);
  if (rows > limits::kRows) return too_many("/quasi_identifiers", limits::kRows);
  std::size_t nodes = 1;
  for (std::size_t d = 0; d < identifiers.size(); ++d) {
    const QuasiIdentifier& one = identifiers[d];
    const std::string path = "/quasi_identifiers/" + std::to_string(d);
    if (one.values.size() != rows) return length_error(path, one.values.size(), rows);
    for (std::size_t row = 0; row < rows; ++row) {
      if (one.values[row] >= one.hierarchy.values()) return value_error(path + "/" + std::to_string(row));
    }
    if (!(one.weight > 0) || !std::isfinite(one.weight)) return value_error(path + "/weight");
    nodes *= one.hierarchy.height() + 1;
    if (nodes > limits::kLatticeNodes) return too_many("/quasi_identifiers", limits::kLatticeNodes);
  }
  return Done{};
}

Result<Done> check_sensitive(const People& people) {
  if (people.sensitive.size() > limits::kSensitiveItems)
    return too_many("/sensitive", limits::kSensitiveItems);
  const std::size_t rows = people.quasi_identifiers[0].values.size();
  for (std::size_t i = 0; i < people.sensitive.size(); ++i) {
    const std::string path = "/sensitive/" + std::to_string(i);
    Codes answers = people.sensitive[i].answers;
    if (answers.size() != rows) return length_error(path, answers.size(), rows);
    std::sort(answers.begin(), answers.end());
    const auto different =
        static_cast<std::size_t>(std::unique(answers.begin(), answers.end()) - answers.begin());
    const bool missing = !people.sensitive[i].answers.empty() && answers[different - 1] == kMissing;
    if (different - (missing ? 1 : 0) > limits::kSensitiveValues)
      return too_many(path, limits::kSensitiveValues);
  }
  return Done{};
}

Result<Done> check_criteria(const Criteria& criteria) {
  if (criteria.k < 2) return value_error("/k");
  if (!(criteria.most_dropped >= 0 && criteria.most_dropped <= 1)) return value_error("/most_dropped");
  return Done{};
}

/// The nodes, numbered with the first quasi-identifier's level counting fastest.
class Nodes {
 public:
  explicit Nodes(const People& people) {
    for (const QuasiIdentifier& one : people.quasi_identifiers) {
      steps_.push_back(count_);
      heights_.push_back(one.hierarchy.height());
      count_ *= one.hierarchy.height() + 1;
    }
  }

  std::size_t count() const { return count_; }
  std::size_t height(std::size_t dimension) const { return heights_[dimension]; }
  std::size_t level(std::size_t node, std::size_t dimension) const {
    return node / steps_[dimension] % (heights_[dimension] + 1);
  }
  /// The node one level lower in that dimension; its level there is not 0.
  std::size_t below(std::size_t node, std::size_t dimension) const { return node - steps_[dimension]; }
  std::size_t above(std::size_t node, std::size_t dimension) const { return node + steps_[dimension]; }
  Levels levels(std::size_t node) const {
    Levels levels;
    for (std::size_t d = 0; d < steps_.size(); ++d)
      levels.push_back(static_cast<std::uint8_t>(level(node, d)));
    return levels;
  }

 private:
  std::size_t count_ = 1;
  std::vector<std::size_t> steps_;
  std::vector<std::size_t> heights_;
};

/// What becomes of the rows of each group of a node.
struct Outcome {
  double loss = 0;
  std::vector<Set> sets;  ///< of each tuple
};

/// What the rows of classes too small need on a node: at least one cell suppressed each. On a finer node they
/// need as much: classes only get smaller there, and a cell that says more costs more.
struct Need {
  std::size_t rows = 0;
  double cells = 0;  ///< each row's cheapest

  void raise(const Need& other) {
    rows = std::max(rows, other.rows);
    cells = std::max(cells, other.cells);
  }
};

class Search {
 public:
  Search(const People& people, const Criteria& criteria, const Progress& progress)
      : people_(people),
        criteria_(criteria),
        progress_(progress),
        tuples_(people),
        groups_(people, criteria.k),
        parts_(people, criteria.k),
        nodes_(people),
        dimensions_(people.quasi_identifiers.size()),
        cells_(static_cast<double>(tuples_.rows()) * static_cast<double>(dimensions_)) {
    for (std::size_t d = 0; d < dimensions_; ++d) {
      const Hierarchy& hierarchy = people.quasi_identifiers[d].hierarchy;
      keys_.emplace_back();
      losses_.emplace_back();
      sums_.emplace_back();
      for (std::size_t level = 0; level <= hierarchy.height(); ++level) {
        std::vector<std::uint64_t> keys(hierarchy.values());
        std::vector<double> losses(hierarchy.values());
        for (std::size_t value = 0; value < hierarchy.values(); ++value) {
          keys[value] = hierarchy.group(level, value);
          losses[value] = hierarchy.loss(level, value);
        }
        double sum = 0;
        for (std::size_t t = 0; t < tuples_.size(); ++t)
          sum += tuples_.count(t) * losses[tuples_.value(d, t)];
        keys_[d].push_back(std::move(keys));
        losses_[d].push_back(std::move(losses));
        sums_[d].push_back(sum);
      }
    }
    order_sets();
  }

  const Nodes& nodes() const { return nodes_; }
  const Tuples& tuples() const { return tuples_; }
  bool cancelled() const { return cancelled_; }
  std::size_t grouped() const { return grouped_; }
  std::size_t suppressed() const { return suppressed_; }

  /// What generalising alone loses.
  double level_loss(std::size_t node) const {
    double sum = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) sum += sums_[d][nodes_.level(node, d)];
    return sum / cells_;
  }

  /// Brings tuples that are the same on that node together.
  void group(std::size_t node) {
    ++grouped_;
    look_up(node);
    group_of_.resize(tuples_.size());
    group_keys_.clear();
    first_.clear();
    groups_.clear(tuples_.size(), bits_);
    for (std::size_t t = 0; t < tuples_.size(); ++t) {
      const std::uint64_t key = key_of(t);
      group_of_[t] = groups_.add(key, tuples_.count(t), tuples_.answers(t));
      if (group_of_[t] == group_keys_.size()) {
        group_keys_.push_back(key);
        first_.push_back(static_cast<std::uint32_t>(t));
      }
    }
    failing_.clear();
    failing_rows_ = 0;
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      if (groups_.passes(g)) continue;
      failing_.push_back(g);
      failing_rows_ += groups_.rows(g);
    }
  }
  std::size_t failing_rows() const { return failing_rows_; }
  std::size_t passing_groups() const { return groups_.size() - failing_.size(); }

  /// What any version of that node loses at least.
  double bound(std::size_t node, const Need& need) const {
    double cheapest = 1;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      const std::size_t level = nodes_.level(node, d);
      if (people_.quasi_identifiers[d].hierarchy.groups(level) == 1) continue;
      for (const double loss : losses_[d][level]) cheapest = std::min(cheapest, 1 - loss);
    }
    return level_loss(node) + std::max(need.cells, cheapest * static_cast<double>(need.rows)) / cells_;
  }

  /// Of the grouped node.
  Need need() const {
    Need need{failing_rows_, 0};
    for (const std::uint32_t g : failing_) need.cells += cheapest(g, 1);
    return need;
  }

  /// Suppresses on the node grouped last. Nothing if it loses more than `most`, or too many rows, or was
  /// cancelled.
  std::optional<Outcome> suppress(double most) {
    ++suppressed_;
    const std::vector<int> sizes = least_sizes();
    std::vector<Set> sets(groups_.size(), 0);
    std::vector<std::uint32_t> failing = failing_;
    std::size_t rows = failing_rows_;
    double extra = 0;
    int size = 0;
    double least = 0;  // that the rows left will lose: so many of their cheapest cells as the smallest set to
                       // come has members
    part_of_.resize(groups_.size());
    for (std::size_t i = 0; i < sets_.size() && rows >= criteria_.k; ++i) {
      if ((sets_[i] & top_) != 0) continue;  // a value that stands for all is no different from a blank
      if (sizes[i] != size) {
        size = sizes[i];
        least = 0;
        for (const std::uint32_t g : failing) least += cheapest(g, size);
      }
      if (level_loss_now_ + (extra + least) / cells_ > most) return std::nullopt;
      if (!go_on()) return std::nullopt;
      const std::uint64_t mask = mask_without(sets_[i]);
      parts_.clear(failing.size(), bits_);
      for (const std::uint32_t g : failing)
        part_of_[g] = parts_.add(group_keys_[g] & mask, groups_.rows(g), groups_.answers(g));
      std::size_t kept = 0;
      for (const std::uint32_t g : failing) {
        if (!parts_.passes(part_of_[g])) {
          failing[kept++] = g;
          continue;
        }
        sets[g] = sets_[i];
        rows -= groups_.rows(g);
        extra += cost(g, sets_[i]);
        least -= cheapest(g, size);
      }
      failing.resize(kept);
    }
    if (static_cast<double>(rows) > criteria_.most_dropped * static_cast<double>(tuples_.rows()) + 1e-9)
      return std::nullopt;
    for (const std::uint32_t g : failing) {
      sets[g] = kDropped;
      extra += cost(g, all_);
    }
    Outcome outcome{level_loss_now_ + extra / cells_, {}};
    if (outcome.loss > most) return std::nullopt;
    for (std::size_t t = 0; t < tuples_.size(); ++t) outcome.sets.push_back(sets[group_of_[t]]);
    return outcome;
  }

  /// Tells how far the search is; false once it is to stop.
  bool tell(double done) {
    done_ = std::clamp(done, done_, 1.0);
    return go_on();
  }

 private:
  /// By the sum of their weights, then their number, then in order of their members.
  void order_sets() {
    all_ = static_cast<Set>((1u << dimensions_) - 1);
    for (Set set = 1; set <= all_; ++set) sets_.push_back(set);
    const auto weight_of = [this](Set set) {
      double sum = 0;
      for (std::size_t d = 0; d < dimensions_; ++d)
        sum += (set >> d & 1) != 0 ? people_.quasi_identifiers[d].weight : 0;
      return sum;
    };
    // Of two sets as large, the one with the smallest member that only one has comes first: its reversed bits
    // are the larger number.
    const auto members = [](Set set) {
      Set reversed = 0;
      for (int bit = 0; bit < 16; ++bit) reversed = static_cast<Set>(reversed << 1 | (set >> bit & 1));
      return reversed;
    };
    std::sort(sets_.begin(), sets_.end(), [&](Set a, Set b) {
      if (weight_of(a) != weight_of(b)) return weight_of(a) < weight_of(b);
      if (std::popcount(a) != std::popcount(b)) return std::popcount(a) < std::popcount(b);
      return members(a) > members(b);
    });
  }

  void look_up(std::size_t node) {
    top_ = 0;
    bits_ = 0;
    // Tuples are in the order of their values, the first most significant: with such keys too, equal ones are
    // found nearby.
    for (std::size_t d = dimensions_; d-- > 0;) {
      const std::size_t level = nodes_.level(node, d);
      const std::size_t groups = people_.quasi_identifiers[d].hierarchy.groups(level);
      loss_now_[d] = losses_[d][level].data();
      if (groups == 1) top_ = static_cast<Set>(top_ | 1u << d);
      // Its groups' numbers take these bits of the key: 8 times 8 at most.
      const auto width = static_cast<unsigned>(std::bit_width(groups - 1));
      for (std::size_t value = 0; value < keys_[d][level].size(); ++value)
        key_now_[d][value] = keys_[d][level][value] << bits_;
      part_[d] = ((std::uint64_t{1} << width) - 1) << bits_;
      bits_ += width;
    }
    level_loss_now_ = level_loss(node);
  }

  std::uint64_t key_of(std::size_t tuple) const {
    std::uint64_t key = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) key |= key_now_[d][tuples_.value(d, tuple)];
    return key;
  }

  std::uint64_t mask_without(Set set) const {
    std::uint64_t mask = ~std::uint64_t{0};
    for (std::size_t d = 0; d < dimensions_; ++d) {
      if ((set >> d & 1) != 0) mask &= ~part_[d];
    }
    return mask;
  }

  /// What a group's rows lose besides, in cells.
  double cost(std::uint32_t group, Set set) const {
    double sum = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      if ((set >> d & 1) != 0) sum += 1 - loss_now_[d][tuples_.value(d, first_[group])];
    }
    return sum * groups_.rows(group);
  }

  /// What a group's rows lose if so many of their cells go, the cheapest: not those that stand for all.
  double cheapest(std::uint32_t group, int cells) const {
    std::array<double, limits::kQuasiIdentifiers> costs{};  // ascending
    std::size_t count = 0;
    for (std::size_t d = 0; d < dimensions_; ++d) {
      if ((top_ >> d & 1) != 0) continue;
      const double cost = 1 - loss_now_[d][tuples_.value(d, first_[group])];
      std::size_t at = count++;
      for (; at > 0 && costs[at - 1] > cost; --at) costs[at] = costs[at - 1];
      costs[at] = cost;
    }
    double sum = 0;
    for (std::size_t i = 0; i < std::min(count, static_cast<std::size_t>(cells)); ++i) sum += costs[i];
    return sum * groups_.rows(group);
  }

  /// For each set how few members it or a later one has, those that the node has no use for left out.
  std::vector<int> least_sizes() const {
    std::vector<int> sizes(sets_.size());
    int later = static_cast<int>(dimensions_);
    for (std::size_t i = sets_.size(); i-- > 0;) {
      if ((sets_[i] & top_) == 0) later = std::min(later, std::popcount(sets_[i]));
      sizes[i] = later;
    }
    return sizes;
  }

  bool go_on() {
    if (!cancelled_ && progress_ && !progress_(done_)) cancelled_ = true;
    return !cancelled_;
  }

  const People& people_;
  const Criteria& criteria_;
  Progress progress_;
  Tuples tuples_;
  Groups groups_;  ///< of the node at hand
  Groups parts_;   ///< of its groups, some quasi-identifiers left out
  Nodes nodes_;
  std::size_t dimensions_;
  double cells_;                                               ///< of the whole file
  std::vector<std::vector<std::vector<std::uint64_t>>> keys_;  ///< by dimension, level and value
  std::vector<std::vector<std::vector<double>>> losses_;
  std::vector<std::vector<double>> sums_;  ///< of losses over the rows, by dimension and level
  std::vector<Set> sets_;
  Set all_ = 0;

  // The node at hand.
  std::array<std::array<std::uint64_t, limits::kQuasiValues>, limits::kQuasiIdentifiers> key_now_{};
  std::array<std::uint64_t, limits::kQuasiIdentifiers> part_{};  ///< bits of the key
  unsigned bits_ = 0;
  std::array<const double*, limits::kQuasiIdentifiers> loss_now_{};
  Set top_ = 0;
  double level_loss_now_ = 0;
  std::vector<std::uint32_t> group_of_;    ///< of each tuple
  std::vector<std::uint64_t> group_keys_;  ///< of each group
  std::vector<std::uint32_t> first_;       ///< tuple of each group
  std::vector<std::uint32_t> part_of_;
  std::vector<std::uint32_t> failing_;  ///< groups
  std::size_t failing_rows_ = 0;

  std::size_t grouped_ = 0;
  std::size_t suppressed_ = 0;
  double done_ = 0;
  bool cancelled_ = false;
};

std::size_t level_sum(const Nodes& nodes, std::size_t node, std::size_t dimensions) {
  std::size_t sum = 0;
  for (std::size_t d = 0; d < dimensions; ++d) sum += nodes.level(node, d);
  return sum;
}

/// The released columns, and the result's own check of them.
Result<Anonymised> written(const People& people, const Criteria& criteria, const Search& search,
                           std::size_t node, const Outcome& outcome) {
  const std::size_t dimensions = people.quasi_identifiers.size();
  const std::size_t rows = search.tuples().rows();
  Anonymised result;
  result.levels = search.nodes().levels(node);
  result.loss = outcome.loss;
  result.nodes = search.nodes().count();
  result.nodes_grouped = search.grouped();
  result.nodes_suppressed = search.suppressed();
  result.columns.assign(dimensions, Codes(rows, kSuppressed));
  result.dropped.assign(rows, 0);
  result.suppressed.assign(dimensions, 0);
  std::vector<Codes> kept(dimensions);
  for (std::size_t row = 0; row < rows; ++row) {
    const Set set = outcome.sets[search.tuples().tuple_of(row)];
    if (set == kDropped) {
      result.dropped[row] = 1;
      ++result.rows_dropped;
      continue;
    }
    for (std::size_t d = 0; d < dimensions; ++d) {
      const QuasiIdentifier& one = people.quasi_identifiers[d];
      if ((set >> d & 1) == 0) {
        result.columns[d][row] = one.hierarchy.group(result.levels[d], one.values[row]);
      } else {
        ++result.suppressed[d];
      }
      kept[d].push_back(result.columns[d][row]);
    }
  }
  std::vector<SensitiveItem> sensitive;
  for (const SensitiveItem& item : people.sensitive) {
    sensitive.push_back({{}, item.distinct});
    for (std::size_t row = 0; row < rows; ++row) {
      if (result.dropped[row] == 0) sensitive.back().answers.push_back(item.answers[row]);
    }
  }
  TRIPTYCH_TRY(check_released(kept, sensitive, criteria.k));
  result.classes = kept[0].empty() ? 0 : TRIPTYCH_TRY(classes_of(kept)).sizes.size();
  return result;
}

Result<Done> check_people(const People& people, const Criteria& criteria) {
  TRIPTYCH_TRY(check_criteria(criteria));
  TRIPTYCH_TRY(check_identifiers(people));
  return check_sensitive(people);
}

}  // namespace

Result<Done> check_released(const std::vector<Codes>& columns, const std::vector<SensitiveItem>& sensitive,
                            std::uint32_t k) {
  const Classes classes = TRIPTYCH_TRY(classes_of(columns));
  std::vector<bool> fails(classes.sizes.size(), false);
  for (std::size_t at = 0; at < fails.size(); ++at) fails[at] = classes.sizes[at] < k;
  for (const SensitiveItem& item : sensitive) {
    const std::vector<Diversity> found = TRIPTYCH_TRY(diversity_of(classes, item.answers));
    for (std::size_t at = 0; at < fails.size(); ++at)
      fails[at] = fails[at] || found[at].distinct < item.distinct;
  }
  std::size_t rows = 0;
  for (std::size_t at = 0; at < fails.size(); ++at) rows += fails[at] ? classes.sizes[at] : 0;
  if (rows > 0) return Error{ErrorCode::rows_unsafe, "", {{"rows", rows}}};
  return Done{};
}

Result<Anonymised> anonymise(const People& people, const Criteria& criteria, const Progress& progress) {
  TRIPTYCH_TRY(check_people(people, criteria));
  Search search(people, criteria, progress);
  const Nodes& nodes = search.nodes();
  const std::size_t dimensions = people.quasi_identifiers.size();

  std::optional<Outcome> best;
  std::size_t best_node = 0;
  /// Whether that node, already grouped, is the best so far.
  const auto attempt = [&](std::size_t node) {
    std::optional<Outcome> outcome =
        search.suppress((best ? best->loss : std::numeric_limits<double>::infinity()) + kTie);
    if (!outcome) return false;
    if (best && std::fabs(outcome->loss - best->loss) <= kTie) {
      const std::size_t sum = level_sum(nodes, node, dimensions);
      const std::size_t best_sum = level_sum(nodes, best_node, dimensions);
      if (sum > best_sum || (sum == best_sum && !(nodes.levels(node) < nodes.levels(best_node))))
        return false;
    }
    best = std::move(outcome);
    best_node = node;
    return true;
  };

  // A good node first, so that most of the others need no look: down from the coarsest as long as one step
  // helps.
  search.group(nodes.count() - 1);
  attempt(nodes.count() - 1);
  for (std::size_t at = nodes.count() - 1;;) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      if (nodes.level(at, d) == 0) continue;
      const std::size_t below = nodes.below(at, d);
      if (!search.tell(0)) return Error{ErrorCode::rows_cancelled, "", {}};
      search.group(below);
      attempt(below);
    }
    if (search.cancelled()) return Error{ErrorCode::rows_cancelled, "", {}};
    if (best_node == at || !best) break;
    at = best_node;
  }

  // Then all, coarse ones first, which bound the finer ones.
  std::vector<std::size_t> order;
  std::vector<double> level_loss;
  for (std::size_t node = 0; node < nodes.count(); ++node) {
    level_loss.push_back(search.level_loss(node));
    order.push_back(node);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return level_loss[a] != level_loss[b] ? level_loss[a] > level_loss[b] : a > b;
  });
  std::vector<Need> needs(nodes.count());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::size_t node = order[i];
    const double most = (best ? best->loss : std::numeric_limits<double>::infinity()) + kTie;
    if (!search.tell(static_cast<double>(i) / static_cast<double>(order.size())))
      return Error{ErrorCode::rows_cancelled, "", {}};
    for (std::size_t d = 0; d < dimensions; ++d) {
      if (nodes.level(node, d) < nodes.height(d)) needs[node].raise(needs[nodes.above(node, d)]);
    }
    if (search.bound(node, needs[node]) > most) continue;
    search.group(node);
    needs[node].raise(search.need());
    if (search.bound(node, needs[node]) > most) continue;
    attempt(node);
    if (search.cancelled()) return Error{ErrorCode::rows_cancelled, "", {}};
  }
  if (!best) return Error{ErrorCode::rows_impossible, "", {{"k", static_cast<double>(criteria.k)}}};
  if (progress) progress(1);
  return written(people, criteria, search, best_node, *best);
}

Result<Anonymised> anonymise_at(const People& people, const Criteria& criteria, const Levels& levels) {
  TRIPTYCH_TRY(check_people(people, criteria));
  if (levels.size() != people.quasi_identifiers.size()) {
    return length_error("/levels", levels.size(), people.quasi_identifiers.size());
  }
  std::size_t node = 0;
  std::size_t step = 1;
  for (std::size_t d = 0; d < levels.size(); ++d) {
    const std::size_t height = people.quasi_identifiers[d].hierarchy.height();
    if (levels[d] > height) return value_error("/levels/" + std::to_string(d));
    node += levels[d] * step;
    step *= height + 1;
  }
  Search search(people, criteria, {});
  search.group(node);
  const std::optional<Outcome> outcome = search.suppress(std::numeric_limits<double>::infinity());
  if (!outcome) return Error{ErrorCode::rows_impossible, "", {{"k", static_cast<double>(criteria.k)}}};
  return written(people, criteria, search, node, *outcome);
}

Result<Lattice> every_node(const People& people, const Criteria& criteria, const Progress& progress) {
  TRIPTYCH_TRY(check_people(people, criteria));
  Search search(people, criteria, progress);
  const Nodes& nodes = search.nodes();
  const std::size_t dimensions = people.quasi_identifiers.size();
  const auto rows = static_cast<double>(search.tuples().rows());
  Lattice lattice;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t node = 0; node < nodes.count(); ++node) {
    if (!search.tell(static_cast<double>(node) / static_cast<double>(nodes.count()))) {
      return Error{ErrorCode::rows_cancelled, "", {}};
    }
    search.group(node);
    const double share = static_cast<double>(search.failing_rows()) / rows;
    double precision = 0;
    bool is_minimal = true;
    for (std::size_t d = 0; d < dimensions; ++d) {
      if (nodes.height(d) > 0)
        precision += static_cast<double>(nodes.level(node, d)) / static_cast<double>(nodes.height(d));
      if (nodes.level(node, d) > 0) is_minimal = is_minimal && !lattice.nodes[nodes.below(node, d)].allowed;
    }
    precision = precision / static_cast<double>(dimensions) * (1 - share) + share;
    const bool allowed = static_cast<double>(search.failing_rows()) <= criteria.most_dropped * rows + 1e-9;
    lattice.nodes.push_back(
        {nodes.levels(node), search.failing_rows(), search.passing_groups(), allowed, precision});
    if (!allowed) continue;
    if (is_minimal) lattice.minimal.push_back(node);
    least = std::min(least, precision);
  }
  for (std::size_t node = 0; node < lattice.nodes.size(); ++node) {
    if (lattice.nodes[node].allowed && lattice.nodes[node].precision <= least + kTie)
      lattice.best.push_back(node);
  }
  return lattice;
}

}  // namespace triptych::disclosure
