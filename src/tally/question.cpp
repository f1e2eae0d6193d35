// SPDX-License-Identifier: MIT
// Tally: questions read, answers written.
#include "tally/question.h"

#include "base/limits.h"
#include "json/reader.h"

namespace triptych::tally {
namespace {

using ballot::ItemKind;

constexpr int kSuppressedCode = -1;

class Asker {
 public:
  Asker(const Index& index, const Columns& columns, const Value& question)
      : index_(index), columns_(columns), question_(question) {}

  Result<Value> answer() {
    const bool weighted = question_["weighted"].boolean_or(false);
    if (weighted && !index_.weighted()) return Error{ErrorCode::tally_unweighted, "/weighted", {}};
    measure_ = weighted ? Measure::weight : Measure::ballots;
    const Filter filter = TRIPTYCH_TRY(read_filter());
    selection_ = index_.select(filter);
    Object answers{{"ballots", number(selection_.ballots.all)}};
    if (weighted) answers.set("weight", amount(selection_.weight.all));
    answers.set("marginals", TRIPTYCH_TRY(marginals()));
    answers.set("crosstabs", TRIPTYCH_TRY(crosstabs()));
    answers.set("flows", TRIPTYCH_TRY(flows()));
    answers.set("straight", TRIPTYCH_TRY(straight()));
    answers.set("together", TRIPTYCH_TRY(together(filter)));
    return Value(std::move(answers));
  }

 private:
  static Value number(std::uint64_t count) { return Value(static_cast<double>(count)); }
  Value amount(std::uint64_t sum) const {
    return Value(static_cast<double>(sum) / (measure_ == Measure::weight ? kWeightOne : 1));
  }
  Value amounts(const std::uint64_t* sums, std::size_t count) const {
    Array list;
    list.reserve(count);
    for (std::size_t i = 0; i < count; ++i) list.push_back(amount(sums[i]));
    return Value(std::move(list));
  }
  Value lines(const Crosstab& table) const {
    Array list;
    for (std::size_t row = 0; row < table.rows; ++row)
      list.push_back(amounts(table.cells.data() + row * table.columns, table.columns));
    return Value(std::move(list));
  }

  Result<std::size_t> find(const Value& name, const std::string& path) const {
    const std::size_t found = columns_.find(name.string_or(""));
    if (found == columns_.variables.size())
      return Error{ErrorCode::tally_item, path, {{"name", name.string_or("")}}};
    return found;
  }
  Result<std::size_t> find_single(const Value& name, const std::string& path) const {
    const std::size_t found = TRIPTYCH_TRY(find(name, path));
    const bool fits = columns_.variables[found].item.kind == ItemKind::single &&
                      columns_.variables[found].item.option_count() <= kMostCodes;
    if (!fits) return Error{ErrorCode::tally_item, path, {{"name", name.string_or("")}}};
    return found;
  }
  Result<const Array*> list(std::string_view name) const {
    static const Array kNone;
    const Array* array = question_[name].array();
    if (array && array->size() > limits::kTablesAtOnce) {
      return Error{ErrorCode::tally_tables, "/" + std::string(name), {{"limit", limits::kTablesAtOnce}}};
    }
    return array ? array : &kNone;
  }
  Result<Term> read_term(const Value& value, const std::string& path) const {
    Term term{TRIPTYCH_TRY(find(value["item"], path + "/item")), {}, value["except"].boolean_or(false)};
    if (const Array* codes = value["in"].array()) {
      for (const Value& code : *codes) {
        const double wanted = code.number_or(-2);
        if (wanted == kSuppressedCode) term.codes.push_back(kSuppressed);
        if (wanted >= 0 && wanted < kSuppressed) term.codes.push_back(static_cast<std::uint32_t>(wanted));
      }
    }
    return term;
  }
  Result<Filter> read_terms(const Array& terms, const std::string& path) const {
    Filter filter;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      filter.push_back(TRIPTYCH_TRY(read_term(terms[i], json::pointer_to(path, i))));
    }
    return filter;
  }
  Result<Filter> read_filter() const {
    const Array* terms = TRIPTYCH_TRY(list("filter"));
    return read_terms(*terms, "/filter");
  }

  Result<Value> marginals() const {
    Array tables;
    const Array* names = TRIPTYCH_TRY(list("marginals"));
    for (std::size_t i = 0; i < names->size(); ++i) {
      const std::size_t variable = TRIPTYCH_TRY(find((*names)[i], json::pointer_to("/marginals", i)));
      const Counts counts = index_.marginal(variable, selection_, measure_);
      const std::uint64_t states[kStates] = {counts.not_asked, counts.unanswered, counts.refused,
                                             counts.dont_know, counts.suppressed};
      tables.push_back(Object{{"item", columns_.variables[variable].item.name},
                              {"states", amounts(states, kStates)},
                              {"answered", amount(counts.answered)},
                              {"options", amounts(counts.options.data(), counts.options.size())}});
    }
    return Value(std::move(tables));
  }

  Result<Value> crosstabs() const {
    const Array* asked = TRIPTYCH_TRY(list("crosstabs"));
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < asked->size(); ++i) {
      const std::string path = json::pointer_to("/crosstabs", i);
      Pair pair;
      for (const auto& [side, name] : {std::pair{&pair.rows, "rows"}, std::pair{&pair.columns, "columns"}}) {
        *side = TRIPTYCH_TRY(find((*asked)[i][name], json::pointer_to(path, name)));
        if (columns_.variables[*side].item.option_count() > kMostCodes) {
          return Error{ErrorCode::tally_item,
                       json::pointer_to(path, name),
                       {{"name", columns_.variables[*side].item.name}}};
        }
      }
      pairs.push_back(pair);
    }
    Array tables;
    const std::vector<Crosstab> crossed = index_.cross(pairs, selection_, measure_);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      tables.push_back(Object{{"rows", columns_.variables[pairs[i].rows].item.name},
                              {"columns", columns_.variables[pairs[i].columns].item.name},
                              {"cells", lines(crossed[i])}});
    }
    return Value(std::move(tables));
  }

  Result<Value> flows() const {
    Array tables;
    const Array* asked = TRIPTYCH_TRY(list("flows"));
    for (std::size_t i = 0; i < asked->size(); ++i) {
      const std::string path = json::pointer_to("/flows", i);
      const std::size_t before = TRIPTYCH_TRY(find_single((*asked)[i]["before"], path + "/before"));
      const std::size_t after = TRIPTYCH_TRY(find_single((*asked)[i]["after"], path + "/after"));
      const ballot::Item& item = columns_.variables[after].item;
      if (item.option_count() != columns_.variables[before].item.option_count()) {
        return Error{ErrorCode::tally_item, path + "/after", {{"name", item.name}}};
      }
      const FlowTable flow = index_.flow(before, after, selection_, measure_);
      tables.push_back(Object{{"cells", lines(flow.table)},
                              {"up", amount(flow.up)},
                              {"same", amount(flow.same)},
                              {"down", amount(flow.down)},
                              {"apart", amount(flow.apart)}});
    }
    return Value(std::move(tables));
  }

  /// Of all ballots, whatever the filter: a sign of quality.
  Result<Value> straight() const {
    Array counts;
    const Array* asked = TRIPTYCH_TRY(list("straight"));
    for (std::size_t i = 0; i < asked->size(); ++i) {
      const std::string path = json::pointer_to("/straight", i);
      const std::vector<std::size_t> variables = TRIPTYCH_TRY(variables_of(columns_, (*asked)[i], path));
      for (std::size_t j = 0; j < variables.size(); ++j) {
        TRIPTYCH_TRY(find_single(columns_.variables[variables[j]].item.name, json::pointer_to(path, j)));
      }
      counts.push_back(variables.empty() ? Value(0) : number(index_.alike(variables).ballots.all));
    }
    return Value(std::move(counts));
  }

  /// Ballots of the filter for which more terms hold: pairs of answers that exclude each other, for one.
  Result<Value> together(const Filter& filter) const {
    Array counts;
    const Array* asked = TRIPTYCH_TRY(list("together"));
    for (std::size_t i = 0; i < asked->size(); ++i) {
      Filter terms = filter;
      if (const Array* more = (*asked)[i].array()) {
        const Filter read = TRIPTYCH_TRY(read_terms(*more, json::pointer_to("/together", i)));
        terms.insert(terms.end(), read.begin(), read.end());
      }
      const Selection chosen = index_.select(terms);
      counts.push_back(amount(measure_ == Measure::weight ? chosen.weight.all : chosen.ballots.all));
    }
    return Value(std::move(counts));
  }

  const Index& index_;
  const Columns& columns_;
  const Value& question_;
  Measure measure_ = Measure::ballots;
  Selection selection_;
};

}  // namespace

Result<std::vector<std::size_t>> variables_of(const Columns& columns, const Value& names,
                                              const std::string& path) {
  std::vector<std::size_t> variables;
  const Array* list = names.array();
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const std::string_view name = (*list)[i].string_or("");
    variables.push_back(columns.find(name));
    if (variables.back() == columns.variables.size()) {
      return Error{ErrorCode::tally_item, json::pointer_to(path, i), {{"name", name}}};
    }
  }
  return variables;
}

Result<Value> ask(const Index& index, const Columns& columns, const Value& question) {
  return Asker(index, columns, question).answer();
}

}  // namespace triptych::tally
