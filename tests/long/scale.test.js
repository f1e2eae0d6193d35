// SPDX-License-Identifier: MIT
// Tests, long: a million ballots in four shards made by four processes: merged in any order it is the same file and the same snapshot, whose size
// does not grow with their number.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { root, temporaryFolder, triptych } from '../server/harness.js';

const run = async (...words) => JSON.parse((await promisify(execFile)(triptych, [...words, '--json'], { maxBuffer: 1 << 26 })).stdout).value;
const content = join(root, 'content/ai-in-care');
const questionnaire = join(content, 'questionnaire.json');
const shards = 4;
/** Visitors are simulated one by one; each one's answers then stand for many ballots, under random numbers of their own. */
const visitors = 1_000;
const copies = 250;
const id = { at: 10, length: 16 };

/** A file of `of`'s ballots, each `times` times. */
function multiply(of, to, times) {
  const [header, ...lines] = readFileSync(of, 'utf8').trim().split('\n');
  const texts = [];
  for (const line of lines) {
    const bytes = Buffer.from(line, 'base64url');
    for (let i = 0; i < times; ++i) texts.push(randomFillSync(bytes, id.at, id.length).toString('base64url'));
  }
  writeFileSync(to, `${[header, ...texts.sort()].join('\n')}\n`);
}

test('four shards of 250,000: any order of merging gives the same bytes and the same snapshot; 1,000, 100,000 and 1,000,000 ballots are snapshots of about one size', async () => {
  const folder = temporaryFolder();
  const file = (name) => join(folder, name);
  const numbers = Array.from({ length: shards }, (_, i) => i);
  await Promise.all(numbers.map((i) => run('simulate', questionnaire, '--count', String(visitors), '--seed', String(i + 1), '--out', file(`seed-${i}.ballots`))));
  for (const i of numbers) multiply(file(`seed-${i}.ballots`), file(`shard-${i}.ballots`), copies);
  const shard = (i) => file(`shard-${i}.ballots`);
  // Two trees: (0 1) (2 3), and ((3 1) 0) 2 with one shard given twice.
  await Promise.all([run('merge', shard(0), shard(1), '--out', file('01.ballots')), run('merge', shard(2), shard(3), '--out', file('23.ballots'))]);
  const whole = await run('merge', file('01.ballots'), file('23.ballots'), '--out', file('whole.ballots'));
  assert.equal(whole.ballots, shards * visitors * copies);
  await run('merge', shard(3), shard(1), '--out', file('31.ballots'));
  const again = await run('merge', shard(2), file('31.ballots'), shard(0), shard(1), '--out', file('again.ballots'));
  assert.equal(again.copies, visitors * copies);
  assert.ok(readFileSync(file('whole.ballots')).equals(readFileSync(file('again.ballots'))), 'another order, the same bytes');

  multiply(file('seed-0.ballots'), file('hundred-thousand.ballots'), 100);
  const sizes = [];
  for (const [name, inputs, count] of [['seed-0', [file('seed-0.ballots')], 1e3], ['hundred-thousand', [file('hundred-thousand.ballots')], 1e5], ['whole', [file('whole.ballots')], 1e6], ['apart', numbers.map(shard).reverse(), 1e6]]) {
    const out = file(`${name}.json`);
    const told = await run('tally', questionnaire, ...inputs, '--policy', join(content, 'disclosure.json'), '--out', out);
    assert.equal(told.ballots, count);
    sizes.push(readFileSync(out).length);
  }
  assert.ok(readFileSync(file('whole.json')).equals(readFileSync(file('apart.json'))), 'merged before or while counted');
  // Only the digits of the counts are more.
  assert.ok(sizes[2] < sizes[0] * 1.5, `snapshots of ${sizes.join(', ')} bytes`);
  console.log(`snapshots of 1e3, 1e5 and 1e6 ballots: ${sizes.slice(0, 3).join(', ')} bytes`);
});
