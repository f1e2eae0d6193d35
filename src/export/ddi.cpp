// SPDX-License-Identifier: MIT
// Export: DDI-Codebook 2.5, https://ddialliance.org/Specification/DDI-Codebook/2.5/. Its types are sequences:
// order matters.
#include <algorithm>

#include "export/formats.h"
#include "export/text.h"

namespace triptych::export_ {
namespace {

/// Writes elements one below the other.
class Xml {
 public:
  void open(std::string_view name, std::string_view attributes = "") {
    line("<" + tag(name, attributes) + ">");
    open_.emplace_back(name);
  }
  void close() {
    const std::string name = open_.back();
    open_.pop_back();
    line("</" + name + ">");
  }
  void leaf(std::string_view name, std::string_view attributes, std::string_view text) {
    line("<" + tag(name, attributes) + ">" + markup(text) + "</" + std::string(name) + ">");
  }
  void empty(std::string_view name, std::string_view attributes) { line("<" + tag(name, attributes) + "/>"); }
  std::string take() { return std::move(out_); }

 private:
  static std::string tag(std::string_view name, std::string_view attributes) {
    return std::string(name) + (attributes.empty() ? "" : " " + std::string(attributes));
  }
  void line(const std::string& text) { out_ += std::string(2 * open_.size(), ' ') + text + "\n"; }

  std::string out_;
  std::vector<std::string> open_;
};

std::string attribute(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + markup(value) + "\"";
}

class Writer {
 public:
  Writer(const Edition& edition, const std::vector<Variable>& variables, const std::vector<TableFile>& tables)
      : edition_(edition), variables_(variables), tables_(tables) {}

  std::string run() {
    xml_.open("codeBook",
              "xmlns=\"ddi:codebook:2_5\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
              "xsi:schemaLocation=\"ddi:codebook:2_5 codebook.xsd\" version=\"2.5\" " +
                  lang_ + " " + attribute("ID", name_of(edition_)));
    document();
    study();
    if (edition_.rows) data_file(tables_.front());
    if (!variables_.empty()) {
      xml_.open("dataDscr");
      for (std::size_t i = 0; i < variables_.size(); ++i) variable(variables_[i], i + 1);
      xml_.close();
    }
    for (const TableFile& table : tables_) {
      if (table.name == "data") continue;
      xml_.open("otherMat", "level=\"study\" type=\"table\" " + attribute("URI", table.path));
      xml_.leaf("labl", lang_, word("file_" + std::string(table.name)));
      xml_.close();
    }
    xml_.close();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml_.take();
  }

 private:
  std::string_view word(const std::string& key) const { return word_of(edition_, key); }
  std::string_view about(std::string_view key) const { return edition_.about[key].string_or(""); }

  void document() {
    xml_.open("docDscr");
    xml_.open("citation");
    xml_.open("titlStmt");
    xml_.leaf("titl", lang_, std::string(word("codebook")) + " — " + title_);
    xml_.close();
    xml_.open("prodStmt");
    xml_.leaf("prodDate", attribute("date", about("created")), about("created"));
    xml_.leaf("software", "", "Triptych");
    xml_.close();
    xml_.close();
    xml_.close();
  }

  void study() {
    const disclosure::ReleasedData& data = data_of(edition_);
    const std::string_view who = edition_.about["controller"]["name"].string_or("");
    xml_.open("stdyDscr");
    xml_.open("citation");
    xml_.open("titlStmt");
    xml_.leaf("titl", lang_, title_);
    xml_.leaf("IDNo", "agency=\"local\"", name_of(edition_));
    xml_.close();
    if (!who.empty()) {
      xml_.open("rspStmt");
      xml_.leaf("AuthEnty", "", who);
      xml_.close();
      xml_.open("distStmt");
      xml_.leaf("distrbtr", "", who);
      xml_.leaf("distDate", attribute("date", about("created")), about("created"));
      xml_.close();
    }
    xml_.open("verStmt");
    xml_.leaf("version", attribute("date", about("created")),
              std::to_string(data.wave) + "." + std::to_string(data.number));
    xml_.close();
    xml_.leaf("biblCit", lang_, citation_of(edition_));
    xml_.close();
    xml_.open("stdyInfo");
    xml_.leaf("abstract", lang_,
              std::string(about("purpose")) + (about("purpose").empty() ? "" : " ") +
                  std::string(word(data.simulated ? "simulated_note" : "volunteers")));
    xml_.open("sumDscr");
    xml_.leaf("anlyUnit", lang_, word("unit"));
    xml_.leaf("universe", lang_, word("universe"));
    xml_.leaf("dataKind", lang_, word("data_kind"));
    xml_.close();
    xml_.close();
    xml_.open("method");
    xml_.open("dataColl");
    xml_.leaf("timeMeth", lang_, std::string(word("wave")) + " " + std::to_string(data.wave));
    xml_.leaf("sampProc", lang_, word("volunteers"));
    xml_.leaf("collMode", lang_, word("methods_web"));
    xml_.leaf("weight", lang_, word("methods_correction"));
    xml_.leaf("cleanOps", lang_, word("methods_incomplete"));
    xml_.close();
    xml_.close();
    xml_.open("dataAccs");
    xml_.open("useStmt");
    xml_.leaf("restrctn", lang_, word("no_reidentification"));
    const std::string_view license = edition_.about["license"]["title"].string_or("");
    xml_.leaf("conditions", lang_, license.empty() ? word("no_license") : license);
    xml_.close();
    xml_.close();
    xml_.close();
  }

  void data_file(const TableFile& table) {
    xml_.open("fileDscr", "ID=\"F1\" " + attribute("URI", table.path));
    xml_.open("fileTxt");
    xml_.leaf("fileName", "", table.path);
    xml_.open("dimensns");
    xml_.leaf("caseQnty", "", std::to_string(table.rows.size() - 1));
    xml_.leaf("varQnty", "", std::to_string(table.columns.size()));
    xml_.close();
    xml_.leaf("fileType", "charset=\"UTF-8\"", "text/csv");
    xml_.close();
    xml_.close();
  }

  bool is_in_data(const Variable& variable) const {
    return edition_.rows && std::find(tables_.front().variables.begin(), tables_.front().variables.end(), &variable) !=
                                tables_.front().variables.end();
  }

  void variable(const Variable& variable, std::size_t number) {
    xml_.open("var", attribute("ID", "V" + std::to_string(number)) + " " + attribute("name", variable.name) +
                         (is_in_data(variable) ? " files=\"F1\"" : "") +
                         " intrvl=\"discrete\" nature=\"" +
                         (variable.level == Level::ordinal ? "ordinal" : "nominal") + "\"");
    xml_.leaf("labl", lang_, variable.label);
    if (is_asked(variable.source)) {
      xml_.open("qstn");
      xml_.leaf("qstnLit", lang_, variable.label);
      xml_.close();
    }
    // The envelope of a ballot is always there.
    if (variable.source != "envelope") {
      xml_.open("invalrng");
      for (const Category& category : variable.categories) {
        if (!is_missing(category.meaning) || category.meaning == Meaning::unanswered) continue;
        xml_.empty("item", attribute("VALUE", std::to_string(category.code)));
      }
      xml_.close();
    }
    std::string universe;
    for (const std::string& condition : variable.asked_if)
      universe += (universe.empty() ? "" : " AND ") + condition;
    if (!universe.empty()) xml_.leaf("universe", lang_, universe);
    for (const Category& category : variable.categories) {
      if (category.meaning == Meaning::unanswered) continue;
      xml_.open("catgry", is_missing(category.meaning) ? "missing=\"Y\"" : "");
      xml_.leaf("catValu", "", std::to_string(category.code));
      xml_.leaf("labl", lang_, category.label);
      if (category.count) xml_.leaf("catStat", "type=\"freq\"", std::to_string(*category.count));
      xml_.close();
    }
    xml_.empty("varFormat", "type=\"numeric\"");
    if (variable.epsilon > 0) xml_.leaf("notes", lang_, word("randomised"));
    if (variable.compared) xml_.leaf("notes", lang_, word("compared_note"));
    xml_.close();
  }

  const Edition& edition_;
  const std::vector<Variable>& variables_;
  const std::vector<TableFile>& tables_;
  const std::string lang_ = attribute("xml:lang", language_of(edition_));
  const std::string title_ =
      (data_of(edition_).simulated ? std::string(word_of(edition_, "simulated_data")) + " — "
                                   : std::string()) +
      std::string(edition_.about["title"].string_or(""));
  Xml xml_;
};

}  // namespace

std::string ddi_codebook(const Edition& edition, const std::vector<Variable>& variables,
                         const std::vector<TableFile>& tables) {
  return Writer(edition, variables, tables).run();
}

}  // namespace triptych::export_
