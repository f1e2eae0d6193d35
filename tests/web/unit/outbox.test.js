// SPDX-License-Identifier: MIT
// Tests: a ballot is written down before it is sent, deleted only on a receipt, and sent again until then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryDrawer } from '../../../web/src/store/letters.ts';
import { Outbox } from '../../../web/src/store/outbox.ts';

const letter = (sha256, kind = 'triptych') => ({ sha256, text: `text of ${sha256}`, survey: 's', kind, url: 'https://collector.example/ballots' });

/** `answers`: what the collector says, one after the other; the last for good. */
function outbox(answers, drawer = memoryDrawer()) {
  const sent = [];
  const scheduled = [];
  const events = [];
  const send = async ({ text }, { url }, when) => {
    sent.push({ text, url, when, written: (await drawer.all().catch(() => [])).length });
    return answers.length > 1 ? answers.shift() : answers[0];
  };
  const one = new Outbox({
    drawer,
    collectors: { triptych: { send } },
    schedule: (run, after) => scheduled.push({ run, after }),
    changed: () => events.push('changed'),
  });
  return { one, drawer, sent, scheduled, events };
}

test('written down first, sent with the page’s own leave, deleted on the receipt', async () => {
  const { one, drawer, sent } = outbox(['received']);
  assert.equal(await one.add(letter('a')), 'disk');
  assert.equal(await one.send(letter('a')), 'received');
  assert.deepEqual(sent, [{ text: 'text of a', url: 'https://collector.example/ballots', when: { leaving: true }, written: 1 }]);
  assert.deepEqual(await drawer.all(), []);
});

test('kept when the collector is not reached, with waits that grow up to five minutes', async () => {
  const { one, drawer, scheduled } = outbox(['later']);
  await one.add(letter('a'));
  assert.equal(await one.send(letter('a')), 'later');
  for (let round = 0; round < 8; round += 1) {
    scheduled.at(-1).run();
    await one.flush();
  }
  assert.equal((await drawer.all()).length, 1);
  assert.deepEqual(scheduled.map(({ after }) => after).slice(0, 8), [5e3, 10e3, 20e3, 40e3, 80e3, 160e3, 300e3, 300e3]);
});

test('a refused ballot is neither deleted nor asked about again and again', async () => {
  const { one, drawer, scheduled } = outbox(['refused']);
  await one.add(letter('a'));
  assert.equal(await one.send(letter('a')), 'refused');
  assert.equal((await drawer.all()).length, 1);
  assert.deepEqual(scheduled, []);
});

test('the same ballot twice is one letter', async () => {
  const { one, drawer } = outbox(['later']);
  await one.add(letter('a'));
  await one.add(letter('a'));
  assert.equal((await drawer.all()).length, 1);
});

test('where the disk is denied the ballot waits in memory, says so, and still goes', async () => {
  const denied = { put: () => Promise.reject(new Error('denied')), all: () => Promise.reject(new Error('denied')), remove: () => Promise.reject(new Error('denied')) };
  const { one, sent } = outbox(['later', 'received'], denied);
  assert.equal(await one.add(letter('a')), 'memory');
  await one.send(letter('a'));
  assert.equal((await one.waiting('s')).length, 1);
  await one.flush();
  assert.equal(sent.length, 2);
  assert.equal((await one.waiting('s')).length, 0);
});

test('two rounds at once send nothing twice', async () => {
  const { one, sent } = outbox(['received']);
  await one.add(letter('a'));
  await one.add(letter('b'));
  await Promise.all([one.flush(), one.flush()]);
  assert.deepEqual(sent.map(({ text }) => text).sort(), ['text of a', 'text of b']);
  assert.ok(sent.every(({ when }) => !when.leaving), 'browsers allow few keepalive requests at once');
});

test('kind device never sends; its ballots are not said to wait', async () => {
  const { one, drawer, sent } = outbox(['received']);
  await one.add(letter('a', 'device'));
  await one.flush();
  assert.deepEqual(sent, []);
  assert.equal((await drawer.all()).length, 1);
  assert.deepEqual(await one.waiting('s'), []);
});

test('erase takes the ballots of this survey only', async () => {
  const { one, drawer, events } = outbox(['later']);
  await one.add(letter('a'));
  await one.add({ ...letter('b'), survey: 'other' });
  await one.erase('s');
  assert.deepEqual((await drawer.all()).map(({ sha256 }) => sha256), ['b']);
  assert.ok(events.length > 0);
});

test('ballots that wait follow widget.json to its new address, with its new signature; those of other surveys do not', async () => {
  const drawer = memoryDrawer();
  const sent = [];
  const send = async ({ text }, to) => { sent.push([text, to.url, to.fields]); return 'received'; };
  const one = new Outbox({ drawer, collectors: { s3: { send } }, schedule: () => {} });
  await one.add({ ...letter('a', 's3'), fields: { policy: 'old' } });
  await one.add({ ...letter('b', 's3'), survey: 'other', fields: { policy: 'other' } });
  one.follow('s', 's3', { url: 'https://new.example/', fields: { policy: 'new' } });
  await one.flush();
  assert.deepEqual(sent, [['text of a', 'https://new.example/', { policy: 'new' }], ['text of b', 'https://collector.example/ballots', { policy: 'other' }]]);
});

test('a tab knows a ballot that another tab has sent from one that was erased there', async () => {
  const drawer = memoryDrawer();
  const listening = new Set();
  const tabs = () => {
    const channel = { onmessage: null, postMessage: (data) => { for (const other of listening) if (other !== channel) other.onmessage({ data }); } };
    listening.add(channel);
    return channel;
  };
  globalThis.addEventListener ??= () => {};
  globalThis.document ??= { addEventListener() {}, visibilityState: 'visible' };
  const started = (answer) => {
    const one = new Outbox({ drawer, collectors: { triptych: { send: async () => answer } }, schedule: () => {}, tabs });
    one.start();
    return one;
  };
  const [first, second] = [started('later'), started('received')];
  await Promise.all([first.flush(), second.flush()]);
  await first.add(letter('sent'));
  await second.flush();
  await first.add(letter('erased'));
  await second.erase('s');
  await first.flush();
  assert.deepEqual(await drawer.all(), []);
  assert.deepEqual([first.wasReceived('sent'), first.wasReceived('erased')], [true, false]);
});
