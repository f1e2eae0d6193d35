// SPDX-License-Identifier: MIT
// Tests: every step of every explainer side by side, for people to look at: build/explainer-sheet/<view>-<width>-<language>-<level>/<id>.png
// Usage: node tests/web/explainer-sheet.js [id…]
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPanels } from './browser/panels.js';

const folder = fileURLToPath(new URL('../../build/explainer-sheet/', import.meta.url));
const read = (path) => JSON.parse(readFileSync(new URL(`../../content/ai-in-care/${path}`, import.meta.url), 'utf8'));
const views = { light: {}, dark: { colorScheme: 'dark' }, 'forced-colours': { forcedColors: 'active' } };
const widths = [320, 768, 1280];
const { explainers, languages } = read('widget.json');
const wanted = process.argv.slice(2);

const panels = await startPanels();
try {
  for (const id of explainers.filter((one) => wanted.length === 0 || wanted.includes(one))) {
    const file = read(`explainers/${id}.json`);
    for (const language of languages) {
      for (const level of ['simple', 'full']) {
        for (const width of widths) {
          await panels.visit('triptych-explainer', { file, alone: true, level }, { language, width, height: 900, reducedMotion: 'reduce' }, async ({ page }) => {
            for (let step = 0; step <= file.steps.length; step += 1) {
              for (const [view, media] of Object.entries(views)) {
                const place = join(folder, `${view}-${width}-${language}-${level}`);
                mkdirSync(join(place, id), { recursive: true });
                await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce', ...media });
                await page.screenshot({ path: join(place, id, `${step}.png`), fullPage: true });
              }
              await page.evaluate(() => { window.panel.next(); return window.panel.updateComplete; });
            }
          });
          for (const view of Object.keys(views)) {
            const place = join(folder, `${view}-${width}-${language}-${level}`);
            const steps = Array.from({ length: file.steps.length + 1 }, (_, step) => join(place, id, `${step}.png`));
            execFileSync('convert', [...steps, '-bordercolor', '#888', '-border', '8', '-background', '#888', '-gravity', 'north', '+append', join(place, `${id}.png`)]);
            rmSync(join(place, id), { recursive: true });
          }
        }
      }
    }
    console.log(id);
  }
} finally {
  await panels.close();
}
console.log(folder);
