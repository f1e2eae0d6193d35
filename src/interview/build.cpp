// SPDX-License-Identifier: MIT
// Interview: from a questionnaire to a session: nodes, names, compiled conditions and who depends on what.
#include <algorithm>

#include "condition/values.h"
#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

const Value Session::kNothing;

std::string_view name_of(State state) {
  constexpr std::string_view kNames[] = {"empty", "starting", "running", "preview", "completed"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view name_of(Failure::Kind kind) {
  constexpr std::string_view kNames[] = {"required",    "requireoneanswer",      "requirenumeric",     "otherempty",
                                         "requiredinallrowserror", "eachrowuniqueeerror", "custom"};
  return kNames[static_cast<std::size_t>(kind)];
}

Session::Session(const Questionnaire& questionnaire, Host& host, const std::vector<std::string>& omitted, const Object& variables)
    : questionnaire_(questionnaire), host_(host), locale_(questionnaire.word(Property::locale)) {
  for (const Member& variable : variables) variables_.set(condition::lower_case(variable.name), variable.value);
  const auto seed = host_.random16();
  seed_ = static_cast<std::uint32_t>(seed[0] | seed[1] << 8 | seed[2] << 16 | (seed[3] & 0x7f) << 24) | 1;
  for (const Special special : {Special::none, Special::refused, Special::dont_know, Special::other}) {
    specials_.emplace_back(questionnaire::value_of(special));
  }
  specials_.emplace_back("");  // select all
  build_nodes(omitted);
  build_formulas();
  load();
}

Id Session::slot_of(std::string_view name) {
  const Id slot = names_.intern(name);
  while (slots_.size() < names_.size()) slots_.emplace_back();
  if (slots_[slot].lower == kNone) {
    const std::string lower = condition::lower_case(name);
    const Id lower_slot = lower == name ? slot : slot_of(lower);
    slots_[slot].lower = lower_slot;
  }
  return slot;
}

void Session::build_nodes(const std::vector<std::string>& omitted) {
  const auto& elements = questionnaire_.elements;
  std::size_t items = 0;
  for (const Element& element : elements) items += element.items.size();
  nodes_.resize(elements.size() + items + 1);
  touched_.resize(nodes_.size());
  Id next_item = static_cast<Id>(elements.size());
  for (Id id = 0; id < elements.size(); ++id) {
    const Element& element = elements[id];
    Node& node = nodes_[id];
    node.element = &element;
    node.type = element.type;
    node.visible = element.flag(Property::visible);
    node.read_only = element.flag(Property::read_only);
    node.required = element.flag(Property::required);
    node.omitted = std::find(omitted.begin(), omitted.end(), element.name) != omitted.end();
    if (element.parent != questionnaire::kNoParent) {
      node.parent = static_cast<Id>(element.parent);
      nodes_[node.parent].children.push_back(id);
    }
    for (const Element& item : element.items) {
      Node& part = nodes_[next_item];
      part.element = &item;
      part.type = Type::text;
      part.owner = id;
      part.required = item.flag(Property::required);
      nodes_[id].children.push_back(next_item++);
    }
  }
  own_elements_.push_back(std::make_unique<Element>());
  nodes_.back().element = own_elements_.back().get();
  nodes_.back().type = Type::page;

  // Conditions run from the inside out: the rank of a node is its place in post-order.
  by_order_.reserve(elements.size());
  const auto rank = [this](auto&& self, Id id) -> void {
    Node& node = nodes_[id];
    node.first_order = static_cast<Id>(by_order_.size());
    if (node.is_container()) {
      for (const Id child : node.children) self(self, child);
    }
    nodes_[id].order = static_cast<Id>(by_order_.size());
    by_order_.push_back(id);
  };
  for (const std::size_t page : questionnaire_.pages) rank(rank, static_cast<Id>(page));
  due_.resize(by_order_.size() / 64 + 1);
  for (Id id = 0; id + 1 < nodes_.size(); ++id) {
    if (nodes_[id].is_question() && nodes_[id].type != Type::unsupported) build_question(id);
  }
}

void Session::build_question(Id id) {
  Node& node = nodes_[id];
  const Element& element = *node.element;
  if (node.owner == kNone) {
    node.slot = slot_of(element.value_name());
    node.comment_slot = slot_of(std::string(element.value_name()) + "-Comment");
    slots_[node.slot].questions.push_back(id);
    Slot& place = slots_[slot_of(element.name)];
    if (place.named == kNone) place.named = id;
  }
  if (has_items(node.type)) {
    node.select = std::make_unique<Select>();
    Select& select = *node.select;
    if (node.type == Type::rating || (node.type == Type::dropdown && element.has(Property::choices_max))) {
      select.made = questionnaire::choices_of(element);
    }
    const std::vector<Choice>& choices = select.made.empty() ? element.choices : select.made;
    select.items.reserve(choices.size());
    for (Id i = 0; i < choices.size(); ++i) select.items.push_back({&choices[i].value, &choices[i], std::nullopt, "", i});
    select.visible.assign(choices.size(), 1);
    select.enabled.assign(choices.size(), 1);
    select.rendered = Value(Null{});
    // A list is there before anything is in it.
    if (is_list(element)) node.value = select.rendered = Array();
  }
  if (node.type == Type::matrix) {
    node.grid = std::make_unique<Grid>();
    node.grid->row_visible.assign(element.rows.size(), 1);
    node.grid->row_enabled.assign(element.rows.size(), 1);
    node.grid->row_error.assign(element.rows.size(), 0);
    node.grid->column_visible.assign(element.columns.size(), 1);
  }
}

Id Session::formula_of(const Node& node, Property property) const {
  for (const auto& [own, formula] : node.formulas) {
    if (own == property) return formula;
  }
  return kNone;
}

Id Session::compile(const questionnaire::Formula* formula, Id node) {
  if (!formula || condition::trimmed(formula->text).empty()) return kNone;
  Compiled compiled;
  compiled.node = node;
  Result<condition::Expression> expression = condition::parse(formula->text);
  compiled.is_valid = expression.ok();
  if (expression.ok()) {
    compiled.expression = std::move(expression).value();
    compiled.always = compiled.expression.always_runs() || compiled.expression.names().empty();
    for (const auto& mention : compiled.expression.names()) compiled.always = compiled.always || mention.name[0] == '$';
  } else {
    compiled.always = true;
  }
  formulas_.push_back(std::move(compiled));
  return static_cast<Id>(formulas_.size() - 1);
}

Id Session::compile_own(Id node, Property property) {
  const Id formula = compile(nodes_[node].element->formula(property), node);
  if (formula != kNone) nodes_[node].formulas.emplace_back(property, formula);
  return formula;
}

std::vector<Id> Session::compile_items(Id node, const std::vector<Choice>& choices, Property property) {
  std::vector<Id> formulas;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Id formula = compile(choices[i].formula(property), node);
    if (formula == kNone) continue;
    if (formulas.empty()) formulas.assign(choices.size(), kNone);
    formulas[i] = formula;
    depend(formula);
  }
  return formulas;
}

// ValueGetter.isAnyKeyChanged, turned round: which keys would make it true.
void Session::depend(Id formula) {
  if (formula == kNone) return;
  const Compiled& compiled = formulas_[formula];
  if (compiled.always) {
    if (compiled.node != kNone) always_.push_back(nodes_[compiled.node].owner != kNone ? nodes_[compiled.node].owner : compiled.node);
    return;
  }
  const auto add = [&](const std::string& key, bool is_prefix) {
    const Id slot = slot_of(key);
    slots_[slot].dependents.push_back({formula, is_prefix});
    const Id lower = slots_[slot].lower;
    if (lower != slot) slots_[lower].dependents.push_back({formula, is_prefix});
  };
  constexpr std::string_view kUnwrapped = "-unwrapped";
  for (const auto& mention : compiled.expression.names()) {
    add(mention.name, false);
    const std::vector<condition::Step> path = condition::path_of(mention.name);
    std::string prefix;
    for (const condition::Step& step : path) {
      if (!prefix.empty()) prefix += '.';
      prefix += step.name;
      if (prefix != mention.name) add(prefix, true);
    }
    const std::string& first = path.front().name;
    if (first.size() > kUnwrapped.size() && first.ends_with(kUnwrapped)) add(first.substr(0, first.size() - kUnwrapped.size()), false);
  }
}

void Session::build_formulas() {
  for (Id id = 0; id + 1 < nodes_.size(); ++id) {
    const Element& element = *nodes_[id].element;
    if (element.type == Type::unsupported) continue;
    for (const auto& written : element.formulas) {
      const Id formula = compile_own(id, written.property);
      if (formula == kNone) continue;
      switch (written.property) {
        case Property::default_value_expression:
          always_.push_back(nodes_[id].owner != kNone ? nodes_[id].owner : id);
          break;
        case Property::set_value_expression:
        case Property::set_value_if:
        case Property::reset_value_if:
          if (resetting_.empty() || resetting_.back() != id) resetting_.push_back(id);
          break;
        default: depend(formula);
      }
    }
    Node& node = nodes_[id];
    if (node.select) {
      const std::vector<Choice>& choices = node.select->made.empty() ? element.choices : node.select->made;
      std::vector<Id> visible = compile_items(id, choices, Property::visible_if);
      nodes_[id].select->visible_if = std::move(visible);
      std::vector<Id> enabled = compile_items(id, choices, Property::enable_if);
      nodes_[id].select->enable_if = std::move(enabled);
      if (carry_source(id) != kNone) {
        always_.push_back(id);
        listening_.push_back(id);
      } else if (element.number(Property::max_selected) >= 1) {
        always_.push_back(id);  // what is enabled depends on how many are selected
      }
    }
    if (nodes_[id].grid) {
      std::vector<Id> rows = compile_items(id, element.rows, Property::visible_if);
      nodes_[id].grid->row_visible_if = std::move(rows);
      std::vector<Id> rows_enabled = compile_items(id, element.rows, Property::enable_if);
      nodes_[id].grid->row_enable_if = std::move(rows_enabled);
      std::vector<Id> columns = compile_items(id, element.columns, Property::visible_if);
      nodes_[id].grid->column_visible_if = std::move(columns);
    }
    for (const Validator& validator : element.validators) {
      const Id formula = validator.kind == Validator::Kind::expression ? compile(&validator.expression, id) : kNone;
      nodes_[id].validator_formulas.push_back(formula);
      if (formula == kNone || nodes_[id].owner != kNone) continue;
      for (const auto& mention : formulas_[formula].expression.names()) {
        const std::string_view own = element.value_name();
        if (mention.name == own || mention.name == "panel." + std::string(own) || mention.name == "row." + std::string(own)) continue;
        nodes_[id].validator_names.push_back(slot_of(mention.name));
      }
      if (!nodes_[id].validator_names.empty() && (listening_.empty() || listening_.back() != id)) listening_.push_back(id);
    }
    mention_words(id);
  }
  for (const auto& calculated : questionnaire_.calculated) {
    calculated_.push_back(compile(&calculated.expression, kNone));
    depend(calculated_.back());
  }
  calculated_done_.resize(calculated_.size());
  calculated_running_.resize(calculated_.size());
  for (const auto& trigger : questionnaire_.triggers) {
    trigger_formulas_.push_back(compile(&trigger.expression, kNone));
    trigger_runs_.push_back(compile(&trigger.run, kNone));
    requires_valid_ = requires_valid_ || trigger.kind == questionnaire::Trigger::Kind::complete ||
                      trigger.kind == questionnaire::Trigger::Kind::skip;
  }
  for (const auto& item : questionnaire_.completed_html_on_condition) html_formulas_.push_back(compile(&item.expression, kNone));
  rebind();
  for (Id formula = 0; formula < formulas_.size(); ++formula) {
    for (const Binding& binding : formulas_[formula].bindings) {
      if (!binding.is_property || binding.path.size() < 2) continue;
      Id node = find_property_owner(binding.path[0].name);
      if (binding.path[0].name == "self") node = formulas_[formula].node;
      if (node == kNone) node = binding.question;
      watches_.push_back({node, formula, aspect_of(binding.path[1].name)});
    }
  }
}

// --- names to places

constexpr std::string_view kBuiltins[] = {"pageno",           "pagecount",        "questioncount",      "correctedanswers",
                                          "correctanswers",   "correctedanswercount", "incorrectedanswers", "incorrectanswers",
                                          "incorrectedanswercount", "locale"};

Session::Binding Session::bind(std::string_view name) const {
  Binding binding;
  binding.is_property = !name.empty() && name[0] == '$';
  binding.path = condition::path_of(binding.is_property ? name.substr(1) : name);
  const auto& path = binding.path;
  std::size_t last = 0;
  while (last < path.size() && !path[last].index) ++last;
  if (last == path.size()) --last;
  for (std::size_t count = last + 1; count > 0 && binding.question == kNone; --count) {
    std::string joined;
    for (std::size_t i = 0; i < count; ++i) joined += (i ? "." : "") + path[i].name;
    constexpr std::string_view kUnwrapped = "-unwrapped";
    if (joined.ends_with(kUnwrapped)) joined.resize(joined.size() - kUnwrapped.size());
    binding.question = find_by_value_name(joined);
    binding.consumed = count;
  }
  if (path.size() == 1) {
    const std::string lower = condition::lower_case(path[0].name);
    for (std::uint8_t i = 0; i < std::size(kBuiltins); ++i) {
      if (kBuiltins[i] == lower) binding.builtin = static_cast<std::uint8_t>(i + 1);
    }
    if (!path[0].index) binding.slot = names_.find(path[0].name);
  }
  const std::string first = condition::lower_case(path[0].name);
  for (const Member& variable : variables_) {
    // "a.b" may be the variable "a.b", or "a" that has a member b.
    binding.may_be_variable = binding.may_be_variable || variable.name == first || variable.name.starts_with(first + ".");
  }
  return binding;
}

void Session::rebind() {
  for (Compiled& compiled : formulas_) {
    if (!compiled.is_valid) continue;
    compiled.bindings.clear();
    for (const auto& mention : compiled.expression.names()) compiled.bindings.push_back(bind(mention.name));
  }
}

// getQuestionByValueName(name, caseInsensitive)
Id Session::find_by_value_name(std::string_view name) const {
  const Id slot = names_.find(name);
  if (slot != kNone && !slots_[slot].questions.empty()) return slots_[slot].questions.front();
  const std::string lower = condition::lower_case(name);
  for (Id id = 0; id < element_count(); ++id) {
    const Node& node = nodes_[id];
    if (node.slot != kNone && names_[slots_[node.slot].lower] == lower) return id;
  }
  return kNone;
}

// Pages, then panels, whose properties {$name.property} reads.
Id Session::find_property_owner(std::string_view name) const {
  const std::string lower = condition::lower_case(name);
  for (const Type type : {Type::page, Type::panel}) {
    for (Id id = 0; id < element_count(); ++id) {
      if (nodes_[id].type == type && condition::lower_case(nodes_[id].element->name) == lower) return id;
    }
  }
  return kNone;
}

// --- which nodes show a name

void Session::mention(Id id, const LocalizedText& text) {
  for (const auto& version : text.versions) {
    std::size_t open = version.text.find('{');
    while (open != std::string::npos) {
      const std::size_t close = version.text.find('}', open);
      if (close == std::string::npos) break;
      const std::string_view inside = std::string_view(version.text).substr(open + 1, close - open - 1);
      const std::size_t nested = inside.rfind('{');
      const std::string_view name = condition::trimmed(nested == std::string_view::npos ? inside : inside.substr(nested + 1));
      if (!name.empty()) {
        const Binding binding = bind(name);
        const Id slot = slot_of(binding.question != kNone ? std::string_view(nodes_[binding.question].element->value_name())
                                                          : std::string_view(binding.path.front().name));
        slots_[slot].mentions.push_back(id);
        if (slots_[slot].lower != slot) slots_[slots_[slot].lower].mentions.push_back(id);
      }
      open = version.text.find('{', close);
    }
  }
}

void Session::mention_words(Id id) {
  const Id owner = nodes_[id].owner != kNone ? nodes_[id].owner : id;
  const Element& element = *nodes_[id].element;
  for (const auto& entry : element.all_texts) {
    for (const LocalizedText& text : entry.texts) mention(owner, text);
  }
  for (const std::vector<Choice>* choices : {&element.choices, &element.rows, &element.columns}) {
    for (const Choice& choice : *choices) mention(owner, choice.text(Property::text));
  }
}

// SurveyModel.endLoadingFromJson
void Session::load() {
  loading_ = Loading::processing;
  read_only_ = questionnaire_.flag(Property::read_only);
  started_ = questionnaire_.flag(Property::first_page_is_start) && questionnaire_.pages.size() > 1;
  loading_json_ = false;
  for (Id id = 0; id < element_count(); ++id) {
    Node& node = nodes_[id];
    if (node.is_question() && !node.visible && node.type != Type::unsupported) update_told(id);
    if (node.select && node.type != Type::rating) update_shown(id);
  }
  const auto load_element = [this](auto&& self, Id id) -> void {
    if (nodes_[id].is_container()) {
      const std::vector<Id> children = nodes_[id].children;
      for (const Id child : children) self(self, child);
      on_child_visibility(id);
      return;
    }
    load_question(id);
  };
  for (const std::size_t page : questionnaire_.pages) load_element(load_element, static_cast<Id>(page));
  apply_page_mode();
  loading_ = Loading::conditions;
  run_conditions();
  tell_elements(kNone, kNone);
  loading_ = Loading::no;
  update_current_page();
  take_changes();
}

// onSurveyLoad
void Session::load_question(Id id) {
  Node& node = nodes_[id];
  if (node.type == Type::unsupported) return;
  if (is_select(node.type)) visible_choices_changed(id);
  for (const Id item : node.children) load_question(item);
  update_with_defaults(id);
  if (is_unanswered(id) && node.owner == kNone && !condition::is_empty(stored(node.slot))) {
    update_from_survey(id, stored(node.slot), false);
  }
  if (node.type == Type::text) update_bounds(id);
  if (node.type == Type::ranking) sync_ranking(id);
}

void Session::touch(Id id) {
  if (touched_[id]) return;
  touched_[id] = 1;
  changes_.nodes.push_back(id);
}

Session::Changes Session::take_changes() {
  Changes changes = std::move(changes_);
  changes_ = {};
  for (const Id id : changes.nodes) touched_[id] = 0;
  return changes;
}

}  // namespace triptych::interview
