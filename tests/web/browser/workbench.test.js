// SPDX-License-Identifier: MIT
// Tests: workbench.html: ballots are counted in the browser to the same bytes as by the command line, and nothing leaves the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { engines } from '../drivers/index.js';
import { policy, questionnaire, simulate, startPublished, triptych } from '../drivers/published.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { seal, suite } from '../../../web/src/store/seal.ts';

let browser;
let site;
const at = (name) => join(site.work, name);
before(async () => {
  browser = await engines.chromium.launch();
  site = await startPublished({ published: false });
  mkdirSync(at('devices'));
  simulate(at('devices/one.ballots'), 500, 8);
  simulate(at('devices/two.ballots'), 200, 9);
  copyFileSync(at('devices/one.ballots'), at('devices/one-again.ballots'));
});
after(async () => {
  await browser.close();
  await site.close();
});

/** An organizer at the page, with the survey chosen. Before the first publication there is no snapshot and no index: 404. */
async function visit({ language = 'fr', on = site, expected = /404/, ...options }, act) {
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', width: 1280, acceptDownloads: true, ...options });
  const sent = [];
  page.page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).origin}`));
  try {
    await page.open(`${on.url}workbench.html`);
    await page.waitFor('select.survey');
    await page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await page.waitFor('input.ballots');
    await act({ page, t: words(language) });
    assert.deepEqual([...new Set(sent)], [`GET ${new URL(on.url).origin}`], 'something left the page');
    assert.deepEqual(page.problems.filter((problem) => !expected.test(problem)), []);
  } finally {
    await page.close();
  }
}

const count = async (page, files) => {
  await page.page.locator('input.ballots').setInputFiles(files);
  await page.waitFor('table.items');
};
const three = () => readdirSync(at('devices')).map((name) => at(join('devices', name)));
const saved = async (page, what) => {
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.click(`.save-${what}`)]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};
const has = (page, text) => until(async () => (await page.text()).includes(text), () => `the page does not say “${text}”`);

test('several devices are counted together, a copy once; the snapshot is the command line’s, byte for byte', () => visit({}, async ({ page, t }) => {
  await count(page, three());
  const text = await page.text();
  assert.ok(text.includes(t('workbench.read_files', { files: 3 })));
  assert.ok(text.includes(t('workbench.left_out', { count: 500 })), 'the copies are not told');
  assert.ok(text.includes(t('workbench.why_few')) && text.includes(t('workbench.why_none')));
  assert.ok(text.includes(t('chart.simulated')));
  execFileSync(triptych, ['tally', questionnaire, at('devices'), '--policy', policy, '--out', at('open.json')]);
  const snapshot = await saved(page, 'snapshot');
  assert.equal(snapshot.name, 'ai-in-care.json');
  assert.equal(snapshot.bytes.toString(), readFileSync(at('open.json'), 'utf8'));
}));

test('closing makes crossed tables; the bundle is the command line’s, byte for byte, and research.html shows it', () => visit({}, async ({ page, t }) => {
  await count(page, three());
  assert.ok((await page.text()).includes(t('workbench.crossed_later')));
  await page.page.locator('input.closing').check();
  await has(page, t('workbench.crossed_note'));
  const { name, bytes } = await saved(page, 'site');
  assert.equal(name, 'ai-in-care-site.zip');
  const files = unzipSync(bytes);
  const index = JSON.parse(Buffer.from(files['data/index.json']).toString());
  assert.equal(index.bundles.length, 1);
  const [{ file, created, language, closed, ballots }] = index.bundles;
  assert.deepEqual([language, closed, ballots], ['fr', true, 700]);
  const bundle = unzipSync(files[`data/${file}`]);
  execFileSync(triptych, ['export', questionnaire, at('devices'), '--policy', policy, '--close', '--date', created, '--lang', 'fr', '--out', at('closed')]);
  assert.deepEqual(Object.keys(bundle).sort(), readdirSync(at('closed')).sort());
  for (const path of Object.keys(bundle)) assert.equal(Buffer.from(bundle[path]).toString(), readFileSync(join(at('closed'), path), 'utf8'), path);
  assert.equal(Buffer.from(files['results/ai-in-care.json']).toString(), readFileSync(join(at('closed'), 'simulated-snapshot.json'), 'utf8'));

  const uploaded = await startPublished({ published: false });
  const researcher = await browser.page({ locale: 'fr-FR' });
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(uploaded.folder, dirname(path)), { recursive: true });
      writeFileSync(join(uploaded.folder, path), content);
    }
    await researcher.open(`${uploaded.url}research.html`);
    await researcher.click({ role: 'button', name: t('research.open') });
    await researcher.waitFor('table.answers');
    // A visitor of the widget finds the same release.
    const visitor = await fetch(`${uploaded.url}results/ai-in-care.json`);
    assert.equal(await visitor.text(), Buffer.from(files['results/ai-in-care.json']).toString());
    // A wave that was closed stays closed: the workbench finds it on the site and says so.
    await visit({ on: uploaded }, async ({ page: again }) => {
      await again.page.locator('input.ballots').setInputFiles(three());
      await has(again, t('error.release_closed'));
      assert.equal(await again.has('.save-site'), false);
    });
  } finally {
    await researcher.close();
    await uploaded.close();
  }
}));

test('two questions are crossed for the organizer: every ballot that answered both is in one cell', () => visit({ language: 'en' }, async ({ page, t }) => {
  await count(page, three());
  await page.click({ css: 'details.crosstab summary' });
  const { crossed, tables } = await (async () => {
    execFileSync(triptych, ['tally', questionnaire, at('devices'), '--policy', policy, '--close', '--out', at('crossed.json')]);
    return JSON.parse(readFileSync(at('crossed.json'), 'utf8'));
  })();
  const released = crossed.find((one) => one.rows === 'data_for_learning' && one.columns === 'age');
  await page.page.locator('select.side-0').selectOption(released.rows);
  await page.page.locator('select.side-1').selectOption(released.columns);
  await page.waitFor('details.crosstab table');
  const rows = await page.evaluate(() => [...document.querySelector('triptych-workbench').shadowRoot.querySelectorAll('details.crosstab tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))));
  const cells = rows.flatMap((row) => row.slice(0, -1));
  assert.equal(cells.length, released.cells.length);
  let compared = 0;
  for (const [i, cell] of released.cells.entries()) {
    if (cell === null) continue;
    assert.equal(cells[i], cell);
    compared += 1;
  }
  assert.ok(compared > 5, 'next to nothing was compared');
  for (const row of rows) assert.equal(row.slice(0, -1).reduce((sum, cell) => sum + cell, 0), row.at(-1));
  assert.ok(cells.reduce((sum, cell) => sum + cell, 0) <= tables.find(({ name }) => name === 'age').answered);
  assert.ok((await page.text()).includes(t('workbench.counts_note')));
}));

test('where the last publication or the list cannot be read, nothing is made as if there were none', async () => {
  const page = await browser.page({ locale: 'en-GB' });
  const t = words('en');
  const failed = t('workbench.failed', { what: '' }).trim();
  try {
    await page.page.route('**/results/*.json', (route) => route.fulfill({ status: 500 }));
    await page.open(`${site.url}workbench.html`);
    await page.waitFor('select.survey');
    await page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await has(page, failed);
    assert.equal(await page.has('input.ballots'), false);
    await page.page.unroute('**/results/*.json');
    await page.page.locator('select.survey').selectOption({ index: 0 });
    await page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await page.waitFor('input.ballots');
    await count(page, [at('devices/two.ballots')]);
    await page.page.route('**/data/index.json', (route) => route.fulfill({ status: 503 }));
    await page.click('.save-site');
    await has(page, failed);
    assert.equal((await page.text()).includes(t('workbench.saved')), false);
  } finally {
    await page.close();
  }
});

test('three people only: nothing can be shown, and it says why', () => visit({ language: 'en' }, async ({ page, t }) => {
  simulate(at('three.ballots'), 3, 4);
  await count(page, [at('three.ballots')]);
  const reasons = await page.evaluate(() => [...new Set([...document.querySelector('triptych-workbench').shadowRoot.querySelectorAll('table.items tbody td:last-child')].map((cell) => cell.textContent.trim()))]);
  assert.ok(reasons.includes(t('workbench.why_few')) && !reasons.includes(t('workbench.why_none')));
  const { bytes } = await saved(page, 'snapshot');
  const { ballots, tables } = JSON.parse(bytes);
  assert.equal(ballots, 0);
  assert.ok(tables.length > 10 && tables.every(({ released }) => !released));
}));

test('stopping loses nothing and keeps nothing: the next count begins anew', () => visit({
  before: () => {
    // The file is read when the test says so.
    const { text } = Blob.prototype;
    window.go = new Promise((resolve) => { window.release = resolve; });
    Blob.prototype.text = async function read() { await window.go; return text.call(this); };
  },
}, async ({ page, t }) => {
  await page.page.locator('input.ballots').setInputFiles([at('devices/one.ballots')]);
  await page.waitFor('progress');
  await page.click('.cancel');
  await has(page, t('workbench.cancelled'));
  await page.evaluate(() => window.release());
  assert.equal(await page.has('table.items'), false);
  await count(page, [at('devices/two.ballots')]);
  assert.ok((await page.text()).includes(t('workbench.read_files', { files: 1 })));
  assert.deepEqual(JSON.parse((await saved(page, 'snapshot')).bytes).ballots, 200);
}));

test('a file that is none, one of another survey, a real one among simulated ones: refused in words, with its name, and nothing is counted', () => visit({ language: 'en' }, async ({ page, t }) => {
  const [heading, ...lines] = readFileSync(at('devices/two.ballots'), 'utf8').trim().split('\n');
  const files = {
    'noise.ballots': ['\u0000\u0001<script>', 'error.ballot_file'],
    'empty.ballots': ['', 'error.ballot_file'],
    'foreign.ballots': [[heading.replace('"ai-in-care"', '"elsewhere"'), ...lines].join('\n'), 'error.tally_survey'],
    'broken.ballots': [[heading, ...lines.slice(0, 20), 'AAAA!'].join('\n'), 'error.ballot_text'],
    'mixed.ballots': [[heading.replace('"simulated":true', '"simulated":false'), ...lines].join('\n'), 'error.ballot_mixed'],
  };
  for (const [name, [content, key]] of Object.entries(files)) {
    writeFileSync(at(name), content);
    await page.page.locator('input.ballots').setInputFiles([at('devices/one.ballots'), at(name)]);
    await has(page, `${name}: `);
    const problem = await page.text('.note.problem');
    const begins = t(key, { found: 'elsewhere', expected: 'ai-in-care', line: 22, path: '', limit: 0 }).slice(0, 12);
    assert.ok(problem.includes(begins), `${name}: “${problem}” instead of “${begins}…”`);
    assert.equal(await page.has('table.items'), false, name);
  }
}));

test('a truncated ballot and one of an unknown structure are left out, counted and said; the others count', () => visit({ language: 'en' }, async ({ page, t }) => {
  const [heading, ...lines] = readFileSync(at('devices/two.ballots'), 'utf8').trim().split('\n');
  const strange = Buffer.from(lines[0], 'base64url');
  strange[2] ^= 0xff;
  writeFileSync(at('damaged.ballots'), [heading, Buffer.from(lines[1], 'base64url').subarray(0, -4).toString('base64url'), strange.toString('base64url'), ...lines.slice(2)].join('\n'));
  await count(page, [at('damaged.ballots')]);
  const text = await page.text();
  assert.ok(text.includes(t('workbench.left_out', { count: 2 })), text);
  assert.equal(JSON.parse((await saved(page, 'snapshot')).bytes).ballots, 195);
}));

test('the next publication is compared with the last: by a few people more, nothing moves', () => visit({ language: 'en' }, async ({ page, t }) => {
  await count(page, [at('devices/one.ballots')]);
  const first = await saved(page, 'snapshot');
  writeFileSync(at('published.json'), first.bytes);
  const [heading, ...lines] = readFileSync(at('devices/two.ballots'), 'utf8').trim().split('\n');
  writeFileSync(at('few.ballots'), [heading, ...lines.slice(0, 5)].join('\n'));
  await count(page, [at('devices/one.ballots'), at('few.ballots')]);
  await page.click({ css: 'details.previous summary' });
  await page.page.locator('input.previous').setInputFiles([at('published.json')]);
  await until(async () => /wait|stays/.test(await page.text('section:nth-of-type(3)')), () => 'it does not say that the last answers wait');
  assert.deepEqual((await saved(page, 'snapshot')).bytes, first.bytes);
  assert.ok((await page.text()).includes(t('workbench.previous_none')));
}));

test('closing makes rows that nobody stands out of; they are in the bundle, and it says what became of each thing that others know', () => visit({ language: 'en' }, async ({ page, t }) => {
  await count(page, three());
  assert.ok((await page.text()).includes(t('workbench.rows_later')));
  await page.page.locator('input.closing').check();
  await has(page, t('workbench.rows_note'));
  const { bytes } = await saved(page, 'bundle');
  const files = unzipSync(bytes);
  const [heading, ...rows] = Buffer.from(files['simulated-data.csv']).toString().trim().split('\r\n').map((line) => line.split(','));
  const report = JSON.parse(Buffer.from(files['simulated-privacy-report.json'])).rows;
  assert.equal(rows.length, report.rows);
  const known = report.quasi_identifiers.filter(({ level, height }) => level < height).map(({ item, level }) => heading.indexOf(level === 0 ? item : `${item}_group`));
  assert.ok(!known.includes(-1));
  for (const { item, level, height } of report.quasi_identifiers) if (level === height) assert.ok(!heading.includes(item) && !heading.includes(`${item}_group`), item);
  const classes = Map.groupBy(rows, (row) => known.map((at) => row[at]).join());
  assert.ok(Math.min(...[...classes.values()].map(({ length }) => length)) >= 11);
}));

test('a forecast tells what closing would publish with fewer and more people', () => visit({ language: 'en' }, async ({ page, t }) => {
  await count(page, three());
  await page.click({ css: 'details.forecast summary' });
  await page.click('.foresee');
  await page.waitFor('table.foreseen');
  const rows = await page.evaluate(() => [...document.querySelector('triptych-workbench').shadowRoot.querySelectorAll('table.foreseen tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  assert.deepEqual(rows.map(([people]) => people), ['50', '200', '1,000', '5,000']);
  assert.equal(rows[3][4] === t('research.rows_none'), false);
}));

test('margins that were pasted weigh the answers, with a warning and the number of answers they are worth; a wrong line is named', () => visit({ language: 'en' }, async ({ page, t }) => {
  await count(page, three());
  await page.click({ css: 'details.weights summary' });
  const paste = async (text) => {
    await page.page.locator('textarea.margins').fill(text);
    await page.click('.weigh');
  };
  await paste('age;nobody;3');
  await has(page, t('workbench.margins_answer', { line: 1 }));
  await paste('age\tage_18_39\t30\nage\tage_40_64\t40\nage\tage_65_plus\t30');
  await has(page, t('workbench.effective'));
  const text = await page.text();
  assert.ok(text.includes(t('workbench.weights_warning')));
  const shares = await page.evaluate(() => [...document.querySelector('triptych-workbench').shadowRoot.querySelectorAll('details.weights table')].find((table) => table.querySelector('tbody th').textContent.trim() === '18 to 39').querySelectorAll('tbody td:last-child').values().toArray().map((cell) => cell.textContent));
  assert.deepEqual(shares, ['30%', '40%', '30%']);
}));

test('a week with ten times the ordinary number of ballots is told, with what the answers would be without it; what is published keeps it', () => visit({ language: 'en' }, async ({ page, t }) => {
  const weeks = ['2026-W10', '2026-W11', '2026-W12', '2026-W13', '2026-W14'];
  mkdirSync(at('weeks'), { recursive: true });
  weeks.forEach((week, i) => execFileSync(triptych, ['simulate', questionnaire, '--count', i === 4 ? '200' : '20', '--seed', String(70 + i), '--week', week, '--out', at(`weeks/${week}.ballots`)]));
  await count(page, weeks.map((week) => at(`weeks/${week}.ballots`)));
  assert.ok((await page.text()).includes(t('workbench.burst', { week: '2026-W14', ballots: 200, ordinary: 20 })));
  await page.click('button.without');
  await page.waitFor('.bursts table');
  execFileSync(triptych, ['tally', questionnaire, ...weeks.slice(0, 4).map((week) => at(`weeks/${week}.ballots`)), '--policy', policy, '--out', at('ordinary.json')]);
  const table = JSON.parse(readFileSync(at('ordinary.json'), 'utf8')).tables.find(({ source, kind, compared, released }) => source === 'question' && kind === 'single' && !compared && released);
  const percent = new Intl.NumberFormat('en', { style: 'percent' });
  const total = table.cells.reduce((sum, one) => sum + one, 0);
  const expected = table.cells.map((one) => percent.format(one / total));
  const shown = await page.evaluate(() => [...document.querySelector('triptych-workbench').shadowRoot.querySelectorAll('.bursts table')].map((one) => [...one.querySelectorAll('tbody td:last-child')].map((cell) => cell.textContent)));
  assert.ok(shown.some((one) => one.join() === expected.join()), `${expected} in ${JSON.stringify(shown)}`);
  assert.equal(JSON.parse((await saved(page, 'snapshot')).bytes).ballots, 280);
}));

// Chromium writes its complaint about broken XML in styled HTML, and its own policy check then complains of that.
test('sealed ballots count with their key and not without it; noise among them is left out', () => visit({ language: 'en', expected: /404|Applying inline style violates/ }, async ({ page, t }) => {
  const hpke = suite();
  const pair = await hpke.kem.generateKeyPair();
  const text = async (key, kind) => Buffer.from(await hpke.kem[`serialize${kind}Key`](key)).toString('base64url');
  const publicKey = await text(pair.publicKey, 'Public');
  const [, ...lines] = readFileSync(at('devices/two.ballots'), 'utf8').trim().split('\n');
  const sealed = [];
  for (const line of lines.slice(0, 60)) sealed.push((await seal(line, publicKey)).text);
  writeFileSync(at('device.sealed'), ['{"format":"triptych-sealed","version":1,"survey":"ai-in-care"}', ...sealed, 'noise'].join('\n'));
  writeFileSync(at('key.json'), JSON.stringify({ format: 'triptych-private-key', version: 1, private: await text(pair.privateKey, 'Private'), public: publicKey }));
  await page.page.locator('input.ballots').setInputFiles([at('device.sealed')]);
  await has(page, t('workbench.no_key'));
  await page.click({ css: 'details.sealed summary' });
  await page.page.locator('input.key').setInputFiles([at('device.sealed')]);
  await has(page, t('workbench.key_wrong'));
  await page.page.locator('input.key').setInputFiles([at('key.json')]);
  await has(page, t('workbench.key_ready'));
  await count(page, [at('device.sealed')]);
  assert.ok((await page.text()).includes(t('workbench.left_out', { count: 1 })));
  assert.equal(JSON.parse((await saved(page, 'snapshot')).bytes).ballots, 60);

  // A bucket's listing, saved by another program: ballots are its names; what is none is counted.
  const entry = (key, size = 0) => `<Contents><Key>v1%2F${key}</Key><Size>${size}</Size></Contents>`;
  const listing = (...entries) => `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>${entries.join('')}<IsTruncated>false</IsTruncated></ListBucketResult>`;
  writeFileSync(at('listing.xml'), listing(...sealed.map((one) => entry(one)), entry('full', 5), entry('%E0%A4%A'), entry('two%0Alines'), entry('')));
  await count(page, [at('listing.xml')]);
  await has(page, t('workbench.refused_as', { count: 2, why: t('error.bucket_object') }));
  await has(page, t('workbench.refused_as', { count: 2, why: t('error.seal_closed') }));
  assert.equal(JSON.parse((await saved(page, 'snapshot')).bytes).ballots, 60);
  for (const [name, text] of [['page', '<html><body>Please sign in</body></html>'], ['entities', listing(entry('&x;')).replace('?>', '?><!DOCTYPE a [<!ENTITY x "y">]>')], ['cut', listing(entry('a')).slice(0, 150)]]) {
    writeFileSync(at(`${name}.xml`), text);
    await page.page.locator('input.ballots').setInputFiles([at(`${name}.xml`)]);
    await has(page, `${name}.xml: `);
    assert.equal(await page.has('table.items'), false, name);
  }
}));
