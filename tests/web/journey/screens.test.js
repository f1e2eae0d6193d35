// SPDX-License-Identifier: MIT
// Tests: every screen: no violation for axe-core in light and in dark, contrast of 7:1, targets of 44 px, one primary action, everything reached by Tab and seen there,
// names in the accessibility tree, nothing cut at 400 %.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines } from '../drivers/index.js';
import { tabThrough, treeProblems } from './assistive.js';
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

/** In the page: what a ruler finds wrong, in words. */
function measure() {
  const found = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
  const elements = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      elements.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document.querySelector('triptych-widget, main > *').shadowRoot);
  const name = (element) => `<${element.tagName.toLowerCase()} class="${element.className}"> “${(element.textContent ?? '').trim().slice(0, 40)}”`;
  for (const element of elements.filter(seen)) {
    // A radio or a checkbox is touched by its whole line.
    const target = element.matches('button, summary, select, textarea, input:not([type=radio], [type=checkbox])') || (element.tagName === 'LABEL' && element.querySelector('input'));
    const { width, height } = element.getBoundingClientRect();
    if (target && (height < 43.5 || width < 43.5)) found.push(`${width.toFixed(0)}×${height.toFixed(0)} px to touch: ${name(element)}`);
    if (element.tagName === 'P' && element.className === '' && parseFloat(getComputedStyle(element).fontSize) < 18) found.push(`text of ${getComputedStyle(element).fontSize}: ${name(element)}`);
  }
  // Behind an open dialog nothing can be pressed.
  const dialog = elements.find((element) => element.matches('dialog:modal'));
  const primary = elements.filter((element) => seen(element) && element.matches('button.primary') && (!dialog || dialog.contains(element)));
  if (primary.length > 1) found.push(`${primary.length} primary actions: ${primary.map(name).join(', ')}`);
  return found;
}

/** In the page: whether something must be scrolled sideways to be read. */
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** 1280 px at 400 %. */
const zoomed = { width: 320, height: 256 };
const views = [
  { colorScheme: 'light', width: 360, height: 740 },
  { colorScheme: 'dark', width: 1280, height: 900 },
];

for (const screen of screens) {
  test(`${screen.id}: legible, usable, no violation`, async () => {
    const { page } = await reach(browser, sites, screen, views[0]);
    try {
      await page.page.evaluate(axe);
      for (const { colorScheme, width, height } of views) {
        await page.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.page.setViewportSize({ width, height });
        const { violations, passes } = await page.page.evaluate(() => window.axe.run({ resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } }));
        assert.ok(passes.length > 10, 'axe judged next to nothing');
        const found = violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ target, failureSummary }) => `${target.flat().join(' ')}: ${failureSummary}`).join('\n')}`);
        assert.deepEqual([...found, ...(await page.page.evaluate(measure))], [], `${colorScheme}, ${width} px`);
      }
      assert.deepEqual(await treeProblems(page), [], 'in the accessibility tree');
      assert.deepEqual(await tabThrough(page), [], 'with the keyboard');
      await page.page.setViewportSize(zoomed);
      assert.equal(await page.page.evaluate(overflow), 0, 'at 400 % the page must be scrolled sideways');
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
