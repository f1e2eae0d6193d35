// SPDX-License-Identifier: MIT
// Questionnaire: brute force over the finite answers, under a cap.
#include "questionnaire/reach.h"

#include <optional>

#include "base/limits.h"

namespace triptych::questionnaire {
namespace {

using Domain = std::vector<Value>;

void add_choices(Domain& domain, const Element& element) {
  for (const Choice& choice : choices_of(element)) domain.push_back(choice.value);
  for (const Special special : specials_of(element)) {
    if (special != Special::all) domain.push_back(value_of(special));
  }
}

/// Every set of choices, the empty one as undefined; nothing when there are too many.
std::optional<Domain> subsets_of(const Element& element) {
  Domain choices;
  add_choices(choices, element);
  if (choices.size() > 13) return std::nullopt;  // 2^13 < kReachabilityCombinations < 2^14
  Domain domain;
  for (std::size_t set = 0; set < (std::size_t{1} << choices.size()); ++set) {
    Array chosen;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (set >> i & 1) chosen.push_back(choices[i]);
    }
    domain.push_back(chosen.empty() ? Value() : Value(std::move(chosen)));
  }
  return domain;
}

struct NameDomain {
  Reach reach = Reach::possible;  ///< open or too_many: no domain
  Domain values;
};

NameDomain domain_of(std::string_view name, const Questionnaire& questionnaire) {
  for (const Draw& draw : questionnaire.draws) {
    if (draw.name == name) return {Reach::possible, draw.values};
  }
  for (const Fact& fact : questionnaire.facts) {
    if (fact.name == name) return {Reach::possible, {"no", "before", "after"}};
  }
  const std::size_t dot = name.find('.');
  const std::size_t found = questionnaire.find(name.substr(0, dot));
  if (found == kNoParent) return {Reach::open, {}};
  const Element& element = questionnaire.elements[found];
  // A value set by the organizer, by an expression or by a trigger can be anything.
  const bool settable = element.formula(Property::set_value_expression) || element.formula(Property::default_value_expression) ||
                        element.has(Property::default_value) || element.value_name() != element.name;
  if (settable || element.has(Property::choices_from)) return {Reach::open, {}};
  for (const Trigger& trigger : questionnaire.triggers) {
    if (trigger.set_to == element.name) return {Reach::open, {}};
  }
  Domain domain{Value()};
  switch (element.type) {
    case Type::radiogroup:
    case Type::dropdown:
    case Type::rating:
    case Type::boolean:
      if (dot != std::string_view::npos) return {Reach::open, {}};
      add_choices(domain, element);
      return {Reach::possible, domain};
    case Type::imagepicker:
    case Type::checkbox:
      if (dot != std::string_view::npos) return {Reach::open, {}};
      if (element.type == Type::imagepicker && !element.flag(Property::multi_select)) {
        add_choices(domain, element);
        return {Reach::possible, domain};
      }
      if (std::optional<Domain> subsets = subsets_of(element)) return {Reach::possible, *std::move(subsets)};
      return {Reach::too_many, {}};
    case Type::matrix:
      if (dot == std::string_view::npos) return {Reach::open, {}};
      for (const Choice& column : element.columns) domain.push_back(column.value);
      return {Reach::possible, domain};
    case Type::explainer:
      return {Reach::possible, {Value(), "opened", "finished"}};
    default:
      return {Reach::open, {}};
  }
}

class Combination : public condition::Lookup {
 public:
  explicit Combination(std::vector<Domain> domains) : domains_(std::move(domains)), at_(domains_.size(), 0) {}

  condition::Found find(std::size_t index, std::string_view, condition::Scratch&) const override {
    if (index == condition::kUnbound) return {};
    return {&domains_[index][at_[index]], condition::Order::free};
  }

  /// False after the last one.
  bool advance() {
    for (std::size_t i = 0; i < at_.size(); ++i) {
      if (++at_[i] < domains_[i].size()) return true;
      at_[i] = 0;
    }
    return false;
  }

 private:
  std::vector<Domain> domains_;
  std::vector<std::size_t> at_;
};

}  // namespace

Reach reach_of(const condition::Expression& expression, const Questionnaire& questionnaire, Host& host) {
  if (expression.calls_functions()) return Reach::open;
  std::vector<Domain> domains;
  std::size_t combinations = 1;
  for (const condition::Mention& mention : expression.names()) {
    NameDomain domain = domain_of(mention.name, questionnaire);
    if (domain.reach != Reach::possible) return domain.reach;
    combinations *= domain.values.size();
    if (combinations > limits::kReachabilityCombinations) return Reach::too_many;
    domains.push_back(std::move(domain.values));
  }
  Combination combination(std::move(domains));
  do {
    if (condition::is_true(expression, combination, host)) return Reach::possible;
  } while (combination.advance());
  return Reach::never;
}

}  // namespace triptych::questionnaire
