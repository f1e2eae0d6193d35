// SPDX-License-Identifier: MIT
// Tally: from ballots to columns.
#include "tally/tally.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "ballot/envelope.h"
#include "base/limits.h"

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
  for (const ballot::Mode mode :
       {ballot::Mode::web, ballot::Mode::kiosk, ballot::Mode::facilitator, ballot::Mode::paper}) {
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

/// For each option of `earlier` the same option of `item`; nothing where the two items cannot be counted
/// together.
std::optional<std::vector<std::uint32_t>> match(const Item& item, const Item& earlier) {
  if (item.kind != earlier.kind || item.source != earlier.source || item.epsilon != earlier.epsilon)
    return std::nullopt;
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

std::size_t Columns::find(std::string_view name) const {
  std::size_t index = 0;
  while (index < variables.size() && variables[index].item.name != name) ++index;
  return index;
}

Column Columns::codes(std::size_t variable) const {
  return {records.data(), stride, ballots, variables[variable].place.code};
}

Column Columns::part(std::size_t variable, std::uint32_t option) const {
  const ballot::Field& parts = variables[variable].place.parts;
  if (variables[variable].item.kind == ItemKind::multiple) {
    return {records.data(), stride, ballots, {parts.at + option / 8, 1}, option % 8};
  }
  return {records.data(), stride, ballots, {parts.at + option * parts.width, parts.width}};
}

Tally::Tally(const Codebook& codebook) : recorder_(codebook), stride_(recorder_.bytes()) {
  Structure own{codebook, {}, {}};
  for (std::size_t i = 0; i < codebook.items.size(); ++i) {
    own.items.push_back(static_cast<std::ptrdiff_t>(i));
    std::vector<std::uint32_t> options(codebook.items[i].option_count());
    std::iota(options.begin(), options.end(), 0u);
    own.options.push_back(std::move(options));
    variables_.push_back({codebook.items[i], false, recorder_.places()[i]});
  }
  structures_.push_back(std::move(own));
  for (const Item& item : envelope_items(codebook)) {
    variables_.push_back({item, true, ballot::place_of(item, static_cast<std::uint32_t>(stride_))});
    stride_ += variables_.back().place.bytes;
  }
  const Variable* envelope = variables_.data() + codebook.items.size();
  for (const ballot::Mode mode :
       {ballot::Mode::web, ballot::Mode::kiosk, ballot::Mode::facilitator, ballot::Mode::paper}) {
    const std::uint8_t flags = ballot::kModeFlags[static_cast<std::size_t>(mode)];
    envelope_.mode[flags] = static_cast<std::uint16_t>(code_of(envelope[0].item, ballot::name_of(mode)));
  }
  for (std::size_t number = 0; number < 256; ++number) {
    const auto byte = static_cast<std::uint8_t>(number);
    envelope_.text_rev[number] =
        static_cast<std::uint16_t>(code_of(envelope[1].item, static_cast<int>(number)));
    std::uint32_t language = code_of(envelope[2].item, ballot::language_name(byte));
    // A language that the questionnaire is not written in.
    if (language == ballot::kUnanswered) language = code_of(envelope[2].item, "und");
    envelope_.language[number] = static_cast<std::uint16_t>(language);
  }
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
  if (ids_.size() >= limits::kTallyBallots)
    return Error{ErrorCode::tally_full, "", {{"limit", limits::kTallyBallots}}};
  std::uint8_t* record = push(bytes);
  const auto drop = [this](Error error) {
    records_.resize(records_.size() - stride_);
    ids_.pop_back();
    return error;
  };
  bool simulated = false;
  if (recorder_.read(bytes, record)) {
    simulated = (static_cast<std::uint8_t>(bytes[ballot::kFlagsAt]) & ballot::kSimulatedFlag) != 0;
  } else {
    const Result<ballot::Ballot> envelope = ballot::decode_header(bytes);
    if (!envelope.ok()) return drop(envelope.error());
    const Structure* structure = &structures_.front();
    for (const Structure& known : structures_) {
      if (known.codebook.structure == envelope.value().structure) structure = &known;
    }
    const Result<ballot::Ballot> ballot = ballot::decode(bytes, structure->codebook);
    if (!ballot.ok()) return drop(ballot.error());
    write_earlier(ballot.value(), *structure, record);
    simulated = ballot.value().simulated;
  }
  const Origin origin = simulated ? Origin::simulated : Origin::real;
  if (origin_ != Origin::none && origin_ != origin) return drop({ErrorCode::ballot_mixed, "", {}});
  origin_ = origin;
  return Done{};
}

std::uint8_t* Tally::push(std::string_view bytes) {
  records_.resize(records_.size() + stride_);
  std::uint8_t* record = records_.data() + records_.size() - stride_;
  ids_.emplace_back();
  if (bytes.size() < ballot::kEnvelopeBytes) return record;
  std::memcpy(ids_.back().data(), bytes.data() + ballot::kIdAt, ballot::kIdBytes);
  const auto byte_at = [bytes](std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); };
  const Variable* envelope = variables_.data() + recorder_.places().size();
  envelope[0].place.code.write(record, envelope_.mode[byte_at(ballot::kFlagsAt) & 14]);
  envelope[1].place.code.write(record, envelope_.text_rev[byte_at(ballot::kTextRevAt)]);
  envelope[2].place.code.write(record, envelope_.language[byte_at(ballot::kLanguageAt)]);
  return record;
}

void Tally::write_earlier(const ballot::Ballot& ballot, const Structure& structure,
                          std::uint8_t* record) const {
  for (std::size_t i = 0; i < structure.items.size(); ++i) {
    Answer answer;
    if (structure.items[i] >= 0) answer = ballot.answers[static_cast<std::size_t>(structure.items[i])];
    for (std::uint32_t& option : answer.options) option = structure.options[i][option];
    ballot::write_answer(answer, variables_[i].item.kind, variables_[i].place, record);
  }
}

Result<Done> Tally::merge(const Tally& other) {
  if (other.origin_ == Origin::none) return Done{};
  if (origin_ != Origin::none && origin_ != other.origin_) return Error{ErrorCode::ballot_mixed, "", {}};
  const std::size_t rows = other.ids_.size();  // before it grows, should it be this tally itself
  if (ids_.size() + rows > limits::kTallyBallots)
    return Error{ErrorCode::tally_full, "", {{"limit", limits::kTallyBallots}}};
  origin_ = other.origin_;
  const std::size_t before = ids_.size();
  ids_.resize(before + rows);
  records_.resize(ids_.size() * stride_);
  std::copy_n(other.ids_.begin(), rows, ids_.begin() + static_cast<std::ptrdiff_t>(before));
  std::copy_n(other.records_.begin(), rows * stride_,
              records_.begin() + static_cast<std::ptrdiff_t>(before * stride_));
  return Done{};
}

std::size_t Tally::bytes() const {
  return ids_.capacity() * sizeof(Id) + records_.capacity();
}

int Tally::compare(std::size_t a, std::size_t b) const {
  const int ids = std::memcmp(ids_[a].data(), ids_[b].data(), sizeof(Id));
  return ids != 0 ? ids : std::memcmp(records_.data() + a * stride_, records_.data() + b * stride_, stride_);
}

std::vector<std::uint32_t> Tally::sorted() const {
  // Ids are random: their first bits spread them over buckets of some eight, whatever the order of arrival.
  struct Key {
    std::uint64_t head;
    std::uint32_t row;
  };
  const std::size_t rows = ids_.size();
  const int bits = std::clamp(static_cast<int>(std::bit_width(rows)) - 4, 1, 20);
  const auto head_of = [this](std::size_t row) {
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < sizeof head; ++i) head = head << 8 | ids_[row][i];
    return head;
  };
  const auto bucket_of = [bits](std::uint64_t head) { return static_cast<std::size_t>(head >> (64 - bits)); };
  std::vector<std::uint32_t> ends((std::size_t{1} << bits) + 1, 0);
  for (std::size_t row = 0; row < rows; ++row) ++ends[bucket_of(head_of(row)) + 1];
  for (std::size_t bucket = 1; bucket < ends.size(); ++bucket) ends[bucket] += ends[bucket - 1];
  std::vector<Key> keys(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t head = head_of(row);
    keys[ends[bucket_of(head)]++] = {head, static_cast<std::uint32_t>(row)};
  }
  std::size_t begin = 0;
  for (std::size_t bucket = 0; bucket + 1 < ends.size(); ++bucket) {
    const std::size_t end = ends[bucket];
    std::sort(keys.begin() + static_cast<std::ptrdiff_t>(begin),
              keys.begin() + static_cast<std::ptrdiff_t>(end), [this](const Key& a, const Key& b) {
                return a.head != b.head ? a.head < b.head : compare(a.row, b.row) < 0;
              });
    begin = end;
  }
  std::vector<std::uint32_t> order(rows);
  for (std::size_t i = 0; i < rows; ++i) order[i] = keys[i].row;
  return order;
}

Columns Tally::outline() const {
  Columns columns;
  columns.survey = structures_.front().codebook.survey;
  columns.wave = structures_.front().codebook.wave;
  columns.simulated = origin_ == Origin::simulated;
  columns.disagreements = disagreements_;
  columns.variables = variables_;
  columns.stride = stride_;
  return columns;
}

Columns Tally::count() const {
  Columns columns = outline();
  std::vector<std::uint32_t> kept = sorted();
  for (const std::uint32_t row : kept) {
    const std::uint32_t last = columns.ballots > 0 ? kept[columns.ballots - 1] : 0;
    if (columns.ballots == 0 || ids_[last] != ids_[row]) {
      kept[columns.ballots++] = row;
    } else {
      ++(compare(last, row) < 0 ? columns.conflicts : columns.duplicates);
    }
  }
  columns.records.resize(columns.ballots * stride_);
  for (std::size_t i = 0; i < columns.ballots; ++i) {
    std::memcpy(columns.records.data() + i * stride_, records_.data() + kept[i] * stride_, stride_);
  }
  return columns;
}

Columns Tally::close() && {
  Columns columns = count();
  ids_ = {};
  records_ = {};
  origin_ = Origin::none;
  return columns;
}

std::optional<Columns> Tally::fresh(std::size_t from) const {
  std::vector<Id> added(ids_.begin() + static_cast<std::ptrdiff_t>(from), ids_.end());
  std::sort(added.begin(), added.end());
  if (std::adjacent_find(added.begin(), added.end()) != added.end()) return std::nullopt;
  // Most ids are new, and three bytes of them say so.
  const auto short_of = [](const Id& id) {
    return id[0] | std::size_t{id[1]} << 8 | std::size_t{id[2] & 15u} << 16;
  };
  std::vector<bool> seen(std::size_t{1} << 20, false);
  for (const Id& id : added) seen[short_of(id)] = true;
  for (std::size_t row = 0; row < from; ++row) {
    if (seen[short_of(ids_[row])] && std::binary_search(added.begin(), added.end(), ids_[row]))
      return std::nullopt;
  }
  Columns columns = outline();
  columns.ballots = added.size();
  columns.records.assign(records_.begin() + static_cast<std::ptrdiff_t>(from * stride_), records_.end());
  return columns;
}

}  // namespace triptych::tally
