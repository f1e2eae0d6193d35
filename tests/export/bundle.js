// SPDX-License-Identifier: MIT
// Tests: one bundle made by the command line from the golden survey, and the programs that read it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = process.env.TRIPTYCH ?? join(root, 'build/native/triptych');
export const golden = join(root, 'tests/golden/survey');

/** Runs a program to its end; what it printed. */
export function run(command, words, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', ...options });
  assert.equal(error, undefined, `${command}: ${error?.message}`);
  assert.equal(status, 0, `${command} ${words.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** `more`: further words of the command. */
export function makeBundle(...more) {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-bundle-'));
  const made = join(folder, 'bundle');
  const words = ['export', 'questionnaire.json', '--survey', 'golden', '--snapshot', 'snapshot-3.json', '--policy', 'disclosure.json', '--date', '2026-11-26', '--lang', 'fr', '--out', made, ...more];
  run(program, words, { cwd: golden });
  const text = (name) => readFileSync(join(made, name), 'utf8');
  return {
    folder: made,
    text,
    snapshot: JSON.parse(text('simulated-snapshot.json')),
    /** Another copy, to spoil or to write into. */
    copy(name) {
      const to = join(folder, name);
      cpSync(made, to, { recursive: true });
      return to;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
