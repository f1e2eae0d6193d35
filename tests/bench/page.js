// SPDX-License-Identifier: MIT
// Bench: the same twelve questions on our page and on SurveyJS's, loaded cold on a throttled telephone, in one run.
// Usage: node tests/bench/page.js [runs]   (7 by default, one more before them to warm disk and compression)
import { rmSync } from 'node:fs';
import { buildOurs, doors, opening } from './page/ours.js';
import { load } from './page/measure.js';
import { buildPeers } from './page/peers.js';
import { folder, median, report, times } from './shared/report.js';
import { serve } from '../web/drivers/static-server.js';

const runs = Number(process.argv[2] ?? 7);
const question = 'Where were you last cared for?';
const work = `${folder}page`;
rmSync(work, { recursive: true, force: true });

const pages = { Triptych: await buildOurs(`${work}/triptych`), ...(await buildPeers(work)) };
const measured = {};
/** When the first screen is seen: on the demonstration page, which has a style sheet of its own, and on a page of the widget's lines alone. */
const openings = { 'index.html': [], 'alone.html': [] };
const servers = {};
for (const [name, site] of Object.entries(pages)) servers[name] = await serve(site, { compress: true });
// Round by round, not page by page: whatever slows the machine for a while slows all of them.
for (let run = 0; run <= runs; run += 1) {
  for (const name of Object.keys(pages)) {
    const one = await load(servers[name].url, { question, door: name === 'Triptych' ? doors : undefined, screenshot: run === 0 ? `${work}/${name}.png` : undefined });
    if (run > 0) (measured[name] ??= []).push(one);
  }
  for (const [file, found] of Object.entries(openings)) {
    const { first } = await load(servers.Triptych.url + file, { question: opening });
    if (run > 0) found.push(first);
  }
}
for (const server of Object.values(servers)) await server.close();

const middle = (name, field) => median(measured[name].map((one) => one[field]));
const peers = Object.keys(pages).filter((name) => name !== 'Triptych');
const rows = [];
for (const [field, what, say] of [
  ['bytes', 'bytes on the wire before the first question', (value) => value.toLocaleString('en')],
  ['requests', 'requests', String],
  ['first', 'first question visible (ms)', (value) => value.toFixed(0)],
  ['largest', 'largest contentful paint (ms)', (value) => value.toFixed(0)],
  ['script', 'script time (ms)', (value) => value.toFixed(0)],
  ['blocked', 'long tasks over 50 ms (ms)', (value) => value.toFixed(0)],
  ['shift', 'layout shift', (value) => value.toFixed(3)],
  ['heap', 'JavaScript heap (MB)', (value) => (value / 1e6).toFixed(2)],
]) {
  const ours = middle('Triptych', field);
  // Against the better of the two peers, figure by figure.
  const peer = Math.min(...peers.map((name) => middle(name, field)));
  rows.push({ what, ours: say(ours), peer: say(peer), ratio: ours > 0 ? times(peer, ours) : '' });
}
const asked = Math.min(...peers.map((name) => middle(name, 'first')));
for (const [file, what] of [['index.html', 'first screen visible (ms), against the first question'], ['alone.html', 'the same on a page without a style sheet of its own (ms)']]) {
  const ours = median(openings[file]);
  rows.splice(rows.findIndex(({ what: one }) => one.startsWith('first question')), 0, { what, ours: ours.toFixed(0), peer: asked.toFixed(0), ratio: times(asked, ours) });
}
console.table(Object.fromEntries(Object.keys(pages).map((name) => [name, Object.fromEntries(['bytes', 'requests', 'first', 'largest', 'script', 'blocked', 'shift', 'heap'].map((field) => [field, Number(middle(name, field).toFixed(3))]))])));
for (const { file, bytes } of measured.Triptych[0].files) console.log(`  ${String(bytes).padStart(7)} ${file}`);
report('page', {
  title: 'Page load, twelve questions',
  conditions: `Chromium, cold, 412×823, CPU 4 times slower, 1.6 Mbit/s, 150 ms of round trip, brotli 11, medians of ${runs}; peer: the better of two SurveyJS 2.5.38 pages (script tags; one bundle).`,
  rows,
});
