// SPDX-License-Identifier: MIT
// Tests: what a visitor downloads up to the first question, in French, from dist/ on a static server with brotli 11: measured, not added up.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { engines } from '../web/drivers/index.js';
import { dist } from '../web/drivers/site.js';
import { until } from '../web/drivers/wait.js';
import { serve } from '../web/drivers/static-server.js';
import { Visitor } from '../web/journey/visitor.js';

const { firstScreen: { limit, goal } } = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));

const isLater = (path) => /\/survey-[\w-]{8}\.wasm$|\/later-[^/]*\.json$/.test(path);

/** The demonstration, which holds the first screen in its HTML, and the same page with the plain lines. */
const pages = { 'the first screen in it': (html) => html, 'the plain lines': (html) => html.replace(/<template shadowrootmode[^]*?<\/template>/, '') };

for (const [what, change] of Object.entries(pages)) test(`on a page with ${what} everything up to the first question is at most ${limit} bytes`, async (context) => {
  // The whole engine, and the list of the other files, are for later: while they are held back, the first question must come all the same.
  const held = [];
  const folder = mkdtempSync(join(tmpdir(), 'triptych-budget-'));
  cpSync(dist, folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), change(readFileSync(join(folder, 'index.html'), 'utf8')));
  const server = await serve(folder, { compress: true, answer: ({ url }, response) => isLater(url) && held.push(response) });
  const browser = await engines.chromium.launch();
  try {
    const page = await browser.page({ locale: 'fr-FR' });
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(server.url);
    await visitor.beginsToAnswer();
    await until(() => held.length > 1, () => `once the first question is there, the rest must be asked for: ${held.length} of 2`);
    const asked = server.requests.map(({ path }) => path);
    assert.ok(asked.slice(asked.findIndex(isLater)).every(isLater), `asked for after what is for later: ${asked}`);
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
    rmSync(folder, { recursive: true });
  }
});
