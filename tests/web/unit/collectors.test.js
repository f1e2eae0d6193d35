// SPDX-License-Identifier: MIT
// Tests: one plain POST, and nothing but the collector's own receipt counts as received.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { collectors } from '../../../web/src/collectors/index.ts';

const ballot = { text: 'AQIDBA', sha256: 'ab'.repeat(32) };
const url = 'https://collector.example/ballots';
const plain = Object.keys(collectors).filter((kind) => kind !== 's3');
const real = globalThis.fetch;
afterEach(() => { globalThis.fetch = real; });

/** Makes fetch answer; gives what was asked. */
function answering(response) {
  const asked = [];
  globalThis.fetch = async (...call) => {
    asked.push(call);
    if (response instanceof Error) throw response;
    return response;
  };
  return asked;
}
const json = (status, body) => new Response(JSON.stringify(body), { status });

for (const kind of plain) {
  test(`${kind}: a POST of the ballot's text that needs no preflight and names nobody`, async () => {
    const asked = answering(json(201, { sha256: ballot.sha256 }));
    assert.equal(await collectors[kind].send(ballot, { url }, { leaving: true }), 'received');
    const [[address, { signal, ...options }]] = asked;
    assert.equal(address, url);
    assert.ok(signal instanceof AbortSignal);
    assert.deepEqual(options, {
      method: 'POST', body: ballot.text, headers: { 'content-type': 'text/plain' }, keepalive: true,
      credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error',
    });
  });

  test(`${kind}: no network, a captive portal, another ballot's receipt, a busy or missing collector: later`, async () => {
    for (const response of [
      new TypeError('Failed to fetch'),
      new Response('<html>Please sign in</html>', { status: 200, headers: { 'content-type': 'text/html' } }),
      json(200, {}),
      json(200, { sha256: 'cd'.repeat(32) }),
      json(201, { sha256: 'cd'.repeat(32) }),
      new Response('', { status: 404 }),
      new Response('', { status: 405 }),
      new Response('', { status: 429 }),
      new Response('', { status: 503 }),
    ]) {
      answering(response);
      assert.equal(await collectors[kind].send(ballot, { url }, { leaving: false }), 'later', String(response.status ?? response));
    }
  });

  test(`${kind}: what waiting cannot mend is refused`, async () => {
    for (const status of [400, 403, 410, 413]) {
      answering(new Response('', { status }));
      assert.equal(await collectors[kind].send(ballot, { url }, { leaving: false }), 'refused', String(status));
    }
  });
}

for (const kind of ['triptych', 'wordpress']) {
  test(`${kind}: a receipt without the ballot’s hash is none, whatever its status`, async () => {
    for (const status of [200, 201, 204]) {
      answering(new Response(status === 204 ? null : '{}', { status }));
      assert.equal(await collectors[kind].send(ballot, { url }, { leaving: false }), 'later');
    }
  });
}

test('s3: a signed form whose key is the ballot and whose file is empty, last', async () => {
  const asked = answering(new Response(null, { status: 204 }));
  const fields = { policy: 'cG9saWN5', 'x-amz-signature': 'ab', success_action_status: '201' };
  assert.equal(await collectors.s3.send(ballot, { url, prefix: 'v1/', fields }, { leaving: true }), 'received');
  const [[address, { body, signal, ...options }]] = asked;
  assert.equal(address, url);
  assert.ok(signal instanceof AbortSignal);
  assert.deepEqual(options, { method: 'POST', keepalive: true, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error' });
  const sent = [...body];
  assert.deepEqual(sent.slice(0, -1), [['key', `v1/${ballot.text}`], ...Object.entries(fields)]);
  assert.equal(sent.at(-1)[0], 'file');
  assert.equal(sent.at(-1)[1].size, 0);
});

test('s3: a bare 200, no network, or a signature that has run out: later; a form that the policy never allows: refused', async () => {
  for (const response of [new TypeError('Failed to fetch'), json(200, { sha256: ballot.sha256 }), new Response('', { status: 403 }), new Response('', { status: 503 })]) {
    answering(response);
    assert.equal(await collectors.s3.send(ballot, { url }, { leaving: false }), 'later', String(response.status ?? response));
  }
  answering(new Response('', { status: 400 }));
  assert.equal(await collectors.s3.send(ballot, { url }, { leaving: false }), 'refused');
});

test('http: 201 and 204 are receipts of servers that say no more', async () => {
  for (const response of [new Response(null, { status: 204 }), new Response('', { status: 201 })]) {
    answering(response);
    assert.equal(await collectors.http.send(ballot, { url }, { leaving: false }), 'received');
  }
});
