// SPDX-License-Identifier: MIT
// Tests: an event without internet: phones open a laptop's page over plain http, where browsers lend less. Everything still works, what cannot is said.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { ChromiumPage, launchOptions } from '../drivers/chromium.js';
import { dist, startSite } from '../drivers/site.js';
import { ended, until } from '../drivers/wait.js';
import { Visitor } from './visitor.js';

const work = mkdtempSync(join(tmpdir(), 'triptych-room-'));
let browser;
before(async () => {
  // A name of the local network: not loopback, so not a secure context.
  browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, '--host-resolver-rules=MAP laptop.test 127.0.0.1'] });
});
after(async () => {
  await browser.close();
  rmSync(work, { recursive: true });
});

const phone = async (height = 844) => new ChromiumPage(await (await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height } })).newPage());
const onNetwork = (site) => site.url.replace('127.0.0.1', 'laptop.test');

/** dist/ with another widget.json. */
function withWidget(name, change) {
  const folder = join(work, name);
  cpSync(dist, folder, { recursive: true });
  const file = join(folder, 'content/ai-in-care/widget.json');
  const widget = JSON.parse(readFileSync(file, 'utf8'));
  change(widget);
  writeFileSync(file, JSON.stringify(widget));
  return folder;
}

async function upToSending(visitor) {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
}

test('plain http lends no crypto.subtle and no service worker; a ballot is kept through a cut and arrives once', async () => {
  const site = await startSite();
  const page = await phone();
  try {
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(onNetwork(site));
    assert.deepEqual(await page.evaluate(() => [isSecureContext, typeof crypto.subtle, typeof crypto.randomUUID, 'serviceWorker' in navigator]), [false, 'undefined', 'undefined', false]);
    await upToSending(visitor);
    const shown = await visitor.looksAtTheBytes();
    site.wire.state = 'cut';
    await visitor.press('ballot.send');
    await visitor.reads('ballot.waiting');
    site.wire.state = 'whole';
    await page.open(onNetwork(site));
    await until(() => site.ballots().includes(shown), () => 'the ballot never arrived');
    assert.equal(site.ballots().filter((ballot) => ballot === shown).length, 1);
    assert.equal(site.ballots().length, 401);
  } finally {
    await page.close();
    await site.close();
  }
});

test('where ballots are to be sealed, a plain http page says that it cannot, and sends nothing', async () => {
  const folder = withWidget('sealed', (widget) => { widget.collect = { kind: 'http', url: '../../ballots', publicKey: 'A'.repeat(43) }; });
  const site = await startSite({ folder });
  const page = await phone();
  try {
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(onNetwork(site));
    await visitor.enter('participation');
    await visitor.reads('notice.plain_http');
    await visitor.press('widget.begin');
    await page.waitFor('.screen.question form');
    await visitor.answersThePage();
    await visitor.press('question.finish');
    await visitor.reads('notice.plain_http');
    await visitor.press('ballot.done');
    await visitor.reads('ballot.kept_nothing');
    assert.deepEqual(site.wire.sent(), []);
    assert.equal(site.ballots().length, 400);
    assert.deepEqual(page.problems, []);
  } finally {
    await page.close();
    await site.close();
  }
});

test('the screen in the room: nothing under the threshold, then figures that follow by batches, without being touched', async () => {
  const folder = withWidget('live', (widget) => { widget.results.live = true; });
  const site = await startSite({ simulated: 0, folder });
  const seed = join(work, 'room.ballots');
  execFileSync(join(dist, '../build/native/triptych'), ['simulate', join(folder, 'content/ai-in-care/questionnaire.json'), '--count', '60', '--seed', '5', '--out', seed]);
  const ballots = readFileSync(seed, 'utf8').trim().split('\n').slice(1);
  const send = async (some) => {
    for (const body of some) {
      const { status } = await fetch(`${site.url}ballots`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
      assert.equal(status, 201);
    }
  };
  const screen = await phone(1200);
  try {
    const visitor = new Visitor(screen, 'fr');
    await visitor.arrive(onNetwork(site));
    await visitor.enter('engagement');
    await screen.waitFor('triptych-results');
    const before = await screen.text('triptych-results');
    await send(ballots.slice(0, 5));
    // Time enough for what must not happen: two more askings of this screen.
    const asked = () => site.wire.requests.filter(({ path }) => path.includes('/results/')).length;
    const first = asked();
    await until(() => asked() >= first + 2, () => 'the screen does not ask again');
    assert.equal(await screen.text('triptych-results'), before, 'five ballots show nothing');
    await send(ballots.slice(5, 30));
    await until(async () => (await screen.text('triptych-results')) !== before, () => `thirty ballots never came to the screen: ${before}`);
    const thirty = await screen.text('triptych-results');
    await send(ballots.slice(30));
    await until(async () => (await screen.text('triptych-results')) !== thirty, () => 'the next batch never came to the screen');
    assert.deepEqual([...site.ballots()].sort(), [...ballots].sort(), 'the export at the end holds them all');
  } finally {
    await screen.close();
    await site.close();
  }
});

test('the code on the terminal leads phones to the page', async () => {
  const store = join(work, 'room.sqlite');
  const child = spawn(join(dist, '../build/native/triptych'), ['serve', '--site', dist, '--store', store, '--simulated', '--room', '--host', '127.0.0.1', '--port', '0', '--json', '--lang', 'fr']);
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => { said.out += data; });
  child.stderr.on('data', (data) => { said.err += data; });
  try {
    await until(() => said.err.includes('dump'), () => `no invitation: ${said.err}`);
    const { phones } = JSON.parse(said.out.split('\n')[0]).value;
    // As a camera sees it: each half of a character is a square.
    const lines = said.err.split('\n').filter((line) => line.startsWith('\x1b[107;30m')).map((line) => [...line.slice('\x1b[107;30m'.length, -'\x1b[0m'.length)]);
    assert.ok(lines.length > 10);
    const scale = 6;
    const row = (dark, line) => Array(scale).fill(line.map((one) => (dark.includes(one) ? '1 ' : '0 ').repeat(scale)).join('')).join('\n');
    const pixels = lines.map((line) => `${row('█▀', line)}\n${row('█▄', line)}`).join('\n');
    const image = join(work, 'code.pbm');
    writeFileSync(image, `P1\n${lines[0].length * scale} ${lines.length * 2 * scale}\n${pixels}\n`);
    assert.equal(execFileSync('zbarimg', ['--quiet', '--raw', image], { encoding: 'utf8' }).trim(), phones[0]);
    assert.equal((await fetch(phones[0])).status, 200);
  } finally {
    child.kill('SIGTERM');
    await ended(child);
  }
});
