// SPDX-License-Identifier: MIT
// Journey: what assistive technology is told of each kind of question (the tree as Chromium gives it), one file a page of the survey that has them all.
// Usage: node tests/web/journey/ax/record.js   writes them anew; look at the difference before you commit it.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embed } from '../../drivers/embed.js';
import { engines } from '../../drivers/index.js';
import { dist } from '../../drivers/site.js';
import { serve } from '../../drivers/static-server.js';
import { Visitor } from '../visitor.js';

const folder = fileURLToPath(new URL('./', import.meta.url));
const survey = fileURLToPath(new URL('../../surveys/every-question/', import.meta.url));
const { pages } = JSON.parse(readFileSync(join(survey, 'questionnaire.json'), 'utf8'));

/** Pages of that survey, in order. */
export const names = pages.map(({ name }) => name);

const typesOf = (elements) => elements.flatMap((element) => (element.elements ? typesOf(element.elements) : [element.name === 'unsupported' ? 'unsupported' : element.type]));
/** Question types that have a recorded tree. */
export const types = [...typesOf(pages.flatMap(({ elements }) => elements)), 'explainer'];

export const recorded = () => readdirSync(folder).filter((file) => file.endsWith('.yml')).map((file) => file.slice(0, -'.yml'.length));
export const read = (name) => readFileSync(join(folder, `${name}.yml`), 'utf8');

/** A site whose survey has one page for each kind of question, and collects nothing. */
export async function everyQuestion() {
  const work = mkdtempSync(join(tmpdir(), 'triptych-types-'));
  embed(work, 'every-question', { files: readdirSync(survey).map((file) => join(survey, file)), widget: { languages: ['en', 'fr'] } });
  const server = await serve(work);
  return { url: server.url, close: async () => { await server.close(); rmSync(work, { recursive: true }); } };
}

/** Goes on to that page from the first one; what is required on the way is answered. */
export async function turnTo(visitor, wanted) {
  for (const name of names.slice(0, names.indexOf(wanted))) {
    if (name === 'radiogroup') await visitor.answersThePage();
    await visitor.turns(() => visitor.press('question.next'));
  }
}

async function treeOf(page) {
  await page.page.waitForLoadState('networkidle');
  return `${await page.locate('.screen').ariaSnapshot()}\n`;
}

/** Name → tree, as YAML. */
export async function accessibilityTrees() {
  const site = await everyQuestion();
  const demonstration = await serve(dist);
  const browser = await engines.chromium.launch();
  const begin = async (url) => {
    const visitor = new Visitor(await browser.page({ locale: 'en-GB', width: 800, height: 900 }), 'en');
    await visitor.arrive(url);
    return visitor;
  };
  try {
    const trees = {};
    const visitor = await begin(site.url);
    await visitor.beginsToAnswer();
    for (const name of names) {
      trees[name] = await treeOf(visitor.page);
      if (name === 'radiogroup') await visitor.answersThePage();
      if (name !== names.at(-1)) await visitor.turns(() => visitor.press('question.next'));
    }
    const curious = await begin(demonstration.url);
    await curious.enter('confiance');
    await curious.page.waitFor('.nudge');
    trees.explainer = await treeOf(curious.page);
    return trees;
  } finally {
    await browser.close();
    await demonstration.close();
    await site.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const trees = await accessibilityTrees();
  for (const name of recorded()) if (!(name in trees)) rmSync(join(folder, `${name}.yml`));
  for (const [name, tree] of Object.entries(trees)) writeFileSync(join(folder, `${name}.yml`), tree);
}
