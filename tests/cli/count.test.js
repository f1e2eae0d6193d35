// SPDX-License-Identifier: MIT
// Tests: simulate, tally, merge, export as an organizer runs them: what is refused, what stays, what is marked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.TRIPTYCH ?? join(root, 'build/native/triptych');
const golden = join(root, 'tests/golden/survey');
const folder = mkdtempSync(join(tmpdir(), 'triptych-count-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name) => join(folder, name);
const run = (...words) => spawnSync(program, [...words, '--lang', 'en', '--json'], { encoding: 'utf8', cwd: golden });
const value = (...words) => {
  const { status, stdout, stderr } = run(...words);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout).value;
};
const refusal = (...words) => {
  const { status, stdout } = run(...words);
  return { status, ...JSON.parse(stdout).error };
};
const survey = ['questionnaire.json', '--survey', 'golden'];
const tally = ['tally', ...survey, '--policy', 'disclosure.json'];

test('tally: a second run over the same ballots leaves the snapshot byte for byte', () => {
  value(...tally, 'first.ballots', '--out', at('s.json'));
  const before = readFileSync(at('s.json'), 'utf8');
  const again = value(...tally, 'first.ballots', '--out', at('s.json'));
  assert.equal(again.kept, 'unchanged');
  assert.equal(readFileSync(at('s.json'), 'utf8'), before);
});

test('tally: a few new ballots move nothing, and it says why', () => {
  copyFileSync(join(golden, 'snapshot-1.json'), at('few.json'));
  const lines = readFileSync(join(golden, 'second.ballots'), 'utf8').split('\n');
  writeFileSync(at('few.ballots'), [...lines.slice(0, 6), ''].join('\n'));
  const result = run(...tally, 'first.ballots', at('few.ballots'), '--out', at('few.json'));
  assert.notEqual(JSON.parse(result.stdout).value.kept, 'no');
  assert.match(result.stderr, /not shown yet/);
  assert.equal(readFileSync(at('few.json'), 'utf8'), readFileSync(join(golden, 'snapshot-1.json'), 'utf8'));
});

test('merge: the same whatever the order, each ballot once', () => {
  assert.deepEqual(value('merge', 'first.ballots', 'second.ballots', 'first.ballots', '--out', at('a.ballots')).copies, 60);
  value('merge', 'second.ballots', 'first.ballots', '--out', at('b.ballots'));
  assert.equal(readFileSync(at('a.ballots'), 'utf8'), readFileSync(at('b.ballots'), 'utf8'));
});

test('simulated and real ballots are never counted or merged together', () => {
  const [header, ...ballots] = readFileSync(join(golden, 'first.ballots'), 'utf8').split('\n');
  const real = ballots.filter(Boolean).map((line) => {
    const bytes = Buffer.from(line, 'base64url');
    bytes[1] &= ~1;
    return bytes.toString('base64url');
  });
  writeFileSync(at('real.ballots'), [JSON.stringify({ ...JSON.parse(header), simulated: false }), ...real, ''].join('\n'));
  assert.equal(refusal('merge', 'first.ballots', at('real.ballots'), '--out', at('m.ballots')).code, 'ballot_mixed');
  assert.equal(refusal(...tally, 'first.ballots', at('real.ballots'), '--out', at('m.json')).code, 'ballot_mixed');
  assert.equal(existsSync(at('m.json')), false);
});

test('export: rows of people are refused with a clear message, and nothing is written', () => {
  const result = run('export', ...survey, 'first.ballots', '--policy', 'disclosure.json', '--rows', '--out', at('rows'));
  assert.equal(result.status, 1);
  assert.match(result.stderr, /export_rows.*Rows of people are not exported/);
  assert.equal(existsSync(at('rows')), false);
});

test('a ballot of another structure is refused alone and counted', () => {
  const lines = readFileSync(join(golden, 'first.ballots'), 'utf8').split('\n');
  const bytes = Buffer.from(lines[1], 'base64url');
  bytes[2] ^= 1;
  lines[1] = bytes.toString('base64url');
  writeFileSync(at('odd.ballots'), lines.join('\n'));
  assert.deepEqual(value(...tally, at('odd.ballots'), '--out', at('odd.json')).refused, { ballot_structure: 1 });
});

test('usage: 2 for a missing or unknown option, 1 for what cannot be read', () => {
  assert.deepEqual([refusal('tally', 'questionnaire.json', 'first.ballots', '--out', at('x')).status, refusal(...tally, 'first.ballots').path], [2, '--out']);
  assert.equal(refusal(...tally, 'first.ballots', '--out', at('x'), '--nothing').code, 'usage_option');
  assert.equal(refusal('simulate', ...survey, '--count', '0', '--out', at('x')).code, 'usage_number');
  assert.equal(refusal(...tally, 'absent.ballots', '--out', at('x')).code, 'cli_read');
  assert.equal(refusal(...tally, 'disclosure.json', '--out', at('x')).code, 'ballot_file');
});
