// SPDX-License-Identifier: MIT
// Disclosure: the snapshot as canonical JSON.
#include "disclosure/snapshot.h"

#include <cmath>

#include "base/sha256.h"
#include "json/reader.h"
#include "json/writer.h"

namespace triptych::disclosure {
namespace {

constexpr std::string_view kFormat = "triptych-snapshot";
/// Integers above this are not exact in a double; no survey of people comes near.
constexpr double kMostCount = 9'007'199'254'740'991.0;

Value number(Count count) { return static_cast<double>(count); }

Array numbers(const std::vector<Count>& counts) {
  Array array;
  for (const Count count : counts) array.push_back(number(count));
  return array;
}

Value table_value(const OneWayTable& table) {
  Object object;
  object.set("name", table.name);
  object.set("question", table.question);
  object.set("source", table.source);
  object.set("kind", table.kind);
  if (table.compared) object.set("compared", true);
  if (table.randomised) {
    Object chances;
    chances.set("epsilon", table.randomised->epsilon);
    chances.set("keep", number(table.randomised->keep));
    chances.set("other", number(table.randomised->other));
    chances.set("categories", number(table.randomised->categories));
    object.set("randomised", std::move(chances));
  }
  object.set("values", table.values);
  object.set("released", table.released);
  if (table.released) {
    object.set("answered", number(table.answered));
    object.set("cells", numbers(table.cells));
    object.set("unanswered", number(table.unanswered));
    object.set("refused", number(table.refused));
    object.set("dont_know", number(table.dont_know));
    if (table.compared) object.set("taught", number(table.taught));
  }
  return object;
}

Value crossed_value(const CrossedTable& table) {
  Object object;
  object.set("rows", table.rows);
  object.set("columns", table.columns);
  object.set("row_values", table.row_values);
  object.set("column_values", table.column_values);
  object.set("released", table.released);
  if (!table.released) return object;
  // One mark for every hidden cell: null.
  Array cells;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    cells.push_back(table.hidden[i] != 0 ? Value(Null{}) : number(table.cells[i]));
  }
  object.set("cells", std::move(cells));
  return object;
}

std::string write(const ReleasedData& data) {
  Array tables;
  for (const OneWayTable& table : data.tables) tables.push_back(table_value(table));
  Array crossed;
  for (const CrossedTable& table : data.crossed) crossed.push_back(crossed_value(table));
  Object object;
  object.set("format", kFormat);
  object.set("version", 1);
  object.set("survey", data.survey);
  object.set("wave", static_cast<int>(data.wave));
  object.set("simulated", data.simulated);
  object.set("state", data.closed ? "closed" : "open");
  object.set("number", static_cast<double>(data.number));
  object.set("previous", data.previous.empty() ? Value(Null{}) : Value(data.previous));
  object.set("min_answers", static_cast<double>(data.min_answers));
  object.set("min_new", static_cast<double>(data.min_new));
  object.set("total_step", static_cast<double>(data.total_step));
  object.set("ballots", number(data.ballots));
  object.set("tables", std::move(tables));
  object.set("crossed", std::move(crossed));
  return json::write(object) + "\n";
}

/// Reads members of one object and remembers the first that is not as it should be.
class Reader {
 public:
  const std::optional<Error>& error() const { return error_; }

  void fail(std::string_view parent, std::string_view name) {
    if (!error_) error_ = Error{ErrorCode::snapshot_format, std::string(parent) + "/" + std::string(name), {}};
  }
  Count whole(const Value& value, std::string_view parent, std::string_view name) {
    const double* found = value.number();
    if (found && *found >= 0 && *found <= kMostCount && std::floor(*found) == *found) return static_cast<Count>(*found);
    fail(parent, name);
    return 0;
  }
  Count count(const Value& object, std::string_view parent, std::string_view name) { return whole(object[name], parent, name); }
  std::uint32_t small(const Value& object, std::string_view name, std::uint32_t most) {
    const Count found = count(object, "", name);
    if (found > most) fail("", name);
    return static_cast<std::uint32_t>(found);
  }
  std::string text(const Value& object, std::string_view parent, std::string_view name) {
    const std::string* found = object[name].string();
    if (!found) fail(parent, name);
    return found ? *found : std::string();
  }
  bool flag(const Value& object, std::string_view parent, std::string_view name) {
    const bool* found = object[name].boolean();
    if (!found) fail(parent, name);
    return found && *found;
  }
  const Array& list(const Value& object, std::string_view parent, std::string_view name) {
    static const Array empty;
    const Array* found = object[name].array();
    if (!found) fail(parent, name);
    return found ? *found : empty;
  }

 private:
  std::optional<Error> error_;
};

OneWayTable read_table(Reader& reader, const Value& value, std::string_view path) {
  OneWayTable table;
  table.name = reader.text(value, path, "name");
  table.question = reader.text(value, path, "question");
  table.source = reader.text(value, path, "source");
  table.kind = reader.text(value, path, "kind");
  table.compared = value["compared"].boolean_or(false);
  if (const Value& chances = value["randomised"]; !chances.is_undefined()) {
    table.randomised = RandomisedItem{chances["epsilon"].number_or(0), reader.count(chances, path, "keep"),
                                      reader.count(chances, path, "other"), reader.count(chances, path, "categories")};
    // Otherwise estimates would divide by nothing.
    if (table.randomised->keep <= table.randomised->other || table.randomised->other == 0) reader.fail(path, "randomised");
  }
  table.values = reader.list(value, path, "values");
  table.released = reader.flag(value, path, "released");
  if (!table.released) return table;
  table.answered = reader.count(value, path, "answered");
  for (const Value& cell : reader.list(value, path, "cells")) table.cells.push_back(reader.whole(cell, path, "cells"));
  if (table.cells.size() != table.values.size()) reader.fail(path, "cells");
  table.unanswered = reader.count(value, path, "unanswered");
  table.refused = reader.count(value, path, "refused");
  table.dont_know = reader.count(value, path, "dont_know");
  if (table.compared) table.taught = reader.count(value, path, "taught");
  return table;
}

CrossedTable read_crossed(Reader& reader, const Value& value, std::string_view path) {
  CrossedTable table;
  table.rows = reader.text(value, path, "rows");
  table.columns = reader.text(value, path, "columns");
  table.row_values = reader.list(value, path, "row_values");
  table.column_values = reader.list(value, path, "column_values");
  table.released = reader.flag(value, path, "released");
  if (!table.released) return table;
  for (const Value& cell : reader.list(value, path, "cells")) {
    table.hidden.push_back(cell.is_null() ? 1 : 0);
    table.cells.push_back(cell.is_null() ? 0 : reader.whole(cell, path, "cells"));
  }
  if (table.cells.size() != table.row_values.size() * table.column_values.size()) reader.fail(path, "cells");
  return table;
}

}  // namespace

std::string write_snapshot(const Released& released) { return write(released.data()); }

std::string digest_of(const Released& released) {
  const Sha256 digest = sha256(write_snapshot(released));
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Result<Released> read_snapshot(std::string_view text) {
  constexpr std::uint32_t kMostRule = 1'000'000;
  const Value json = TRIPTYCH_TRY(json::read(text));
  Reader reader;
  if (json["format"].string_or("") != kFormat) reader.fail("", "format");
  if (json["version"].number_or(0) != 1) reader.fail("", "version");
  ReleasedData data;
  data.survey = reader.text(json, "", "survey");
  data.wave = static_cast<std::uint8_t>(reader.small(json, "wave", 255));
  data.simulated = reader.flag(json, "", "simulated");
  data.closed = json["state"].string_or("") == "closed";
  data.number = reader.small(json, "number", kMostRule);
  data.previous = json["previous"].string_or("");
  data.min_answers = reader.small(json, "min_answers", kMostRule);
  data.min_new = reader.small(json, "min_new", kMostRule);
  data.total_step = reader.small(json, "total_step", kMostRule);
  data.ballots = reader.count(json, "", "ballots");
  const Array& tables = reader.list(json, "", "tables");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    data.tables.push_back(read_table(reader, tables[i], "/tables/" + std::to_string(i)));
  }
  const Array& crossed = reader.list(json, "", "crossed");
  for (std::size_t i = 0; i < crossed.size(); ++i) {
    data.crossed.push_back(read_crossed(reader, crossed[i], "/crossed/" + std::to_string(i)));
  }
  if (reader.error()) return *reader.error();
  // One release, one text: the hash chain would otherwise not hold.
  if (write(data) != text) return Error{ErrorCode::snapshot_format, "", {}};
  return Released(std::move(data));
}

}  // namespace triptych::disclosure
