// SPDX-License-Identifier: MIT
// Export: codebook.html: opens by double-click, prints, runs nothing.
#include "export/formats.h"
#include "export/text.h"

namespace triptych::export_ {
namespace {

constexpr std::string_view kStyle =
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,'Noto "
    "Sans',sans-serif;max-width:60rem;margin:0 auto;padding:1rem}"
    "section{break-inside:avoid;border-top:1px solid;margin-block:1.5rem}h2{font-size:1.15rem}"
    "table{border-collapse:collapse}caption{text-align:start}th,td{border:1px solid;padding:.2rem "
    ".6rem;text-align:start;vertical-align:top}"
    "td.n{text-align:end;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}code{overflow-wrap:anywhere}"
    "@media print{body{font-size:10pt;max-width:none;padding:0}}";

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + markup(text) + "</" + std::string(name) + ">";
}

std::string cell(std::string_view text, bool number) {
  return (number ? "<td class=\"n\">" : "<td>") + markup(text) + "</td>";
}

void append(std::string& out, const Edition& edition, const Variable& variable) {
  const auto word = [&edition](std::string_view key) { return word_of(edition, key); };
  out += "<section>\n<h2>" + markup(variable.label) + " <code>" + markup(variable.name) + "</code></h2>\n";
  if (!variable.asked_if.empty()) {
    out += "<p>" + markup(word("asked_if"));
    for (const std::string& condition : variable.asked_if) out += " <code>" + markup(condition) + "</code>";
    out += "</p>\n";
  }
  if (!variable.grid.empty()) out += element("p", variable.grid) + "\n";
  if (variable.compared) out += element("p", word("compared_note")) + "\n";
  if (variable.epsilon > 0) out += element("p", word("randomised")) + "\n";
  out += "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"" + markup(variable.label) +
         "\">\n<table>\n<thead><tr>";
  for (const std::string_view heading : {"code", "answer", "missing", "n"})
    out += "<th scope=\"col\">" + markup(word(heading)) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const Category& category : variable.categories) {
    out += "<tr>" +
           cell(category.meaning == Meaning::unanswered ? word("empty")
                                                        : std::string_view(std::to_string(category.code)),
                true) +
           "<th scope=\"row\">" + markup(category.label) + "</th>" +
           cell(word(is_missing(category.meaning) ? "yes" : "no"), false) +
           cell(category.count ? std::string_view(std::to_string(*category.count)) : std::string_view("–"),
                true) +
           "</tr>\n";
  }
  out += "</tbody>\n</table>\n</div>\n</section>\n";
}

}  // namespace

std::string codebook_page(const Edition& edition, const std::vector<Variable>& variables) {
  const disclosure::ReleasedData& data = data_of(edition);
  const std::string title = std::string(word_of(edition, "codebook")) + " — " +
                            std::string(edition.about["title"].string_or(data.survey));
  std::string out = "<!doctype html>\n<html lang=\"" + markup(language_of(edition)) +
                    "\">\n<head>\n<meta charset=\"utf-8\">\n" +
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                    "'unsafe-inline'\">\n" +
                    element("title", title) + "\n<style>" + std::string(kStyle) +
                    "</style>\n</head>\n<body>\n<main>\n" + element("h1", title) + "\n";
  if (data.simulated) out += "<p><strong>" + markup(word_of(edition, "simulated_note")) + "</strong></p>\n";
  out += element("p", citation_of(edition)) + "\n" + element("p", word_of(edition, "codebook_note")) + "\n";
  for (const Variable& variable : variables) append(out, edition, variable);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace triptych::export_
