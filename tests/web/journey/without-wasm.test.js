// SPDX-License-Identifier: MIT
// Tests: the whole journey where there is no WebAssembly: the browser has none, or the page's policy forbids it. The same core answers as JavaScript,
// and is fetched only then.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { startSite } from '../drivers/site.js';
import { Visitor } from './visitor.js';

let site;
before(async () => { site = await startSite(); });
after(() => site.close());

/** Understands, speaks, sends, sees. Answers the twins that were fetched. */
async function journey(page) {
  const twins = [];
  page.page.on('request', (request) => { if (/-twin/.test(request.url())) twins.push(/(\w+)-twin/.exec(request.url())[1]); });
  const visitor = new Visitor(page, 'fr');
  await visitor.arrive(site.url);
  await visitor.enter('confiance');
  await visitor.movesTheSimulation();
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  const shown = await visitor.looksAtTheBytes();
  await visitor.sends();
  assert.equal(site.ballots().filter((ballot) => ballot === shown).length, 1, 'the ballot of the JavaScript core is a ballot');
  await visitor.enter('engagement');
  await visitor.seesAChart();
  return [...new Set(twins)].sort();
}

test('a browser without WebAssembly', async () => {
  const browser = await engines.chromium.launch({ flags: ['--js-flags=--jitless'] });
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    await page.open(site.url);
    assert.equal(await page.evaluate(() => typeof WebAssembly), 'undefined');
    const fetched = [];
    page.page.on('request', (request) => fetched.push(request.url()));
    assert.deepEqual(await journey(page), ['explainers', 'results', 'survey']);
    // The demonstration's HTML preloads the first one before any script could know.
    assert.deepEqual(fetched.filter((url) => url.endsWith('.wasm') && !url.includes('survey-first')), [], 'no module is fetched that cannot run');
    assert.deepEqual(page.problems, []);
  } finally {
    await page.close();
    await browser.close();
  }
});

test('a page whose policy has no wasm-unsafe-eval', async () => {
  const browser = await engines.chromium.launch();
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    await page.page.route(site.url, async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': response.headers()['content-security-policy'].replace(" 'wasm-unsafe-eval'", '') };
      await route.fulfill({ response, headers });
    });
    await page.open(site.url);
    assert.equal(await page.evaluate(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'compiled', (error) => error.name)), 'CompileError');
    page.problems.length = 0;
    assert.deepEqual(await journey(page), ['explainers', 'results', 'survey']);
    // The browser says each refusal; nothing else went wrong.
    assert.deepEqual(page.problems.filter((problem) => !/WebAssembly|wasm|unsafe-eval/.test(problem)), []);
  } finally {
    await page.close();
    await browser.close();
  }
});

test('where there is WebAssembly, no twin is fetched', async () => {
  const browser = await engines.chromium.launch();
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    assert.deepEqual(await journey(page), []);
  } finally {
    await page.close();
    await browser.close();
  }
});
