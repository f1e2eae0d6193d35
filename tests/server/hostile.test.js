// SPDX-License-Identifier: MIT
// Tests: clients that drip, flood, lie about lengths or smuggle: they are cut, memory stays flat, others are served.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { json, makeSite, post, raw, request, sampleBallots, sleep, startServer, statusOf, temporaryFolder, text, withId } from './harness.js';

let site;
let samples;
let server;
const fresh = () => text(withId(samples[Math.floor(Math.random() * samples.length)]));
const newStore = () => join(temporaryFolder(), 'store.sqlite');

before(async () => {
  site = makeSite();
  samples = sampleBallots(site);
  server = await startServer({ site, store: newStore() });
});
after(() => server.stop());

const head = (...lines) => ['POST /ballots HTTP/1.1', 'Host: x', 'Content-Type: text/plain', ...lines, '', ''].join('\r\n');
const memory = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

test('a request that could be read in two ways is refused, and what follows it is not taken for a request', async () => {
  const ballot = fresh();
  const hidden = `GET /health HTTP/1.1\r\nHost: x\r\n\r\n`;
  const cases = {
    'length and chunks': head(`Content-Length: ${ballot.length}`, 'Transfer-Encoding: chunked') + `${ballot.length.toString(16)}\r\n${ballot}\r\n0\r\n\r\n${hidden}`,
    'two lengths': head(`Content-Length: ${ballot.length}`, `Content-Length: ${ballot.length + 1}`) + ballot + hidden,
    'the same length twice': head(`Content-Length: ${ballot.length}`, `Content-Length: ${ballot.length}`) + ballot + hidden,
    'a list of lengths': head(`Content-Length: ${ballot.length}, ${ballot.length}`) + ballot + hidden,
    'a negative length': head('Content-Length: -1') + ballot + hidden,
    'a length with a sign': head(`Content-Length: +${ballot.length}`) + ballot + hidden,
    'a length past every number': head('Content-Length: 99999999999999999999') + ballot + hidden,
    'a length in hexadecimal': head('Content-Length: 0x20') + ballot + hidden,
    'an unknown coding': head('Transfer-Encoding: gzip') + ballot + hidden,
    'an unknown coding, a request as its body': head('Transfer-Encoding: gzip') + hidden,
    'chunked, misspelt': head('Transfer-Encoding: xchunked') + ballot + hidden,
    'a negative chunk': head('Transfer-Encoding: chunked') + `-2\r\n${ballot}\r\n0\r\n\r\n${hidden}`,
    'a space before the colon': head(`Content-Length : ${ballot.length}`) + ballot + hidden,
    'a bare line feed': `POST /ballots HTTP/1.1\nHost: x\nContent-Length: ${ballot.length}\n\n${ballot}${hidden}`,
    'a null in a field': head(`X: a\0b`, `Content-Length: ${ballot.length}`) + ballot + hidden,
    'no host': `POST /ballots HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: ${ballot.length}\r\n\r\n${ballot}${hidden}`,
    'two hosts': head('Host: y', `Content-Length: ${ballot.length}`) + ballot + hidden,
    'another protocol': `POST /ballots HTTP/2.0\r\nHost: x\r\nContent-Length: ${ballot.length}\r\n\r\n${ballot}${hidden}`,
    'no protocol': `GET /health\r\n\r\n${hidden}`,
    'a target that is no path': `GET health HTTP/1.1\r\nHost: x\r\n\r\n${hidden}`,
    'bytes that are no request': `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${hidden}`,
  };
  for (const [what, bytes] of Object.entries(cases)) {
    const answer = await raw(server, Buffer.from(bytes, 'latin1'));
    assert.ok(!answer.includes('{"status":"ok"}'), `${what}: what was hidden behind it was answered`);
    assert.ok([400, 411, 413, 404].includes(statusOf(answer)), `${what}: ${answer.split('\r\n')[0] || 'nothing'}`);
    assert.ok(!/HTTP\/1\.1 20/.test(answer), what);
  }
  assert.equal((await post(server, ballot)).status, 201, 'none of them was taken');
});

test('two good requests on one connection are two answers, in order', async () => {
  const [a, b] = [fresh(), fresh()];
  const one = (ballot) => head(`Content-Length: ${ballot.length}`) + ballot;
  const answer = await raw(server, one(a) + one(b) + one(a) + 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  assert.deepEqual([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status), ['201', '201', '200', '200']);
  assert.ok(answer.trim().endsWith('{"status":"ok"}'));
});

/** Sends pieces until the server stops reading or closes; gives its answer and how many bytes went out. */
function pour(pieces, where = server) {
  return new Promise((resolve) => {
    const socket = net.connect(where.port, '127.0.0.1');
    let sent = 0;
    let answer = '';
    socket.on('data', (chunk) => { answer += chunk.toString('latin1'); });
    socket.on('error', () => {});
    socket.on('end', () => socket.destroy());
    socket.on('close', () => resolve({ sent, answer }));
    const timer = setTimeout(() => socket.destroy(), 8_000);
    socket.on('close', () => clearTimeout(timer));
    socket.on('connect', () => {
      // One piece, then a turn of the event loop: a client that only writes would never come to read its answer.
      const next = () => {
        const { done, value } = pieces.next();
        if (done || socket.destroyed) return;
        sent += value.length;
        socket.write(value, () => setImmediate(next));
      };
      next();
    });
  });
}
function* stream(first, piece, count) {
  yield Buffer.from(first, 'latin1');
  for (let i = 0; i < count; ++i) yield piece;
}

test('a hundred megabytes in any place are refused early, and memory stays flat', async () => {
  const block = Buffer.alloc(65_536, 'a');
  const expected = {
    'first line': [stream('', block, 1_600), [431, 400]],
    'header field': [stream('POST /ballots HTTP/1.1\r\nX: ', block, 1_600), [431, 400]],
    'many fields': [stream('POST /ballots HTTP/1.1\r\nHost: x\r\n', Buffer.from(Array.from({ length: 5_000 }, (_, i) => `a${i}: b\r\n`).join('')), 1_600), [431, 400]],
    'a body of its length': [stream(head('Content-Length: 104857600'), block, 1_600), [413]],
    'chunks': [stream(head('Transfer-Encoding: chunked'), Buffer.concat([Buffer.from('10000\r\n'), block, Buffer.from('\r\n')]), 1_600), [413]],
    'a chunk\'s extension': [stream(head('Transfer-Encoding: chunked') + '1;', block, 1_600), [400, 413, 431]],
    'body of a GET': [stream('GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n', block, 1_600), [413]],
  };
  await post(server, fresh());
  const start = memory(server.pid());
  for (const [what, [pieces, statuses]] of Object.entries(expected)) {
    const { sent, answer } = await pour(pieces);
    assert.ok(statuses.includes(statusOf(answer)), `${what}: ${answer.split('\r\n')[0] || 'nothing'}`);
    assert.ok(sent < 20e6, `${what}: ${sent} bytes were read`);
  }
  assert.ok(memory(server.pid()) - start < 8, `memory grew by ${(memory(server.pid()) - start).toFixed(1)} MB`);
  assert.equal((await post(server, fresh())).status, 201);
});

test('fifty such clients at once take no more than fifty buffers', async () => {
  const start = memory(server.pid());
  const pieces = () => stream('POST /ballots HTTP/1.1\r\nX: ', Buffer.alloc(4_096, 'a'), 200);
  await Promise.all(Array.from({ length: 50 }, () => pour(pieces())));
  assert.ok(memory(server.pid()) - start < 12);
});

test('what is wrong with a request is said in the same shape as everything else', async () => {
  const large = await raw(server, `GET /${'a'.repeat(9_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  assert.equal(statusOf(large), 431);
  const { error } = JSON.parse(large.split('\r\n\r\n')[1]);
  assert.deepEqual([error.code, error.params], ['server_header', { limit: 8192 }]);
  assert.match(large, /X-Content-Type-Options: nosniff/);
  const bad = await raw(server, 'nonsense\r\n\r\n');
  assert.equal(statusOf(bad), 400);
  assert.equal(JSON.parse(bad.split('\r\n\r\n')[1]).error.code, 'server_request');
});

test('three hundred headers that drip do not slow anybody, and die at their deadline however they drip', async () => {
  const started = Date.now();
  const slow = Array.from({ length: 300 }, (_, i) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const state = { socket, closed: null, answer: '' };
    socket.on('error', () => {});
    socket.on('data', (chunk) => { state.answer += chunk; });
    socket.on('close', () => { state.closed = Date.now() - started; });
    // A third drip their header, a third their body, a third say nothing more after one byte.
    const first = [`POST /ballots HTTP/1.1\r\nHost: x\r\nX: `, head('Content-Length: 100'), 'P'][i % 3];
    socket.on('connect', () => socket.write(first));
    state.drips = i % 3 !== 2;
    return state;
  });
  const drip = setInterval(() => {
    for (const { socket, drips } of slow) if (drips && !socket.destroyed) socket.write('a');
  }, 500);
  await sleep(500);
  const latencies = [];
  while (Date.now() - started < 9_000) {
    const asked = Date.now();
    assert.equal((await post(server, fresh())).status, 201);
    latencies.push(Date.now() - asked);
    await sleep(100);
  }
  while (slow.some(({ closed }) => closed === null) && Date.now() - started < 16_000) await sleep(100);
  clearInterval(drip);
  assert.equal(slow.filter(({ closed }) => closed === null).length, 0, 'some are still open after 16 s');
  assert.ok(slow.every(({ closed }) => closed > 8_000), 'none was cut before its time');
  assert.ok(slow.filter(({ answer }) => statusOf(answer) === 408).length > 250, 'they are told');
  latencies.sort((a, b) => a - b);
  assert.ok(latencies.length > 40 && latencies[Math.floor(latencies.length * 0.95)] < 250, `posts took ${latencies.slice(-5)} ms`);
});

test('readers that take nothing of a large file hold neither memory nor anybody else', async () => {
  writeFileSync(join(site, 'large.bin'), Buffer.alloc(30 << 20, 'x'));
  const start = memory(server.pid());
  const sockets = Array.from({ length: 30 }, () => {
    const socket = net.connect(server.port, '127.0.0.1');
    socket.pause();
    socket.on('error', () => {});
    socket.on('connect', () => socket.write('GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n'));
    return socket;
  });
  await sleep(1_000);
  assert.ok(memory(server.pid()) - start < 16, `memory grew by ${(memory(server.pid()) - start).toFixed(1)} MB`);
  assert.equal((await post(server, fresh())).status, 201);
  assert.equal((await request(server, { path: '/large.bin' })).body.length, 30 << 20, 'whole for who reads');
  for (const socket of sockets) socket.destroy();
});

test('one address may hold only so many connections, and post only so often; another address is not concerned', async () => {
  const capped = await startServer({ site, store: newStore(), limits: true, args: ['--connections-per-address', '20', '--posts-per-minute', '30'] });
  const held = [];
  const hold = (localAddress) => new Promise((resolve) => {
    const socket = net.connect({ port: capped.port, host: '127.0.0.1', localAddress });
    held.push(socket);
    let answer = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => { answer += chunk; });
    socket.on('close', () => resolve(answer || 'closed'));
    socket.on('connect', () => setTimeout(() => resolve(socket.destroyed ? answer || 'closed' : 'held'), 300));
  });
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => hold('127.0.0.5')));
  assert.equal(outcomes.filter((outcome) => outcome === 'held').length, 20);
  assert.equal((await request(capped, { path: '/health', localAddress: '127.0.0.6' })).status, 200);
  for (const socket of held) socket.destroy();
  await sleep(200);
  assert.equal((await request(capped, { path: '/health', localAddress: '127.0.0.5' })).status, 200, 'given back when they close');

  const statuses = [];
  for (let i = 0; i < 40; ++i) statuses.push((await post(capped, fresh(), { localAddress: '127.0.0.7' })).status);
  assert.equal(statuses.filter((status) => status === 201).length, 30);
  const refused = await post(capped, fresh(), { localAddress: '127.0.0.7' });
  assert.equal(refused.status, 429);
  assert.equal(json(refused).error.code, 'server_too_many');
  assert.ok(Number(refused.headers['retry-after']) > 0);
  assert.equal((await request(capped, { path: '/', localAddress: '127.0.0.7' })).status, 200, 'reading is not capped');
  assert.equal((await post(capped, fresh(), { localAddress: '127.0.0.8' })).status, 201);
  await sleep(2_500);
  assert.equal((await post(capped, fresh(), { localAddress: '127.0.0.7' })).status, 201, 'a bucket of 30 a minute has room after two seconds');
  await capped.stop();
});

test('behind a proxy the sender is the last address that the proxy gives', async () => {
  const behind = await startServer({ site, store: newStore(), limits: true, args: ['--behind-proxy', '--posts-per-minute', '5', '--connections-per-address', '2'] });
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const from = (forwarded) => post(behind, fresh(), { agent, headers: { 'X-Forwarded-For': forwarded } });
  for (let i = 0; i < 5; ++i) assert.equal((await from(`10.${i}.0.1, 203.0.113.9`)).status, 201, 'what the client wrote itself does not count');
  assert.equal((await from('203.0.113.77, 203.0.113.9')).status, 429);
  assert.equal((await from('203.0.113.10')).status, 201);
  for (let i = 0; i < 5; ++i) assert.equal((await from(`2001:db8:0:1::${i}`)).status, 201);
  assert.equal((await from('2001:db8:0:1:ffff::1')).status, 429, 'one network of a subscriber is one sender');
  assert.equal((await from('2001:db8:0:2::1')).status, 201);
  const many = await Promise.all(Array.from({ length: 8 }, () => request(behind, { path: '/health', agent })));
  assert.ok(many.every(({ status }) => status === 200), 'the proxy may hold as many connections as it likes');
  agent.destroy();
  await behind.stop();
});

test('connections past what the process can hold are told so at once, and it recovers', async () => {
  const small = await startServer({ site, store: newStore(), wrap: ['prlimit', '--nofile=192:192'] });
  const sockets = Array.from({ length: 400 }, () => {
    const socket = net.connect(small.port, '127.0.0.1');
    socket.on('error', () => {});
    return socket;
  });
  await sleep(800);
  const answers = await raw(small, 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', { patience: 1_000 });
  assert.ok(answers === '' || statusOf(answers) === 503, answers);
  for (const socket of sockets) socket.destroy();
  await sleep(500);
  assert.equal((await request(small, { path: '/health' })).status, 200);
  assert.equal((await post(small, fresh())).status, 201);
  await small.stop();
});
