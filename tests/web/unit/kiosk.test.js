// SPDX-License-Identifier: MIT
// Tests: when a stand's countdown begins and ends, and its PIN.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countdownSeconds, Idle } from '../../../web/src/kiosk/idle.ts';
import { choosePin, hasPin, isPin, opens, waitAfter } from '../../../web/src/kiosk/pin.ts';

test('silence, then a countdown, then the next person; a touch or "off" ends it', () => {
  const idle = new Idle(90, 0);
  assert.equal(idle.phase(89_999), 'active');
  assert.deepEqual(idle.phase(90_000), { left: countdownSeconds });
  assert.deepEqual(idle.phase(90_000 + 19_500), { left: 1 });
  assert.equal(idle.phase(90_000 + countdownSeconds * 1000), 'over');
  idle.touched(100_000);
  assert.equal(idle.phase(189_999), 'active');
  idle.switchOff();
  assert.equal(idle.phase(1e9), 'active');
  idle.begin(1e9);
  assert.deepEqual(idle.phase(1e9 + 91_000), { left: 19 });
});

test('a PIN is kept as a salted hash, and opens only itself', async () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  assert.equal(hasPin(storage), false);
  assert.equal(await opens(storage, '1234'), false);
  await choosePin(storage, '1234');
  const [first] = kept.values();
  assert.equal(hasPin(storage), true);
  assert.deepEqual([await opens(storage, '1234'), await opens(storage, '1235'), await opens(storage, '')], [true, false, false]);
  await choosePin(storage, '1234');
  assert.notEqual([...kept.values()][0], first, 'another salt');
});

test('four to twelve digits; the wait after wrong ones grows, and ends', () => {
  assert.deepEqual(['1234', '123456789012', '123', '1234567890123', '12a4', ' 1234'].map(isPin), [true, true, false, false, false, false]);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 40].map(waitAfter), [0, 0, 0, 10, 20, 40, 600]);
});
