// SPDX-License-Identifier: MIT
// Tests: each engine's driver sees through a shadow root, touches as a visitor does, and works under the strict policy of the product.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';

const policy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types none";
const script = `
customElements.define('example-box', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const add = (tag, text, parent = root) => { const element = document.createElement(tag); element.textContent = text; parent.append(element); return element; };
    const said = add('p', 'nothing yet');
    said.id = 'said';
    add('button', 'Press me').addEventListener('click', (event) => { said.textContent = event.isTrusted ? 'pressed' : 'pretended'; });
    const group = add('fieldset', '');
    add('legend', 'Colour', group);
    for (const colour of ['red', 'blue']) {
      const label = add('label', colour, group);
      const radio = document.createElement('input');
      Object.assign(radio, { type: 'radio', name: 'colour' });
      radio.addEventListener('change', () => { said.textContent = colour; });
      label.prepend(radio);
    }
    const label = add('label', 'Your town ');
    const field = add('input', '', label);
    field.addEventListener('input', () => { said.textContent = 'from ' + field.value; });
  }
});`;
const pages = { '/': ['text/html', '<!doctype html><html lang="en"><title>Drivers</title><h1>Outside</h1><example-box></example-box><script src="box.js"></script></html>'], '/box.js': ['text/javascript', script] };

const server = createServer((request, response) => {
  const [type, body] = pages[request.url] ?? [];
  response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain', 'content-security-policy': policy });
  response.end(body);
});
const folder = mkdtempSync(join(tmpdir(), 'drivers-'));
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => { server.close(); rmSync(folder, { recursive: true }); });

for (const [engine, { launch }] of Object.entries(engines)) {
  test(`${engine}: role and name find what a shadow root holds, and touching it is trusted`, async () => {
    const browser = await launch();
    try {
      const page = await browser.page();
      await page.open(`http://127.0.0.1:${server.address().port}/`);
      await page.click({ role: 'button', name: 'Press me' });
      assert.equal(await page.text('#said'), 'pressed');
      await page.click({ role: 'radio', name: 'blue' });
      assert.equal(await page.text('#said'), 'blue');
      await page.press('ArrowUp');
      assert.equal(await page.text('#said'), 'red');
      await page.type({ role: 'textbox', name: /town/ }, 'Lille');
      assert.equal(await page.text('#said'), 'from Lille');
      await page.press('Shift+Tab');
      await page.press('Space');
      assert.equal(await page.evaluate(() => document.querySelector('example-box').shadowRoot.activeElement.type), 'radio');
      await page.waitFor({ role: 'button', name: 'Absent' }, { gone: true });
      assert.match(await page.text(), /Outside[\s\S]*Colour/);
      assert.equal(await page.evaluate((name) => typeof window[name], 'trustedTypes'), 'object');
      await page.screenshot(join(folder, 'page.png'));
      assert.equal(readFileSync(join(folder, 'page.png')).toString('latin1', 1, 4), 'PNG');
      await page.close();
    } finally {
      await browser.close();
    }
  });
}
