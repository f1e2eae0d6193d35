// SPDX-License-Identifier: MIT
// Export: datapackage.json, https://datapackage.org/standard/data-package/
#include "base/sha256.h"
#include "export/formats.h"
#include "json/writer.h"

namespace triptych::export_ {
namespace {

constexpr std::string_view kProfiles = "https://datapackage.org/profiles/2.0/";

Value profile(std::string_view name) {
  return std::string(kProfiles) + std::string(name) + ".json";
}

Value category(Value value, std::string_view label) {
  return Object{{"value", std::move(value)}, {"label", label}};
}

/// The words that a column is limited to, with their labels.
Array categories_of(const Edition& edition, std::string_view column) {
  Array categories;
  const auto add = [&](std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) categories.push_back(category(word, word_of(edition, word)));
  };
  if (column == "state") add({"shown", "withheld"});
  if (column == "category") add({"option", "dont_know", "unanswered", "refused", "not_asked", "suppressed"});
  if (column == "level") add({"nominal", "ordinal"});
  return categories;
}

Value field(const Edition& edition, const TableFile& table, std::size_t at) {
  const Column& column = table.columns[at];
  Object field{{"name", column.name}, {"title", label_of(edition, table, at)}};
  if (column.holds == Holds::text) {
    field.set("type", "string");
  } else {
    field.set("type", column.name == "epsilon" ? "number" : "integer");
  }
  if (column.holds == Holds::flag)
    field.set("categories", Array{category(0, word_of(edition, "no")), category(1, word_of(edition, "yes"))});
  Array categories = categories_of(edition, column.name);
  if (const Variable* variable = table.variables[at]) {
    categories.clear();
    for (const Category& one : variable->categories) {
      if (!is_missing(one.meaning)) categories.push_back(category(static_cast<double>(one.code), one.label));
    }
  }
  if (!categories.empty()) field.set("categories", std::move(categories));
  return field;
}

Value resource(const Edition& edition, const TableFile& table) {
  Array fields;
  for (std::size_t i = 0; i < table.columns.size(); ++i) fields.push_back(field(edition, table, i));
  Array missing{category("", word_of(edition, "empty"))};
  if (table.name == "data") {
    for (const auto& [code, word] : {std::pair(kRefusedCode, "refused"), std::pair(kNotAskedCode, "not_asked"), std::pair(kSuppressedCode, "suppressed")})
      missing.push_back(category(std::to_string(code), word_of(edition, word)));
  }
  const Sha256 hash = sha256(table.bytes);
  return Object{{"$schema", profile("dataresource")},
                {"name", table.name},
                {"title", word_of(edition, "file_" + std::string(table.name))},
                {"type", "table"},
                {"path", table.path},
                {"format", "csv"},
                {"mediatype", "text/csv"},
                {"encoding", "utf-8"},
                {"bytes", table.bytes.size()},
                {"hash", "sha256:" + hex({reinterpret_cast<const char*>(hash.data()), hash.size()})},
                {"dialect", Object{{"$schema", profile("tabledialect")},
                                   {"delimiter", ","},
                                   {"lineTerminator", "\r\n"},
                                   {"quoteChar", "\""},
                                   {"doubleQuote", true},
                                   {"header", true}}},
                {"schema", Object{{"$schema", profile("tableschema")},
                                  {"fields", std::move(fields)},
                                  {"missingValues", std::move(missing)}}}};
}

}  // namespace

std::string data_package(const Edition& edition, const std::vector<TableFile>& tables) {
  const disclosure::ReleasedData& data = data_of(edition);
  const Value& about = edition.about;
  Array resources;
  for (const TableFile& table : tables) resources.push_back(resource(edition, table));
  std::string title(about["title"].string_or(data.survey));
  if (data.simulated) title = std::string(word_of(edition, "simulated_data")) + " — " + title;
  std::string description(about["purpose"].string_or(""));
  for (const std::string_view sentence :
       {word_of(edition, "volunteers"),
        data.simulated ? word_of(edition, "simulated_note") : std::string_view()}) {
    if (!sentence.empty()) description += (description.empty() ? "" : " ") + std::string(sentence);
  }
  Object package{{"$schema", profile("datapackage")},
                 {"name", name_of(edition)},
                 {"title", std::move(title)},
                 {"description", std::move(description)},
                 {"version", std::to_string(data.wave) + "." + std::to_string(data.number) + ".0"},
                 {"created", std::string(about["created"].string_or("")) + "T00:00:00Z"}};
  if (const Value& license = about["license"]; !license["name"].string_or("").empty())
    package.set("licenses", Array{license});
  if (const std::string_view who = about["controller"]["name"].string_or(""); !who.empty()) {
    package.set("contributors", Array{Object{{"title", who}, {"roles", Array{"creator"}}}});
  }
  package.set("sources", Array{Object{{"title", word_of(edition, "source_ballots")}}});
  package.set("citation", citation_of(edition));
  // Ours, for who lists bundles: readers of the standard skip what they do not know.
  package.set("triptych", Object{{"survey", data.survey},
                                 {"wave", static_cast<int>(data.wave)},
                                 {"number", static_cast<double>(data.number)},
                                 {"simulated", data.simulated},
                                 {"closed", data.closed},
                                 {"ballots", static_cast<double>(data.ballots)},
                                 {"language", language_of(edition)}});
  package.set("resources", std::move(resources));
  return json::write_indented(Value(std::move(package))) + "\n";
}

}  // namespace triptych::export_
