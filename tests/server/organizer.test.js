// SPDX-License-Identifier: MIT
// Tests: the organizer's door of the server, and what becomes of raw ballots once a wave is closed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { failingServer, flood, json, makeSite, post, request, sampleBallots, sqlite, startServer, storedBallots, temporaryFolder, text, triptych, withId, writeSurvey } from './harness.js';

const command = (...words) => {
  const { status, stdout, stderr } = spawnSync(triptych, [...words, '--json', '--lang', 'en'], { encoding: 'utf8' });
  return { status, stderr, ...JSON.parse(stdout.trim().split('\n').at(-1)) };
};
const today = () => new Date().toISOString().slice(0, 10);
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A server with a door, ballots of its survey, and a way to ask. */
async function opened(t, { count = 60, retention = { days: 30 }, args = [] } = {}) {
  const site = makeSite({ widget: { retention } });
  const store = join(temporaryFolder(), 'store.sqlite');
  const file = join(dirname(store), 'organizer.key');
  const server = await startServer({ site, store, args: ['--organizer-key', file, ...args] });
  // A test that fails leaves no server behind.
  t.after(() => server.child.exitCode === null && server.kill('SIGKILL'));
  const ballots = sampleBallots(site, { count }).map((ballot) => withId(ballot));
  await flood(server, ballots, { took: (_, answer) => assert.equal(answer.status, 201) });
  const key = readFileSync(file, 'utf8').trim();
  const ask = (what, { method = 'POST', with: own = key, ...rest } = {}) =>
    request(server, { method, path: `/organizer/${what}`, headers: own === null ? {} : { Authorization: `Bearer ${own}` }, ...rest });
  return { site, store, file, key, server, ballots, ask };
}

test('the key is made once, its owner’s alone; without the option there is no door; a file that holds no key stops the start', async (t) => {
  const { site, store, file, key, server } = await opened(t, { count: 1 });
  assert.match(key, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  await server.stop();
  const again = await startServer({ site, store, args: ['--organizer-key', file] });
  assert.equal(readFileSync(file, 'utf8').trim(), key);
  await again.stop();
  const closed = await startServer({ site, store });
  const answer = await request(closed, { path: '/organizer/ballots/fixture', headers: { Authorization: `Bearer ${key}` } });
  assert.equal(answer.status, 404);
  await closed.stop();
  for (const wrong of ['', 'short', 'no key but a sentence of more than thirty-two letters']) {
    writeFileSync(file, `${wrong}\n`);
    assert.match(await failingServer({ site, store, args: ['--organizer-key', file] }), /server_key/);
  }
});

test('who holds no key reads and does nothing, another site’s page is never let in, and whoever tries keys is slowed down', async (t) => {
  const { key, server, ask, store } = await opened(t, { args: ['--allow-origin', 'https://association.example'] });
  const before = sqlite(store, 'SELECT count(*) FROM release WHERE closed');
  for (const own of [null, '', key.slice(1), `${key}x`, key.toLowerCase() === key ? key.toUpperCase() : key.toLowerCase()]) {
    for (const [method, what] of [['GET', 'ballots/fixture'], ['POST', 'publish/fixture'], ['POST', 'close/fixture'], ['GET', 'nothing/fixture']]) {
      const refused = await ask(what, { method, with: own });
      assert.equal(refused.status, 401, `${method} ${what} ${own}`);
      assert.equal(json(refused).error.code, 'server_key');
    }
  }
  assert.equal(sqlite(store, 'SELECT count(*) FROM release WHERE closed'), before);
  const asked = await request(server, { method: 'OPTIONS', path: '/organizer/close/fixture', headers: { Origin: 'https://association.example', 'Access-Control-Request-Headers': 'authorization' } });
  assert.equal(asked.headers['access-control-allow-headers'], undefined, 'a browser then sends no key from there');
  for (const [what, method, status] of [['ballots/absent', 'GET', 200], ['publish/absent', 'POST', 404], ['ballots/..%2F', 'GET', 404], ['ballots/', 'GET', 404], ['open/fixture', 'POST', 404], ['close/fixture', 'GET', 405], ['ballots/fixture', 'POST', 405]]) {
    const answer = await ask(what, { method });
    assert.equal(answer.status, status, `${method} ${what}: ${answer.body}`);
    if (what === 'ballots/absent') assert.equal(answer.body.toString().trim().split('\n').length, 1, 'no ballot of another survey');
  }
  await server.stop();
  const slow = await startServer({ site: makeSite(), store: join(temporaryFolder(), 's.sqlite'), limits: true, args: ['--organizer-key', join(temporaryFolder(), 'k'), '--posts-per-minute', '20'] });
  let last = 0;
  for (let tries = 0; tries < 40 && last !== 429; ++tries) last = (await request(slow, { path: '/organizer/ballots/fixture', headers: { Authorization: 'Bearer x' } })).status;
  assert.equal(last, 429);
  await slow.stop();
});

test('with the key: the same copy as dump writes, the same files as publish and close write, while ballots are taken', async (t) => {
  const { site, store, server, ask, ballots } = await opened(t);
  const copy = await ask('ballots/fixture', { method: 'GET' });
  assert.equal(copy.status, 200);
  assert.equal(copy.headers['cache-control'], 'no-store');
  const file = join(temporaryFolder(), 'copy.ballots');
  assert.equal(command('dump', store, '--out', file).status, 0);
  assert.equal(copy.body.toString(), readFileSync(file, 'utf8'));

  const published = json(await ask('publish/fixture'));
  assert.deepEqual([published.survey, published.wave], ['fixture', 1]);
  assert.equal(readFileSync(join(site, 'results/fixture.json'), 'utf8').trim(), sqlite(store, 'SELECT snapshot FROM release'));
  const index = () => JSON.parse(readFileSync(join(site, 'data/index.json'), 'utf8')).bundles;
  assert.equal(index().length, 1);
  assert.equal(published.closed_on, undefined);

  // Two at once: one works, the other is told so, and ballots are taken meanwhile.
  const [one, two, taken] = await Promise.all([ask('close/fixture'), ask('close/fixture'), post(server, text(withId(ballots[0])))]);
  assert.deepEqual([one.status, two.status].sort(), [200, 409]);
  assert.equal(json(one.status === 409 ? one : two).error.code, 'server_working');
  assert.ok([201, 410].includes(taken.status));
  const closed = json(one.status === 200 ? one : two);
  assert.deepEqual([closed.closed_on, closed.due_on, closed.deleted_on, closed.deleted], [today(), inDays(30), '', 0]);
  assert.equal(index().filter(({ closed: last }) => last).length, 1);
  assert.equal((await post(server, text(withId(ballots[0])))).status, 410);
  assert.ok(storedBallots(store).size >= 60, 'kept until their day');
  await server.stop();
});

test('raw ballots of a closed wave are deleted from their day on, their bytes are gone, and a record says so; nothing that was published changes', async (t) => {
  const { site, store, server, ask, ballots } = await opened(t);
  writeSurvey(site, 'other');
  const closed = json(await ask('close/fixture'));
  assert.equal(closed.due_on, inDays(30));
  const [results, data] = [readFileSync(join(site, 'results/fixture.json')), readdirSync(join(site, 'data')).sort()];
  assert.equal(command('close', store, '--site', site, '--survey', 'fixture').value[0].deleted_on, '', 'a day before it is due');
  // The promise made at closing holds, whatever widget.json says later.
  writeSurvey(site, 'fixture', { widget: { retention: { days: 0 } } });
  assert.equal(command('publish', store, '--site', site, '--survey', 'fixture').value[0].deleted_on, '');
  await server.stop();

  sqlite(store, `UPDATE closing SET closed_on = '2026-01-01', due_on = '2026-01-31'`);
  // Overdue: told by whoever opens the store.
  for (const words of [['dump', store, '--out', join(temporaryFolder(), 'd.ballots')], ['tally', join(site, 'content/fixture/questionnaire.json'), store, '--policy', join(site, 'content/fixture/disclosure.json'), '--out', join(temporaryFolder(), 's.json')]]) {
    assert.match(spawnSync(triptych, [...words, '--lang', 'en'], { encoding: 'utf8' }).stderr, /fixture, wave 1, were to be deleted on 2026-01-31/, words[0]);
  }
  const watching = await startServer({ site, store });
  await watching.stop();
  assert.match(watching.errors, /fixture, wave 1, were to be deleted on 2026-01-31/);

  const [done] = command('close', store, '--site', site, '--survey', 'fixture').value;
  assert.deepEqual([done.closed_on, done.deleted_on, done.deleted, done.changed, done.data], ['2026-01-01', today(), ballots.length, false, '']);
  assert.equal(storedBallots(store).size, 0);
  for (const name of readdirSync(dirname(store)).filter((one) => one.startsWith('store.sqlite'))) {
    const bytes = readFileSync(join(dirname(store), name));
    for (const ballot of ballots) assert.equal(bytes.indexOf(ballot.subarray(10)), -1, `a ballot is still in ${name}`);
  }
  assert.deepEqual(JSON.parse(readFileSync(`${store}-deletions.json`, 'utf8')), {
    version: 1, deletions: [{ survey: 'fixture', wave: 1, closed_on: '2026-01-01', due_on: '2026-01-31', deleted_on: today(), ballots: ballots.length }],
  });
  assert.deepEqual([readFileSync(join(site, 'results/fixture.json')), readdirSync(join(site, 'data')).sort()], [results, data]);
  const [again] = command('close', store, '--site', site, '--survey', 'fixture').value;
  assert.deepEqual([again.deleted, again.changed], [ballots.length, false], 'done once');
  const after = await startServer({ site, store });
  assert.equal((await post(after, text(withId(ballots[0])))).status, 410, 'a closed wave stays closed');
  assert.deepEqual((await request(after, { path: '/results/fixture.json' })).body, results);
  await after.stop();
  assert.doesNotMatch(after.errors, /to be deleted/);
});

test('a later wave’s ballots stay when those of an earlier one are deleted; a store made before closings were noted is taken as it is', async (t) => {
  const { site, store, server, ask, ballots } = await opened(t, { retention: { days: 0 } });
  const closed = json(await ask('close/fixture'));
  assert.deepEqual([closed.due_on, closed.deleted_on, closed.deleted], [today(), today(), ballots.length], 'no days at all: at once, after the bundle');
  assert.ok(existsSync(closed.data));
  writeSurvey(site, 'fixture', { widget: { wave: 2, retention: { days: 0 } } });
  await server.stop();
  const next = await startServer({ site, store });
  const [second] = sampleBallots(site, { count: 1 });
  second[26] = 2;
  assert.equal((await post(next, text(withId(second)))).status, 201);
  await next.stop();
  sqlite(store, 'DROP TABLE closing');
  const [published] = command('publish', store, '--site', site, '--survey', 'fixture').value;
  assert.equal(published.closed_on, undefined);
  assert.equal(storedBallots(store).size, 1);
});
