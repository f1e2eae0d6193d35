// SPDX-License-Identifier: MIT
// Tests: the widget in a frame of another site: its height is that of what it shows, a scrollbar stays where nobody listens, the sandbox
// that the guide gives is enough, and storage that is kept apart or denied is met in words.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { profile } from '../drivers/profile.js';
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
  site = await serve(join(folder, 'site'), {
    prefix: '/t/',
    // What a frame without an origin of its own needs, as the guide says.
    answer(_request, response) { response.setHeader('access-control-allow-origin', '*'); return false; },
  });
  const page = (script, allowed = sandbox) => `<!doctype html><html lang="en"><title>Host</title><p>Our page</p>
    <iframe data-triptych title="Questionnaire" sandbox="${allowed}" src="${site.url}embed.html?survey=ai-in-care&lang=en&title=Our%20questionnaire" width="360" height="300"></iframe>${script}`;
  cpSync(join(dist, 'frame.js'), join(folder, 'host/frame.js'));
  writeFileSync(join(folder, 'host/index.html'), page('<script src="frame.js"></script>'));
  writeFileSync(join(folder, 'host/deaf.html'), page(''));
  writeFileSync(join(folder, 'host/least.html'), page('<script src="frame.js"></script>', 'allow-scripts allow-same-origin'));
  writeFileSync(join(folder, 'host/none.html'), page('<script src="frame.js"></script>', 'allow-scripts'));
  around = await serve(join(folder, 'host'), {});
  // Another site than that of the frame, not only another port.
  around.url = around.url.replace('127.0.0.1', 'localhost');
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

/** One answer. */
async function answer(frame) {
  await frame.getByRole('button', { name: new RegExp(`^\\s*${t('widget.panel_participation')}`) }).click();
  await frame.getByRole('button', { name: t('widget.begin') }).click();
  await frame.locator('fieldset.question input').first().check();
}

async function review(frame) {
  await frame.getByRole('button', { name: t('question.next'), exact: true }).click();
  await frame.getByRole('button', { name: t('question.finish') }).click();
  await frame.waitForSelector('.screen.review');
  assert.ok((await frame.locator('.screen.review').innerText()).includes(t('ballot.title')));
}

for (const [name, words] of [['index.html', 'the guide'], ['least.html', 'scripts and the same origin alone']])
  test(`in the sandbox of ${words} an answer is given and brought to the review`, () => visit(name, async ({ frame }) => {
    assert.equal(await frame.evaluate(() => document.documentElement.lang), 'en');
    await answer(frame);
    await review(frame);
  }));

test('the sandbox of the guide lets a source be opened beside; without allow-popups nothing opens', async () => {
  const opens = (frame) => frame.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'icon.svg', target: '_blank', textContent: 'source' });
    document.body.append(link);
    return link.click();
  });
  await visit('index.html', async ({ page, frame }) => {
    const [opened] = await Promise.all([page.context().waitForEvent('page'), opens(frame)]);
    assert.match(opened.url(), /icon\.svg$/);
  });
  const refused = await browser.page({});
  await refused.page.goto(`${around.url}least.html`);
  const frame = await (await refused.page.waitForSelector('iframe')).contentFrame();
  await frame.waitForSelector('.screen.home .door');
  await opens(frame);
  await until(() => refused.problems.some((problem) => /allow-popups/.test(problem)), () => 'a window was opened');
  await refused.close();
});

/** `act` in the frame, in a browser whose owner has set what it keeps for sites. */
async function visitWith(settings, act) {
  const visitor = profile({ preferences: { profile: settings } });
  const started = await visitor.start({ args: ['--lang=en-GB'] });
  try {
    const { page } = await started.page();
    await page.goto(`${around.url}index.html`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForSelector('.screen.home .door');
    await act({ page, frame });
  } finally {
    await started.kill();
    await visitor.remove();
  }
}

test('storage of a frame is kept apart: answers are there after a reload of the frame, and on no other site', () => visitWith({ cookie_controls_mode: 0 }, async ({ page, frame }) => {
  await answer(frame);
  await frame.getByLabel(t('widget.keep_device')).check();
  await until(() => frame.evaluate(() => Object.keys(localStorage).length > 0), () => 'nothing is kept');
  await page.reload();
  const again = await (await page.waitForSelector('iframe')).contentFrame();
  await again.getByText(t('ballot.resumed')).waitFor();
  assert.equal(await again.locator('fieldset.question input:checked').count(), 1);
  await page.goto(`${site.url}embed.html?survey=ai-in-care&lang=en`);
  await page.waitForSelector('.screen.home .door');
  assert.equal(await page.getByText(t('ballot.resumed')).count(), 0);
}));

/** Everything works for the visit, and the page says what it cannot keep. */
async function visitWithout(frame) {
  assert.match(await frame.evaluate(() => { try { return String(localStorage.length); } catch (error) { return error.name; } }), /SecurityError/);
  await answer(frame);
  await frame.getByText(t('widget.keep_memory')).waitFor();
  assert.equal(await frame.getByLabel(t('widget.keep_device')).count(), 0, 'it offers what it cannot do');
  await review(frame);
}

test('in a frame without an origin of its own storage is denied: everything works for the visit, and that is said', () => visit('none.html', ({ frame }) => visitWithout(frame)));

test('where the browser’s owner blocks storage a frame works for the visit, and says so', () => visitWith({ default_content_setting_values: { cookies: 2 } }, ({ frame }) => visitWithout(frame)));

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
