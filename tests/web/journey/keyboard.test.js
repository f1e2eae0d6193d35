// SPDX-License-Identifier: MIT
// Tests: the journey with the keyboard alone: every target is reached by Tab, used by Enter, Space and arrows, and the focus is never lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../drivers/index.js';
import { describe } from '../drivers/locate.js';
import { startSite } from '../drivers/site.js';
import { Visitor } from './visitor.js';

/** Where the focus is, through shadow roots: the beginning of its HTML. */
const where = (page) => page.evaluate(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element.outerHTML.slice(0, 160);
});

const hasFocus = (node) => node.getRootNode().activeElement === node;

/** Presses Tab until the focus is on the target. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 80; presses += 1) {
    const element = page.locate(target);
    if ((await element.count()) > 0 && (await element.evaluate(hasFocus))) return;
    await page.press('Tab');
  }
  throw new Error(`Tab never reaches ${describe(target)}; the focus is on ${await where(page)}`);
}

class KeyboardVisitor extends Visitor {
  async press(what, params) {
    await tabTo(this.page, typeof what === 'string' ? { role: 'button', name: this.t(what, params) } : what);
    await this.page.press('Enter');
  }
}

for (const language of ['fr', 'en']) {
  test(`${language}: with the keyboard only, from the door to the results`, async () => {
    const site = await startSite();
    const browser = await engines.chromium.launch();
    try {
      const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB' });
      page.click = () => { throw new Error('the pointer was used'); };
      const visitor = new KeyboardVisitor(page, language);
      await visitor.arrive(site.url);

      await visitor.enter('confiance');
      await page.waitFor('input[type=range]');
      const before = await page.text('triptych-explainer');
      await tabTo(page, 'input[type=range]');
      await page.press('ArrowRight');
      assert.notEqual(await page.text('triptych-explainer'), before, 'the slider does not answer to arrows');

      await visitor.beginsToAnswer();
      assert.match(await where(page), /^<h\d/, 'the new screen’s heading has the focus');
      await tabTo(page, 'fieldset.question input[type=radio]');
      await page.press('Space');
      await page.press('ArrowDown');
      assert.match(await where(page), /^<input/);
      assert.equal(await page.locate({ css: 'fieldset.question input[type=radio]', nth: 1 }).isChecked(), true, 'arrows choose');
      await visitor.turns(() => visitor.press('question.next'));
      assert.match(await where(page), /^<h\d/, 'the next question’s heading has the focus');
      await tabTo(page, 'fieldset.question input[type=radio]');
      await page.press('Space');
      await visitor.press('question.finish');
      await page.waitFor('.screen.review');
      await visitor.sends();
      assert.equal(site.ballots().length, 401);
      await visitor.press('ballot.see_results');
      await visitor.seesAChart();
      assert.match(await where(page), /^<h\d/, 'the results’ heading has the focus');
      await page.close();
    } finally {
      await browser.close();
      await site.close();
    }
  });
}
