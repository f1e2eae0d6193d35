// SPDX-License-Identifier: MIT
// Bench: puts the figures of the last run (build/bench/*.json) into README's marked block, and nothing else.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { folder } from './shared/report.js';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
const [start, end] = ['<!-- figures: written by build-scripts/bench -->', '<!-- end of figures -->'];

const sections = readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map((file) => {
  const { title, conditions, rows } = JSON.parse(readFileSync(folder + file, 'utf8'));
  const lines = rows.map(({ what, ours, peer = '', ratio = '' }) => `| ${what} | ${ours} | ${peer} | ${ratio} |`);
  return `**${title}.** ${conditions}\n\n| | Triptych | peer | ratio |\n|---|---:|---:|---:|\n${lines.join('\n')}`;
});

const text = readFileSync(readme, 'utf8');
const [from, to] = [text.indexOf(start), text.indexOf(end)];
if (from < 0 || to < from) throw new Error(`README.md lacks the lines ${start} and ${end}`);
writeFileSync(readme, `${text.slice(0, from + start.length)}\n\n${sections.join('\n\n')}\n\n${text.slice(to)}`);
console.log(`README.md: figures of ${sections.length} benches`);
