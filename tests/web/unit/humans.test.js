// SPDX-License-Identifier: MIT
// Tests: what is said of trials with people is what was done: the tables are empty, and README says so; the protocol lasts the minutes that it promises.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const protocol = read('tests/humans/PROTOCOLE.md');

test('as long as the tables hold their heading alone, README and protocol say that nobody has tried it', () => {
  for (const file of ['resultats.csv', 'lecteurs-ecran.csv']) assert.equal(read(`tests/humans/${file}`).trim().split('\n').length, 1, `${file} has results: README, the protocol and this test must say so`);
  assert.match(read('README.md'), /no patient has used it/);
  assert.match(read('README.md'), /how long a person takes was not measured/);
  assert.match(protocol, /Rien n'a encore été essayé/);
});

test('two plans of twenty minutes, without a gap', () => {
  const spans = [...protocol.matchAll(/^\| (\d+)–(\d+) \|/gm)].map(([, from, to]) => [Number(from), Number(to)]);
  let plans = 0;
  for (const [i, [from]] of spans.entries()) {
    if (from === 0) plans += 1;
    else assert.equal(from, spans[i - 1][1]);
  }
  assert.equal(plans, 2);
  assert.deepEqual(spans.filter((_span, i) => i === spans.length - 1 || spans[i + 1][0] === 0).map(([, to]) => to), [20, 20]);
  assert.match(protocol, /cinq patients/);
});

test('every task of the sheet has a name of its own, and no sheet asks for the name of a person', () => {
  const sheet = read('tests/humans/feuille.md');
  const tasks = [...sheet.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  assert.equal(new Set(tasks).size, 10);
  for (const text of [sheet, read('tests/humans/accord.md')]) assert.doesNotMatch(text, /\b(?:Nom|Prénom|Adresse|Courriel)\b.*:/);
});
