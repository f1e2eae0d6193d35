// SPDX-License-Identifier: MIT
// Oracle: gives recorded cases to build/native/conformance and keeps those that differ as files that replay.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { now } from './record.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.TRIPTYCH_CONFORMANCE ?? `${root}build/native/conformance`;

/**
 * Writes build/oracle/<name>.jsonl, runs it, and writes build/oracle/<name>-mismatches.jsonl where some differ.
 * To replay: build/native/conformance --now <now> build/oracle/<name>-mismatches.jsonl
 */
export function replay(name, cases) {
  const folder = `${root}build/oracle`;
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${name}.jsonl`;
  const mismatches = `${folder}/${name}-mismatches.jsonl`;
  rmSync(mismatches, { force: true });
  const lines = cases.map((one) => JSON.stringify(one));
  writeFileSync(file, `${lines.join('\n')}\n`);

  const run = spawnSync(program, ['--now', now, file], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' }, maxBuffer: 1 << 28 });
  const count = /^(\d+) passed, (\d+) failed, (\d+) skipped\n$/m.exec(run.stdout ?? '');
  if (!count) throw new Error(`${program}: ${run.error ?? run.stderr}`);
  const [passed, failed, skipped] = count.slice(1).map(Number);
  const different = [...run.stdout.matchAll(/^(\S+\.jsonl):(\d+): /gm)].map((match) => lines[Number(match[2]) - 1]);
  if (different.length > 0) writeFileSync(mismatches, `${different.join('\n')}\n`);
  return { passed, failed: failed + skipped, mismatches, output: run.stdout.slice(0, 4000) };
}
