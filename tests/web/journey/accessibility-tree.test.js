// SPDX-License-Identifier: MIT
// Tests: what assistive technology is told of each kind of question is what was recorded (node tests/web/journey/ax/record.js writes it anew).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { accessibilityTrees, names, read, recorded, types } from './ax/record.js';

let trees;
before(async () => { trees = await accessibilityTrees(); });

for (const name of [...names, 'explainer']) {
  test(`${name}: the accessibility tree is the recorded one`, () => {
    assert.equal(trees[name], read(name));
  });
}

test('every question type of the contract has a recorded tree, and there is no other file', () => {
  const contract = readFileSync(new URL('../../../web/src/engine/survey.d.ts', import.meta.url), 'utf8');
  const declared = [...contract.split('export type QuestionType =')[1].split(';')[0].matchAll(/'(\w+)'/g)].map(([, name]) => name);
  assert.ok(declared.length >= 15);
  for (const type of declared) assert.ok(types.includes(type), `no tree holds a ${type}`);
  assert.deepEqual(recorded().sort(), [...names, 'explainer'].sort());
});
