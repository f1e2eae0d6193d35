// SPDX-License-Identifier: MIT
// Tests: simulate, tally, merge, export as an organizer runs them: what is refused, what stays, what is marked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

test('export: rows only at closing, only under rules that have them; three people give tables alone, and it says so', () => {
  const folder = at('rows');
  const policy = join(folder, 'policy.json');
  mkdirSync(folder);
  const rules = JSON.parse(readFileSync(join(golden, 'disclosure.json'), 'utf8'));
  writeFileSync(policy, JSON.stringify({ ...rules, rows: { when: 'closing', k: 11, counting: 'strict', max_dropped_share: 0.05, sensitive: [] }, quasi_identifiers: [{ question: 'role', levels: [] }] }));
  const files = (name, ...more) => {
    const said = value('export', ...survey, ...more, '--out', join(folder, name));
    return { rows: said.rows, has: readdirSync(join(folder, name)).includes('simulated-data.csv') };
  };
  assert.equal(files('open', 'first.ballots', '--policy', policy).has, false);
  assert.deepEqual(files('without', 'first.ballots', '--policy', 'disclosure.json', '--close'), { rows: null, has: false });
  const { rows, has } = files('closed', 'first.ballots', '--policy', policy, '--close');
  assert.ok(has && rows.released && rows.k === 11);
  const [header, ...ballots] = readFileSync(join(golden, 'first.ballots'), 'utf8').split('\n');
  writeFileSync(at('three.ballots'), [header, ...ballots.slice(0, 3), ''].join('\n'));
  const few = run('export', ...survey, at('three.ballots'), '--policy', policy, '--close', '--out', join(folder, 'three'));
  assert.equal(few.status, 0);
  assert.match(few.stderr, /Rows of people|No rows can be released/);
  assert.equal(existsSync(join(folder, 'three/simulated-data.csv')), false);
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
