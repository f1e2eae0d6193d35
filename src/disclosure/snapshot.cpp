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
  Object object{{"name", table.name}, {"question", table.question}, {"source", table.source}, {"kind", table.kind}};
  if (table.compared) object.set("compared", true);
  if (table.randomised) {
    object.set("randomised", Object{{"epsilon", table.randomised->epsilon},
                                    {"keep", number(table.randomised->keep)},
                                    {"other", number(table.randomised->other)},
                                    {"categories", number(table.randomised->categories)}});
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
  Object object{{"rows", table.rows},
                {"columns", table.columns},
                {"row_values", table.row_values},
                {"column_values", table.column_values},
                {"released", table.released}};
  if (!table.released) return object;
  // One mark for every hidden cell: null.
  Array cells;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    cells.push_back(table.hidden[i] ? Value(Null{}) : number(table.cells[i]));
  }
  object.set("cells", std::move(cells));
  return object;
}

std::string write(const ReleasedData& data) {
  Array tables;
  for (const OneWayTable& table : data.tables) tables.push_back(table_value(table));
  Array crossed;
  for (const CrossedTable& table : data.crossed) crossed.push_back(crossed_value(table));
  const Object object{{"format", kFormat},
                      {"version", 1},
                      {"survey", data.survey},
                      {"wave", static_cast<int>(data.wave)},
                      {"simulated", data.simulated},
                      {"state", data.closed ? "closed" : "open"},
                      {"number", static_cast<double>(data.number)},
                      {"previous", data.previous.empty() ? Value(Null{}) : Value(data.previous)},
                      {"min_answers", static_cast<double>(data.min_answers)},
                      {"min_new", static_cast<double>(data.min_new)},
                      {"total_step", static_cast<double>(data.total_step)},
                      {"ballots", number(data.ballots)},
                      {"tables", std::move(tables)},
                      {"crossed", std::move(crossed)}};
  return json::write(object) + "\n";
}

/// Reads members and remembers the first that is not as it should be.
class Reader {
 public:
  const std::optional<Error>& error() const { return error_; }

  void fail(const std::string& path) {
    if (!error_) error_ = Error{ErrorCode::snapshot_format, path, {}};
  }
  Count count(const Value& object, std::string_view name, const std::string& path, double most = kMostCount) {
    return whole(object[name], path + "/" + std::string(name), most);
  }
  Count whole(const Value& value, const std::string& path, double most = kMostCount) {
    const double* found = value.number();
    if (!found || !(*found >= 0 && *found <= most) || std::floor(*found) != *found) {
      fail(path);
      return 0;
    }
    return static_cast<Count>(*found);
  }
  std::string text(const Value& object, std::string_view name, const std::string& path) {
    const std::string* found = object[name].string();
    if (!found) fail(path + "/" + std::string(name));
    return found ? *found : std::string();
  }
  bool flag(const Value& object, std::string_view name, const std::string& path) {
    const bool* found = object[name].boolean();
    if (!found) fail(path + "/" + std::string(name));
    return found && *found;
  }
  const Array& list(const Value& object, std::string_view name, const std::string& path) {
    static const Array empty;
    const Array* found = object[name].array();
    if (!found) fail(path + "/" + std::string(name));
    return found ? *found : empty;
  }

 private:
  std::optional<Error> error_;
};

OneWayTable read_table(Reader& reader, const Value& value, const std::string& path) {
  OneWayTable table;
  table.name = reader.text(value, "name", path);
  table.question = reader.text(value, "question", path);
  table.source = reader.text(value, "source", path);
  table.kind = reader.text(value, "kind", path);
  table.compared = value["compared"].boolean_or(false);
  if (const Value& randomised = value["randomised"]; !randomised.is_undefined()) {
    const std::string at = path + "/randomised";
    table.randomised = RandomisedItem{randomised["epsilon"].number_or(0), reader.count(randomised, "keep", at),
                                      reader.count(randomised, "other", at), reader.count(randomised, "categories", at)};
    // Otherwise estimates would divide by nothing.
    if (table.randomised->keep <= table.randomised->other || table.randomised->other == 0) reader.fail(at);
  }
  table.values = reader.list(value, "values", path);
  table.released = reader.flag(value, "released", path);
  if (!table.released) return table;
  table.answered = reader.count(value, "answered", path);
  for (const Value& cell : reader.list(value, "cells", path)) table.cells.push_back(reader.whole(cell, path + "/cells"));
  if (table.cells.size() != table.values.size()) reader.fail(path + "/cells");
  table.unanswered = reader.count(value, "unanswered", path);
  table.refused = reader.count(value, "refused", path);
  table.dont_know = reader.count(value, "dont_know", path);
  if (table.compared) table.taught = reader.count(value, "taught", path);
  return table;
}

CrossedTable read_crossed(Reader& reader, const Value& value, const std::string& path) {
  CrossedTable table;
  table.rows = reader.text(value, "rows", path);
  table.columns = reader.text(value, "columns", path);
  table.row_values = reader.list(value, "row_values", path);
  table.column_values = reader.list(value, "column_values", path);
  table.released = reader.flag(value, "released", path);
  if (!table.released) return table;
  for (const Value& cell : reader.list(value, "cells", path)) {
    table.hidden.push_back(cell.is_null());
    table.cells.push_back(cell.is_null() ? 0 : reader.whole(cell, path + "/cells"));
  }
  if (table.cells.size() != table.row_values.size() * table.column_values.size()) reader.fail(path + "/cells");
  return table;
}

}  // namespace

std::string write_snapshot(const Released& released) { return write(released.data()); }

std::string digest_of(const Released& released) {
  const Sha256 digest = sha256(write_snapshot(released));
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Result<Released> read_snapshot(std::string_view text) {
  const Value json = TRIPTYCH_TRY(json::read(text));
  if (json["format"].string_or("") != kFormat) return Error{ErrorCode::snapshot_format, "/format", {}};
  if (json["version"].number_or(0) != 1) return Error{ErrorCode::snapshot_format, "/version", {}};
  Reader reader;
  ReleasedData data;
  data.survey = reader.text(json, "survey", "");
  data.wave = static_cast<std::uint8_t>(reader.count(json, "wave", "", 255));
  data.simulated = reader.flag(json, "simulated", "");
  data.closed = json["state"].string_or("") == "closed";
  data.number = static_cast<std::uint32_t>(reader.count(json, "number", "", 1e6));
  data.previous = json["previous"].string_or("");
  data.min_answers = static_cast<std::uint32_t>(reader.count(json, "min_answers", "", 1e6));
  data.min_new = static_cast<std::uint32_t>(reader.count(json, "min_new", "", 1e6));
  data.total_step = static_cast<std::uint32_t>(reader.count(json, "total_step", "", 1e6));
  data.ballots = reader.count(json, "ballots", "");
  const Array& tables = reader.list(json, "tables", "");
  for (std::size_t i = 0; i < tables.size(); ++i) {
    data.tables.push_back(read_table(reader, tables[i], "/tables/" + std::to_string(i)));
  }
  const Array& crossed = reader.list(json, "crossed", "");
  for (std::size_t i = 0; i < crossed.size(); ++i) {
    data.crossed.push_back(read_crossed(reader, crossed[i], "/crossed/" + std::to_string(i)));
  }
  if (reader.error()) return *reader.error();
  // One release, one text: the hash chain would otherwise not hold.
  if (write(data) != text) return Error{ErrorCode::snapshot_format, "", {}};
  return Released(std::move(data));
}

}  // namespace triptych::disclosure
