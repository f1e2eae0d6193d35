// SPDX-License-Identifier: MIT
// Bench: ballots a second through `serve`, each on the disk before its answer, at 16, 256 and 1,000 connections; wrk on the same machine.
// Usage: node tests/bench/server.js [rounds] [seconds] [peer]   (5 rounds of 4 seconds by default; peer: a server to be measured in the same rounds,
// started as PROGRAM PORT FILE, that stores what is posted to /b/<32 hexadecimal digits>)
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { root, sampleBallots, sqlite, startServer, temporaryFolder, text } from '../server/harness.js';
import { ended, freePort, until } from '../web/drivers/wait.js';
import { median, report } from './shared/report.js';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 4);
const peer = process.argv[4];
const script = join(root, 'tests/bench/ballots.lua');

// The real survey: its ballots are as long as they get.
const site = join(temporaryFolder(), 'site');
cpSync(join(root, 'content/ai-in-care'), join(site, 'content/ai-in-care'), { recursive: true });
const [ballot] = sampleBallots(site, { survey: 'ai-in-care', count: 1, simulated: true });

function measure(url, connections, ...more) {
  const words = ['-t', '2', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '30s', '-s', script, url, '--', text(ballot), ...more];
  const result = JSON.parse(execFileSync('wrk', words, { encoding: 'utf8' }).trim().split('\n').at(-1));
  assert.equal(result.refused + result.broken, 0, JSON.stringify(result));
  return result;
}

async function startPeer() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(peer, [String(port), join(temporaryFolder(), 'peer.sqlite')], { stdio: 'ignore' });
  await until(() => fetch(url).then(() => true, () => false), () => `${peer} does not listen`);
  return { url, stop: async () => { child.kill('SIGTERM'); await ended(child); } };
}

const busy = loadavg()[0];
const numbers = [16, 256, 1000];
const [ours, theirs] = [new Map(numbers.map((one) => [one, []])), new Map(numbers.map((one) => [one, []]))];
let memory = 0;
for (let round = 0; round < rounds; ++round) {
  // Each round on a new store, all numbers of connections in it, both servers by turns: what slows the machine for a while slows all.
  const store = join(temporaryFolder(), 'bench.sqlite');
  const server = await startServer({ site, store, args: ['--simulated'] });
  const other = peer && await startPeer();
  let posts = 0;
  for (const connections of numbers) {
    const result = measure(server.url, connections);
    posts += result.posts;
    ours.get(connections).push(result);
    if (other) theirs.get(connections).push(measure(other.url, connections, 'id-in-path'));
  }
  memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))[1]) / 1024);
  await server.stop();
  await other?.stop();
  assert.ok(Number(sqlite(store, 'SELECT count(*) FROM ballot')) >= posts, 'every answered ballot is there');
}

const rows = [];
for (const connections of numbers) {
  const middle = (results, field) => median(results.get(connections).map(field));
  const rate = ({ posts, seconds: time }) => posts / time;
  const times = (results) => `${middle(results, ({ p50 }) => p50).toFixed(1)}, ${middle(results, ({ p99 }) => p99).toFixed(1)}`;
  const both = (of) => ({ ours: of(ours), ...(peer ? { peer: of(theirs) } : {}) });
  rows.push({
    what: `ballots a second, ${connections.toLocaleString('en')} connections`, ...both((results) => Math.round(middle(results, rate)).toLocaleString('en')),
    ...(peer ? { ratio: `${(middle(ours, rate) / middle(theirs, rate)).toFixed(2)} ×` } : {}),
  });
  rows.push({ what: '… answered after, ms, median and 99 %', ...both(times) });
}
rows.push({ what: 'memory at most (MB)', ours: memory.toFixed(0) });
report('server', {
  title: 'Collecting: ballots on the disk, acknowledged',
  conditions: `Medians of ${rounds} rounds of ${seconds} s over loopback; wrk takes its share of the same ${availableParallelism()} processors (load before: ${busy.toFixed(1)}); every answer is sent after fdatasync.${peer ? ' Peer: the 60-line prototype, which reads no ballot.' : ''}`,
  rows,
});
