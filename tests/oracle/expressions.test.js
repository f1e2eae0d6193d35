// SPDX-License-Identifier: MIT
// Tests: random expressions mean to our engine what they mean to survey-core.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expressionCases } from './expressions.js';
import { replay } from './replay.js';

test('5,000 expressions of a fixed seed agree with survey-core, all of them', () => {
  const { passed, failed, output } = replay('expressions-fixed', expressionCases(2026, 5000));
  assert.equal(failed, 0, output);
  assert.equal(passed, 5000);
});

test('5,000 expressions of a fresh seed agree at 99 % at least; the others are kept to be replayed', (context) => {
  const seed = Date.now() % 2 ** 31;
  const { passed, failed, mismatches, output } = replay('expressions-fresh', expressionCases(seed, 5000));
  context.diagnostic(`seed ${seed}: ${failed} of ${passed + failed} differ${failed ? `, kept in ${mismatches}` : ''}`);
  assert.ok(failed <= 50, output);
});
