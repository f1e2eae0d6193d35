// SPDX-License-Identifier: MIT
// Tests: the main path in Firefox ESR and in WebKitGTK, under the strict policy: answer, see what leaves, send, receipt, results.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../drivers/index.js';
import { startSite } from '../drivers/site.js';
import { Visitor } from './visitor.js';

for (const [engine, language] of [['firefox', 'fr'], ['webkit', 'en'], ['firefox', 'en'], ['webkit', 'fr']]) {
  test(`${engine}, ${language}: understand, answer, see what leaves, send, receipt, results`, async () => {
    const site = await startSite();
    const browser = await engines[engine].launch();
    try {
      const page = await browser.page();
      const visitor = new Visitor(page, language);
      await visitor.arrive(site.url);
      await visitor.enter('confiance');
      await visitor.movesTheSimulation();
      await visitor.beginsToAnswer();
      await visitor.answersEverything();
      const shown = await visitor.looksAtTheBytes();
      assert.deepEqual(site.wire.sent(), [], 'something left before the visitor sent it');
      await visitor.sends();
      assert.deepEqual(site.wire.sent().map(({ path, status, body }) => ({ path, status, body })), [{ path: '/ballots', status: 201, body: shown }]);
      assert.equal(site.ballots().length, 401);
      await visitor.press('ballot.see_results');
      await visitor.seesAChart();
      await visitor.reads('widget.simulated');
      assert.deepEqual(site.wire.reports, [], 'the policy was violated');
      assert.deepEqual(page.problems ?? [], [], 'the console holds errors');
      await page.close();
    } finally {
      await browser.close();
      await site.close();
    }
  });
}
