// SPDX-License-Identifier: MIT
// Tests: shows one panel (explainer, results) in Chromium under the strict policy, with whatever the test gives it.
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { launchOptions } from '../drivers/chromium.js';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html triptych 'allow-duplicates'";
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json' };

export const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** A build, a server and a browser: once a file of tests. `root`: the page that shows a panel. */
export async function startPanels(root = path('panels')) {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-panels-'));
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: false },
  });
  let given = null;
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname.replace(/\/$/, '/index.html');
    response.setHeader('content-type', types[extname(name)] ?? 'text/plain');
    response.setHeader('content-security-policy', policy);
    try {
      response.end(name === '/given.json' ? JSON.stringify(given) : readFileSync(join(folder, name)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const browser = await chromium.launch(launchOptions);
  return {
    /**
     * Shows a panel and lets `act` look at it. `address`: the end of the page's own. `before`: a function, and what it is given, run in the
     * page before its scripts. Other options are Playwright's of a context; an error on the console is a failure.
     */
    async visit(tag, properties, { language = 'fr', direction = 'ltr', width = 1280, height = 900, address = '', before, ...context }, act) {
      given = { tag, language, direction, properties };
      const visit = await browser.newContext({ viewport: { width, height }, ...context });
      try {
        const page = await visit.newPage();
        if (before) await page.addInitScript(...before);
        const problems = [];
        page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
        page.on('pageerror', (error) => problems.push(String(error.stack)));
        await page.goto(`http://127.0.0.1:${server.address().port}/${address}`);
        await page.waitForFunction(() => window.panel?.shadowRoot?.childElementCount > 0, null, { timeout: 60_000 }).catch((error) => { throw new Error(problems.join('\n') || String(error)); });
        await act({ page, panel: page.locator(tag) });
        if (problems.length > 0) throw new Error(problems.join('\n'));
      } finally {
        await visit.close();
      }
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
      rmSync(folder, { recursive: true });
    },
  };
}

/** Nothing to scroll sideways, and nothing cut off. */
export const overflow = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);

export async function violations(page) {
  await page.evaluate(axe);
  const { violations: found, passes } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } }));
  if (passes.length < 5) throw new Error('axe judged next to nothing');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.flat().join(' ')}: ${failureSummary}`).join('\n')}`);
}

/** What a reader sees of a panel: a host's own innerText leaves its shadow out. */
export const seen = (panel) => panel.evaluate((element) => [...element.shadowRoot.children].map((child) => child.innerText ?? '').join('\n').replace(/\s+/g, ' ').trim());
