// SPDX-License-Identifier: MIT
// Tests: the store, with a stand-in for the engine: screens, what is kept, what is sent, and what a trap does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SurveyEngine } from '../../../web/src/engine/survey-engine.ts';
import { memoryDrawer } from '../../../web/src/store/letters.ts';
import { Outbox } from '../../../web/src/store/outbox.ts';
import { WidgetStore } from '../../../web/src/store/widget-store.ts';
import { until as wait } from '../drivers/wait.js';
import { fakeModule } from '../fake/survey.js';

globalThis.document ??= { addEventListener() {}, visibilityState: 'visible' };
globalThis.addEventListener ??= () => {};
globalThis.window ??= globalThis;

const choice = (name, extra = {}) => ({ type: 'radiogroup', name, title: name, choices: ['yes', 'no'], ...extra });
const questionnaire = {
  title: { default: 'Titre', en: 'Title' },
  description: { default: 'Pourquoi', en: 'Why' },
  pages: [
    { name: 'one', triptych: { panel: 'confiance' }, elements: [choice('first', { isRequired: true })] },
    { name: 'two', triptych: { panel: 'participation' }, elements: [choice('second')] },
    { name: 'before', elements: [choice('check_a', { triptych: { explainer: 'diagnosis', form: 'A' } })] },
    { name: 'explainer', elements: [{ type: 'explainer', name: 'diagnosis', explainer: 'diagnosis' }] },
    { name: 'after', elements: [choice('check_b', { triptych: { explainer: 'diagnosis', form: 'B' } })] },
    { name: 'last', elements: [choice('last'), { type: 'text', name: 'words', title: 'Words' }] },
  ],
};
const widget = {
  version: 1, survey: 's', wave: 1, questionnaire: 'questionnaire.json', languages: ['fr', 'en'], disclosure: 'disclosure.json', next: 'next.json',
  controller: { name: 'Association', contact: 'a@example.org' }, collect: { kind: 'triptych', url: '../../ballots' }, retention: { days: 90 },
};
const area = () => {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
};

/** A page around the store. `meanwhile`: what is done while it starts. `outcome` is what the collector will say; `module` may spoil the engine; `first` is its part that leads to a first question. */
async function started({ first = null, mayHoldLetters = true, config = {}, outcome = 'received', areas, languages = ['fr'], mode = 'web', module = fakeModule, drawer = memoryDrawer(), files = {}, meanwhile = async () => {} } = {}) {
  const events = [];
  const letters = [];
  const [tab, device] = [area(), area()];
  const around = { outcome, outboxes: 0, asked: [], mute: false, resting: [], tabs: { postMessage() {} } };
  const content = {
    'widget.json': { ...widget, ...config }, 'questionnaire.json': questionnaire, 'disclosure.json': { anonymity: null }, 'next.json': { actions: [] }, ...files,
  };
  const store = new WidgetStore({
    source: 'https://site.example/a/content/s/widget.json', languages, mode,
    async fetchText(url, missing) {
      const file = content[url.split('/').at(-1)];
      if (file === undefined && missing !== undefined) return missing;
      if (file === undefined) throw new Error(`404 ${url}`);
      return JSON.stringify(file);
    },
    loadEngine: () => SurveyEngine.load({ first: first && (async () => first()), whole: async () => module() }),
    mayHoldLetters: async () => mayHoldLetters,
    loadOutbox: async (changed) => (around.outboxes += 1) && new Outbox({
      changed, drawer, schedule: () => {}, tabs: () => around.tabs,
      collectors: { triptych: { send: async (letter) => { letters.push(letter); return around.outcome; } } },
    }),
    loadExplainer: async (address) => ({ file: address, simulations: {} }),
    prepareResults: () => { around.prepared = true; },
    summarize: async (input) => ({ ok: true, value: input }),
    messageLanguages: () => ['en', 'fr'],
    loadMessages: async (language, group) => { around.asked.push(`${language}-${group}`); if (around.mute) throw new Error('offline'); return { [`${group}.key`]: language, ...(group === 'core' ? { 'widget.loading': language, 'question.choice_none': `« none-${language} »` } : {}) }; },
    whenIdle: (act) => around.resting.push(act),
    areas: areas ?? { tab: () => tab, device: () => device },
    emit: (name, detail) => events.push([name, detail]),
  });
  const starting = store.start();
  await meanwhile(store);
  await starting;
  return { store, events, letters, tab, device, drawer, around, state: store.getState, run: (...actions) => actions.forEach((action) => store.dispatch(action)) };
}
const until = (attempt) => wait(attempt, () => 'it never came');
const settled = () => new Promise((resolve) => { setTimeout(resolve, 5); });
const [participate, begin, next, previous, finish, send] = [
  { type: 'panel', panel: 'participation' }, { type: 'begin' }, { type: 'next' }, { type: 'previous' }, { type: 'finish' }, { type: 'send' },
];
const answer = (name, value = 'yes') => ({ type: 'answer', name, value });

test('the first screen is there before the engine; no move, so no focus is taken', async () => {
  const { state, events } = await started();
  assert.equal(state().screen, 'home');
  assert.equal(state().moves, 0);
  assert.deepEqual(state().intro, { title: 'Titre', description: 'Pourquoi' });
  assert.equal(state().engine, 'ready');
  assert.deepEqual(events, [['ready', { survey: 's' }]]);
});

test('the notice comes before any answer, once', async () => {
  const { state, run } = await started();
  run(participate);
  assert.equal(state().screen, 'notice');
  run(begin);
  assert.equal(state().screen, 'question');
  run({ type: 'panel', panel: 'engagement' }, participate);
  assert.equal(state().screen, 'question');
});

test('who is quicker than the engine is on the first question when it comes, and the rest of it is not asked for before', async () => {
  let comes;
  const engine = new Promise((resolve) => { comes = () => resolve(fakeModule()); });
  const { state, around } = await started({
    module: () => engine,
    meanwhile: async (store) => {
      await until(() => store.getState().config);
      store.dispatch(participate);
      store.dispatch(begin);
      assert.equal(store.getState().screen, 'question');
      assert.equal(store.getState().view, null);
      comes();
    },
  });
  assert.equal(state().screen, 'question');
  assert.equal(state().view.state, 'running');
  assert.equal(around.resting.length, 1, 'asked for once, after the question was there');
});

test('snapshots are frozen, and a subscriber hears of each change', async () => {
  const { store, state, run } = await started();
  let heard = 0;
  const stop = store.subscribe(() => (heard += 1));
  const before = state();
  run(participate);
  assert.ok(Object.isFrozen(state()));
  assert.notEqual(state(), before);
  assert.ok(heard > 0);
  stop();
  const count = heard;
  run(begin);
  assert.equal(heard, count);
});

test('what is refused stays on its page, and goes as soon as it is mended', async () => {
  const { state, run } = await started();
  run(participate, begin, next);
  assert.equal(state().view.page, 0);
  assert.deepEqual(state().refused.map(({ name }) => name), ['first']);
  assert.equal(state().refusals, 1);
  run(answer('first'));
  assert.deepEqual(state().refused, []);
  run(next);
  assert.equal(state().view.page, 1);
});

test('back never loses an answer; from the first page it leads to the notice', async () => {
  const { state, run } = await started();
  run(participate, begin, answer('first', 'no'), next, answer('second'), previous);
  assert.equal(state().view.elements[0].value, 'no');
  run(next);
  assert.equal(state().view.elements[0].value, 'yes');
  run(previous, previous);
  assert.equal(state().screen, 'notice');
  assert.equal(state().view.answered, 2);
});

test('feedback comes after the second form, never before, and once', async () => {
  const { state, run } = await started();
  run(participate, begin, answer('first'), next, next, answer('check_a', 'no'), next);
  assert.equal(state().screen, 'question');
  run({ type: 'explainer', id: 'diagnosis', state: 'finished' }, next, answer('check_b'), next);
  assert.equal(state().screen, 'feedback');
  assert.deepEqual(state().checked, { explainer: 'diagnosis', answers: { check_a: 'no', check_b: 'yes' } });
  run(next);
  assert.equal(state().screen, 'question');
  assert.equal(state().view.pages[state().view.page].name, 'last');
  run(previous, next);
  assert.equal(state().screen, 'question');
});

test('back from the feedback leads to the question it is about', async () => {
  const { state, run } = await started();
  run(participate, begin, answer('first'), next, next, answer('check_a'), next, next, answer('check_b'), next);
  assert.equal(state().screen, 'feedback');
  run(previous);
  assert.equal(state().screen, 'question');
  assert.equal(state().view.elements[0].name, 'check_b');
});

test('stop here and send: what leaves is shown, then goes, then nothing stays', async () => {
  const { state, run, letters, tab, events, drawer, around } = await started();
  run(participate, begin, answer('first'), finish);
  assert.equal(state().screen, 'review');
  assert.equal(around.prepared, true, 'results are fetched while the visitor reads');
  assert.deepEqual(state().ballot.leaving.map(({ name, page }) => [name, page]), [['first', 0]]);
  assert.equal(tab.kept.size, 1);
  const { text } = state().ballot;
  run(send, send);
  assert.equal(state().delivery, 'sending');
  await settled();
  assert.equal(state().delivery, 'received');
  assert.equal(state().screen, 'receipt');
  assert.deepEqual(letters.map((letter) => [letter.text, letter.url]), [[text, 'https://site.example/a/ballots']], 'pressed twice, sent once, to an address relative to widget.json');
  assert.equal(tab.kept.size, 0);
  assert.deepEqual(await drawer.all(), []);
  assert.deepEqual(events.filter(([name]) => name === 'submitted'), [['submitted', { survey: 's' }]]);
});

test('the outbox is looked into at once only where one may hold a ballot', async () => {
  assert.equal((await started()).around.outboxes, 1);
  const { around, run } = await started({ mayHoldLetters: false });
  assert.equal(around.outboxes, 0);
  run(participate, begin, answer('first'), finish);
  await settled();
  assert.equal(around.outboxes, 1, 'before it is needed');
});

test('a failed send waits on the device, says so, and is received later', async () => {
  const { state, run, around, letters, drawer, tab } = await started({ outcome: 'later' });
  run(participate, begin, answer('first'), finish, send);
  await settled();
  assert.equal(state().delivery, 'waiting');
  assert.equal(state().waiting, 1);
  assert.equal((await drawer.all()).length, 1);
  assert.equal(tab.kept.size, 0, 'the ballot waits; the answers themselves do not');
  around.outcome = 'received';
  run({ type: 'panel', panel: 'engagement' }, { type: 'retry' });
  await settled();
  assert.equal(state().delivery, 'received');
  assert.equal(state().screen, 'results', 'what arrives in the background moves nobody');
  assert.deepEqual(state().news, { key: 'ballot.received_title' });
  assert.equal(new Set(letters.map(({ sha256 }) => sha256)).size, 1);
});

test('where nothing can be kept, the waiting ballot says that the page must stay open', async () => {
  const denied = () => { throw new DOMException('denied', 'SecurityError'); };
  const broken = { put: denied, all: async () => { denied(); }, remove: async () => { denied(); } };
  const { state, run } = await started({ outcome: 'later', areas: { tab: denied, device: denied }, drawer: { ...broken, put: async () => denied() } });
  run(participate, begin, answer('first'));
  assert.equal(state().keeping, 'memory');
  run(finish, send);
  await settled();
  assert.equal(state().delivery, 'waiting-memory');
});

for (const [name, config] of [['no controller', { controller: undefined }], ['kind none', { collect: { kind: 'none' } }], ['no collector', { collect: undefined }]]) {
  test(`${name}: nothing is sent or written down`, async () => {
    const { state, run, letters, drawer } = await started({ config });
    run(participate, begin, answer('first'), finish, send);
    await settled();
    assert.equal(state().delivery, 'kept');
    assert.deepEqual(letters, []);
    assert.deepEqual(await drawer.all(), []);
  });
}

test('kind device: the ballot stays in the drawer of this device and is never sent', async () => {
  const { state, run, letters, drawer } = await started({ config: { collect: { kind: 'device' } } });
  run(participate, begin, answer('first'), finish, send);
  await settled();
  assert.equal(state().delivery, 'kept');
  assert.deepEqual(letters, []);
  assert.equal((await drawer.all()).length, 1);
  run({ type: 'erase', step: 'confirm' });
  await settled();
  assert.equal((await drawer.all()).length, 1, 'one visitor does not erase what others have said on this device');
});

const sealing = async () => {
  const pair = await crypto.subtle.generateKey('X25519', true, ['deriveBits']);
  return { collect: { kind: 'triptych', url: 'b', publicKey: Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64url') } };
};

test('where ballots are sealed, what is shown is what is sent, each time; the open ballot is nowhere', async () => {
  const { state, run, around, letters, drawer } = await started({ config: await sealing(), outcome: 'later' });
  run(participate, begin, answer('first'), finish);
  await until(() => state().sealed);
  const { sealed, ballot } = state();
  assert.notEqual(sealed.text, ballot.text);
  run(send);
  await until(() => state().delivery === 'waiting');
  assert.deepEqual((await drawer.all()).map(({ text, sha256 }) => ({ text, sha256 })), [sealed]);
  around.outcome = 'received';
  run({ type: 'retry' });
  await until(() => state().delivery === 'received');
  assert.deepEqual([...new Set(letters.map(({ text }) => text))], [sealed.text], 'sealed once, sent twice');
});

test('kind device with a key: what stays on the tablet is sealed', async () => {
  const { collect } = await sealing();
  const { state, run, letters, drawer } = await started({ config: { collect: { ...collect, kind: 'device' } } });
  run(participate, begin, answer('first'), finish, send);
  await until(() => state().delivery === 'kept');
  const [kept] = await drawer.all();
  assert.equal(Buffer.from(kept.text, 'base64url')[0], 0x81);
  assert.deepEqual(letters, []);
});

test('another answer is sealed anew, and what was sealed before is no longer shown', async () => {
  const { state, run } = await started({ config: await sealing() });
  run(participate, begin, answer('first'), finish);
  await until(() => state().sealed);
  const first = state().sealed.text;
  run({ type: 'go', page: 0 }, answer('first', 'no'), finish);
  await until(() => state().sealed);
  assert.notEqual(state().sealed.text, first);
});

test('a key that is none: nothing is sent, nothing is written down, and the answers are still there', async () => {
  const { state, run, letters, drawer } = await started({ config: { collect: { kind: 'triptych', url: 'b', publicKey: 'AAAA' } } });
  run(participate, begin, answer('first'), finish, send);
  await until(() => state().problem);
  assert.deepEqual(state().problem, { key: 'ballot.not_sealed' });
  assert.equal(state().delivery, 'idle');
  assert.deepEqual(letters, []);
  assert.deepEqual(await drawer.all(), []);
});

test('a page over plain http, which cannot seal, sends nothing rather than an open ballot', async () => {
  const { subtle } = crypto;
  Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
  try {
    const { state, run, letters, drawer } = await started({ config: { collect: { kind: 'triptych', url: 'b', publicKey: 'A'.repeat(43) } } });
    run(participate, begin, answer('first'), finish, send);
    await settled();
    assert.equal(state().delivery, 'kept');
    assert.deepEqual(letters, []);
    assert.deepEqual(await drawer.all(), []);
  } finally {
    Object.defineProperty(crypto, 'subtle', { value: subtle, configurable: true });
  }
});

test('a ballot that another tab has sent or erased is not said to wait any longer', async () => {
  const { state, run, drawer } = await started({ outcome: 'later' });
  run(participate, begin, answer('first'), finish, send);
  await settled();
  const [letter] = await drawer.all();
  await drawer.remove(letter.sha256);
  run({ type: 'retry' });
  await settled();
  assert.equal(state().delivery, 'elsewhere');
  assert.equal(state().waiting, 0);
});

test('after a reload the sitting goes on, says so, and takes no focus', async () => {
  const kept = area();
  const areas = { tab: () => kept, device: () => area() };
  const first = await started({ areas });
  first.run(participate, begin, answer('first'), next, { type: 'locale', locale: 'en' });
  await settled();
  const { state } = await started({ areas });
  await settled();
  assert.equal(state().screen, 'question');
  assert.equal(state().view.page, 1);
  assert.equal(state().locale, 'en');
  assert.deepEqual(state().news, { key: 'ballot.resumed' });
  assert.equal(state().moves, 0);
});

test('keeping on the device is a choice that can be taken back', async () => {
  const { state, run, tab, device } = await started();
  run(participate, begin, answer('first'), { type: 'keep', on: 'device' });
  assert.deepEqual([tab.kept.size, device.kept.size, state().keeping], [0, 1, 'device']);
  run({ type: 'keep', on: 'tab' });
  assert.deepEqual([tab.kept.size, device.kept.size, state().keeping], [1, 0, 'tab']);
});

test('erase everything asks once, then nothing is left anywhere', async () => {
  const { state, run, tab, device, drawer } = await started({ outcome: 'later' });
  run(participate, begin, answer('first'), finish, send);
  await settled();
  run({ type: 'erase', step: 'ask' });
  assert.equal(state().erasing, true);
  assert.equal((await drawer.all()).length, 1);
  run({ type: 'erase', step: 'confirm' });
  await settled();
  assert.equal(state().screen, 'home');
  assert.equal(state().view.answered, 0);
  assert.equal(state().delivery, 'idle');
  assert.deepEqual(await drawer.all(), []);
  for (const kept of [...tab.kept.values(), ...device.kept.values()]) assert.doesNotMatch(kept, /yes/);
  run(participate);
  assert.equal(state().screen, 'notice');
});

const marking = { config: { collect: { kind: 'triptych', url: '../../ballots', marker: { days: 30 } } } };
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('where the organizer asks for a mark, a ballot that left leaves one day on the device, and nobody is asked twice until then', async () => {
  const first = await started(marking);
  first.run(participate, begin, answer('first'), finish);
  await settled();
  assert.deepEqual([...first.device.kept], [], 'no mark before a ballot has left');
  first.run(send);
  await until(() => first.state().screen === 'receipt');
  assert.deepEqual([...first.device.kept], [['triptych:s:1:sent', inDays(30)]]);

  const areas = { tab: () => first.tab, device: () => first.device };
  const second = await started({ ...marking, areas });
  second.run(participate);
  assert.equal(second.state().screen, 'receipt');
  assert.equal(second.state().delivery, 'before');
  assert.equal(second.state().markedUntil, inDays(30));
  second.run(begin, answer('first'), finish, send);
  await settled();
  assert.equal(second.letters.length, 0);
  second.run({ type: 'erase', step: 'ask' }, { type: 'erase', step: 'confirm' });
  await until(() => second.state().news?.key === 'widget.erased');
  assert.deepEqual([...first.device.kept], []);
  second.run(participate);
  assert.equal(second.state().screen, 'notice');
});

test('a mark that has run out is removed; without the setting none is written, nor on a device that many use', async () => {
  const device = area();
  device.setItem('triptych:s:1:sent', inDays(-1));
  const over = await started({ ...marking, areas: { tab: area, device: () => device } });
  over.run(participate);
  assert.equal(over.state().screen, 'notice');
  assert.deepEqual([...device.kept], []);

  for (const other of [{}, { ...marking, mode: 'kiosk' }, { ...marking, mode: 'facilitator' }, { ...marking, outcome: 'refused' }]) {
    const visit = await started(other);
    visit.run(participate, begin, answer('first'), finish, send);
    await until(() => visit.state().screen === 'receipt');
    assert.deepEqual([...visit.device.kept], [], JSON.stringify(other));
  }
});

test('another language keeps the answers and the page', async () => {
  const { state, run } = await started();
  run(participate, begin, answer('first'), next, { type: 'locale', locale: 'en' });
  await settled();
  assert.equal(state().locale, 'en');
  assert.equal(state().view.page, 1);
  assert.equal(state().view.answered, 1);
  assert.deepEqual(state().intro, { title: 'Title', description: 'Why' });
  assert.equal(state().words.t('widget.loading'), 'en');
});

test('the language is the first one wished for that the survey has', async () => {
  assert.equal((await started({ languages: ['de', 'en-GB', 'fr'] })).state().locale, 'en');
});

test('a trap is mended: a new instance, the answers of before, the call tried again', async () => {
  let instances = 0;
  let trapNext = false;
  const module = () => {
    instances += 1;
    const whole = fakeModule();
    return { ...whole, answer: (...call) => { if (trapNext) { trapNext = false; throw new WebAssembly.RuntimeError('unreachable'); } return whole.answer(...call); } };
  };
  const { state, run, events } = await started({ module });
  run(participate, begin, answer('first'), next);
  trapNext = true;
  run(answer('second', 'no'));
  await settled();
  assert.equal(instances, 2);
  assert.equal(state().engine, 'ready');
  assert.equal(state().view.page, 1);
  assert.equal(state().view.elements[0].value, 'no');
  assert.equal(state().view.answered, 2);
  assert.deepEqual(events.filter(([name]) => name === 'error'), [['error', { survey: 's', code: 'engine_trap' }]]);
});

test('an answer that always traps is given up, said, and the others are kept', async () => {
  const module = () => {
    const whole = fakeModule();
    return { ...whole, answer: (handle, name, value) => { if (name === 'second') throw new WebAssembly.RuntimeError('unreachable'); return whole.answer(handle, name, value); } };
  };
  const { state, run } = await started({ module });
  run(participate, begin, answer('first'), next, answer('second'));
  await settled();
  assert.equal(state().engine, 'ready');
  assert.deepEqual(state().problem, { key: 'error.engine_trap' });
  assert.equal(state().view.answered, 1);
});

/** The part that leads to a first question: whatever else is asked of it traps. */
function firstPart() {
  const module = fakeModule();
  const trap = () => { throw new WebAssembly.RuntimeError('unreachable'); };
  return Object.fromEntries(Object.keys(module).map((name) => [name, ['open', 'view', 'save', 'note'].includes(name) ? module[name] : trap]));
}

test('a sitting that begins in the first part goes on in the whole as soon as the page rests after the first question', async () => {
  let wholes = 0;
  const { state, run, events, around } = await started({ first: firstPart, module: () => { wholes += 1; return fakeModule(); } });
  run(participate);
  assert.equal(around.resting.length, 0, 'nothing comes before the first question is on screen');
  run(begin);
  assert.equal(wholes, 0);
  assert.equal(state().view.elements[0].name, 'first');
  around.resting.forEach((act) => act());
  await settled();
  assert.equal(wholes, 1);
  run(answer('first'), next);
  assert.equal(state().view.page, 1, 'at once: nothing waits any more');
  around.resting.forEach((act) => act());
  await settled();
  assert.equal(wholes, 1, 'once');
  assert.deepEqual(events.filter(([name]) => name === 'error'), []);
});

test('what is said before the whole is there waits, in order, and nothing of it is lost or called a failure', async () => {
  let arrive;
  const arrived = new Promise((resolve) => { arrive = resolve; });
  const { state, run, events } = await started({ first: firstPart, module: () => arrived.then(fakeModule) });
  run(participate, begin, answer('first', 'no'), next, answer('second'), { type: 'locale', locale: 'en' });
  await settled();
  assert.equal(state().view.page, 0);
  assert.equal(state().problem, null);
  arrive();
  await settled();
  assert.equal(state().engine, 'ready');
  assert.equal(state().view.page, 1);
  assert.equal(state().view.answered, 2);
  assert.equal(state().view.elements[0].value, 'yes');
  assert.equal(state().view.locale, 'en');
  assert.deepEqual(events.filter(([name]) => name === 'error'), []);
});

test('where the whole cannot be had, that is said; the next step asks for it again, and everything said meanwhile is there', async () => {
  let reachable = false;
  const { state, run, tab } = await started({ first: firstPart, module: () => { if (!reachable) throw new TypeError('Failed to fetch'); return fakeModule(); } });
  run(participate, begin, answer('first', 'no'));
  await settled();
  assert.equal(state().engine, 'failed');
  assert.deepEqual(state().problem, { key: 'widget.unavailable' });
  reachable = true;
  run(next);
  await settled();
  assert.equal(state().engine, 'ready');
  assert.equal(state().problem, null);
  assert.equal(state().view.page, 1);
  assert.equal(state().view.answered, 1);
  assert.match([...tab.kept.values()].join(), /"first":"no"/);
});

test('a sitting that the first part cannot open is opened by the whole', async () => {
  const kept = area();
  const areas = { tab: () => kept, device: () => area() };
  (await started({ areas })).run(participate, begin, answer('first', 'no'), next);
  const first = () => { const part = firstPart(); return { ...part, open: (text, options) => { if (JSON.parse(options).resume) throw new WebAssembly.RuntimeError('unreachable'); return part.open(text, options); } }; };
  const { state, events } = await started({ areas, first });
  assert.equal(state().screen, 'question');
  assert.equal(state().view.page, 1);
  assert.deepEqual(state().news, { key: 'ballot.resumed' });
  assert.deepEqual(events.filter(([name]) => name === 'error'), []);
});

test('the results of who begins with them come from the whole', async () => {
  const { store, run } = await started({ first: firstPart, module: () => ({ ...fakeModule(), codebook: () => JSON.stringify({ ok: true, value: [{ name: 'first' }] }) }) });
  run({ type: 'panel', panel: 'engagement' });
  assert.deepEqual((await store.summary()).value.codebook, [{ name: 'first' }]);
});

test('without widget.json, or without an engine, the widget says so and does not throw', async () => {
  const { state, events } = await started({ files: { 'widget.json': undefined } });
  assert.deepEqual(state().problem, { key: 'widget.unavailable' });
  assert.deepEqual(events, [['error', { survey: '', code: 'widget_unavailable' }]]);
  const spoiled = await started({ module: () => { throw new Error('no WebAssembly'); } });
  assert.equal(spoiled.state().engine, 'failed');
  assert.deepEqual(spoiled.state().problem, { key: 'widget.engine_unavailable' });
});

test('a kept sitting that no longer fits is left aside', async () => {
  const kept = area();
  kept.setItem('triptych:s:1', JSON.stringify({ version: 1, state: { page: 99 }, screen: 'question', locale: 'fr', forms: {} }));
  const module = () => {
    const whole = fakeModule();
    return { ...whole, open: (text, options) => (JSON.parse(options).resume ? JSON.stringify({ ok: false, error: { code: 'json_syntax', path: '', params: {} } }) : whole.open(text, options)) };
  };
  const { state } = await started({ areas: { tab: () => kept, device: () => area() }, module });
  assert.equal(state().engine, 'ready');
  assert.equal(state().screen, 'home');
});

test('results say to the engine that they were seen, and bring snapshot, references and the visitor’s own codes', async () => {
  const notes = [];
  const module = () => {
    const whole = fakeModule();
    return { ...whole, note: (...call) => { notes.push(call.slice(1)); return whole.note(...call); }, own: () => JSON.stringify({ ok: true, value: { first: 1 } }) };
  };
  const { store, state, run } = await started({ module, config: { results: { url: '../../results/s.json' }, references: 'references.json' }, files: { 's.json': { n: 400 }, 'references.json': [1] } });
  run({ type: 'panel', panel: 'engagement' });
  assert.equal(state().screen, 'results');
  assert.deepEqual(notes, [['results_seen', '', 'seen']]);
  assert.deepEqual((await store.summary()).value.own, {}, 'who has answered nothing has nothing to be marked');
  run(answer('first'));
  const summary = await store.summary();
  assert.deepEqual(summary.value, { snapshot: '{"n":400}', codebook: [], own: { first: 1 }, references: [1], locale: 'fr' });
  await settled();
  assert.deepEqual(state().next, { actions: [] });
});

test('before the first release there is no snapshot, and that is no failure', async () => {
  const { store } = await started({ config: { results: { url: '../../results/none.json' } } });
  assert.equal((await store.summary()).value.snapshot, '');
});

test('no event holds an answer, a count, a ballot or a time', async () => {
  const { events, run } = await started();
  run(participate, begin, answer('first'), next, answer('second'), finish, send);
  await settled();
  const allowed = { ready: ['survey'], step: ['survey', 'screen', 'page'], submitted: ['survey'], error: ['survey', 'code'] };
  for (const [name, detail] of events) assert.deepEqual(Object.keys(detail), allowed[name], name);
});

test('sentences come in groups, each once, and again after a failure with the next screen', async () => {
  const { store, state, run, around } = await started();
  assert.deepEqual(around.asked, ['fr-core']);
  around.mute = true;
  assert.equal(store.speakOf('more'), false);
  assert.equal(store.speakOf('more'), false);
  await settled();
  assert.deepEqual(state().problem, { key: 'widget.unavailable' });
  const asked = around.asked.length;
  store.speakOf('more');
  await settled();
  assert.equal(around.asked.length, asked, 'a failure is not repeated at each drawing');
  around.mute = false;
  run(participate);
  store.speakOf('more');
  await settled();
  assert.equal(store.speakOf('more'), true);
  assert.deepEqual(new Set(around.asked), new Set(['fr-core', 'fr-more']));
});

test('more words of the language of before do not undo a change of language', async () => {
  const { store, run, state } = await started();
  run({ type: 'locale', locale: 'en' });
  store.speakOf('more');
  await settled();
  assert.equal(state().locale, 'en');
  assert.equal(store.speakOf('more'), true);
});

test('the language asked for last is spoken, whatever arrives last', async () => {
  const { run, state } = await started();
  run({ type: 'locale', locale: 'en' }, { type: 'locale', locale: 'fr' }, { type: 'locale', locale: 'en' });
  await settled();
  assert.equal(state().locale, 'en');
  assert.equal(state().words.locale, 'en');
});

test('where a text shows an answer without words of its own, the page\'s word for that choice stands, in the language of the moment', async () => {
  const marked = () => {
    const module = fakeModule();
    const told = (name) => (...all) => module[name](...all).replaceAll('"title":"first"', '"title":"\uE000none\uE001"');
    return { ...module, open: told('open'), view: told('view'), locale: told('locale') };
  };
  const { run, state } = await started({ module: marked });
  run(participate, begin);
  assert.match(JSON.stringify(state().view), /"title":"« none-fr »"/);
  run({ type: 'locale', locale: 'en' });
  await until(() => state().locale === 'en');
  assert.match(JSON.stringify(state().view), /"title":"« none-en »"/);
});
