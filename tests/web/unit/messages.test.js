// SPDX-License-Identifier: MIT
// Tests: every sentence compiles, takes the same parameters in each language, and is found in the group that the page loads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledMessages, groupOf, languages } from '../../../web/build/messages.ts';
import { directionOf, localized, nameOf, pickLanguage, words } from '../../../web/src/i18n/messages.ts';

const compiled = (language) => Object.assign({}, ...Object.values(compiledMessages(language)).map((text) => JSON.parse(text)));

/** Names of the parameters of a compiled message. */
function parameters(message, found = new Set()) {
  if (!Array.isArray(message)) return found;
  for (const node of message) {
    if (!Array.isArray(node)) continue;
    found.add(node[0]);
    if (node[2] && typeof node[2] === 'object') for (const branch of Object.values(node[2])) parameters(branch, found);
  }
  return found;
}

test('each language says the same sentences with the same parameters', () => {
  const english = compiled('en');
  for (const language of languages()) {
    const messages = compiled(language);
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(english).sort(), language);
    for (const [key, message] of Object.entries(messages))
      assert.deepEqual([...parameters(message)].sort(), [...parameters(english[key])].sort(), `${language}: ${key}`);
  }
});

test('French sentences keep their signs on the line', () => {
  const texts = (node) => (typeof node === 'string' ? [node] : node && typeof node === 'object' ? Object.values(node).flatMap(texts) : []);
  for (const [key, message] of Object.entries(compiled('fr')))
    for (const text of texts(message)) assert.doesNotMatch(text, / [:;?!»]|« /, key);
});

test('what the command line says is not sent to visitors; the first question needs one group', () => {
  assert.equal(groupOf('cli.help'), null);
  assert.equal(groupOf('widget.asks'), 'core');
  assert.equal(groupOf('question.next'), 'core');
  assert.equal(groupOf('question.error_required'), 'more');
  assert.equal(groupOf('widget.notice_who_term'), 'core');
  assert.equal(groupOf('error.engine_trap'), 'core');
  assert.equal(groupOf('ballot.title'), 'more');
});

test('a sentence is formatted with plurals and lists of its language; a missing one is asked for', () => {
  const missing = [];
  const french = words('fr', compiled('fr'), new Set(['core']), (key) => missing.push(key));
  assert.equal(french.t('widget.minutes', { minutes: 1 }), 'Environ 1 minute');
  assert.equal(french.t('widget.minutes', { minutes: 6 }), 'Environ 6 minutes');
  assert.equal(french.t('ballot.received', { name: 'A', week: 7, year: 2026 }), 'Reçu par A, la semaine 7 de 2026.');
  assert.equal(french.t('widget.asks', { name: ['A', 'B', 'C'] }), 'A, B et C vous demande votre avis');
  assert.equal(french.say({ text: 'mot pour mot' }), 'mot pour mot');
  assert.equal(french.say({ key: 'no.such.key' }), '');
  assert.deepEqual(missing, ['no.such.key']);
});

test('the language is the first one wished for that is offered, by language when the region differs', () => {
  assert.equal(pickLanguage(['de', 'fr-CA', 'en'], ['en', 'fr']), 'fr');
  assert.equal(pickLanguage(['fr-CA'], ['fr-BE', 'fr-CA']), 'fr-CA');
  assert.equal(pickLanguage(['de'], ['fr', 'en']), 'fr');
});

test('the direction is that of the language’s script', () => {
  for (const language of ['ar', 'ar-MA', 'he', 'fa', 'ur']) assert.equal(directionOf(language), 'rtl', language);
  for (const language of ['fr', 'en', 'ar-Latn', 'tr']) assert.equal(directionOf(language), 'ltr', language);
});

test('words of the organizer: exact, by language, default, any', () => {
  const text = { default: 'd', en: 'e', 'pt-BR': 'b' };
  assert.equal(localized(text, 'en-GB'), 'e');
  assert.equal(localized(text, 'pt-BR'), 'b');
  assert.equal(localized(text, 'fr'), 'd');
  assert.equal(localized({ en: 'e' }, 'fr'), 'e');
  assert.equal(localized(undefined, 'fr'), '');
});

test('the names of languages are those of Intl, and small whole numbers are written as Intl writes them, also where Intl is not asked', () => {
  for (const language of ['fr', 'en', 'de', 'ar']) {
    assert.equal(nameOf(language), new Intl.DisplayNames([language], { type: 'language' }).of(language));
    const { t } = words(language, { count: [['n', 2, { other: 0 }]] }, new Set(), () => {});
    const said = (n) => t('count', { n });
    const wanted = new Intl.NumberFormat(language);
    for (const n of [0, 1, 7, 999, 1000, 12345, 0.5, -3]) assert.equal(said(n), wanted.format(n), `${language}: ${n}`);
  }
});
