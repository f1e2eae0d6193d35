// SPDX-License-Identifier: MIT
// Tests: every screen of screens.json, measured: letters of 18 px, lines of 45 to 75 letters, contrast of 7, targets of 44 px, one primary
// action, nothing wider than a window of 320 px (which is 400 % of 1280).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { reach, screens, Sites } from '../journey/reach.js';
import { look } from './look.js';

const sites = new Sites();
let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(async () => {
  await browser.close();
  await sites.close();
});

const views = [
  { width: 320, height: 640, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
  { width: 768, height: 900, colorScheme: 'light' },
  { width: 1280, height: 900, colorScheme: 'dark' },
];
const good = { size: [], contrast: [], targets: [], measure: [], primary: [], overflow: [] };

for (const screen of screens) {
  test(`${screen.id} is legible, within reach and within the window`, async () => {
    const { page } = await reach(browser, sites, screen, views[0]);
    try {
      for (const { width, height, colorScheme } of views) {
        await page.page.setViewportSize({ width, height });
        await page.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.page.mouse.move(0, 0);
        assert.deepEqual(await page.evaluate(look, { wide: width > 700 }), good, `${width} px, ${colorScheme}`);
      }
    } finally {
      await page.close();
    }
  });
}
