// SPDX-License-Identifier: MIT
// Tests: what can go wrong at the moment of sending, in a real browser: each time the ballot is kept, the visitor told, and it counts once.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ChromiumPage } from '../drivers/chromium.js';
import { engines } from '../drivers/index.js';
import { profile } from '../drivers/profile.js';
import { dist, startSite } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { Visitor } from './visitor.js';

let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(async () => { await browser.close(); });

/** A visitor who has answered one question and sees what would leave: that text. */
async function upToSending(page, url) {
  const visitor = new Visitor(page, 'fr');
  await visitor.arrive(url);
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  return { visitor, shown: await visitor.looksAtTheBytes() };
}

async function withSite(journey) {
  const site = await startSite();
  try {
    await journey(site);
  } finally {
    await site.close();
  }
}

async function withPage(options, journey) {
  await withSite(async (site) => {
    const page = await browser.page({ locale: 'fr-FR', ...options });
    try {
      await journey({ site, page, ...(await upToSending(page, site.url)) });
    } finally {
      await page.close();
    }
  });
}

const countOf = (site, shown) => site.ballots().filter((ballot) => ballot === shown).length;
const countedOnce = async (site, shown) => {
  await until(() => countOf(site, shown) > 0, () => 'the ballot never arrived');
  assert.equal(countOf(site, shown), 1);
  assert.equal(site.ballots().length, 401);
};

const answers = {
  'an error of the server (500)': { status: 500, body: '{"error":{}}' },
  'too many requests (429)': { status: 429, body: '' },
  'a captive portal, whose 200 is a page': { status: 200, type: 'text/html', body: '<!doctype html><title>Wi-Fi</title><p>Please sign in' },
  'a 200 that names another ballot': { status: 200, body: JSON.stringify({ sha256: 'ab'.repeat(32) }) },
};
for (const [name, answer] of Object.entries(answers)) {
  test(`${name} is no receipt: the ballot waits, then goes`, () => withPage({}, async ({ site, visitor, shown }) => {
    site.wire.state = answer;
    await visitor.press('ballot.send');
    await visitor.reads('ballot.waiting_title');
    assert.equal(site.wire.sent().at(-1).status, answer.status);
    assert.equal(countOf(site, shown), 0);
    site.wire.state = 'whole';
    await visitor.press('ballot.retry');
    await visitor.reads('ballot.received_title');
    await countedOnce(site, shown);
  }));
}

test('a site that wants a mark on the device: the notice names every key that is kept, nobody is asked twice, and erasing starts afresh', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-marker-'));
  cpSync(dist, folder, { recursive: true });
  const file = join(folder, 'content/ai-in-care/widget.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...config, collect: { ...config.collect, marker: { days: 30 } } }));
  const site = await startSite({ folder });
  const page = await browser.page({ locale: 'fr-FR' });
  const keys = () => page.evaluate(async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(({ name }) => name)].sort());
  try {
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(site.url);
    await visitor.enter('participation');
    await visitor.reads('widget.notice');
    await visitor.press({ css: '.screen.notice summary' });
    await visitor.reads('notice.key_sent', { days: 30 });
    const named = await page.evaluate(() => [...document.querySelector('triptych-widget').shadowRoot.querySelectorAll('.screen.notice code')].map(({ textContent }) => textContent).sort());
    await visitor.press('widget.begin');
    await visitor.answersThePage();
    await visitor.press('question.finish');
    const kept = new Set(await keys());
    await visitor.press('ballot.send');
    await visitor.reads('ballot.received_title');
    for (const key of await keys()) kept.add(key);
    assert.deepEqual([...kept].sort(), named);

    await visitor.arrive(site.url);
    await visitor.enter('participation');
    await visitor.reads('ballot.before_title');
    await visitor.press('widget.erase');
    await visitor.press('widget.erase_yes');
    await visitor.reads('widget.erased');
    await visitor.beginsToAnswer();
    assert.equal(site.ballots().length, 401);
  } finally {
    await page.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
});

test('killed (kill -9) once the ballot is said to wait: it is still there when the browser starts again, and goes', () => withSite(async (site) => {
  const own = profile();
  try {
    const first = await own.start();
    const { visitor, shown } = await upToSending(await first.page(), site.url);
    site.wire.state = 'cut';
    await visitor.press('ballot.send');
    await visitor.reads('ballot.waiting_title');
    await first.kill();
    assert.equal(countOf(site, shown), 0);
    site.wire.state = 'whole';
    const second = await own.start();
    await (await second.page()).open(site.url);
    await countedOnce(site, shown);
    await second.kill();
  } finally {
    await own.remove();
  }
}));

for (const [name, time] of [['1999', '1999-12-31T23:59:00Z'], ['2061', '2061-06-01T12:00:00Z']]) {
  test(`a device whose clock says ${name} sends all the same`, () => withSite(async (site) => {
    const page = await browser.page({ locale: 'fr-FR' });
    try {
      await page.context.clock.setFixedTime(new Date(time));
      const { visitor, shown } = await upToSending(page, site.url);
      await visitor.press('ballot.send');
      await visitor.reads('ballot.received_title');
      await countedOnce(site, shown);
    } finally {
      await page.close();
    }
  }));
}

test('two tabs: the one that waits learns that the other has sent its ballot; it counts once', () => withPage({}, async ({ site, page, visitor, shown }) => {
  site.wire.state = 'cut';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  site.wire.state = 'whole';
  const other = await page.context.newPage();
  await other.goto(site.url);
  await visitor.reads('ballot.received_title');
  await countedOnce(site, shown);
}));

test('two tabs: what one erases, the other does not call received', () => withPage({}, async ({ site, page, visitor, shown }) => {
  site.wire.state = 'cut';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  await page.evaluate(() => new Promise((done, failed) => {
    const opening = indexedDB.open('triptych');
    opening.onsuccess = () => {
      const clearing = opening.result.transaction('letters', 'readwrite').objectStore('letters').clear();
      clearing.onsuccess = () => { opening.result.close(); done(); };
      clearing.onerror = () => failed(clearing.error);
    };
  }));
  site.wire.state = 'whole';
  await visitor.press('ballot.retry');
  await visitor.reads('ballot.elsewhere_title');
  assert.equal(countOf(site, shown), 0);
}));

test('storage full: the ballot waits in memory, the visitor is told, and it goes', () => withPage({}, async ({ site, page, visitor, shown }) => {
  const devtools = await page.context.newCDPSession(page.page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 1 });
  site.wire.state = 'cut';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_memory');
  site.wire.state = 'whole';
  await visitor.press('ballot.retry');
  await visitor.reads('ballot.received_title');
  await countedOnce(site, shown);
}));

test('storage denied by the browser’s settings: told while answering and when it waits, and it goes', () => withSite(async (site) => {
  const own = profile({ preferences: { profile: { default_content_setting_values: { cookies: 2 } } } });
  try {
    const running = await own.start();
    const page = await running.page();
    const { visitor, shown } = await upToSending(page, site.url);
    await visitor.reads('widget.keep_memory');
    site.wire.state = 'cut';
    await visitor.press('ballot.send');
    await visitor.reads('ballot.waiting_memory');
    site.wire.state = 'whole';
    await visitor.press('ballot.retry');
    await visitor.reads('ballot.received_title');
    await countedOnce(site, shown);
    await running.kill();
  } finally {
    await own.remove();
  }
}));

test('in another site’s frame, where storage is denied or apart: the ballot is kept as far as it can be, told, and goes', () => withSite(async (site) => {
  const host = await serve(new URL('.', import.meta.url).pathname, {
    answer(request, response) {
      if (request.url !== '/') return false;
      // "localhost" is another site than 127.0.0.1.
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Host</title><iframe src="${site.url}" width="380" height="800"></iframe>`);
      return true;
    },
  });
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    await page.page.goto(host.url.replace('127.0.0.1', 'localhost'));
    const frame = await until(() => page.page.frames()[1], () => 'the host’s page has no frame');
    const inFrame = Object.assign(Object.create(ChromiumPage.prototype), { page: frame, context: page.context });
    const { visitor, shown } = await upToSending(inFrame, site.url);
    const keeps = await frame.evaluate(() => new Promise((done) => {
      try {
        const opening = indexedDB.open('probe');
        opening.onsuccess = () => done(true);
        opening.onerror = () => done(false);
      } catch {
        done(false);
      }
    }));
    site.wire.state = 'cut';
    await visitor.press('ballot.send');
    await visitor.reads(keeps ? 'ballot.waiting' : 'ballot.waiting_memory');
    site.wire.state = 'whole';
    await visitor.press('ballot.retry');
    await visitor.reads('ballot.received_title');
    await countedOnce(site, shown);
  } finally {
    await page.close();
    await host.close();
  }
}));

test('a private window says that it forgets; its ballot is gone with it, and nothing of it is left for the next one', () => withSite(async (site) => {
  // Playwright's contexts are private windows: off the record.
  const first = await browser.page({ locale: 'fr-FR' });
  const { visitor, shown } = await upToSending(first, site.url);
  site.wire.state = 'cut';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting');
  await first.close();
  site.wire.state = 'whole';
  const next = await browser.page({ locale: 'fr-FR' });
  try {
    const other = await upToSending(next, site.url);
    await other.visitor.sends();
    await countedOnce(site, other.shown);
    assert.equal(countOf(site, shown), 0);
  } finally {
    await next.close();
  }
}));

test('a ballot that waits can be saved as a file, which holds it and nothing else of the visitor', () => withPage({}, async ({ site, page, visitor, shown }) => {
  site.wire.state = 'cut';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  const [download] = await Promise.all([page.page.waitForEvent('download'), visitor.press('ballot.download')]);
  assert.equal(download.suggestedFilename(), 'ai-in-care.ballots');
  const [header, ...lines] = readFileSync(await download.path(), 'utf8').trim().split('\n');
  assert.deepEqual(Object.keys(JSON.parse(header)), ['format', 'version', 'survey', 'simulated', 'structures']);
  assert.deepEqual(lines, [shown]);
}));
