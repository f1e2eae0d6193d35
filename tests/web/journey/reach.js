// SPDX-License-Identifier: MIT
// Journey: brings a visitor to each screen of tests/web/screens.json, for those that judge all of them: axe, the contact sheet.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPublished } from '../drivers/published.js';
import { dist, startSite } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { everyQuestion, turnTo } from './ax/record.js';
import { Visitor } from './visitor.js';

export const { screens } = JSON.parse(readFileSync(new URL('../screens.json', import.meta.url), 'utf8'));

/** A tablet's site: ballots stay on the device. */
async function stand() {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-stand-'));
  cpSync(dist, folder, { recursive: true });
  const file = join(folder, 'content/ai-in-care/widget.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), collect: { kind: 'device' } }));
  const server = await serve(folder);
  return { url: server.url, close: async () => { await server.close(); rmSync(folder, { recursive: true }); } };
}

/** Sites are started when first asked for, and serve all screens. */
export class Sites {
  #started = new Map();
  #kinds = { demo: () => startSite(), empty: () => startSite({ simulated: 0 }), 'every-question': () => everyQuestion(), stand, published: () => startPublished(), unpublished: () => startPublished({ published: false }) };

  async site(kind = 'demo') {
    if (!this.#started.has(kind)) this.#started.set(kind, await this.#kinds[kind]());
    return this.#started.get(kind);
  }

  async url(kind) {
    return (await this.site(kind)).url;
  }

  async close() {
    for (const site of this.#started.values()) await site.close();
  }
}

const steps = {
  enter: (visitor, panel) => visitor.enter(panel),
  begin: (visitor) => visitor.beginsToAnswer(),
  answer: (visitor) => visitor.answersThePage(),
  press: (visitor, key) => visitor.press(key),
  reads: (visitor, key) => visitor.reads(key),
  simulate: (visitor) => visitor.movesTheSimulation(),
  chart: (visitor) => visitor.seesAChart(),
  offline: ({ page }) => page.context.setOffline(true),
  unfold: ({ page }) => page.click('.screen details summary'),
  refused: (visitor) => visitor.turns(() => visitor.press('question.next')),
  'explainer-next': (visitor) => visitor.turns(() => visitor.press('explainer.next')),
  async 'explainer-end'(visitor) {
    await visitor.page.waitFor({ role: 'button', name: visitor.t('explainer.next') });
    while (await visitor.page.has({ role: 'button', name: visitor.t('explainer.next') })) await visitor.turns(() => visitor.press('explainer.next'));
  },
  async reload(visitor) {
    await visitor.page.page.reload();
    await visitor.reads('ballot.resumed');
  },
  /** The first screen again, with answers that wait to be continued. */
  async 'reload-home'(visitor) {
    // The answer is kept once the engine has it, which may have to be fetched first: written later, it would bring its own screen.
    await visitor.page.page.waitForFunction(() => Object.values(sessionStorage).some((value) => Object.keys(JSON.parse(value).state.data).length > 0));
    await visitor.page.evaluate(() => {
      for (const [key, value] of Object.entries(sessionStorage)) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(value), screen: 'home' }));
    });
    await visitor.page.page.reload();
    await visitor.reads('widget.continue');
  },
  async until(visitor, screen) {
    while (!(await visitor.onScreen(screen))) {
      if (await visitor.onScreen('question')) await visitor.answersThePage();
      await visitor.turns(() => visitor.press({ css: '.page .actions .primary, .screen.feedback .actions .primary' }));
    }
  },
  async 'until-explainer'(visitor) {
    while (!(await visitor.page.has('triptych-explainer'))) {
      await visitor.answersThePage();
      await visitor.turns(() => visitor.press('question.next'));
    }
  },
  page: (visitor, name) => turnTo(visitor, name),
  /** Codes typed into the drawer of the association, and what comes of it: it opens, closes or says why not. */
  async pin({ page }, codes) {
    const said = async () => (await page.page.locator('dialog.drawer').allInnerTexts()).join();
    const before = await said();
    for (const [at, code] of codes.split(' ').entries()) await page.page.locator('dialog.drawer input').nth(at).fill(code);
    await page.click('.enter');
    await until(async () => (await said()) !== before, () => 'nothing comes of the code');
  },
  /** Nobody has touched it for a while, and then time stands still. */
  async silence({ page }) {
    await page.evaluate(() => {
      const later = performance.now() + 91_000;
      performance.now = () => later;
    });
    await page.waitFor('dialog.countdown');
  },
  choose: ({ page }) => page.click('.cards button'),
  forward: (visitor) => visitor.turns(() => visitor.press({ css: '.moves .primary' })),
};

/** What one does on the pages of organizers and researchers. */
const deskSteps = {
  press: ({ page, t }, key) => page.click({ role: 'button', name: t(key) }),
  sees: ({ page }, css) => page.waitFor(css),
  survey: ({ page }) => page.page.locator('select.survey').selectOption({ label: 'ai-in-care' }),
  ballots: ({ page, site }) => page.page.locator('input.ballots').setInputFiles([site.ballots]),
  foreign: ({ page }) => page.page.locator('input.ballots').setInputFiles([{ name: 'noise.ballots', mimeType: 'text/plain', buffer: Buffer.from('noise') }]),
  close: ({ page }) => page.page.locator('input.closing').check(),
  template: ({ page }) => page.click('button.template[value="ai-in-care"]'),
  click: ({ page }, css) => page.click(css),
  async fill({ page }, parameter) {
    const [css, text] = parameter.split(' ← ');
    await page.page.locator(css).first().fill(text);
  },
  async unfold({ page }) {
    await page.evaluate(() => {
      for (const details of document.querySelector('main > *').shadowRoot.querySelectorAll('details')) details.open = true;
    });
  },
};

/** A page that is not the widget's. */
async function reachDesk(browser, sites, { page: file, site: kind, steps: path }, { language = 'fr', ...options } = {}) {
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', ...options });
  const site = await sites.site(kind);
  const desk = { page, site, t: words(language) };
  await page.open(`${site.url}${file}`);
  await page.waitFor('h1');
  for (const step of path) {
    const [name, parameter] = step.split(/:(.*)/s);
    await deskSteps[name](desk, parameter);
  }
  return desk;
}

/** A visitor at that screen; the page is the caller's to close. `options`: of the driver's page. */
export async function reach(browser, sites, entry, { language = 'fr', ...options } = {}) {
  if (entry.page) return reachDesk(browser, sites, entry, { language, ...options });
  const { screen, site, steps: path } = entry;
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', ...options });
  const visitor = new Visitor(page, language);
  const url = await sites.url(site);
  if (entry.address) {
    await page.open(`${url}${entry.address.replace('{language}', language)}`);
    await page.waitFor(entry.group ? '.cards button' : '.screen.home .door');
    if (/mode=kiosk/.test(entry.address)) await page.waitFor('dialog.drawer');
  } else await visitor.arrive(url);
  for (const step of path) {
    const [name, parameter] = step.split(':');
    await steps[name](visitor, parameter);
  }
  await page.waitFor(`.screen.${screen}`);
  if (!path.includes('offline')) await page.page.waitForLoadState('networkidle');
  return visitor;
}
