// SPDX-License-Identifier: MIT
// Export: tables, codebook, manifest.
#include "export/bundle.h"

#include <algorithm>

#include "base/sha256.h"
#include "disclosure/snapshot.h"
#include "export/table.h"
#include "json/number.h"
#include "json/writer.h"

namespace triptych::export_ {
namespace {

using disclosure::CrossedTable;
using disclosure::OneWayTable;
using disclosure::ReleasedData;

constexpr std::uint64_t kFirstOption = 4;

/// Headings are codes for machines and words for people.
class Words {
 public:
  Words(const Value& words, Flavour flavour) : words_(words), flavour_(flavour) {}
  Cell operator()(std::string_view key) const {
    return text_cell(flavour_ == Flavour::machine ? key : words_[key].string_or(key));
  }

 private:
  const Value& words_;
  Flavour flavour_;
};

std::string text_of(const Value& value) {
  if (const std::string* text = value.string()) return *text;
  if (const double* number = value.number()) return json::number_text(*number);
  return json::write(value);
}

const Value& item_of(const Value& codebook, std::string_view name) {
  static const Value none;
  if (const Array* items = codebook.array()) {
    for (const Value& item : *items) {
      if (item["name"].string_or("") == name) return item;
    }
  }
  return none;
}

/// The option's words; the value itself where the codebook has none.
std::string label_of(const Value& item, const Value& value) {
  if (const Array* options = item["options"].array()) {
    for (const Value& option : *options) {
      const std::string_view text = option["text"].string_or("");
      if (option["value"] == value && !text.empty()) return std::string(text);
    }
  }
  return text_of(value);
}

std::string title_of(const Value& item, std::string_view name) { return std::string(item["title"].string_or(name)); }

Row heading(const Words& word, std::initializer_list<std::string_view> names) {
  Row row;
  for (const std::string_view name : names) row.push_back(word(name));
  return row;
}

std::vector<Row> one_way_rows(const ReleasedData& data, const Value& codebook, const Value& words, Flavour flavour) {
  const Words word(words, flavour);
  const bool machine = flavour == Flavour::machine;
  const Cell simulated = machine ? number_cell(data.simulated ? 1 : 0) : word(data.simulated ? "yes" : "no");
  std::vector<Row> rows{machine ? heading(word, {"simulated", "item", "source", "kind", "code", "value", "count", "answered", "others", "state"})
                                : heading(word, {"simulated", "item", "title", "answer", "count", "answered", "others", "state"})};
  for (const OneWayTable& table : data.tables) {
    const Value& item = item_of(codebook, table.name);
    const auto add = [&](std::uint64_t code, const Cell& value, const Cell& label, const Cell& count) {
      const Cell answered = table.released ? number_cell(table.answered) : Cell{};
      const Cell others = table.released && table.compared ? number_cell(table.taught) : Cell{};
      const Cell state = word(table.released ? "shown" : "withheld");
      if (machine) {
        rows.push_back({simulated, text_cell(table.name), text_cell(table.source), text_cell(table.kind), number_cell(code), value, count,
                        answered, others, state});
      } else {
        rows.push_back({simulated, text_cell(table.name), text_cell(title_of(item, table.name)), label, count, answered, others, state});
      }
    };
    for (std::size_t i = 0; i < table.values.size(); ++i) {
      add(kFirstOption + i, text_cell(text_of(table.values[i])), text_cell(label_of(item, table.values[i])),
          table.released ? number_cell(table.cells[i]) : Cell{});
    }
    if (!table.released) continue;
    add(3, {}, word("dont_know"), number_cell(table.dont_know));
    add(2, {}, word("refused"), number_cell(table.refused));
    add(1, {}, word("unanswered"), number_cell(table.unanswered));
  }
  return rows;
}

std::vector<Row> crossed_rows(const ReleasedData& data, const Value& codebook, const Value& words, Flavour flavour) {
  const Words word(words, flavour);
  const bool machine = flavour == Flavour::machine;
  const Cell simulated = machine ? number_cell(data.simulated ? 1 : 0) : word(data.simulated ? "yes" : "no");
  std::vector<Row> rows{heading(word, {"simulated", "row", "row_answer", "column", "column_answer", "count", "state"})};
  for (const CrossedTable& table : data.crossed) {
    const Value& row_item = item_of(codebook, table.rows);
    const Value& column_item = item_of(codebook, table.columns);
    for (std::size_t r = 0; r < table.row_values.size(); ++r) {
      for (std::size_t c = 0; c < table.column_values.size(); ++c) {
        const std::size_t at = r * table.column_values.size() + c;
        const bool shown = table.released && table.hidden[at] == 0;
        const auto answer = [machine](const Value& item, const Value& value) {
          return text_cell(machine ? text_of(value) : label_of(item, value));
        };
        rows.push_back({simulated, text_cell(machine ? table.rows : title_of(row_item, table.rows)), answer(row_item, table.row_values[r]),
                        text_cell(machine ? table.columns : title_of(column_item, table.columns)),
                        answer(column_item, table.column_values[c]), shown ? number_cell(table.cells[at]) : Cell{},
                        word(shown ? "shown" : "withheld")});
      }
    }
  }
  return rows;
}

std::vector<Row> codebook_rows(const Value& codebook, const Value& words, Flavour flavour) {
  const Words word(words, flavour);
  std::vector<Row> rows{heading(word, {"item", "question", "source", "kind", "title", "code", "value", "answer"})};
  const Array* items = codebook.array();
  for (std::size_t i = 0; items && i < items->size(); ++i) {
    const Value& item = (*items)[i];
    const auto add = [&](std::uint64_t code, const Cell& value, const Cell& label) {
      rows.push_back({text_cell(item["name"].string_or("")), text_cell(item["question"].string_or("")),
                      text_cell(item["source"].string_or("")), text_cell(item["kind"].string_or("")),
                      text_cell(item["title"].string_or("")), number_cell(code), value, label});
    };
    const Array* options = item["options"].array();
    for (std::size_t option = 0; options && option < options->size(); ++option) {
      const Value& one = (*options)[option];
      add(static_cast<std::uint64_t>(one["code"].number_or(0)), text_cell(text_of(one["value"])), text_cell(label_of(item, one["value"])));
    }
    add(3, {}, word("dont_know"));
    add(2, {}, word("refused"));
    add(1, {}, word("unanswered"));
  }
  return rows;
}

std::string digest(std::string_view bytes) {
  const Sha256 hash = sha256(bytes);
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace

std::vector<File> bundle(const disclosure::Released& released, const Value& codebook, const Value& words) {
  const ReleasedData& data = released.data();
  const std::string mark = data.simulated ? "simulated-" : "";
  std::vector<File> files;
  files.push_back({mark + "snapshot.json", disclosure::write_snapshot(released)});
  for (const Flavour flavour : {Flavour::machine, Flavour::excel}) {
    const std::string ending = flavour == Flavour::excel ? "-excel.csv" : ".csv";
    files.push_back({mark + "tables" + ending, write_csv(one_way_rows(data, codebook, words, flavour), flavour)});
    files.push_back({mark + "codebook" + ending, write_csv(codebook_rows(codebook, words, flavour), flavour)});
    if (data.crossed.empty()) continue;
    files.push_back({mark + "crossed" + ending, write_csv(crossed_rows(data, codebook, words, flavour), flavour)});
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  std::string manifest;
  for (const File& file : files) manifest += digest(file.bytes) + "  " + file.path + "\n";
  files.push_back({"manifest.sha256", std::move(manifest)});
  return files;
}

}  // namespace triptych::export_
