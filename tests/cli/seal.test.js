// SPDX-License-Identifier: MIT
// Tests: sealed ballots as a page saves them, opened by the command line: with the right key, counted once, and nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ballotFile } from '../../web/src/store/ballot-file.ts';
import { seal } from '../../web/src/store/seal.ts';
import { makeSite, sampleBallots, temporaryFolder, text, triptych, withId } from '../server/harness.js';

const work = temporaryFolder();
const at = (name) => join(work, name);
const run = (...words) => {
  const { status, stdout, stderr } = spawnSync(triptych, [...words, '--json', '--lang', 'en'], { encoding: 'utf8' });
  return { status, stderr, ...JSON.parse(stdout.trim().split('\n').at(-1)) };
};
let site;
let ballots;
let sealed;
const tally = (input, ...more) => run('tally', join(site, 'content/fixture/questionnaire.json'), input, '--policy', join(site, 'content/fixture/disclosure.json'), '--out', join(temporaryFolder(), 's.json'), ...more);

before(async () => {
  site = makeSite();
  const [sample] = sampleBallots(site, { count: 1 });
  ballots = Array.from({ length: 30 }, () => withId(sample));
  const { publicKey } = run('keys', '--out', at('key.json')).value;
  sealed = await Promise.all(ballots.map((bytes) => seal(text(bytes), publicKey)));
  writeFileSync(at('visitors.sealed'), ballotFile('fixture', sealed).text);
  run('keys', '--out', at('other.json'));
});

test('what a page saved is counted with the key, and a copy of it is the ballots that were sealed', () => {
  assert.equal(tally(at('visitors.sealed'), '--private-key', at('key.json')).value.ballots, 30);
  const dumped = run('dump', at('visitors.sealed'), '--survey', 'fixture', '--private-key', at('key.json'), '--out', at('copy.ballots'));
  assert.equal(dumped.status, 0, dumped.stderr);
  assert.deepEqual(readFileSync(at('copy.ballots'), 'utf8').trim().split('\n').slice(1).sort(), ballots.map(text).sort());
});

test('a ballot that is there sealed twice, and open too, counts once', () => {
  writeFileSync(at('again.sealed'), ballotFile('fixture', [...sealed, sealed[0]]).text);
  run('dump', at('visitors.sealed'), '--survey', 'fixture', '--private-key', at('key.json'), '--out', at('open.ballots'));
  const both = run('tally', join(site, 'content/fixture/questionnaire.json'), at('again.sealed'), at('open.ballots'), '--private-key', at('key.json'), '--policy', join(site, 'content/fixture/disclosure.json'), '--out', at('both.json'));
  assert.equal(both.value.ballots, 30, both.stderr);
});

test('no key, another key, a key that is none, a file of another survey, no header: each refused for its own reason', () => {
  assert.equal(tally(at('visitors.sealed')).error.code, 'seal_no_key');
  const other = tally(at('visitors.sealed'), '--private-key', at('other.json')).value;
  assert.deepEqual([other.ballots, other.refused], [0, { seal_closed: 30 }]);
  assert.equal(tally(at('visitors.sealed'), '--private-key', at('visitors.sealed')).error.code, 'seal_key_file');
  writeFileSync(at('elsewhere.sealed'), ballotFile('elsewhere', sealed).text);
  assert.equal(tally(at('elsewhere.sealed'), '--private-key', at('key.json')).error.code, 'tally_survey');
  writeFileSync(at('headless.sealed'), `${sealed[0].text}\n`);
  assert.equal(tally(at('headless.sealed'), '--private-key', at('key.json')).error.code, 'seal_file');
  writeFileSync(at('empty.sealed'), '');
  assert.equal(tally(at('empty.sealed'), '--private-key', at('key.json')).error.code, 'seal_file');
  assert.equal(run('dump', at('visitors.sealed'), '--private-key', at('key.json'), '--out', at('x.ballots')).error.code, 'usage_missing');
});
