// SPDX-License-Identifier: MIT
// Bench: ballots a second through `serve`, each on the disk before its answer, at 16 and 256 connections; wrk on the same machine.
// Usage: node tests/bench/server.js [rounds] [seconds]   (5 rounds of 4 seconds by default)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { root, sampleBallots, sqlite, startServer, temporaryFolder, text } from '../server/harness.js';
import { median, report } from './shared/report.js';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 4);
const script = join(root, 'tests/bench/ballots.lua');

// The real survey: its ballots are as long as they get.
const site = join(temporaryFolder(), 'site');
cpSync(join(root, 'content/ai-in-care'), join(site, 'content/ai-in-care'), { recursive: true });
const [ballot] = sampleBallots(site, { survey: 'ai-in-care', count: 1, simulated: true });

const busy = loadavg()[0];
const measured = new Map([[16, []], [256, []]]);
let memory = 0;
for (let round = 0; round < rounds; ++round) {
  // Each round on a new store, both numbers of connections in it: what slows the machine for a while slows both.
  const store = join(temporaryFolder(), 'bench.sqlite');
  const server = await startServer({ site, store, args: ['--simulated'] });
  let posts = 0;
  for (const [connections, results] of measured) {
    const words = ['-t', '2', '-c', String(connections), '-d', `${seconds}s`, '-s', script, server.url, '--', text(ballot)];
    const result = JSON.parse(execFileSync('wrk', words, { encoding: 'utf8' }).trim().split('\n').at(-1));
    assert.equal(result.refused + result.broken, 0, JSON.stringify(result));
    posts += result.posts;
    results.push(result);
  }
  memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))[1]) / 1024);
  await server.stop();
  assert.ok(Number(sqlite(store, 'SELECT count(*) FROM ballot')) >= posts, 'every answered ballot is there');
}

const rows = [];
for (const [connections, results] of measured) {
  const middle = (field) => median(results.map(field));
  rows.push({ what: `ballots a second, ${connections} connections`, ours: Math.round(middle(({ posts, seconds: time }) => posts / time)).toLocaleString('en') });
  rows.push({ what: `… answered after, ms, median and 99 %`, ours: `${middle(({ p50 }) => p50).toFixed(1)}, ${middle(({ p99 }) => p99).toFixed(1)}` });
}
rows.push({ what: 'memory at most (MB)', ours: memory.toFixed(0) });
report('server', {
  title: 'Collecting: ballots on the disk, acknowledged',
  conditions: `Medians of ${rounds} rounds of ${seconds} s over loopback; wrk takes its share of the same ${availableParallelism()} processors (load before: ${busy.toFixed(1)}); every answer is sent after fdatasync.`,
  rows,
});
