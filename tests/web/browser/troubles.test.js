// SPDX-License-Identifier: MIT
// Tests: each trouble of embedding has a page (tests/web/troubles/pages.js); on each a visitor starts, answers and goes on, at 320 px, with all of it legible and usable.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { dist } from '../drivers/site.js';
import { until } from '../drivers/wait.js';
import { Visitor } from '../journey/visitor.js';
import { usable } from '../troubles/measure.js';
import { troubles } from '../troubles/pages.js';
import { serveTroubles } from '../troubles/serve.js';

/** A folder to leave pictures in, for whoever wants to look. */
const pictures = process.env.PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });
let browser;
let sites;
before(async () => {
  browser = await engines.chromium.launch();
  sites = await serveTroubles();
});
after(async () => {
  await browser.close();
  await sites.close();
});

/** `act` in that page, once the widget is there; nothing may be said in the console but what `forgives`. */
async function visit(id, act, { forgives = /404/, on = sites, ...options } = {}) {
  const page = await browser.page({ locale: 'en-GB', width: 1280, height: 800, reducedMotion: 'reduce', ...options });
  try {
    await page.open(`${on.url}${id}`);
    if (troubles[id].first) await page.page.getByText(troubles[id].first, { exact: true }).click();
    await act({ page, visitor: new Visitor(page, 'en') });
    assert.equal(page.context.pages().length, 1, 'a window opened by itself');
    assert.deepEqual(page.problems.filter((problem) => !forgives.test(problem)), []);
  } finally {
    await page.close();
  }
}

/** Judges what is shown, on a desk and on a narrow phone. */
async function judge(page, what, { at = 0, widths = [1280, 320] } = {}) {
  for (const width of widths) {
    await page.page.setViewportSize({ width, height: width === 320 ? 640 : 800 });
    if (pictures) await page.screenshot(join(pictures, `${what.replace(/\W+/g, '-')}-${width}.png`), { fullPage: true });
    assert.deepEqual(await page.evaluate(usable, at), [], `${what}, ${width} px`);
  }
}

const heading = (page) => page.evaluate(() => document.querySelector('triptych-widget').shadowRoot.getElementById('heading')?.textContent);

for (const [id] of Object.entries(troubles)) {
  test(`${id}: start, answer, next; all of it legible and usable`, () => visit(id, async ({ page, visitor }) => {
    await page.waitFor('.screen.home .door');
    await judge(page, `${id} home`, troubles[id].looks ? {} : { widths: [320] });
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await page.waitFor('.choice input:checked');
    await judge(page, `${id} question`, troubles[id].looks ? {} : { widths: [320] });
    const before = await heading(page);
    await visitor.press('question.next');
    await until(async () => (await heading(page)) !== before, () => 'the next page does not come');
  }));
}

test('a widget that is taken out and put back later goes on with the answers', () => visit('removed-and-put-back', async ({ page, visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  const toggle = () => page.click({ role: 'button', name: 'Take away or put back' });
  // In the engine, and kept.
  await page.page.waitForFunction(() => Object.values(sessionStorage).some((value) => Object.keys(JSON.parse(value).state.data).length > 0));
  await toggle();
  await page.waitFor('triptych-widget', { gone: true });
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 50); }));
  await toggle();
  await visitor.reads('ballot.resumed');
  await page.waitFor('.choice input:checked');
  await visitor.turns(() => visitor.press('question.next'));
}));

test('of several widgets on a page each has its own survey, answers and words', () => visit('several', async ({ page }) => {
  const widget = (at) => page.page.locator('triptych-widget').nth(at);
  const t = new Visitor(page, 'en').t;
  const begin = async (at) => {
    await widget(at).locator('.door.main').click();
    await widget(at).getByRole('button', { name: t('widget.begin') }).click();
    await widget(at).locator('.choice').first().waitFor();
  };
  await begin(0);
  await begin(1);
  await judge(page, 'several, the second', { at: 1 });
  await widget(1).locator('.choice').first().click();
  await widget(1).locator('.choice input:checked').waitFor();
  assert.equal(await widget(0).locator('.choice input:checked').count(), 0);
  await widget(0).locator('.choice').nth(1).click();
  assert.equal(await widget(0).locator('.choice input:checked').count(), 1);
  assert.notEqual(await widget(0).locator('#heading').innerText(), await widget(1).locator('#heading').innerText());
  assert.ok(await widget(2).locator('.door').first().isVisible(), 'the third still waits');
  const language = (at) => widget(at).evaluate(({ lang }) => lang);
  await widget(1).getByRole('button', { name: 'français' }).click();
  await until(async () => (await language(1)) === 'fr', () => 'the language does not change');
  assert.equal(await language(0), 'en');
}));

test('inside a form of the page nothing is sent by Enter, and no field of ours is among its own', () => visit('form', async ({ page, visitor }) => {
  await visitor.beginsToAnswer();
  await page.page.locator('.choice input').first().focus();
  await page.press('Space');
  await page.press('Enter');
  await page.click('.actions .primary');
  for (let pages = 0; pages < 3; pages += 1) { await visitor.answersThePage(); await page.press('Enter'); }
  assert.deepEqual(await page.evaluate(() => ({ submits: window.submits ?? 0, fields: [...new FormData(document.querySelector('form')).keys()], elements: document.querySelector('form').elements.length, place: location.pathname })),
    { submits: 0, fields: ['who'], elements: 2, place: '/form' });
  await page.click({ role: 'button', name: 'Send our form' });
  assert.equal(await page.evaluate(() => window.submits), 1, 'the page’s own button still works');
}));

test('in a dialog the focus stays, Escape closes it, and it comes back with the answers', () => visit('dialog', async ({ page, visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'triptych-widget');
  await page.press('Escape');
  assert.equal(await page.evaluate(() => document.querySelector('dialog').open), false);
  await page.click({ role: 'button', name: 'Open' });
  await page.waitFor('.choice input:checked');
}));

test('from another origin every later file is vouched for: one that was changed there is refused, and the page says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-changed-'));
  cpSync(dist, folder, { recursive: true });
  const change = (pattern) => {
    const assets = join(folder, 'assets');
    const file = join(assets, readdirSync(assets).find((name) => pattern.test(name)));
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from(' ')]));
  };
  const spoiled = await serveTroubles({ folder });
  try {
    change(/^elements-screens-late.*js$/);
    await visit('elsewhere', async ({ page, visitor }) => {
      await visitor.beginsToAnswer();
      await visitor.answersThePage();
      await visitor.press('question.finish');
      await visitor.reads('widget.unavailable');
      assert.ok(page.problems.some((problem) => /integrity/i.test(problem)));
    }, { on: spoiled, forgives: /404|integrity|refused/i });
    change(/^survey-first.*wasm$/);
    await visit('elsewhere', ({ visitor }) => visitor.reads('widget.engine_unavailable'), { on: spoiled, forgives: /./ });
    // The entry script itself: the snippet’s own integrity refuses it.
    writeFileSync(join(folder, 'triptych.js'), `${readFileSync(join(folder, 'triptych.js'), 'utf8')} `);
    await visit('elsewhere', async ({ page }) => {
      await until(() => page.problems.some((problem) => /integrity/i.test(problem)), () => 'a changed triptych.js runs');
      assert.ok(await page.page.getByText('This questionnaire needs JavaScript.').isVisible());
      assert.equal(await page.has('.screen'), false);
    }, { on: spoiled, forgives: /404|integrity/i });
  } finally {
    await spoiled.close();
    rmSync(folder, { recursive: true });
  }
});

test('in forced colours everything stands in the system’s own colours and is told apart', () => visit('deferred', async ({ page, visitor }) => {
  await page.waitFor('.screen.home .door');
  await judge(page, 'forced home', { widths: [320] });
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await page.waitFor('.choice input:checked');
  await judge(page, 'forced question', { widths: [320] });
  const edges = await page.evaluate(() => ['.choice:has(:checked)', '.choice:not(:has(:checked))', '.primary', '.secondary'].map((css) => {
    const { borderTopColor, borderTopWidth, outlineStyle } = getComputedStyle(document.querySelector('triptych-widget').shadowRoot.querySelector(css));
    return `${borderTopColor} ${borderTopWidth} ${outlineStyle}`;
  }));
  assert.notEqual(edges[0], edges[1], 'what is chosen looks like what is not');
  assert.notEqual(edges[2], edges[3], 'the main button looks like the other');
}, { forcedColors: 'active' }));

test('without any style the words are all there, in their order', () => visit('deferred', async ({ page, visitor }) => {
  const lines = async () => (await page.text('triptych-widget')).split(/\s+/).filter(Boolean);
  const bare = () => page.evaluate(() => {
    const root = document.querySelector('triptych-widget').shadowRoot;
    [root.adoptedStyleSheets, window.sheets] = [window.sheets ?? [], root.adoptedStyleSheets];
  });
  for (const go of [() => page.waitFor('.screen.home .door'), () => visitor.beginsToAnswer()]) {
    await go();
    const styled = await lines();
    assert.ok(styled.length > 20);
    await bare();
    assert.deepEqual(await lines(), styled);
    await bare();
  }
}));

test('letters are the page’s own: no font is fetched, none is declared', () => visit('deferred', async ({ page, visitor }) => {
  const fetched = [];
  page.page.on('request', (request) => { if (request.resourceType() === 'font' || /woff|ttf|otf/.test(request.url())) fetched.push(request.url()); });
  await page.evaluate(() => { document.body.style.fontFamily = 'Georgia, serif'; });
  await visitor.beginsToAnswer();
  const families = await page.evaluate(() => [...new Set([...document.querySelector('triptych-widget').shadowRoot.querySelectorAll('.widget, #heading, .choice, button, p')].map((element) => getComputedStyle(element).fontFamily))]);
  assert.deepEqual(families, ['Georgia, serif']);
  assert.equal(await page.evaluate(() => document.fonts.size), 0);
  assert.deepEqual(fetched, []);
  for (const file of readdirSync(dist, { recursive: true }).filter((name) => /\.(css|js|html)$/.test(name))) assert.doesNotMatch(readFileSync(join(dist, file), 'utf8'), /@font-face|fonts\.g|url\([^)]*\.woff/, file);
}));
