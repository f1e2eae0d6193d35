// SPDX-License-Identifier: MIT
// Tests: the accessibility table holds each criterion once, says nothing it may not, and names only tests that exist.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const tests = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(new URL('../../../web/ACCESSIBILITE.md', import.meta.url), 'utf8');
const [rgaa, wcag] = text.split('## Ce que WCAG 2.2 ajoute');
const rows = (part) => [...part.matchAll(/^\| (\d[\d. à]*) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$/gm)].map(([, criterion, subject, state, proof]) => ({ criterion, subject, state, proof: proof.trim() }));
/** How many criteria each theme of RGAA 4.1 has. */
const themes = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12];

test('each of the 106 criteria of RGAA 4.1 has one line', () => {
  const listed = rows(rgaa).flatMap(({ criterion }) => {
    const [first, last] = criterion.split(' à ').map((one) => one.split('.').map(Number));
    return Array.from({ length: last ? last[1] - first[1] + 1 : 1 }, (_, i) => `${first[0]}.${first[1] + i}`);
  });
  const expected = themes.flatMap((count, theme) => Array.from({ length: count }, (_, i) => `${theme + 1}.${i + 1}`));
  assert.equal(expected.length, 106);
  assert.deepEqual(listed, expected);
  assert.equal(rows(wcag).length, 6);
});

test('each line has a state; no rate, and never the word for being certified', () => {
  for (const { criterion, state, proof } of [...rows(rgaa), ...rows(wcag)]) {
    assert.match(state, /^(NA|Prouvé|Observé|Hôte|Non vérifié)$/, criterion);
    if (state === 'Prouvé') assert.match(proof, /\baxe\b|\barbre\b|\bclavier\b|\btabulation\b|même test|`(?:journey|browser|unit)\/[\w.-]+`/, `${criterion} is proven by no test`);
    if (state === 'Observé') assert.match(proof, /^le \d{1,2} \p{L}+ 20\d\d\b/u, `${criterion} was observed on no day`);
    if (state === 'NA') assert.ok(proof, `${criterion} does not apply, and why is not said`);
  }
  assert.doesNotMatch(text, /\bconformes?\b|taux de|\d+\s*% (?:de|des) /);
});

test('every test that it names exists, by file and by words', () => {
  const named = [...text.matchAll(/`((?:journey|browser|unit)\/[\w.-]+|tests\/web\/)`(?:, « ([^»]+?) »)?/g)];
  assert.ok(named.length > 20);
  for (const [, file, words] of named) {
    const path = [join(tests, 'web', file), join(tests, file), join(tests, '..', file)].find((one) => existsSync(one));
    assert.ok(path, `no ${file}`);
    if (words) assert.ok(readFileSync(path, 'utf8').includes(words.trim()), `${file} has no test “${words}”`);
  }
});

test('nothing is done when a pointer goes down: it can still be taken elsewhere', () => {
  const sources = globSync('web/src/{elements,explainers,results,facilitate,kiosk}/**/*.ts', { cwd: join(tests, '..') });
  assert.ok(sources.length > 40);
  for (const file of sources) assert.doesNotMatch(readFileSync(join(tests, '..', file), 'utf8'), /@(?:pointerdown|mousedown|touchstart)=/, file);
});
