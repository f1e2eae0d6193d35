// SPDX-License-Identifier: MIT
// Tests: the same questionnaire and ballots give the same snapshots and exported files, byte for byte, through the command line and
// through WebAssembly; the golden ballots are what a stranger's decoder reads. (The native library: tests/unit/*_golden_test.cpp.)
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { instantiate, readText } from '../../web/src/engine/instance.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.TRIPTYCH ?? join(root, 'build/native/triptych');
const modules = process.env.TRIPTYCH_WASM ?? join(root, 'build/wasm');
const golden = fileURLToPath(new URL('survey/', import.meta.url));
const text = (name) => readFileSync(join(golden, name), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'triptych-golden-'));
after(() => rmSync(folder, { recursive: true }));

/** Each snapshot with the ballots and the snapshot before it. */
const steps = [
  { snapshot: 'snapshot-1.json', ballots: ['first.ballots'], previous: null, closing: false },
  { snapshot: 'snapshot-2.json', ballots: ['first.ballots', 'second.ballots'], previous: 'snapshot-1.json', closing: false },
  { snapshot: 'snapshot-3.json', ballots: ['second.ballots', 'first.ballots'], previous: 'snapshot-2.json', closing: true },
];

function triptych(...words) {
  const { status, stdout, stderr } = spawnSync(program, [...words, '--lang', 'en', '--json'], { encoding: 'utf8', cwd: golden });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout).value;
}

test('golden ballots are the committed ones', () => {
  const lines = readFileSync(new URL('ballots/SHA256SUMS', import.meta.url), 'utf8').trim().split('\n');
  assert.equal(lines.length, 27);
  for (const line of lines) {
    const [sum, name] = line.split('  ');
    assert.equal(createHash('sha256').update(readFileSync(new URL(`ballots/${name}`, import.meta.url))).digest('hex'), sum, name);
  }
});

test('a decoder in another language, written from FORMAT.md alone, reads every golden ballot', () => {
  const { status, stdout, stderr } = spawnSync('python3', ['tests/decoder/decode_ballots.py', 'tests/golden/ballots'], { encoding: 'utf8', cwd: root });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /9 passed, 0 failed/);
});

for (const { snapshot, ballots, previous, closing } of steps) {
  test(`command line: ${snapshot}`, () => {
    const out = join(folder, snapshot);
    const before = previous ? ['--previous', previous] : [];
    triptych('tally', 'questionnaire.json', ...ballots, '--survey', 'golden', '--policy', 'disclosure.json', ...before, ...(closing ? ['--close'] : []), '--out', out);
    assert.equal(readFileSync(out, 'utf8'), text(snapshot));
  });
}

test('command line: exported files', () => {
  const out = join(folder, 'export');
  triptych('export', 'questionnaire.json', '--survey', 'golden', '--snapshot', 'snapshot-3.json', '--policy', 'disclosure.json', '--date', '2026-11-26', '--out', out);
  const names = readdirSync(join(golden, 'export'));
  assert.deepEqual(readdirSync(out), names);
  for (const name of names) assert.equal(readFileSync(join(out, name), 'utf8'), text(`export/${name}`), name);
});

async function workbench() {
  const module = await instantiate(new WebAssembly.Module(readFileSync(join(modules, 'workbench.wasm'))), readText, { desk: { progress() {} } });
  /** The value of an envelope. */
  return (name, ...words) => {
    const { ok, value, error } = JSON.parse(module[name](...words));
    assert.ok(ok, JSON.stringify(error));
    return value;
  };
}

test('WebAssembly: the same snapshots and the same exported files', async () => {
  const call = await workbench();
  const open = () => call('open', JSON.stringify({ questionnaire: text('questionnaire.json'), survey: 'golden', wave: 1 })).handle;
  for (const { snapshot, ballots, previous, closing } of steps) {
    const handle = open();
    for (const name of ballots) assert.deepEqual(call('add', handle, text(name)).refused, {});
    const options = { policy: text('disclosure.json'), previous: previous ? text(previous) : '', closing };
    assert.equal(call('release', handle, JSON.stringify(options)).snapshot, text(snapshot), snapshot);
    call('close', handle);
  }
  const messages = JSON.parse(readFileSync(join(root, 'content/locales/en.json'), 'utf8'));
  const words = Object.fromEntries(Object.entries(messages).filter(([key]) => key.startsWith('export.word.')).map(([key, word]) => [key.slice(12), word]));
  const files = call('files', open(), JSON.stringify({ snapshot: text('snapshot-3.json'), locale: 'en', words, widget: '', policy: text('disclosure.json'), date: '2026-11-26' }));
  assert.deepEqual(files.map(({ path }) => path).sort(), readdirSync(join(golden, 'export')));
  for (const { path, text: bytes } of files) assert.equal(bytes, text(`export/${path}`), path);
});

test('simulation: one seed gives one file, another seed another, and every ballot says that it is simulated', () => {
  const simulate = (seed, name) => {
    const out = join(folder, name);
    triptych('simulate', 'questionnaire.json', '--survey', 'golden', '--count', '20', '--seed', String(seed), '--week', '2026-W48', '--out', out);
    return readFileSync(out, 'utf8');
  };
  const one = simulate(5, 'a.ballots');
  assert.equal(simulate(5, 'b.ballots'), one);
  assert.notEqual(simulate(6, 'c.ballots'), one);
  const [header, ...ballots] = one.trim().split('\n');
  assert.equal(JSON.parse(header).simulated, true);
  assert.equal(ballots.length, 20);
  for (const ballot of ballots) assert.equal(Buffer.from(ballot, 'base64url')[1] & 1, 1);
});
