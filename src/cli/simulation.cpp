// SPDX-License-Identifier: MIT
// Cli: one invented visitor. Chances are made of the four operations alone, so that every platform draws the same.
#include "cli/simulation.h"

#include <algorithm>

#include "base/sha256.h"
#include "cli/native_host.h"

namespace triptych::cli {
namespace {

using interview::Interview;

constexpr double kSkips = 0.04;
constexpr double kRefuses = 0.02;
constexpr double kDoesNotKnow = 0.05;
constexpr double kStopsOnPage = 0.008;
constexpr double kOpensExplainer = 0.6;
constexpr double kFinishesExplainer = 0.8;
constexpr double kMetBefore = 0.04;
constexpr double kMoves = 0.4;
constexpr double kMovesUp = 0.6;
constexpr double kNoneOfThem = 0.03;
constexpr int kMostSteps = 2'000;

/// Its clock stands in the week of the simulation, its random bytes come from the seed.
class SeededHost final : public Host {
 public:
  SeededHost(Random& random, const std::optional<IsoWeek>& week) : random_(random) {
    if (!week) return;
    // The Thursday of that week: 4 January is always in week 1.
    const std::int64_t fourth = days_from_civil({week->year, 1, 4});
    const std::int64_t monday = fourth - ((fourth + 3) % 7 + 7) % 7;
    milliseconds_ = static_cast<double>(monday + 7 * (week->week - 1) + 3) * 86'400'000.0;
  }
  Now now() override { return {milliseconds_, 0}; }
  std::array<std::uint8_t, 16> random16() override {
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
      const std::uint64_t word = random_.next();
      for (std::size_t j = 0; j < 8; ++j) bytes[i + j] = static_cast<std::uint8_t>(word >> 8 * j);
    }
    return bytes;
  }
  Match match(std::string_view pattern, std::string_view flags, std::string_view text) override {
    return native_.match(pattern, flags, text);
  }

 private:
  Random& random_;
  NativeHost native_;
  double milliseconds_ = 0;
};

/// Where on its scale a question's answers gather, from 0 to 1: the same in every simulation.
double centre_of(std::string_view question) { return 0.2 + 0.6 * static_cast<double>(sha256(question)[0]) / 255; }

class Visitor {
 public:
  Visitor(Interview& interview, const ballot::Codebook& codebook, Random& random)
      : interview_(interview), codebook_(codebook), random_(random), leaning_(random.uniform() * 0.5 - 0.25) {}

  /// To the end, or to where he stops.
  void go_through() {
    meet_facts();
    for (int step = 0; step < kMostSteps; ++step) {
      const Value view = interview_.view();
      const std::string_view state = view["state"].string_or("");
      if (state == "completed" || state == "empty") return;
      if (state == "preview") {
        interview_.complete();
        return;
      }
      answer_page(false);
      const bool stops = state == "running" && chance(kStopsOnPage);
      const Value moved = stops ? interview_.finish() : interview_.next();
      if (stops || moved["moved"].boolean_or(false)) {
        if (stops) return;
        continue;
      }
      // Something is required: answer it, and if that does not help, stop here.
      answer_page(true);
      if (!interview_.next()["moved"].boolean_or(false)) {
        interview_.finish();
        return;
      }
    }
  }

 private:
  bool chance(double probability) { return random_.uniform() < probability; }

  void meet_facts() {
    for (const ballot::Item& item : codebook_.items) {
      // What teaches is told by the interview itself.
      if (item.source == ballot::ItemSource::fact && item.name != "taught_before" && chance(kMetBefore)) {
        static_cast<void>(interview_.note(item.name, "", ""));
      }
    }
  }

  /// Until no answer brings up another question.
  void answer_page(bool everything) {
    std::vector<std::string> done;
    for (bool again = true; again;) {
      again = false;
      std::vector<Value> questions;
      collect(interview_.view()["elements"], questions);
      for (const Value& question : questions) {
        const std::string name(question["name"].string_or(""));
        if (std::find(done.begin(), done.end(), name) != done.end()) continue;
        done.push_back(name);
        again = true;
        answer(question, everything);
      }
    }
  }

  static void collect(const Value& elements, std::vector<Value>& questions) {
    if (!elements.array()) return;
    for (const Value& element : *elements.array()) {
      if (element["kind"].string_or("") == "panel") {
        collect(element["elements"], questions);
      } else {
        questions.push_back(element);
      }
    }
  }

  void answer(const Value& question, bool everything) {
    const std::string name(question["name"].string_or(""));
    if (!question["enabled"].boolean_or(true) || question["readOnly"].boolean_or(false)) return;
    if (question["type"].string_or("") == "explainer") {
      if (!chance(kOpensExplainer)) return;
      static_cast<void>(interview_.note("explainer", name, chance(kFinishesExplainer) ? "finished" : "opened"));
      return;
    }
    const bool required = question["required"].boolean_or(false) || everything;
    if (!required && chance(kSkips)) return;
    Value value = answer_to(question, required);
    if (!value.is_undefined()) static_cast<void>(interview_.answer(name, std::move(value)));
  }

  Value answer_to(const Value& question, bool required) {
    const std::string_view type = question["type"].string_or("");
    const std::string_view name = question["name"].string_or("");
    if (type == "matrix") return matrix(question);
    if (const Array* choices = question["choices"].array()) {
      std::vector<Value> offered;
      for (const Value& choice : *choices) {
        const std::string_view special = choice["special"].string_or("");
        if (!choice["enabled"].boolean_or(true) || special == "all") continue;
        if (special == "refused" || special == "dontknow") {
          if (chance(special == "refused" ? kRefuses : kDoesNotKnow)) return several(type, question) ? Value(Array{choice["value"]}) : choice["value"];
          continue;
        }
        // "None of these" excludes the others, and "other" wants words.
        if (special == "none" && several(type, question)) {
          if (chance(kNoneOfThem)) return Array{choice["value"]};
          continue;
        }
        if (special == "other") continue;
        offered.push_back(choice["value"]);
      }
      if (offered.empty()) return {};
      // By codes: where the page shows a scale in reverse, people still mean what they say.
      if (const std::optional<std::size_t> item = codebook_.find(name)) {
        const ballot::Item& codes = codebook_.items[*item];
        std::sort(offered.begin(), offered.end(), [&codes](const Value& a, const Value& b) { return codes.option_of(a) < codes.option_of(b); });
      }
      if (type == "ranking") return ranked(name, std::move(offered));
      return several(type, question) ? Value(boxes(question, offered)) : offered[pick_again(question, offered.size())];
    }
    if (const std::optional<std::size_t> item = codebook_.find(name); item && codebook_.items[*item].grid) {
      const std::uint32_t count = codebook_.items[*item].option_count();
      // A fine grid is a measure: the mean of three draws gathers in the middle.
      const std::uint64_t point = (random_.below(count) + random_.below(count) + random_.below(count)) / 3;
      return codebook_.items[*item].option_value(static_cast<std::uint32_t>(point));
    }
    if (!required || (type != "text" && type != "comment")) return {};
    const std::string_view input = question["inputType"].string_or("");
    if (input == "email") return "someone@example.org";
    if (input == "url") return "https://example.org/";
    if (input == "number" || input == "range") return 1;
    return "…";
  }

  static bool several(std::string_view type, const Value& question) {
    return type == "checkbox" || type == "tagbox" || (type == "imagepicker" && question["multiple"].boolean_or(false));
  }

  /// Larger near where answers to that question gather, moved by the visitor's leaning.
  double weight(std::string_view question, std::size_t option, std::size_t options) const {
    const double at = options > 1 ? static_cast<double>(option) / static_cast<double>(options - 1) : 0;
    const double off = at - (centre_of(question) + leaning_);
    return 1 / (1 + 12 * off * off);
  }

  std::size_t pick(std::string_view question, std::size_t options) {
    double total = 0;
    for (std::size_t i = 0; i < options; ++i) total += weight(question, i, options);
    double left = random_.uniform() * total;
    for (std::size_t i = 0; i + 1 < options; ++i) {
      left -= weight(question, i, options);
      if (left < 0) return i;
    }
    return options - 1;
  }

  /// Who is asked the same thing twice mostly says the same, or moves by one.
  std::size_t pick_again(const Value& question, std::size_t options) {
    const std::string title(question["title"].string_or(""));
    for (auto& [asked, picked] : picked_) {
      if (asked != title || picked >= options) continue;
      if (chance(kMoves)) picked = chance(kMovesUp) ? std::max<std::size_t>(picked, 1) - 1 : std::min(picked + 1, options - 1);
      return picked;
    }
    picked_.emplace_back(title, pick(question["name"].string_or(""), options));
    return picked_.back().second;
  }

  Array boxes(const Value& question, const std::vector<Value>& offered) {
    const std::string_view name = question["name"].string_or("");
    const auto least = static_cast<std::size_t>(std::max(1.0, question["minSelected"].number_or(0)));
    const double written = question["maxSelected"].number_or(0);
    const std::size_t most = written > 0 ? std::min(offered.size(), static_cast<std::size_t>(written)) : offered.size();
    std::vector<char> ticked(offered.size(), 0);
    std::size_t count = 0;
    for (std::size_t i = 0; i < offered.size() && count < most; ++i) {
      if (!chance(0.7 * weight(name, i, offered.size()))) continue;
      ticked[i] = 1;
      ++count;
    }
    while (count < std::min(least, offered.size())) {
      const std::size_t more = random_.below(offered.size());
      count += ticked[more] == 0 ? 1 : 0;
      ticked[more] = 1;
    }
    Array values;
    for (std::size_t i = 0; i < offered.size(); ++i) {
      if (ticked[i] != 0) values.push_back(offered[i]);
    }
    return values;
  }

  Value ranked(std::string_view name, std::vector<Value> offered) {
    Array order;
    while (!offered.empty()) {
      const std::size_t next = pick(name, offered.size());
      order.push_back(offered[next]);
      offered.erase(offered.begin() + static_cast<std::ptrdiff_t>(next));
    }
    return order;
  }

  Value matrix(const Value& question) {
    const Array* columns = question["columns"].array();
    const Array* rows = question["matrixRows"].array();
    if (!columns || columns->empty() || !rows) return {};
    Object answers;
    for (const Value& row : *rows) {
      const std::string key = ballot::text_of(row["value"]);
      const std::string name = std::string(question["name"].string_or("")) + "." + key;
      answers.set(key, (*columns)[pick(name, columns->size())]["value"]);
    }
    return answers;
  }

  Interview& interview_;
  const ballot::Codebook& codebook_;
  Random& random_;
  const double leaning_;
  std::vector<std::pair<std::string, std::size_t>> picked_;  ///< by title
};

}  // namespace

Result<std::string> simulate_visitor(const Simulation& simulation, Random& random) {
  SeededHost host(random, simulation.week);
  interview::Options options = simulation.options;
  if (options.locale.empty()) options.locale = simulation.codebook.languages[random.below(simulation.codebook.languages.size())];
  options.simulated = true;
  options.keeps_week = simulation.week.has_value();
  const std::unique_ptr<Interview> interview = TRIPTYCH_TRY(Interview::open(simulation.questionnaire, std::move(options), host));
  Visitor(*interview, simulation.codebook, random).go_through();
  const ballot::Ballot made = TRIPTYCH_TRY(interview->make_ballot());
  return ballot::encode(made, simulation.codebook);
}

}  // namespace triptych::cli
