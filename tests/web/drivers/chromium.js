// SPDX-License-Identifier: MIT
// Drivers: Debian's Chromium, by playwright-core.
import { chromium } from 'playwright-core';
import { describe, visibleText } from './locate.js';
import { patience } from './wait.js';

/** Root has no user namespace to build Chromium's sandbox in; every other user keeps it. */
export const launchOptions = {
  executablePath: '/usr/bin/chromium',
  args: [...(process.getuid() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

export class ChromiumPage {
  constructor(page) {
    this.page = page;
    this.context = page.context();
    this.problems = [];
    page.on('console', (message) => { if (message.type() === 'error') this.problems.push(message.text()); });
    page.on('pageerror', (error) => this.problems.push(String(error)));
  }

  async open(url) {
    await this.page.goto(url);
  }

  locate(target) {
    const css = typeof target === 'string' ? target : target.css;
    const all = css ? this.page.locator(css) : this.page.getByRole(target.role, { name: target.name, exact: true });
    return all.filter({ visible: true }).nth(target.nth ?? 0);
  }

  /** Whether it is there now. */
  async has(target) {
    return (await this.locate(target).count()) > 0;
  }

  async click(target) {
    await this.explained(target, (element) => element.click({ timeout: patience }));
  }

  async type(target, text) {
    await this.explained(target, (element) => element.pressSequentially(text, { timeout: patience }));
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  /** What a reader sees there; everything without a target. */
  async text(target) {
    return target ? this.explained(target, (element) => element.evaluate(visibleText)) : this.page.evaluate(visibleText);
  }

  async waitFor(target, { gone = false } = {}) {
    await this.explained(target, (element) => element.waitFor({ state: gone ? 'detached' : 'visible', timeout: patience }));
  }

  async explained(target, act) {
    try {
      return await act(this.locate(target));
    } catch (error) {
      throw new Error(`Chromium, ${describe(target)}: ${error.message}\nthe page shows: ${await this.text()}`, { cause: error });
    }
  }

  async evaluate(script, parameter) {
    return this.page.evaluate(script, parameter);
  }

  async screenshot(path, options = {}) {
    await this.page.screenshot({ path, ...options });
  }

  async close() {
    await this.context.close();
  }
}

/** `flags`: more of Chromium's own. `before`: a function run in each document before its own scripts. Other options are Playwright's own of a context. */
export async function launch({ flags = [] } = {}) {
  const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, ...flags] });
  return {
    name: 'Chromium',
    async page({ width = 390, height = 844, before, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, ...options });
      if (before) await context.addInitScript(before);
      return new ChromiumPage(await context.newPage());
    },
    close: () => browser.close(),
  };
}
