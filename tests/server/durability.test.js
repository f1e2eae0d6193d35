// SPDX-License-Identifier: MIT
// Tests: an acknowledged ballot is not lost: kill -9, cut logs, full disks, stops; and no acknowledgement before the disk has it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';

import {
  flood, idOf, json, makeSite, post, request, sampleBallots, sleep, sqlite, startServer, storedBallots, temporaryFolder, text, withId,
} from './harness.js';

let site;
let samples;
const ballotsOf = (count) => Array.from({ length: count }, (_, i) => withId(samples[i % samples.length]));
const newStore = () => join(temporaryFolder(), 'store.sqlite');

before(() => {
  site = makeSite();
  samples = sampleBallots(site);
});

/** Everything acknowledged is in the store as it was sent; nothing is there that was never sent; SQLite finds no fault. */
function assertKept(store, acknowledged, sent) {
  assert.equal(sqlite(store, 'PRAGMA integrity_check'), 'ok');
  const stored = storedBallots(store);
  const lost = [...acknowledged].filter(([id, bytes]) => stored.get(id) !== bytes);
  assert.equal(lost.length, 0, `${lost.length} of ${acknowledged.size} acknowledged ballots are lost`);
  for (const [id, bytes] of stored) assert.equal(sent.get(id), bytes, 'a ballot in the store was never sent');
  return stored.size;
}

test('kill -9 in the middle of 10,000 posts, five times on one store: every 201 is there, none twice, the store opens', async () => {
  const store = newStore();
  const acknowledged = new Map();
  const sent = new Map();
  let unsure = [];
  for (let round = 0; round < 5; ++round) {
    const server = await startServer({ site, store });
    // What the last round left without an answer is sent again, as an outbox would.
    for (const ballot of unsure) {
      const { status } = await post(server, text(ballot));
      assert.ok(status === 200 || status === 201);
      acknowledged.set(idOf(ballot), ballot.toString('hex'));
    }
    unsure = [];
    const ballots = ballotsOf(10_000);
    for (const ballot of ballots) sent.set(idOf(ballot), ballot.toString('hex'));
    const before = acknowledged.size;
    const when = 500 + Math.floor(Math.random() * 6_000);
    let killed = null;
    await flood(server, ballots, {
      connections: 48,
      stop: () => killed !== null,
      took: (ballot, answer) => {
        if (answer?.status === 201) acknowledged.set(idOf(ballot), ballot.toString('hex'));
        else if (answer) assert.fail(`${answer.status} ${answer.body}`);
        else unsure.push(ballot);
        if (!killed && acknowledged.size - before >= when) killed = server.kill('SIGKILL');
      },
    });
    assert.equal((await killed).signal, 'SIGKILL');
    assert.ok(acknowledged.size - before < 10_000, 'killed in the middle');
    assert.ok(existsSync(`${store}-wal`), 'the log was in use');
    assertKept(store, acknowledged, sent);
  }
  const server = await startServer({ site, store });
  await server.stop();
  const count = assertKept(store, acknowledged, sent);
  assert.ok(acknowledged.size >= 2_500 && count >= acknowledged.size);
});

test('no 201 leaves before fdatasync of the log has returned', async () => {
  const store = newStore();
  const trace = join(temporaryFolder(), 'trace');
  const server = await startServer({
    site, store,
    wrap: ['strace', '-f', '-y', '-o', trace, '-e', 'trace=fdatasync,fsync,sendmsg,sendto,write,writev,recvmsg,recvfrom,read', '-s', '40', '--signal=none'],
  });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const repeated = ballotsOf(1)[0];
  for (const ballot of [...ballotsOf(30), repeated, repeated]) {
    const { status } = await post(server, text(ballot), { agent });
    assert.ok(status === 201 || status === 200);
  }
  agent.destroy();
  await server.stop();

  // In the order in which the kernel returned: a request read, a sync of the log done, an answer sent.
  let synced = false;
  let answers = 0;
  let early = 0;
  let requests = 0;
  const isSync = /(?:fdatasync|fsync)\(\d+<[^>]*store\.sqlite-wal>\)\s+= 0|<\.\.\. (?:fdatasync|fsync) resumed>\)\s+= 0/;
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    if (/"POST \/ballots/.test(line)) {
      requests += 1;
      synced = false;
    } else if (isSync.test(line)) synced = true;
    else if (/"HTTP\/1\.1 201/.test(line) && !/resumed/.test(line)) {
      answers += 1;
      if (!synced) early += 1;
    }
  }
  assert.deepEqual([requests, answers], [32, 31], 'the trace shows every request and every answer');
  assert.equal(early, 0, 'an answer left before its sync');
});

test('a log cut anywhere, or with a wrong byte anywhere, opens: what is left is a beginning of what was sent, whole', async () => {
  const store = newStore();
  const server = await startServer({ site, store });
  const sent = new Map();
  await flood(server, ballotsOf(400), { connections: 4, took: (ballot) => sent.set(idOf(ballot), ballot.toString('hex')) });
  await server.kill('SIGKILL');
  const size = statSync(`${store}-wal`).size;
  assert.ok(size > 100_000);
  const offsets = [0, 1, 31, 32, 33, 32 + 24, 32 + 24 + 4096, size - 1, ...Array.from({ length: 12 }, () => Math.floor(Math.random() * size))];
  const counts = [];
  for (const [what, offset] of offsets.flatMap((place) => [['cut', place], ['wrong', place]])) {
    const copy = newStore();
    copyFileSync(store, copy);
    copyFileSync(`${store}-wal`, `${copy}-wal`);
    if (what === 'cut') {
      truncateSync(`${copy}-wal`, offset);
    } else {
      const bytes = readFileSync(`${copy}-wal`);
      bytes[offset] ^= 0x55;
      writeFileSync(`${copy}-wal`, bytes);
    }
    const again = await startServer({ site, store: copy });
    assert.equal((await post(again, text(ballotsOf(1)[0]))).status, 201, `${what} at ${offset}`);
    await again.kill('SIGKILL');
    assert.equal(sqlite(copy, 'PRAGMA integrity_check'), 'ok', `${what} at ${offset}`);
    const stored = storedBallots(copy);
    counts.push(stored.size);
    let strangers = 0;
    for (const [id, bytes] of stored) if (sent.get(id) !== bytes) strangers += 1;
    assert.equal(strangers, 1, 'only the ballot sent just now is not of the first 400');
  }
  assert.ok(new Set(counts).size > 5, 'the cuts did lose something');
});

test('a full disk: 507, nothing acknowledged is lost, reading goes on; with room again ballots are taken again', async () => {
  const store = newStore();
  const server = await startServer({ site, store });
  const sent = new Map();
  const acknowledged = new Map();
  const send = async (count, connections) => {
    const statuses = [];
    await flood(server, ballotsOf(count), {
      connections,
      took: (ballot, answer) => {
        sent.set(idOf(ballot), ballot.toString('hex'));
        if (answer.status === 201) acknowledged.set(idOf(ballot), ballot.toString('hex'));
        statuses.push(answer.status);
        if (answer.status !== 201) {
          assert.equal(answer.status, 507, answer.body.toString());
          assert.deepEqual(json(answer), { error: { code: 'store_full', path: '', params: {} } });
        }
      },
    });
    return statuses;
  };
  assert.ok((await send(50, 8)).every((status) => status === 201));
  // A limit on the size of files is to write() what a full disk is, and needs no root.
  const limit = (bytes) => execFileSync('prlimit', ['--pid', String(server.pid()), `--fsize=${bytes}`]);
  limit(`${statSync(`${store}-wal`).size + 20_000}:unlimited`);
  const statuses = await send(500, 16);
  assert.ok(statuses.includes(507) && statuses.includes(201));
  assert.equal((await request(server, { path: '/health' })).status, 503);
  assert.equal((await request(server, { path: '/index.html' })).status, 200);
  const refused = [...sent.keys()].filter((id) => !acknowledged.has(id));
  assertKept(store, acknowledged, sent);
  limit('unlimited:unlimited');
  assert.ok((await send(100, 8)).every((status) => status === 201));
  assert.equal((await request(server, { path: '/health' })).status, 200);
  const again = await post(server, text(Buffer.from(sent.get(refused[0]), 'hex')));
  assert.equal(again.status, 201, 'what was refused can be sent again');
  acknowledged.set(refused[0], sent.get(refused[0]));
  assert.match(server.errors, /store_full/);
  assert.equal(server.errors.match(/store_full/g).length, 1, 'said once, not once a ballot');
  await server.stop();
  assertKept(store, acknowledged, sent);
});

/** Another program in a write transaction: sqlite3, until its standard input ends. */
async function holdLock(store) {
  const holder = spawn('sqlite3', ['-batch', store], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => { holder.on('close', resolve); });
  holder.stdin.write("BEGIN IMMEDIATE; SELECT 'held';\n");
  await new Promise((resolve) => { holder.stdout.once('data', resolve); });
  return { release: () => { holder.stdin.end('ROLLBACK;\n'); return closed; } };
}

test('a store that another program holds is waited for, then refused with 503', async () => {
  const store = newStore();
  const server = await startServer({ site, store });
  const [first, second] = ballotsOf(2);
  assert.equal((await post(server, text(first))).status, 201);
  const short = await holdLock(store);
  const waiting = post(server, text(second));
  await sleep(1000);
  short.release();
  assert.equal((await waiting).status, 201, 'held for a second: waited for');

  const long = await holdLock(store);
  const third = ballotsOf(1)[0];
  const busy = await post(server, text(third));
  assert.equal(busy.status, 503);
  assert.equal(json(busy).error.code, 'store_busy');
  assert.ok(Number(busy.headers['retry-after']) > 0);
  await long.release();
  assert.equal((await post(server, text(third))).status, 201);
  await server.stop();
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal}: what has begun is answered, nothing acknowledged is lost, the log is folded in, exit 0`, async () => {
    const store = newStore();
    const server = await startServer({ site, store });
    const acknowledged = new Map();
    const sent = new Map();
    let stopping = null;
    let dropped = 0;
    const idle = new http.Agent({ keepAlive: true });
    await request(server, { agent: idle });
    await flood(server, ballotsOf(20_000), {
      connections: 64,
      stop: () => stopping !== null,
      took: (ballot, answer) => {
        sent.set(idOf(ballot), ballot.toString('hex'));
        if (answer?.status === 201) acknowledged.set(idOf(ballot), ballot.toString('hex'));
        else if (!answer) dropped += 1;
        else assert.fail(String(answer.status));
        if (!stopping && acknowledged.size >= 1_000) {
          const asked = Date.now();
          stopping = server.kill(signal).then((result) => ({ ...result, took: Date.now() - asked }));
        }
      },
    });
    const { code, took } = await stopping;
    idle.destroy();
    assert.equal(code, 0, server.errors);
    assert.ok(took < 6_000, `stopped after ${took} ms`);
    assert.deepEqual(readdirSync(dirname(store)), ['store.sqlite'], 'no log is left');
    const count = assertKept(store, acknowledged, sent);
    // A request on its way when a connection closes may be dropped unread; one that was taken in is answered.
    assert.equal(count, acknowledged.size, `${count - acknowledged.size} ballots were stored without an answer (${dropped} connections dropped)`);
    assert.match(server.errors, /Stopped/);
  });
}

test('a stop ends although clients keep connections that never finish anything', async () => {
  const server = await startServer({ site, store: newStore() });
  // One for each lane and more: half a request, which is refused and then waited for; an answer that nobody reads.
  const held = await Promise.all(Array.from({ length: 8 }, (_, i) => new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1', () => {
      socket.write(i % 2 ? 'POST /ballots HTTP/1.1\r\nHost: x\r\n' : 'GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET');
      resolve(socket);
    });
    socket.allowHalfOpen = true;
    socket.on('error', () => {});
    socket.pause();
  })));
  await sleep(200);
  const stopped = await Promise.race([server.kill('SIGTERM'), sleep(20_000)]);
  for (const socket of held) socket.destroy();
  if (!stopped) process.kill(server.pid(), 'SIGKILL');
  assert.equal(stopped?.code, 0, 'twenty seconds later it still runs');
});
