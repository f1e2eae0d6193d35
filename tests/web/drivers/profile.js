// SPDX-License-Identifier: MIT
// Drivers: a Chromium of one's own: a profile on the disk that outlives it, so that it can be killed and started again.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ChromiumPage, launchOptions } from './chromium.js';
import { ended, until } from './wait.js';

/** `preferences`: of the browser, as its settings write them. */
export function profile({ preferences } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-profile-'));
  if (preferences) {
    mkdirSync(join(folder, 'Default'));
    writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify(preferences));
  }
  return {
    /** Starts the browser; `kill` is SIGKILL to it and to all that it started. */
    async start({ args = [] } = {}) {
      const port = join(folder, 'DevToolsActivePort');
      rmSync(port, { force: true });
      for (const left of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) rmSync(join(folder, left), { force: true });
      const child = spawn(launchOptions.executablePath, [
        ...launchOptions.args, '--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--no-default-browser-check', '--lang=fr-FR', ...args, 'about:blank',
      ], { detached: true, stdio: 'ignore' });
      await until(() => existsSync(port) && readFileSync(port, 'utf8').includes('\n'), () => 'Chromium does not say where it listens');
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(port, 'utf8').split('\n')[0]}`);
      const [context] = browser.contexts();
      return {
        browser,
        page: async () => new ChromiumPage(await context.newPage()),
        async kill() {
          process.kill(-child.pid, 'SIGKILL');
          await ended(child);
          await browser.close().catch(() => {});
        },
      };
    },
    remove: () => until(() => {
      try {
        rmSync(folder, { recursive: true, force: true });
        return true;
      } catch {
        return false; // a process of the browser that has not died yet still writes
      }
    }, () => `${folder} cannot be removed`),
  };
}
