// SPDX-License-Identifier: MIT
// Tests: the plugin's routes on a real WordPress and MariaDB: what is stored, what is refused and why, who may read and publish, what outlives an update or a deletion.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { publish, readBallots } from '../../web/src/desk/wordpress.ts';
import { seal, suite, toText } from '../../web/src/store/seal.ts';
import { request, root, sampleBallots, sha256, sleep, temporaryFolder, text, triptych, withId } from '../server/harness.js';
import { until } from '../web/drivers/wait.js';
import { addresses, ask, startWordPress, table } from './site.js';

let site;
let samples;
const doors = Object.keys(addresses);
const uploads = (...path) => join(site.wp, 'wp-content/uploads/triptych', ...path);
const widget = () => JSON.parse(readFileSync(uploads('content/ai-in-care/widget.json'), 'utf8'));
const fresh = () => withId(samples[0]);
/** Status and code of a refusal. */
const refusal = async (response) => [response.status, (await response.json()).error?.code];
const route = (name, parameters = {}) => `${site.url}?${new URLSearchParams({ rest_route: `/triptych/v1/${name}`, ...parameters })}`;
/** Real fetch, as this person's browser would send it. */
const as = ({ cookie, nonce }, address, { headers = {}, ...options } = {}) => ask(address, { ...options, headers: { cookie, 'x-wp-nonce': nonce, ...headers } });

before(async () => {
  samples = sampleBallots(root, { survey: 'ai-in-care', count: 300 });
  site = await startWordPress();
});
after(() => site?.stop());

test('the table keeps a ballot under its own random number: no time, no address, no counter, no second order', () => {
  const columns = site.sql(`SELECT COLUMN_NAME, COLUMN_TYPE, EXTRA FROM information_schema.COLUMNS WHERE TABLE_NAME = '${table}' ORDER BY ORDINAL_POSITION`);
  assert.deepEqual(columns.split('\n').map((line) => line.trim().split('\t')), [['survey', 'varchar(64)'], ['id', 'binary(16)'], ['bytes', 'varbinary(574)']]);
  assert.equal(site.sql(`SELECT GROUP_CONCAT(CONCAT(INDEX_NAME, ':', COLUMN_NAME) ORDER BY SEQ_IN_INDEX) FROM information_schema.STATISTICS WHERE TABLE_NAME = '${table}'`), 'PRIMARY:survey,PRIMARY:id');
  assert.equal(site.sql(`SELECT ENGINE, IFNULL(AUTO_INCREMENT, 'none') FROM information_schema.TABLES WHERE TABLE_NAME = '${table}'`), 'InnoDB\tnone');
  assert.equal(site.sql("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '%triptych%'"), '1');
});

for (const door of doors) {
  test(`${door}: a ballot gets its receipt, arrives once however often it is sent, and is kept as it was`, async () => {
    const ballot = fresh();
    const before = site.stored().length;
    const answer = await site.post(text(ballot), { door });
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), { sha256: sha256(ballot) });
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('set-cookie'), null);
    // By either address, many at once.
    const again = await Promise.all([...doors, ...doors, ...doors].map((one) => site.post(text(ballot), { door: one, type: 'text/plain;charset=UTF-8' })));
    for (const one of again) assert.deepEqual([one.status, await one.json()], [200, { sha256: sha256(ballot) }]);
    assert.deepEqual(site.stored().filter((hex) => hex === ballot.toString('hex')).length, 1);
    assert.equal(site.stored().length, before + 1);
    const other = Buffer.from(ballot);
    other[other.length - 2] ^= 1;
    assert.deepEqual(await refusal(await site.post(text(other), { door })), [409, 'number_taken']);
    assert.equal(site.stored().length, before + 1);
  });

  test(`${door}: what is no ballot is refused, each for its reason, and nothing of it is kept`, async () => {
    const before = site.stored().length;
    const good = fresh();
    const longest = Buffer.concat([good.subarray(0, 31), Buffer.alloc(525 - 31)]);
    const mutated = (at, value) => { const copy = Buffer.from(good); copy[at] = value; return text(copy); };
    const cases = [
      [text(good), 'application/octet-stream', 415, 'not_plain_text'],
      [text(good), 'application/x-www-form-urlencoded', 415, 'not_plain_text'],
      ['{"ballot":1}', 'application/json', 415, 'not_plain_text'],
      ['', 'text/plain', 400, 'not_base64url'],
      [`${text(good)}=`, 'text/plain', 400, 'not_base64url'],
      [`${text(good)}\n`, 'text/plain', 400, 'not_base64url'],
      [`${text(good).slice(0, -2)}+/`, 'text/plain', 400, 'not_base64url'],
      // Four bytes more than a multiple of three: unused bits that are not 0 would be a second text of the same ballot.
      ['AQB', 'text/plain', 400, 'not_base64url'],
      ['<script>', 'text/plain', 400, 'not_base64url'],
      [mutated(0, 2), 'text/plain', 400, 'unknown_version'],
      [mutated(0, 0x80), 'text/plain', 400, 'unknown_version'],
      [text(good.subarray(0, 31)), 'text/plain', 400, 'too_short'],
      [text(Buffer.concat([Buffer.from([0x81]), randomBytes(79)])), 'text/plain', 400, 'too_short'],
      [text(Buffer.concat([longest, Buffer.alloc(1)])), 'text/plain', 413, 'too_long'],
      ['A'.repeat(767), 'text/plain', 413, 'too_long'],
      ['A'.repeat(200_000), 'text/plain', 413, 'too_long'],
      [mutated(1, 1), 'text/plain', 409, 'simulated'],
    ];
    for (const [body, type, status, code] of cases) assert.deepEqual(await refusal(await site.post(body, { door, type })), [status, code], `${body.slice(0, 30)} ${type}`);
    assert.deepEqual(await refusal(await site.post(text(good), { door, headers: { 'content-encoding': 'gzip' } })), [415, 'not_plain_text']);
    assert.deepEqual(await refusal(await site.post(text(good), { door, headers: { origin: 'https://elsewhere.example' } })), [403, 'foreign_origin']);
    assert.deepEqual(await refusal(await site.post(text(good), { door, address: addresses[door].replace('ai-in-care', 'no-such') })), [404, 'unknown_survey']);
    assert.ok([404, 405].includes((await ask(site.url + addresses[door])).status), 'GET');
    assert.equal(site.stored().length, before);
    // What a browser vouches for, and the longest there may be.
    const own = { origin: new URL(site.url).origin };
    assert.equal((await site.post(text(good), { door, headers: own })).status, 201);
    assert.equal((await site.post(text(withId(longest)), { door, headers: { origin: 'https://www.behind-a-proxy.example', 'sec-fetch-site': 'same-origin' } })).status, 201);
  });

  test(`${door}: a sealed ballot is kept sealed, once`, async () => {
    const hpke = suite();
    const { publicKey } = await hpke.kem.generateKeyPair();
    const sealed = await seal(text(fresh()), toText(new Uint8Array(await hpke.kem.serializePublicKey(publicKey))));
    assert.ok(sealed.text.length <= 766);
    for (const status of [201, 200]) {
      const answer = await site.post(sealed.text, { door });
      assert.deepEqual([answer.status, await answer.json()], [status, { sha256: sealed.sha256 }]);
    }
    assert.equal(site.stored().filter((hex) => hex === Buffer.from(sealed.text, 'base64url').toString('hex')).length, 1);
  });

  test(`${door}: the test ballot is answered as others are, and not kept`, async () => {
    const before = site.stored().length;
    const probe = site.php('echo triptych_encode( triptych_test_ballot() );');
    const answer = await site.post(probe, { door });
    assert.deepEqual([answer.status, await answer.json()], [200, { sha256: sha256(Buffer.from(probe, 'base64url')), test: true }]);
    assert.equal(site.stored().length, before);
  });
}

test('neither the sender’s address nor the browser’s name nor a time is anywhere in the database', async () => {
  const ballot = fresh();
  const headers = { 'x-forwarded-for': '203.0.113.77', 'user-agent': 'Peculiar/99', 'accept-language': 'xx-peculiar', cookie: 'peculiar=1' };
  const dump = () => execFileSync('mariadb-dump', ['--no-defaults', '-uroot', `--socket=${site.folder}/my.sock`, '--skip-dump-date', '--hex-blob', '--skip-extended-insert', 'wp'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n');
  const before = new Set(dump());
  for (const door of doors) assert.ok((await site.post(text(ballot), { door, headers })).ok);
  const added = dump().filter((line) => !before.has(line));
  // The ballot's own row is all that two requests leave.
  assert.equal(added.length, 1, added.join('\n'));
  assert.ok(added[0].toLowerCase().includes(`('ai-in-care',0x${ballot.subarray(10, 26).toString('hex')},0x${ballot.toString('hex')})`), added[0]);
});

test('permalinks on or off: the same addresses take ballots, and /wp-json/ does where it is there', async () => {
  for (const structure of ['/%postname%/', '']) {
    site.permalinks(structure);
    for (const door of doors) assert.equal((await site.post(text(fresh()), { door })).status, 201, `${structure} ${door}`);
    assert.equal((await site.post(text(fresh()), { address: 'wp-json/triptych/v1/ballots?survey=ai-in-care' })).status === 201, structure !== '');
    assert.equal(new URL(widget().collect.url, site.url).href, site.url + addresses.rest);
  }
});

test('ballots leave only with an administrator’s cookie and its nonce: each once, in the order of their bytes, and the command line counts them', async () => {
  for (const ballot of samples) assert.ok((await site.post(text(ballot), { door: 'plain' })).ok);
  site.addUser('eve', 'editor');
  const [admin, editor] = [await site.login('admin'), await site.login('eve')];
  const address = route('export', { survey: 'ai-in-care' });
  assert.equal((await ask(address)).status, 401);
  assert.equal((await ask(address, { headers: { cookie: admin.cookie } })).status, 401, 'a cookie alone is what another site’s page has too');
  assert.equal((await as({ ...admin, nonce: 'abcdef0123' }, address)).status, 403);
  assert.equal((await as(editor, address)).status, 403);
  assert.equal((await as(admin, route('export', { survey: 'no-such' }))).status, 404);

  const exported = await as(admin, address);
  assert.deepEqual([exported.status, exported.headers.get('cache-control'), exported.headers.get('x-content-type-options')], [200, 'no-store', 'nosniff']);
  const file = await exported.text();
  const [heading, ...lines] = file.trimEnd().split('\n');
  const said = JSON.parse(heading);
  assert.deepEqual([said.format, said.version, said.survey, said.simulated], ['triptych-ballots', 1, 'ai-in-care', false]);
  assert.ok(said.structures.includes(samples[0].subarray(2, 10).toString('hex')));
  const open = site.stored().filter((hex) => hex.startsWith('01')).sort();
  assert.deepEqual(lines.map((line) => Buffer.from(line, 'base64url').toString('hex')), open);
  assert.equal(new Set(lines).size, lines.length);

  const sealed = (await (await as(admin, route('export', { survey: 'ai-in-care', sealed: '1' }))).text()).trimEnd().split('\n');
  assert.equal(sealed[0], '{"format":"triptych-sealed","version":1,"survey":"ai-in-care"}');
  assert.deepEqual(sealed.slice(1).map((line) => Buffer.from(line, 'base64url').toString('hex')).sort(), site.stored().filter((hex) => hex.startsWith('81')).sort());

  // Of all that strangers sent, only what is a ballot of this survey counts: 300 and the copies under other numbers.
  const copy = join(temporaryFolder(), 'copy.ballots');
  writeFileSync(copy, file);
  const content = join(root, 'content/ai-in-care');
  const { stdout } = spawnSync(triptych, ['tally', join(content, 'questionnaire.json'), copy, '--policy', join(content, 'disclosure.json'), '--out', join(temporaryFolder(), 's.json'), '--json'], { encoding: 'utf8' });
  const counted = JSON.parse(stdout.trim().split('\n').at(-1));
  assert.ok(counted.ok, stdout);
  const own = lines.filter((line) => Buffer.from(line, 'base64url').length === samples[0].length).length;
  assert.ok(own >= 300);
  assert.equal(counted.value.ballots, own);
});

test('three thousand ballots are exported over several readings of the table: none twice, none left out', async () => {
  const rows = Array.from({ length: 3000 }, () => withId(samples[1]));
  site.sql(`INSERT INTO ${table} VALUES ${rows.map((bytes) => `('tool-feedback', 0x${bytes.subarray(10, 26).toString('hex')}, 0x${bytes.toString('hex')})`).join(',')}`);
  const admin = await site.login('admin');
  const lines = (await (await as(admin, route('export', { survey: 'tool-feedback' }))).text()).trimEnd().split('\n').slice(1);
  assert.deepEqual(lines, rows.map((bytes) => bytes.toString('hex')).sort().map((hex) => Buffer.from(hex, 'hex').toString('base64url')));
});

/** The workbench's own module, with this person's cookie. */
async function withCookie({ cookie }, act) {
  const real = globalThis.fetch;
  globalThis.fetch = (address, options) => real(address, { ...options, headers: { ...options?.headers, cookie } });
  try {
    return await act();
  } finally {
    globalThis.fetch = real;
  }
}

test('the workbench’s module reads the ballots and publishes; visitors and researchers get it back with the right types, kept for minutes', async () => {
  const admin = await site.login('admin');
  for (const structure of ['/%postname%/', '']) {
    site.permalinks(structure);
    const base = site.php("echo rest_url( 'triptych/v1/' );");
    assert.equal(base.includes('rest_route'), structure === '');
    const file = await withCookie(admin, () => readBallots(base, admin.nonce, { survey: 'ai-in-care' }));
    assert.equal(file.name, 'ai-in-care.ballots');
    assert.equal((await file.text()).trimEnd().split('\n').length - 1, site.stored().length - 3000 - site.stored().filter((hex) => hex.startsWith('81')).length);
  }
  const base = site.php("echo rest_url( 'triptych/v1/' );");
  const snapshot = (number, more = {}) => JSON.stringify({ format: 'triptych-snapshot', version: 1, survey: 'ai-in-care', wave: 1, state: 'open', number, ballots: 300, ...more });
  const zip = { name: 'ai-in-care-1-2.zip', bytes: Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(200_000)]) };
  const index = '{"version":1,"bundles":[]}\n';
  const bring = (release) => withCookie(admin, () => publish(base, admin.nonce, { results: snapshot(2), zip, index, ...release }));

  const address = new URL(widget().results.url, site.url).href;
  const before = await ask(address);
  assert.deepEqual([before.status, before.headers.get('cache-control')], [404, 'no-store'], 'before the first publication');
  await bring({});
  await bring({}); // again changes nothing
  for (const [path, type, bytes] of [['results/ai-in-care.json', 'application/json', Buffer.from(snapshot(2))], ['data/index.json', 'application/json', Buffer.from(index)], ['data/ai-in-care-1-2.zip', 'application/zip', zip.bytes]]) {
    const got = await ask(`${site.url}?triptych=${path}`);
    assert.deepEqual([got.status, got.headers.get('content-type'), got.headers.get('cache-control'), got.headers.get('x-content-type-options')], [200, type, 'public, max-age=300', 'nosniff'], path);
    assert.ok(Buffer.from(await got.arrayBuffer()).equals(bytes), path);
    assert.equal((await ask(`${site.url}?triptych=${path}`, { headers: { 'if-none-match': got.headers.get('etag') } })).status, 304);
    // Beside research.html, as plain files.
    assert.ok(readFileSync(uploads(path)).equals(bytes), path);
  }
  assert.equal(address, `${site.url}?triptych=results/ai-in-care.json`);
  const overview = site.php("require_once TRIPTYCH_FOLDER . '/admin/overview-page.php'; echo triptych_last_words( triptych_last_published( 'ai-in-care' ) );");
  assert.match(overview, /of 300 ballots$/);

  await assert.rejects(bring({ results: snapshot(1) }), { status: 409, code: 'triptych_older' });
  await assert.rejects(bring({ results: snapshot(3, { survey: 'no-such' }) }), { status: 400 });
  await assert.rejects(bring({ results: '{"survey":"ai-in-care"}' }), { status: 400, code: 'triptych_no_snapshot' });
  await assert.rejects(bring({ zip: { ...zip, bytes: Buffer.concat([zip.bytes, Buffer.from('x')]) } }), { status: 409, code: 'triptych_published' });
  await assert.rejects(bring({ zip: { name: 'other.zip', bytes: Buffer.from('<?php echo 1;') } }), { status: 400, code: 'triptych_no_bundle' });
  for (const name of ['../x.zip', 'x.php', 'X.zip', '.htaccess', 'index.json.php', 'a/b.zip']) await assert.rejects(bring({ zip: { ...zip, name } }), { status: 400 }, name);
  await assert.rejects(bring({ index: '{"version":1}' }), { status: 400 });
  assert.deepEqual(readdirSync(uploads('data')).sort(), ['ai-in-care-1-2.zip', 'index.json']);
  assert.equal(readFileSync(uploads('results/ai-in-care.json'), 'utf8'), snapshot(2));

  const editor = await site.login('eve');
  for (const [name, parameters] of [['results', { survey: 'ai-in-care' }], ['data', { file: 'new.zip' }]]) {
    const options = { method: 'POST', body: snapshot(9), headers: { 'content-type': 'application/json' } };
    assert.equal((await ask(route(name, parameters), options)).status, 401);
    assert.equal((await as(editor, route(name, parameters), options)).status, 403);
    assert.equal((await ask(route(name, parameters), { ...options, headers: { ...options.headers, cookie: admin.cookie } })).status, 401, 'without the nonce');
  }
  const large = await as(admin, route('results', { survey: 'ai-in-care' }), { method: 'POST', headers: { 'content-type': 'application/json' }, body: snapshot(9, { padding: 'x'.repeat(4 << 20) }) });
  assert.equal(large.status, 413);
});

test('nothing but what was published is served by name', async () => {
  for (const path of ['../../../wp-config.php', 'results/../../../../wp-config.php', 'results/no-such.json', 'data/../results/ai-in-care.json', 'content/ai-in-care/widget.json', '.htaccess', 'results/ai-in-care.json%00.zip']) {
    const got = await ask(`${site.url}?triptych=${path}`);
    const body = await got.text();
    assert.ok(!body.includes('DB_PASSWORD') && !body.includes('triptych-snapshot') && !body.includes('mod_headers'), path);
  }
});

test('where a security plugin shuts REST to visitors, the test ballot finds it out, and pages are told the plain address; and back', async () => {
  site.mustUse('shut', "add_filter( 'rest_authentication_errors', function ( $result ) { return is_user_logged_in() ? $result : new WP_Error( 'rest_shut', 'Only for members.', array( 'status' => 401 ) ); } );");
  assert.equal((await site.post(text(fresh()))).status, 401);
  const tried = () => JSON.parse(site.php('echo wp_json_encode( triptych_choose_door() );'));
  assert.deepEqual(tried(), { rest: 'HTTP 401', plain: 'answers' });
  const { url } = widget().collect;
  assert.equal(new URL(url, site.url).href, site.url + addresses.plain);
  assert.equal((await site.post(text(fresh()), { address: url.slice(1) })).status, 201);
  // The workbench's person is signed in: REST is open to them.
  const admin = await site.login('admin');
  assert.equal((await as(admin, route('export'))).status, 200);
  site.mustUse('shut', '');
  assert.deepEqual(tried(), { rest: 'answers', plain: 'answers' });
  assert.equal(new URL(widget().collect.url, site.url).href, site.url + addresses.rest);
});

test('more ballots in a minute than visitors send are put off, by either address, and nothing of it is in the database', async () => {
  const pace = (most) => site.mustUse('pace', `add_filter( 'triptych_ballots_per_minute', function () { return ${most}; } );`);
  const tables = () => site.sql("SELECT GROUP_CONCAT(option_name ORDER BY option_name) FROM wp_options WHERE option_name LIKE '%triptych%'");
  const before = [site.stored().length, tables()];
  // All in one minute.
  if (Date.now() % 60_000 > 45_000) await sleep(60_000 - (Date.now() % 60_000));
  pace(1);
  try {
    // The whole minute's ballots of the tests before are counted already, and so is this one.
    await site.post(text(fresh()));
    const stored = site.stored().length;
    for (const door of doors) {
      const answer = await site.post(text(fresh()), { door });
      assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '60'], door);
    }
    assert.equal(site.stored().length, stored);
    assert.equal(tables(), before[1]);
    pace(0);
    assert.equal((await site.post(text(fresh()))).status, 201);
    assert.ok(site.stored().length <= before[0] + 2);
  } finally {
    site.mustUse('pace', '');
  }
});

test('a closed survey takes no more ballots by any address, of any kind, and says why', async () => {
  site.php("update_option( TRIPTYCH_CLOSED, array( 'ai-in-care' => gmdate( 'Y-m-d' ) ) );");
  for (const door of doors) assert.deepEqual(await refusal(await site.post(text(fresh()), { door })), [410, 'closed']);
  assert.deepEqual(JSON.parse(site.php('echo wp_json_encode( triptych_choose_door() );')), { rest: 'closed', plain: 'closed' });
  site.php('update_option( TRIPTYCH_CLOSED, array() );');
  assert.equal((await site.post(text(fresh()))).status, 201);
});

test('ballots are deleted so many days after the closing, and none of a survey that is still open, however old', () => {
  const week = (bytes, days) => {
    const copy = withId(bytes);
    copy.writeUInt16LE(days === null ? 0 : Number(site.php(`echo triptych_week( time() - ${days} * DAY_IN_SECONDS );`)), 29);
    return copy;
  };
  site.sql(`DELETE FROM ${table}`);
  const all = [0, 364, 373, 800, null].map((days) => week(samples[0], days));
  site.sql(`INSERT INTO ${table} VALUES ${all.map((bytes) => `('ai-in-care', 0x${bytes.subarray(10, 26).toString('hex')}, 0x${bytes.toString('hex')})`).join(',')}`);
  const daily = (closed) => Number(site.php(`update_option( TRIPTYCH_CLOSED, array( ${closed} ) ); do_action( 'triptych_daily' ); echo triptych_count( 'ai-in-care' );`));
  const ago = (survey, days) => `'${survey}' => gmdate( 'Y-m-d', time() - ${days} * DAY_IN_SECONDS )`;
  assert.equal(daily(''), 5, 'open');
  assert.equal(daily(ago('tool-feedback', 900)), 5, 'another survey is closed');
  assert.equal(daily(ago('ai-in-care', 364)), 5, 'before its day');
  assert.equal(daily(ago('ai-in-care', 367)), 0);
  site.php('update_option( TRIPTYCH_CLOSED, array() );');
});

test('settings: what cannot be kept is refused and said, the rest is kept and reaches widget.json, which the check takes', () => {
  const save = (input) => JSON.parse(site.php(`require_once ABSPATH . 'wp-admin/includes/template.php'; $kept = triptych_sanitize_settings( json_decode( '${JSON.stringify(input)}', true ) ); update_option( TRIPTYCH_SETTINGS, $kept ); echo wp_json_encode( array( $kept, array_column( get_settings_errors( TRIPTYCH_SETTINGS ), 'code' ) ) );`));
  const [kept, said] = save({ name: ' <b>Asso</b> ', contact: 'x@asso.example', dpo: '', languages: ['', 'fr', 'xx'], accent: '#fff8dc', accent_dark: '#8ed8d2', public_key: 'short', retention: '90', omit_role: '1', survey: 'no-such', title: 'Titre' });
  assert.deepEqual(said, ['accent', 'public_key']);
  assert.deepEqual([kept.name, kept.languages, kept.accent, kept.public_key, kept.retention, kept.survey, kept.omit_role], ['Asso', ['fr'], '', '', 90, 'ai-in-care', true]);
  const { controller, languages, omit, retention, theme, collect, simulated } = widget();
  assert.deepEqual([controller, languages, omit, retention, collect.kind, simulated], [{ name: 'Asso', contact: 'x@asso.example' }, ['fr'], ['role'], { days: 90 }, 'wordpress', undefined]);
  assert.equal(theme.accent, 'light-dark(#0b5157, #8ed8d2)');
  const check = spawnSync(triptych, ['check', uploads('content/ai-in-care'), '--json'], { encoding: 'utf8' });
  assert.equal(check.status, 0, check.stdout + check.stderr);
  assert.deepEqual(save({ accent: 'red', languages: [''] })[1], ['languages', 'accent']);
  // Nobody answers for the data: nothing may leave.
  save({ name: '', contact: '' });
  assert.deepEqual([widget().controller, widget().collect], [undefined, { kind: 'none' }]);
  save({ name: 'Asso', contact: 'x@asso.example', accent_dark: '', omit_role: '0', retention: '365' });
});

test('an update keeps ballots, settings and results, and writes the survey’s files anew', async () => {
  const ballot = fresh();
  assert.equal((await site.post(text(ballot))).status, 201);
  const results = readFileSync(uploads('results/ai-in-care.json'), 'utf8');
  const main = join(site.wp, 'wp-content/plugins/triptych/triptych.php');
  const made = site.php('echo get_option( TRIPTYCH_MADE_OF );');
  writeFileSync(main, readFileSync(main, 'utf8').replaceAll(/0\.1\.0/g, '0.2.0'));
  writeFileSync(uploads('content/ai-in-care/references.json'), 'of the version before');
  // The first visitor of a page brings it about.
  const page = site.page('[triptych]');
  await until(async () => {
    await (await ask(page)).text();
    return site.php('echo get_option( TRIPTYCH_MADE_OF );') !== made;
  }, () => 'nothing was written anew');
  assert.match(readFileSync(uploads('content/ai-in-care/references.json'), 'utf8'), /^\{|^\[/);
  assert.deepEqual([site.stored(), readFileSync(uploads('results/ai-in-care.json'), 'utf8'), widget().controller.name], [[ballot.toString('hex')], results, 'Asso']);
  site.php("deactivate_plugins( 'triptych/triptych.php' ); activate_plugin( 'triptych/triptych.php' );");
  assert.deepEqual(site.stored(), [ballot.toString('hex')]);
});

test('acknowledged ballots outlive kills of the database under load: acknowledged minus stored is 0', async (t) => {
  site.mustUse('pace', "add_filter( 'triptych_ballots_per_minute', '__return_zero' );");
  const server = { port: new URL(site.url).port };
  const acknowledged = [];
  let refused = 0;
  for (let round = 0; round < 2; ++round) {
    let stop = false;
    let sent = 0;
    const senders = Array.from({ length: 8 }, async (_, at) => {
      while (!stop) {
        const ballot = fresh();
        const body = text(ballot);
        const answer = await request(server, { method: 'POST', path: `/${addresses[doors[at % 2]]}`, headers: { 'Content-Type': 'text/plain', 'Content-Length': body.length, Host: `127.0.0.1:${server.port}` }, body }).catch(() => null);
        sent += 1;
        // As the page does: only its own hash is a receipt.
        if (answer && [200, 201].includes(answer.status) && answer.body.toString() === JSON.stringify({ sha256: sha256(ballot) })) acknowledged.push(ballot.toString('hex'));
        else refused += 1;
      }
    });
    const started = acknowledged.length;
    await until(() => acknowledged.length >= started + 150, () => `${acknowledged.length - started} acknowledged`);
    site.killDatabase();
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    stop = true;
    // WordPress itself may try for minutes to reach a database that went away in the middle of a request: it is there again before the last are waited for.
    site.startDatabase();
    await Promise.all(senders);
    assert.ok(sent > 150);
  }
  const stored = new Set(site.stored());
  assert.equal(acknowledged.filter((hex) => !stored.has(hex)).length, 0);
  assert.ok(acknowledged.length >= 300 && refused > 0, `${acknowledged.length} acknowledged, ${refused} not`);
  assert.equal(site.sql(`CHECK TABLE ${table}`).split('\t').at(-1), 'OK');
  t.diagnostic(`acknowledged ${acknowledged.length}, stored ${stored.size}, not acknowledged ${refused}`);
  // One that was sent and not acknowledged goes again, and is there once.
  assert.equal((await site.post(text(fresh()))).status, 201);
});

test('deleting the plugin keeps everything unless the settings say otherwise', () => {
  const remove = () => site.php("deactivate_plugins( 'triptych/triptych.php' ); define( 'WP_UNINSTALL_PLUGIN', 'triptych/triptych.php' ); require WP_PLUGIN_DIR . '/triptych/uninstall.php';");
  const stored = site.stored().length;
  assert.ok(stored > 0);
  remove();
  assert.equal(site.stored().length, stored);
  assert.ok(existsSync(uploads('results/ai-in-care.json')));
  site.activate();
  assert.equal(site.php("echo triptych_count( 'ai-in-care' );"), String(stored), 'there again with the plugin');
  assert.equal(widget().controller.name, 'Asso');
  site.settings({ delete_on_uninstall: true });
  remove();
  assert.equal(site.sql("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE '%triptych%'"), '0');
  assert.equal(site.sql("SELECT COUNT(*) FROM wp_options WHERE option_name LIKE '%triptych%' AND option_name NOT LIKE '%cron%'"), '0');
  assert.ok(!existsSync(uploads()));
});

test('PHP had nothing to say about the plugin', () => {
  assert.deepEqual(site.complaints(), []);
});
