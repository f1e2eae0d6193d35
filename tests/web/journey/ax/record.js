// SPDX-License-Identifier: MIT
// Journey: the accessibility tree of each question type, as Chromium gives it to assistive technology, one file a type.
// Usage: node tests/web/journey/ax/record.js   writes them anew; look at the difference before you commit it.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embed } from '../../drivers/embed.js';
import { engines } from '../../drivers/index.js';
import { serve } from '../../drivers/static-server.js';
import { Visitor } from '../visitor.js';

const folder = fileURLToPath(new URL('./', import.meta.url));
export const types = JSON.parse(readFileSync(join(folder, 'questionnaire.json'), 'utf8')).pages.map(({ name }) => name);

export const recorded = () => readdirSync(folder).filter((file) => file.endsWith('.yml')).map((file) => file.slice(0, -'.yml'.length));
export const read = (type) => readFileSync(join(folder, `${type}.yml`), 'utf8');

/** A site with one page for each question type. */
export async function typesSite() {
  const work = mkdtempSync(join(tmpdir(), 'triptych-types-'));
  const explainers = fileURLToPath(new URL('../../../../content/ai-in-care/explainers', import.meta.url));
  embed(work, 'types', { files: [...['questionnaire.json', 'sun.svg', 'moon.svg'].map((file) => join(folder, file)), explainers] });
  const server = await serve(work);
  return { url: server.url, close: async () => { await server.close(); rmSync(work, { recursive: true }); } };
}

/** Goes to the page after this one; required questions are answered, an explainer is skipped. */
export async function nextType(visitor, type) {
  if (type === 'radiogroup') await visitor.answersThePage();
  await visitor.turns(() => visitor.press(type === 'explainer' ? 'explainer.skip' : 'question.next'));
}

/** Type → its tree, as YAML. */
export async function accessibilityTrees() {
  const site = await typesSite();
  const browser = await engines.chromium.launch();
  try {
    const page = await browser.page({ locale: 'en-GB', width: 800, height: 900 });
    const visitor = new Visitor(page, 'en');
    await visitor.arrive(site.url);
    await visitor.beginsToAnswer();
    const trees = {};
    for (const type of types) {
      if (type === 'explainer') await page.waitFor('.nudge, .step-title');
      await page.page.waitForLoadState('networkidle');
      trees[type] = `${await page.locate('.screen.question').ariaSnapshot()}\n`;
      if (type !== types.at(-1)) await nextType(visitor, type);
    }
    return trees;
  } finally {
    await browser.close();
    await site.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const type of recorded()) if (!types.includes(type)) rmSync(join(folder, `${type}.yml`));
  for (const [type, tree] of Object.entries(await accessibilityTrees())) writeFileSync(join(folder, `${type}.yml`), tree);
}
