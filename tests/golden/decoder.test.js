// SPDX-License-Identifier: MIT
// Tests: an independent reader of ballots, in another language and written from FORMAT.md alone, agrees with the golden bytes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const golden = join(root, 'tests/golden/ballots');
const decode = (folder) => spawnSync('python3', [join(root, 'tests/decoder/decode_ballots.py'), folder], { encoding: 'utf8', timeout: 60_000 });

test('every golden ballot is read back', () => {
  const result = decode(golden);
  assert.equal(result.status, 0, result.stdout + result.stderr);
});

test('one changed digit is noticed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-golden-'));
  try {
    cpSync(golden, folder, { recursive: true });
    const file = join(folder, 'example.hex');
    const text = readFileSync(file, 'utf8');
    const last = text.trimEnd().length - 3;
    writeFileSync(file, text.slice(0, last) + (text[last] === '0' ? '1' : '0') + text.slice(last + 1));
    assert.equal(decode(folder).status, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the golden files are those that SHA256SUMS lists', () => {
  const listed = readFileSync(join(golden, 'SHA256SUMS'), 'utf8').trim().split('\n').map((line) => line.split(/ [ *]/));
  assert.deepEqual(listed.map(([, name]) => name).sort(), readdirSync(golden).filter((name) => name !== 'SHA256SUMS').sort());
  for (const [sum, name] of listed) assert.equal(createHash('sha256').update(readFileSync(join(golden, name))).digest('hex'), sum, name);
});
