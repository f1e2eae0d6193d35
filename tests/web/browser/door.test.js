// SPDX-License-Identifier: MIT
// Tests: the first door: one explainer open at a time, the others named below it and one press away.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { launchOptions } from '../drivers/chromium.js';
import { patience } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { violations } from './panels.js';
import { startStatic } from './site.js';

const read = (path) => JSON.parse(readFileSync(new URL(`../../../content/ai-in-care/${path}`, import.meta.url), 'utf8'));
const files = read('widget.json').explainers.map((id) => read(`explainers/${id}.json`));

test('each explainer opens from the first door, in place of the one before', async () => {
  const site = await startStatic({ widget: { collect: { kind: 'none' } } });
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ locale: 'fr', viewport: { width: 360, height: 740 } });
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(site.url);
    const title = (file) => file.title.default;
    const open = () => page.locator('triptych-explainer #title').innerText();
    await page.locator('.door').first().click();
    await page.locator('triptych-explainer #title').waitFor();
    assert.equal(await open(), title(files[0]));
    for (const file of files.slice(1)) {
      assert.equal(await page.locator('triptych-explainer').count(), 1);
      const others = page.locator('section.others button');
      await page.waitForFunction((count) => document.querySelector('triptych-widget').shadowRoot.querySelectorAll('section.others button').length === count, files.length - 1);
      await others.filter({ hasText: title(file) }).click();
      await page.waitForFunction((text) => document.querySelector('triptych-widget').shadowRoot.querySelector('triptych-explainer').shadowRoot.querySelector('#title')?.textContent.trim() === text, title(file));
      assert.ok((await page.locator('triptych-explainer .said').innerText()).length > 20);
    }
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
    await site.close();
  }
});

test('a seventh explainer with a simulation that exists is a file and its name in widget.json: no code, nothing built again', async () => {
  const like = files.find(({ id }) => id === 'treatment');
  const both = (french, english) => ({ default: french, en: english });
  const seventh = {
    ...like,
    id: 'seventh',
    title: both('Une septième explication', 'A seventh explanation'),
    presets: [{ id: 'mine', label: both('Exemple : le mien', 'Example: mine'), note: both('C’est un exemple inventé.', 'This is an invented example.'), values: { reduction: 0.5, harm: 0.01, weight: 1, wrong: 0, high: 0.2 }, evidence: 'C', sources: [] }],
    facts: [],
    steps: [{ ...like.steps[0], preset: 'mine', presets: ['mine'], facts: [] }],
  };
  const site = await startStatic({ widget: { collect: { kind: 'none' }, explainers: [...files.map(({ id }) => id), 'seventh'] } });
  const content = join(site.folder, 'content/ai-in-care');
  writeFileSync(join(content, 'explainers/seventh.json'), JSON.stringify(seventh));
  const browser = await chromium.launch(launchOptions);
  try {
    const program = process.env.TRIPTYCH ?? fileURLToPath(new URL('../../../build/native/triptych', import.meta.url));
    const checked = spawnSync(program, ['check', '--publish', content], { encoding: 'utf8' });
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    const page = await browser.newPage({ locale: 'fr', viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(patience);
    await page.goto(site.url);
    await page.locator('.door').first().click();
    await page.locator('section.others button', { hasText: seventh.title.default }).click();
    await page.locator('triptych-explainer #title', { hasText: seventh.title.default }).waitFor();
    // Half of 4, 10 and 20 in a hundred, out of a thousand.
    const t = words('fr');
    const said = `${t('explainer.treatment.groups', { low: 20, middle: 50, high: 100 })} ${t('explainer.treatment.of', { people: 1000, harmed: 10 })}`;
    assert.equal((await page.locator('triptych-explainer .said').innerText()).replace(/\s+/g, ' ').trim(), said);
  } finally {
    await browser.close();
    await site.close();
  }
});
