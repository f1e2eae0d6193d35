// SPDX-License-Identifier: MIT
// Oracle: our expressions against npm's survey-core, the same ones each time and new ones each time.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { expressionCases } from './expressions.js';
import { replay } from './replay.js';

const count = 5000;

test('5,000 expressions of a fixed seed have survey-core\'s values, every one', () => {
  const { passed, failed, mismatches, output } = replay('expressions-fixed', expressionCases(2026, count));
  assert.equal(failed, 0, `${mismatches}\n${output}`);
  assert.equal(passed, count);
});

test('of 5,000 expressions of a fresh seed at least 99 % have, and those that have not are kept', (context) => {
  const seed = Date.now() % 2 ** 31;
  const { passed, failed, mismatches, output } = replay('expressions-fresh', expressionCases(seed, count));
  context.diagnostic(`seed ${seed}: ${passed} of ${count}${failed > 0 ? `, see ${mismatches}` : ''}`);
  assert.equal(passed + failed, count);
  assert.ok(passed >= count * 0.99, output);
});

test('a case that differs is seen, and is what the file of mismatches holds', () => {
  const [right, other] = expressionCases(3, 2);
  const wrong = { ...other, result: 'nobody says this' };
  const { passed, failed, mismatches } = replay('expressions-wrong', [right, wrong]);
  assert.deepEqual([passed, failed], [1, 1]);
  assert.deepEqual(JSON.parse(readFileSync(mismatches, 'utf8')), wrong);
});
