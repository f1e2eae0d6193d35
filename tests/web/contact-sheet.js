// SPDX-License-Identifier: MIT
// Tests: every screen of screens.json side by side, for people to look at: build/contact-sheet/<view>.png and each screen alone beside it.
// Usage: node tests/web/contact-sheet.js [id…]
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engines } from './drivers/index.js';
import { reach, screens, Sites } from './journey/reach.js';

const folder = fileURLToPath(new URL('../../build/contact-sheet/', import.meta.url));
const views = {
  telephone: { width: 360, height: 740 },
  'telephone-dark': { width: 360, height: 740, colorScheme: 'dark' },
  narrow: { width: 320, height: 700 },
  desk: { width: 1280, height: 900 },
  'forced-colours': { width: 800, height: 900, forcedColors: 'active' },
};
const wanted = process.argv.slice(2);
const chosen = screens.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
if (chosen.length === 0) throw new Error(`no screen named ${wanted.join(', ')}`);

if (wanted.length === 0) rmSync(folder, { recursive: true, force: true });
const sites = new Sites();
const browser = await engines.chromium.launch();
try {
  for (const screen of chosen) {
    const { page } = await reach(browser, sites, screen, { language: 'fr' });
    for (const [view, { width, height, colorScheme = 'light', forcedColors = 'none' }] of Object.entries(views)) {
      mkdirSync(join(folder, view), { recursive: true });
      await page.page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
      await page.page.setViewportSize({ width, height });
      await page.screenshot(join(folder, view, `${screen.id}.png`), { fullPage: true });
    }
    await page.close();
    console.log(screen.id);
  }
} finally {
  await browser.close();
  await sites.close();
}
for (const [view, { width }] of Object.entries(views)) {
  const files = chosen.map(({ id }) => join(folder, view, `${id}.png`));
  // One width for all; long pages are cut so that a row stays a row.
  execFileSync('montage', ['-font', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', '-label', '%t', ...files, '-resize', `${Math.min(width, 480)}x`, '-crop', '480x1100+0+0', '-tile', '7x', '-geometry', '+12+12', '-background', '#888', `${join(folder, view)}.png`]);
}
console.log(folder);
