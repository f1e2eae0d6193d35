// SPDX-License-Identifier: MIT
// Disclosure: which items, how coarse, and the checks that follow.
#include "disclosure/rows.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "base/limits.h"
#include "disclosure/beside.h"
#include "disclosure/snapshot.h"
#include "tally/count.h"
#include "tally/flow.h"

namespace triptych::disclosure {
namespace {

using ballot::ItemKind;
using ballot::ItemSource;
using ballot::kFirstOption;
using tally::Columns;
using tally::Variable;

constexpr std::uint32_t kTwoCategories = 2;
/// More than all other quasi-identifiers together: what a crossed table also counts is blanked last.
constexpr double kHeavy = 100;

bool is_asked(const Variable& variable) {
  return !variable.envelope && (variable.item.source == ItemSource::question || variable.item.source == ItemSource::matrix_row);
}

const OneWayTable* table_of(const ReleasedData& published, std::string_view name) {
  for (const OneWayTable& table : published.tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

std::uint32_t state_of(std::uint32_t code) {
  static constexpr std::uint32_t kStates[] = {kRowNotAsked, kRowUnanswered, kRowRefused, kRowDontKnow};
  return kStates[code];
}

/// A quasi-identifier as the policy has it.
struct Known {
  std::size_t variable;
  const Policy::Known* policy;
  Codes values;               ///< of each person: the option, or the number of options where there is none
  std::vector<Codes> groups;  ///< of each value by level, from 0 (each its own) to the height (all one)
  bool is_crossed = false;
  std::size_t floor = 0;  ///< no finer than that
  std::size_t level = 0;
  std::size_t suppressed = 0;

  std::size_t height() const { return groups.size() - 1; }
};

class Maker {
 public:
  Maker(const Columns& columns, const Policy& policy, const Release& closing, const Progress& progress)
      : columns_(columns),
        policy_(policy),
        published_(closing.released.data()),
        progress_(progress),
        taught_(tally::taught(columns)),
        least_(std::max(policy.min_answers, policy.min_protection)),
        most_dropped_(policy.most_dropped) {
    data_.snapshot = digest_of(closing.released);
    data_.k = policy.k;
  }

  Result<ReleasedRowsData> run() {
    choose();
    TRIPTYCH_TRY(read_known());
    settle_crossed();
    // Each round is coarser than the last, or leaves fewer rows out.
    for (;;) {
      TRIPTYCH_TRY(search());
      TRIPTYCH_TRY(blank_enough());
      Result<Done> checked = check_tables();
      if (checked.ok()) break;
      if (checked.error().code != ErrorCode::rows_beside || !give_way(checked.error().path)) return std::move(checked).error();
    }
    write();
    TRIPTYCH_TRY(check_rows());
    return std::move(data_);
  }

 private:
  const ballot::Item& item(std::size_t variable) const { return columns_.variables[variable].item; }
  bool is_chosen(std::size_t variable) const { return variable < chosen_.size() && chosen_[variable]; }
  void leave_out(std::size_t variable, std::string_view why) {
    if (!is_chosen(variable)) return;
    chosen_[variable] = false;
    data_.left_out.push_back({item(variable).name, why});
  }
  Known* known_of(std::size_t variable) {
    for (Known& one : known_) {
      if (one.variable == variable) return &one;
    }
    return nullptr;
  }

  void choose() {
    chosen_.resize(columns_.variables.size(), false);
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      chosen_[i] = is_asked(columns_.variables[i]);
      const OneWayTable* table = table_of(published_, item(i).name);
      if (!table || !table->released) leave_out(i, "withheld");
    }
    for (const tally::Flow& flow : policy_.flows) {
      const OneWayTable* table = table_of(published_, flow.name);
      if (table && table->released) continue;
      for (const std::string& after : flow.after) leave_out(columns_.find(after), "flow");
    }
  }

  Result<Done> read_known() {
    for (std::size_t i = 0; i < policy_.quasi_identifiers.size(); ++i) {
      const Policy::Known& written = policy_.quasi_identifiers[i];
      const std::string path = "/quasi_identifiers/" + std::to_string(i);
      const std::size_t variable = columns_.find(written.question);
      if (variable == columns_.variables.size() || !is_asked(columns_.variables[variable]) || item(variable).kind != ItemKind::single ||
          item(variable).epsilon > 0 || item(variable).option_count() >= limits::kQuasiValues) {
        return Error{ErrorCode::release_item, path, {}};
      }
      if (!is_chosen(variable)) continue;
      const std::uint32_t options = item(variable).option_count();
      Known known{variable, &written, {}, {Codes(options + 1)}};
      std::iota(known.groups[0].begin(), known.groups[0].end(), 0);
      for (std::size_t level = 0; level < written.levels.size(); ++level) {
        known.groups.push_back(TRIPTYCH_TRY(groups_of(variable, written.levels[level], path + "/levels/" + std::to_string(level))));
      }
      known.groups.emplace_back(options + 1, 0);
      for (const std::uint32_t option : truth_of(variable)) known.values.push_back(option == kMissing ? options : option);
      known_.push_back(std::move(known));
    }
    return Done{};
  }

  Result<Codes> groups_of(std::size_t variable, const std::vector<Policy::Group>& groups, const std::string& path) const {
    Codes codes;
    for (std::uint32_t option = 0; option < item(variable).option_count(); ++option) {
      const std::string value = ballot::text_of(item(variable).option_value(option));
      const auto found = std::find_if(groups.begin(), groups.end(), [&value](const Policy::Group& group) {
        return std::find(group.values.begin(), group.values.end(), value) != group.values.end();
      });
      if (found == groups.end()) return Error{ErrorCode::policy_shape, path, {}};
      codes.push_back(static_cast<std::uint32_t>(found - groups.begin()));
    }
    codes.push_back(static_cast<std::uint32_t>(groups.size()));  // no answer
    return codes;
  }

  /// Of each person the option of a single item that its table counts.
  Codes truth_of(std::size_t variable) const {
    const tally::Column codes = columns_.codes(variable);
    Codes truth(columns_.ballots, kMissing);
    for (std::size_t person = 0; person < truth.size(); ++person) {
      if (item(variable).compared && taught_.has(person)) continue;
      if (codes[person] >= kFirstOption) truth[person] = codes[person] - kFirstOption;
    }
    return truth;
  }

  /// Everybody, at that level of a quasi-identifier (0 for other items).
  RowItem everybody(std::size_t variable, std::size_t level) {
    RowItem rows{item(variable).name, {}, {}, truth_of(variable)};
    const Known* known = known_of(variable);
    for (std::uint32_t option = 0; option < item(variable).option_count(); ++option)
      rows.groups.push_back(known ? known->groups[level][option] : option);
    for (const std::uint32_t option : rows.truth) rows.values.push_back(option == kMissing ? kMissing : rows.groups[option]);
    return rows;
  }

  /// How coarse crossed tables ask quasi-identifiers to be, before anybody is blanked; and items that cannot stand beside them at all.
  void settle_crossed() {
    for (const CrossedTable& table : published_.crossed) {
      const std::size_t rows = columns_.find(table.rows);
      const std::size_t columns = columns_.find(table.columns);
      if (!is_chosen(rows) || !is_chosen(columns)) continue;
      Known* known = known_of(columns) ? known_of(columns) : known_of(rows);
      if (!known) {
        if (!table.released || !stands(table, everybody(rows, 0), everybody(columns, 0))) leave_out(rows, "crossed");
        continue;
      }
      for (Known* one : {known_of(rows), known_of(columns)}) {
        if (one) one->is_crossed = true;
      }
      const std::size_t other = known->variable == rows ? columns : rows;
      const auto stands_at = [&](std::size_t level) {
        return table.released && stands(table, everybody(known->variable, level), everybody(other, 0));
      };
      while (known->floor < known->height() && !stands_at(known->floor)) ++known->floor;
    }
  }

  bool stands(const CrossedTable& table, RowItem one, RowItem other) const {
    ReleasedData alone;
    alone.crossed.push_back(table);
    return check_beside(alone, {std::move(one), std::move(other)}, least_).ok();
  }

  /// Of the quasi-identifiers that are not yet one group only: levels, and which rows and cells go.
  Result<Done> search() {
    People people;
    std::vector<Known*> searched;
    for (Known& known : known_) {
      known.level = known.height();
      known.suppressed = 0;
      if (known.floor == known.height()) continue;
      const Codes& leaves = known.groups[known.floor];
      const std::size_t count = std::size_t{*std::max_element(leaves.begin(), leaves.end())} + 1;
      std::vector<Codes> levels;
      for (std::size_t level = known.floor + 1; level < known.height(); ++level) {
        Codes groups(count, 0);
        for (std::size_t value = 0; value < leaves.size(); ++value) groups[leaves[value]] = known.groups[level][value];
        levels.push_back(std::move(groups));
      }
      const std::string path = "/quasi_identifiers/" + std::to_string(known.policy - policy_.quasi_identifiers.data()) + "/levels";
      Hierarchy hierarchy = TRIPTYCH_TRY(Hierarchy::make(count, levels, path));
      QuasiIdentifier one{std::move(hierarchy), {}, known.is_crossed ? kHeavy : 1};
      for (const std::uint32_t value : known.values) one.values.push_back(leaves[value]);
      people.quasi_identifiers.push_back(std::move(one));
      searched.push_back(&known);
    }
    people.sensitive = sensitive_items();
    dropped_.assign(columns_.ballots, 0);
    blanked_.assign(known_.size(), std::vector<std::uint8_t>(columns_.ballots, 0));
    data_.dropped = 0;
    if (searched.empty()) {
      // Nothing in the rows that others know: one class of all.
      if (columns_.ballots < policy_.k) return Error{ErrorCode::rows_impossible, "", {{"k", static_cast<double>(policy_.k)}}};
      return Done{};
    }
    const Anonymised found = TRIPTYCH_TRY(anonymise(people, {policy_.k, most_dropped_}, told()));
    dropped_ = found.dropped;
    data_.dropped = found.rows_dropped;
    for (std::size_t i = 0; i < searched.size(); ++i) {
      Known& known = *searched[i];
      known.level = known.floor + found.levels[i];
      if (known.level == known.height()) continue;
      known.suppressed = found.suppressed[i];
      for (std::size_t person = 0; person < columns_.ballots; ++person)
        blanked_[static_cast<std::size_t>(&known - known_.data())][person] = found.columns[i][person] == kSuppressed ? 1 : 0;
    }
    return Done{};
  }

  /// What is written of a person's quasi-identifier.
  std::uint32_t cell(std::size_t known, std::size_t person) const {
    const Known& one = known_[known];
    const bool is_known = blanked_[known][person] == 0 && one.values[person] + 1 < one.groups[0].size();
    return is_known ? one.groups[one.level][one.values[person]] : kSuppressed;
  }

  /// A few blanked cells are told by the one-way table less the rows. Then a whole class more is blanked, the smallest that makes them enough:
  /// it joins those that look alike without that cell, so that no class gets too small. What crossed tables count stays as it is.
  Result<Done> blank_enough() {
    for (std::size_t i = 0; i < known_.size(); ++i) {
      Known& known = known_[i];
      if (known.level == known.height() || known.is_crossed) continue;
      const std::uint32_t options = item(known.variable).option_count();
      const Codes& groups = known.groups[known.level];
      std::vector<Count> counts(std::size_t{*std::max_element(groups.begin(), groups.end())} + 1, 0);
      Count people = 0;
      for (std::size_t person = 0; person < columns_.ballots; ++person) {
        const bool is_told = dropped_[person] == 0 && blanked_[i][person] == 0;
        if (known.values[person] >= options || is_told) continue;
        ++counts[groups[known.values[person]]];
        ++people;
      }
      const auto enough = [this](const std::vector<Count>& cells, Count total) {
        return may_show(cells.data(), cells.size(), total, Cells::partition, least_, kTwoCategories);
      };
      if (people == 0 || enough(counts, people)) continue;
      const Classes classes = TRIPTYCH_TRY(classes_now());
      std::vector<std::uint32_t> told(classes.sizes.size(), kSuppressed);
      for (std::size_t person = 0; person < columns_.ballots; ++person) {
        if (dropped_[person] == 0) told[classes.class_of[person]] = cell(i, person);
      }
      std::size_t best = classes.sizes.size();
      for (std::size_t one = 0; one < classes.sizes.size(); ++one) {
        if (told[one] == kSuppressed || (best < classes.sizes.size() && classes.sizes[one] >= classes.sizes[best])) continue;
        std::vector<Count> more = counts;
        more[told[one]] += classes.sizes[one];
        if (enough(more, people + classes.sizes[one])) best = one;
      }
      if (best == classes.sizes.size()) continue;
      for (std::size_t person = 0; person < columns_.ballots; ++person) {
        if (classes.class_of[person] != best || dropped_[person] != 0) continue;
        blanked_[i][person] = 1;
        ++known.suppressed;
      }
    }
    return Done{};
  }

  /// As a reader sees them; people left out are in a class of their own.
  Result<Classes> classes_now() const {
    std::vector<Codes> columns{Codes(dropped_.begin(), dropped_.end())};
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (known_[i].level == known_[i].height()) continue;
      Codes& cells = columns.emplace_back();
      for (std::size_t person = 0; person < columns_.ballots; ++person) cells.push_back(dropped_[person] == 0 ? cell(i, person) : 0);
    }
    return classes_of(columns);
  }

  /// Rounds follow each other: each takes half of what is left of the share.
  Progress told() {
    if (!progress_) return {};
    const double from = share_;
    share_ = (1 + from) / 2;
    return [this, from, to = share_](double done) { return progress_(from + done * (to - from)); };
  }

  std::vector<SensitiveItem> sensitive_items() const {
    std::vector<SensitiveItem> items;
    for (const std::string& name : policy_.sensitive) {
      const std::size_t variable = columns_.find(name);
      if (is_chosen(variable) && item(variable).kind == ItemKind::single) items.push_back({truth_of(variable)});
    }
    return items;
  }

  Result<Done> check_tables() {
    std::vector<RowItem> items;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (!chosen_[i] || item(i).kind != ItemKind::single) continue;
      const Known* known = known_of(i);
      if (known && known->level == known->height()) continue;
      RowItem rows = everybody(i, known ? known->level : 0);
      for (std::size_t person = 0; person < rows.values.size(); ++person) {
        const bool is_blanked = known && blanked_[static_cast<std::size_t>(known - known_.data())][person] != 0;
        if (dropped_[person] != 0 || is_blanked) rows.values[person] = kSuppressed;
      }
      items.push_back(std::move(rows));
    }
    TRIPTYCH_TRY(check_beside(published_, items, least_));
    return data_.dropped == 0 ? Result<Done>(Done{}) : check_dropped();
  }

  /// Every released table less the rows is a table of the people left out.
  Result<Done> check_dropped() const {
    Columns gone = columns_;
    gone.records.clear();
    gone.ballots = 0;
    for (std::size_t person = 0; person < columns_.ballots; ++person) {
      if (dropped_[person] == 0) continue;
      const auto record = columns_.records.begin() + static_cast<std::ptrdiff_t>(person * columns_.stride);
      gone.records.insert(gone.records.end(), record, record + static_cast<std::ptrdiff_t>(columns_.stride));
      ++gone.ballots;
    }
    const tally::Rows taught = tally::taught(gone);
    const auto check = [this](const tally::Counts& counts, Cells cells, const std::string& name) -> Result<Done> {
      if (counts.answered == 0 ||
          may_show(counts.options.data(), counts.options.size(), counts.answered, cells, least_, kTwoCategories))
        return Done{};
      return Error{ErrorCode::rows_beside, name, {}};
    };
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (!chosen_[i]) continue;
      TRIPTYCH_TRY(check(tally::count(gone, i, item(i).compared ? &taught : nullptr),
                         item(i).kind == ItemKind::multiple ? Cells::boxes : Cells::partition, item(i).name));
    }
    for (const tally::Flow& flow : policy_.flows) {
      const OneWayTable* table = table_of(published_, flow.name);
      if (table && table->released) TRIPTYCH_TRY(check(tally::count_flow(gone, flow), Cells::partition, flow.name));
    }
    return Done{};
  }

  /// After a table ("a" or "a,b") that would give something away. False: nothing is left to give.
  bool give_way(const std::string& path) {
    if (data_.dropped > 0 && most_dropped_ > 0) {
      most_dropped_ = 0;
      return true;
    }
    const std::size_t comma = path.find(',');
    for (const std::string& name : {path.substr(comma == std::string::npos ? path.size() : comma + 1), path.substr(0, comma)}) {
      Known* known = known_of(columns_.find(name));
      if (!known || known->level == known->height()) continue;
      known->floor = known->level + 1;
      return true;
    }
    return false;
  }

  void write() {
    std::vector<std::size_t> kept;
    for (std::size_t person = 0; person < columns_.ballots; ++person) {
      if (dropped_[person] == 0) kept.push_back(person);
    }
    data_.rows = kept.size();
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const Known* known = known_of(i);
      if (known && known->level == known->height()) leave_out(i, "coarsest");
    }
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (chosen_[i]) data_.items.push_back(write_item(i, kept));
    }
    for (const Known& known : known_)
      data_.known.push_back({item(known.variable).name, known.level, known.height(), known.suppressed});
    data_.loss = loss();
    sort();
  }

  double loss() const {
    double lost = 0;
    double answers = 0;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      const Known& known = known_[i];
      const std::size_t options = known.groups[0].size() - 1;
      // Of each option, by how many others it might as well be.
      std::vector<double> joined;
      const auto end = known.groups[known.level].end() - 1;
      for (auto group = known.groups[known.level].begin(); group != end; ++group) {
        const auto others = static_cast<double>(std::count(known.groups[known.level].begin(), end, *group) - 1);
        joined.push_back(options == 1 ? 0 : others / static_cast<double>(options - 1));
      }
      for (std::size_t person = 0; person < columns_.ballots; ++person) {
        if (known.values[person] == options) continue;
        answers += 1;
        const bool gone = dropped_[person] != 0 || blanked_[i][person] != 0;
        lost += gone ? 1 : joined[known.values[person]];
      }
    }
    return answers > 0 ? lost / answers : 0;
  }

  RowsItem write_item(std::size_t variable, const std::vector<std::size_t>& kept) {
    const Known* known = known_of(variable);
    RowsItem written{item(variable).name, std::string(name_of(item(variable).kind)), known != nullptr, false, 0, {}, {}};
    written.sensitive = std::find(policy_.sensitive.begin(), policy_.sensitive.end(), written.name) != policy_.sensitive.end();
    const tally::Column codes = columns_.codes(variable);
    if (known) {
      written.level = known->level;
      if (known->level > 0) {
        for (const Policy::Group& group : known->policy->levels[known->level - 1])
          written.groups.push_back(Object{{"code", group.code}, {"text", group.text}});
      }
      Codes cells;
      for (const std::size_t person : kept) cells.push_back(cell(static_cast<std::size_t>(known - known_.data()), person));
      written.cells.push_back(std::move(cells));
      return written;
    }
    const bool single = item(variable).kind == ItemKind::single;
    const std::uint32_t parts = single ? 1 : item(variable).option_count();
    for (std::uint32_t part = 0; part < parts; ++part) {
      Codes cells;
      for (const std::size_t person : kept) {
        const std::uint32_t code = codes[person];
        if (code != ballot::kNotAsked && item(variable).compared && taught_.has(person)) {
          cells.push_back(kSuppressed);
        } else if (code < kFirstOption) {
          cells.push_back(state_of(code));
        } else {
          cells.push_back(single ? code - kFirstOption : columns_.part(variable, part)[person]);
        }
      }
      written.cells.push_back(std::move(cells));
    }
    return written;
  }

  void sort() {
    std::vector<Codes*> columns;
    for (RowsItem& one : data_.items) {
      for (Codes& cells : one.cells) columns.push_back(&cells);
    }
    std::vector<std::uint32_t> order(data_.rows);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&columns](std::uint32_t a, std::uint32_t b) {
      for (const Codes* cells : columns) {
        if ((*cells)[a] != (*cells)[b]) return (*cells)[a] < (*cells)[b];
      }
      return false;
    });
    for (Codes* cells : columns) {
      Codes sorted;
      sorted.reserve(order.size());
      for (const std::uint32_t row : order) sorted.push_back((*cells)[row]);
      *cells = std::move(sorted);
    }
  }

  /// From scratch, on what is given out.
  Result<Done> check_rows() {
    std::vector<Codes> columns;
    std::vector<SensitiveItem> sensitive;
    for (const RowsItem& one : data_.items) {
      if (one.known_to_others) columns.push_back(one.cells[0]);
      if (!one.sensitive || one.kind != "single") continue;
      SensitiveItem answers{one.cells[0]};
      for (std::uint32_t& cell : answers.answers) cell = cell >= kRowNotAsked ? kMissing : cell;
      sensitive.push_back(std::move(answers));
    }
    if (columns.empty()) columns.emplace_back(data_.rows, 0);
    data_.classes = TRIPTYCH_TRY(classes_of(columns)).sizes.size();
    return check_released(columns, sensitive, policy_.k);
  }

  const Columns& columns_;
  const Policy& policy_;
  const ReleasedData& published_;
  const Progress& progress_;
  const tally::Rows taught_;
  const std::uint32_t least_;
  double most_dropped_;
  double share_ = 0;
  std::vector<bool> chosen_;
  std::vector<Known> known_;
  std::vector<std::uint8_t> dropped_;
  std::vector<std::vector<std::uint8_t>> blanked_;  ///< of each quasi-identifier, of each person
  ReleasedRowsData data_;
};

}  // namespace

Result<ReleasedRows> release_rows(const Columns& columns, const Policy& policy, const Release& closing, const Progress& progress) {
  const ReleasedData& published = closing.released.data();
  if (policy.k == 0 || !published.closed || closing.kept != Kept::no || published.ballots != columns.ballots)
    return Error{ErrorCode::rows_open, "", {}};
  return ReleasedRows(TRIPTYCH_TRY(Maker(columns, policy, closing, progress).run()));
}

Object summary_of(const ReleasedRows& rows) {
  const ReleasedRowsData& data = rows.data();
  Array known;
  for (const RowsKnown& one : data.known)
    known.push_back(Object{{"item", one.name}, {"level", one.level}, {"height", one.height}, {"suppressed", one.suppressed}});
  Array left_out;
  for (const RowsLeftOut& one : data.left_out) left_out.push_back(Object{{"item", one.name}, {"why", one.why}});
  return {{"released", true},
          {"k", static_cast<double>(data.k)},
          {"counting", "strict"},
          {"rows", data.rows},
          {"dropped", data.dropped},
          {"classes", data.classes},
          {"loss", data.loss},
          {"quasi_identifiers", std::move(known)},
          {"left_out", std::move(left_out)}};
}

}  // namespace triptych::disclosure
