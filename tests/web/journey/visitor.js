// SPDX-License-Identifier: MIT
// Journey: what a visitor does, in words of the page, the same in every engine.
import assert from 'node:assert/strict';
import { words } from '../drivers/words.js';
import { until } from '../drivers/wait.js';

const startingWith = (text) => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

export class Visitor {
  /** `page`: of a driver. `language`: the one in which this visitor reads. */
  constructor(page, language) {
    this.page = page;
    this.language = language;
    this.t = words(language);
  }

  /** Opens the association's page and reads it in this visitor's language. */
  async arrive(url) {
    await this.page.open(url);
    await this.page.waitFor('.screen.home .door');
    if ((await this.page.evaluate(() => document.querySelector('triptych-widget').lang)) !== this.language) {
      const own = new Intl.DisplayNames([this.language], { type: 'language' }).of(this.language);
      await this.press({ role: 'button', name: own });
      await this.page.waitFor({ role: 'button', name: startingWith(this.t('widget.panel_participation')) });
    }
  }

  /** Presses a button by what it says (a key of the locales), or any target. */
  async press(what, params) {
    await this.page.click(typeof what === 'string' ? { role: 'button', name: this.t(what, params) } : what);
  }

  /** Enters one of the three panels: by its door on the first screen, by the navigation elsewhere. */
  async enter(panel) {
    await this.press({ role: 'button', name: startingWith(this.t(`widget.panel_${panel}`)) });
  }

  async reads(key, params) {
    const text = this.t(key, params);
    await until(async () => (await this.page.text()).includes(text), async () => `“${text}” is not on the page: ${await this.page.text()}`);
  }

  /** Does something and waits until the page says something else than before. */
  async turns(act) {
    const before = await this.page.text();
    await act();
    await until(async () => (await this.page.text()) !== before, () => `nothing changed: ${before}`);
  }

  /** In the first panel: moves a slider of the simulation by its button; the sentence must say something else. */
  async movesTheSimulation() {
    await this.page.waitFor('.nudge');
    const before = await this.page.text('triptych-explainer');
    await this.press({ css: '.slider .nudge:last-child:not([disabled])' });
    await until(async () => (await this.page.text('triptych-explainer')) !== before, () => `the simulation did not move: ${before}`);
  }

  /** The second panel, up to its first question. */
  async beginsToAnswer() {
    await this.enter('participation');
    await this.reads('widget.notice');
    await this.press('widget.begin');
    await this.page.waitFor('.screen.question form');
  }

  async onScreen(name) {
    return this.page.has(`.screen.${name}`);
  }

  /** Gives one answer on the page that is shown, the first that is offered; some pages ask nothing of that kind. */
  async answersThePage() {
    for (const css of ['fieldset.question input[type=radio]', 'fieldset.question input[type=checkbox]']) {
      if (!(await this.page.has(css))) continue;
      await this.page.click(css);
      return;
    }
  }

  /** Goes on page by page until what would leave is shown. Answers the number of pages seen. */
  async answersEverything() {
    for (let pages = 0; pages < 60; pages += 1) {
      if (await this.onScreen('review')) return pages;
      if (await this.onScreen('question')) await this.answersThePage();
      await this.turns(() => this.press({ css: '.page .actions .primary, .screen.feedback .actions .primary' }));
    }
    throw new Error(`no end of questions: ${await this.page.text()}`);
  }

  /** The ballot as the review shows it: the very text that is to leave. */
  async looksAtTheBytes() {
    await this.reads('ballot.title');
    await this.press({ css: 'details.bytes summary' });
    const text = (await this.page.text('details.bytes code.text')).replace(/\s/g, '');
    assert.match(text, /^[A-Za-z0-9_-]{20,700}$/);
    return text;
  }

  async sends() {
    await this.press('ballot.send');
    await this.reads('ballot.received_title');
  }

  /** The third panel: at least one chart, with its counts. */
  async seesAChart() {
    await this.page.waitFor('triptych-results');
    await until(async () => /\d/.test(await this.page.text('triptych-results')), async () => `no figure in the results: ${await this.page.text()}`);
  }
}
