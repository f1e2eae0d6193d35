// SPDX-License-Identifier: MIT
// Tests: a tablet at a stand: one person after another, none sees anything of the one before; the people of the association behind their PIN; no network.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { dist } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { until } from '../drivers/wait.js';
import { words } from '../drivers/words.js';
import { Visitor } from './visitor.js';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const t = words('fr');
let browser;
let folder;
before(async () => {
  browser = await engines.chromium.launch();
  folder = mkdtempSync(join(tmpdir(), 'triptych-kiosk-'));
  cpSync(dist, folder, { recursive: true });
  const file = join(folder, 'content/ai-in-care/widget.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), collect: { kind: 'device' } }));
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** A tablet whose clock the test moves; its people have chosen 2468. */
async function stand(act, { pin = true } = {}) {
  const site = await serve(folder);
  const page = await browser.page({ locale: 'fr-FR', width: 1024, height: 768, acceptDownloads: true });
  try {
    await page.page.clock.install();
    const address = `${site.url}embed.html?survey=ai-in-care&lang=fr&mode=kiosk`;
    await page.open(address);
    await page.waitFor('dialog.drawer');
    const enter = async (...codes) => {
      for (const [at, code] of codes.entries()) await page.page.locator('dialog.drawer input').nth(at).fill(code);
      await page.click('.enter');
    };
    if (pin) {
      await enter('2468', '2468');
      await until(async () => !(await page.has('dialog.drawer')), () => 'the drawer stays open');
    }
    const visitor = new Visitor(page, 'fr');
    /** Nobody touches it for so many seconds. */
    const silence = (seconds) => page.page.clock.fastForward(seconds * 1000);
    await act({ site, page, visitor, address, enter, silence });
    assert.deepEqual(page.problems.filter((problem) => !/404|ERR_|Failed to fetch/.test(problem)), []);
  } finally {
    await page.close();
    await site.close();
  }
}

const gone = (page, css) => until(async () => !(await page.has(css)), () => `${css} is still there`);
/** Everything that the page and the browser hold, as text: storage, what is drawn and what is in fields. */
const everything = (page) => page.evaluate(() => {
  const drawn = [];
  const walk = (root) => { for (const element of root.querySelectorAll('*')) { if (element.checked) drawn.push(`checked ${element.name}`); if (element.value && element.type === 'text') drawn.push(element.value); if (element.shadowRoot) walk(element.shadowRoot); } };
  walk(document);
  return { storage: [...Object.values(sessionStorage), ...Object.entries(localStorage).filter(([key]) => key !== 'triptych:kiosk').flat()].join('\n'), drawn };
});

async function answered(visitor, page) {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  assert.equal(await page.has('fieldset.question input:checked'), true);
}

test('who leaves without a word is forgotten: a countdown, then the start, in the first language, with nothing of before', () => stand(async ({ page, visitor, silence }) => {
  await answered(visitor, page);
  await visitor.press({ role: 'button', name: 'English' });
  await until(async () => (await page.text()).includes(words('en')('kiosk.staff')), () => 'the language does not change');
  assert.equal(await page.has('label.keep'), false, 'nothing can be kept on a device that many use');
  await silence(89);
  assert.equal(await page.has('dialog.countdown'), false);
  await silence(2);
  await page.waitFor('dialog.countdown');
  await silence(21);
  await page.waitFor('.screen.home .door');
  await until(async () => (await page.text()).includes(t('widget.panel_participation')), () => 'not in French again');
  await gone(page, 'dialog.countdown');
  const { storage, drawn } = await everything(page);
  assert.deepEqual(drawn, []);
  assert.doesNotMatch(storage, /"answers":\{"/);
  await silence(500);
  assert.equal(await page.has('dialog.countdown'), false, 'at the start nobody is asked to hurry');
  await visitor.enter('engagement');
  await visitor.seesAChart();
  assert.equal((await page.text('triptych-results')).includes(t('chart.own')), false);
}));

test('the countdown is extended by one press, any number of times, and switched off by another, for this person alone', () => stand(async ({ page, visitor, silence }) => {
  await answered(visitor, page);
  for (let times = 0; times < 11; ++times) {
    await silence(91);
    await page.waitFor('dialog.countdown');
    await silence(10);
    await page.click('.stay');
    await gone(page, 'dialog.countdown');
    assert.equal(await page.has('fieldset.question input:checked'), true);
  }
  await silence(91);
  await page.waitFor('dialog.countdown');
  await page.press('Escape');
  await gone(page, 'dialog.countdown');
  await silence(91);
  await page.waitFor('dialog.countdown');
  await page.click('.off');
  await silence(3000);
  assert.equal(await page.has('dialog.countdown'), false);
  assert.equal(await page.has('fieldset.question input:checked'), true);
  await visitor.press('question.finish');
  await visitor.press('ballot.done');
  await visitor.reads('ballot.kept_title');
  await page.click('.next-person');
  await page.waitFor('.screen.home .door');
  await answered(visitor, page);
  await silence(91);
  await page.waitFor('dialog.countdown');
}));

test('one ballot a person; the people of the association see how many there are, save them, and erase only what was saved', () => stand(async ({ page, visitor, enter, silence }) => {
  const held = async (count) => { await until(async () => (await page.text()).includes(t('kiosk.held', { count })), async () => `not ${count}: ${await page.text()}`); };
  for (let person = 0; person < 2; ++person) {
    await answered(visitor, page);
    await visitor.press('question.finish');
    await visitor.press('ballot.done');
    await visitor.reads('ballot.kept_title');
    assert.equal(await page.has({ role: 'button', name: t('ballot.done') }), false);
    assert.equal(await page.page.locator('button.primary:visible').count(), 1, 'one main button: for the next person');
    await page.click('.next-person');
    await page.waitFor('.screen.home .door');
    assert.ok(!(await page.text()).includes(t('widget.erased')), 'nothing was erased that the next person would know of');
  }
  assert.ok(!(await page.text()).includes(t('ballot.waiting_here', { waiting: 2 })));
  await page.click('.staff');
  for (const wrong of ['0000', '1111', '2222']) {
    await enter(wrong);
    await until(async () => (await page.text()).includes(t('kiosk.pin_pin')), () => 'a wrong code is not refused');
  }
  await enter('2468');
  await until(async () => (await page.text()).includes(t('kiosk.pin_wait')), () => 'after three wrong codes the right one opens at once');
  await silence(11);
  await enter('2468');
  await held(2);
  assert.equal(await page.has('.discard'), false, 'nothing is erased that was not saved');
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.click('.save')]);
  assert.equal(readFileSync(await download.path(), 'utf8').trim().split('\n').length, 1 + 2);
  await page.click('.discard');
  await page.click('.yes');
  await held(0);
  await silence(61);
  await gone(page, 'dialog.drawer');
  // The drawer was forgotten open, and closed itself; the next visitor meets the code again.
  await page.click('.staff');
  await page.waitFor('dialog.drawer input');
  await page.press('Escape');
  await gone(page, 'dialog.drawer');
}));

test('a code is chosen before anything, twice the same, four digits at least; it is not kept as it is', () => stand(async ({ page, enter }) => {
  for (const [codes, problem] of [[['12', '12'], 'shape'], [['2468', '2469'], 'differ'], [['letters', 'letters'], 'shape']]) {
    await enter(...codes);
    await until(async () => (await page.text()).includes(t(`kiosk.pin_${problem}`)), () => problem);
  }
  await page.press('Escape');
  assert.equal(await page.has('dialog.drawer'), true);
  await enter('97531', '97531');
  await gone(page, 'dialog.drawer');
  assert.ok(!(await page.evaluate(() => localStorage.getItem('triptych:kiosk'))).includes('97531'));
}, { pin: false }));

test('without a network the page opens, takes a ballot and keeps it', () => stand(async ({ site, page, visitor, address, enter }) => {
  await page.click('.staff');
  await enter('2468');
  await until(async () => (await page.text()).includes(t('kiosk.offline')), () => 'the service worker is not ready');
  await page.click('.close');
  // Loaded once by it, so that what the page fetches on the way is kept too.
  await page.open(address);
  await page.waitFor('.screen.home .door');
  await site.close();
  await page.open(address);
  await page.waitFor('.screen.home .door');
  await visitor.enter('confiance');
  await visitor.movesTheSimulation();
  await answered(visitor, page);
  await visitor.press('question.finish');
  await visitor.press('ballot.done');
  await visitor.reads('ballot.kept_title');
  await page.click('.next-person');
  await page.click('.staff');
  await enter('2468');
  await until(async () => (await page.text()).includes(t('kiosk.held', { count: 1 })), () => 'the ballot is not on the device');
}));

test('axe finds nothing in the countdown and the drawer, in light, dark and forced colours; both fit a phone', () => stand(async ({ page, visitor, enter, silence }) => {
  await answered(visitor, page);
  const judge = async (what) => {
    for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', forcedColors: 'active' }]) {
      await page.page.emulateMedia({ forcedColors: 'none', ...media });
      const { violations } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
      assert.deepEqual(violations.map(({ id, nodes }) => `${what} ${JSON.stringify(media)}: ${id} ${nodes[0].html}`), []);
    }
    for (const width of [320, 768, 1280]) {
      await page.page.setViewportSize({ width, height: 640 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what}, ${width} px`);
      const [bar, column] = await page.evaluate(() => ['triptych-kiosk', '.foot'].map((css) => document.querySelector('triptych-widget').shadowRoot.querySelector(css).getBoundingClientRect().left));
      assert.ok(Math.abs(bar - column) <= 1, `${what}: the bar stands beside its column at ${width} px`);
    }
    await page.page.setViewportSize({ width: 1024, height: 768 });
  };
  await silence(91);
  await page.waitFor('dialog.countdown');
  await judge('countdown');
  await page.click('.stay');
  await page.click('.staff');
  await judge('code');
  await enter('2468');
  await page.waitFor('.held');
  await judge('drawer');
}));
