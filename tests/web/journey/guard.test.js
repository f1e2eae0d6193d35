// SPDX-License-Identifier: MIT
// Tests: a trap inside survey.wasm, in the page: it becomes an error value, the instance is dropped, and the answers are all there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../drivers/index.js';
import { startSite } from '../drivers/site.js';
import { until } from '../drivers/wait.js';
import { Visitor } from './visitor.js';

/**
 * Runs before the page's scripts. Instances come up as they are, behind doors of their own: while `trapNext` is set, the next call into
 * one of them executes `unreachable` in WebAssembly, as a defect of ours would. Nothing of the product knows of this.
 */
function armTraps() {
  // (module (func (export "trap") unreachable))
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
  const { instantiate } = WebAssembly;
  const counts = { instances: 0, trapped: 0, errors: [] };
  window.traps = counts;
  document.addEventListener('triptych-error', ({ detail }) => counts.errors.push(detail));
  WebAssembly.instantiate = async (module, imports) => {
    const instance = await instantiate.call(WebAssembly, module, imports);
    const { exports: { trap } } = await instantiate.call(WebAssembly, await WebAssembly.compile(bytes));
    counts.instances += 1;
    const doors = {};
    for (const [name, value] of Object.entries(instance.exports)) {
      doors[name] = typeof value !== 'function' ? value : (...all) => {
        if (counts.trapNext) {
          counts.trapNext = false;
          counts.trapped += 1;
          trap();
        }
        return value(...all);
      };
    }
    return { exports: doors };
  };
}

test('answers survive a trap, the page says nothing of them, and the journey goes on to its receipt', async () => {
  const site = await startSite();
  const browser = await engines.chromium.launch();
  try {
    const page = await browser.page({ locale: 'fr-FR', before: armTraps });
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(site.url);
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await visitor.turns(() => visitor.press('question.next'));
    // The whole engine has taken the place of its first part: what traps now is a defect.
    await until(() => page.evaluate(() => window.traps.instances >= 2), () => 'the whole engine did not come');
    const before = await page.evaluate(() => window.traps.instances);
    await page.evaluate(() => { window.traps.trapNext = true; });
    await visitor.answersThePage();
    await until(() => page.evaluate((instances) => window.traps.instances > instances, before), () => 'no new instance was made');
    const { trapped, errors } = await page.evaluate(() => window.traps);
    assert.equal(trapped, 1);
    assert.deepEqual(errors, [{ survey: 'ai-in-care', code: 'engine_trap' }], 'the event carries a code and no answer');
    // The answer that met the trap was given once more to the new instance; the one before it was replayed.
    await page.waitFor('fieldset.question input:checked');
    await visitor.turns(() => visitor.press('question.previous'));
    await page.waitFor('fieldset.question input:checked');
    await visitor.press('question.finish');
    await visitor.looksAtTheBytes();
    assert.ok(await page.has({ css: '.leaving dt', nth: 1 }), 'two answers are about to leave');
    await visitor.sends();
    assert.equal(site.ballots().length, 401);
  } finally {
    await browser.close();
    await site.close();
  }
});
