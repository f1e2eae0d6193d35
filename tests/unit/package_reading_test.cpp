// SPDX-License-Identifier: MIT
// Tests of package: reading measures against their published values, and explainers refused for their own
// reason.
#include <cmath>

#include "doctest.h"
#include "json/reader.h"
#include "json/writer.h"
#include "package/explainer.h"
#include "package/reading.h"

using namespace triptych;
using namespace triptych::package;
using questionnaire::Severity;

namespace {

constexpr auto kFrench = ReadingLanguage::french;
constexpr auto kEnglish = ReadingLanguage::english;

Reading read_text(std::string_view text, ReadingLanguage language) {
  Reading reading;
  reading.add(text, language);
  return reading;
}

constexpr const char* kSound = R"({"version": 1, "id": "e", "simulation": "s", "minutes": 3,
  "title": {"default": "Le titre", "en": "The title"},
  "introduction": {"default": "Une IA regarde.", "en": "An AI looks."},
  "simple": {"default": "Une IA regarde.", "en": "An AI looks."},
  "controls": {"share": {"min": 0, "max": 1, "step": 0.1}},
  "presets": [{"id": "p", "evidence": "C", "sources": [], "values": {"share": 0.5}}],
  "facts": [{"id": "f", "evidence": "S1", "sources": ["A"], "text": {"default": "On le sait.", "en": "We know it."}},
            {"id": "g", "evidence": "S2", "sources": ["B"], "review": null, "text": {"default": "On le dit.", "en": "So they say."}}],
  "steps": [{"id": "one", "preset": "p", "controls": ["share"], "presets": ["p"], "facts": ["f", "g"],
             "text": [{"default": "Le chat dort.", "en": "The cat sleeps."}], "simple": [{"default": "Il dort.", "en": "It sleeps."}]}],
  "checks": [{"form": "A", "questions": ["q1"], "evidence": "S2", "sources": ["B"], "review": null, "correct": "yes",
              "title": {"default": "Oui ?", "en": "Yes?"}, "choices": [{"value": "yes"}]}],
  "glossary": [], "takeaway": {"default": "Il dort.", "en": "It sleeps."},
  "sources": {"A": {"evidence": "S1"}, "B": {"evidence": "S2"}}})";

/// What is found, without the notes: "code pointer" each, in order.
std::vector<std::string> found(const Value& json, const Publishing& publishing) {
  std::vector<std::string> list;
  for (const auto& one : check_explainer(json, publishing)) {
    if (one.severity != Severity::note)
      list.push_back(std::string(name_of(one.error.code)) + " " + one.error.path);
  }
  return list;
}
const Publishing kPlain{{"fr", "en"}, {}, {}, false};

std::string replaced(std::string text, std::string_view before, std::string_view after) {
  const std::size_t at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}
std::vector<std::string> found_with(std::string_view before, std::string_view after,
                                    const Publishing& publishing = kPlain) {
  return found(json::read(replaced(kSound, before, after)).value(), publishing);
}
using List = std::vector<std::string>;

}  // namespace

TEST_CASE("Kandel-Moles and Flesch give their reference values, unrounded") {
  CHECK(reading_ease(1, 8, 12, kFrench) == doctest::Approx(88.480));
  CHECK(reading_ease(10, 120, 192, kFrench) == doctest::Approx(77.060));
  CHECK(reading_ease(10, 150, 255, kFrench) == doctest::Approx(66.655));
  CHECK(reading_ease(10, 250, 475, kFrench) == doctest::Approx(41.785));
  CHECK(reading_ease(5, 20, 23, kFrench) == doctest::Approx(118.30));
  CHECK(reading_ease(1, 10, 15, kEnglish) == doctest::Approx(206.835 - 10.15 - 126.9));
}

TEST_CASE("sentences and words are those that a reader sees") {
  const Reading cat = read_text(
      "Le chat dort. Il fait beau. Les oiseaux chantent dans les arbres. C’est l’été. Il n’y a pas de "
      "nuages.",
      kFrench);
  CHECK(cat.sentences.size() == 5);
  CHECK(cat.words == 20);
  CHECK(read_text("Vraiment\u202f? Oui\u00a0: c’est vrai", kFrench).sentences.size() == 2);
  CHECK(read_text("Vraiment\u202f? Oui\u00a0: c’est vrai", kFrench).words == 4);
  CHECK(read_text("Sur 1\u202f293 personnes, 2,5 sont là.", kFrench).words == 6);
  CHECK(read_text("«\u00a0Un tri.\u00a0» Puis rien.", kFrench).sentences.size() == 2);
  CHECK(read_text("One… two! “Three.” (Four.)", kEnglish).sentences.size() == 4);
  CHECK(read_text("", kFrench).sentences.empty());
  CHECK(read_text(" — ? ", kFrench).words == 0);
  CHECK(read_text("Une ligne\nune autre", kFrench).sentences.size() == 2);
}

TEST_CASE("syllables are counted by the rules of the header") {
  const std::pair<const char*, std::size_t> french[] = {
      {"malades", 2}, {"les", 1},     {"de", 1},      {"que", 1},    {"publique", 2}, {"réel", 2},
      {"idée", 2},    {"haïr", 2},    {"voyage", 2},  {"l’âge", 1},  {"été", 2},      {"œil", 1},
      {"maïs", 2},    {"guerre", 1},  {"société", 3}, {"est-ce", 2}, {"87", 2},       {"IA", 1},
      {"Noël", 2},    {"urgente", 2}, {"à", 1},       {"qui", 1},    {"gêne", 1},     {"européen", 4}};
  for (const auto& pair : french) {
    CAPTURE(pair.first);
    CHECK(syllables_of(pair.first, kFrench) == pair.second);
  }
  const std::pair<const char*, std::size_t> english[] = {
      {"table", 2},  {"made", 1}, {"the", 1},   {"boxes", 2}, {"wanted", 2}, {"missed", 1}, {"people", 2},
      {"alerts", 2}, {"be", 1},   {"cases", 2}, {"names", 1}, {"free", 1},   {"others", 2}};
  for (const auto& pair : english) {
    CAPTURE(pair.first);
    CHECK(syllables_of(pair.first, kEnglish) == pair.second);
  }
}

TEST_CASE("a sound explainer is let through, measured at each level and in each language") {
  CHECK(found(json::read(kSound).value(), kPlain) == List{});
  std::size_t measured = 0;
  for (const auto& one : check_explainer(json::read(kSound).value(), kPlain))
    measured += one.error.code == ErrorCode::reading_measured;
  CHECK(measured == 4);
}

TEST_CASE("what names nothing is refused at its place") {
  CHECK(found_with("\"controls\": [\"share\"]", "\"controls\": [\"shape\"]") ==
        List{"explainer_reference /steps/0/controls/0"});
  CHECK(found_with("\"presets\": [\"p\"]", "\"presets\": [\"q\"]") ==
        List{"explainer_reference /steps/0/presets/0"});
  CHECK(found_with("\"facts\": [\"f\", \"g\"]", "\"facts\": [\"h\"]") ==
        List{"explainer_reference /steps/0/facts/0"});
  CHECK(found_with("\"preset\": \"p\"", "\"preset\": \"q\"") == List{"explainer_reference /steps/0/preset"});
  CHECK(found_with("\"sources\": [\"A\"]", "\"sources\": [\"Z\"]") ==
        List{"explainer_reference /facts/0/sources/0"});
  CHECK(found_with("\"correct\": \"yes\"", "\"correct\": \"no\"") ==
        List{"explainer_reference /checks/0/correct"});
  CHECK(found_with("\"values\": {\"share\": 0.5}", "\"values\": {\"share\": 1.5}") ==
        List{"explainer_range /presets/0/values/share"});
  CHECK(found_with("\"glossary\": []", "\"other\": []") == List{"explainer_missing "});
}

TEST_CASE("a statement that is better marked than its source is refused, for it would be shown") {
  CHECK(found_with("\"sources\": [\"A\"]", "\"sources\": [\"B\"]") ==
        List{"explainer_evidence /facts/0/evidence"});
  CHECK(found_with("\"evidence\": \"C\", \"sources\": []",
                   "\"evidence\": \"K\", \"sources\": [\"A\"], \"review\": null") ==
        List{"explainer_empty /presets"});
}

TEST_CASE("what nobody has signed is no trouble while it stays unseen, and one where it is shown") {
  CHECK(found(json::read(kSound).value(), {{"fr", "en"}, {"q1"}, {}, false}) ==
        List{"explainer_unsigned /checks/0"});
  CHECK(found(json::read(kSound).value(), {{"fr", "en"}, {"q2"}, {}, false}) == List{});
  CHECK(found(json::read(kSound).value(), {{"fr", "en"}, {}, {}, true}) ==
        List{"explainer_unsigned /facts/1", "explainer_unsigned /checks/0"});
  const std::string_view unsigned_check = "\"sources\": [\"B\"], \"review\": null, \"correct\"";
  const std::string_view signed_check =
      "\"sources\": [\"B\"], \"review\": {\"name\": \"A. B.\", \"society\": \"S\", \"date\": \"2026-11-01\", "
      "\"conflictOfInterest\": \"none\"}, \"correct\"";
  CHECK(found_with(unsigned_check, signed_check, {{"fr", "en"}, {"q1"}, {}, false}) == List{});
  CHECK(found_with(unsigned_check,
                   "\"sources\": [\"B\"], \"review\": {\"name\": \"A. B.\", \"society\": \"S\", \"date\": "
                   "\"2026-11-01\"}, \"correct\"",
                   {{"fr", "en"}, {"q1"}, {}, false}) == List{"explainer_signature /checks/0/review"});
}

TEST_CASE(
    "hard words are told at their place: long sentences, percentages, what is not translated, formulas") {
  CHECK(found_with(
            "\"simple\": [{\"default\": \"Il dort.\"",
            "\"simple\": [{\"default\": \"un deux trois un deux trois un deux trois un deux trois un\"") ==
        List{"reading_sentence /steps/0/simple/0"});
  CHECK(
      found_with("\"simple\": [{\"default\": \"Il dort.\"",
                 "\"simple\": [{\"default\": \"un deux trois un deux trois un deux trois un deux trois\"") ==
      List{});
  for (const std::string_view share :
       {"Il dort à 50 %.", "Il dort à 50\u00a0%.", "Il dort à 50 pour cent."}) {
    CHECK(found_with("\"simple\": [{\"default\": \"Il dort.\"",
                     "\"simple\": [{\"default\": \"" + std::string(share) + "\"") ==
          List{"reading_percentage /steps/0/simple/0"});
    CHECK(found_with("\"text\": [{\"default\": \"Le chat dort.\"",
                     "\"text\": [{\"default\": \"" + std::string(share) + "\"") == List{});
  }
  CHECK(found_with(", \"en\": \"The title\"", "") == List{"reading_translation /title"});
  CHECK(found_with("\"en\": \"The cat sleeps.\"", "\"en\": \"Le chat dort.\"") ==
        List{});  // three words may be the same by chance
  CHECK(found_with("\"default\": \"Le chat dort.\", \"en\": \"The cat sleeps.\"",
                   "\"default\": \"Le chat dort bien.\", \"en\": \"Le chat dort bien.\"") ==
        List{"reading_translation /steps/0/text/0"});
  CHECK(found_with("\"simple\": {\"default\": \"Une IA regarde.\"",
                   "\"simple\": {\"default\": \"Intelligibilité systématiquement caractérisée.\"") ==
        List{"reading_ease "});
  std::string long_text;
  for (int word = 0; word < 200; ++word) long_text += "le ";
  CHECK(found_with("\"text\": [{\"default\": \"Le chat dort.\"",
                   "\"text\": [{\"default\": \"" + long_text + "\"") == List{"reading_mean "});
}

TEST_CASE("a specialists’ word in the simple level is told with what to say instead, in its own language alone") {
  const Publishing plain{{"fr", "en"}, {}, {{"fr", "algorithme", "programme"}, {"en", "bias", "works less well for some"}}, false};
  const auto simple = [&](std::string_view french) {
    return found_with("\"simple\": [{\"default\": \"Il dort.\"", "\"simple\": [{\"default\": \"" + std::string(french) + "\"", plain);
  };
  CHECK(simple("Algorithmes ou non, il dort.") == List{"reading_word /steps/0/simple/0"});
  CHECK(simple("L’algorithme dort.") == List{"reading_word /steps/0/simple/0"});
  CHECK(simple("Un logarithme, un biais, un bias.") == List{});
  CHECK(found_with("\"text\": [{\"default\": \"Le chat dort.\"", "\"text\": [{\"default\": \"Un algorithme dort.\"", plain) == List{});
}

TEST_CASE("no value of a file, whatever it is, brings the check down") {
  for (const std::string_view text :
       {"null", "[]", "{}", "1",
        R"({"steps": [1], "facts": {}, "presets": [null, {"values": []}], "checks": [[]], "sources": []})"}) {
    CHECK_FALSE(check_explainer(json::read(text).value(), kPlain).empty());
  }
}

TEST_CASE("what simulations say is held to the simple level, once a message, and labels count in no ease") {
  const std::vector<PlainWord> plain{{"fr", "seuil", "limite"}};
  const auto said = [&](std::vector<std::string> readings) {
    List list;
    for (const auto& one : check_messages({{"/explainer.s.said", std::move(readings)}}, "fr", plain))
      list.push_back(std::string(name_of(one.error.code)) + " " + one.error.path);
    return list;
  };
  const std::string where = " /explainer.s.said";
  CHECK(said({"Il dort."}) == List{"reading_measured "});
  CHECK(said({"malades trouvés"}) == List{});
  CHECK(said({"10 % des gens dorment."}) == List{"reading_percentage" + where, "reading_measured "});
  CHECK(said({"au seuil"}) == List{"reading_word" + where});
  const std::string long_one = "Un et deux et trois et cinq et six et sept et huit.";
  CHECK(said({long_one, long_one}) == List{"reading_sentence" + where, "reading_measured "});
  CHECK(said({long_one, "Il dort."}) == List{"reading_sentence" + where, "reading_measured "});
  CHECK(said({"Une évaluation systématique individualisée est recommandée."}) ==
        List{"reading_ease ", "reading_measured "});
  CHECK(check_messages({{"/x", {long_one}}}, "de", plain).empty());
}
