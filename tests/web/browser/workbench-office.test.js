// SPDX-License-Identifier: MIT
// Tests: from a sent ballot to the number on a visitor's page and the bundle on research.html, by the workbench's buttons alone: our server.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { dist, startSite } from '../drivers/site.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { Visitor } from '../journey/visitor.js';

let browser;
let folder;
let site;
before(async () => {
  browser = await engines.chromium.launch();
  folder = mkdtempSync(join(tmpdir(), 'triptych-office-'));
  cpSync(dist, join(folder, 'site'), { recursive: true });
  site = await startSite({ folder: join(folder, 'site'), args: ['--organizer-key', join(folder, 'organizer.key')] });
});
after(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

async function withPage(path, act) {
  const page = await browser.page({ locale: 'fr-FR', width: 1280 });
  try {
    await page.open(`${site.url}${path}`);
    await act(page);
    assert.deepEqual(page.problems.filter((problem) => !/40[14]/.test(problem)), []);
  } finally {
    await page.close();
  }
}
const t = words('fr');
const says = (page, text) => until(async () => (await page.text()).includes(text), async () => `the page does not say “${text}”: ${await page.text()}`);

test('our server: a ballot is sent, taken, published, closed; visitors and researchers see it; the key is kept nowhere', async () => {
  await withPage('', async (page) => {
    const visitor = new Visitor(page, 'fr');
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await visitor.press('question.finish');
    await visitor.sends();
  });
  await withPage('workbench.html', async (page) => {
    await page.waitFor('select.survey');
    await page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await page.waitFor('input.office-key');
    await page.page.locator('input.office-key').fill('not the key');
    await page.click('.take');
    await says(page, t('error.server_key'));
    await page.page.locator('input.office-key').fill(readFileSync(join(folder, 'organizer.key'), 'utf8'));
    await page.click('.take');
    await page.waitFor('.publish-now');
    await says(page, t('research.counted', { ballots: 401 }));
    await page.click('.publish-now');
    await says(page, t('workbench.published'));
    // One ballot is new: the bundle is there now, the numbers stay, and no question is named for it.
    await says(page, t('workbench.published_few'));
    assert.doesNotMatch(await page.text('.published'), /[«“]\s*[»”]/);

    await page.page.locator('input.closing').check();
    await page.waitFor({ role: 'button', name: t('workbench.publish_close') });
    await page.click('.publish-now');
    await says(page, t('workbench.publish_sure', { name: 'ai-in-care' }));
    await page.click('.publish-no');
    assert.equal(JSON.parse(await (await fetch(`${site.url}results/ai-in-care.json`)).text()).state, 'open');
    await page.click('.publish-now');
    await page.click('.publish-yes');
    await says(page, t('workbench.publish_due', { day: new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.now() + 30 * 86_400_000) }));
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
    assert.ok(!kept.includes(readFileSync(join(folder, 'organizer.key'), 'utf8').trim()));
  });
  // What the server wrote is what the command line would.
  const shown = async () => (await fetch(`${site.url}results/ai-in-care.json`)).text();
  await until(async () => JSON.parse(await shown()).state === 'closed', () => 'the server shows what was before the closing');
  const snapshot = await shown();
  assert.equal(readFileSync(join(folder, 'site/results/ai-in-care.json'), 'utf8'), snapshot);
  await withPage('', async (page) => {
    const visitor = new Visitor(page, 'fr');
    await visitor.enter('engagement');
    await visitor.seesAChart();
  });
  await withPage('research.html', async (page) => {
    await until(async () => (await page.page.getByRole('button', { name: t('research.open') }).count()) === 2, () => 'two bundles are published');
    await page.page.getByRole('button', { name: t('research.open') }).first().click();
    await page.waitFor('table.answers');
  });
});

test('a server without a door says so in words', async () => {
  const plain = await startSite({ folder: join(folder, 'site') });
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    await page.open(`${plain.url}workbench.html`);
    await page.waitFor('select.survey');
    await page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await page.waitFor('input.office-key');
    await page.page.locator('input.office-key').fill('x'.repeat(32));
    await page.click('.take');
    await says(page, t('workbench.no_door'));
  } finally {
    await page.close();
    await plain.close();
  }
});
