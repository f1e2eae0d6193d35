// SPDX-License-Identifier: MIT
// Tests: the first door: one explainer open at a time, the others named below it and one press away.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { launchOptions } from '../drivers/chromium.js';
import { violations } from './panels.js';
import { startStatic } from './site.js';

const read = (path) => JSON.parse(readFileSync(new URL(`../../../content/ai-in-care/${path}`, import.meta.url), 'utf8'));
const files = read('widget.json').explainers.map((id) => read(`explainers/${id}.json`));

test('each explainer opens from the first door, in place of the one before', async () => {
  const site = await startStatic({ widget: { collect: { kind: 'none' } } });
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ locale: 'fr', viewport: { width: 360, height: 740 } });
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(site.url);
    const title = (file) => file.title.default;
    const open = () => page.locator('triptych-explainer #title').innerText();
    await page.locator('.door').first().click();
    await page.locator('triptych-explainer #title').waitFor();
    assert.equal(await open(), title(files[0]));
    for (const file of files.slice(1)) {
      assert.equal(await page.locator('triptych-explainer').count(), 1);
      const others = page.locator('section.others button');
      await page.waitForFunction((count) => document.querySelector('triptych-widget').shadowRoot.querySelectorAll('section.others button').length === count, files.length - 1);
      await others.filter({ hasText: title(file) }).click();
      await page.waitForFunction((text) => document.querySelector('triptych-widget').shadowRoot.querySelector('triptych-explainer').shadowRoot.querySelector('#title')?.textContent.trim() === text, title(file));
      assert.ok((await page.locator('triptych-explainer .said').innerText()).length > 20);
    }
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
    await site.close();
  }
});
