// SPDX-License-Identifier: MIT
// Tests, long: our server among hundreds of slow connections and hostile bytes, killed ten times under load: nothing acknowledged is lost, memory stays flat.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { flood, idOf, makeSite, post, sampleBallots, startServer, storedBallots, temporaryFolder, text, withId } from '../server/harness.js';

const kills = 10;
const each = 8_000;
const slowOnes = 400;
const mostMegabytes = 100;

/** Connections that send one byte and wait. */
function slowConnections(port) {
  return Array.from({ length: slowOnes }, (_, i) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(['P', 'POST /ballots HTTP/1.1\r\nHost: x\r\nX: ', 'POST /ballots HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n'][i % 3]));
    return socket;
  });
}
/** One header line without an end, as long as the server takes it. */
function pour(port) {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('connect', () => {
    const more = () => { while (!socket.destroyed && socket.write(Buffer.alloc(1 << 16, 'x'))); };
    socket.on('drain', more);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX: ');
    more();
  });
  return socket;
}

test(`killed ${kills} times among ${slowOnes} slow and 20 pouring connections: acknowledged minus stored is 0, memory stays under ${mostMegabytes} MB`, async () => {
  const site = makeSite();
  const [sample] = sampleBallots(site, { count: 1 });
  const store = join(temporaryFolder(), 'store.sqlite');
  const acknowledged = new Map();
  let unsure = [];
  let most = 0;
  for (let round = 0; round < kills; ++round) {
    const server = await startServer({ site, store });
    const hostile = [...slowConnections(server.port), ...Array.from({ length: 20 }, () => pour(server.port))];
    const ballots = [...unsure, ...Array.from({ length: each }, () => withId(sample))];
    unsure = [];
    let killed = null;
    let taken = 0;
    const when = 1_000 + Math.floor(Math.random() * (each - 2_000));
    await flood(server, ballots, {
      connections: 256,
      stop: () => killed !== null,
      took: (ballot, answer) => {
        if (answer && answer.status !== 201 && answer.status !== 200) assert.fail(`${answer.status} ${answer.body}`);
        if (answer) acknowledged.set(idOf(ballot), ballot.toString('hex'));
        else unsure.push(ballot);
        if (answer && !killed && (taken += 1) >= when) {
          most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))[1]) / 1024);
          killed = server.kill('SIGKILL');
        }
      },
    });
    assert.equal((await killed).signal, 'SIGKILL');
    for (const socket of hostile) socket.destroy();
    const stored = storedBallots(store);
    const lost = [...acknowledged].filter(([id, bytes]) => stored.get(id) !== bytes);
    assert.equal(lost.length, 0, `${lost.length} of ${acknowledged.size} acknowledged ballots are lost`);
  }
  assert.ok(most < mostMegabytes, `${most.toFixed(0)} MB`);
  const server = await startServer({ site, store });
  for (const ballot of unsure) {
    const { status } = await post(server, text(ballot));
    assert.ok(status === 200 || status === 201);
    acknowledged.set(idOf(ballot), ballot.toString('hex'));
  }
  await server.stop();
  assert.equal(storedBallots(store).size, acknowledged.size, 'each once');
});
