// SPDX-License-Identifier: MIT
// Tally: from ballots to columns.
#include "tally/tally.h"

#include <algorithm>
#include <numeric>


namespace triptych::tally {
namespace {

using ballot::Answer;
using ballot::Codebook;
using ballot::Item;
using ballot::ItemKind;
using ballot::kFirstOption;
using ballot::State;

Item envelope_item(std::string name, std::vector<Value> options) {
  Item item;
  item.name = std::move(name);
  item.source = ballot::ItemSource::fact;
  item.options = std::move(options);
  return item;
}

/// In this order; push() writes their codes.
std::vector<Item> envelope_items(const Codebook& codebook) {
  std::vector<Value> modes;
  for (const ballot::Mode mode : {ballot::Mode::web, ballot::Mode::kiosk, ballot::Mode::facilitator, ballot::Mode::paper}) {
    modes.emplace_back(ballot::name_of(mode));
  }
  std::vector<Value> revisions;
  for (int revision = 1; revision <= codebook.text_rev; ++revision) revisions.emplace_back(revision);
  std::vector<Value> languages(codebook.languages.begin(), codebook.languages.end());
  languages.emplace_back("und");
  return {envelope_item("mode", std::move(modes)), envelope_item("text_rev", std::move(revisions)),
          envelope_item("language", std::move(languages))};
}

/// The code of that option, or "unanswered" where the envelope says something the codebook does not list.
std::uint32_t code_of(const Item& item, const Value& value) {
  const std::optional<std::uint32_t> option = item.option_of(value);
  return option ? kFirstOption + *option : ballot::kUnanswered;
}

/// For each option of `earlier` the same option of `item`; nothing where the two items cannot be counted together.
std::optional<std::vector<std::uint32_t>> match(const Item& item, const Item& earlier) {
  if (item.kind != earlier.kind || item.source != earlier.source || item.epsilon != earlier.epsilon) return std::nullopt;
  if (item.grid.has_value() != earlier.grid.has_value()) return std::nullopt;
  if (item.grid && item.grid->unit != earlier.grid->unit) return std::nullopt;
  // A randomised answer is spread over the options of its own time.
  if (item.epsilon > 0 && item.option_count() != earlier.option_count()) return std::nullopt;
  std::vector<std::uint32_t> options;
  for (std::uint32_t i = 0; i < earlier.option_count(); ++i) {
    const std::optional<std::uint32_t> option = item.option_of(earlier.option_value(i));
    if (!option) return std::nullopt;
    options.push_back(*option);
  }
  return options;
}

}  // namespace

void Column::push(std::uint32_t code) {
  for (std::size_t i = 0; i < width_; ++i) bytes_.push_back(static_cast<std::uint8_t>(code >> 8 * i));
}

std::uint32_t Column::operator[](std::size_t row) const {
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < width_; ++i) code |= static_cast<std::uint32_t>(bytes_[row * width_ + i]) << 8 * i;
  return code;
}

std::size_t Columns::find(std::string_view name) const {
  std::size_t index = 0;
  while (index < variables.size() && variables[index].item.name != name) ++index;
  return index;
}

Tally::Tally(const Codebook& codebook) {
  Structure own{codebook, {}, {}};
  for (std::size_t i = 0; i < codebook.items.size(); ++i) {
    own.items.push_back(static_cast<std::ptrdiff_t>(i));
    std::vector<std::uint32_t> options(codebook.items[i].option_count());
    std::iota(options.begin(), options.end(), 0u);
    own.options.push_back(std::move(options));
  }
  structures_.push_back(std::move(own));
  const auto add_variable = [this](const Item& item, bool envelope) {
    Variable variable{item, envelope, columns_.size(), 1};
    const std::uint32_t n = item.option_count();
    if (item.kind == ItemKind::single) {
      columns_.emplace_back(n + kFirstOption - 1);
    } else {
      columns_.emplace_back(static_cast<std::uint32_t>(State::answered));
      for (std::uint32_t i = 0; i < n; ++i) columns_.emplace_back(item.kind == ItemKind::multiple ? 1 : n);
      variable.columns += n;
    }
    variables_.push_back(std::move(variable));
  };
  for (const Item& item : codebook.items) add_variable(item, false);
  for (const Item& item : envelope_items(codebook)) add_variable(item, true);
}

Result<Done> Tally::accept(const Codebook& earlier) {
  const Codebook& own = structures_.front().codebook;
  if (earlier.survey != own.survey) {
    return Error{ErrorCode::tally_survey, "", {{"found", earlier.survey}, {"expected", own.survey}}};
  }
  for (const Structure& known : structures_) {
    if (known.codebook.structure == earlier.structure) return Done{};
  }
  Structure structure{earlier, {}, {}};
  structure.codebook.wave = own.wave;
  for (const Item& item : own.items) {
    const std::optional<std::size_t> found = earlier.find(item.name);
    std::optional<std::vector<std::uint32_t>> options;
    if (found) options = match(item, earlier.items[*found]);
    structure.items.push_back(options ? static_cast<std::ptrdiff_t>(*found) : -1);
    if (found && !options) {
      disagreements_.push_back({earlier.structure, item.name, Disagreement::Kind::apart});
    } else if (options && options->size() < item.option_count()) {
      disagreements_.push_back({earlier.structure, item.name, Disagreement::Kind::fewer_options});
    }
    structure.options.push_back(options ? *std::move(options) : std::vector<std::uint32_t>{});
  }
  structures_.push_back(std::move(structure));
  return Done{};
}

Result<Done> Tally::add(std::string_view bytes) {
  const ballot::Ballot envelope = TRIPTYCH_TRY(ballot::decode_header(bytes));
  const Structure* structure = &structures_.front();
  for (const Structure& known : structures_) {
    if (known.codebook.structure == envelope.structure) structure = &known;
  }
  const ballot::Ballot ballot = TRIPTYCH_TRY(ballot::decode(bytes, structure->codebook));
  const Origin origin = ballot.simulated ? Origin::simulated : Origin::real;
  if (origin_ != Origin::none && origin_ != origin) return Error{ErrorCode::ballot_mixed, "", {}};
  origin_ = origin;
  push(ballot, *structure);
  return Done{};
}

void Tally::push(const ballot::Ballot& ballot, const Structure& structure) {
  ids_.push_back(ballot.id);
  const std::size_t items = structure.items.size();
  static const Answer absent;
  for (std::size_t i = 0; i < items; ++i) {
    const Variable& variable = variables_[i];
    const std::vector<std::uint32_t>& options = structure.options[i];
    const Answer& answer = structure.items[i] < 0 ? absent : ballot.answers[static_cast<std::size_t>(structure.items[i])];
    const auto state = static_cast<std::uint32_t>(answer.state);
    if (variable.item.kind == ItemKind::single) {
      columns_[variable.first].push(answer.state == State::answered ? kFirstOption + options[answer.options[0]] : state);
      continue;
    }
    columns_[variable.first].push(state);
    std::vector<std::uint32_t> fields(variable.columns - 1, 0);
    for (std::size_t place = 0; place < answer.options.size(); ++place) {
      fields[options[answer.options[place]]] = variable.item.kind == ItemKind::multiple ? 1 : static_cast<std::uint32_t>(place + 1);
    }
    for (std::size_t field = 0; field < fields.size(); ++field) columns_[variable.first + 1 + field].push(fields[field]);
  }
  const Value values[kEnvelopeItems] = {ballot::name_of(ballot.mode), static_cast<int>(ballot.text_rev),
                                        ballot::language_name(ballot.language)};
  for (std::size_t i = 0; i < kEnvelopeItems; ++i) {
    const Variable& variable = variables_[items + i];
    std::uint32_t code = code_of(variable.item, values[i]);
    // A language that the questionnaire is not written in.
    if (i == 2 && code == ballot::kUnanswered) code = code_of(variable.item, "und");
    columns_[variable.first].push(code);
  }
}

Result<Done> Tally::merge(const Tally& other) {
  if (other.origin_ == Origin::none) return Done{};
  if (origin_ != Origin::none && origin_ != other.origin_) return Error{ErrorCode::ballot_mixed, "", {}};
  origin_ = other.origin_;
  const std::size_t rows = other.ids_.size();  // before it grows, should it be this tally itself
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    for (std::size_t row = 0; row < rows; ++row) columns_[column].push(other.columns_[column][row]);
  }
  for (std::size_t row = 0; row < rows; ++row) ids_.push_back(other.ids_[row]);
  return Done{};
}

bool Tally::less(std::size_t a, std::size_t b) const {
  if (ids_[a] != ids_[b]) return ids_[a] < ids_[b];
  for (const Column& column : columns_) {
    if (column[a] != column[b]) return column[a] < column[b];
  }
  return false;
}

Columns Tally::close() && {
  std::vector<std::size_t> order(ids_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return less(a, b); });
  Columns closed;
  closed.survey = structures_.front().codebook.survey;
  closed.wave = structures_.front().codebook.wave;
  closed.simulated = origin_ == Origin::simulated;
  closed.disagreements = std::move(disagreements_);
  std::vector<std::size_t> kept;
  for (const std::size_t row : order) {
    if (kept.empty() || ids_[kept.back()] != ids_[row]) {
      kept.push_back(row);
    } else if (less(kept.back(), row)) {
      ++closed.conflicts;
    } else {
      ++closed.duplicates;
    }
  }
  closed.ballots = kept.size();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column sorted = columns_[i].empty_copy();
    for (const std::size_t row : kept) sorted.push(columns_[i][row]);
    closed.columns.push_back(std::move(sorted));
  }
  closed.variables = std::move(variables_);
  ids_.clear();
  return closed;
}

}  // namespace triptych::tally
