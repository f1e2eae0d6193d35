// SPDX-License-Identifier: MIT
// Bench: figures said on the terminal and left in build/bench/<name>.json, from which README's are made.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('../../../build/bench/', import.meta.url));

/** Medians of one run: `rows` are { what, ours, peer, ratio }, as words; `conditions` says how it was measured, in one sentence. */
export function report(name, { title, conditions, rows }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify({ title, conditions, rows }, null, 2)}\n`);
  console.log(`${title}\n${conditions}`);
  for (const { what, ours, peer, ratio } of rows) console.log(`  ${what.padEnd(44)} ${ours.padStart(14)} ${(peer ?? '').padStart(14)} ${(ratio ?? '').padStart(8)}`);
}

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
export const times = (peer, ours) => `${(peer / ours).toFixed(1)} ×`;
