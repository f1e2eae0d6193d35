// SPDX-License-Identifier: MIT
// Tests: POST /ballots: what is taken, what is refused and why, once each, from whom.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';

import {
  failingServer, flood, idOf, json, makeSite, post, raw, request, sampleBallots, sha256, sleep, sqlite, startServer, statusOf, storedBallots,
  temporaryFolder, text, withId, writeSurvey,
} from './harness.js';

let site;
let store;
let server;
let samples;

before(async () => {
  site = makeSite();
  store = join(temporaryFolder(), 'store.sqlite');
  samples = sampleBallots(site);
  server = await startServer({ site, store });
});
after(() => server.stop());

const fresh = () => withId(samples[Math.floor(Math.random() * samples.length)]);
const errorOf = (response) => json(response).error;

test('a ballot is taken: 201 with its SHA-256; the same again: 200 with the same; it is there once, byte for byte', async () => {
  const ballot = fresh();
  const first = await post(server, text(ballot));
  assert.equal(first.status, 201);
  assert.deepEqual(json(first), { sha256: sha256(ballot) });
  assert.equal(first.headers['cache-control'], 'no-store');
  const again = await post(server, text(ballot));
  assert.equal(again.status, 200);
  assert.deepEqual(json(again), { sha256: sha256(ballot) });
  assert.equal(storedBallots(store).get(idOf(ballot)), ballot.toString('hex'));
});

test('another ballot under an id already taken is refused, and the first one stays', async () => {
  const ballot = fresh();
  const other = withId(samples.find((sample) => text(withId(sample, Buffer.alloc(16))) !== text(withId(ballot, Buffer.alloc(16)))), ballot.subarray(10, 26));
  assert.equal((await post(server, text(ballot))).status, 201);
  const refused = await post(server, text(other));
  assert.equal(refused.status, 409);
  assert.equal(errorOf(refused).code, 'store_conflict');
  assert.equal(storedBallots(store).get(idOf(ballot)), ballot.toString('hex'));
});

test('one ballot sent by fifty connections at once is new to exactly one of them', async () => {
  const ballot = fresh();
  const statuses = (await Promise.all(Array.from({ length: 50 }, () => post(server, text(ballot))))).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 1);
  assert.equal(statuses.filter((status) => status === 200).length, 49);
});

test('two ballots under one id sent at once: one is taken, the others are told', async () => {
  const id = randomBytes(16);
  const [a, b] = [withId(samples[0], id), withId(samples.find((sample) => !withId(sample, id).equals(withId(samples[0], id))), id)];
  const statuses = (await Promise.all(Array.from({ length: 40 }, (_, i) => post(server, text(i % 2 ? a : b))))).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 1);
  assert.equal(statuses.filter((status) => status === 200).length, 19);
  assert.equal(statuses.filter((status) => status === 409).length, 20);
});

const refusals = [
  ['nothing', () => '', 400, null],
  ['something that is no base64url', () => 'a b c', 400, 'ballot_text'],
  ['padding', () => `${text(fresh())}=`, 400, 'ballot_text'],
  ['the other alphabet', () => `+${text(fresh()).slice(1)}`, 400, 'ballot_text'],
  ['a line feed behind', () => `${text(fresh())}\n`, 400, 'ballot_text'],
  ['an impossible length', () => `${text(fresh())}${'AAAAA'.slice(0, (5 - (text(fresh()).length % 4)) % 4)}`, 400, null],
  ['one byte too few', () => text(fresh().subarray(0, -1)), 400, 'ballot_length'],
  ['one byte too many', () => text(Buffer.concat([fresh(), Buffer.alloc(1)])), 400, 'ballot_length'],
  ['a few bytes', () => text(fresh().subarray(0, 12)), 400, 'ballot_length'],
  ['another version', () => { const b = fresh(); b[0] = 2; return text(b); }, 400, 'ballot_version'],
  ['flags that do not exist', () => { const b = fresh(); b[1] |= 0x80; return text(b); }, 400, 'ballot_flags'],
  ['a week that does not exist', () => { const b = fresh(); b[29] = 0xff; b[30] = 0xff; return text(b); }, 400, 'ballot_week'],
  ['another structure', () => { const b = fresh(); b[2] ^= 1; return text(b); }, 404, 'server_structure'],
  ['a wave that has not begun', () => { const b = fresh(); b[26] = 2; return text(b); }, 404, 'server_structure'],
  ['a code that no option has', () => { const b = fresh(); b[31] |= 0x07; return text(b); }, 400, 'ballot_code'],
  ['unused bits set', () => { const b = fresh(); b[b.length - 1] |= 0x80; return text(b); }, 400, 'ballot_padding'],
  ['a simulated ballot', () => text(sampleBallots(site, { count: 1, simulated: true })[0]), 409, 'ballot_mixed'],
  ['JSON', () => JSON.stringify({ useful: 'yes' }), 400, 'ballot_text'],
];

test('what is not a ballot of this survey is refused with its reason, and nothing of it is kept', async () => {
  const count = storedBallots(store).size;
  for (const [what, make, status, code] of refusals) {
    const body = make();
    const refused = await post(server, body);
    assert.equal(refused.status, status, what);
    const error = errorOf(refused);
    if (code) assert.equal(error.code, code, what);
    assert.deepEqual(Object.keys(error), ['code', 'path', 'params'], what);
    assert.equal(refused.headers['content-type'], 'application/json');
    if (body.length > 20) assert.ok(!refused.body.toString().includes(body.slice(0, 20)), `${what}: nothing is echoed`);
  }
  assert.equal(storedBallots(store).size, count);
});

test('one value has one text: a ballot whose last character carries unused bits is refused', async () => {
  const ballot = samples.find((sample) => sample.length % 3 !== 0) ?? null;
  assert.ok(ballot, 'the fixture\'s ballots leave unused bits in base64url');
  const canonical = text(withId(ballot));
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = canonical.slice(0, -1) + alphabet[alphabet.indexOf(canonical.at(-1)) + 1];
  assert.deepEqual(Buffer.from(other, 'base64url'), Buffer.from(canonical, 'base64url'), 'a lax decoder reads the same bytes');
  const refused = await post(server, other);
  assert.equal(refused.status, 400);
  assert.equal(errorOf(refused).code, 'ballot_text');
  assert.equal((await post(server, canonical)).status, 201);
});

test('the request must be a plain one: its type, length, method and size', async () => {
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plainer', 'text/html', '']) {
    const refused = await post(server, text(fresh()), { headers: { 'Content-Type': type } });
    assert.equal(refused.status, 415, type);
    assert.equal(errorOf(refused).code, 'server_type');
  }
  for (const type of ['text/plain', 'Text/Plain; charset=utf-8', 'text/plain;charset=UTF-8']) {
    assert.equal((await post(server, text(fresh()), { headers: { 'Content-Type': type } })).status, 201, type);
  }
  assert.equal((await post(server, text(fresh()), { headers: { 'Content-Encoding': 'gzip' } })).status, 415);

  const chunked = await request(server, { method: 'POST', path: '/ballots', body: text(fresh()), headers: { 'Content-Type': 'text/plain', 'Transfer-Encoding': 'chunked' } });
  assert.equal(chunked.status, 411);
  assert.equal(errorOf(chunked).code, 'server_length');
  const without = await raw(server, 'POST /ballots HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n');
  assert.equal(statusOf(without), 411);

  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
    const refused = await request(server, { method, path: '/ballots', headers: method === 'GET' || method === 'HEAD' ? {} : { 'Content-Length': 0 } });
    assert.equal(refused.status, 405, method);
    assert.equal(refused.headers.allow, 'POST, OPTIONS');
  }
  assert.equal((await post(server, 'A'.repeat(1024))).status, 400, '1 KiB is read and is no ballot');
  const large = await post(server, 'A'.repeat(1025));
  assert.equal(large.status, 413);
  assert.deepEqual(errorOf(large), { code: 'server_too_large', path: '/ballots', params: { limit: 1024 } });
});

test('a survey is found among several by the structure in the ballot; earlier versions still count', async () => {
  const home = makeSite({ surveys: ['fixture', 'second'] });
  const drop = (json) => { json.pages[0].elements.pop(); return json; };
  writeSurvey(home, 'second', { change: drop });
  const old = sampleBallots(home, { survey: 'second' });
  const file = join(temporaryFolder(), 'store.sqlite');
  const two = await startServer({ site: home, store: file });
  assert.equal((await post(two, text(withId(old[0])))).status, 201);
  assert.equal((await post(two, text(withId(sampleBallots(home)[0])))).status, 201);
  // A question is added while the server runs: it notices by itself; ballots of the earlier structure may still be on their way.
  writeSurvey(home, 'second', { change: (json) => json });
  const now = sampleBallots(home, { survey: 'second' });
  assert.notEqual(now[0].length, old[0].length);
  let status = 0;
  for (let i = 0; i < 50 && status !== 201; ++i) {
    await sleep(100);
    ({ status } = await post(two, text(withId(now[0]))));
  }
  assert.equal(status, 201);
  assert.equal((await post(two, text(withId(old[1])))).status, 201, 'the store remembers the structure, though no file has it any more');
  await two.stop();
  assert.equal(sqlite(file, 'SELECT group_concat(survey) FROM (SELECT survey FROM structure ORDER BY survey)'), 'fixture,second,second');
});

test('a broken questionnaire stops nothing that runs, and a server does not start on it', async () => {
  const home = makeSite();
  const samplesHere = sampleBallots(home);
  const running = await startServer({ site: home, store: join(temporaryFolder(), 'store.sqlite') });
  writeFileSync(join(home, 'content/fixture/questionnaire.json'), '{"pages": [');
  await sleep(1500);
  assert.equal((await post(running, text(withId(samplesHere[0])))).status, 201);
  assert.match(running.errors, /json_syntax .*questionnaire\.json/);
  await running.stop();
  assert.match(await failingServer({ site: home, store: join(temporaryFolder(), 'store.sqlite') }), /json_syntax .*questionnaire\.json/);
});

test('another site\'s page may send only where it is allowed; none may add headers or send cookies', async () => {
  const allowed = await startServer({ site, store: join(temporaryFolder(), 's.sqlite'), args: ['--allow-origin', 'https://association.example,https://other.example:8443'] });
  const any = await startServer({ site, store: join(temporaryFolder(), 's.sqlite'), args: ['--allow-origin', '*'] });
  const from = (where, origin, more = {}) => post(where, text(fresh()), { headers: { Origin: origin, ...more } });

  const friend = await from(allowed, 'https://association.example');
  assert.equal(friend.status, 201);
  assert.equal(friend.headers['access-control-allow-origin'], 'https://association.example');
  assert.equal(friend.headers.vary, 'Origin');
  assert.equal(friend.headers['access-control-allow-credentials'], undefined);
  assert.equal((await from(allowed, 'https://other.example:8443')).status, 201);
  for (const origin of ['https://evil.example', 'https://association.example.evil.example', 'http://association.example', 'null', 'https://other.example']) {
    const refused = await from(allowed, origin);
    assert.equal(refused.status, 403, origin);
    assert.equal(errorOf(refused).code, 'server_origin');
    assert.equal(refused.headers['access-control-allow-origin'], undefined, origin);
  }
  assert.equal((await from(any, 'https://anyone.example')).headers['access-control-allow-origin'], '*');
  assert.equal((await from(any, 'null')).status, 201);
  const error = await post(any, 'x y', { headers: { Origin: 'https://anyone.example' } });
  assert.equal(error.headers['access-control-allow-origin'], '*', 'the page may read why');
  const large = await post(any, 'A'.repeat(2000), { headers: { Origin: 'https://anyone.example' } });
  assert.deepEqual([large.status, large.headers['access-control-allow-origin']], [413, '*']);
  const results = await request(any, { path: '/results/fixture.json', headers: { Origin: 'https://anyone.example' } });
  assert.equal(results.headers['access-control-allow-origin'], '*');

  // By default none; the site's own page always, by what its browser says of itself, also behind a proxy that changes Host.
  assert.equal((await from(server, 'https://association.example')).status, 403);
  assert.equal((await from(server, `http://127.0.0.1:${server.port}`, { Host: `127.0.0.1:${server.port}` })).status, 201);
  assert.equal((await from(server, 'https://survey.example', { 'Sec-Fetch-Site': 'same-origin', Host: '127.0.0.1' })).status, 201);
  assert.equal((await from(server, 'https://survey.example', { 'Sec-Fetch-Site': 'same-site', Host: '127.0.0.1' })).status, 403);

  const preflight = await request(allowed, {
    method: 'OPTIONS', path: '/ballots',
    headers: { Origin: 'https://association.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-custom' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.body.length, 0);
  assert.equal(preflight.headers['access-control-allow-headers'], undefined);
  await allowed.stop();
  await any.stop();
});

test('simulated and real ballots never share a store', async () => {
  const demonstration = makeSite({ widget: { simulated: true } });
  const file = join(temporaryFolder(), 'demo.sqlite');
  const visitor = sampleBallots(demonstration)[0];
  const seeds = join(temporaryFolder(), 'seed.ballots');
  const simulated = sampleBallots(demonstration, { count: 20, simulated: true });
  writeFileSync(seeds, `${JSON.stringify({ format: 'triptych-ballots', version: 1, survey: 'fixture', simulated: true, structures: [simulated[0].subarray(2, 10).toString('hex')] })}\n${simulated.map(text).join('\n')}\n`);

  const demo = await startServer({ site: demonstration, store: file, args: ['--seed', seeds] });
  assert.equal(demo.started.kind, 'simulated');
  const taken = await post(demo, text(visitor));
  assert.equal(taken.status, 201, 'a visitor\'s ballot counts as demonstration');
  assert.deepEqual(json(taken), { sha256: sha256(visitor) }, 'the receipt is of what was sent');
  assert.equal((await post(demo, text(visitor))).status, 200);
  await demo.stop();
  const marked = [...storedBallots(file).values()];
  assert.equal(marked.length, 21);
  assert.ok(marked.every((bytes) => Buffer.from(bytes, 'hex')[1] & 1), 'every ballot of the store says that it is simulated');

  assert.match(await failingServer({ site, store: file }), /store_kind .*demo\.sqlite/);
  assert.match(await failingServer({ site: demonstration, store }), /store_kind .*store\.sqlite/);
  assert.match(await failingServer({ site, store, args: ['--simulated'] }), /store_kind/);
  // Seeded again: nothing is counted twice.
  const again = await startServer({ site: demonstration, store: file, args: ['--seed', seeds] });
  await again.stop();
  assert.equal(storedBallots(file).size, 21);
  assert.throws(() => sqlite(file, "UPDATE meta SET value = 'real'"), /simulated or real for ever/);
});

test('a file that is no store is left alone', async () => {
  const folder = temporaryFolder();
  const words = join(folder, 'words.sqlite');
  writeFileSync(words, 'these are words, not a database, and there are enough of them to fill a header of one hundred bytes or so');
  assert.match(await failingServer({ site, store: words }), /store_open|store_format/);
  assert.match(readFileSync(words, 'utf8'), /^these are words/);
  const foreign = join(folder, 'foreign.sqlite');
  sqlite(foreign, 'CREATE TABLE ballot(id, bytes)');
  assert.match(await failingServer({ site, store: foreign }), /store_format/);
  assert.equal(sqlite(foreign, 'SELECT count(*) FROM sqlite_schema'), '1');
  assert.match(await failingServer({ site, store: join(folder, 'absent/s.sqlite') }), /store_open/);
});

test('the store is its owner\'s alone, and keeps no address, no time and no order of arrival', async () => {
  const file = join(temporaryFolder(), 'order.sqlite');
  const where = await startServer({ site, store: file });
  const ballots = Array.from({ length: 600 }, () => fresh());
  // One after the other, from an address that would be easy to find: 127.77.88.99.
  for (const ballot of ballots.slice(0, 200)) assert.equal((await post(where, text(ballot), { localAddress: '127.77.88.99' })).status, 201);
  await flood(where, ballots.slice(200), {});
  await post(where, 'nonsense', { localAddress: '127.77.88.99' });
  assert.equal(statSync(file).mode & 0o077, 0);
  await where.stop();

  const bytes = readFileSync(file);
  assert.deepEqual(readdirSync(dirname(file)), ['order.sqlite'], 'no log with commits in their order is left behind');
  for (const trace of [Buffer.from('127.77.88.99'), Buffer.from([127, 77, 88, 99]), Buffer.from([99, 88, 77, 127])]) {
    assert.equal(bytes.indexOf(trace), -1, 'an address in the store');
  }
  assert.ok(!(where.output + where.errors).includes('127.77.88.99'), 'an address in the log');
  assert.ok(!(where.output + where.errors).includes('nonsense'));
  const columns = sqlite(file, "SELECT group_concat(m.name || '.' || c.name) FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table' ORDER BY 1");
  assert.deepEqual(columns.split(',').sort(), [
    'ballot.bytes', 'ballot.id', 'closing.closed_on', 'closing.deleted', 'closing.deleted_on', 'closing.due_on', 'closing.survey', 'closing.wave', 'meta.name', 'meta.value', 'release.ballots', 'release.closed', 'release.snapshot', 'release.survey', 'release.wave',
    'structure.codebook', 'structure.hash', 'structure.survey',
  ]);
  assert.throws(() => sqlite(file, 'SELECT rowid FROM ballot'), /no such column/);
});

test('two stores that took the same ballots in another order are the same file', async () => {
  // Without releases: those say what was in the store when they were made, and are public.
  const quiet = makeSite({ changePolicy: (policy) => { policy.one_way.min_answers = policy.batches.min_new = 10_000; return policy; } });
  const ballots = Array.from({ length: 600 }, () => fresh()).sort((a, b) => Buffer.compare(a.subarray(10), b.subarray(10)));
  const shuffled = ballots.map((ballot) => [Math.random(), ballot]).sort(([a], [b]) => a - b).map(([, ballot]) => ballot);
  const files = [];
  for (const [order, connections] of [[ballots, 1], [ballots.toReversed?.() ?? [...ballots].reverse(), 1], [shuffled, 16]]) {
    const file = join(temporaryFolder(), 'order.sqlite');
    const where = await startServer({ site: quiet, store: file });
    await flood(where, order, { connections, took: (_, answer) => assert.equal(answer?.status, 201) });
    await where.stop();
    files.push(readFileSync(file));
  }
  // The header counts transactions (bytes 24 to 27, and again 92 to 95): how many, not which.
  for (const file of files) {
    file.fill(0, 24, 28);
    file.fill(0, 92, 96);
  }
  assert.ok(files[0].length > 10 * 4096);
  assert.ok(files[1].equals(files[0]), 'forwards and backwards');
  assert.ok(files[2].equals(files[0]), 'shuffled');
});
