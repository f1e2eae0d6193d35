// SPDX-License-Identifier: MIT
// Oracle: what visitors do in our engine against npm's survey-core, the same journeys each time and new ones each time.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { journeyCases } from './journeys.js';
import { replay } from './replay.js';

const steps = 5000;
const stepsOf = (cases) => cases.reduce((sum, one) => sum + one.steps.length, 0);

test('5,000 steps of journeys of a fixed seed leave survey-core\'s state, every one', () => {
  const cases = journeyCases(2026, steps);
  const { passed, failed, mismatches, output } = replay('journeys-fixed', cases);
  assert.equal(failed, 0, `${mismatches}\n${output}`);
  assert.equal(passed, cases.length);
  assert.ok(stepsOf(cases) >= steps);
});

test('of 5,000 journeys of a fresh seed at least 99 % do, and those that do not are kept', (context) => {
  const seed = Date.now() % 2 ** 31;
  const journeys = 5000;
  // Six steps and a half each, on the whole.
  const cases = journeyCases(seed, 7 * journeys).slice(0, journeys);
  assert.equal(cases.length, journeys);
  const { passed, failed, mismatches, output } = replay('journeys-fresh', cases);
  context.diagnostic(`seed ${seed}: ${passed} of ${journeys} journeys, ${stepsOf(cases)} steps${failed > 0 ? `, see ${mismatches}` : ''}`);
  assert.equal(passed + failed, journeys);
  assert.ok(passed >= journeys * 0.99, output);
});

test('the generator leaves out next to nothing: one journey in thirty at most ends in an error of survey-core', () => {
  const cases = journeyCases(7, 1000);
  const last = Number(cases.at(-1).id.split('/')[1]);
  assert.ok(last + 1 - cases.length <= cases.length / 30, `${last + 1 - cases.length} of ${last + 1}`);
});

test('the journeys go where they should: every type, property, trigger and step is among them', () => {
  const text = JSON.stringify(journeyCases(2026, 2500));
  const wanted = [
    ...['text', 'comment', 'radiogroup', 'checkbox', 'dropdown', 'rating', 'boolean', 'matrix', 'multipletext', 'ranking', 'imagepicker', 'html', 'image', 'expression', 'panel'],
    ...['numeric', 'text', 'regex', 'email', 'answercount', 'complete', 'setvalue', 'copyvalue', 'skip', 'runexpression', 'visible'],
  ].map((type) => `"type":"${type}"`);
  const properties = [
    'visibleIf', 'enableIf', 'requiredIf', 'choicesVisibleIf', 'choicesEnableIf', 'rowsVisibleIf', 'columnsVisibleIf', 'isRequired', 'readOnly', 'validators',
    'defaultValue', 'defaultValueExpression', 'setValueIf', 'setValueExpression', 'resetValueIf', 'valueName', 'clearIfInvisible', 'clearInvisibleValues',
    'checkErrorsMode', 'questionsOnPageMode', 'firstPageIsStartPage', 'showPreviewBeforeComplete', 'calculatedValues', 'includeIntoResult', 'correctAnswer',
    'showOtherItem', 'hasOther', 'showNoneItem', 'showRefuseItem', 'showDontKnowItem', 'showSelectAllItem', 'showCommentArea', 'storeOthersAsComment',
    'choicesFromQuestion', 'hideIfChoicesEmpty', 'eachRowRequired', 'eachRowUnique', 'selectToRankEnabled', 'multiSelect', 'maxSelectedChoices', 'minSelectedChoices',
  ].map((name) => `"${name}":`);
  const operations = [
    'answer', 'comment', 'setValue', 'clearValue', 'setComment', 'setVariable', 'mergeData', '=data', 'nextPage', 'prevPage', 'tryComplete', 'doComplete',
    'showPreview', 'cancelPreview', 'start', 'validate', 'validateCurrentPage', 'clear', '=currentPageNo', '=readOnly', '=locale',
  ].map((op) => `"op":"${op}"`);
  assert.deepEqual([...wanted, ...properties, ...operations].filter((one) => !text.includes(one)), []);
});

test('a journey that differs is seen, and is what the file of mismatches holds', () => {
  const [right, other] = journeyCases(3, 20);
  const wrong = { ...other, steps: other.steps.map((step, index) => (index === 0 ? { ...step, after: { ...step.after, page: 'nowhere' } } : step)) };
  const { passed, failed, mismatches } = replay('journeys-wrong', [right, wrong]);
  assert.deepEqual([passed, failed], [1, 1]);
  assert.deepEqual(JSON.parse(readFileSync(mismatches, 'utf8')), JSON.parse(JSON.stringify(wrong)));
});
