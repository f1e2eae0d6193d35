// SPDX-License-Identifier: MIT
// Tests: ballots sealed in a page, kept as names of objects by a real S3 engine, listed, opened and counted by the command line.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seal } from '../../web/src/store/seal.ts';
import { makeSite, root, sampleBallots, temporaryFolder, text, triptych, withId } from '../server/harness.js';
import { engines } from '../web/drivers/index.js';
import { serve } from '../web/drivers/static-server.js';
import { until } from '../web/drivers/wait.js';
import { words } from '../web/drivers/words.js';
import { Visitor } from '../web/journey/visitor.js';
import { sendForm, startCeph } from './ceph.js';

let ceph;
let site;
let sample;
const work = temporaryFolder();
const keyFile = join(work, 'private-key.json');
let publicKey;

const command = (words, env = process.env) => {
  const { status, stdout, stderr } = spawnSync(triptych, [...words, '--json', '--lang', 'en'], { encoding: 'utf8', env, maxBuffer: 1 << 26 });
  return { status, stderr, ...JSON.parse(stdout.trim().split('\n').at(-1)) };
};
const questionnaire = () => join(site, 'content/fixture/questionnaire.json');
const policy = () => join(site, 'content/fixture/disclosure.json');
const tally = (input, ...more) => command(['tally', questionnaire(), input, '--policy', policy(), '--out', join(temporaryFolder(), 'snapshot.json'), '--private-key', keyFile, ...more], ceph.environment(ceph.users.owner));
const sealed = async (bytes) => (await seal(text(bytes), publicKey)).text;
/** Sends many at once, as visitors do. */
async function pour(collect, texts, { at = 24, took = () => {} } = {}) {
  const left = [...texts];
  await Promise.all(Array.from({ length: at }, async () => {
    while (left.length > 0) {
      const one = left.pop();
      took(one, await sendForm(collect, one).catch(() => 0));
    }
  }));
}

before(() => {
  site = makeSite();
  [sample] = sampleBallots(site, { count: 1 });
  publicKey = command(['keys', '--out', keyFile]).value.publicKey;
  ceph = startCeph();
});
after(() => ceph?.stop());

test('a private key is its owner’s alone, and never written over', () => {
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  assert.equal(command(['keys', '--out', keyFile]).error.code, 'cli_exists');
  assert.match(publicKey, /^[A-Za-z0-9_-]{43}$/);
});

test('a form is signed only for sealed ballots, and only with a key to sign', () => {
  const env = ceph.environment(ceph.users.drop);
  assert.equal(command(['s3', 'policy', ceph.address], env).error.code, 'usage_missing');
  assert.equal(command(['s3', 'policy', ceph.address, '--public-key', 'short'], env).error.code, 'seal_public_key');
  assert.equal(command(['s3', 'policy', ceph.address, '--public-key', publicKey], { ...env, AWS_SECRET_ACCESS_KEY: '' }).error.code, 'usage_credentials');
  assert.equal(command(['s3', 'policy', '--public-key', publicKey, 'ballots'], env).error.code, 'bucket_address');
});

test('the signed form adds one empty object under the prefix, and nothing else', async () => {
  const collect = ceph.collect(publicKey);
  const name = await sealed(withId(sample));
  assert.equal(await sendForm(collect, name), 201);
  assert.equal(await sendForm(collect, name), 201, 'sent twice it is the same object');
  assert.equal(await sendForm(collect, name, { body: 'x' }), 400, 'a file with something in it');
  assert.equal(await sendForm(collect, name, { key: `other/${name}` }), 403, 'another folder');
  assert.equal(await sendForm(collect, name, { acl: 'public-read' }), 403, 'an object for everybody to read');
  assert.equal(await sendForm(collect, name, { 'x-amz-meta-note': 'x' }), 403, 'a field that was not signed');
  assert.equal(await sendForm({ ...collect, fields: { ...collect.fields, 'x-amz-signature': 'ab'.repeat(32) } }, name), 403, 'another signature');
  assert.equal(ceph.request(ceph.users.drop, 'ballots?list-type=2').status, 403, 'who signs the form cannot list');
  assert.equal(ceph.request(ceph.users.drop, `ballots/v1/${name}`, { method: 'DELETE' }).status, 403, 'nor delete');
  assert.equal((await fetch(`${ceph.url}/v1/${name}`)).status, 403, 'nobody reads without a key');
  assert.equal((await fetch(`${ceph.url}?list-type=2`)).status, 403);
  const listed = ceph.request(ceph.users.owner, 'ballots?list-type=2&prefix=v1%2F').body;
  assert.equal(listed.split(`<Key>v1/${name}</Key>`).length, 2, 'once');
});

test('2,600 ballots and what strangers add: all ballots are counted once, all else is counted as refused', async () => {
  const collect = ceph.collect(publicKey);
  // What the tests before left there.
  const already = tally(ceph.address).value.ballots;
  const ballots = await Promise.all(Array.from({ length: 2600 }, () => sealed(withId(sample))));
  await pour(collect, ballots, { took: (_, status) => assert.equal(status, 201) });
  const stranger = command(['keys', '--out', join(work, 'stranger.json')]).value.publicKey;
  const spoilt = Buffer.from(ballots[0], 'base64url');
  spoilt[60] ^= 1;
  const hostile = [
    'not a ballot', 'AAAA', '..%2F..%2Fetc', 'é&<>"\u0001', 'g'.repeat(900), 'a/b/c', ' ',
    (await seal(text(withId(sample)), stranger)).text, text(spoilt), Buffer.concat([Buffer.from([0x82]), randomBytes(80)]).toString('base64url'),
    (await seal(text(withId(sampleBallots(site, { count: 1, simulated: true })[0])), publicKey)).text,
  ];
  await pour(collect, hostile, { took: (name, status) => assert.equal(status, 201, name) });
  // The same ballot sealed anew is another object, and the same ballot.
  await pour(collect, await Promise.all(Array.from({ length: 3 }, () => sealed(withId(sample, Buffer.alloc(16, 7))))));
  assert.ok(ceph.request(ceph.users.owner, `ballots/v1/${'full'.repeat(8)}`, { method: 'PUT', body: 'something' }).status < 300);

  const counted = tally(ceph.address);
  assert.equal(counted.status, 0, counted.stderr);
  assert.equal(counted.value.ballots, already + 2600 + 1);
  const { refused } = counted.value;
  assert.equal(refused.bucket_object, 1);
  assert.equal(refused.seal_closed, 2);
  assert.equal(refused.ballot_mixed, 1);
  assert.equal(Object.values(refused).reduce((sum, count) => sum + count, 0), hostile.length + 1, JSON.stringify(refused));

  // A copy opened by the association is the same count.
  const copy = join(work, 'copy.ballots');
  const dumped = command(['dump', ceph.address, '--survey', 'fixture', '--private-key', keyFile, '--out', copy], ceph.environment(ceph.users.owner));
  assert.equal(dumped.status, 0, dumped.stderr);
  assert.equal(statSync(copy).mode & 0o777, 0o600);
  assert.equal(command(['tally', questionnaire(), copy, '--policy', policy(), '--out', join(work, 'of-copy.json')]).value.ballots, counted.value.ballots);
});

test('without the key nothing is counted, and it says which option is missing', () => {
  const refused = command(['tally', questionnaire(), ceph.address, '--policy', policy(), '--out', join(work, 'none.json')], ceph.environment(ceph.users.owner));
  assert.equal(refused.error.code, 'seal_no_key');
  assert.ok(!existsSync(join(work, 'none.json')));
});

test('a key that may not list, an engine that is not there, another store’s page: an error that says so', () => {
  const env = ceph.environment(ceph.users.drop);
  assert.equal(command(['dump', ceph.address, '--survey', 'fixture', '--out', join(work, 'x.ballots')], env).error.params.status, 403);
  const nowhere = command(['dump', ceph.address, '--survey', 'fixture', '--out', join(work, 'x.ballots')], { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  assert.equal(nowhere.error.code, 'bucket_answer');
  writeFileSync(join(work, 'page.xml'), '<html><body>Please sign in</body></html>');
  assert.equal(tally(join(work, 'page.xml')).error.code, 'bucket_listing');
});

test('a listing that was cut anywhere goes on from its checkpoint, and counts the same', () => {
  const whole = join(work, 'whole.listing');
  const counted = tally(ceph.address, '--checkpoint', whole).value;
  const bytes = readFileSync(whole);
  assert.ok(bytes.toString('latin1').match(/^page /gm).length >= 17, 'each range has a page');
  for (let part = 0; part <= 8; ++part) {
    const cut = join(work, `cut-${part}.listing`);
    writeFileSync(cut, bytes.subarray(0, 60 + Math.floor((bytes.length - 60) * (part / 8))));
    const again = tally(ceph.address, '--checkpoint', cut).value;
    assert.deepEqual([again.ballots, again.refused], [counted.ballots, counted.refused], `cut at ${part}/8`);
  }
  writeFileSync(join(work, 'other.listing'), bytes.toString('latin1').replace('/v1/', '/v2/'), 'latin1');
  assert.equal(tally(ceph.address, '--checkpoint', join(work, 'other.listing')).error.code, 'bucket_checkpoint');
});

test('a listing saved by another program is counted without the network', () => {
  const saved = join(temporaryFolder(), 'listings');
  execFileSync('mkdir', [saved]);
  let after = '';
  for (let page = 0; ; ++page) {
    const { status, body } = ceph.request(ceph.users.owner, `ballots?encoding-type=url&list-type=2&prefix=v1%2F${after && `&start-after=${after}`}`);
    assert.equal(status, 200, body);
    writeFileSync(join(saved, `${page}.xml`), body);
    if (!body.includes('<IsTruncated>true')) break;
    after = encodeURIComponent(decodeURIComponent(/.*<Key>([^<]*)<\/Key>/s.exec(body)[1]));
  }
  const offline = { ...process.env, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_ENDPOINT_URL: '' };
  const counted = command(['tally', questionnaire(), saved, '--policy', policy(), '--private-key', keyFile, '--out', join(work, 'saved.json')], offline);
  assert.equal(counted.status, 0, counted.stderr);
  assert.equal(counted.value.ballots, tally(ceph.address).value.ballots);
});

test('a visitor’s page sends to the store of another origin, sealed, without asking first, and the command line counts it', async () => {
  const folder = join(temporaryFolder(), 'dist');
  cpSync(join(root, 'dist'), folder, { recursive: true });
  const settings = join(folder, 'content/ai-in-care/widget.json');
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings)), collect: ceph.collect(publicKey) }));
  assert.equal(command(['check', join(folder, 'content/ai-in-care')]).status, 0);
  for (const page of ['index.html', 'en.html']) {
    const file = join(folder, page);
    writeFileSync(file, readFileSync(file, 'utf8').replace("connect-src 'self'", `connect-src 'self' ${ceph.endpoint}`));
  }
  const real = join(folder, 'content/ai-in-care/questionnaire.json');
  const count = () => command(['tally', real, ceph.address, '--policy', join(folder, 'content/ai-in-care/disclosure.json'), '--private-key', keyFile, '--out', join(temporaryFolder(), 's.json')], ceph.environment(ceph.users.owner)).value;
  const before = count().ballots;
  const host = await serve(folder);
  const browser = await engines.chromium.launch();
  try {
    const page = await browser.page({ locale: 'fr-FR' });
    const sent = [];
    page.page.on('request', (request) => { if (request.url().startsWith(ceph.endpoint)) sent.push(request); });
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(host.url);
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await visitor.press('question.finish');
    await visitor.reads('ballot.title');
    await visitor.press({ css: 'details.bytes summary' });
    await page.waitFor({ css: 'details.bytes code.text:not(:empty)' });
    const shown = (await page.text('details.bytes code.text')).replace(/\s/g, '');
    await visitor.sends();
    assert.deepEqual(sent.map((request) => request.method()), ['POST'], 'one request, no preflight');
    const listed = ceph.request(ceph.users.owner, `ballots?list-type=2&prefix=${encodeURIComponent(`v1/${shown}`)}`).body;
    assert.ok(listed.includes(`<Key>v1/${shown}</Key>`), 'what was shown is what is there');
    await page.close();
  } finally {
    await browser.close();
    await host.close();
  }
  assert.equal(count().ballots, before + 1);
});

test('a bucket alone: the site is in it, a ballot is sent, listed, opened, counted and published by the workbench’s buttons; visitors and researchers see it', async () => {
  const folder = join(temporaryFolder(), 'dist');
  cpSync(join(root, 'dist'), folder, { recursive: true });
  const settings = join(folder, 'content/ai-in-care/widget.json');
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings)), collect: ceph.collect(publicKey) }));
  const address = ceph.upload(folder);
  const real = join(folder, 'content/ai-in-care/questionnaire.json');
  const others = join(work, 'others.ballots');
  execFileSync(triptych, ['simulate', real, '--count', '39', '--seed', '11', '--out', others]);
  const collect = ceph.collect(publicKey);
  const before = command(['tally', real, ceph.address, '--policy', join(folder, 'content/ai-in-care/disclosure.json'), '--private-key', keyFile, '--out', join(work, 'before.json')], ceph.environment(ceph.users.owner)).value.ballots;
  await pour(collect, await Promise.all(readFileSync(others, 'utf8').trim().split('\n').slice(1).map(async (one) => (await seal(one, publicKey)).text)), { took: (_, status) => assert.equal(status, 201) });

  const t = words('fr');
  const browser = await engines.chromium.launch();
  const open = async (path, act) => {
    const page = await browser.page({ locale: 'fr-FR', width: 1280 });
    try {
      await page.open(`${address}${path}`);
      await act(page);
    } finally {
      await page.close();
    }
  };
  const says = (page, what) => until(async () => (await page.text()).includes(what), async () => `the page does not say “${what}”: ${await page.text()}`);
  try {
    await open('index.html', async (page) => {
      const visitor = new Visitor(page, 'fr');
      await visitor.beginsToAnswer();
      await visitor.answersThePage();
      await visitor.press('question.finish');
      await visitor.sends();
    });
    await open('workbench.html', async (page) => {
      await page.waitFor('select.survey');
      await page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
      await page.waitFor('input.office-id');
      await page.page.locator('details.sealed > summary').click();
      await page.page.locator('input.key').setInputFiles(keyFile);
      // A key that may only add is told so by the store itself.
      const { drop, owner } = ceph.users;
      for (const [user, then] of [[drop, () => says(page, 'AccessDenied')], [owner, () => page.waitFor('.publish-now')]]) {
        await page.page.locator('input.office-id').fill(user.id);
        await page.page.locator('input.office-secret').fill(user.secret);
        await page.click('.take');
        await then();
      }
      await says(page, t('research.counted', { ballots: before + 40 }));
      assert.equal(await page.page.locator('input.office-folder').inputValue(), address);
      await page.click('.publish-now');
      await says(page, t('workbench.published'));
    });
    await open('index.html', async (page) => {
      const visitor = new Visitor(page, 'fr');
      await visitor.enter('engagement');
      await visitor.seesAChart();
    });
    await open('research.html', async (page) => {
      await page.waitFor({ role: 'button', name: t('research.open') });
      await page.click({ role: 'button', name: t('research.open') });
      await page.waitFor('table.answers');
    });
  } finally {
    await browser.close();
  }
  // The same bytes as by the command line; nobody without a key has come nearer to the ballots.
  const counted = join(work, 'published.json');
  command(['tally', real, ceph.address, '--policy', join(folder, 'content/ai-in-care/disclosure.json'), '--private-key', keyFile, '--out', counted], ceph.environment(ceph.users.owner));
  assert.equal(await (await fetch(`${address}results/ai-in-care.json`)).text(), readFileSync(counted, 'utf8'));
  assert.equal((await fetch(`${ceph.url}?list-type=2`)).status, 403);
});
