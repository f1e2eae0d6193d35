// SPDX-License-Identifier: MIT
// Tests: every file of content/ says its schema and obeys it; the schemas refuse what they should.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { content, contentFiles, readJson } from './content.js';

const names = readdirSync(join(content, 'schema'));
const ajv = new Ajv2020.default({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
for (const name of names) ajv.addSchema(readJson(`schema/${name}`), name);
const errorsOf = (schema, value) => {
  const validate = ajv.getSchema(schema);
  return validate(value) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const changed = (path, change) => {
  const copy = structuredClone(readJson(path));
  change(copy);
  return copy;
};

test('every schema compiles', () => {
  assert.ok(names.length >= 8);
  for (const name of names) assert.ok(ajv.getSchema(name), name);
});

test('every file of content names its schema by a path that an editor can follow', () => {
  const files = contentFiles();
  assert.ok(files.length >= 10, `only ${files.length} files`);
  for (const file of files) {
    const { $schema } = readJson(file);
    assert.equal(typeof $schema, 'string', `${file} has no $schema`);
    const target = normalize(join(file, '..', $schema));
    assert.ok(names.map((name) => `schema/${name}`).includes(target), `${file}: ${$schema} is not there`);
  }
});

for (const file of contentFiles()) {
  test(`${file} obeys its schema`, () => {
    const value = readJson(file);
    assert.deepEqual(errorsOf(value.$schema.split('/').at(-1), value), []);
  });
}

const refusals = [
  ['a widget with a misspelt key', 'ai-in-care/widget.json', (widget) => (widget.omits = ['role'])],
  ['a collector without an address', 'ai-in-care/widget.json', (widget) => delete widget.collect.url],
  ['a controller without a contact', 'ai-in-care/widget.json', (widget) => delete widget.controller.contact],
  ['second-hand evidence that does not say who signed', 'ai-in-care/references.json', ({ references }) => delete references.find(({ mark }) => mark === 'S2').signed],
  [
    'second-hand evidence signed by nobody in particular',
    'ai-in-care/references.json',
    ({ references }) => (references.find(({ mark }) => mark === 'S2').signed = { name: 'Dr A. Martin', society: 'Société savante', conflictOfInterest: 'none' }),
  ],
  ['a figure of the article without its count', 'ai-in-care/references.json', ({ references }) => (references[0].count = null)],
  ['a figure of the article about digital tools', 'ai-in-care/references.json', ({ references }) => (references[0].subject = 'digital_tools')],
  ['an interval written by hand', 'ai-in-care/references.json', ({ references }) => (references[0].low = 67)],
  ['a reference without the page where it was read', 'ai-in-care/references.json', ({ references }) => delete references[0].address],
  ['a threshold of one', 'ai-in-care/disclosure.json', (policy) => (policy.one_way.min_answers = 1)],
  ['three items crossed', 'ai-in-care/disclosure.json', (policy) => policy.crossed.tables.push(['effect', 'role', 'age'])],
  ['anonymity judged without a date', 'ai-in-care/disclosure.json', (policy) => (policy.anonymity = { judged_by: 'Someone', criteria: {} })],
  ['a fact from memory without a review', 'ai-in-care/explainers/diagnosis.json', ({ facts }) => delete facts.find(({ evidence }) => evidence === 'K').review],
  ['a fact read somewhere without its source', 'ai-in-care/explainers/diagnosis.json', ({ facts }) => (facts.find(({ evidence }) => evidence === 'S1').sources = [])],
  ['a unit that does not say the count', 'ai-in-care/explainers/diagnosis.json', ({ controls }) => (controls.prevalence.unit.en = 'of {people}')],
  ['words without their first language', 'ai-in-care/next.json', ({ results_when: when }) => delete when.default],
  ['a panel that does not exist', 'ai-in-care/questionnaire.json', ({ pages }) => (pages[0].triptych.panel = 'trust')],
  ['an unknown key of ours', 'ai-in-care/questionnaire.json', ({ pages }) => (pages[0].elements[0].triptych = { compare: true })],
  ['a check question without a right answer', 'ai-in-care/questionnaire.json', ({ pages }) => delete pages.flatMap(({ elements }) => elements).find(({ name }) => name === 'diagnosis_q1').correctAnswer],
  ['an explainer without its file', 'ai-in-care/questionnaire.json', ({ pages }) => delete pages.flatMap(({ elements }) => elements).find(({ name }) => name === 'diagnosis').explainer],
  ['an exception without a reason', 'dialect.json', ({ exceptions }) => exceptions.push({ what: 'a case' })],
];
for (const [what, path, change] of refusals) {
  test(`the schema refuses ${what}`, () => {
    const value = changed(path, change);
    assert.notDeepEqual(errorsOf(value.$schema.split('/').at(-1), value), []);
  });
}

test('a questionnaire may hold other SurveyJS keys and types', () => {
  const value = changed('ai-in-care/questionnaire.json', (questionnaire) => {
    questionnaire.showProgressBar = true;
    questionnaire.pages[0].elements.push({ type: 'paneldynamic', name: 'later', templateElements: [] });
  });
  assert.deepEqual(errorsOf('questionnaire.schema.json', value), []);
});
