// SPDX-License-Identifier: MIT
// Tests: the words of content/: both languages there, French set as French is printed, plain words, short sentences.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentFiles, readJson, survey, surveys, words } from './content.js';

const all = contentFiles().flatMap((file) => [...words(readJson(file))].map((found) => ({ ...found, file })));
const where = ({ file, pointer }) => `${file}#${pointer}`;

test('every text is there in each language that its widget offers', () => {
  assert.ok(all.length > 300, `only ${all.length} texts`);
  for (const name of surveys) {
    const { widget } = survey(name);
    assert.equal(widget.languages[0], readJson(`${name}/questionnaire.json`).locale, `${name}: "default" is the first language`);
    for (const found of all.filter(({ file }) => file.startsWith(`${name}/`))) {
      for (const language of widget.languages.slice(1)) assert.ok(found.value[language]?.trim(), `${where(found)} lacks ${language}`);
      assert.ok(found.value.default.trim(), where(found));
    }
  }
});

test('no text is a bare string where words are shown', () => {
  const shown = ['title', 'description', 'html', 'noneText', 'label', 'text', 'note', 'help', 'unit', 'feedback', 'takeaway', 'who', 'where', 'sponsor'];
  for (const file of contentFiles().filter((name) => name !== 'dialect.json')) {
    const visit = (value, pointer) => {
      if (value === null || typeof value !== 'object') return;
      for (const [key, child] of Object.entries(value)) {
        const bare = typeof child === 'string' && shown.includes(key);
        // A source's title and a question's own words are quoted as printed, in their language.
        const quoted = pointer.startsWith('/sources/') || pointer.endsWith('/wording');
        assert.ok(!bare || quoted, `${file}#${pointer}/${key}`);
        visit(child, `${pointer}/${key}`);
      }
    };
    visit(readJson(file), '');
  }
});

test('French keeps its spaces before ; : ? ! » and % from breaking, and its apostrophes are typographic', () => {
  for (const found of all) {
    const text = found.value.default;
    assert.ok(!/[^\u202f\u00a0][;?!]/.test(text), `${where(found)}: ${text}`);
    assert.ok(!/ [;:?!»%]|« /.test(text), `${where(found)}: an ordinary space: ${text}`);
    assert.ok(!/[^\u00a0\d]:(?!\/)/.test(text), `${where(found)}: ":" without its space: ${text}`);
    assert.ok(!/«[^\u00a0]|[^\u00a0]»/.test(text), `${where(found)}: guillemets: ${text}`);
    assert.ok(!/\d \d{3}/.test(text), `${where(found)}: an ordinary space inside a number: ${text}`);
    for (const language of Object.values(found.value)) assert.ok(!/['"]/.test(language), `${where(found)}: a straight quote: ${language}`);
  }
});

test('French avoids the words that patients do not use, and those that judge', () => {
  const avoid = /algorithm|apprentissage profond|faux positif|faux négatif|sensibilité|spécificité|prévalence|supervision humaine|fantasme|révolution|plébiscit|augmentée|racisé|\bbiais/i;
  for (const found of all) {
    // The glossary and a control's help exist to give the specialists' word once.
    if (/\/(glossary|help)(\/|$)/.test(found.pointer) || found.file === 'dialect.json') continue;
    assert.ok(!avoid.test(found.value.default), `${where(found)}: ${found.value.default}`);
  }
});

const sentences = (text) => text.split(/(?<=[.?!…])\s+|\n/).filter((sentence) => /\p{L}/u.test(sentence));
const length = (sentence) => sentence.split(/[\s\u00a0\u202f]+/).filter((word) => /[\p{L}\d]/u.test(word)).length;

test('no question asks in a sentence of more than 30 words, and none elsewhere runs over 34', () => {
  for (const found of all) {
    const limit = found.file.endsWith('questionnaire.json') ? 30 : 34;
    for (const [language, text] of Object.entries(found.value)) {
      for (const sentence of sentences(text)) assert.ok(length(sentence) <= limit, `${where(found)} ${language}: ${length(sentence)} words: ${sentence}`);
    }
  }
});

test('sentences are short on the whole: 15 words at most on average in every file', () => {
  for (const file of new Set(all.map((found) => found.file))) {
    const lengths = all.filter((found) => found.file === file).flatMap((found) => sentences(found.value.default).map(length));
    if (lengths.length === 0) continue;
    const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
    assert.ok(mean <= 15, `${file}: ${mean.toFixed(1)} words a sentence`);
  }
});

test('widgets never promise what the policy has not established', () => {
  // The explainer about the word asks what it means, and says when it does not hold; its questions are asked in the journey too.
  const discussed = new Set(all.filter(({ file }) => file.endsWith('explainers/anonymity.json')).map(({ value }) => value.default));
  for (const name of surveys) {
    const { disclosure } = survey(name);
    if (disclosure.anonymity) continue;
    for (const found of all.filter(({ file }) => file.startsWith(`${name}/`))) {
      if (discussed.has(found.value.default)) continue;
      for (const text of Object.values(found.value)) assert.ok(!/anonym/i.test(text), `${where(found)}: ${text}`);
    }
  }
});

test('the explainer about anonymity never calls the visitor’s answers anonymous: it asks, denies or defines the word', () => {
  const said = all.filter(({ file, pointer }) => file.endsWith('explainers/anonymity.json') && !/\/(glossary|misconceptions)\//.test(pointer));
  let met = 0;
  for (const found of said) {
    for (const text of Object.values(found.value)) {
      for (const sentence of sentences(text).filter((one) => /anonym/i.test(one))) {
        met += 1;
        assert.match(sentence, /\?|ne veut pas dire|does not mean|“no name”|si les trois sont impossibles|if all three are impossible/i, `${where(found)}: ${sentence}`);
      }
    }
  }
  assert.ok(met >= 6);
});

test('what explainers say of themselves is translated: no sentence of the page is the same in both languages', () => {
  const [french, english] = ['fr', 'en'].map((language) => readJson(`locales/${language}.json`));
  // Names, numbers and borrowed words are the same in both.
  const spoken = Object.keys(french).filter((key) => key.startsWith('explainer.') && (french[key].match(/\p{L}{2,}/gu) ?? []).length > 3);
  assert.ok(spoken.length > 100);
  for (const key of spoken) assert.notEqual(french[key], english[key], key);
});
