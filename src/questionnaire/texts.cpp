// SPDX-License-Identifier: MIT
// Questionnaire: the walk over all texts.
#include "questionnaire/texts.h"

#include "json/reader.h"

namespace triptych::questionnaire {
namespace {

void add(const Properties& properties, const std::string& pointer, std::vector<TextAt>& found) {
  for (const Properties::Text& entry : properties.all_texts) {
    for (const LocalizedText& text : entry.texts) found.push_back({&text, json::pointer_to(pointer, row_of(entry.property).name)});
  }
}

}  // namespace

std::vector<TextAt> texts_of(const Questionnaire& questionnaire) {
  std::vector<TextAt> found;
  add(questionnaire, "", found);
  for (const Element& element : questionnaire.elements) {
    add(element, element.pointer, found);
    for (const std::vector<Choice>* list : {&element.choices, &element.rows, &element.columns}) {
      for (const Choice& choice : *list) add(choice, choice.pointer, found);
    }
    for (const Element& item : element.items) add(item, item.pointer, found);
    for (const Validator& validator : element.validators) {
      if (!validator.text.empty()) found.push_back({&validator.text, json::pointer_to(validator.pointer, "text")});
    }
  }
  return found;
}

}  // namespace triptych::questionnaire
