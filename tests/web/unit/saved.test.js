// SPDX-License-Identifier: MIT
// Tests: where unsent answers stay, and that refusal of storage is said and harms nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SavedSitting } from '../../../web/src/store/saved.ts';

const area = () => {
  const kept = new Map();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
};
const denied = () => { throw new DOMException('denied', 'SecurityError'); };
const sitting = { version: 1, state: { answers: { q: 'a' } }, screen: 'question', locale: 'fr', forms: {} };

function both() {
  const [tab, device] = [area(), area()];
  return { tab, device, areas: { tab: () => tab, device: () => device } };
}

test('answers stay with the tab unless the visitor chooses the device', () => {
  const { tab, device, areas } = both();
  const saved = new SavedSitting('s', 1, areas);
  saved.write(sitting);
  assert.equal(tab.kept.size, 1);
  assert.equal(device.kept.size, 0);
  saved.keepOn('device', sitting);
  assert.equal(tab.kept.size, 0, 'the tab forgets what the device keeps');
  assert.equal(device.kept.size, 1);
  assert.deepEqual(new SavedSitting('s', 1, areas).read(), sitting);
  saved.keepOn('tab', sitting);
  assert.equal(device.kept.size, 0, 'the choice can be taken back');
});

test('another survey and another wave see nothing', () => {
  const { areas } = both();
  new SavedSitting('s', 1, areas).write(sitting);
  assert.equal(new SavedSitting('other', 1, areas).read(), null);
  assert.equal(new SavedSitting('s', 2, areas).read(), null);
});

test('clear leaves nothing in either place', () => {
  const { tab, device, areas } = both();
  const saved = new SavedSitting('s', 1, areas);
  saved.write(sitting);
  device.kept.set('triptych:s:1', JSON.stringify(sitting));
  saved.clear();
  assert.equal(tab.kept.size + device.kept.size, 0);
});

test('where storage is denied the sitting is in memory, and says so', () => {
  const saved = new SavedSitting('s', 1, { tab: denied, device: denied });
  assert.equal(saved.read(), null);
  saved.write(sitting);
  assert.equal(saved.keeping, 'memory');
  saved.clear();
});

test('what is damaged or of another version is as if it were not there', () => {
  const { tab, areas } = both();
  for (const text of ['{', '{"version":2}', 'null']) {
    tab.kept.set('triptych:s:1', text);
    assert.equal(new SavedSitting('s', 1, areas).read(), null, text);
  }
});
