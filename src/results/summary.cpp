// SPDX-License-Identifier: MIT
// Results: one question after another.
#include "results/summary.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/change.h"
#include "stats/proportion.h"

namespace triptych::results {
namespace {

using disclosure::Count;
using disclosure::OneWayTable;
using disclosure::Released;

/// Codes of an item's states, as in a ballot.
constexpr double kUnanswered = 1;
constexpr double kRefused = 2;
constexpr double kDontKnow = 3;

Value number(Count count) { return static_cast<double>(count); }

/// The words in that language: a string, or {"default": …, "fr": …} read as SurveyJS reads it.
std::string words_in(const Value& text, std::string_view locale) {
  if (const std::string* plain = text.string()) return *plain;
  for (const std::string_view name : {locale, locale.substr(0, locale.find('-')), std::string_view("default"), std::string_view("en")}) {
    if (const std::string* version = text[name].string()) return *version;
  }
  return "";
}

/// Percent and interval of x in n; nulls where n is too small for them.
struct Share {
  Value percent = Null{};
  Value low = Null{};
  Value high = Null{};
};

Share share_of(Count x, Count n) {
  if (n < kLeastForPercent) return {};
  const stats::Interval interval = stats::wilson(static_cast<double>(x), static_cast<double>(n));
  return {stats::whole_percent(x, n), stats::whole_percent(interval.low), stats::whole_percent(interval.high)};
}

void set_share(Object& object, const Share& share) {
  object.set("percent", share.percent);
  object.set("low", share.low);
  object.set("high", share.high);
}

struct Bar {
  Count count = 0;
  Share share;
};

const OneWayTable* table_of(const Released* released, std::string_view name) {
  if (!released) return nullptr;
  for (const OneWayTable& table : released->data().tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

/// The table's cell of an option; nothing where the release is older than the option.
std::optional<std::size_t> cell_of(const OneWayTable& table, const Value& value) {
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    if (table.values[i] == value) return i;
  }
  return std::nullopt;
}

/// Shares of drawn codes, turned back: the nearest shares that could be, of all who were asked.
std::vector<Bar> estimate(const OneWayTable& table) {
  const auto total = static_cast<double>(table.randomised->keep + (table.randomised->categories - 1) * table.randomised->other);
  const stats::Randomised chances{static_cast<double>(table.randomised->keep) / total,
                                  static_cast<double>(table.randomised->other) / total};
  const Count n = table.answered + table.unanswered;
  std::vector<double> shares;
  for (const Count cell : table.cells) shares.push_back(stats::randomised_share(cell, n, chances));
  shares.push_back(stats::randomised_share(table.unanswered, n, chances));
  shares = stats::onto_simplex(std::move(shares));
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    Bar bar;
    bar.count = static_cast<Count>(std::floor(shares[i] * static_cast<double>(n) + 0.5));
    if (n >= kLeastForPercent) {
      const stats::Interval interval = stats::randomised_interval(table.cells[i], n, chances);
      bar.share = {stats::whole_percent(shares[i]), stats::whole_percent(interval.low), stats::whole_percent(interval.high)};
    }
    bars.push_back(std::move(bar));
  }
  return bars;
}

std::vector<Bar> bars_of(const OneWayTable& table) {
  if (table.randomised) return estimate(table);
  std::vector<Bar> bars;
  for (const Count cell : table.cells) bars.push_back({cell, share_of(cell, table.answered)});
  return bars;
}

bool holds(const Value& own, double code) {
  if (const double* one = own.number()) return *one == code;
  const Array* many = own.array();
  return many && std::any_of(many->begin(), many->end(), [code](const Value& one) { return one.number_or(-1) == code; });
}

/// Figures and themes have an origin in common.
Object origin_of(const Value& reference, std::string_view locale) {
  Object origin;
  for (const std::string_view name : {"label", "who", "where", "sponsor", "source"}) {
    origin.set(name, words_in(reference[name], locale));
  }
  origin.set("address", reference["address"].string_or(""));
  origin.set("date", reference["date"].string_or(""));
  origin.set("dateFrom", reference["date_from"].string_or(""));
  return origin;
}

/// Seen in its primary source, or vouched for by a person.
bool is_sound(const Value& reference) {
  return reference["mark"].string_or("") == "S1" || !reference["signed"].is_nothing();
}

Value wording_of(const Value& wording) {
  if (!wording.object()) return Null{};
  const Array* options = wording["options"].array();
  Object words;
  words.set("language", wording["language"]);
  words.set("text", wording["text"]);
  words.set("options", options ? *options : Array{});
  return words;
}

/// The same share among our answers. Boxes overlap: several of them have no share together.
Value ours_of(const OneWayTable* table, const std::vector<std::size_t>& cells) {
  if (!table || !table->released || table->randomised || cells.empty()) return Null{};
  if (table->kind != "single" && cells.size() > 1) return Null{};
  Count count = 0;
  for (const std::size_t cell : cells) count += table->cells[cell];
  Object ours;
  ours.set("count", number(count));
  ours.set("n", number(table->answered));
  set_share(ours, share_of(count, table->answered));
  return ours;
}

Value figure_of(const Value& reference, const Value& item, const OneWayTable* table, std::string_view locale) {
  Object figure = origin_of(reference, locale);
  const double n = reference["n"].number_or(0);
  const double* count = reference["count"].number();
  Share share;
  if (count && n > 0 && *count <= n) {
    const stats::Interval interval = stats::wilson(*count, n);
    share.low = stats::whole_percent(interval.low);
    share.high = stats::whole_percent(interval.high);
  }
  figure.set("n", n > 0 ? Value(n) : Value(Null{}));
  figure.set("count", count ? Value(*count) : Value(Null{}));
  figure.set("percent", stats::whole_percent(reference["percent"].number_or(0) / 100));
  figure.set("low", share.low);
  figure.set("high", share.high);
  figure.set("kind", reference["kind"].string_or("context"));
  figure.set("subject", reference["subject"].string_or("ai"));
  figure.set("measured", words_in(reference["measured"], locale));
  figure.set("wording", wording_of(reference["wording"]));
  Array notes;
  if (const Array* written = reference["notes"].array()) {
    for (const Value& note : *written) notes.emplace_back(words_in(note, locale));
  }
  figure.set("notes", std::move(notes));
  Array codes;
  std::vector<std::size_t> cells;
  const Array* named = reference["options"].array();
  const Array* options = item["options"].array();
  for (std::size_t i = 0; named && options && i < named->size(); ++i) {
    for (const Value& option : *options) {
      if (option["value"] != (*named)[i]) continue;
      codes.push_back(option["code"]);
      const std::optional<std::size_t> cell = table ? cell_of(*table, option["value"]) : std::nullopt;
      if (cell) cells.push_back(*cell);
    }
  }
  // An option that our release does not count yet would make our share too small.
  if (cells.size() < codes.size()) cells.clear();
  figure.set("codes", std::move(codes));
  figure.set("ours", ours_of(table, cells));
  return figure;
}

Array figures_for(const Words& words, const Value& question, const Value& item, const OneWayTable* table) {
  Array figures;
  const Array* references = words.references["references"].array();
  for (std::size_t i = 0; references && i < references->size(); ++i) {
    const Value& reference = (*references)[i];
    const bool here = question.is_nothing() ? reference["question"].is_nothing() : reference["question"] == question;
    if (here && is_sound(reference)) figures.push_back(figure_of(reference, item, table, words.locale));
  }
  return figures;
}

Array themes_for(const Words& words, const Value& question) {
  Array themes;
  const Array* written = words.references["themes"].array();
  for (std::size_t i = 0; written && i < written->size(); ++i) {
    const Value& theme = (*written)[i];
    const Array* questions = theme["questions"].array();
    if (!questions || !is_sound(theme) || std::find(questions->begin(), questions->end(), question) == questions->end()) continue;
    Object entry = origin_of(theme, words.locale);
    entry.set("n", theme["n"]);
    themes.emplace_back(std::move(entry));
  }
  return themes;
}

Value message(std::string_view key, Object params) {
  Object message;
  message.set("key", key);
  message.set("params", std::move(params));
  return message;
}

/// One sentence that says the chart: the option with most people (the first of equals).
Value sentence_for(const OneWayTable& table, const Value& item, const std::vector<Bar>& bars, Count n) {
  std::size_t top = 0;
  for (std::size_t i = 1; i < bars.size(); ++i) {
    if (bars[i].count > bars[top].count) top = i;
  }
  std::string text;
  if (const Array* options = item["options"].array()) {
    for (const Value& option : *options) {
      if (cell_of(table, option["value"]) == top) text = option["text"].string_or("");
    }
  }
  Object params;
  params.set("option", text);
  params.set("count", number(bars[top].count));
  params.set("n", number(n));
  std::string key = "results.sentence." + (table.randomised ? std::string("estimated") : table.kind);
  if (bars[top].share.percent.is_null()) {
    key += "_few";
  } else {
    set_share(params, bars[top].share);
  }
  return message(key, std::move(params));
}

Array own_words(const Value& item, const Value& own) {
  Array words;
  if (const Array* options = item["options"].array()) {
    for (const Value& option : *options) {
      if (holds(own, option["code"].number_or(-1))) words.push_back(option["text"]);
    }
  }
  return words;
}

Array bar_values(const OneWayTable& table, const Value& item, const std::vector<Bar>& bars, const Value& own) {
  Array values;
  const Array* options = item["options"].array();
  for (std::size_t i = 0; options && i < options->size(); ++i) {
    const Value& option = (*options)[i];
    // An option newer than the release: nobody was counted.
    const std::optional<std::size_t> cell = cell_of(table, option["value"]);
    const Bar bar = cell ? bars[*cell] : Bar{0, share_of(0, table.answered)};
    Object value;
    value.set("code", option["code"]);
    value.set("text", option["text"]);
    value.set("count", number(bar.count));
    set_share(value, bar.share);
    value.set("own", holds(own, option["code"].number_or(-1)));
    values.emplace_back(std::move(value));
  }
  return values;
}

/// Don't know, prefer not to say, unanswered: where somebody, or the visitor, is. Of a drawn answer they are noise.
Array beside_values(const OneWayTable& table, const Value& own) {
  struct Beside {
    std::string_view kind;
    Count count;
    double code;
  };
  Array values;
  if (table.randomised) return values;
  for (const Beside& beside : {Beside{"dontknow", table.dont_know, kDontKnow}, Beside{"refused", table.refused, kRefused},
                               Beside{"unanswered", table.unanswered, kUnanswered}}) {
    const bool mine = holds(own, beside.code);
    if (beside.count == 0 && !mine) continue;
    Object value;
    value.set("kind", beside.kind);
    value.set("count", number(beside.count));
    value.set("own", mine);
    values.emplace_back(std::move(value));
  }
  return values;
}

/// Why there is no number: nothing released at all, or that key.
Value why_withheld(const Released* released, std::string_view key) {
  Object params;
  if (released) {
    params.set("threshold", static_cast<double>(released->data().min_answers));
    params.set("batch", static_cast<double>(released->data().min_new));
  }
  return message(released ? key : "results.not_yet", std::move(params));
}

Value question_result(const Released* released, const Words& words, const Value& item) {
  const OneWayTable* table = table_of(released, item["name"].string_or(""));
  const Value& own = words.own[item["name"].string_or("")];
  Object result;
  for (const std::string_view name : {"name", "question", "title", "kind"}) result.set(name, item[name]);
  const bool shown = table && table->released && table->kind == item["kind"].string_or("");
  result.set("status", shown ? "released" : "withheld");
  if (shown) {
    const std::vector<Bar> bars = bars_of(*table);
    const Count n = table->answered + (table->randomised ? table->unanswered : 0);
    result.set("why", Null{});
    result.set("n", number(n));
    result.set("estimated", table->randomised.has_value());
    result.set("bars", bar_values(*table, item, bars, own));
    result.set("beside", beside_values(*table, own));
    result.set("sentence", sentence_for(*table, item, bars, n));
    result.set("taught", table->compared ? number(table->taught) : Value(Null{}));
  } else {
    const Value why = why_withheld(released, "results.withheld");
    result.set("why", why);
    result.set("n", 0);
    result.set("estimated", false);
    result.set("bars", Array{});
    result.set("beside", Array{});
    result.set("sentence", why);
    result.set("taught", Null{});
  }
  result.set("own", own_words(item, own));
  result.set("references", figures_for(words, item["question"], item, shown ? table : nullptr));
  result.set("themes", themes_for(words, item["question"]));
  return result;
}

/// Questions that check what an explainer taught are shown as flows alone.
bool is_question(const Value& item) {
  const std::string_view source = item["source"].string_or("question");
  return (source == "question" || source == "matrix_row") && item["explainer"].is_undefined();
}

const Value& item_named(const Value& codebook, std::string_view name) {
  static const Value none;
  if (const Array* items = codebook.array()) {
    for (const Value& item : *items) {
      if (item["name"].string_or("") == name) return item;
    }
  }
  return none;
}

std::string_view option_text(const Value& item, bool last) {
  const Array* options = item["options"].array();
  if (!options || options->empty()) return "";
  return (last ? options->back() : options->front())["text"].string_or("");
}

/// Up and down are told alike: whichever is larger, and also where the data do not say.
std::string_view verdict_of(int low, int high) {
  return low > 0 ? "up" : high < 0 ? "down" : "unsure";
}

/// Where visitors choose their explainer, the answers about all of them are one table: it has no explainer's title.
bool checks_several(const Value& codebook) {
  std::string_view first;
  if (const Array* items = codebook.array()) {
    for (const Value& item : *items) {
      const std::string_view explainer = item["explainer"].string_or("");
      if (explainer.empty()) continue;
      if (!first.empty() && explainer != first) return true;
      first = explainer;
    }
  }
  return false;
}

Value flow_result(const Released& released, const OneWayTable& table, const Value& codebook, bool together) {
  const Value& item = item_named(codebook, table.question);
  const bool learning = table.source == "learning";
  const Value& title = learning ? item_named(codebook, item["explainer"].string_or("")) : item;
  Object result;
  result.set("name", table.name);
  result.set("kind", learning ? "learning" : "change");
  result.set("title", learning && together ? "" : title["title"].string_or(""));
  result.set("status", table.released ? "released" : "withheld");
  const Value why = table.released ? Value(Null{}) : why_withheld(&released, "results.withheld");
  result.set("why", why);
  result.set("n", number(table.answered));
  // Towards these answers; a right one needs no words.
  const bool rises = table.source == "rise";
  Object ways;
  ways.set("upwards", learning ? std::string_view() : option_text(item, rises));
  ways.set("downwards", learning ? std::string_view() : option_text(item, !rises));
  for (const Member& way : ways) result.set(way.name, way.value);
  Array moves;
  Object counted = ways;
  counted.set("n", number(table.answered));
  result.set("verdict", Null{});
  result.set("chance", Null{});
  if (table.released) {
    static constexpr std::string_view kMoves[] = {"up", "same", "down"};
    for (std::size_t i = 0; i < table.cells.size() && i < 3; ++i) {
      counted.set(kMoves[i], number(table.cells[i]));
      Object move;
      move.set("move", kMoves[i]);
      move.set("count", number(table.cells[i]));
      set_share(move, share_of(table.cells[i], table.answered));
      moves.emplace_back(std::move(move));
    }
  }
  if (table.released && table.answered >= kLeastForPercent && table.cells.size() == 3) {
    const Count up = table.cells[0];
    const Count down = table.cells[2];
    const stats::Interval interval = stats::change_interval(up, down, table.answered);
    const int low = stats::whole_points(interval.low);
    const int high = stats::whole_points(interval.high);
    const std::string_view verdict = verdict_of(low, high);
    Object params = ways;
    params.set("low", verdict == "down" ? -high : low);
    params.set("high", verdict == "down" ? -low : high);
    params.set("fewer", -low);
    result.set("verdict", message("results.flow." + std::string(learning ? "learning_" : "change_") +
                                      std::string(verdict),
                                  std::move(params)));
    // Thousandths: enough to read, and the same on every machine.
    result.set("chance", std::round(stats::exact_mcnemar(up, down) * 1000) / 1000);
  }
  result.set("sentence", table.released ? message(learning ? "results.flow.learning" : "results.flow.change",
                                                  std::move(counted))
                                        : why);
  result.set("moves", std::move(moves));
  return result;
}

Array flows_of(const Released* released, const Value& codebook) {
  Array flows;
  if (!released) return flows;
  const auto& tables = released->data().tables;
  const auto learnt = std::count_if(tables.begin(), tables.end(), [](const OneWayTable& table) { return table.source == "learning"; });
  const bool together = learnt == 1 && checks_several(codebook);
  for (const OneWayTable& table : tables) {
    if (table.source == "learning" || table.source == "change" || table.source == "rise") {
      flows.push_back(flow_result(*released, table, codebook, together));
    }
  }
  return flows;
}

}  // namespace

Value summarize(const Released* released, const Words& words) {
  Array questions;
  bool any = false;
  if (const Array* items = words.codebook.array()) {
    for (const Value& item : *items) {
      if (!is_question(item)) continue;
      questions.push_back(question_result(released, words, item));
      any = any || questions.back()["status"] == Value("released");
    }
  }
  Object summary;
  summary.set("status", !released ? "none" : any ? "released" : "waiting");
  summary.set("why", any ? Value(Null{}) : why_withheld(released, "results.waiting"));
  summary.set("simulated", released && released->data().simulated);
  summary.set("n", released ? number(released->data().ballots) : Value(0));
  summary.set("closed", released && released->data().closed);
  summary.set("threshold", released ? static_cast<double>(released->data().min_answers) : 0);
  summary.set("batch", released ? static_cast<double>(released->data().min_new) : 0);
  summary.set("questions", std::move(questions));
  summary.set("flows", flows_of(released, words.codebook));
  summary.set("context", figures_for(words, Null{}, Value(), nullptr));
  return summary;
}

}  // namespace triptych::results
