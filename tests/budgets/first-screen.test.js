// SPDX-License-Identifier: MIT
// Tests: what a visitor downloads up to the first question, in French, from dist/ on a static server with brotli 11: measured, not added up.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { engines } from '../web/drivers/index.js';
import { dist } from '../web/drivers/site.js';
import { serve } from '../web/drivers/static-server.js';
import { Visitor } from '../web/journey/visitor.js';

const { firstScreen: { limit, goal } } = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));

test(`everything up to the first question is at most ${limit} bytes`, async (context) => {
  const server = await serve(dist, { compress: true });
  const browser = await engines.chromium.launch();
  try {
    const page = await browser.page({ locale: 'fr-FR' });
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(server.url);
    await visitor.beginsToAnswer();
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
