// SPDX-License-Identifier: MIT
// Drivers: WebKitGTK's MiniBrowser over W3C WebDriver (webkit2gtk-driver), on a display of its own.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, locatorSource, portable, visibleText } from './locate.js';
import { ended, freePort, patience, until } from './wait.js';

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
// https://www.w3.org/TR/webdriver2/#keyboard-actions
const keys = { Shift: '\uE008', Tab: '\uE004', Enter: '\uE007', Space: ' ', Escape: '\uE00C', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015' };
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

class WebKitPage {
  constructor(command, locator) {
    this.command = command;
    this.locator = locator;
  }

  async open(url) {
    await this.command('POST', '/url', { url });
  }

  async evaluate(script, parameter) {
    return this.command('POST', '/execute/sync', { script: `return (${script})(...arguments)`, args: [parameter ?? null] });
  }

  async element(target) {
    return this.command('POST', '/execute/sync', { script: `return (${this.locator})(arguments[0])`, args: [portable(target)] });
  }

  async found(target) {
    return until(() => this.element(target), async () => `WebKit did not find ${describe(target)} in: ${await this.text()}`);
  }

  /** Whether it is there now. */
  async has(target) {
    return (await this.element(target)) !== null;
  }

  async click(target) {
    const element = await this.found(target);
    await this.command('POST', `/element/${element[elementKey]}/click`, {});
  }

  async type(target, text) {
    const element = await this.found(target);
    await this.command('POST', `/element/${element[elementKey]}/value`, { text });
  }

  async press(key) {
    const chord = key.split('+').map((one) => keys[one] ?? one);
    const actions = [...chord.map((value) => ({ type: 'keyDown', value })), ...chord.reverse().map((value) => ({ type: 'keyUp', value }))];
    await this.command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** What a reader sees there; everything without a target. */
  async text(target) {
    return this.evaluate(visibleText, target && (await this.found(target)));
  }

  async waitFor(target, { gone = false } = {}) {
    if (!gone) { await this.found(target); return; }
    await until(async () => !(await this.element(target)), () => `WebKit still shows ${describe(target)}`);
  }

  async screenshot(path) {
    // What was painted last may be older than what the page holds now.
    await this.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
    writeFileSync(path, Buffer.from(await this.command('GET', '/screenshot'), 'base64'));
  }

  async close() {
    await this.command('DELETE', '');
  }
}

/** One driver and one display; each page is a browser of its own, with nothing kept from another. */
export async function launch() {
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    display.once('error', reject);
    display.stdio[3].once('data', (data) => resolve(String(data).trim()));
  });
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env: { ...process.env, DISPLAY: `:${number}`, GDK_BACKEND: 'x11' }, stdio: 'ignore', detached: true });
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(2 * patience) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await until(() => send('GET', '/status').then(() => true, () => false), () => 'WebKitWebDriver did not start');
  const locator = await locatorSource();
  return {
    name: 'WebKit',
    /** MiniBrowser's window is never narrower than about 450 px. */
    async page({ width = 480, height = 844 } = {}) {
      const options = { binary: miniBrowser, args: ['--automation'] };
      const { sessionId } = await send('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } });
      const command = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
      await command('POST', '/window/rect', { width, height });
      return new WebKitPage(command, locator);
    },
    async close() {
      // The group: a browser that no longer answers goes with its driver.
      process.kill(-driver.pid, 'SIGKILL');
      display.kill();
      await Promise.all([driver, display].map(ended));
    },
  };
}
