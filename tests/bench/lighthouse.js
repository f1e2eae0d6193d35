// SPDX-License-Identifier: MIT
// Bench: Lighthouse's mobile judgment of the demonstration page and of SurveyJS's, in one run.
// Usage: node tests/bench/lighthouse.js [runs]   (3 by default; Lighthouse itself is put into build/bench/lighthouse)
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchOptions } from '../web/drivers/chromium.js';
import { dist } from '../web/drivers/site.js';
import { serve } from '../web/drivers/static-server.js';
import { buildPeers } from './page/peers.js';
import { folder, median, report } from './shared/report.js';

const version = '12.8.2';
const runs = Number(process.argv[2] ?? 3);
const home = join(folder, 'lighthouse');
const program = join(home, 'node_modules/lighthouse/cli/index.js');
if (!existsSync(program)) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', home, `lighthouse@${version}`], { stdio: 'inherit' });
}

const categories = { performance: 'performance', accessibility: 'accessibility', 'best-practices': 'best practices' };
const metrics = { 'first-contentful-paint': 'first contentful paint (ms)', 'largest-contentful-paint': 'largest contentful paint (ms)', 'total-blocking-time': 'total blocking time (ms)', 'cumulative-layout-shift': 'layout shift' };

/** Not in the way of the servers, which live in this process. */
const run = promisify(execFile);

async function judge(url) {
  const out = join(home, 'report.json');
  rmSync(out, { force: true });
  const flags = ['--headless=new', ...(launchOptions.args ?? [])].join(' ');
  await run(process.execPath, [program, url, '--quiet', '--output=json', `--output-path=${out}`, `--chrome-flags=${flags}`, `--only-categories=${Object.keys(categories).join(',')}`], {
    env: { ...process.env, CHROME_PATH: launchOptions.executablePath }, maxBuffer: 1 << 26, timeout: 120_000,
  });
  const { categories: scores, audits, lighthouseVersion } = JSON.parse(readFileSync(out, 'utf8'));
  if (lighthouseVersion !== version) throw new Error(`Lighthouse ${lighthouseVersion}`);
  const failed = Object.values(scores).flatMap(({ id, auditRefs }) => (id === 'performance' ? [] : auditRefs.filter(({ id: audit, weight }) => weight > 0 && audits[audit].score !== null && audits[audit].score < 1).map(({ id: audit }) => `${audit}: ${audits[audit].title}`)));
  return {
    ...Object.fromEntries(Object.keys(categories).map((id) => [id, Math.round(100 * scores[id].score)])),
    ...Object.fromEntries(Object.keys(metrics).map((id) => [id, audits[id].numericValue])),
    failed,
  };
}

const work = join(folder, 'lighthouse-peers');
const [[peer, site]] = Object.entries(await buildPeers(work));
const pages = { Triptych: await serve(dist, { compress: true }), [peer]: await serve(site, { compress: true }) };
const judged = {};
for (let round = 0; round < runs; round += 1) for (const [name, { url }] of Object.entries(pages)) (judged[name] ??= []).push(await judge(url));
for (const server of Object.values(pages)) await server.close();

const middle = (name, id) => median(judged[name].map((one) => one[id]));
const say = (id, value) => (id === 'cumulative-layout-shift' ? value.toFixed(3) : value.toFixed(0));
const rows = Object.entries({ ...categories, ...metrics }).map(([id, what]) => ({ what, ours: say(id, middle('Triptych', id)), peer: say(id, middle(peer, id)), ratio: '' }));
console.table(rows);
for (const [name, all] of Object.entries(judged)) console.log(name, [...new Set(all.flatMap(({ failed }) => failed))]);
report('lighthouse', { title: `Lighthouse ${version}, mobile`, conditions: `Chromium, simulated telephone, brotli 11, medians of ${runs}; the demonstration page, and ${peer}.`, rows });
