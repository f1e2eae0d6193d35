// SPDX-License-Identifier: MIT
// Tests: the group's view: one thing at a time, votes that stay in the room, a tablet that hides them until the end; nothing is sent or kept.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { launchOptions } from '../drivers/chromium.js';
import { patience } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { violations } from './panels.js';
import { startStatic } from './site.js';

const file = JSON.parse(readFileSync(new URL('../../../content/ai-in-care/explainers/diagnosis.json', import.meta.url), 'utf8'));
const plain = (text) => text.replace(/\s+/g, ' ').trim();
const [first, second] = file.checks;

let browser;
before(async () => { browser = await chromium.launch(launchOptions); });
after(() => browser.close());

async function visit({ address = '?mode=facilitate', page: rewrite, ...options }, act) {
  const site = await startStatic({ page: rewrite });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR', ...options });
  // A press waits for the page to stand still, which takes long where every core is busy.
  context.setDefaultTimeout(4 * patience);
  try {
    const page = await context.newPage();
    const problems = [];
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    page.on('pageerror', (error) => problems.push(String(error.stack)));
    await page.goto(site.url + address);
    const view = page.locator('triptych-facilitator');
    await view.locator('.cards button').first().waitFor();
    await act({ page, view, site, t: words('fr'), next: () => view.locator('.moves .primary').click(), choose: () => view.getByRole('button', { name: file.title.default }).click() });
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    await site.close();
  }
}

/** Everything that a page can keep: cookies, both storages, databases. */
const kept = (page) => page.evaluate(async () => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, (await indexedDB.databases()).map(({ name }) => name)]));

test('the attribute does as the address: no door, no panel, every explainer of the survey', () => visit({ address: '', page: (html) => html.replace('<triptych-widget ', '<triptych-widget facilitate ') }, async ({ page, view }) => {
  const { explainers } = JSON.parse(readFileSync(new URL('../../../content/ai-in-care/widget.json', import.meta.url), 'utf8'));
  assert.equal(await view.locator('.cards button').count(), explainers.length);
  assert.equal(await page.locator('.door, .panels, .erasing').count(), 0);
}));

test('a session: a question, the explanation step by step, the question after, the answers, what to discuss; each with its time', () => visit({}, async ({ page, view, t, next, choose }) => {
  await choose();
  for (const kind of ['question', 'explain', 'answers', 'discuss']) assert.match(plain(await view.locator('.plan').innerText()), new RegExp(t(`facilitate.${kind}`)));
  await next();
  assert.equal(plain(await view.locator('#slide').innerText()), plain(first.title.default));
  assert.equal(await page.evaluate(() => document.querySelector('triptych-widget').shadowRoot.querySelector('triptych-facilitator').shadowRoot.activeElement?.id), 'slide');
  assert.match(plain(await view.locator('.time').innerText()), new RegExp(plain(t('facilitate.time', { minutes: 2, from: 0, to: 2 }))));
  await next();
  for (const [index, step] of file.steps.entries()) {
    const explainer = view.locator('triptych-explainer');
    assert.match(plain(await explainer.locator('#step').innerText()), new RegExp(plain(step.title.default).replace(/[?.]/g, '\\$&')));
    assert.equal(await explainer.locator('.moves, .glossary').count(), 0, 'one way on, for who leads');
    if (index < file.workshop.prompts.length) assert.match(plain(await view.locator('.prompt').innerText()), new RegExp(plain(file.workshop.prompts[index].default).replace(/[?.]/g, '\\$&')));
    await next();
  }
  await next();
  assert.equal(plain(await view.locator('#slide').innerText()), plain(second.title.default));
  await next();
  assert.equal(plain(await view.locator('#slide').innerText()), t('facilitate.answers'));
  assert.equal(await view.locator('.answered').count(), 2);
  await next();
  for (const prompt of file.workshop.prompts) assert.ok(plain(await view.locator('.prompts').innerText()).includes(plain(prompt.default)));
  await view.getByRole('button', { name: t('facilitate.finish') }).click();
  await view.locator('.cards').waitFor();
}));

test('hands are shown as typed, "in this room", and stay there: nothing is sent, nothing is kept, and the end erases them', () => visit({}, async ({ page, view, site, t, next, choose }) => {
  await choose();
  const [keptBefore, sent] = [await kept(page), []];
  page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
  await next();
  for (const [choice, count] of [[0, '7'], [1, '12.6'], [2, '-4']]) {
    await view.locator(`#hand-${choice}`).fill(count);
    await view.locator(`#hand-${choice}`).press('Tab');
  }
  await view.locator('.hand').nth(2).getByRole('button').last().click();
  const bars = () => view.locator('.bars [data-choice] dd strong').allInnerTexts();
  assert.deepEqual(await bars(), ['7', '12', '1']);
  assert.equal(plain(await view.locator('.label').innerText()), plain(t('facilitate.in_this_room', { votes: 20 })));
  await next();
  await view.locator('triptych-explainer').waitFor();
  await view.locator('.moves .secondary').click();
  assert.deepEqual(await bars(), ['7', '12', '1'], 'kept while the session lasts');
  await view.getByRole('button', { name: t('facilitate.other') }).click();
  await choose();
  await next();
  assert.deepEqual(await bars(), ['0', '0', '0']);
  assert.deepEqual(sent, []);
  assert.deepEqual(site.posted, []);
  assert.equal(await kept(page), keptBefore);
}));

test('on a shared tablet nobody sees the votes before the end, nor at the end if they are fewer than eleven', () => visit({}, async ({ page, view, t, next, choose }) => {
  const vote = async (choice) => {
    await view.locator('.tablet button').nth(choice).click();
    assert.equal(plain(await view.getByRole('status').innerText()), t('facilitate.thanks'));
    assert.equal(await view.locator('.bars').count(), 0);
    await view.getByRole('button', { name: t('facilitate.next_person') }).click();
  };
  await choose();
  await view.getByRole('radio', { name: t('facilitate.method_tablet') }).check();
  await next();
  for (let person = 0; person < 11; person += 1) await vote(person % 3);
  assert.match(plain(await view.locator('.room-view').innerText()), new RegExp(t('facilitate.votes', { votes: 11 })));
  await next();
  for (let step = 0; step <= file.steps.length; step += 1) await next();
  for (let person = 0; person < 10; person += 1) await vote(1);
  await next();
  const [before, afterwards] = await view.locator('.answered').all();
  assert.deepEqual(await before.locator('.bars dd strong').allInnerTexts(), ['4', '4', '3']);
  assert.equal(await afterwards.locator('.bars').count(), 0);
  assert.match(plain(await afterwards.innerText()), new RegExp(plain(t('facilitate.too_few', { votes: 10, fewest: 11 }))));
  assert.doesNotMatch(await kept(page), /diagnosis/);
}));

test('who leads prints the leaflet alone: two pages, and nothing of the room', () => visit({}, async ({ page, view, t, next, choose }) => {
  await page.evaluate(() => { window.print = () => { window.printed = document.adoptedStyleSheets.length; }; });
  await choose();
  await next();
  await view.locator('#hand-0').fill('7');
  await next();
  await view.getByRole('button', { name: t('explainer.print') }).click();
  assert.equal(await page.evaluate(() => window.printed), 1);
  const folder = mkdtempSync(join(tmpdir(), 'leaflet-'));
  try {
    const path = join(folder, 'leaflet.pdf');
    writeFileSync(path, await page.pdf({ preferCSSPageSize: true }));
    assert.match(execFileSync('pdfinfo', [path], { encoding: 'utf8' }), /^Pages:\s+2$/m);
    const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
    for (const key of ['facilitate.other', 'explainer.next', 'facilitate.discuss_now']) assert.ok(!text.includes(t(key)), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
}));

test('a remote control’s two keys go on and back; letters are large; axe finds nothing', () => visit({}, async ({ page, view, next, choose }) => {
  await choose();
  await view.locator('#slide').press('PageDown');
  assert.equal(plain(await view.locator('#slide').innerText()), plain(first.title.default));
  await view.locator('#slide').press('PageUp');
  await view.locator('.plan').waitFor();
  const size = await view.locator('.plan').evaluate((list) => parseFloat(getComputedStyle(list).fontSize));
  assert.ok(size >= 24, `${size} px`);
  for (let slide = 0; slide < 9; slide += 1) {
    for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      assert.deepEqual(await violations(page), [], `slide ${slide} ${JSON.stringify(media)}`);
    }
    await next();
  }
}));

test('on a tablet of 768 px and a phone of 320 px nothing is cut off', async () => {
  for (const width of [320, 768]) {
    await visit({ viewport: { width, height: 800 } }, async ({ page, view, next, choose }) => {
      await choose();
      for (let slide = 0; slide < 9; slide += 1) {
        assert.ok((await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth)) <= 0, `${width} px, slide ${slide}`);
        await next();
        await view.locator('.where').waitFor();
      }
    });
  }
});
