// SPDX-License-Identifier: MIT
// Interview: a sitting from opening to completing.
#include "interview/interview.h"

#include <algorithm>

#include "base/sha256.h"
#include "condition/values.h"
#include "interview/types.h"
#include "json/reader.h"

namespace triptych::interview {

namespace {

using Bytes16 = std::array<std::uint8_t, 16>;

std::string to_hex(const Bytes16& bytes) { return hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()}); }

/// What a saved sitting says, else fresh from the host.
Bytes16 saved_or_random(const Value& saved, Host& host) {
  const std::string_view text = saved.string_or("");
  Bytes16 bytes = host.random16();
  if (text.size() != 2 * bytes.size()) return bytes;
  Bytes16 read{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return bytes;
    read[i / 2] = static_cast<std::uint8_t>(read[i / 2] << 4 | digit);
  }
  return read;
}

constexpr std::string_view kFactWords[] = {"no", "before", "after"};

std::vector<std::string> names_in(const Value& list) {
  std::vector<std::string> names;
  for (const Value& item : list.array() ? *list.array() : Array()) {
    if (const std::string* name = item.string()) names.push_back(*name);
  }
  return names;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Result<Options> read_options(const Value& json) {
  Options options;
  const double wave = json["wave"].number_or(1);
  if (!(wave >= 0 && wave <= 255) || wave != static_cast<double>(static_cast<int>(wave))) {
    return Error{ErrorCode::interview_options, "/wave", {}};
  }
  options.wave = static_cast<std::uint8_t>(wave);
  options.locale = json["locale"].string_or("");
  options.survey = json["survey"].string_or("");
  options.omit = names_in(json["omit"]);
  options.include = names_in(json["include"]);
  options.keeps_week = json["period"].string_or("week") != "wave";
  options.simulated = json["simulated"].boolean_or(false);
  options.resume = json["resume"];
  const std::string_view mode = json["mode"].string_or("web");
  bool is_known = false;
  for (const ballot::Mode known : {ballot::Mode::web, ballot::Mode::kiosk, ballot::Mode::facilitator, ballot::Mode::paper}) {
    if (ballot::name_of(known) != mode) continue;
    options.mode = known;
    is_known = true;
  }
  if (!is_known) return Error{ErrorCode::interview_options, "/mode", {}};
  return options;
}

Result<std::unique_ptr<Interview>> Interview::open(std::string_view text, Options options, Host& host) {
  Value json = TRIPTYCH_TRY(json::read(text));
  questionnaire::Parsed parsed = TRIPTYCH_TRY(questionnaire::parse(json));
  json = Value();
  auto questionnaire = std::make_unique<Questionnaire>(std::move(parsed.questionnaire));
  ballot::Codebook codebook = TRIPTYCH_TRY(ballot::make_codebook(*questionnaire, options.survey, options.wave));
  return std::unique_ptr<Interview>(new Interview(std::move(questionnaire), std::move(codebook), std::move(options), host));
}

Interview::Interview(std::unique_ptr<Questionnaire> questionnaire, ballot::Codebook codebook, Options options, Host& host)
    : questionnaire_(std::move(questionnaire)),
      codebook_(std::move(codebook)),
      options_(std::move(options)),
      host_(host),
      id_(saved_or_random(options_.resume["id"], host)),
      noise_(saved_or_random(options_.resume["noise"], host)),
      drawn_([&] {
        Random random(host.random16());
        return draw(*questionnaire_, options_.resume["draws"], random);
      }()),
      session_(*questionnaire_, host, left_out(*questionnaire_, options_), drawn_) {
  seen_.resize(questionnaire_->elements.size());
  reported_.resize(questionnaire_->elements.size());
  for (const questionnaire::Fact& fact : questionnaire_->facts) facts_.push_back({fact.name});
  session_.set_locale(options_.locale);
  if (options_.resume.object()) resume(options_.resume);
  session_.take_changes();
  for (Id id = 0; id < reported_.size(); ++id) reported_[id] = session_.is_shown(id);
  see();
}

/// A saved value holds if the questionnaire still has it; else it is drawn.
Object Interview::draw(const Questionnaire& questionnaire, const Value& saved, Random& random) {
  Object drawn;
  for (const questionnaire::Draw& draw : questionnaire.draws) {
    const Value& known = saved[draw.name];
    const bool is_kept = std::find(draw.values.begin(), draw.values.end(), known) != draw.values.end();
    drawn.set(draw.name, is_kept ? known : draw.values[static_cast<std::size_t>(random.below(draw.values.size()))]);
  }
  return drawn;
}

std::vector<std::string> Interview::left_out(const Questionnaire& questionnaire, const Options& options) {
  std::vector<std::string> names = options.omit;
  for (const Element& element : questionnaire.elements) {
    if (element.extension.opt_in && !contains(options.include, element.name)) names.push_back(element.name);
  }
  return names;
}

// --- saving

Value Interview::save() const {
  Object facts;
  for (const FactState& fact : facts_) facts.set(fact.name, kFactWords[static_cast<std::size_t>(fact.when)]);
  Array seen;
  for (std::size_t id = 0; id < seen_.size(); ++id) {
    if (seen_[id] && questionnaire_->elements[id].type == Type::page) seen.push_back(questionnaire_->elements[id].name);
  }
  const Id page = session_.current_page();
  const bool is_on_page = page != kNone && page < session_.element_count();
  return Object{{"data", session_.data()},
                {"draws", drawn_},
                {"facts", facts},
                {"seen", seen},
                {"page", is_on_page ? Value(session_.page_name(page)) : Value("")},
                {"state", name_of(session_.state())},
                {"stops", stops_here_},
                {"compared", has_compared_},
                {"seed", static_cast<double>(session_.random_seed())},
                {"id", to_hex(id_)},
                {"noise", to_hex(noise_)}};
}

void Interview::resume(const Value& saved) {
  const double seed = saved["seed"].number_or(0);
  if (seed >= 1 && seed < 4294967296.0) session_.set_random_seed(static_cast<std::uint32_t>(seed));
  if (const Object* data = saved["data"].object()) session_.set_data(*data);
  for (FactState& fact : facts_) {
    for (std::size_t i = 0; i < std::size(kFactWords); ++i) {
      if (saved["facts"][fact.name] == Value(kFactWords[i])) fact.when = static_cast<ballot::Fact>(i);
    }
  }
  const std::vector<std::string> seen = names_in(saved["seen"]);
  for (std::size_t id = 0; id < seen_.size(); ++id) {
    if (questionnaire_->elements[id].type == Type::page) seen_[id] = contains(seen, questionnaire_->elements[id].name);
  }
  has_compared_ = saved["compared"].boolean_or(false);
  stops_here_ = saved["stops"].boolean_or(false);
  const std::string_view state = saved["state"].string_or("");
  if (state != "starting" && session_.state() == State::starting) session_.start();
  const std::string_view page = saved["page"].string_or("");
  for (const Id id : session_.visible_pages()) {
    if (session_.page_name(id) == page) session_.go(id);
  }
  if (state == "preview") session_.force_preview();
  if (state == "completed") session_.complete();
}

// --- answers

Result<Value> Interview::answer(std::string_view name, Value value) {
  const Id id = session_.find_question(name);
  if (id == kNone) return Error{ErrorCode::interview_name, std::string(name), {}};
  session_.answer(id, std::move(value));
  has_compared_ = has_compared_ || (questionnaire_->elements[id].extension.compared && !session_.is_unanswered(id));
  return change();
}

Result<Value> Interview::comment(std::string_view name, std::string_view words) {
  const Id id = session_.find_question(name);
  if (id == kNone) return Error{ErrorCode::interview_name, std::string(name), {}};
  session_.comment(id, std::string(words));
  return change();
}

void Interview::happened(std::string_view name) {
  for (FactState& fact : facts_) {
    if (fact.name == name && fact.when == ballot::Fact::no) fact.when = has_compared_ ? ballot::Fact::after : ballot::Fact::before;
  }
}

Result<Value> Interview::note(std::string_view fact, std::string_view about, std::string_view state) {
  if (fact != "explainer") {
    happened(fact);
    return change();
  }
  // An explainer may stand outside the questionnaire too: what counts is that something was taught.
  happened("taught_before");
  const Id id = session_.find_question(about);
  if (id == kNone || questionnaire_->elements[id].type != Type::explainer) return change();
  const bool was_finished = session_.value_of(id) == Value("finished");
  if (state == "finished" || (state == "opened" && !was_finished)) session_.answer(id, Value(state));
  return change();
}

Value Interview::change() {
  const Session::Changes changes = session_.take_changes();
  Array shown, hidden, changed;
  std::vector<Id> told;
  const auto visit = [&](auto&& self, Id id) -> void {
    if (id >= reported_.size()) return;
    const bool is_shown = session_.is_shown(id);
    const bool differs = is_shown != (reported_[id] != 0);
    reported_[id] = is_shown;
    const Node& node = session_.node(id);
    if (node.is_container()) {
      for (const Id child : node.children) self(self, child);
    } else if (differs) {
      (is_shown ? shown : hidden).push_back(node.element->name);
    }
  };
  for (const Id id : changes.nodes) {
    visit(visit, id);
    if (id < reported_.size() && session_.node(id).is_question()) changed.push_back(session_.node(id).element->name);
  }
  Object change;
  change.append("shown", std::move(shown));
  change.append("hidden", std::move(hidden));
  change.append("changed", std::move(changed));
  change.append("pages", changes.pages);
  return change;
}

// --- moving

void Interview::see() {
  session_.rendered();
  const State state = session_.state();
  if (state != State::starting && state != State::running) return;
  const Id page = state == State::starting ? session_.start_page() : session_.current_page();
  if (page < seen_.size()) seen_[page] = 1;
  // All pages on one page.
  if (page >= seen_.size()) {
    for (const Id child : session_.node(page).children) seen_[child] = 1;
  }
}

Value Interview::step(bool moved) {
  see();
  Array refused;
  if (!moved) {
    const auto add = [&](auto&& self, Id id) -> void {
      const Node& node = session_.node(id);
      std::vector<Failure> failures = node.errors;
      if (node.is_question()) {
        for (const Id item : node.children) failures.insert(failures.end(), session_.node(item).errors.begin(), session_.node(item).errors.end());
      }
      if (!failures.empty() && session_.is_shown(id)) {
        const std::string title = session_.words(id, node.element->text(Property::title));
        refused.push_back(Object{{"name", node.element->name},
                                 {"title", title.empty() ? node.element->name : title},
                                 {"errors", failures_view(id, failures)}});
      }
      if (!node.is_container()) return;
      for (const Id child : node.children) self(self, child);
    };
    const Id page = session_.state() == State::starting ? session_.start_page() : session_.current_page();
    if (page != kNone) add(add, page);
  }
  Value after = view();
  change();  // the view tells all that changed
  return Object{{"moved", moved}, {"refused", refused}, {"view", std::move(after)}};
}

Value Interview::next() {
  if (session_.state() == State::starting) return step(session_.start());
  if (session_.state() == State::running && session_.is_last_page()) {
    if (!session_.has_preview()) return complete();
    return step(session_.show_preview());
  }
  return step(session_.next_page());
}

Value Interview::previous() {
  stops_here_ = false;
  if (session_.state() != State::preview) return step(session_.previous_page());
  session_.cancel_preview();
  return step(true);
}

Value Interview::go(std::size_t index) {
  stops_here_ = false;
  const std::vector<Id> pages = pages_listed();
  if (index >= pages.size()) return step(false);
  return step(session_.go(pages[index]));
}

Value Interview::finish() {
  stops_here_ = true;
  if (!session_.has_preview()) {
    session_.complete();
    return step(true);
  }
  session_.force_preview();
  return step(true);
}

Value Interview::complete() {
  if (session_.state() == State::completed) return step(true);
  if (stops_here_) {
    session_.complete();
    return step(true);
  }
  return step(session_.try_complete());
}

Value Interview::set_locale(std::string_view locale) {
  options_.locale = locale;
  session_.set_locale(locale);
  session_.take_changes();
  return view();
}

// --- check questions

Value Interview::checks() const {
  Array right, wrong;
  for (Id id = 0; id < session_.element_count(); ++id) {
    const Element& element = questionnaire_->elements[id];
    if (element.extension.explainer.empty() || element.type == Type::explainer || session_.is_unanswered(id)) continue;
    (session_.is_correct(id) ? right : wrong).push_back(element.name);
  }
  return Object{{"right", right}, {"wrong", wrong}};
}

Value Interview::codebook() const { return ballot::describe(codebook_, *questionnaire_, options_.locale); }

}  // namespace triptych::interview
