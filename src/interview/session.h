// SPDX-License-Identifier: MIT
// Interview: SurveyJS's survey model without a screen: answers, conditions, pages, errors. survey-core 3.1.1 is the authority;
// names in comments are its functions. What is Triptych's own (draws, facts, ballots) is in interview.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/host.h"
#include "condition/expression.h"
#include "condition/resolve.h"
#include "interview/names.h"
#include "questionnaire/questionnaire.h"

namespace triptych::interview {

using questionnaire::Choice;
using questionnaire::Element;
using questionnaire::LocalizedText;
using questionnaire::Property;
using questionnaire::Questionnaire;
using questionnaire::Special;
using questionnaire::Type;
using questionnaire::Validator;

enum class State : std::uint8_t { empty, starting, running, preview, completed };
/// "empty", "starting", …
std::string_view name_of(State state);

/// What an answer lacks. `words` are the organizer's, if he wrote any; else the text under `key` with `params`.
struct Failure {
  enum class Kind : std::uint8_t { required, require_one, numeric, other_empty, rows_required, rows_unique, custom };
  Kind kind = Kind::custom;
  Validator::Severity severity = Validator::Severity::error;
  std::string_view key;
  Object params;
  const LocalizedText* words = nullptr;
};
/// SurveyJS's getErrorType: "required", "custom", …
std::string_view name_of(Failure::Kind kind);

/// A choice as a question offers it.
struct Item {
  const Value* value = nullptr;     ///< lives as long as the session
  const Choice* choice = nullptr;   ///< nullptr: special, or made of what was typed beside another question's "other"
  std::optional<Special> special;
  std::string text;                 ///< of an item without choice that is not special
  Id index = kNone;                 ///< into Select::items, kNone if it is not one of the question's own
};

/// What questions with choices (and ratings) keep.
struct Select {
  std::vector<Value> values;        ///< of `items`
  std::vector<Choice> made;         ///< choices that the question makes itself: scales, ranges
  std::vector<Item> items;          ///< the question's own choices
  std::vector<char> visible;        ///< by item: its conditions hold
  std::vector<char> enabled;
  std::vector<Id> visible_if;       ///< by item: formula or kNone; empty: none has any
  std::vector<Id> enable_if;
  std::vector<Item> filtered;       ///< visible ones, if some are not
  bool is_filtered = false;
  std::vector<Item> shown;          ///< visibleChoices: filtered, ordered, with the special ones
  Value rendered;                   ///< renderedValue
  std::string other;                ///< otherValue of questions that store it in the value
  Value other_value;                ///< the same as it was written: a number may stand for words
  std::string previous_other;       ///< prevOtherErrorValue
  Array hidden_values;              ///< invisibleOldValues of a checkbox
  bool other_enabled = true;
  bool is_updating_dependents = false;
  bool is_clearing_incorrect = false;
  bool empties_comment = false;
  bool set_by_user = false;         ///< isValueSetByUser of a ranking
};

struct Grid {
  std::vector<char> row_visible, row_enabled, column_visible;
  std::vector<Id> row_visible_if, row_enable_if, column_visible_if;
  std::vector<char> row_error;
  bool has_row_errors = false;
};

/// A page, a panel, a question, or an item of a multipletext, while it is being answered.
struct Node {
  const Element* element = nullptr;
  Type type = Type::unsupported;
  Id parent = kNone;           ///< panel or page
  Id owner = kNone;            ///< of an item: its multipletext
  std::vector<Id> children;    ///< of a container: elements in the order shown; of a multipletext: its items
  Id order = 0;                ///< rank in which conditions run: what is inside before what holds it
  Id first_order = 0;          ///< of a container: the rank of the first inside
  Id slot = kNone;             ///< of a question: where its value is stored
  Id comment_slot = kNone;
  std::vector<std::pair<Property, Id>> formulas;
  std::vector<Id> validator_formulas;  ///< by validator: formula or kNone
  std::vector<Id> validator_names;     ///< slots that expression validators read

  bool visible = true;         ///< as conditions say; the whole truth is is_visible()
  bool read_only = false;
  bool required = false;
  bool omitted = false;        ///< widget.json: never asked
  enum class Told : std::uint8_t { unknown, no, yes };
  Told told = Told::unknown;   ///< "isVisible", as last told to what holds it
  std::vector<Failure> errors;

  // containers
  bool was_rendered = false;
  bool passed = false;         ///< a page that was left without error

  // questions
  Value value;
  std::string comment;
  Value least, most;           ///< renderedMin, renderedMax
  bool is_answered = false;
  std::optional<bool> was_answered;  ///< isOldAnswered, while it is being answered
  bool changed_directly = false;
  bool via_default = false;    ///< isChangingViaDefaultValue
  bool from_survey = false;    ///< isUpdatingValueFromSurvey
  bool being_set = false;      ///< isSettingQuestionValue
  bool setting_comment = false;
  std::unique_ptr<Select> select;
  std::unique_ptr<Grid> grid;

  bool is_container() const { return type == Type::page || type == Type::panel; }
  bool is_question() const { return !is_container(); }
};

/// A change of value as triggers see it.
struct KeyChange {
  Id name;
  Value fresh;
  Value old;
  bool has_old;
};

class Session {
 public:
  /// The questionnaire and the host must outlive the session. `omitted`: names of items never asked; `variables`: known from
  /// the first condition on.
  Session(const Questionnaire& questionnaire, Host& host, const std::vector<std::string>& omitted = {}, const Object& variables = {});
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // --- what SurveyJS's model offers
  void set_value(std::string_view name, Value value);
  void set_comment(std::string_view name, std::string_view words);
  void set_variable(std::string_view name, Value value);
  void clear_value(std::string_view name);
  void set_data(const Object& data);
  void merge_data(const Object& data);
  void clear(bool clear_data = true, bool go_to_first_page = true);
  bool next_page();
  bool perform_next();
  bool previous_page();
  bool start();
  bool try_complete();
  /// doComplete
  void complete();
  bool validate(bool tell = true, bool focus = false);
  bool validate_current_page();
  bool show_preview();
  void cancel_preview();
  void set_current_page(double number);
  void set_locale(std::string_view locale);
  void set_random_seed(std::uint32_t seed);
  void set_read_only(bool read_only);
  void clear_incorrect_values();

  // --- what a visitor does
  /// As from the question's own field: "none" stands alone, a number out of range stays in the question. null clears.
  void answer(Id question, Value value);
  /// Beside "other" if that is chosen, else the comment of the question.
  void comment(Id question, std::string words);
  /// Back freely, forward over pages without error.
  bool go(Id page);
  /// The preview, whatever remains unanswered; nothing if the questionnaire has none.
  void force_preview();

  // --- what is there
  State state() const;
  std::string_view locale() const { return locale_; }
  const Questionnaire& questionnaire() const { return questionnaire_; }
  /// Elements keep their index; then come the items of multipletexts, then the page that holds all in preview.
  const Node& node(Id id) const { return nodes_[id]; }
  std::size_t element_count() const { return questionnaire_.elements.size(); }
  std::vector<Id> visible_pages() const;
  /// kNone if there is none.
  Id current_page() const { return current_page_; }
  Id current_element() const { return single_element(); }
  Id start_page() const;
  bool is_first_page() const;
  bool is_last_page() const;
  bool can_be_completed_by_trigger() const;
  /// Visible with all that holds it.
  bool is_shown(Id id) const;
  bool is_visible(Id id) const;
  /// As is_shown, also in a preview that leaves out what is empty.
  bool is_asked(Id id) const;
  bool is_read_only(Id id) const;
  /// As conditions say, whatever the state.
  bool is_enabled(Id id) const;
  bool is_unanswered(Id id) const;
  bool has_preview() const { return preview_setting() != Preview::none; }
  Value data() const;
  const Value& value_of(Id id) const { return nodes_[id].value; }
  std::string_view page_name(Id page) const { return page == container_ ? container_name_ : std::string_view(nodes_[page].element->name); }
  Id find_question(std::string_view name) const;
  std::uint32_t random_seed() const { return seed_; }
  /// Of a matrix, in the order shown.
  std::vector<const Choice*> rows_shown(Id matrix) const;

  // --- words, in the language of the session
  std::string words(Id id, const LocalizedText& text) const;
  std::string choice_text(Id id, const Choice& choice) const;
  std::string item_text(Id id, const Item& item) const;
  /// What the option with that value is called; "" and `key` of the page's own word if the organizer wrote none.
  std::string option_text(Id id, const Value& value, std::string& key) const;
  std::string display_text(Id id) const;
  Value display_value(Id id, const Value& value) const;
  std::string completed_html() const;
  bool is_item_enabled(Id id, const Item& item) const;
  bool is_item_selected(Id id, const Item& item) const;
  bool is_other_selected(Id id) const;
  bool is_correct(Id id) const;
  /// getCorrectAnswerCount
  std::size_t right_answers() const;
  bool evaluates_to_true(std::string_view expression) const;
  /// The words beside "other".
  std::string_view other_words(Id id) const;
  /// Those, or the comment of the question.
  std::string_view shown_comment(Id id) const;
  void collect_questions(Id container, std::vector<Id>& into) const;
  /// getAllQuestions(true): those whose own conditions hold, with all that holds them.
  std::vector<Id> visible_questions() const;

  // --- what changed since it was last asked, as nodes; `pages` tells that pages or the state did
  struct Changes {
    std::vector<Id> nodes;
    bool pages = false;
  };
  Changes take_changes();
  /// The page is on screen: a later skip to the same question moves again.
  void rendered() { focused_ = kNone; }
  Host& host() const { return host_; }

 private:
  friend class Scope;

  enum class Preview : std::uint8_t { none, all, answered };
  Preview preview_setting() const;
  enum class Notify : std::uint8_t { normal, text, none };
  enum class Loading : std::uint8_t { no, processing, conditions };
  /// What changes of a node, as {$name.property} reads it.
  enum class Aspect : std::uint8_t { visible, enabled, required, errors, value };
  static Aspect aspect_of(std::string_view property);

  /// How a name of an expression is found, worked out once.
  struct Binding {
    std::vector<condition::Step> path;
    Id question = kNone;        ///< the question whose value name is the longest beginning of the path
    std::size_t consumed = 0;   ///< steps that its name takes
    Id slot = kNone;            ///< of the whole name, if it is one step without index
    std::uint8_t builtin = 0;   ///< pageno, …: index into a table, from 1
    bool is_property = false;   ///< began with '$'
    bool may_be_variable = false;
  };

  struct Compiled {
    condition::Expression expression;
    std::vector<Binding> bindings;
    Id node = kNone;            ///< whose it is; kNone: the survey's
    bool is_valid = false;
    bool is_running = false;
    mutable bool was_run = false;  ///< only then it hears of the properties that it reads
    bool is_dirty = false;
    bool always = false;        ///< depends on nothing nameable
  };

  struct Dependent {
    Id formula;
    bool is_prefix;             ///< the name is only the beginning of what is read
  };

  struct Slot {
    Value value;
    bool present = false;
    Id lower = kNone;
    Id named = kNone;               ///< the first question of that name
    std::vector<Id> questions;      ///< whose value is stored here
    std::vector<Dependent> dependents;
    std::vector<Id> mentions;       ///< nodes whose words or choices show it
    bool is_notifying = false;
  };

  struct Validation {
    bool tell = true;               ///< fireCallback
    bool on_changed = false;
    bool on_changing = false;
    bool focus = false;
    bool change_page = false;
    bool result = true;
    Id errors = 0;
    bool has_first = false;
  };

  // build.cpp
  void build_nodes(const std::vector<std::string>& omitted);
  void build_question(Id id);
  void build_formulas();
  Id compile(const questionnaire::Formula* formula, Id node);
  Id compile_own(Id node, Property property);
  std::vector<Id> compile_items(Id node, const std::vector<Choice>& choices, Property property);
  void depend(Id formula);
  Binding bind(std::string_view name) const;
  void rebind();
  void mention_words(Id id);
  void mention(Id id, const LocalizedText& text);
  void load();
  void load_question(Id id);
  Id find_by_value_name(std::string_view name) const;
  Id find_property_owner(std::string_view name) const;
  Id slot_of(std::string_view name);
  Id formula_of(const Node& node, Property property) const;

  // values.cpp
  const Value& stored(Id slot) const { return slots_[slot].present ? slots_[slot].value : kNothing; }
  std::string_view stored_comment(Id slot) const;
  void store(Id slot, Value value);
  void set_slot(Id slot, Value value, Notify notify, bool tell, Id question);
  void set_comment_slot(Id slot, Id comment_slot, std::string words, Notify notify);
  void update_questions(Id slot, const Value& value);
  void set_variable_core(std::string_view name, Value value);
  void apply_data(const Object& data, bool clear_data);
  void update_all_questions(bool clear_data);
  void tell_questions(Id slot, const Value& value, Id question);
  void tell_elements(Id slot, Id question);
  void validate_on_value_changed(Id id);
  void try_advance(Id slot);
  void conditions_and_triggers(Id slot, const Value& fresh, const Value& old, Id related);
  void set_question(Id id, Value value, bool is_same_object = false);
  void base_set_question(Id id, Value value, bool is_same_object);
  void set_question_in_data(Id id, Value value);
  void set_question_value(Id id, Value value, bool update_answered = true, bool update_comment = true);
  void base_set_question_value(Id id, Value value, bool update_answered);
  /// Whose value it is. shared: the very list that the data holds, and what the question makes of it the data holds too. joining: the
  /// question comes onto another page, and takes what is no choice for what it is.
  enum class Source : std::uint8_t { copy, shared, joining };
  void update_from_survey(Id id, Value value, bool clear_data, Source source = Source::copy);
  void base_update_from_survey(Id id, Value value, bool clear_data);
  void update_from_survey_core(Id id, Value value, bool via_default);
  void on_survey_value_changed(Id id);
  void set_node_comment(Id id, std::string words);
  void new_node_comment(Id id, std::string words);
  void clear_question(Id id, bool keep_comment = false);
  void clear_unused(Id id);
  Value value_from_data(Id id, Value value) const;
  Value value_to_data(Id id, Value value) const;
  Value corrected(Id id, Value value) const;
  Value typed(Id id, Value value) const;
  bool is_value_correct(Id id, const Value& value) const;
  Value from_function(Id id, Value value) const;
  bool is_value_empty(Id id, const Value& value) const;
  void update_answered(Id id);
  bool uses_typing(Id id) const;
  Value value_of_scale(Id id, Value value) const;
  bool is_text_value(Id id) const;
  bool is_date_input(Id id) const;
  Value date_as_text(const Value& value) const;
  Notify notify_of(Id id) const;

  // defaults.cpp
  bool is_default_empty(Id id) const;
  const Value& default_of(const Node& node) const;
  void update_with_defaults(Id id);
  void update_with_defaults_or_clear(Id id);
  void set_default(Id id);
  void set_default_value(Id id, const Value& value);
  void set_default_unknown(Id id, const Value& value);
  void set_boolean(Id id, std::optional<bool> value);
  /// false: there is no default expression. `use` is called with the value, unless it is being worked out already.
  template <class Use>
  bool with_default_expression(Id id, Use use);
  void set_from_expression(Id id, Value value);
  void run_default_expression(Id id);
  bool clears_when_hidden(Id id) const;
  std::string_view clear_if_invisible(Id id) const;
  enum class Hiding : std::uint8_t { hidden, container, complete };
  void clear_if_invisible(Id id, Hiding reason);
  void run_question_triggers(Id slot, const Value& value);
  void run_reset(Id id, const std::vector<KeyChange>& keys);
  bool trigger_may_run(Id formula, Id second, const std::vector<KeyChange>& keys) const;

  // conditions.cpp
  Value evaluate(Id formula, const Item* item = nullptr) const;
  bool holds(Id formula, const Item* item = nullptr) const;
  void run_conditions();
  void forget_changes();
  void conditions_on_change(const std::vector<KeyChange>& changes, Id name);
  void add_key(Id slot, const Value& value);
  void mark(Id slot, const Value& value);
  void mark_node(Id id);
  void run_pass();
  void calculate(std::size_t index);
  void run_node(Id id);
  void run_own(Id id);
  void tell_watchers(Id id, Aspect aspect);
  void run_default(Id id);
  void run_bounds(Id id);
  bool due(Id formula) const;
  bool any_key_changed(const std::vector<KeyChange>& keys, const Compiled& formula, std::string_view extra) const;
  bool key_changed(const std::vector<KeyChange>& keys, std::string_view name) const;
  void set_visible(Id id, bool visible);
  void set_read_only(Id id, bool read_only);
  void set_required(Id id, bool required);
  void update_told(Id id);
  void on_question_visible_changed(Id id);
  void tell_visibility(Id id);
  void on_container_visible_changed(Id id);
  void on_child_visibility(Id container);
  bool container_is_visible(Id id) const;
  bool is_offered(Id id) const;
  bool is_container_running(Id id) const;
  bool may_change_values() const { return loading_json_ == false && !setting_data_; }

  // triggers.cpp
  void check_triggers(std::vector<KeyChange> keys, bool on_next_page, bool on_complete, bool on_navigation, Id name);
  void check_trigger(std::size_t index, bool on_next_page, bool on_complete, bool on_navigation);
  void trigger_succeeds(std::size_t index, bool on_navigation);
  void trigger_fails(std::size_t index);
  void set_trigger_visible(const questionnaire::Trigger& trigger, bool visible);
  void set_trigger_value(std::string_view name, Value value, bool is_variable);
  void check_page_triggers(bool on_complete);

  // select.cpp
  const std::vector<Item>& active_items(Id id, std::vector<Item>& carried) const;
  Id carry_source(Id id) const;
  const std::vector<Item>& filtered_items(Id id, std::vector<Item>& carried) const;
  const Item* item_by_value(const std::vector<Item>& items, const Value& value) const;
  const Value& plain_value(const Value& value) const;
  void update_shown(Id id);
  void visible_choices_changed(Id id);
  void run_items(Id id);
  void update_dependents(Id id);
  void update_carrying(Id id);
  bool stores_other_as_comment(Id id) const;
  bool has_choice_comments(Id id) const;
  std::string_view value_property(Id id) const;
  Value named(Id id, const Value& value) const;
  const Value& unnamed(Id id, const Value& item) const;
  bool is_other(const Value& value) const;
  Value rendered_from_data(Id id, const Value& value);
  Value rendered_to_data(Id id, const Value& value) const;
  Value validated_value(Id id, const Value& rendered) const;
  Value value_on_setting_other(Id id, const std::string& words);
  void set_rendered(Id id, Value rendered);
  bool has_unknown(Id id, const Value& value, bool include_other, bool is_filtered, bool check_empty = false) const;
  bool has_unknown_item(Id id, const Value& value, bool include_other, bool is_filtered, bool check_empty) const;
  bool is_unknown_in_choices(Id id, const Value& value, bool is_filtered) const;
  void clear_incorrect(Id id);
  bool may_clear_incorrect(Id id) const;
  bool is_unknown_to_clear(Id id, const Value& value) const;
  void clear_incorrect_items(Id id);
  void remove_exclusive(Id id, const Value& old, Value& fresh) const;
  bool has_empty_comments(Id id) const;
  bool is_comment_showing(Id id, const Item& item) const;
  std::string comment_of(Id id, const Item& item) const;
  void set_other(Id id, const Value& written);
  void select_set_new(Id id, Value value);
  void select_set_question_value(Id id, Value value, bool update_answered, bool update_comment);
  void select_update_from_survey(Id id, Value value, bool clear_data, Source source);
  Value choice_value(const Item& item, const Value& value, bool object_on_comment) const;
  bool offers_comment(const Item& item) const;
  bool is_exclusive(const Item& item) const;
  int first_unknown(Id id, const Value& value) const;
  void sync_ranking(Id id);
  bool is_over_maximum(Id id) const;
  bool all_selected(Id id) const;
  const Item* item_selected(Id id) const;
  Item special_item(Special special) const;

  // matrix.cpp
  void run_grid(Id id);
  void clear_grid(Id id, bool rows, bool columns, bool unknown_rows);
  bool has_values_in_all_rows(Id id) const;
  void check_rows(Id id, bool tell, bool& missing, bool& repeated);
  void set_item_value(Id question, Id item, Value value);
  void update_items(Id question);

  // validate.cpp
  bool validate_question(Id id, bool tell, bool focus = false, bool on_changed = false, bool on_changing = false);
  bool validate_node(Id id, Validation& context);
  void validate_element(Id id, Validation& context);
  void validate_container(Id id, Validation& context);
  void validate_container_only(Id id);
  void validate_in_container(Id id, Validation& context);
  void set_error_element(Id id, const std::vector<Failure>& errors, Validation& context);
  std::vector<Failure> check_for_errors(Id id, Validation& context);
  void check_base(Id id, std::vector<Failure>& errors, const Validation& context);
  void check_text(Id id, std::vector<Failure>& errors, const Validation& context);
  std::optional<Failure> check_validator(Id id, std::size_t index) const;
  bool has_errors(Id id) const;
  bool contains_errors(Id id) const;
  void clear_errors(Id id);
  void update_bounds(Id id);
  bool is_less_than_minimum(Id id) const;
  bool is_more_than_maximum(Id id) const;
  bool is_off_step(Id id) const;
  std::optional<int> compared(Id id, const Value& a, const Value& b) const;
  Value bound_written(Id id, Property property) const;
  bool has_bounds(Id id) const;
  bool may_set_survey_value(Id id);
  bool validate_page(Id page, bool focus);
  bool validate_all(bool tell, bool focus, bool change_page);

  // pages.cpp
  Id parent_of(Id id) const;
  Id active_page() const;
  bool is_page_listed(Id page) const;
  bool is_start_page(Id page) const;
  Id first_visible_page() const;
  Id last_visible_page() const;
  void go_to_page(Id page);
  void update_current_page();
  void page_visibility_changed(Id page, bool visible);
  bool complete_current_page(bool do_complete);
  bool validate_on_navigate(bool do_complete, bool is_preview);
  void do_next_page();
  void do_complete();
  void update_container();
  void set_preview(bool showing);
  void rejoin(Id id);
  Id page_of(Id id) const;
  Id single_element() const { return showing_preview_ ? kNone : single_; }
  void set_single(Id element);
  std::vector<Id> single_elements(Id include = kNone) const;
  void single_on_visibility_changed();
  void apply_page_mode();
  Id first_visible_element(Id page) const;
  void collect_visible(Id container, std::vector<Id>& into) const;
  Id find_question_any_case(std::string_view name) const;
  bool focus_question(Id id);
  void focus(Id id);
  bool skip_back(Id single);
  void after_validation(Id element);
  void first_rendering(Id page);
  bool is_random(Id container) const;
  void randomize(Id container, bool all);
  void shuffle(std::vector<Id>& order, const std::vector<const questionnaire::Properties*>& properties) const;
  std::vector<Item> shuffled_items(std::vector<Item> items) const;
  bool question_per_page() const;
  bool input_per_page() const;
  bool is_single_page() const;
  Id inputs_of(Id id) const;
  bool validate_input(Id id);
  void reset_single_input(Id id);
  bool is_display_mode() const { return read_only_ || state() == State::preview; }
  bool hides_empty() const;
  bool validates_on_complete() const;
  bool validates_on_changed() const;
  bool validates_on_changing() const;
  bool validates_on_change() const { return validates_on_changed() || validates_on_changing(); }

  // words.cpp
  std::string processed(Id id, std::string_view text, const Item* item) const;
  bool shown_as_text(Id id, std::string_view name, const Item* item, std::string& shown) const;
  Value display_core(Id id, const Value& value) const;
  Value choice_display(Id id, const Value& value) const;
  Value list_display(Id id, const Array& values) const;
  Value formatted(const Node& node, const Value& value) const;
  Value rounded(const Node& node, const Value& value) const;
  Value right_answer(Id id) const;
  void count_quiz(std::size_t& questions, std::size_t& right) const;

  // scope.cpp
  condition::Found question_value(Id id) const;
  bool has_inner_names(Id id) const;
  condition::Found find_bound(Id own, const Item* item, const Binding& binding, condition::Scratch& scratch) const;
  condition::Found find_in_survey(const Binding& binding, condition::Scratch& scratch) const;
  condition::Found inside_question(Id id, const std::vector<condition::Step>& path, std::size_t consumed, condition::Scratch& scratch) const;
  condition::Found find_in_data(const std::vector<condition::Step>& path, condition::Scratch& scratch) const;
  condition::Found property_found(Id id, const std::vector<condition::Step>& path, condition::Scratch& scratch) const;
  Value builtin_value(std::uint8_t builtin) const;
  Value property_of_node(Id id, std::string_view name) const;

  void touch(Id id);

  static const Value kNothing;

  const Questionnaire& questionnaire_;
  Host& host_;
  std::vector<Node> nodes_;
  Id container_ = kNone;
  std::string_view container_name_;
  std::vector<std::unique_ptr<Element>> own_elements_;  ///< of the container
  std::vector<Id> by_order_;            ///< node by rank
  std::vector<Compiled> formulas_;
  Names names_;
  std::vector<Slot> slots_;             ///< by name
  std::vector<Id> data_order_;          ///< slots in the order in which they were first set
  Object variables_;                    ///< by name in lower case
  std::vector<Value> specials_;         ///< by Special

  std::vector<Id> calculated_;          ///< formula by calculated value
  std::vector<char> calculated_done_, calculated_running_;
  std::vector<Id> trigger_formulas_, trigger_runs_;
  std::vector<Id> html_formulas_;
  std::vector<Id> resetting_;           ///< questions with resetValueIf, setValueIf or setValueExpression
  std::vector<Id> listening_;           ///< questions that hear of every answer: expression validators, choices of others
  std::vector<Id> always_;              ///< nodes that run in every pass, some of them named twice
  struct Watch {
    Id node;                            ///< whose property is read; kNone: the survey's
    Id formula;
    Aspect aspect;
  };
  std::vector<Watch> watches_;          ///< formulas that read {$name.property}
  bool requires_valid_ = false;         ///< hasRequiredValidQuestionTrigger

  std::vector<std::uint64_t> due_;      ///< by rank: the node has something to run
  std::vector<Id> dirty_;               ///< formulas that are
  std::vector<KeyChange> keys_;         ///< questionTriggersKeys
  bool has_keys_ = false;
  bool is_running_ = false;             ///< isRunningConditions
  bool is_running_on_change_ = false;   ///< isRunningConditionOnValueChanged
  bool value_changed_while_running_ = false;
  bool runs_all_ = false;
  bool tell_after_conditions_ = false;
  int runs_ = 0;
  int nested_ = 0;                      ///< answers being set, each because of the one before
  int following_ = 0;                   ///< answers set since the outermost
  Id running_order_ = kNone;
  std::vector<KeyChange> trigger_keys_;
  bool triggers_running_ = false;
  Loading loading_ = Loading::no;
  bool loading_json_ = true;
  bool setting_data_ = false;

  std::string locale_;
  std::uint32_t seed_ = 0;
  bool read_only_ = false;
  bool completed_ = false;
  bool started_ = false;                ///< isStartedState: the start page is showing
  bool showing_preview_ = false;
  Id current_page_ = kNone;
  Id single_ = kNone;                   ///< currentSingleElement
  Id single_input_ = 0;                 ///< the step inside it, inputPerPage
  Id focused_ = kNone;                  ///< focusingQuestionInfo
  std::vector<std::pair<Id, Id>> skipped_;  ///< from, to
  std::vector<std::pair<std::size_t, Id>> completed_by_;  ///< trigger, page

  std::vector<char> touched_;
  Changes changes_;
};

}  // namespace triptych::interview
