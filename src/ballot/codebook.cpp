// SPDX-License-Identifier: MIT
// Ballot: items, their codes, and the canonical text whose hash names the structure.
#include "ballot/codebook.h"

#include <bit>
#include <cmath>

#include "ballot/ballot.h"
#include "ballot/randomise.h"
#include "base/calendar.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "json/number.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::ballot {
namespace {

constexpr std::string_view kKinds[] = {"single", "multiple", "ranking"};
constexpr std::string_view kSources[] = {"question", "matrix_row", "explainer", "draw", "fact"};
constexpr std::string_view kUnits[] = {"number", "day", "month"};
constexpr std::uint32_t kMostRandomised = 64;

template <std::size_t n>
std::optional<std::uint8_t> index_in(const std::string_view (&names)[n], std::string_view name) {
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == name) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

std::string padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

Value grid_value(const Grid& grid, std::uint32_t point) {
  const double at = grid.first + point * grid.step;
  if (grid.unit == Grid::Unit::number) {
    // 0.1 + 2 * 0.1 is not 0.3: the value is what is written with the decimals of first and step.
    return std::round(at * 1e9) / 1e9;
  }
  if (grid.unit == Grid::Unit::day) {
    const CivilDate date = civil_from_days(static_cast<std::int64_t>(at));
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
  }
  const auto months = static_cast<std::int64_t>(at);
  const std::int64_t year = (months >= 0 ? months : months - 11) / 12;
  return padded(1970 + year, 4) + "-" + padded(months - year * 12 + 1, 2);
}

std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

Value canonical_value(const Codebook& codebook) {
  Array items;
  for (const Item& item : codebook.items) {
    Object entry{{"name", item.name},
                 {"source", name_of(item.source)},
                 {"kind", name_of(item.kind)}};
    if (item.source == ItemSource::matrix_row) {
      entry.set("question", item.question);
      entry.set("row", item.row);
    }
    if (item.grid) {
      entry.set("grid", Object{{"unit", name_of(item.grid->unit)},
                               {"first", item.grid->first},
                               {"step", item.grid->step},
                               {"count", static_cast<double>(item.grid->count)}});
    } else {
      entry.set("options", Array(item.options.begin(), item.options.end()));
    }
    if (item.epsilon > 0) entry.set("epsilon", item.epsilon);
    if (item.compared) entry.set("compared", true);
    if (!item.conditions.empty()) entry.set("conditions", Array(item.conditions.begin(), item.conditions.end()));
    items.push_back(std::move(entry));
  }
  return Object{{"format", "triptych-codebook"}, {"version", 1}, {"survey", codebook.survey}, {"items", std::move(items)}};
}

Error wrong(std::string path) { return {ErrorCode::ballot_codebook, std::move(path), {}}; }

bool is_whole(double number, double least, double most) {
  return number >= least && number <= most && std::floor(number) == number;
}

Result<Grid> read_grid(const Value& value, const std::string& path) {
  const std::optional<std::uint8_t> unit = index_in(kUnits, value["unit"].string_or(""));
  const double* first = value["first"].number();
  const double step = value["step"].number_or(0);
  const double count = value["count"].number_or(0);
  if (!unit || !first || !(step > 0) || !is_whole(count, 1, limits::kCodes)) return wrong(path);
  if (static_cast<Grid::Unit>(*unit) != Grid::Unit::number && (!is_whole(*first, -1e7, 1e7) || !is_whole(step, 1, 1e6))) {
    return wrong(path);
  }
  return Grid{static_cast<Grid::Unit>(*unit), *first, step, static_cast<std::uint32_t>(count)};
}

Result<Item> read_item(const Value& value, const std::string& path) {
  const std::optional<std::uint8_t> source = index_in(kSources, value["source"].string_or(""));
  const std::optional<std::uint8_t> kind = index_in(kKinds, value["kind"].string_or(""));
  Item item;
  item.name = value["name"].string_or("");
  if (!source || !kind || item.name.empty()) return wrong(path);
  item.source = static_cast<ItemSource>(*source);
  item.kind = static_cast<ItemKind>(*kind);
  if (item.source == ItemSource::matrix_row) {
    item.question = value["question"].string_or("");
    item.row = value["row"];
  } else if (item.source == ItemSource::question || item.source == ItemSource::explainer) {
    item.question = item.name;
  }
  if (!value["grid"].is_undefined()) {
    item.grid = TRIPTYCH_TRY(read_grid(value["grid"], path + "/grid"));
    if (item.kind != ItemKind::single) return wrong(path + "/kind");
  } else {
    const Array* options = value["options"].array();
    if (!options || options->empty()) return wrong(path + "/options");
    item.options = *options;
  }
  item.epsilon = value["epsilon"].number_or(0);
  item.compared = value["compared"].boolean_or(false);
  if (const Array* conditions = value["conditions"].array()) {
    for (const Value& condition : *conditions) item.conditions.emplace_back(condition.string_or(""));
  }
  return item;
}

}  // namespace

std::string_view name_of(ItemKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(ItemSource source) { return kSources[static_cast<std::size_t>(source)]; }
std::string_view name_of(Grid::Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }

std::string text_of(const Value& value) {
  if (const std::string* text = value.string()) return *text;
  if (const double* number = value.number()) return json::number_text(*number);
  return json::write(value);
}

std::optional<double> measure(Grid::Unit unit, const Value& value) {
  if (unit == Grid::Unit::number) {
    if (const double* number = value.number()) return *number;
    const std::string* text = value.string();
    if (!text) return std::nullopt;
    const Result<Value> read = json::read(*text);
    const double* number = read.ok() ? read.value().number() : nullptr;
    return number ? std::optional(*number) : std::nullopt;
  }
  const std::string_view text = value.string_or("");
  const std::optional<int> year = digits_at(text, 0, 4);
  const std::optional<int> month = digits_at(text, 5, 2);
  if (!year || !month || text[4] != '-' || *month < 1 || *month > 12) return std::nullopt;
  if (unit == Grid::Unit::month) {
    if (text.size() != 7) return std::nullopt;
    return (*year - 1970) * 12 + *month - 1;
  }
  const std::optional<int> day = digits_at(text, 8, 2);
  if (!day || text.size() != 10 || text[7] != '-') return std::nullopt;
  const std::int64_t days = days_from_civil({*year, *month, *day});
  if (civil_from_days(days).day != *day) return std::nullopt;
  return static_cast<double>(days);
}

std::uint32_t Item::option_count() const { return grid ? grid->count : static_cast<std::uint32_t>(options.size()); }

Value Item::option_value(std::uint32_t option) const { return grid ? grid_value(*grid, option) : options[option]; }

std::optional<std::uint32_t> Item::option_of(const Value& value) const {
  if (grid) {
    const std::optional<double> at = measure(grid->unit, value);
    if (!at) return std::nullopt;
    const double point = std::round((*at - grid->first) / grid->step);
    if (!(point >= 0 && point < grid->count)) return std::nullopt;
    const double off = std::fabs(grid->first + point * grid->step - *at);
    if (off > 1e-6 * grid->step) return std::nullopt;
    return static_cast<std::uint32_t>(point);
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i] == value) return static_cast<std::uint32_t>(i);
  }
  if (value.is_nothing() || value.array() || value.object()) return std::nullopt;
  const std::string text = text_of(value);
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (text_of(options[i]) == text) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

std::optional<std::size_t> Codebook::find(std::string_view name) const {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].name == name) return i;
  }
  return std::nullopt;
}

std::size_t Codebook::ballot_bytes() const {
  std::size_t bits = 0;
  for (const Item& item : items) bits += bits_of(item);
  return kEnvelopeBytes + (bits + 7) / 8;
}

std::size_t bits_for(std::uint32_t most) { return static_cast<std::size_t>(std::bit_width(most)); }

std::size_t bits_of(const Item& item) {
  const std::uint32_t n = item.option_count();
  switch (item.kind) {
    case ItemKind::single: return bits_for(n + kFirstOption - 1);
    case ItemKind::multiple: return 2 + n;
    case ItemKind::ranking: return 2 + n * bits_for(n);
  }
  return 0;
}

Result<Codebook> seal(Codebook codebook) {
  for (const Item& item : codebook.items) {
    if (item.epsilon == 0) continue;
    if (item.kind != ItemKind::single || item.source != ItemSource::question || !(item.epsilon >= kLeastEpsilon) ||
        !(item.epsilon <= kMostEpsilon) || item.option_count() < 2 || item.option_count() > kMostRandomised) {
      return Error{ErrorCode::ballot_epsilon, item.name, {{"least", kLeastEpsilon}, {"most", kMostEpsilon}}};
    }
  }
  const std::size_t bytes = codebook.ballot_bytes();
  if (bytes > limits::kBallotBytes) {
    return Error{ErrorCode::ballot_too_large, "", {{"bytes", bytes}, {"limit", limits::kBallotBytes}}};
  }
  codebook.canonical = json::write(canonical_value(codebook));
  const Sha256 digest = sha256(codebook.canonical);
  for (std::size_t i = 0; i < codebook.structure.size(); ++i) codebook.structure[i] = digest[i];
  return codebook;
}

Result<Codebook> read_codebook(std::string_view canonical) {
  const Value value = TRIPTYCH_TRY(json::read(canonical));
  const Array* items = value["items"].array();
  if (value["format"].string_or("") != "triptych-codebook" || value["version"].number_or(0) != 1 || !items) return wrong("");
  Codebook codebook;
  codebook.survey = value["survey"].string_or("");
  for (std::size_t i = 0; i < items->size(); ++i) {
    codebook.items.push_back(TRIPTYCH_TRY(read_item((*items)[i], "/items/" + std::to_string(i))));
  }
  Codebook sealed = TRIPTYCH_TRY(seal(std::move(codebook)));
  if (sealed.canonical != canonical) return wrong("");
  return sealed;
}

}  // namespace triptych::ballot
