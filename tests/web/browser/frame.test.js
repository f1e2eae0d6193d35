// SPDX-License-Identifier: MIT
// Tests: the widget in a frame of another site: its height is that of what it shows, a scrollbar stays where nobody listens, the sandbox
// that the guide gives is enough.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';

/** As in README. */
const sandbox = 'allow-scripts allow-same-origin allow-popups allow-modals';
const t = words('en');
const folder = mkdtempSync(join(tmpdir(), 'triptych-frame-'));
let browser;
let site;
let around;

before(async () => {
  browser = await engines.chromium.launch();
  cpSync(dist, join(folder, 'site'), { recursive: true });
  site = await serve(join(folder, 'site'), { prefix: '/t/' });
  const page = (script) => `<!doctype html><html lang="en"><title>Host</title><p>Our page</p>
    <iframe data-triptych title="Questionnaire" sandbox="${sandbox}" src="${site.url}embed.html?survey=ai-in-care&lang=en&title=Our%20questionnaire" width="360" height="300"></iframe>${script}`;
  cpSync(join(dist, 'frame.js'), join(folder, 'host/frame.js'));
  writeFileSync(join(folder, 'host/index.html'), page('<script src="frame.js"></script>'));
  writeFileSync(join(folder, 'host/deaf.html'), page(''));
  around = await serve(join(folder, 'host'), {});
});
after(async () => {
  await browser.close();
  await site.close();
  await around.close();
  rmSync(folder, { recursive: true });
});

/** `act` with the frame's own page, in a page of another site. */
async function visit(name, act) {
  const page = await browser.page({ locale: 'fr-FR', width: 400, height: 800 });
  try {
    await page.page.goto(`${around.url}${name}`);
    const element = await page.page.waitForSelector('iframe');
    const frame = await element.contentFrame();
    await frame.waitForSelector('.screen.home .door');
    await act({ page: page.page, element, frame });
    // Nothing released on this site: the panel asks for it and is told so.
    assert.deepEqual(page.problems.filter((problem) => !/404/.test(problem)), []);
  } finally {
    await page.close();
  }
}
const inside = (frame) => frame.evaluate(() => {
  const root = document.documentElement;
  return { content: Math.ceil(document.body.getBoundingClientRect().height), window: innerHeight, overflow: getComputedStyle(root).overflowY, wide: root.scrollWidth - root.clientWidth };
});

test('the frame is as tall as what it shows, and follows it; the query gives survey, language and title', () => visit('index.html', async ({ element, frame }) => {
  assert.equal(await frame.title(), 'Our questionnaire');
  assert.ok((await frame.locator('triptych-widget').getAttribute('src')).endsWith('ai-in-care/widget.json'));
  const fits = async () => {
    const { content, window: height, overflow } = await inside(frame);
    return Math.abs(content - height) <= 1 && overflow === 'hidden';
  };
  await until(fits, async () => JSON.stringify(await inside(frame)));
  const first = (await element.boundingBox()).height;
  await frame.getByRole('button', { name: new RegExp(`^\\s*${t('widget.panel_engagement')}`) }).click();
  await frame.waitForSelector('.screen.results');
  await until(async () => (await element.boundingBox()).height > first + 200, async () => `still ${(await element.boundingBox()).height}`);
  await until(fits, async () => JSON.stringify(await inside(frame)));
  assert.ok((await inside(frame)).wide <= 0);
}));

test('where nobody listens a scrollbar stays, and everything can be reached', () => visit('deaf.html', async ({ frame }) => {
  const { content, window: height, overflow } = await inside(frame);
  assert.equal(height, 300);
  assert.ok(content > height && overflow !== 'hidden');
}));

test('in the sandbox of the guide an answer is given and brought to the review', () => visit('index.html', async ({ frame }) => {
  await frame.getByRole('button', { name: new RegExp(`^\\s*${t('widget.panel_participation')}`) }).click();
  await frame.getByRole('button', { name: t('widget.begin') }).click();
  await frame.locator('fieldset.question input').first().check();
  await frame.getByRole('button', { name: t('question.next'), exact: true }).click();
  await frame.getByRole('button', { name: t('question.finish') }).click();
  await frame.waitForSelector('.screen.review');
  assert.ok((await frame.locator('.screen.review').innerText()).includes(t('ballot.title')));
}));

test('a height from another window, or one that is none, moves no frame; an address from elsewhere is not shown', async () => {
  await visit('index.html', async ({ page, element, frame }) => {
    await until(async () => (await inside(frame)).overflow === 'hidden', () => 'never fits');
    const { height } = await element.boundingBox();
    await page.evaluate(() => postMessage({ type: 'triptych-height', height: 9000 }, '*'));
    await frame.evaluate(() => { for (const wrong of [-1, 1e9, Infinity, '900', null]) parent.postMessage({ type: 'triptych-height', height: wrong }, '*'); });
    await frame.evaluate(() => new Promise((done) => { setTimeout(done, 100); }));
    assert.equal((await element.boundingBox()).height, height);
  });
  const page = await browser.page({});
  await page.page.goto(`${site.url}embed.html?survey=${encodeURIComponent('https://elsewhere.example/x')}&lang=%22%3E`);
  await page.page.waitForSelector('.screen.home .door');
  assert.equal(await page.page.locator('triptych-widget').getAttribute('src'), 'content/ai-in-care/widget.json');
  await page.close();
});
