// SPDX-License-Identifier: MIT
// Tests: the first screen that stands in the page's own HTML: seen before any script, the same when the widget takes over, its doors not lost; the page's own
// words where no script comes.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { Visitor } from '../journey/visitor.js';

let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(async () => { await browser.close(); });

/** `change`: of the page's HTML. `act` is given `comes`, which lets the widget's module arrive; until then it is on its way. */
async function visit({ file = 'index.html', change = (html) => html, expected = /404/, ...options }, act) {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-first-'));
  cpSync(dist, folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  const server = await serve(folder);
  const page = await browser.page({ locale: file === 'en.html' ? 'en-GB' : 'fr-FR', ...options });
  let comes;
  const held = new Promise((resolve) => { comes = resolve; });
  await page.context.route(/\/widget-[\w-]+\.js$/, async (route) => { await held; await route.continue(); });
  try {
    await page.page.goto(`${server.url}${file}`, { waitUntil: 'commit' });
    await page.waitFor('.door.main');
    await act({ page, comes, taken: () => page.page.waitForFunction(() => !document.querySelector('triptych-widget').shadowRoot.querySelector('.early')) });
    assert.deepEqual(page.problems.filter((problem) => !expected.test(problem)), []);
  } finally {
    comes();
    await page.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** In the page: every box of the first screen with its words, to a tenth of a pixel, and how it looks. */
const boxes = () => [...document.querySelector('triptych-widget').shadowRoot.querySelectorAll('.widget, .widget *')].filter((element) => !element.matches('slot')).map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const { color, backgroundColor, font, borderRadius } = getComputedStyle(element);
  return [element.localName, element.getAttribute('class')?.replace('early', '').trim() ?? '', ...[x, y, width, height].map((one) => one.toFixed(1)), element.children.length ? '' : element.textContent.trim(), color, backgroundColor, font, borderRadius, element.getAttribute('lang')].join(' | ');
});

for (const file of ['index.html', 'en.html'])
  for (const [width, colorScheme] of [[320, 'light'], [768, 'dark'], [1280, 'light']])
    test(`${file}, ${width} px, ${colorScheme}: it is there before the widget, and nothing moves or changes when the widget takes over`, () => visit({ file, width, height: 800, colorScheme, reducedMotion: 'reduce' }, async ({ page, comes, taken }) => {
      const early = await page.evaluate(boxes);
      assert.ok(early.length > 20, `only ${early.length} boxes`);
      assert.equal(await page.evaluate(() => customElements.get('triptych-widget')), undefined);
      comes();
      await taken();
      assert.deepEqual(await page.evaluate(boxes), early);
      assert.equal(await page.evaluate(() => document.querySelector('triptych-widget').shadowRoot.querySelectorAll('.widget').length), 1);
    }));

test('a door pressed before the widget is there opens when it comes, and whoever goes on before the engine waits for nothing else', () => visit({}, async ({ page, comes }) => {
  await page.click('.door.main');
  comes();
  await page.waitFor('.screen.notice');
  assert.equal(await page.evaluate(() => document.querySelector('triptych-widget').shadowRoot.activeElement.id), 'heading');
  await page.click('.actions .primary');
  await page.waitFor('.screen.question form');
}));

test('the focus stays on its door', () => visit({}, async ({ page, comes, taken }) => {
  await page.page.locator('.door').nth(2).focus();
  comes();
  await taken();
  assert.equal(await page.evaluate(() => document.querySelector('triptych-widget').shadowRoot.activeElement.part.value), 'door engagement');
}));

for (const [what, change, expected] of [
  ['of another version', (html) => html.replace(/(<style data-of=")[^"]*(">)/, '$1elsewhere$2.door{color:red}').replace(/style-src 'self' '[^']*'/, "style-src 'self' 'unsafe-inline'"), /404/],
  ['that the page’s own policy refuses', (html) => html.replace(/style-src 'self' '[^']*'/, "style-src 'self'"), /404|Content Security Policy|style/],
])
  test(`a style ${what} is not relied on: the widget brings its own`, () => visit({ change, expected }, async ({ page, comes, taken }) => {
    comes();
    await taken();
    const found = await page.evaluate(() => {
      const root = document.querySelector('triptych-widget').shadowRoot;
      return { styles: root.querySelectorAll('style').length, radius: getComputedStyle(root.querySelector('.door')).borderRadius, colour: getComputedStyle(root.querySelector('.door-title')).color };
    });
    assert.deepEqual(found, { styles: 0, radius: '10px', colour: 'rgb(23, 37, 47)' });
  }));

test('where our script never comes, the page’s own words stand there after a while; with scripts off at once, and no dead door', async () => {
  await visit({}, async ({ page }) => {
    const own = () => page.page.locator('triptych-widget p').first().isVisible();
    assert.equal(await own(), false);
    await page.evaluate(() => { for (const animation of document.querySelector('triptych-widget').shadowRoot.getAnimations()) animation.finish(); });
    await until(own, () => 'the page’s own words do not come');
    assert.match(await page.page.locator('triptych-widget').innerText(), /JavaScript[^]*@/);
    assert.equal(await page.page.locator('.door').first().isVisible(), false);
  });
  const server = await serve(dist);
  const page = await browser.page({ javaScriptEnabled: false, locale: 'fr-FR' });
  try {
    await page.open(server.url);
    assert.match(await page.page.locator('triptych-widget').innerText(), /JavaScript[^]*@/);
    assert.equal(await page.page.locator('.door').first().isVisible(), false);
    assert.equal(await page.page.locator('h1').isVisible(), true);
  } finally {
    await page.close();
    await server.close();
  }
});

test('another language than the page’s is spoken from the moment the widget is there', () => visit({ change: (html) => html.replace('<triptych-widget ', '<triptych-widget lang="en" ') }, async ({ page, comes, taken }) => {
  comes();
  await taken();
  await new Visitor(page, 'en').reads('widget.panel_participation');
  assert.ok(!(await page.text('triptych-widget')).includes(words('fr')('widget.panel_participation')));
}));
