// SPDX-License-Identifier: MIT
// Interview: moving: pages, the start page, one question at a time, the preview, completing.
#include <algorithm>

#include "interview/session.h"
#include "interview/types.h"

namespace triptych::interview {

using questionnaire::Properties;

// --- what is where

Id Session::parent_of(Id id) const {
  const Node& node = nodes_[id];
  if (node.type == Type::page && id != container_ && container_ != kNone && !is_start_page(id)) return container_;
  return node.parent;
}

Id Session::page_of(Id id) const {
  if (nodes_[id].owner != kNone) id = nodes_[id].owner;
  while (parent_of(id) != kNone) id = parent_of(id);
  return id;
}

bool Session::is_start_page(Id page) const {
  return questionnaire_.flag(Property::first_page_is_start) && questionnaire_.pages.size() > 1 && questionnaire_.pages.front() == page;
}

Id Session::start_page() const {
  const bool has_one = questionnaire_.flag(Property::first_page_is_start) && questionnaire_.pages.size() > 1;
  return has_one ? static_cast<Id>(questionnaire_.pages.front()) : kNone;
}

bool Session::is_page_listed(Id page) const { return is_visible(page) && !is_start_page(page); }

std::vector<Id> Session::visible_pages() const {
  if (container_ != kNone) return {container_};
  std::vector<Id> pages;
  for (const std::size_t page : questionnaire_.pages) {
    if (is_page_listed(static_cast<Id>(page))) pages.push_back(static_cast<Id>(page));
  }
  return pages;
}

Id Session::first_visible_page() const {
  if (container_ != kNone) return container_;
  for (const std::size_t page : questionnaire_.pages) {
    if (is_page_listed(static_cast<Id>(page))) return static_cast<Id>(page);
  }
  return kNone;
}

Id Session::last_visible_page() const {
  if (container_ != kNone) return container_;
  for (std::size_t i = questionnaire_.pages.size(); i-- > 0;) {
    const Id page = static_cast<Id>(questionnaire_.pages[i]);
    if (is_page_listed(page)) return page;
  }
  return kNone;
}

void Session::collect_questions(Id container, std::vector<Id>& into) const {
  for (const Id child : nodes_[container].children) {
    if (nodes_[child].is_container()) {
      collect_questions(child, into);
    } else {
      into.push_back(child);
    }
  }
}

Id Session::find_question(std::string_view name) const {
  const Id slot = names_.find(name);
  return slot < slots_.size() ? slots_[slot].named : kNone;
}

Id Session::find_question_any_case(std::string_view name) const {
  const Id found = find_question(name);
  if (found != kNone) return found;
  const std::string lower = condition::lower_case(name);
  for (Id id = 0; id < element_count(); ++id) {
    if (nodes_[id].slot != kNone && condition::lower_case(nodes_[id].element->name) == lower) return id;
  }
  return kNone;
}

State Session::state() const {
  if (completed_) return State::completed;
  if (!read_only_ && started_) return State::starting;
  if (current_page_ == kNone) return State::empty;
  return showing_preview_ ? State::preview : State::running;
}

Id Session::active_page() const { return state() == State::starting ? start_page() : current_page_; }

// --- settings

bool Session::question_per_page() const {
  const std::string_view mode = questionnaire_.word(Property::questions_on_page);
  return mode == "questionPerPage" || mode == "questionOnPage";
}
bool Session::input_per_page() const { return questionnaire_.word(Property::questions_on_page) == "inputPerPage"; }
bool Session::is_single_page() const {
  return questionnaire_.word(Property::questions_on_page) == "singlePage" || questionnaire_.flag(Property::single_page);
}
bool Session::validates_on_complete() const { return questionnaire_.word(Property::check_errors) == "onComplete"; }
bool Session::validates_on_changed() const { return questionnaire_.word(Property::check_errors) == "onValueChanged"; }
bool Session::validates_on_changing() const { return questionnaire_.word(Property::check_errors) == "onValueChanging"; }

Session::Preview Session::preview_setting() const {
  const Value& written = questionnaire_.value(Property::show_preview);
  const std::string_view word = written.string_or("");
  if (word == "noPreview" || (word.empty() && !written.boolean_or(false))) return Preview::none;
  if (word == "showAnsweredQuestions") return Preview::answered;
  if (word == "showAllQuestions") return Preview::all;
  return questionnaire_.word(Property::preview_mode) == "answeredQuestions" ? Preview::answered : Preview::all;
}

// --- the current page

void Session::go_to_page(Id page) {
  const bool is_available = current_page_ != kNone && is_page_listed(current_page_);
  if (page == kNone && is_available) return;
  if (page != kNone) {
    const std::vector<Id> pages = visible_pages();
    if (std::find(pages.begin(), pages.end(), page) == pages.end()) return;
  }
  if (page == current_page_) return;
  const Id element = single_element();
  if (!showing_preview_ && element != kNone && page != kNone && page != page_of(element)) return set_single(first_visible_element(page));
  const Id old = current_page_;
  current_page_ = page;
  changes_.pages = true;
  if (page != kNone) first_rendering(page);
  if (showing_preview_ || old == kNone || nodes_[old].passed) return;
  // currentPageChanged: looking for errors clears answers that are no longer offered.
  Validation context;
  context.tell = false;
  validate_container(old, context);
  nodes_[old].passed = context.result;
}

void Session::update_current_page() {
  if (current_page_ == kNone || !is_page_listed(current_page_)) go_to_page(first_visible_page());
}

void Session::set_current_page(double number) {
  const std::vector<Id> pages = visible_pages();
  if (number >= 0 && number < static_cast<double>(pages.size())) go_to_page(pages[static_cast<std::size_t>(number)]);
}

void Session::page_visibility_changed(Id page, bool visible) {
  changes_.pages = true;
  if ((visible && current_page_ == kNone) || page == current_page_) update_current_page();
  if (!visible) single_on_visibility_changed();
  const Id element = single_element();
  if (element != kNone && current_page_ != kNone && page_of(element) != current_page_) set_single(first_visible_element(current_page_));
}

Id Session::first_visible_element(Id page) const {
  for (const Id child : nodes_[page].children) {
    if (is_visible(child)) return child;
  }
  return kNone;
}

bool Session::is_first_page() const {
  if (current_page_ == kNone || current_page_ != first_visible_page()) return false;
  const Id element = single_element();
  if (element == kNone) return true;
  const std::vector<Id> elements = single_elements();
  return !elements.empty() && elements.front() == element && (inputs_of(element) < 2 || single_input_ == 0);
}

bool Session::is_last_page() const {
  if (current_page_ == kNone || current_page_ != last_visible_page()) return false;
  const Id element = single_element();
  if (element == kNone) return true;
  const std::vector<Id> elements = single_elements();
  return !elements.empty() && elements.back() == element && (inputs_of(element) < 2 || single_input_ + 1 == inputs_of(element));
}

bool Session::can_be_completed_by_trigger() const {
  return std::any_of(completed_by_.begin(), completed_by_.end(), [this](const auto& by) { return by.second == current_page_; });
}

// --- next, previous

bool Session::next_page() {
  if (single_element() != kNone) return perform_next();
  if (is_last_page()) return false;
  return complete_current_page(false);
}

bool Session::perform_next() {
  const Id element = single_element();
  if (element == kNone) return next_page();
  if (input_per_page() && inputs_of(element) > 0) {
    if (!validate_input(element)) return false;
    if (single_input_ + 1 < inputs_of(element)) {
      ++single_input_;
      changes_.pages = true;
      return true;
    }
  }
  Validation context;
  validate_element(element, context);
  if (!context.result) return false;
  after_validation(element);
  return true;
}

// performNextAfterValidation
void Session::after_validation(Id element) {
  const std::vector<Id> elements = single_elements();
  const auto at = std::find(elements.begin(), elements.end(), element);
  if (at == elements.end() || at + 1 == elements.end()) return;
  std::vector<KeyChange> keys;
  const auto add = [&](Id question) {
    keys.push_back({slot_of(nodes_[question].is_container() ? std::string_view() : std::string_view(nodes_[question].element->name)),
                    nodes_[question].value, Value(), false});
  };
  if (nodes_[element].is_question()) {
    add(element);
  } else {
    std::vector<Id> questions;
    collect_questions(element, questions);
    for (const Id question : questions) {
      if (!is_unanswered(question)) keys.push_back({nodes_[question].slot, nodes_[question].value, Value(), false});
    }
  }
  const Id name = slot_of(nodes_[element].element->name);
  check_triggers(std::move(keys), true, false, true, name);
  if (element == single_element()) set_single(*(at + 1));
}

bool Session::previous_page() {
  if (is_first_page() || state() == State::starting) return false;
  const Id element = single_element();
  if (skip_back(element)) return true;
  if (element != kNone) {
    if (input_per_page() && single_input_ > 0 && inputs_of(element) > 0) {
      --single_input_;
      changes_.pages = true;
      return true;
    }
    const std::vector<Id> elements = single_elements();
    const auto at = std::find(elements.begin(), elements.end(), element);
    if (at == elements.begin() || at == elements.end()) return false;
    set_single(*(at - 1));
    return true;
  }
  const std::vector<Id> pages = visible_pages();
  const auto at = std::find(pages.begin(), pages.end(), current_page_);
  go_to_page(at == pages.begin() || at == pages.end() ? kNone : *(at - 1));
  return true;
}

// doSkipOnPrevPage: a skip is gone back over at once.
bool Session::skip_back(Id single) {
  const Id to = single != kNone ? single : current_page_;
  const auto skipped = std::find_if(skipped_.begin(), skipped_.end(), [to](const auto& skip) { return skip.second == to; });
  if (skipped == skipped_.end()) return false;
  const Id from = skipped->first;
  skipped_.erase(skipped);
  if (from == kNone || !is_visible(from)) return false;
  if (single != kNone) {
    set_single(from);
  } else {
    go_to_page(from);
  }
  return true;
}

bool Session::start() {
  if (!questionnaire_.flag(Property::first_page_is_start)) return false;
  if (start_page() != kNone && !validate_page(start_page(), true)) return false;
  started_ = false;
  changes_.pages = true;
  set_current_page(0);
  return true;
}

bool Session::complete_current_page(bool do_complete) { return validate_on_navigate(do_complete, false); }

bool Session::validate_on_navigate(bool do_complete, bool is_preview) {
  const auto go = [&] {
    if (is_preview) {
      set_preview(true);
    } else if (do_complete) {
      if (current_page_ != kNone) nodes_[current_page_].passed = true;
      this->do_complete();
    } else {
      do_next_page();
    }
  };
  if (read_only_ || (validates_on_complete() && (!do_complete || is_preview || !is_last_page()))) {
    go();
    return true;
  }
  // Where there is no page there is nothing to leave.
  if (!validates_on_complete() && active_page() == kNone) return true;
  const bool is_valid = validates_on_complete() ? validate_all(true, true, true) : validate_page(active_page(), true);
  if (is_valid) go();
  return is_valid;
}

void Session::do_next_page() {
  const Id page = current_page_;
  check_page_triggers(false);
  if (completed_ || page != current_page_) return;
  const std::vector<Id> pages = visible_pages();
  const auto at = std::find(pages.begin(), pages.end(), current_page_);
  if (at == pages.end()) return go_to_page(pages.empty() ? kNone : pages.front());
  go_to_page(at + 1 == pages.end() ? kNone : *(at + 1));
}

bool Session::try_complete() {
  if (validates_on_complete()) cancel_preview();
  complete_current_page(true);
  return completed_;
}

void Session::complete() { do_complete(); }

void Session::do_complete() {
  if (completed_) return;
  completed_ = true;
  changes_.pages = true;
  cancel_preview();
  std::vector<Id> questions;
  for (const std::size_t page : questionnaire_.pages) collect_questions(static_cast<Id>(page), questions);
  for (const Id id : questions) clear_unused(id);
  for (const Id id : questions) {
    if (nodes_[id].slot != kNone) clear_if_invisible(id, Hiding::complete);
  }
}

// --- preview, all on one page

bool Session::show_preview() {
  validate_on_navigate(true, true);
  return showing_preview_;
}

void Session::force_preview() {
  if (!completed_ && has_preview()) set_preview(true);
}

// tryNavigateToPage
bool Session::go(Id page) {
  if (showing_preview_) {
    cancel_preview();
    if (page == current_page_) return true;
    go_to_page(page);
    return current_page_ == page;
  }
  const std::vector<Id> pages = visible_pages();
  const auto to = std::find(pages.begin(), pages.end(), page);
  const auto from = std::find(pages.begin(), pages.end(), current_page_);
  if (to == pages.end() || page == current_page_) return false;
  for (auto on = from; on < to && !validates_on_complete() && !read_only_; ++on) {
    if (!validate_page(*on, true)) return false;
  }
  go_to_page(page);
  return current_page_ == page;
}

void Session::set_preview(bool showing) {
  if (showing_preview_ == showing) return;
  showing_preview_ = showing;
  changes_.pages = true;
  update_container();
}

void Session::cancel_preview() {
  if (!showing_preview_) return;
  set_preview(false);
  const Id element = single_element();
  if (element != kNone) go_to_page(page_of(element));
}

// updatePagesContainer
void Session::update_container() {
  for (Id id = 0; id < element_count(); ++id) {
    if (nodes_[id].slot != kNone) update_told(id);
  }
  current_page_ = kNone;
  container_ = kNone;
  if (is_single_page() || showing_preview_) {
    container_ = static_cast<Id>(nodes_.size() - 1);
    container_name_ = showing_preview_ ? "preview-page" : "single-page";
    Node& whole = nodes_[container_];
    whole.children.clear();
    for (const std::size_t page : questionnaire_.pages) {
      if (!is_start_page(static_cast<Id>(page))) whole.children.push_back(static_cast<Id>(page));
    }
    // Joining the page makes each question read its value and its conditions again.
    std::vector<Id> questions;
    collect_questions(container_, questions);
    for (const Id id : questions) rejoin(id);
    nodes_[container_].told = is_visible(container_) ? Node::Told::yes : Node::Told::no;
    go_to_page(container_);
  } else {
    go_to_page(last_visible_page());
  }
  if (current_page_ == kNone && !visible_pages().empty()) go_to_page(visible_pages().front());
}

// setSurveyImpl, onSetData
void Session::rejoin(Id id) {
  Node& node = nodes_[id];
  if (node.slot == kNone) return;
  update_from_survey(id, stored(node.slot), false, Source::joining);
  const bool has_comment = node.element->flag(Property::show_comment) || (is_select(node.type) && node.element->flag(Property::show_other));
  nodes_[id].comment = has_comment ? std::string(stored_comment(node.comment_slot)) : std::string();
  on_survey_value_changed(id);
  update_with_defaults(id);
  update_answered(id);
  const bool ran_all = runs_all_;
  runs_all_ = true;
  run_node(id);
  runs_all_ = ran_all;
  if (!nodes_[id].visible) update_told(id);
}

// --- one question, or one input, at a time

std::vector<Id> Session::single_elements(Id include) const {
  std::vector<Id> elements;
  for (const std::size_t page : questionnaire_.pages) {
    if (is_start_page(static_cast<Id>(page)) || !is_visible(static_cast<Id>(page))) continue;
    std::vector<Id> inside;
    if (input_per_page()) {
      collect_visible(static_cast<Id>(page), inside);
    } else {
      inside = nodes_[page].children;
    }
    for (const Id id : inside) {
      if (id == include || is_visible(id)) elements.push_back(id);
    }
  }
  return elements;
}

// addQuestionsToList(list, visibleOnly)
void Session::collect_visible(Id container, std::vector<Id>& into) const {
  if (!nodes_[container].visible || nodes_[container].omitted) return;
  for (const Id child : nodes_[container].children) {
    const Node& node = nodes_[child];
    if (!node.visible || node.omitted || node.type == Type::unsupported) continue;
    if (node.is_container()) {
      collect_visible(child, into);
    } else {
      into.push_back(child);
    }
  }
}

std::vector<Id> Session::visible_questions() const {
  std::vector<Id> questions;
  for (const std::size_t page : questionnaire_.pages) collect_visible(static_cast<Id>(page), questions);
  return questions;
}

void Session::set_single(Id element) {
  if (element != kNone && nodes_[element].is_question() && question_per_page()) {
    while (nodes_[element].parent != kNone && nodes_[nodes_[element].parent].type == Type::panel) element = nodes_[element].parent;
  }
  if (element == single_element() || completed_) return;
  single_ = element;
  single_input_ = 0;
  changes_.pages = true;
  if (element != kNone && page_of(element) != current_page_) go_to_page(page_of(element));
}

// changeCurrentSingleElementOnVisibilityChanged
void Session::single_on_visibility_changed() {
  const Id element = single_element();
  if (element == kNone || is_visible(element)) return;
  const std::vector<Id> elements = single_elements(element);
  const auto at = std::find(elements.begin(), elements.end(), element);
  Id next = kNone;
  if (at == elements.end()) next = elements.empty() ? kNone : elements.front();
  else if (at != elements.begin()) next = *(at - 1);
  else if (at + 1 != elements.end()) next = *(at + 1);
  set_single(next);
}

// onQuestionsOnPageModeChanged("standard")
void Session::apply_page_mode() {
  if (is_single_page()) update_container();
  if (!question_per_page() && !input_per_page()) return;
  const std::vector<Id> elements = single_elements();
  if (!elements.empty()) set_single(elements.front());
}

// How many steps a question takes where one input is asked at a time; 0: it is one.
Id Session::inputs_of(Id id) const {
  if (!input_per_page()) return 0;
  if (nodes_[id].type == Type::multipletext) return static_cast<Id>(nodes_[id].children.size());
  if (nodes_[id].type == Type::matrix) return static_cast<Id>(rows_shown(id).size());
  return 0;
}

bool Session::validate_input(Id id) {
  if (nodes_[id].type == Type::multipletext) return validate_question(nodes_[id].children[single_input_], true, true);
  if (!nodes_[id].element->flag(Property::each_row_required) || is_read_only(id)) return true;
  return !condition::is_empty(nodes_[id].value[condition::text_of(rows_shown(id)[single_input_]->value)]);
}

void Session::reset_single_input(Id id) {
  if (id == single_ && (nodes_[id].type == Type::matrix)) single_input_ = 0;
}

// focusQuestionByInstance
bool Session::focus_question(Id id) {
  if (!is_visible(id) || focused_ == id) return false;
  focused_ = id;
  const Id element = single_element();
  const Id page = page_of(id);
  skipped_.emplace_back(element != kNone ? element : current_page_, element != kNone ? id : page);
  const bool moves = active_page() != page && !is_start_page(page);
  if (moves) go_to_page(page);
  if (question_per_page() || input_per_page()) set_single(id);
  if (!moves) focused_ = kNone;
  return true;
}

// Question.focus, as far as pages go
void Session::focus(Id id) {
  if (!is_visible(id) || is_read_only(id)) return;
  if (active_page() != page_of(id) && !input_per_page()) focus_question(id);
}

// --- random order: the same seed, the same order as SurveyJS

namespace {

class Mulberry32 {
 public:
  explicit Mulberry32(std::uint32_t seed) : state_(seed) {}
  double next() {
    state_ += 0x6D2B79F5u;
    std::uint32_t t = (state_ ^ (state_ >> 15)) * (state_ | 1u);
    t ^= t + (t ^ (t >> 7)) * (t | 61u);
    return static_cast<double>(t ^ (t >> 14)) / 4294967296.0;
  }

 private:
  std::uint32_t state_;
};

}  // namespace

// Helpers.randomizeArray: each category among its own places; `order` holds indices into `properties`.
void Session::shuffle(std::vector<Id>& order, const std::vector<const Properties*>& properties) const {
  std::vector<std::size_t> places;
  std::vector<char> done(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Properties* first = properties[order[i]];
    if (done[i] || (first && !first->flag(Property::randomize))) continue;
    const std::string_view category = first ? first->word(Property::randomize_category) : std::string_view();
    places.clear();
    std::vector<Id> members;
    for (std::size_t j = i; j < order.size(); ++j) {
      const Properties* other = properties[order[j]];
      if (done[j] || (other && (!other->flag(Property::randomize) || other->word(Property::randomize_category) != category))) continue;
      if (!other && !category.empty()) continue;
      done[j] = 1;
      places.push_back(j);
      members.push_back(order[j]);
    }
    std::sort(members.begin(), members.end());
    Mulberry32 random(seed_);
    for (std::size_t k = members.size(); k-- > 1;) {
      const auto other = static_cast<std::size_t>(random.next() * static_cast<double>(k + 1));
      std::swap(members[k], members[other]);
    }
    for (std::size_t k = 0; k < places.size(); ++k) order[places[k]] = members[k];
  }
}

std::vector<Item> Session::shuffled_items(std::vector<Item> items) const {
  std::vector<Id> order(items.size());
  std::vector<const Properties*> properties;
  for (Id i = 0; i < order.size(); ++i) {
    order[i] = i;
    properties.push_back(items[i].choice);
  }
  shuffle(order, properties);
  std::vector<Item> shuffled;
  for (const Id index : order) shuffled.push_back(items[index]);
  return shuffled;
}

// onFirstRendering of a page
void Session::first_rendering(Id page) {
  Node& node = nodes_[page];
  if (node.was_rendered) return;
  node.was_rendered = true;
  if (page == container_) {
    for (const Id child : std::vector<Id>(node.children)) first_rendering(child);
    return;
  }
  const bool all = is_random(page);
  for (const Id child : std::vector<Id>(node.children)) {
    if (nodes_[child].type == Type::panel) randomize(child, all);
  }
  randomize(page, all);
}

// areQuestionsRandomized
bool Session::is_random(Id container) const {
  std::string_view order = nodes_[container].element->word(Property::question_order);
  if (order.empty() || order == "default") order = questionnaire_.word(Property::question_order);
  return order == "random";
}

void Session::randomize(Id container, bool all) {
  const std::string_view own = nodes_[container].element->word(Property::question_order);
  if (!(all && own != "initial") && own != "random") return;
  std::vector<Id>& children = nodes_[container].children;
  std::vector<Id> in_order = children;
  std::sort(in_order.begin(), in_order.end());
  std::vector<Id> order;
  std::vector<const Properties*> properties;
  for (const Id child : in_order) properties.push_back(nodes_[child].element);
  for (const Id child : children) {
    order.push_back(static_cast<Id>(std::find(in_order.begin(), in_order.end(), child) - in_order.begin()));
  }
  shuffle(order, properties);
  for (std::size_t i = 0; i < order.size(); ++i) children[i] = in_order[order[i]];
}

void Session::set_random_seed(std::uint32_t seed) {
  if (seed == seed_) return;
  seed_ = seed;
  for (Id id = 0; id < element_count(); ++id) {
    const Node& node = nodes_[id];
    if (node.is_container()) randomize(id, is_random(id));
    if (node.select && is_select(node.type) && condition::lower_case(node.element->word(Property::choices_order)) == "random") update_shown(id);
  }
}

void Session::set_locale(std::string_view locale) {
  locale_ = locale;
  tell_watchers(kNone, Aspect::value);
  for (Id id = 0; id < element_count(); ++id) {
    if (nodes_[id].select && is_select(nodes_[id].type) && nodes_[id].element->has(Property::choices_order)) visible_choices_changed(id);
  }
}

void Session::set_read_only(bool read_only) {
  read_only_ = read_only;
  changes_.pages = true;
  for (Id id = 0; id < element_count() && read_only; ++id) {
    if (nodes_[id].slot != kNone) clear_errors(id);
  }
  tell_watchers(kNone, Aspect::value);
}

void Session::clear_incorrect_values() {
  for (Id id = 0; id < element_count(); ++id) {
    if (nodes_[id].slot != kNone) clear_incorrect(id);
  }
}

}  // namespace triptych::interview
