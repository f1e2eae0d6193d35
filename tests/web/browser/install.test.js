// SPDX-License-Identifier: MIT
// Tests: from the zip to a published result: unpacked on a plain host, a tablet at a stand collects, the workbench publishes, a visitor of the association's page sees it.
// No command line but what unpacks, and no server of ours. How long a person takes for it was not measured.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { engines } from '../drivers/index.js';
import { nginx } from '../drivers/nginx.js';
import { until } from '../drivers/wait.js';
import { Visitor } from '../journey/visitor.js';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const build = fileURLToPath(new URL('../../../build/', import.meta.url));
const archive = `triptych-site-${version}.zip`;
/** Enough for a first release: the policy asks for eleven answers, in two categories. */
const people = 13;

/** What an organizer uploads: each file of a zip, at its place. */
function upload(folder, bytes) {
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

test('the site zip on a plain host: its sum is right, ballots are collected and published, and a visitor sees the result', async () => {
  const root = mkdtempSync(join(tmpdir(), 'triptych-install-'));
  const host = await nginx(root);
  const browser = await engines.chromium.launch();
  const problems = [];
  const open = async (language, address, options = {}) => {
    const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', width: 1024, height: 768, reducedMotion: 'reduce', acceptDownloads: true, ...options });
    await page.open(`${host.url}${address}`);
    return { page, visitor: new Visitor(page, language), done: async () => { problems.push(...page.problems); await page.close(); } };
  };
  try {
    execFileSync('sha256sum', ['--check', '--strict', `${archive}.sha256`], { cwd: build });
    const site = join(root, 'triptych');
    upload(site, readFileSync(join(build, archive)));
    const config = join(site, 'content/ai-in-care/widget.json');
    const { simulated, ...widget } = JSON.parse(readFileSync(config, 'utf8'));
    assert.equal(simulated, true);
    writeFileSync(config, JSON.stringify({ ...widget, controller: { name: 'Our association', contact: 'us@association.example' }, collect: { kind: 'device' } }));
    // The page of the association, with what README tells it to paste.
    writeFileSync(join(root, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Our association</title><h1>Our association</h1>
      <script src="/triptych/triptych.js" defer></script>
      <triptych-widget src="/triptych/content/ai-in-care/widget.json" lang="en"><p>This questionnaire needs JavaScript.</p></triptych-widget>`);

    const stand = await open('en', 'triptych/embed.html?survey=ai-in-care&lang=en&mode=kiosk');
    const enter = async (...codes) => {
      for (const [at, code] of codes.entries()) await stand.page.page.locator('dialog.drawer input').nth(at).fill(code);
      await stand.page.click('.enter');
    };
    await stand.page.waitFor('dialog.drawer');
    await enter('2468', '2468');
    await stand.page.waitFor('dialog.drawer', { gone: true });
    for (let person = 0; person < people; person += 1) {
      await stand.page.waitFor('.screen.home .door');
      await stand.visitor.beginsToAnswer();
      // Some are asked another question first: all are asked the second.
      for (const at of [0, 1]) {
        await stand.page.click({ css: '.choice', nth: person % 2 });
        if (at === 0) await stand.visitor.turns(() => stand.visitor.press('question.next'));
      }
      await stand.visitor.press('question.finish');
      await stand.visitor.press('ballot.done');
      await stand.page.click('.next-person');
    }
    await stand.page.waitFor('.screen.home .door');
    await stand.page.click('.staff');
    await enter('2468');
    await stand.page.waitFor('.save');
    await stand.visitor.reads('kiosk.held', { count: people });
    const [ballots] = await Promise.all([stand.page.page.waitForEvent('download'), stand.page.click('.save')]);
    const file = join(root, 'stand.ballots');
    await ballots.saveAs(file);
    await stand.done();

    // Before anything is published a visitor is told so.
    const early = await open('en', '');
    await early.page.waitFor('.screen.home .door');
    await early.visitor.enter('engagement');
    await early.page.waitFor('.screen.results');
    await early.visitor.reads('results.not_yet');
    await early.done();

    const desk = await open('en', 'triptych/workbench.html');
    await desk.page.page.locator('select.survey').selectOption({ label: 'ai-in-care' });
    await desk.page.waitFor('input.ballots');
    await desk.page.page.locator('input.ballots').setInputFiles(file);
    await desk.page.waitFor('table.items');
    const [results] = await Promise.all([desk.page.page.waitForEvent('download'), desk.page.click('.save-site')]);
    upload(site, readFileSync(await results.path()));
    await desk.done();

    const visitor = await open('en', '');
    await visitor.page.waitFor('.screen.home .door');
    await visitor.visitor.enter('engagement');
    await visitor.visitor.seesAChart();
    const published = JSON.parse(readFileSync(join(site, 'results/ai-in-care.json'), 'utf8'));
    assert.equal(published.simulated ?? false, false);
    const released = published.tables.filter((table) => table.released);
    assert.ok(released.length > 0 && released.every(({ answered }) => answered >= 10), JSON.stringify(released.map(({ name, answered }) => [name, answered])));
    assert.ok((await visitor.page.text('triptych-results')).includes(String(released[0].answered)), await visitor.page.text('triptych-results'));
    await visitor.done();
    assert.deepEqual(problems.filter((problem) => !/404/.test(problem)), []);
    for (const { method } of host.requests()) assert.equal(method, 'GET', 'a plain host is asked for files, and nothing is sent to it');
  } finally {
    await browser.close();
    await host.close();
    rmSync(root, { recursive: true });
  }
});
