// SPDX-License-Identifier: MIT
// Tests: what content/ states: marks, signatures, sources, and numbers that can be computed again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentFiles, objects, readJson, survey, surveys, words } from './content.js';

const explainers = surveys.flatMap((name) => survey(name).explainers);
const diagnosis = explainers.find(({ id }) => id === 'diagnosis');
const { references, themes } = readJson('ai-in-care/references.json');
const markOf = (thing) => thing.mark ?? thing.evidence;
const shown = (thing) => !['S2', 'K'].includes(markOf(thing)) || Boolean(thing.signed ?? thing.review);

test('what is second-hand or remembered is signed by nobody yet, and stays unseen', () => {
  let waiting = 0;
  for (const file of contentFiles()) {
    for (const { value, pointer } of objects(readJson(file))) {
      // A source describes where something was read; what rests on it carries the signature.
      if (!['S2', 'K'].includes(markOf(value)) || pointer.startsWith('/sources/')) continue;
      const signature = value.signed ?? value.review;
      if (signature) {
        assert.ok(signature.name && /^\d{4}-\d\d-\d\d$/.test(signature.date), `${file}#${pointer}`);
        continue;
      }
      waiting += 1;
      assert.ok(!shown(value), `${file}#${pointer}`);
    }
  }
  assert.ok(waiting >= 20, `only ${waiting} statements wait for a reviewer`);
});

test('no statement is better marked than the sources it rests on', () => {
  const rank = { S1: 0, C: 0, S2: 1, K: 2 };
  for (const explainer of explainers) {
    for (const thing of [...explainer.presets, ...explainer.facts]) {
      for (const source of thing.sources) {
        assert.ok(rank[thing.evidence] >= rank[explainer.sources[source].evidence], `${thing.id} is ${thing.evidence}, ${source} is not`);
      }
    }
  }
});

test('the figures of the article are the only whole numbers out of 35 that round to its percentages', () => {
  const article = references.filter(({ kind }) => kind === 'article');
  assert.deepEqual(article.map(({ percent, count, n }) => [percent, count, n]), [[83, 29, 35], [77, 27, 35], [80, 28, 35]]);
  for (const { percent, count, n } of article) {
    const fitting = Array.from({ length: n + 1 }, (_, people) => people).filter((people) => Math.round((100 * people) / n) === percent);
    assert.deepEqual(fitting, [count]);
  }
});

test('every figure of the article says who was asked, where, when, that Pfizer France founded the think-tank, and that the wording is unknown', () => {
  for (const figure of references.filter(({ kind }) => kind === 'article')) {
    assert.match(figure.who.default, /35 représentants de patients/);
    assert.match(figure.who.en, /35 patient representatives/);
    assert.deepEqual([figure.where.default, figure.date, figure.wording], ['France', '2024-11-26', 'unknown']);
    for (const text of Object.values(figure.sponsor)) assert.match(text, /Pfizer France/);
    assert.match(figure.notes.map((note) => note.default).join(' '), /ne donne pas la question exacte/);
    assert.match(figure.notes.map((note) => note.en).join(' '), /does not give the exact question/);
  }
});

test('beside a figure of the article stands at most one other that is shown, marked as another question in another country', () => {
  const beside = references.filter((reference) => reference.kind === 'elsewhere' && shown(reference));
  assert.deepEqual(
    Object.fromEntries(beside.map(({ question, key }) => [question, key])),
    { comfort_before: 'PEW', comfort_after: 'PEW', effect: 'AISA', informed: 'PLATT' },
  );
  assert.equal(new Set(beside.map(({ question }) => question)).size, beside.length);
  for (const { notes, mark } of beside) {
    assert.equal(mark, 'S1');
    assert.match(notes.map((note) => note.default).join(' '), /Autre question, dans un autre pays/);
    assert.match(notes.map((note) => note.en).join(' '), /Another question, in another country/);
  }
});

test('a figure without a count says why it has no interval', () => {
  for (const reference of references.filter(({ kind, count }) => kind === 'elsewhere' && count === null)) {
    assert.match(reference.notes.map((note) => note.default).join(' '), /nous ne calculons pas d’intervalle/, reference.id);
  }
});

test('figures about digital tools are labelled so and compared with nothing', () => {
  const tools = references.filter(({ subject }) => subject === 'digital_tools');
  assert.deepEqual(tools.map(({ percent }) => percent), [88, 93]);
  for (const { question, notes, label } of tools) {
    assert.equal(question, null);
    assert.match(notes[0].default, /outils numériques, pas d’IA/);
    assert.match(notes[0].en, /digital tools, not about AI/);
    assert.ok(!/\bIA\b/.test(label.default));
  }
});

test('five interviews are told as themes, without any share', () => {
  assert.ok(themes.length > 0);
  for (const theme of themes) {
    assert.equal(theme.n, 5);
    assert.ok(!/%/.test(JSON.stringify(theme)));
  }
});

test('numbers stand where their source stands: not in steps, goals, introduction or takeaway', () => {
  for (const { title, introduction, takeaway, goals, steps } of explainers) {
    for (const { value } of objects([title, introduction, takeaway, goals, steps.map((step) => [step.title, step.text])])) {
      for (const text of Object.values(value)) assert.ok(!/\d/.test(text), text);
    }
  }
});

test('an invented example says that it is one', () => {
  for (const preset of diagnosis.presets.filter(({ sources }) => sources.length === 0)) {
    assert.equal(preset.evidence, 'C');
    assert.match(preset.note.default, /exemple inventé/);
    assert.match(preset.note.en, /invented example/);
  }
});

test('what a visitor sees of the diagnosis explainer begins at a study, and stays on its sliders', () => {
  const visible = diagnosis.presets.filter(shown);
  assert.equal(visible[0].id, 'idx_trial');
  assert.equal(visible[0].evidence, 'S1');
  for (const preset of visible) {
    for (const [name, value] of Object.entries(preset.values)) {
      const { min, max, step } = diagnosis.controls[name];
      assert.ok(value >= min && value <= max, `${preset.id}: ${name}`);
      assert.ok(Math.abs(value / step - Math.round(value / step)) < 1e-9, `${preset.id}: ${name} is between two steps`);
    }
  }
});

test('the controls have the ranges of the design', () => {
  const ranges = Object.entries(diagnosis.controls).map(([name, { min, max, scale }]) => [name, min, max, scale]);
  assert.deepEqual(ranges, [['prevalence', 0.001, 0.5, 'log'], ['sensitivity', 0.5, 1, 'linear'], ['specificity', 0.5, 1, 'linear']]);
});

/** Per 1,000: true positives, false negatives, false positives, true negatives. */
function cells({ prevalence, sensitivity, specificity }) {
  const ill = 1000 * prevalence;
  const right = ill * sensitivity;
  const wrong = (1000 - ill) * (1 - specificity);
  return [right, ill - right, wrong, 1000 - ill - wrong];
}

test('presets give the reference values', () => {
  const expected = {
    idx_trial: [207.54, 30.46, 70.87, 691.13], idx_elsewhere: [43.6, 6.4, 88.35, 861.65], common: [450, 50, 50, 450], less_common: [90, 10, 90, 810],
    rare: [9, 1, 99, 891], very_rare: [0.99, 0.01, 9.99, 989.01], gigerenzer: [9, 1, 89.1, 900.9], masai_with_ai: [6.44, 1.56, 14.88, 977.12],
    masai_without_ai: [5.904, 2.096, 14.88, 977.12], sepsis_alert: [23.1, 46.9, 158.1, 771.9],
  };
  assert.deepEqual(diagnosis.presets.map(({ id }) => id).toSorted(), Object.keys(expected).toSorted());
  for (const { id, values } of diagnosis.presets) {
    for (const [index, value] of cells(values).entries()) assert.ok(Math.abs(value - expected[id][index]) < 0.005, `${id}: ${value}`);
  }
});

test('numbers in the feedback of check questions are those that the model gives', () => {
  const numbersOf = (words) => Object.values(words).map((text) => [...text.replace(/[\u202f,](?=\d{3})/g, '').matchAll(/\d+/g)].map(([digits]) => Number(digits)));
  const round = (values) => values.map((value) => Math.round(value * 1000) / 1000);
  const [a, b] = diagnosis.checks;
  // 1 in 100 ill, 90 in 100 found, 10 in 100 of the well alarmed.
  const [right, , wrong] = round(cells({ prevalence: 0.01, sensitivity: 0.9, specificity: 0.9 }));
  const feedback = (check, value) => numbersOf(check.choices.find((choice) => choice.value === value).feedback);
  for (const numbers of feedback(a, 'to_be_checked')) assert.deepEqual(numbers, [1000, right, wrong, right + wrong, right]);
  for (const numbers of feedback(a, 'surely_ill')) assert.deepEqual(numbers, [1000, right, wrong]);
  for (const numbers of feedback(a, 'forget_it')) assert.deepEqual(numbers, [1000, right + wrong, right]);
  // 50 in 100 ill.
  const [inWard, , falseInWard] = round(cells({ prevalence: 0.5, sensitivity: 0.9, specificity: 0.9 }));
  for (const numbers of feedback(b, 'goes_up')) assert.deepEqual(numbers, [inWard, inWard + falseInWard]);
});

test('a wrong answer is told why, without being blamed', () => {
  for (const check of diagnosis.checks) {
    for (const { value, feedback } of check.choices) {
      if (value !== check.correct) assert.ok(!/\bfaux\b|\berreur\b|\bwrong\b/i.test(`${feedback.default} ${feedback.en}`), `${check.form} ${value}`);
    }
  }
});

test('nobody is credited who has not reviewed', () => {
  for (const explainer of explainers) assert.deepEqual(explainer.reviewers, []);
  const { credits } = readJson('ai-in-care/next.json');
  assert.deepEqual(credits.reviewers, []);
  assert.match(credits.not_reviewed.default, /Personne n’a encore relu/);
});

test('what must never be claimed is not: a gap that chance explains, the article as the voice of all, FALC without its readers, a law that is a rule of one place', () => {
  const texts = contentFiles().flatMap((file) => [...words(readJson(file))].flatMap(({ value, pointer }) => Object.values(value).map((text) => ({ text, where: `${file}#${pointer}` }))));
  assert.ok(texts.length > 800);
  const never = [
    [/(?:réduit|moins|baisse|fewer|cuts?|less)[^.]{0,40}12\s?(?:%|pour cent|percent|sur 100|in 100)[^.]*(?:intervalle|interval)/i, 'the gap of MASAI is not proven'],
    [/\b(?:FALC|facile à lire et à comprendre|easy[- ]to[- ]read)\b/i, 'the simple version has not been read by those it would be named for'],
    [/significativement plus|significantly more/i, 'populations and wordings differ'],
    [/\bles Français (?:pensent|veulent|plébiscitent)|\bthe French (?:think|want)/i, 'nobody asked them'],
    [/(?:plus favorable|more favourable)[^.]*(?:but|objectif|succès|goal|success)/i, 'a rise in comfort is no success'],
  ];
  for (const { text, where } of texts) for (const [claim, why] of never) assert.ok(!claim.test(text), `${where}: ${why}: ${text}`);
  // The page's own sentences too.
  for (const language of ['fr', 'en']) for (const [key, text] of Object.entries(readJson(`locales/${language}.json`))) assert.ok(!never[1][0].test(text), key);
});

test('no fact tells a share of a risk alone: numbers of people, with how many', () => {
  for (const { facts } of explainers) {
    for (const { id, text, simple } of facts) {
      for (const said of [text, simple].filter(Boolean).flatMap((words) => Object.values(words))) assert.ok(!/%|\brisque relatif|\brelative risk|1 (?:sur|in) X/i.test(said), `${id}: ${said}`);
    }
  }
});

test('French texts give French examples of who is missing from the data, and figures about skin colour say whose country they are of', () => {
  const learning = explainers.find(({ id }) => id === 'learning');
  const said = learning.steps.flatMap(({ text }) => text.map((words) => words.default)).join(' ');
  for (const example of ['outre-mer', 'personnes âgées', 'maladie rare', 'handicap']) assert.ok(said.includes(example), example);
  const about = learning.facts.filter(({ text }) => /personnes noires|patients noirs/.test(text.default));
  assert.ok(about.length >= 3);
  for (const { id, text } of about) assert.match(text.default, /États-Unis|étude américaine/, id);
});
