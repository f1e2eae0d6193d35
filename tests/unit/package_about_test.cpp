// SPDX-License-Identifier: MIT
// Tests of package: what a bundle repeats of its survey: the words of one language, counts of what was asked,
// nothing invented.
#include "doctest.h"

#include "json/reader.h"
#include "package/about.h"

using namespace triptych;
using namespace triptych::package;

namespace {

constexpr const char* kQuestionnaire =
    R"({"title": {"default": "Titre", "en": "Title"}, "showPreviewBeforeComplete": true,
  "triptych": {"text_rev": 3, "draws": [{"name": "form", "values": ["A", "B"]}]},
  "pages": [{"elements": [{"type": "html", "name": "words", "html": "x"},
                          {"type": "radiogroup", "name": "one", "choices": [1, 2]},
                          {"type": "radiogroup", "name": "two", "visibleIf": "{one} = 1", "choices": [1, 2]}]}]})";

Value about_of(const char* widget, const char* policy, std::string_view locale) {
  const questionnaire::Questionnaire questionnaire =
      questionnaire::parse(json::read(kQuestionnaire).value()).value().questionnaire;
  const ballot::Codebook codebook = ballot::make_codebook(questionnaire, "made", 1).value();
  return about(questionnaire, codebook, json::read(widget).value(), json::read(policy).value(), locale,
               "2026-11-26");
}

}  // namespace

TEST_CASE(
    "about: the words of the language asked for, numbers of the questionnaire, the organizer's own methods "
    "and licence") {
  const Value said = about_of(
      R"({"languages": ["fr", "en"], "purpose": {"default": "Savoir", "en": "To know"}, "controller": {"name": "They", "contact": "a@b.example"},
                                 "omit": ["role"], "retention": {"days": 30}, "period": {"kind": "week"}})",
      R"({"publication": {"license": {"name": "CC0-1.0", "title": {"default": "Domaine public", "en": "Public domain"}, "path": "https://example.org/"},
                                 "methods": {"ethics": {"default": "Aucun", "en": "None"}}}, "crossed": {"primary": {"to": 10}, "companions": {"min_protection": 11}}})",
      "en-GB");
  CHECK(said["title"] == Value("Title"));
  CHECK(said["purpose"] == Value("To know"));
  CHECK(said["methods"]["ethics"] == Value("None"));
  CHECK(said["license"]["title"] == Value("Public domain"));
  CHECK(said["policy"]["primary_most"] == Value(10));
  CHECK(said["questions"] == Value(2));
  CHECK(said["conditional"] == Value(1));
  CHECK(said["conditions"]["two"].array()->size() == 1);
  CHECK(said["preview"] == Value(true));
  CHECK(said["text_rev"] == Value(3));
}

TEST_CASE("about: without widget.json and policy nothing is made up") {
  const Value said = about_of("null", "null", "");
  CHECK(said["title"] == Value("Titre"));
  CHECK(said["controller"]["name"] == Value(""));
  CHECK(said["license"] == Value(Object{}));
  CHECK(said["policy"]["primary_most"] == Value(Null{}));
  CHECK(said["retention"] == Value(Null{}));
  CHECK(said["anonymity"] == Value(Null{}));
}
