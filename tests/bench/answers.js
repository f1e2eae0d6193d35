// SPDX-License-Identifier: MIT
// Bench: 500 questions, each shown by a condition on earlier ones, all answered, in survey.wasm and in survey-core, in one run.
// Usage: node tests/bench/answers.js [folder of survey.wasm]   (build/wasm by default)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { instantiate, readText } from '../../web/src/engine/instance.ts';
import { randomFrom } from '../oracle/random.js';
import { median, report } from './shared/report.js';

const { Model, Version } = createRequire(import.meta.url)('survey-core');
const folder = pathToFileURL(`${process.argv[2] ?? 'build/wasm'}/`);
const count = 500;
const rounds = 7;
const limits = { answers: 4, compile: 5 };

async function load() {
  return instantiate(new WebAssembly.Module(readFileSync(new URL('survey.wasm', folder))), readText);
}

const { below } = randomFrom(7);
const questions = Array.from({ length: count }, (_, i) => ({ type: 'radiogroup', name: `q${i}`, title: `Question ${i}`, choices: [1, 2, 3, 4, 5] }));
const plain = JSON.stringify(survey(questions));
const conditional = JSON.stringify(survey(questions.map((question, i) => (i === 0 ? question : {
  ...question,
  visibleIf: `{q${below(i)}} >= ${1 + below(3)} ${below(2) ? 'and' : 'or'} {q${below(i)}} <> ${1 + below(5)}`,
}))));
const answers = Array.from({ length: count }, () => 1 + below(5));
const options = JSON.stringify({ locale: 'en', survey: 'bench', wave: 1 });

function survey(elements) {
  return { pages: Array.from({ length: count / 20 }, (_, i) => ({ name: `p${i}`, elements: elements.slice(i * 20, i * 20 + 20) })) };
}

/** Milliseconds of the first call, and the median of those after it. */
function measure(work) {
  const took = [];
  let result;
  for (let round = 0; round <= rounds; round += 1) {
    const one = work();
    took.push(one.took);
    result = one.result;
  }
  return { cold: took[0], took: median(took.slice(1)), result };
}

const module = await load();
const value = (envelope) => {
  const { ok, value: inside, error } = JSON.parse(envelope);
  assert.ok(ok, JSON.stringify(error));
  return inside;
};
const timed = (work) => {
  const from = performance.now();
  const result = work();
  return { took: performance.now() - from, result };
};

const words = answers.map(String);
const ours = measure(() => {
  const { handle } = value(module.open(conditional, options));
  const said = timed(() => words.map((word, i) => module.answer(handle, `q${i}`, word)));
  said.result.forEach((envelope) => assert.ok(envelope.startsWith('{"ok":true')));
  const shown = new Set();
  const { pages } = value(module.view(handle));
  pages.forEach((_, page) => {
    value(module.go(handle, page));
    value(module.view(handle)).elements.forEach(({ name }) => shown.add(name));
  });
  module.close(handle);
  return { took: said.took, result: [...shown].sort() };
});
const theirs = measure(() => {
  const model = new Model(JSON.parse(conditional));
  const { took } = timed(() => answers.forEach((answer, i) => model.setValue(`q${i}`, answer)));
  return { took, result: model.getAllQuestions(true).filter(({ isVisible }) => isVisible).map(({ name }) => name).sort() };
});
assert.deepEqual(ours.result, theirs.result);

const open = (text) => measure(() => {
  const { took, result } = timed(() => module.open(text, options));
  module.close(value(result).handle);
  return { took };
});
const built = { without: open(plain), conditions: open(conditional) };
const compile = built.conditions.took - built.without.took;
const model = measure(() => timed(() => new Model(JSON.parse(conditional))));

const ms = (number) => `${number.toFixed(2)} ms`;
const row = (what, mine, peer) => ({ what, ours: ms(mine), peer: ms(peer), ratio: `${(peer / mine).toFixed(0)} ×` });
report('answers', {
  title: `Answers: ${count} questions, each shown by a condition on two earlier ones`,
  conditions: `survey.wasm and survey-core ${Version} in node ${process.versions.node}, one run, median of ${rounds} after one that warms up; the same ${ours.result.length} questions shown at the end.`,
  rows: [
    row(`${count} answers set`, ours.took, theirs.took),
    row(`${count} answers set, cold`, ours.cold, theirs.cold),
    row('questionnaire opened', built.conditions.took, model.took),
    { what: `of which ${count} conditions read`, ours: ms(compile) },
  ],
});
if (ours.took > limits.answers || compile > limits.compile) {
  console.error(`over the limits: ${limits.answers} ms for the answers, ${limits.compile} ms for the conditions`);
  process.exitCode = 1;
}
