// SPDX-License-Identifier: MIT
// Tests: SurveyJS itself (survey-core, a development dependency) reads the questionnaires: same pages, same conditions, same choices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model, surveyLocalization } from 'survey-core';
import { elementsOf, survey, surveys } from './content.js';

// "default" holds French: SurveyJS takes it for the language it calls its default.
surveyLocalization.defaultLocale = 'fr';

function open(name, { locale = 'fr', draws = {} } = {}) {
  const model = new Model(survey(name).questionnaire);
  model.locale = locale;
  for (const [variable, value] of Object.entries(draws)) model.setVariable(variable, value);
  return model;
}
const pagesOf = (model) => model.visiblePages.map((page) => page.questions.filter((question) => question.isVisible).map((question) => question.name).join('+'));

for (const name of surveys) {
  test(`${name}: SurveyJS finds nothing to say but our own keys and our own type`, () => {
    const { questionnaire } = survey(name);
    const explainers = elementsOf(questionnaire).filter(({ type }) => type === 'explainer').length;
    const errors = open(name).jsonErrors ?? [];
    const unknown = errors.filter(({ type, propertyName }) => type === 'unknownproperty' && propertyName === 'triptych');
    const types = errors.filter(({ type, propertyName }) => type === 'incorrecttypeproperty' && propertyName === 'elements');
    assert.equal(types.length, explainers);
    assert.deepEqual(errors.filter((error) => !unknown.includes(error) && !types.includes(error)).map(({ message }) => message), []);
  });

  test(`${name}: SurveyJS reads both languages`, () => {
    const { questionnaire } = survey(name);
    for (const locale of ['fr', 'en']) {
      const model = open(name, { locale });
      for (const element of elementsOf(questionnaire)) {
        const question = model.getQuestionByName(element.name);
        if (!question || !element.title) continue;
        assert.equal(question.title, element.title[locale] ?? element.title.default, `${element.name} ${locale}`);
      }
    }
  });
}

test('the journey has the order of the design, whichever form comes first and whether comfort is asked before or not', () => {
  const others = ['relation', 'who_decides', 'worries', 'benefits', 'explanation', 'place', 'who_explains', 'data_for_learning', 'ready_to', 'comfort_after', 'age+role+gender+digital'];
  assert.deepEqual(pagesOf(open('ai-in-care', { draws: { form: 'AB', first_comfort: 'ask', scale: 'forward' } })), [
    'comfort_before', 'effect', 'informed', 'taking_part', 'chosen', 'diagnosis_q1', 'diagnosis_q2', ...others,
  ]);
  assert.deepEqual(pagesOf(open('ai-in-care', { draws: { form: 'BA', first_comfort: 'skip', scale: 'reverse' } })), [
    'definition+effect', 'informed', 'taking_part', 'chosen', 'diagnosis_q2_before', 'diagnosis_q1_after', ...others,
  ]);
});

test('the explainer that the visitor chooses is the one that is asked about, before and after, in either order; without a choice it is the first; "none" asks nothing', () => {
  const { explainers } = survey('ai-in-care').widget;
  const inBetween = (form, chosen) => {
    const model = open('ai-in-care', { draws: { form, first_comfort: 'ask', scale: 'forward' } });
    if (chosen) model.setValue('chosen', chosen);
    const pages = pagesOf(model);
    return pages.slice(pages.indexOf('chosen') + 1, pages.indexOf('relation'));
  };
  for (const id of explainers) {
    assert.deepEqual(inBetween('AB', id), [`${id}_q1`, `${id}_q2`]);
    assert.deepEqual(inBetween('BA', id), [`${id}_q2_before`, `${id}_q1_after`]);
  }
  assert.deepEqual(inBetween('AB'), ['diagnosis_q1', 'diagnosis_q2']);
  assert.deepEqual(inBetween('AB', 'none'), []);
});

test('random orders leave the special choices last, "none" first among them and alone when chosen', () => {
  const orders = new Set();
  for (let sitting = 0; sitting < 20; sitting += 1) {
    const model = open('ai-in-care');
    for (const name of ['worries', 'benefits', 'who_explains', 'ready_to']) {
      const values = model.getQuestionByName(name).visibleChoices.map(({ value }) => value);
      assert.deepEqual(values.slice(-3), ['none', 'refused', 'dontknow'], name);
      if (name === 'worries') orders.add(values.join());
    }
  }
  assert.ok(orders.size > 1, 'the order never changed');
  const worries = open('ai-in-care').getQuestionByName('worries');
  worries.renderedValue = ['errors', 'use_of_data'];
  worries.renderedValue = ['errors', 'use_of_data', 'none'];
  assert.deepEqual([...worries.value], ['none']);
});

test('right answers are those that SurveyJS counts as right', () => {
  const model = open('ai-in-care', { draws: { form: 'AB', first_comfort: 'ask' } });
  model.data = { diagnosis_q1: 'to_be_checked', diagnosis_q2: 'goes_up' };
  assert.equal(model.getCorrectAnswerCount(), 2);
  model.data = { diagnosis_q1: 'surely_ill', diagnosis_q2: 'same' };
  assert.equal(model.getCorrectAnswerCount(), 0);
});

test('a visitor who has never met the tool is not asked how it was explained', () => {
  const model = open('tool-feedback');
  model.setValue('contact', 'not_yet');
  assert.ok(!pagesOf(model).includes('told_before'));
  model.setValue('contact', 'for_me');
  assert.ok(pagesOf(model).includes('told_before'));
  assert.ok(!pagesOf(model).includes('explained_by'));
  model.setValue('told_before', true);
  assert.ok(pagesOf(model).includes('explained_by'));
});

test('nobody is held back: every page can be left unanswered', () => {
  for (const name of surveys) {
    const model = open(name, { draws: { form: 'AB', first_comfort: 'ask', scale: 'forward' } });
    while (!model.isLastPage) assert.ok(model.nextPage(), model.currentPage.name);
    assert.ok(model.showPreview(), `${name}: the preview opens`);
    assert.equal(model.state, 'preview');
    assert.ok(model.completeLastPage());
  }
});
