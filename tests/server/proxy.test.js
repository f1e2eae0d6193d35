// SPDX-License-Identifier: MIT
// Tests: the proxy that COLLECTING.md tells to put before our server: its very lines, run by nginx with TLS on loopback.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ended, freePort, until } from '../web/drivers/wait.js';
import { makeSite, root, sampleBallots, sha256, startServer, temporaryFolder, text, withId } from './harness.js';

const folder = temporaryFolder();
const store = join(folder, 'store.sqlite');
let server;
let nginx;
let port;
let sample;

/** Through the proxy, from one of loopback's many addresses. */
const send = ({ method = 'GET', path = '/', body, headers = {}, from = '127.0.0.1' }) => new Promise((resolve, reject) => {
  const outgoing = https.request({
    host: '127.0.0.1', port, method, path, headers: { ...headers, ...(body ? { 'content-length': Buffer.byteLength(body) } : {}) }, localAddress: from, rejectUnauthorized: false, agent: false,
  }, async (response) => {
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() });
  });
  outgoing.on('error', reject);
  outgoing.end(body);
});
const post = (bytes, more = {}) => send({ method: 'POST', path: '/ballots', body: text(bytes), ...more, headers: { 'content-type': 'text/plain', ...more.headers } });

before(async () => {
  const site = makeSite();
  [sample] = sampleBallots(site, { count: 1 });
  server = await startServer({ site, store, limits: true, args: ['--behind-proxy', '--posts-per-minute', '30', '--allow-origin', 'https://association.example'] });
  port = await freePort();
  const key = join(folder, 'association.key');
  const certificate = join(folder, 'association.crt');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=ballots.association.example'], { stdio: 'ignore' });
  const written = /```nginx\n([\s\S]*?)```/.exec(readFileSync(join(root, 'src/server/COLLECTING.md'), 'utf8'))[1];
  const lines = written.replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`).replace('127.0.0.1:8080', `127.0.0.1:${server.port}`)
    .replace('/etc/ssl/association.crt', certificate).replace('/etc/ssl/association.key', key);
  assert.ok(!lines.includes('/etc/') && lines.includes(String(port)) && lines.includes(String(server.port)));
  mkdirSync(join(folder, 'logs'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n');
  writeFileSync(join(folder, 'nginx.conf'), `daemon off;\npid ${join(folder, 'nginx.pid')};\nworker_processes 1;\nevents { worker_connections 512; }\nhttp {\n${paths}\n${lines}\n}\n`);
  nginx = spawn('nginx', ['-p', folder, '-e', '/dev/null', '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  await until(() => send({ path: '/health' }).then(({ status }) => status === 200, () => false), () => 'nginx does not answer');
});
after(async () => {
  nginx?.kill('SIGTERM');
  if (nginx) await ended(nginx);
  await server?.kill('SIGTERM');
});

test('a ballot through TLS is taken once, with its receipt; a page of the association may read it, another’s may not send', async () => {
  const ballot = withId(sample);
  const first = await post(ballot, { headers: { origin: 'https://association.example' } });
  assert.deepEqual([first.status, JSON.parse(first.body)], [201, { sha256: sha256(ballot) }]);
  assert.equal(first.headers['access-control-allow-origin'], 'https://association.example');
  assert.equal((await post(ballot)).status, 200);
  assert.equal((await post(withId(sample), { headers: { origin: 'https://elsewhere.example' } })).status, 403);
  const own = await post(withId(sample), { headers: { origin: `https://127.0.0.1:${port}` } });
  assert.equal(own.status, 201, 'the page that this server itself serves, whose https ends at the proxy');
});

test('the sender is who came to the proxy, whatever a sender claims; one sender’s flood is not another’s', async () => {
  let refused = 0;
  for (let i = 0; i < 60 && refused === 0; ++i) {
    const { status } = await post(withId(sample), { from: '127.0.0.9', headers: { 'x-forwarded-for': `10.0.0.${i}` } });
    if (status === 429) refused += 1;
    else assert.equal(status, 201);
  }
  assert.equal(refused, 1, 'a flood under invented addresses is one sender’s');
  assert.equal((await post(withId(sample), { from: '127.0.0.8' })).status, 201);
});

test('too large a body ends at the proxy, and health is told through it', async () => {
  assert.equal((await post(Buffer.alloc(4_000, 1))).status, 413);
  assert.deepEqual(JSON.parse((await send({ path: '/health' })).body), { status: 'ok' });
});

test('no address is left on the disk, by the proxy or behind it', () => {
  const files = (where) => readdirSync(where, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files(join(where, entry.name)) : [join(where, entry.name)]));
  const all = files(folder).filter((file) => !file.endsWith('nginx.conf'));
  assert.ok(all.includes(store) && existsSync(store));
  for (const file of all) for (const address of ['127.0.0.9', '127.0.0.8', '10.0.0.']) assert.ok(!readFileSync(file).includes(address), `${file} holds ${address}`);
  for (const address of ['127.0.0.9', '127.0.0.8']) assert.ok(!server.errors.includes(address) && !server.output.includes(address));
});
