// SPDX-License-Identifier: MIT
// Export: README.md and METHODS.md.
#include "export/formats.h"
#include "export/text.h"

namespace triptych::export_ {
namespace {

using disclosure::Count;
using disclosure::OneWayTable;

/// Eysenbach G. Improving the quality of web surveys: CHERRIES. J Med Internet Res 2004;6(3):e34. In its
/// order; a section begins where its name is written.
struct Topic {
  std::string_view section;
  std::string_view name;
  bool organizer;  ///< the software cannot know: the organizer's words, or that there are none
};
constexpr Topic kTopics[] = {
    {"section_design", "design", false},
    {"section_ethics", "ethics", true},
    {"", "consent", false},
    {"", "protection", false},
    {"section_development", "development", true},
    {"section_recruitment", "open", false},
    {"", "contact", true},
    {"", "advertising", true},
    {"section_administration", "web", false},
    {"", "context", true},
    {"", "voluntary", false},
    {"", "incentives", true},
    {"", "dates", true},
    {"", "order", false},
    {"", "adaptive", false},
    {"", "items", false},
    {"", "screens", false},
    {"", "completeness", false},
    {"", "review", false},
    {"section_response", "visitors", false},
    {"", "views", false},
    {"", "participation", false},
    {"", "completion", false},
    {"section_multiple", "cookies", false},
    {"", "addresses", false},
    {"", "logs", false},
    {"", "registration", false},
    {"section_analysis", "incomplete", false},
    {"", "timing", false},
    {"", "correction", false},
};

class Text {
 public:
  explicit Text(const Edition& edition) : edition_(edition) {}
  std::string word(const std::string& key) const { return std::string(word_of(edition_, key)); }
  std::string about(std::string_view key) const { return markdown(edition_.about[key].string_or("")); }
  void title(const std::string& text) { out_ += "# " + text + "\n\n"; }
  void section(const std::string& text) { out_ += "## " + text + "\n\n"; }
  void paragraph(const std::string& text) {
    if (!text.empty()) out_ += text + "\n\n";
  }
  void fact(const std::string& name, const std::string& value) {
    out_ += "- **" + name + "**: " + value + "\n";
  }
  void end_list() { out_ += "\n"; }
  std::string take() {
    while (out_.size() > 1 && out_[out_.size() - 2] == '\n') out_.pop_back();
    return std::move(out_);
  }

 private:
  const Edition& edition_;
  std::string out_;
};

std::string joined(const Value& names) {
  std::string text;
  for (const Value& name : names.array() ? *names.array() : Array())
    text += (text.empty() ? "" : ", ") + markdown(name.string_or(""));
  return text;
}

std::string number_of(const Value& number) {
  return number.number() ? text_of(number) : "–";
}

/// The numbers that go with a topic, if any.
void append_numbers(Text& text, const Edition& edition, std::string_view topic) {
  const Value& about = edition.about;
  const disclosure::ReleasedData& data = data_of(edition);
  if (topic == "items") {
    text.fact(text.word("questions"), number_of(about["questions"]));
    text.fact(text.word("items"), number_of(about["items"]));
  } else if (topic == "screens") {
    text.fact(text.word("pages"), number_of(about["pages"]));
  } else if (topic == "adaptive") {
    text.fact(text.word("conditional"), number_of(about["conditional"]));
  } else if (topic == "order") {
    text.fact(text.word("draws"),
              joined(about["draws"]).empty() ? text.word("none") : joined(about["draws"]));
  } else if (topic == "review") {
    text.fact(text.word("review_step"), text.word(about["preview"].boolean_or(false) ? "yes" : "no"));
  } else if (topic == "protection") {
    text.fact(text.word("retention"), number_of(about["retention"]));
  } else if (topic == "completion") {
    text.fact(text.word("ballots"), std::to_string(data.ballots));
  } else {
    return;
  }
  text.end_list();
}

/// How many answered to which revision of the words, where that may be said.
void append_revisions(Text& text, const Edition& edition) {
  text.section(text.word("revisions"));
  text.paragraph(text.word("revisions_note"));
  for (const OneWayTable& table : data_of(edition).tables) {
    if (table.name != "text_rev" || table.source != "envelope") continue;
    for (std::size_t i = 0; i < table.values.size(); ++i) {
      text.fact(text.word("item_text_rev") + " " + text_of(table.values[i]),
                table.released ? "n = " + std::to_string(table.cells[i]) : text.word("withheld"));
    }
    text.end_list();
    return;
  }
  text.fact(text.word("item_text_rev") + " " + number_of(edition.about["text_rev"]), text.word("withheld"));
  text.end_list();
}

/// Under which of the words "file_…" a file is told: its stem, or for several of one stem what it ends in.
std::string key_of(const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string stem = path.substr(0, dot);
  const std::string ending = path.substr(dot + 1);
  if (path.find("-excel.csv") != std::string::npos) return "excel";
  if (path == "codebook.html") return "codebook_page";
  if (stem == "import" || ending == "sav" || ending == "dta") return ending;
  return stem;
}

}  // namespace

std::string readme(const Edition& edition, const std::vector<std::string>& paths) {
  const disclosure::ReleasedData& data = data_of(edition);
  Text text(edition);
  text.title(text.about("title"));
  if (data.simulated) text.paragraph("**" + text.word("simulated_note") + "**");
  text.paragraph(text.about("purpose"));
  text.paragraph(text.about("note"));
  const std::string who = markdown(edition.about["controller"]["name"].string_or(""));
  const std::string contact = markdown(edition.about["controller"]["contact"].string_or(""));
  text.fact(text.word("who"),
            who.empty() ? text.word("not_stated") : who + (contact.empty() ? "" : " (" + contact + ")"));
  text.fact(text.word("wave"),
            std::to_string(data.wave) + " (" + text.word(data.closed ? "closed" : "still_open") + ")");
  text.fact(text.word("edition"), std::to_string(data.number) + ", " + text.about("created"));
  text.fact(text.word("ballots"), std::to_string(data.ballots));
  const Value& license = edition.about["license"];
  const std::string license_title = markdown(license["title"].string_or(""));
  text.fact(text.word("license"), license_title.empty()
                                      ? text.word("no_license")
                                      : license_title + " " + one_line(license["path"].string_or("")));
  text.fact(text.word("cite"), markdown(citation_of(edition)));
  text.end_list();
  text.section(text.word("before_use"));
  for (const char* key :
       {"volunteers", "no_reidentification", edition.rows ? "rows_note" : "no_rows", "codes_note", "withheld_note", "compared_note"})
    text.paragraph(text.word(key));
  text.section(text.word("files"));
  for (const std::string& path : paths) {
    const std::string plain = path.rfind("simulated-", 0) == 0 ? path.substr(10) : path;
    text.fact("`" + path + "`", text.word("file_" + key_of(plain)));
  }
  text.end_list();
  return text.take();
}

std::string methods(const Edition& edition, const std::vector<Variable>& variables) {
  Text text(edition);
  text.title(text.word("methods") + " — " + text.about("title"));
  if (data_of(edition).simulated) text.paragraph("**" + text.word("simulated_note") + "**");
  text.paragraph(text.word("cherries"));
  for (const Topic& topic : kTopics) {
    const std::string name(topic.name);
    if (!topic.section.empty()) text.section(text.word(std::string(topic.section)));
    const std::string said = markdown(edition.about["methods"][topic.name].string_or(""));
    std::string words = topic.organizer ? "" : text.word("methods_" + name);
    if (!said.empty()) words += (words.empty() ? "" : " ") + said;
    text.paragraph("**" + text.word("topic_" + name) + ".** " +
                   (words.empty() ? text.word("not_stated") : words));
    append_numbers(text, edition, topic.name);
  }
  append_revisions(text, edition);
  text.section(text.word("estimates"));
  text.paragraph(text.word("intervals"));
  for (const Variable& variable : variables) {
    if (variable.epsilon > 0)
      text.fact(variable.name, text.word("randomised") + " ε = " + text_of(variable.epsilon));
  }
  return text.take();
}

}  // namespace triptych::export_
