// SPDX-License-Identifier: MIT
// Tests: every screen of screens.json, reached once and judged whole: letters of 18 px, lines of 45 to 75 letters, contrast of 7, targets of 44 px, one primary action,
// nothing wider than the window; no violation for axe-core in light and in dark; names in the accessibility tree; everything reached by Tab and seen there.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines } from '../drivers/index.js';
import { tabThrough, treeProblems } from './assistive.js';
import { look } from './look.js';
import { reach, screens, Sites } from './reach.js';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const source = (path) => readFileSync(new URL(`../../../web/src/${path}`, import.meta.url), 'utf8');
const sites = new Sites();
let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(async () => {
  await browser.close();
  await sites.close();
});

/** 320 px are also 400 % of 1280. axe's colours are those of the scheme, its layout that of a phone or a desk: two views say all that it has to say. The last is that of the keyboard. */
const views = [
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 768, height: 900, colorScheme: 'light' },
  { width: 320, height: 640, colorScheme: 'light', axe: true },
  { width: 1280, height: 900, colorScheme: 'dark', axe: true },
];
const good = { size: [], contrast: [], targets: [], measure: [], primary: [], overflow: [] };

for (const screen of screens) {
  test(`${screen.id}: legible, usable, no violation`, async () => {
    const { page } = await reach(browser, sites, screen, views[0]);
    try {
      await page.evaluate(axe);
      for (const { width, height, colorScheme, axe: judged } of views) {
        await page.page.setViewportSize({ width, height });
        await page.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.page.mouse.move(0, 0);
        assert.deepEqual(await page.evaluate(look, { wide: width > 700 }), good, `${width} px, ${colorScheme}`);
        if (!judged) continue;
        const { violations, passes } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } }));
        assert.ok(passes.length > 10, 'axe judged next to nothing');
        const found = violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ target, failureSummary }) => `${target.flat().join(' ')}: ${failureSummary}`).join('\n')}`);
        assert.deepEqual(found, [], `${width} px, ${colorScheme}`);
      }
      assert.deepEqual(await treeProblems(page), [], 'in the accessibility tree');
      assert.deepEqual(await tabThrough(page), [], 'with the keyboard');
    } finally {
      await page.close();
    }
  });
}

test('every screen, element and question type of the page is an entry of screens.json', () => {
  const names = [...source('store/state.ts').split('export type Screen =')[1].split(';')[0].matchAll(/'([\w-]+)'/g)].map(([, name]) => name);
  assert.ok(names.length >= 8);
  for (const name of names) assert.ok(screens.some(({ screen }) => screen === name), `no entry shows the screen ${name}`);
  const defined = ['.', 'elements', 'explainers', 'results', 'desk', 'kiosk', 'facilitate'].flatMap((folder) => readdirSync(new URL(`../../../web/src/${folder}`, import.meta.url)).filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...source(`${folder}/${file}`).matchAll(/customElements\.define\('([\w-]+)'/g)].map(([, name]) => name)));
  assert.ok(defined.includes('triptych-explainer') && defined.includes('triptych-results'), `only ${defined} are defined`);
  for (const name of defined) if (name !== 'triptych-widget') assert.ok(screens.some(({ elements }) => elements?.includes(name)), `no entry shows <${name}>`);
  const types = [...source('engine/survey.d.ts').split('export type QuestionType =')[1].split(';')[0].matchAll(/'(\w+)'/g)].map(([, name]) => name);
  for (const name of types) assert.ok(screens.some(({ types: shown }) => shown?.includes(name)), `no entry shows a ${name}`);
  assert.equal(new Set(screens.map(({ id }) => id)).size, screens.length, 'an id is given twice');
});
