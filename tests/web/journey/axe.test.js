// SPDX-License-Identifier: MIT
// Tests: axe-core finds no violation on any screen, in light and in dark, on a telephone and on a desk; every screen of the product is among them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines } from '../drivers/index.js';
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

const views = [
  { colorScheme: 'light', width: 360, height: 740 },
  { colorScheme: 'dark', width: 1280, height: 900 },
];

for (const screen of screens) {
  test(`${screen.id}: no violation`, async () => {
    const { page } = await reach(browser, sites, screen, views[0]);
    try {
      await page.page.evaluate(axe);
      for (const { colorScheme, width, height } of views) {
        await page.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.page.setViewportSize({ width, height });
        const { violations, passes } = await page.page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
        assert.ok(passes.length > 10, 'axe judged next to nothing');
        const found = violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ target, failureSummary }) => `${target.flat().join(' ')}: ${failureSummary}`).join('\n')}`);
        assert.deepEqual(found, [], `${colorScheme}, ${width} px`);
      }
    } finally {
      await page.close();
    }
  });
}

test('every screen, element and question type of the page is an entry of screens.json', () => {
  const names = [...source('store/state.ts').split('export type Screen =')[1].split(';')[0].matchAll(/'([\w-]+)'/g)].map(([, name]) => name);
  assert.ok(names.length >= 8);
  for (const name of names) assert.ok(screens.some(({ screen }) => screen === name), `no entry shows the screen ${name}`);
  const defined = ['.', 'elements', 'explainers', 'results'].flatMap((folder) => readdirSync(new URL(`../../../web/src/${folder}`, import.meta.url)).filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...source(`${folder}/${file}`).matchAll(/customElements\.define\('([\w-]+)'/g)].map(([, name]) => name)));
  assert.ok(defined.includes('triptych-explainer') && defined.includes('triptych-results'), `only ${defined} are defined`);
  for (const name of defined) if (name !== 'triptych-widget') assert.ok(screens.some(({ elements }) => elements?.includes(name)), `no entry shows <${name}>`);
  const types = [...source('engine/survey.d.ts').split('export type QuestionType =')[1].split(';')[0].matchAll(/'(\w+)'/g)].map(([, name]) => name);
  for (const name of types) assert.ok(screens.some(({ types: shown }) => shown?.includes(name)), `no entry shows a ${name}`);
  assert.equal(new Set(screens.map(({ id }) => id)).size, screens.length, 'an id is given twice');
});
