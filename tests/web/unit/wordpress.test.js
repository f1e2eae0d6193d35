// SPDX-License-Identifier: MIT
// Tests: what the workbench says to a WordPress site: which routes, with which nonce, in which order, and what it does not believe.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { connectionFrom, publicationOf, publish, readBallots, SiteRefused } from '../../../web/src/desk/wordpress.ts';

const pretty = 'https://asso.example/blog/wp-json/triptych/v1/';
const plain = 'https://asso.example/blog/index.php?rest_route=/triptych/v1/';
const heading = '{"format":"triptych-ballots","version":1,"survey":"ai-in-care","simulated":false,"structures":[]}';
const real = globalThis.fetch;
afterEach(() => { globalThis.fetch = real; });

/** Makes fetch answer by a function of what is asked; gives what was asked. */
function answering(answer) {
  const asked = [];
  globalThis.fetch = async (address, options) => {
    asked.push({ address, ...options });
    return answer(asked.at(-1));
  };
  return asked;
}
const json = (status, body) => new Response(JSON.stringify(body), { status });
const echo = ({ body }) => json(200, { sha256: createHash('sha256').update(body).digest('hex') });
const release = { results: '{"survey":"ai-in-care"}', zip: { name: 'ai-in-care-1-2.zip', bytes: Uint8Array.of(0x50, 0x4b, 3, 4, 255) }, index: '{"version":1,"bundles":[]}' };

test('the fragment of the address says where the routes are, and only of the page’s own site', () => {
  const page = 'https://asso.example/blog/wp-content/uploads/triptych/workbench.html?lang=fr';
  const told = (fields) => `${page}#${new URLSearchParams(fields)}`;
  assert.deepEqual(connectionFrom(told({ wordpress: '/blog/wp-json/triptych/v1/', nonce: 'abc', survey: 'ai-in-care' })), { base: pretty, nonce: 'abc', survey: 'ai-in-care' });
  assert.deepEqual(connectionFrom(told({ wordpress: '/blog/index.php?rest_route=/triptych/v1/', nonce: 'abc', survey: 's' })), { base: plain, nonce: 'abc', survey: 's' });
  assert.equal(connectionFrom(page), null);
  assert.equal(connectionFrom(told({ wordpress: '/x/', survey: 's' })), null, 'no nonce');
  assert.equal(connectionFrom(told({ wordpress: 'https://elsewhere.example/v1/', nonce: 'abc', survey: 's' })), null);
  assert.equal(connectionFrom(told({ wordpress: '//elsewhere.example/v1/', nonce: 'abc', survey: 's' })), null);
});

test('ballots come with the cookie of this site and its nonce, with permalinks and without', async () => {
  for (const [base, address] of [[pretty, `${pretty}export?survey=ai-in-care`], [plain, 'https://asso.example/blog/index.php?rest_route=%2Ftriptych%2Fv1%2Fexport&survey=ai-in-care']]) {
    const asked = answering(() => new Response(`${heading}\nAQ\n`));
    const file = await readBallots(base, 'abc', { survey: 'ai-in-care' });
    assert.equal(file.name, 'ai-in-care.ballots');
    assert.equal(await file.text(), `${heading}\nAQ\n`);
    assert.equal(asked[0].address, address);
    assert.equal(asked[0].headers['x-wp-nonce'], 'abc');
    assert.deepEqual([asked[0].credentials, asked[0].cache, asked[0].redirect], ['same-origin', 'no-store', 'error']);
  }
});

test('sealed ballots are a file of their own', async () => {
  const asked = answering(() => new Response('{"format":"triptych-sealed","version":1,"survey":"s"}\n'));
  assert.equal((await readBallots(pretty, 'abc', { survey: 's', sealed: true })).name, 's.sealed');
  assert.equal(asked[0].address, `${pretty}export?survey=s&sealed=1`);
});

test('a login page, another file, a refusal: no file', async () => {
  answering(() => new Response('<!doctype html><title>Log in</title>'));
  await assert.rejects(readBallots(pretty, 'abc'), { code: 'no_ballots' });
  answering(() => new Response(`${heading}\n`));
  await assert.rejects(readBallots(pretty, 'abc', { sealed: true }), { code: 'no_ballots' });
  answering(() => json(403, { code: 'rest_cookie_invalid_nonce', message: 'Cookie check failed' }));
  await assert.rejects(readBallots(pretty, 'old'), (error) => error instanceof SiteRefused && error.status === 403 && error.code === 'rest_cookie_invalid_nonce' && error.message === 'Cookie check failed');
  answering(() => new Response('Bad gateway', { status: 502 }));
  await assert.rejects(readBallots(pretty, 'abc'), { status: 502, code: '' });
});

test('bundle, then list, then results; each with its type', async () => {
  const asked = answering(echo);
  await publish(pretty, 'abc', release);
  assert.deepEqual(
    asked.map(({ address, method, headers, body }) => [address, method, headers['content-type'], body]),
    [
      [`${pretty}data?file=ai-in-care-1-2.zip`, 'POST', 'application/zip', release.zip.bytes],
      [`${pretty}data?file=index.json`, 'POST', 'application/json', release.index],
      [`${pretty}results?survey=ai-in-care`, 'POST', 'application/json', release.results],
    ],
  );
  assert.ok(asked.every(({ headers }) => headers['x-wp-nonce'] === 'abc'));
});

test('the files for a site are a publication: one snapshot, one bundle, one list, or none of it', () => {
  const bytes = (text) => new TextEncoder().encode(text);
  const files = new Map([['results/ai-in-care.json', bytes(release.results)], [`data/${release.zip.name}`, release.zip.bytes], ['data/index.json', bytes(release.index)]]);
  assert.deepEqual(publicationOf(files), release);
  for (const path of files.keys()) assert.throws(() => publicationOf(new Map([...files].filter(([name]) => name !== path))), path);
  assert.throws(() => publicationOf(new Map([...files, ['results/other.json', bytes('{}')]])));
});

test('what is refused or arrives changed stops there: nothing that builds on it is sent', async () => {
  let asked = answering(({ address }) => (address.includes('index.json') ? json(507, { code: 'triptych_not_written', message: 'no' }) : json(200, { sha256: createHash('sha256').update(release.zip.bytes).digest('hex') })));
  await assert.rejects(publish(pretty, 'abc', release), { status: 507, code: 'triptych_not_written' });
  assert.equal(asked.length, 2);
  asked = answering(() => json(200, { sha256: 'ab'.repeat(32) }));
  await assert.rejects(publish(pretty, 'abc', release), { code: 'changed' });
  assert.equal(asked.length, 1);
});
