// SPDX-License-Identifier: MIT
// Tests: writes README's pictures, from the demonstration as build-scripts/run shows it. Usage: node tests/web/screenshots.js
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { engines } from './drivers/index.js';
import { reach, screens, Sites } from './journey/reach.js';

const folder = fileURLToPath(new URL('../../web/screenshots/', import.meta.url));
/** Screen of screens.json → name of the picture, and what it begins with when that is not the top. */
const pictures = {
  home: { name: 'home' },
  'understand-step': { name: 'understand', from: '.controls' },
  'question-answered': { name: 'speak' },
  review: { name: 'review' },
  results: { name: 'see', from: '.result-title' },
};

mkdirSync(folder, { recursive: true });
const sites = new Sites();
const browser = await engines.chromium.launch();
try {
  for (const [id, { name, from }] of Object.entries(pictures)) {
    for (const language of ['fr', 'en']) {
      const screen = screens.find((one) => one.id === id);
      const { page } = await reach(browser, sites, screen, { language, width: 390, height: 844, colorScheme: 'light', reducedMotion: 'reduce' });
      // Without the mark of the focus, which a pointer would not leave.
      await page.page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
      if (from) await page.locate(from).evaluate((element) => element.scrollIntoView({ block: 'start' }));
      const file = `${folder}${name}-${language}.png`;
      await page.screenshot(file);
      execFileSync('mogrify', ['-strip', '+dither', '-colors', '128', '-define', 'png:compression-level=9', file]);
      await page.close();
      console.log(file);
    }
  }
} finally {
  await browser.close();
  await sites.close();
}
