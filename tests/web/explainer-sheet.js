// SPDX-License-Identifier: MIT
// Tests: every step of every explainer side by side, for people to look at: build/explainer-sheet/<id>-<language>-<level>-<width>-<view>.png
// Usage: node tests/web/explainer-sheet.js [word…]   (only the sheets whose name holds each of the words)
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPanels } from './browser/panels.js';

const folder = fileURLToPath(new URL('../../build/explainer-sheet/', import.meta.url));
const read = (path) => JSON.parse(readFileSync(new URL(`../../content/ai-in-care/${path}`, import.meta.url), 'utf8'));
const views = { light: { colorScheme: 'light', forcedColors: 'none' }, dark: { colorScheme: 'dark', forcedColors: 'none' }, 'forced-colours': { colorScheme: 'light', forcedColors: 'active' } };
const widths = [320, 768, 1280];
const { explainers, languages } = read('widget.json');
const wanted = process.argv.slice(2);
const across = (...lists) => lists.reduce((all, list) => all.flatMap((one) => list.map((item) => [...one, item])), [[]]);

mkdirSync(folder, { recursive: true });
const panels = await startPanels();
try {
  for (const [id, language] of across(explainers, languages)) {
    const file = read(`explainers/${id}.json`);
    const sheets = across(['simple', 'full'], widths, Object.keys(views))
      .map(([level, width, view]) => ({ level, width, view, name: [id, language, level, width, view].join('-') }))
      .filter(({ name }) => wanted.every((word) => `-${name}-`.includes(`-${word}-`)));
    if (sheets.length === 0) continue;
    await panels.visit('triptych-explainer', { file, alone: true }, { language, reducedMotion: 'reduce' }, async ({ page }) => {
      for (const { level, width, view, name } of sheets) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia(views[view]);
        await page.evaluate((one) => { while (window.panel.previous()); window.panel.level = one; }, level);
        const steps = [];
        for (let step = 0; step <= file.steps.length; step += 1) {
          await page.evaluate(() => window.panel.updateComplete);
          steps.push(join(folder, `${name}-${step}.png`));
          await page.screenshot({ path: steps.at(-1), fullPage: true });
          await page.evaluate(() => window.panel.next());
        }
        execFileSync('convert', [...steps, '-bordercolor', '#888', '-border', '8', '-background', '#888', '-gravity', 'north', '+append', join(folder, `${name}.png`)]);
        for (const step of steps) rmSync(step);
        console.log(name);
      }
    });
  }
} finally {
  await panels.close();
}
