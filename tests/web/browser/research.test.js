// SPDX-License-Identifier: MIT
// Tests: research.html: the published bundle is listed, checked, opened; its numbers are those that R and Python give with the lines shown.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { engines } from '../drivers/index.js';
import { startPublished } from '../drivers/published.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';

let browser;
let site;
before(async () => {
  browser = await engines.chromium.launch();
  site = await startPublished();
});
after(async () => {
  await browser.close();
  await site.close();
});

/** A researcher on the page; `forgives`: what the console may say. */
async function visit({ language = 'fr', on = site, forgives = /$^/, ...options }, act) {
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', width: 1280, ...options });
  const t = words(language);
  try {
    await page.open(`${on.url}research.html`);
    await page.waitFor({ role: 'heading', name: t('research.title') });
    await act({ page, t });
    assert.deepEqual(page.problems.filter((problem) => !forgives.test(problem)), []);
  } finally {
    await page.close();
  }
}

const open = async (page, t) => {
  await page.click({ role: 'button', name: t('research.open') });
  await page.waitFor('table.answers');
};

/** The rows of the first table, as a reader sees them. */
const answers = (page) => page.evaluate(() => [...document.querySelector('triptych-research').shadowRoot.querySelectorAll('table.answers tbody tr')].map((row) => [...row.children].slice(0, 2).map((cell) => cell.textContent.trim())));
const code = (page, language) => page.evaluate((name) => document.querySelector('triptych-research').shadowRoot.querySelector(`pre.${name}`).textContent.trim(), language);
const choose = (page, css, at) => page.page.locator(css).selectOption({ index: at });

test('what was published is listed with its hash, licence and citation, and downloads as it is', () => visit({}, async ({ page, t }) => {
  const bytes = readFileSync(join(site.folder, 'data', site.file));
  const text = await page.text();
  assert.ok(text.includes(createHash('sha256').update(bytes).digest('hex')));
  assert.match(text, /CC BY 4\.0/);
  assert.ok(text.includes(`Ensemble pour nos soins (association fictive) (2026).`) && text.includes(site.file.replace('.zip', '')));
  assert.ok(text.includes(t('chart.simulated')) && text.includes(t('research.limit_volunteers')));
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.click('a.download')]);
  assert.deepEqual(readFileSync(await download.path()), bytes);
}));

test('each table has the numbers of the snapshot, and the lines shown give them in R and in Python', () => visit({}, async ({ page, t }) => {
  await open(page, t);
  const { tables } = JSON.parse(readFileSync(join(site.bundle, 'simulated-snapshot.json'), 'utf8'));
  const titles = await page.evaluate(() => document.querySelector('triptych-research').shadowRoot.querySelector('select.question').options.length);
  assert.ok(titles > 10);
  for (const at of [0, 3, titles - 1]) {
    await choose(page, 'select.question', at);
    const name = await page.evaluate(() => document.querySelector('triptych-research').shadowRoot.querySelector('select.question').value);
    const table = tables.find((one) => one.name === name);
    if (!table.released) {
      assert.equal(await page.has('table.answers'), false);
      continue;
    }
    await until(async () => (await code(page, 'r')).includes(name), () => 'the lines are of another question');
    const shown = await answers(page);
    assert.deepEqual(shown.slice(0, table.cells.length).map(([, count]) => count), table.cells.map(String));
    const fromR = execFileSync('Rscript', ['-e', (await code(page, 'r')).replace(/counts\(.*\)$/, (call) => `cat(${call}$count, sep = " ")`)], { cwd: site.bundle, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    assert.deepEqual(fromR.trim().split(' ').map(Number), table.cells);
    const fromPython = execFileSync('/usr/bin/python3', ['-c', await code(page, 'python')], { cwd: site.bundle, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    assert.deepEqual([...fromPython.matchAll(/'count': (\d+)/g)].map(([, count]) => Number(count)), table.cells);
  }
}));

test('a crossed table shows what is hidden as hidden, never as a number; its lines give the same cells', () => visit({ language: 'en' }, async ({ page, t }) => {
  await open(page, t);
  const { crossed } = JSON.parse(readFileSync(join(site.bundle, 'simulated-snapshot.json'), 'utf8'));
  const at = crossed.findIndex(({ released, cells }) => released && cells.includes(null) && cells.some((cell) => cell !== null));
  assert.ok(at >= 0, 'no crossed table hides anything');
  await choose(page, 'select.pair', at);
  const { rows, columns, cells } = crossed[at];
  const texts = await page.evaluate(() => [...document.querySelector('triptych-research').shadowRoot.querySelector('select.pair').closest('label').nextElementSibling.querySelectorAll('tbody td')].map((cell) => cell.textContent.trim()));
  assert.deepEqual(texts, cells.map((cell) => (cell === null ? t('research.hidden') : new Intl.NumberFormat('en').format(cell))));
  const lines = await page.evaluate(() => [...document.querySelector('triptych-research').shadowRoot.querySelectorAll('pre.r')][1].textContent.trim());
  assert.ok(lines.includes(`cross("${rows}", "${columns}")`));
  const fromR = execFileSync('Rscript', ['-e', lines.replace(/cross\(.*\)$/, (call) => `cat(t(${call}), sep = " ")`)], { cwd: site.bundle, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.deepEqual(fromR.trim().split(' '), cells.map((cell) => (cell === null ? 'NA' : String(cell))));
}));

test('the codebook and the privacy report are on the page; each file of the bundle can be taken alone', () => visit({ language: 'en' }, async ({ page, t }) => {
  await open(page, t);
  const text = await page.text();
  for (const key of ['research.not_judged', 'research.threshold', 'research.files_checked']) assert.ok(text.includes(t(key)), key);
  const variables = new Set(readFileSync(join(site.bundle, 'simulated-codebook.csv'), 'utf8').trim().split('\r\n').slice(1).map((line) => line.split(',')[0]));
  assert.equal(await page.page.locator('details.variable').count(), variables.size);
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.click({ role: 'button', name: 'METHODS.md' })]);
  assert.deepEqual(readFileSync(await download.path()), readFileSync(join(site.bundle, 'METHODS.md')));
}));

test('codebook.html opens from the disk, asks for nothing, fits a window of 320 px and has no violation', async () => {
  const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  const page = await browser.page({ width: 320, colorScheme: 'dark' });
  const asked = [];
  page.page.on('request', (request) => asked.push(request.url()));
  try {
    await page.open(pathToFileURL(join(site.bundle, 'simulated-codebook.html')).href);
    await page.waitFor('h1');
    assert.equal(asked.length, 1);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
    assert.ok(passes.length > 10);
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
    assert.deepEqual(page.problems, []);
  } finally {
    await page.close();
  }
});

test('one changed byte, and nothing of the bundle is shown; it says so', async () => {
  const spoiled = await startPublished();
  try {
    const path = join(spoiled.folder, 'data', spoiled.file);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    await visit({ on: spoiled, forgives: /integrity|digest/ }, async ({ page, t }) => {
      await page.click({ role: 'button', name: t('research.open') });
      await page.waitFor('.note.problem');
      assert.ok((await page.text()).includes(t('research.refused')));
      assert.equal(await page.has('table.answers'), false);
    });
    rmSync(join(spoiled.folder, 'data/index.json'));
    await visit({ on: spoiled, forgives: /404/ }, async ({ page, t }) => {
      await until(async () => (await page.text()).includes(t('research.nothing')), () => 'it does not say that nothing is there');
    });
    writeFileSync(join(spoiled.folder, 'data/index.json'), JSON.stringify({ version: 1, bundles: [{ file: '../../elsewhere.zip', sha256: '0'.repeat(64) }] }));
    await visit({ on: spoiled }, async ({ page, t }) => {
      await until(async () => (await page.text()).includes(t('research.index_unreadable')), () => 'a file outside data/ is listed');
    });
  } finally {
    await spoiled.close();
  }
});

test('the language of the address wins over the browser’s, and the other one is a link away', () => visit({ language: 'en' }, async ({ page }) => {
  await page.click({ role: 'link', name: 'Français' });
  await page.waitFor({ role: 'heading', name: words('fr')('research.title') });
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'fr');
}));
