// SPDX-License-Identifier: MIT
// Tests: survey-first.wasm, beside the survey.wasm it was made from: it opens ordinary surveys, and whatever else is asked of it, it
// gives the very bytes of the whole or traps. Never another answer.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { instantiate, readText } from '../../web/src/engine/instance.ts';
import { randomFrom } from '../oracle/random.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'build/wasm');

/** The engine's draws: the same for both. */
let drawn = 0;
Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues: (bytes) => bytes.map((_byte, index) => (bytes[index] = drawn * 31 + index * 7)) } });

const compiled = Object.fromEntries(['survey-first.wasm', 'survey.wasm'].map((file) => [file, new WebAssembly.Module(readFileSync(join(built, file)))]));

const start = (file) => instantiate(compiled[file], readText);

/** Ours, and one that the first part was not made for. */
const ordinary = [...globSync('content/*/questionnaire.json', { cwd: root }), 'tests/bench/page/questionnaire.json'];
const surveys = [...ordinary, 'tests/golden/survey/questionnaire.json', 'tests/web/surveys/every-question/questionnaire.json'];
const read = (file) => readFileSync(join(root, file), 'utf8');
const options = (locale, more = {}) => JSON.stringify({ locale, survey: 'first', wave: 1, omit: [], include: [], period: 'wave', mode: 'web', simulated: false, ...more });

for (const file of ordinary) {
  test(`${file}: the first question comes from the first part`, async () => {
    for (const locale of ['fr', 'en']) {
      for (drawn = 0; drawn < 16; drawn += 1) {
        const [first, whole] = await Promise.all([start('survey-first.wasm'), start('survey.wasm')]);
        const opened = whole.open(read(file), options(locale));
        assert.equal(first.open(read(file), options(locale)), opened);
        const { handle } = JSON.parse(opened).value;
        assert.equal(first.view(handle), whole.view(handle));
        assert.equal(first.save(handle), whole.save(handle));
      }
    }
  });
}

const questionsOf = (elements) => elements.flatMap((one) => (one.kind === 'panel' ? questionsOf(one.elements) : [one]));

test('whatever is asked of the first part, it says what the whole says, or traps', async () => {
  const { below } = randomFrom(11);
  const one = (list) => list[below(list.length)];
  const given = ({ choices }) => one([choices?.length ? one(choices).value : 'words', [choices?.length ? one(choices).value : 1], below(9), null, true, { a: 1 }, 'other', '2026-01-15']);
  const deeds = {
    answer: (questions) => { const question = one(questions); return [question.name, JSON.stringify(given(question))]; },
    comment: (questions) => [one(questions).name, 'words'],
    note: () => one([['results_seen', '', 'seen'], ['explainer', 'diagnosis', 'opened']]),
    go: () => [below(9)],
    locale: () => [one(['fr', 'en', 'ar', 'xx'])],
    ...Object.fromEntries(['next', 'previous', 'finish', 'complete', 'ballot', 'own', 'codebook', 'checks', 'view', 'save'].map((name) => [name, () => []])),
  };
  const counts = { same: 0, trapped: 0 };
  for (let round = 0; round < 300; round += 1) {
    drawn = round;
    const [first, whole] = await Promise.all([start('survey-first.wasm'), start('survey.wasm')]);
    /** What the whole says; null once the first part has trapped. */
    const both = (name, ...words) => {
      const expected = whole[name](...words);
      let said;
      try {
        said = first[name](...words);
      } catch (thrown) {
        assert.ok(thrown instanceof WebAssembly.RuntimeError, String(thrown));
        counts.trapped += 1;
        return null;
      }
      assert.equal(said, expected, `${name} ${words.join(' ')}`);
      counts.same += 1;
      return JSON.parse(said);
    };
    const text = read(one(surveys));
    // A file that somebody cut short, now and then.
    const opened = both('open', below(4) === 0 ? text.slice(0, below(text.length)) : text, options(one(['fr', 'en', 'de']), one([{}, { omit: ['role'] }, { mode: 'kiosk', simulated: true }])));
    if (!opened?.ok) continue;
    const { handle, view } = opened.value;
    const questions = questionsOf(view.elements);
    for (let step = 0; step < 4; step += 1) {
      const name = one(Object.keys(deeds));
      if (both(name, handle, ...deeds[name](questions)) === null) break;
    }
  }
  assert.ok(counts.same > 100 && counts.trapped > 30, JSON.stringify(counts));
});
