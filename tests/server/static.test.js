// SPDX-License-Identifier: MIT
// Tests: files of the site: types, validators, encodings, policy, and nothing from outside it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

import { json, makeSite, raw, request, sleep, startServer, statusOf, writeSurvey } from './harness.js';

let site;
let server;
const put = (name, bytes) => {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), bytes);
};

before(async () => {
  site = makeSite();
  server = await startServer({ site, store: join(site, '../store.sqlite') });
});
after(() => server.stop());

const types = {
  'a.html': 'text/html; charset=utf-8',
  'a.js': 'text/javascript; charset=utf-8',
  'a.css': 'text/css; charset=utf-8',
  'a.wasm': 'application/wasm',
  'a.json': 'application/json',
  'a.svg': 'image/svg+xml',
  'a.png': 'image/png',
  'a.txt': 'text/plain; charset=utf-8',
  'a.csv': 'text/csv; charset=utf-8',
  'a.woff2': 'font/woff2',
  'a.unknown': 'application/octet-stream',
};

test('every kind of file has the type that browsers ask for, and says not to guess another', async () => {
  for (const [name, type] of Object.entries(types)) {
    put(`types/${name}`, 'x');
    const response = await request(server, { path: `/types/${name}` });
    assert.equal(response.status, 200, name);
    assert.equal(response.headers['content-type'], type, name);
    assert.equal(response.headers['x-content-type-options'], 'nosniff');
    assert.equal(response.headers['referrer-policy'], 'no-referrer');
    assert.match(response.headers['permissions-policy'], /camera=\(\)/);
    assert.equal(response.headers['set-cookie'], undefined);
    assert.equal(response.headers.server, undefined);
  }
});

const policyOf = (origins, style = '') =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'${style}; img-src 'self'; worker-src 'self'; connect-src 'self'${origins}; ` +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html triptych 'allow-duplicates'";

test('the content security policy is the design\'s, word for word', async () => {
  const response = await request(server);
  assert.equal(response.headers['content-security-policy'], policyOf(''));
  assert.equal((await request(server, { path: '/nothing' })).headers['content-security-policy'], policyOf(''));
});

test('the style that pages hold beside their first screen is allowed by its hash, and no other', async () => {
  const other = makeSite();
  const second = await startServer({ site: other, store: join(other, '../store.sqlite') });
  for (const style of ['.a{color:red}', '.b{color:blue}']) {
    writeFileSync(join(other, 'first-screen.css'), style);
    const wanted = policyOf('', ` 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    let found;
    for (let tries = 0; tries < 100 && found !== wanted; ++tries) {
      await sleep(100);
      found = (await request(second)).headers['content-security-policy'];
    }
    assert.equal(found, wanted);
  }
  await second.stop();
});

test('a collector or results elsewhere join connect-src as origins, once each; nothing else of their address does', async () => {
  const other = makeSite();
  writeSurvey(other, 'second', {
    widget: { collect: { kind: 'http', url: "https://collect.example:8443/in?x=1; script-src *" }, results: { url: 'https://results.example/r.json' } },
  });
  writeSurvey(other, 'third', { widget: { collect: { kind: 'http', url: 'https://collect.example:8443/elsewhere' } } });
  writeSurvey(other, 'fourth', { widget: { collect: { kind: 'http', url: "https://evil.example; script-src 'unsafe-inline'/x" } } });
  const second = await startServer({ site: other, store: join(other, '../store.sqlite') });
  const response = await request(second);
  assert.equal(response.headers['content-security-policy'], policyOf(' https://collect.example:8443 https://results.example'));
  await second.stop();
});

test('a validator comes with each file and answers 304 while the bytes are the same', async () => {
  put('v.txt', 'one');
  const first = await request(server, { path: '/v.txt' });
  const tag = first.headers.etag;
  assert.match(tag, /^"[0-9a-f]{24}"$/);
  for (const condition of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const again = await request(server, { path: '/v.txt', headers: { 'If-None-Match': condition } });
    assert.equal(again.status, 304, condition);
    assert.equal(again.body.length, 0);
    assert.equal(again.headers.etag, tag);
  }
  assert.equal((await request(server, { path: '/v.txt', headers: { 'If-None-Match': '"other"' } })).status, 200);
  put('v.txt', 'two');
  const changed = await request(server, { path: '/v.txt', headers: { 'If-None-Match': tag } });
  assert.equal(changed.status, 200);
  assert.equal(changed.body.toString(), 'two');
  assert.notEqual(changed.headers.etag, tag);
});

test('brotli where it is accepted: made once, or taken from the .br beside if that is not older', async () => {
  const words = 'the quick brown fox jumps over the lazy dog. '.repeat(200);
  put('b.js', words);
  const accepted = await request(server, { path: '/b.js', headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
  assert.equal(accepted.headers['content-encoding'], 'br');
  assert.equal(accepted.headers.vary, 'Accept-Encoding');
  assert.equal(brotliDecompressSync(accepted.body).toString(), words);
  assert.ok(accepted.body.length < words.length / 10);
  for (const refusal of [undefined, 'gzip', 'br;q=0', 'br; q=0.000', 'brotli']) {
    const plain = await request(server, { path: '/b.js', headers: refusal ? { 'Accept-Encoding': refusal } : {} });
    assert.equal(plain.headers['content-encoding'], undefined, refusal);
    assert.equal(plain.body.toString(), words);
    assert.notEqual(plain.headers.etag, accepted.headers.etag, 'two encodings, two validators');
  }
  assert.equal((await request(server, { path: '/b.js', headers: { 'Accept-Encoding': 'gzip, BR;q=0.5' } })).headers['content-encoding'], 'br');
  const tag = accepted.headers.etag;
  assert.equal((await request(server, { path: '/b.js', headers: { 'Accept-Encoding': 'br', 'If-None-Match': tag } })).status, 304);

  const beside = brotliCompressSync(words);
  put('b.js.br', beside);
  const made = await request(server, { path: '/b.js', headers: { 'Accept-Encoding': 'br' } });
  assert.deepEqual(made.body, beside);
  const past = new Date(Date.now() - 60_000);
  utimesSync(join(site, 'b.js.br'), past, past);
  const stale = await request(server, { path: '/b.js', headers: { 'Accept-Encoding': 'br' } });
  assert.equal(brotliDecompressSync(stale.body).toString(), words);
  assert.notDeepEqual(stale.body, beside);
  // Pictures and fonts are small already.
  put('b.png', words);
  assert.equal((await request(server, { path: '/b.png', headers: { 'Accept-Encoding': 'br' } })).headers['content-encoding'], undefined);
});

test('hashed assets are kept for ever, everything else is asked for again', async () => {
  const forever = 'public, max-age=31536000, immutable';
  for (const [name, expected] of [
    ['assets/main-Ab3dEf9h.js', forever],
    ['assets/survey-_x-Y0z12.wasm', forever],
    ['assets/some-document.css', 'no-cache'],
    ['assets/main.js', 'no-cache'],
    ['main-Ab3dEf9h.js', 'no-cache'],
    ['index.html', 'no-cache'],
  ]) {
    put(name, 'x');
    assert.equal((await request(server, { path: `/${name}` })).headers['cache-control'], expected, name);
  }
});

test('HEAD says what GET says, without the bytes', async () => {
  put('h.txt', 'twelve bytes');
  const get = await request(server, { path: '/h.txt' });
  const head = await request(server, { method: 'HEAD', path: '/h.txt' });
  assert.equal(head.status, 200);
  assert.equal(head.body.length, 0);
  for (const field of ['content-type', 'content-length', 'etag', 'cache-control']) assert.equal(head.headers[field], get.headers[field], field);
  // Nothing may follow the header: the next answer on this connection would be misread.
  const both = await raw(server, 'HEAD /h.txt HTTP/1.1\r\nHost: x\r\n\r\nGET /h.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  assert.equal(both.split('HTTP/1.1 200 OK').length, 3);
  assert.equal(both.split('twelve bytes').length, 2);
});

test('a folder shows its index.html, with its slash', async () => {
  put('folder/index.html', 'inside');
  put('empty/other.txt', 'x');
  assert.equal((await request(server, { path: '/folder/' })).body.toString(), 'inside');
  const without = await request(server, { path: '/folder' });
  assert.equal(without.status, 308);
  assert.equal(new URL(without.headers.location, 'http://host/folder').pathname, '/folder/');
  assert.equal(new URL(without.headers.location, 'http://host/below/folder').pathname, '/below/folder/', 'holds under a sub-path');
  assert.equal((await request(server, { path: '/empty/' })).status, 404);
  assert.equal((await request(server, { path: '/empty' })).status, 404);
  assert.equal((await request(server, { path: '/' })).status, 200);
});

test('names with spaces and accents are found by their escapes', async () => {
  put('été à la mer.txt', 'sea');
  assert.equal((await request(server, { path: `/${encodeURIComponent('été à la mer.txt')}` })).body.toString(), 'sea');
  assert.equal((await request(server, { path: '/index.html?version=2' })).status, 200);
});

test('nothing outside the site is shown, however it is asked for', async () => {
  writeFileSync(join(site, '../secret.txt'), 'secret');
  put('.git/config', 'secret');
  put('folder/.env', 'secret');
  symlinkSync('../secret.txt', join(site, 'out.txt'));
  symlinkSync('/etc', join(site, 'etc'));
  put('real.txt', 'inside');
  symlinkSync('real.txt', join(site, 'in.txt'));
  const paths = [
    '/../secret.txt', '/folder/../../secret.txt', '/%2e%2e/secret.txt', '/%2E%2E%2fsecret.txt', '/..%2fsecret.txt', '/folder/..%2f..%2fsecret.txt',
    '/%252e%252e/secret.txt', '/..%5csecret.txt', '/..\\secret.txt', '/....//secret.txt', '/.%00./secret.txt', '/secret.txt%00.html', '//etc/passwd',
    '/etc/passwd', '/out.txt', '/.git/config', '/folder/.env', '/%', '/%zz', '/%2', '/folder//index.html', '/./real.txt', '/../store.sqlite', '/real.txt/',
  ];
  for (const path of paths) {
    const answer = await raw(server, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.ok([404, 400].includes(statusOf(answer)), `${path}: ${answer.slice(0, 60)}`);
    assert.ok(!answer.includes('secret\n') && !/\r\n\r\nsecret/.test(answer) && !answer.includes('root:'), path);
  }
  assert.equal((await request(server, { path: '/in.txt' })).body.toString(), 'inside', 'a link that stays inside is followed');
});

test('a file larger than memory should hold is sent piece by piece, whole', async () => {
  const big = Buffer.alloc(9 << 20, 'abcdefghij');
  put('big.csv', big);
  const response = await request(server, { path: '/big.csv' });
  assert.equal(response.headers['content-length'], String(big.length));
  assert.ok(response.body.equals(big));
  assert.equal((await request(server, { path: '/big.csv', headers: { 'If-None-Match': response.headers.etag } })).status, 304);
  assert.equal((await request(server, { method: 'HEAD', path: '/big.csv' })).body.length, 0);
});

test('what is not there says so as JSON; other methods are refused', async () => {
  const missing = await request(server, { path: '/missing.html' });
  assert.equal(missing.status, 404);
  assert.equal(missing.headers['content-type'], 'application/json');
  assert.deepEqual(json(missing), { error: { code: 'server_path', path: '/missing.html', params: {} } });
  const strange = await raw(server, Buffer.from('GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'latin1'));
  assert.equal(JSON.parse(strange.split('\r\n\r\n')[1]).error.path, '/??', 'JSON holds text only');
  for (const method of ['PUT', 'DELETE', 'PATCH', 'POST', 'TRACE']) {
    const refused = await request(server, { method, path: '/index.html', headers: { 'Content-Length': 0 } });
    assert.equal(refused.status, 405, method);
    assert.equal(refused.headers.allow, 'GET, HEAD, OPTIONS');
    assert.equal(json(refused).error.code, 'server_method');
  }
});

test('health says ok', async () => {
  const response = await request(server, { path: '/health' });
  assert.equal(response.status, 200);
  assert.deepEqual(json(response), { status: 'ok' });
});
