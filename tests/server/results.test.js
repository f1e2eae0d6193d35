// SPDX-License-Identifier: MIT
// Tests: what is shown of a store: released in batches, the same bytes until the next, from serve, publish and close alike.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { describeBundle, unpack } from '../../web/src/desk/bundle.ts';
import { flood, json, makeSite, post, request, sampleBallots, sleep, sqlite, startServer, temporaryFolder, text, triptych, withId, writeSurvey } from './harness.js';

let site;
let sample;
const newStore = () => join(temporaryFolder(), 'store.sqlite');
before(() => {
  site = makeSite();
  [sample] = sampleBallots(site, { count: 1 });
});

/** A ballot of the fixture by its answers, from the published format: two single items of 3 bits (4 + option), then a state and 37 boxes. */
function ballot(useful, role, wishes, from = sample) {
  const bits = [];
  const push = (value, count) => { for (let i = 0; i < count; ++i) bits.push((value >> i) & 1); };
  push(4 + useful, 3);
  push(4 + role, 3);
  push(3, 2);
  for (let i = 0; i < 37; ++i) bits.push(wishes.includes(i) ? 1 : 0);
  const bytes = withId(from);
  bytes.fill(0, 31);
  bits.forEach((bit, i) => { bytes[31 + (i >> 3)] |= bit << (i & 7); });
  return bytes;
}
/** Answers that move every table in several categories. */
const varied = (count) => Array.from({ length: count }, (_, i) => ballot(i % 3, (i >> 1) % 3, [i % 5, 5 + (i % 3)]));
async function send(server, ballots) {
  await flood(server, ballots, { connections: 8, took: (_, answer) => assert.equal(answer?.status, 201, answer?.body.toString()) });
}
const results = (server, headers = {}) => request(server, { path: '/results/fixture.json', headers });
async function resultsOnce(server, condition) {
  for (let i = 0; i < 80; ++i) {
    const response = await results(server);
    if (condition(response)) return response;
    await sleep(100);
  }
  throw new Error('the results never came');
}
const command = (...words) => {
  const { status, stdout, stderr } = spawnSync(triptych, [...words, '--json', '--lang', 'en'], { encoding: 'utf8' });
  return { status, stderr, ...JSON.parse(stdout.trim().split('\n').at(-1)) };
};

test('ten answers show nothing, eleven do; ten more change no byte, eleven more do', async () => {
  const server = await startServer({ site, store: newStore() });
  const none = await results(server);
  assert.equal(none.status, 404);
  assert.deepEqual(json(none), { error: { code: 'server_no_results', path: '/results/fixture.json', params: { survey: 'fixture' } } });
  await send(server, varied(10));
  await sleep(1_500);
  assert.equal((await results(server)).status, 404);
  await send(server, varied(1));
  const first = await resultsOnce(server, ({ status }) => status === 200);
  assert.equal(first.headers['content-type'], 'application/json');
  const snapshot = json(first);
  assert.deepEqual([snapshot.survey, snapshot.number, snapshot.state, snapshot.simulated], ['fixture', 1, 'open', false]);
  assert.equal(snapshot.tables.find(({ name }) => name === 'useful').answered, 11);
  assert.ok(!first.body.toString().match(/"(id|week|ids)"/));

  await send(server, varied(10));
  await sleep(1_500);
  const still = await results(server);
  assert.ok(still.body.equals(first.body), 'the same bytes');
  assert.equal((await results(server, { 'If-None-Match': first.headers.etag })).status, 304);
  await send(server, varied(1));
  const second = await resultsOnce(server, ({ body }) => !body.equals(first.body));
  assert.equal(json(second).number, 2);
  assert.equal(json(second).previous, createHash('sha256').update(first.body).digest('hex'), 'each names the one before');
  assert.equal(json(second).tables.find(({ name }) => name === 'useful').answered, 22);
  assert.equal((await request(server, { method: 'HEAD', path: '/results/fixture.json' })).headers['content-length'], String(second.body.length));
  assert.equal((await request(server, { method: 'POST', path: '/results/fixture.json', headers: { 'Content-Length': 0 } })).status, 405);
  await server.stop();
});

test('a restart, however often, shows the same bytes; eleven alike show nothing new', async () => {
  const store = newStore();
  let server = await startServer({ site, store });
  await send(server, varied(30));
  const first = await resultsOnce(server, ({ status }) => status === 200);
  // The snapshot may have been made of the first eleven: send what is missing for the next, so that the test knows where it stands.
  await sleep(1_500);
  const known = await results(server);
  for (let i = 0; i < 3; ++i) {
    await server.kill(i % 2 ? 'SIGKILL' : 'SIGTERM');
    server = await startServer({ site, store });
    assert.ok((await results(server)).body.equals(known.body), 'after a restart');
  }
  assert.ok(json(first).number <= json(known).number);
  // Fifteen people who all answered the same: the difference would tell what each of them said.
  await send(server, Array.from({ length: 15 }, () => ballot(0, 0, [1])));
  await sleep(2_000);
  assert.ok((await results(server)).body.equals(known.body));
  await server.stop();
});

test('the few snapshots that a policy allows are spaced: by batches first, then by doubling', async () => {
  const server = await startServer({ site, store: newStore() });
  const shown = (response) => (response.status === 200 ? json(response).tables.find(({ name }) => name === 'useful').answered : 0);
  let total = 0;
  const reach = async (count) => { await send(server, varied(count - total)); total = count; };
  // Of the ten allowed, five by batches of eleven; then each when there are twice as many ballots as in the last.
  for (const due of [11, 22, 33, 44, 55, 66]) {
    await reach(due);
    await resultsOnce(server, (response) => shown(response) === due);
  }
  for (const due of [132, 264]) {
    const before = (await results(server)).body;
    await reach(due - 11);
    await sleep(1_500);
    assert.ok((await results(server)).body.equals(before), `${due - 11} are not yet twice as many`);
    await reach(due);
    await resultsOnce(server, (response) => shown(response) === due);
  }
  await server.stop();
});

test('only this store\'s results are shown: a file of that name in the site is not', async () => {
  const own = makeSite();
  mkdirSync(join(own, 'results'));
  writeFileSync(join(own, 'results/fixture.json'), '{"of":"another store"}');
  writeFileSync(join(own, 'results/elsewhere.json'), '{"of":"a survey that is collected elsewhere"}');
  const server = await startServer({ site: own, store: newStore() });
  assert.equal((await results(server)).status, 404);
  assert.equal((await request(server, { path: '/results/elsewhere.json' })).status, 200);
  await server.stop();
});

test('publish writes what serve shows, under the same rule, also while serve runs', async () => {
  const own = makeSite();
  const store = newStore();
  const file = join(own, 'results/fixture.json');
  const server = await startServer({ site: own, store });
  assert.deepEqual(command('publish', store, '--site', own).value.map(({ changed, kept }) => [changed, kept]), [[false, 'too_few']]);
  assert.ok(!existsSync(file));
  await send(server, varied(20));
  const shown = await resultsOnce(server, ({ status }) => status === 200);
  await sleep(1_500);
  const now = await results(server);
  const published = command('publish', store, '--site', own);
  assert.equal(published.status, 0, published.stderr);
  assert.ok(readFileSync(file).equals((await results(server)).body));
  assert.ok(json(shown).number <= json(now).number);
  await send(server, varied(5));
  command('publish', store, '--site', own);
  assert.ok(readFileSync(file).equals(now.body), 'too few are new: byte for byte what it was');
  await server.stop();
  assert.match(command('publish', join(own, 'absent.sqlite'), '--site', own).stderr, /store_open/);
});

test('close is the last: crossed tables, no more ballots, the same bytes ever after', async () => {
  const own = makeSite();
  const store = newStore();
  const file = join(own, 'results/fixture.json');
  const server = await startServer({ site: own, store });
  const early = varied(120);
  await send(server, early);
  await resultsOnce(server, ({ status }) => status === 200);
  const closed = command('close', store, '--site', own);
  assert.equal(closed.status, 0, closed.stderr);
  assert.deepEqual(closed.value.map(({ survey, changed }) => [survey, changed]), [['fixture', true]]);
  const snapshot = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(snapshot.state, 'closed');
  assert.equal(snapshot.crossed.length, 1);
  const served = await resultsOnce(server, ({ body }) => body.equals(readFileSync(file)));
  assert.equal(served.status, 200, 'the running server shows it by itself');

  const late = await post(server, text(varied(1)[0]));
  assert.equal(late.status, 410);
  assert.equal(json(late).error.code, 'store_closed');
  assert.equal((await post(server, text(early[0]))).status, 200, 'a ballot that is in says so, also now');
  assert.deepEqual(command('close', store, '--site', own).value.map(({ changed }) => changed), [false]);
  await server.stop();
  rmSync(file);
  command('publish', store, '--site', own);
  assert.ok(readFileSync(file).equals(served.body));
  assert.equal(sqlite(store, 'SELECT count(*) FROM ballot'), '120');
});

test('publish and close write the data for researchers beside the results: listed with their hash, and never written again', async () => {
  const own = makeSite();
  const store = newStore();
  const server = await startServer({ site: own, store });
  const index = () => JSON.parse(readFileSync(join(own, 'data/index.json'), 'utf8')).bundles;
  await send(server, varied(20));
  assert.equal(command('publish', store, '--site', own, '--results-only').value[0].data, '');
  assert.ok(existsSync(join(own, 'results/fixture.json')) && !existsSync(join(own, 'data')));

  const [open] = command('publish', store, '--site', own, '--date', '2026-11-26').value;
  assert.match(open.data, /\/data\/fixture-w1-v\d+\.zip$/);
  const zip = readFileSync(open.data);
  const { files, snapshot } = unpack(new Uint8Array(zip));
  assert.equal(snapshot, readFileSync(join(own, 'results/fixture.json'), 'utf8'));
  assert.ok(files.has('tables.csv') && files.has('privacy-report.json'));
  const name = open.data.split('/').at(-1);
  assert.deepEqual(index(), [describeBundle(files, name, zip.length, createHash('sha256').update(zip).digest('hex'))], 'the workbench would write the same line');
  assert.equal(index()[0].created, '2026-11-26');

  assert.equal(command('publish', store, '--site', own, '--date', '2026-12-01').value[0].data, '');
  assert.ok(readFileSync(open.data).equals(zip), 'its hash was published');
  await send(server, varied(100));
  const [closed] = command('close', store, '--site', own).value;
  assert.deepEqual(index().map(({ closed: last, number }) => [last, number > 0]), [[true, true], [false, true]]);
  assert.notEqual(closed.data, open.data);
  assert.ok(unpack(new Uint8Array(readFileSync(closed.data))).crossed.length > 0);

  // Interrupted between the results and the data: made by the next call, from the same ballots.
  const whole = unpack(new Uint8Array(readFileSync(closed.data)));
  rmSync(closed.data);
  assert.equal(command('close', store, '--site', own).value[0].data, closed.data);
  const again = unpack(new Uint8Array(readFileSync(closed.data)));
  assert.deepEqual(again.files, whole.files);

  writeFileSync(join(own, 'data/index.json'), '{"version":1,');
  rmSync(closed.data);
  const { status, stderr } = spawnSync(triptych, ['publish', store, '--site', own, '--lang', 'en'], { encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.match(stderr, /index\.json/);
  assert.equal(readFileSync(join(own, 'data/index.json'), 'utf8'), '{"version":1,', 'what cannot be read is left alone');
  await server.stop();
});

test('closing adds rows of people to the data, once, where the policy has them', async () => {
  const own = temporaryFolder();
  const survey = join(own, 'content/ai-in-care');
  cpSync(fileURLToPath(new URL('../../content/ai-in-care', import.meta.url)), survey, { recursive: true });
  const store = join(own, 'people.sqlite');
  execFileSync(triptych, ['simulate', join(survey, 'questionnaire.json'), '--count', '400', '--seed', '5', '--out', join(own, 'people.ballots')]);
  await (await startServer({ site: own, store, args: ['--seed', join(own, 'people.ballots')] })).stop();
  const rowsOf = (file) => unpack(new Uint8Array(readFileSync(file)));
  const [open] = command('publish', store, '--site', own).value;
  assert.equal(rowsOf(open.data).files.has('simulated-data.csv'), false);
  assert.equal(rowsOf(open.data).report.rows.released, false);
  const [closed] = command('close', store, '--site', own).value;
  const { files, report } = rowsOf(closed.data);
  assert.equal(report.rows.released, true);
  assert.equal(Buffer.from(files.get('simulated-data.csv')).toString().trim().split('\r\n').length, report.rows.rows + 1);
});

test('with several surveys closing needs a name; a wave that follows starts anew, and a late ballot of the closed one is refused', async () => {
  const own = makeSite({ surveys: ['fixture', 'second'] });
  const store = newStore();
  let server = await startServer({ site: own, store });
  await send(server, varied(12));
  await resultsOnce(server, ({ status }) => status === 200);
  const refused = command('close', store, '--site', own);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /usage_missing --survey/);
  assert.equal(command('close', store, '--site', own, '--survey', 'fixture').status, 0);
  await server.stop();

  writeSurvey(own, 'fixture', { widget: { wave: 2 } });
  server = await startServer({ site: own, store });
  assert.equal((await results(server)).status, 404, 'nothing of the second wave yet');
  assert.equal((await post(server, text(varied(1)[0]))).status, 410, 'a ballot of the first');
  const next = varied(12).map((bytes) => { bytes[26] = 2; return bytes; });
  await send(server, next);
  const shown = await resultsOnce(server, ({ status }) => status === 200);
  assert.deepEqual([json(shown).wave, json(shown).number], [2, 1]);
  await server.stop();
});

test('the ballots of a demonstration are said to be simulated in what is shown', async () => {
  const demonstration = makeSite({ widget: { simulated: true } });
  const seeds = join(temporaryFolder(), 'seed.ballots');
  execFileSync(triptych, ['simulate', join(demonstration, 'content/fixture/questionnaire.json'), '--count', '400', '--seed', '1', '--out', seeds]);
  const server = await startServer({ site: demonstration, store: newStore(), args: ['--seed', seeds] });
  const shown = await results(server);
  assert.equal(shown.status, 200, 'results are there at once');
  assert.deepEqual([json(shown).simulated, json(shown).ballots], [true, 400]);
  await send(server, varied(12));
  await server.stop();
});
