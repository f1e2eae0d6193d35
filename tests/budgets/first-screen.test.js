// SPDX-License-Identifier: MIT
// Tests: what a visitor downloads up to the first question, in French, from dist/ on a static server with brotli 11: measured, not added up.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { engines } from '../web/drivers/index.js';
import { dist } from '../web/drivers/site.js';
import { until } from '../web/drivers/wait.js';
import { serve } from '../web/drivers/static-server.js';
import { Visitor } from '../web/journey/visitor.js';

const { firstScreen: { limit, goal } } = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));

const isWhole = (path) => /\/survey-[\w-]{8}\.wasm$/.test(path);

test(`everything up to the first question is at most ${limit} bytes`, async (context) => {
  // The whole engine is for later: while it is held back, the first question must come all the same.
  const held = [];
  const server = await serve(dist, { compress: true, answer: ({ url }, response) => isWhole(url) && held.push(response) });
  const browser = await engines.chromium.launch();
  try {
    const page = await browser.page({ locale: 'fr-FR' });
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(server.url);
    await visitor.beginsToAnswer();
    await until(() => held.length > 0, () => 'the whole engine was not asked for once the first question was there');
    assert.ok(isWhole(server.requests.at(-1).path), 'the whole engine was asked for before something that the first question needs');
    const files = server.requests.filter(({ bytes }) => bytes > 0);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes } of files) context.diagnostic(`${String(bytes).padStart(7)} ${path}`);
    context.diagnostic(`${total} bytes (limit ${limit}, goal ${goal} ${total <= goal ? 'met' : 'missed'})`);
    for (const kind of [/\.html$|\/$/, /\.js$/, /\.wasm$/, /questionnaire\.json$/]) assert.ok(files.some(({ path }) => kind.test(path)), `nothing like ${kind} was asked for`);
    assert.equal(new Set(files.map(({ path }) => path)).size, files.length, 'a file was downloaded twice');
    assert.ok(total <= limit, `${total} bytes`);
  } finally {
    await browser.close();
    await server.close();
  }
});
