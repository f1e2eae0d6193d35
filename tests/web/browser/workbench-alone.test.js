// SPDX-License-Identifier: MIT
// Tests: the workbench as one file, opened from a disk: it counts to the command line's bytes, and no request can leave it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { engines } from '../drivers/index.js';
import { policy, questionnaire, simulate, triptych } from '../drivers/published.js';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'triptych-alone-'));
const at = (name) => join(work, name);
const file = at('workbench.html');
let browser;
before(async () => {
  // Alone indeed: nothing of the site is beside it.
  copyFileSync(join(dist, 'workbench-alone.html'), file);
  simulate(at('one.ballots'), 500, 8);
  browser = await engines.chromium.launch();
});
after(async () => {
  await browser.close();
  rmSync(work, { recursive: true });
});

const content = (name) => join(dist, 'content/ai-in-care', name);

test('from a disk it counts, releases and packs as the command line does, and asks the network for nothing', async () => {
  const t = words('fr');
  const page = await browser.page({ locale: 'fr-FR', width: 1280, acceptDownloads: true });
  const asked = [];
  page.page.on('request', (request) => asked.push(request.url()));
  try {
    await page.open(pathToFileURL(file).href);
    await page.waitFor('select.survey');
    assert.ok((await page.text()).includes(t('workbench.lead_alone')));
    await page.page.locator('select.survey').selectOption({ label: t('workbench.own') });
    await page.page.locator('input.own').setInputFiles([content('widget.json'), content('disclosure.json'), content('questionnaire.json')]);
    await page.waitFor('input.ballots');
    assert.equal(await page.has('.office'), false, 'it can reach no collector, and offers none');
    await page.page.locator('input.ballots').setInputFiles(at('one.ballots'));
    await page.waitFor('table.items');
    const saved = async (what) => {
      const [download] = await Promise.all([page.page.waitForEvent('download'), page.click(`.save-${what}`)]);
      return readFileSync(await download.path());
    };
    execFileSync(triptych, ['tally', questionnaire, at('one.ballots'), '--policy', policy, '--out', at('open.json')]);
    assert.equal((await saved('snapshot')).toString(), readFileSync(at('open.json'), 'utf8'));
    const first = unzipSync(await saved('site'));
    const [line] = JSON.parse(Buffer.from(first['data/index.json'])).bundles;

    // The next release knows the last one, and lists it again, when both files are given.
    writeFileSync(at('index.json'), Buffer.from(first['data/index.json']));
    await page.page.locator('details.previous > summary').click();
    await page.page.locator('input.previous').setInputFiles([at('open.json'), at('index.json')]);
    await page.page.locator('input.closing').check();
    await until(async () => (await page.text()).includes(t('workbench.crossed_note')), () => 'the wave is not closed');
    const { bundles } = JSON.parse(Buffer.from(unzipSync(await saved('site'))['data/index.json']));
    assert.equal(bundles.length, 2);
    assert.deepEqual(bundles.find(({ closed }) => !closed), line);
    assert.deepEqual(page.problems, []);
    assert.deepEqual([...new Set(asked.map((url) => new URL(url).protocol))].sort(), ['blob:', 'file:']);
    assert.deepEqual([...new Set(asked.filter((url) => url.startsWith('file:')))], [pathToFileURL(file).href]);
  } finally {
    await page.close();
  }
});

test('whatever ran in that page could send nothing: every way out is refused, in the page and in its worker', async () => {
  const reached = [];
  const outside = await serve(work, { answer(request) { reached.push(request.url); return false; } });
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    await page.open(pathToFileURL(file).href);
    await page.waitFor('select.survey');
    const ways = await page.evaluate(async (url) => {
      const within = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve('refused'), 1500))]).catch(() => 'refused');
      const event = (element, add = true) => new Promise((resolve) => {
        element.onload = () => resolve('went');
        element.onerror = () => resolve('refused');
        if (add) document.body.append(element);
      });
      const made = (name, fields) => Object.assign(document.createElement(name), fields);
      const worker = () => new Promise((resolve) => {
        const own = trustedTypes.createPolicy('triptych', { createScriptURL: (text) => text });
        const code = `fetch(${JSON.stringify(`${url}worker`)}).then(() => postMessage('went'), () => postMessage('refused'))`;
        const one = new Worker(own.createScriptURL(URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))));
        one.onmessage = ({ data }) => resolve(data);
        one.onerror = () => resolve('refused');
      });
      const form = made('form', { action: `${url}form`, method: 'post', target: 'elsewhere' });
      document.body.append(form);
      form.submit();
      // Judged by what arrives outside.
      document.body.append(made('iframe', { src: `${url}frame` }));
      return {
        fetch: await within(fetch(`${url}fetch`).then(() => 'went')),
        beacon: navigator.sendBeacon(`${url}beacon`) ? await within(new Promise(() => {})) : 'refused',
        socket: await within(new Promise((resolve) => { const one = new WebSocket(url.replace('http', 'ws')); one.onopen = () => resolve('went'); one.onerror = () => resolve('refused'); })),
        image: await within(event(made('img', { src: `${url}image` }))),
        style: await within(event(made('link', { rel: 'stylesheet', href: `${url}style` }))),
        prefetch: await within(event(made('link', { rel: 'prefetch', href: `${url}prefetch` }))),
        media: await within(event(made('video', { src: `${url}video` }))),
        worker: await within(worker()),
      };
    }, outside.url);
    assert.deepEqual([...new Set(Object.values(ways))], ['refused'], JSON.stringify(ways));
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    assert.deepEqual(reached, []);
  } finally {
    await page.close();
    await outside.close();
  }
});

test('its scripts are those of the hash in its own policy; nothing of it builds an address from data or leaves the page', () => {
  const text = readFileSync(file, 'utf8');
  const policyText = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)[1];
  for (const rule of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", 'worker-src blob:']) assert.ok(policyText.split('; ').includes(rule), rule);
  const code = /<script type="module">([^]*?)<\/script>/.exec(text)[1];
  const style = /<style>([^]*?)<\/style>/.exec(text)[1];
  const hash = (part) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`;
  assert.equal(/script-src ([^;]+)/.exec(policyText)[1], `${hash(code)} 'wasm-unsafe-eval'`);
  assert.equal(/style-src ([^;]+)/.exec(policyText)[1], hash(style));
  assert.equal(text.match(/<script(?! type="text\/plain")/g).length, 1);
  // A policy stops requests; a page that navigates could still carry data in an address.
  const worker = Buffer.from(/data-worker="workbench">([^<]+)</.exec(text)[1], 'base64').toString();
  for (const part of [code, worker]) {
    assert.doesNotMatch(part, /\blocation\b(?!\s*:)/, 'location');
    assert.doesNotMatch(part, /(?:window|self|globalThis|parent|top|opener)\??\.open\b|(?<![.\w]|async )open\(/, 'open');
    assert.doesNotMatch(part, /\.(?:action|formAction|srcdoc)\s*=(?!=)/);
  }
  // Links: to this document in another language, and to bytes of this page, to be saved.
  const sources = ['elements', 'desk'].flatMap((room) => readdirSync(join(root, 'web/src', room)).filter((name) => name.endsWith('.ts') && !/^(research|triptych-widget|print)/.test(name)).map((name) => join(root, 'web/src', room, name)));
  const links = sources.flatMap((name) => readFileSync(name, 'utf8').match(/\bhref\s*=\s*[^\s>;]+/g) ?? []);
  assert.deepEqual(links.sort(), ['href = address', 'href="#${idOf(name)}"', 'href=${addressIn(one)}']);
});
