// SPDX-License-Identifier: MIT
// Drivers: Firefox ESR over WebDriver BiDi, by puppeteer-core.
import puppeteer from 'puppeteer-core';
import { describe, locatorSource, portable, visibleText } from './locate.js';
import { until } from './wait.js';

const keys = { Space: ' ' };

class FirefoxPage {
  constructor(page, locator) {
    this.page = page;
    this.locator = locator;
    this.problems = [];
    page.on('console', (message) => { if (message.type() === 'error') this.problems.push(message.text()); });
    page.on('pageerror', (error) => this.problems.push(String(error)));
  }

  async open(url) {
    await this.page.goto(url);
  }

  async element(target) {
    const handle = await this.page.evaluateHandle(`(${this.locator})(${JSON.stringify(portable(target))})`);
    return handle.asElement();
  }

  async found(target) {
    return until(() => this.element(target), async () => `Firefox did not find ${describe(target)} in: ${await this.text()}`);
  }

  /** Whether it is there now. */
  async has(target) {
    return (await this.element(target)) !== null;
  }

  async click(target) {
    await (await this.found(target)).click();
  }

  async type(target, text) {
    const element = await this.found(target);
    await element.focus();
    await this.page.keyboard.type(text);
  }

  async press(key) {
    const chord = key.split('+').map((one) => keys[one] ?? one);
    for (const modifier of chord.slice(0, -1)) await this.page.keyboard.down(modifier);
    await this.page.keyboard.press(chord.at(-1));
    for (const modifier of chord.slice(0, -1)) await this.page.keyboard.up(modifier);
  }

  /** What a reader sees there; everything without a target. */
  async text(target) {
    return this.evaluate(visibleText, target && (await this.found(target)));
  }

  async waitFor(target, { gone = false } = {}) {
    if (!gone) { await this.found(target); return; }
    await until(async () => !(await this.element(target)), () => `Firefox still shows ${describe(target)}`);
  }

  async evaluate(script, parameter) {
    return this.page.evaluate(script, parameter);
  }

  async screenshot(path) {
    await this.page.screenshot({ path });
  }

  async close() {
    await this.page.close();
  }
}

/** A browser with an empty profile. `width`, `height`: CSS pixels of the page. */
export async function launch() {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true });
  const locator = await locatorSource();
  return {
    name: 'Firefox',
    async page({ width = 390, height = 844, before } = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, height });
      if (before) await page.evaluateOnNewDocument(before);
      return new FirefoxPage(page, locator);
    },
    close: () => browser.close(),
  };
}
