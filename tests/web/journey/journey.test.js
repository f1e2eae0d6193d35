// SPDX-License-Identifier: MIT
// Tests: the whole journey in Chromium, as a new user makes it, against the real server: understand, answer, see what leaves, send, see results.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { startSite } from '../drivers/site.js';
import { until } from '../drivers/wait.js';
import { Visitor } from './visitor.js';

const week = /\b(20\d\d)\b/;
let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(async () => { await browser.close(); });

/** Runs in each document: violations of the policy are kept where the test looks. */
function listen() {
  window.policyViolations = [];
  document.addEventListener('securitypolicyviolation', (event) => window.policyViolations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
}

/** A site of its own and a visitor on it; afterwards nothing may have gone wrong or elsewhere on any page. */
async function visit(language, options, journey) {
  const site = await startSite(options);
  const page = await browser.page({ ...options?.page, before: listen, locale: language === 'fr' ? 'fr-FR' : 'en-GB' });
  const asked = [];
  page.context.on('request', (request) => asked.push(request.url()));
  try {
    const visitor = new Visitor(page, language);
    await visitor.arrive(site.url);
    await journey({ site, page, visitor });
    assert.deepEqual(await page.evaluate(() => window.policyViolations), [], 'the policy was violated');
    assert.deepEqual(site.wire.reports, [], 'the policy was violated');
    assert.deepEqual(page.problems.filter((problem) => !options?.forgives?.test(problem)), [], 'the console holds errors');
    assert.deepEqual(asked.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:')), [], 'something was asked of another host');
    for (const { headers } of site.wire.requests) assert.equal(headers.cookie, undefined, 'a cookie was sent');
  } finally {
    await page.close();
    await site.close();
  }
}

for (const language of ['fr', 'en']) {
  test(`${language}: understand, answer, see what leaves, send, receipt, results`, () => visit(language, {}, async ({ site, page, visitor }) => {
    await visitor.reads('widget.simulated');

    await visitor.enter('confiance');
    await visitor.movesTheSimulation();

    await visitor.beginsToAnswer();
    const pages = await visitor.answersEverything();
    assert.ok(pages >= 12, `only ${pages} pages were asked`);

    const shown = await visitor.looksAtTheBytes();
    assert.deepEqual(site.wire.sent(), [], 'something left before the visitor sent it');
    assert.equal(site.ballots().length, 400);

    await visitor.sends();
    const sent = site.wire.sent();
    assert.equal(sent.length, 1);
    assert.equal(sent[0].path, '/ballots');
    assert.equal(sent[0].status, 201);
    assert.equal(sent[0].body, shown, 'what left is not what was shown');
    assert.match(sent[0].headers['content-type'], /^text\/plain/);
    const own = Object.keys(sent[0].headers).filter((name) => /^x-|authorization|cookie|referer/.test(name));
    assert.deepEqual(own, [], 'the request says more than the ballot');
    const ballots = site.ballots();
    assert.equal(ballots.length, 401);
    assert.equal(ballots.filter((ballot) => ballot === shown).length, 1);

    // The receipt names the week and the association, and holds no number by which a ballot could be found.
    const receipt = await page.text('.screen.receipt');
    assert.match(receipt, week);
    assert.doesNotMatch(receipt, /[0-9a-f]{8,}/i);
    const kept = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const letters = await Promise.all(databases.map(({ name }) => new Promise((resolve) => {
        indexedDB.open(name).onsuccess = ({ target: { result } }) => {
          const store = [...result.objectStoreNames];
          if (store.length === 0) resolve(0);
          else result.transaction(store).objectStore(store[0]).count().onsuccess = (event) => resolve(event.target.result);
        };
      })));
      return { letters: letters.reduce((sum, one) => sum + one, 0), local: localStorage.length, session: JSON.stringify({ ...sessionStorage }) };
    });
    assert.equal(kept.letters, 0, 'the ballot is still on the device');
    assert.equal(kept.local, 0);
    assert.doesNotMatch(kept.session, /always|improved|comfortable/, 'answers are still with the tab');

    await visitor.press('ballot.see_results');
    await visitor.seesAChart();
    await visitor.reads('widget.simulated');
    assert.doesNotMatch(site.log(), /127\.0\.0\.1:\d+ |Mozilla/, 'the server wrote who came');
  }));
}

test('changing the language in the middle keeps the answers and the page', () => visit('fr', {}, async ({ page, visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  const before = await page.text('.screen');
  await page.click({ role: 'button', name: 'English' });
  const english = new Visitor(page, 'en');
  await until(async () => (await page.text('.screen')) !== before, () => 'the language did not change');
  assert.equal(await page.evaluate(() => document.querySelector('triptych-widget').shadowRoot.querySelector('.widget').lang), 'en');
  assert.equal(await page.has('fieldset.question input:checked'), true, 'the answer is gone');
  await english.reads('question.finish');
}));

test('a reload in the middle: the answers are there again, and the page says so', () => visit('fr', {}, async ({ page, visitor, site }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  const question = await page.text('.screen h2, .screen .question-title');
  await visitor.turns(() => visitor.press('question.next'));
  await visitor.answersThePage();
  await page.page.reload();
  await visitor.reads('ballot.resumed');
  assert.equal(await page.has('fieldset.question input:checked'), true, 'the answer is gone');
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true, 'the page took the focus before the visitor acted');
  await visitor.press('question.previous');
  await page.waitFor('fieldset.question input:checked');
  assert.equal(await page.text('.screen h2, .screen .question-title'), question);
  await visitor.press('question.finish');
  await visitor.looksAtTheBytes();
  await visitor.sends();
  assert.equal(site.ballots().length, 401);
}));

test('“stop here and send” after the first answer sends that answer', () => visit('en', {}, async ({ site, visitor, page }) => {
  await visitor.beginsToAnswer();
  assert.equal(await page.has({ role: 'button', name: visitor.t('question.finish') }), false, 'there is nothing to send yet');
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await visitor.looksAtTheBytes();
  await visitor.sends();
  assert.equal(site.ballots().length, 401);
}));

test('erase everything: nothing stays, nothing left', () => visit('fr', {}, async ({ site, visitor, page }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('widget.erase');
  await visitor.press('widget.erase_yes');
  await page.waitFor('.screen.home .door');
  await page.page.reload();
  await page.waitFor('.screen.home .door');
  assert.equal((await page.text()).includes(visitor.t('ballot.resumed')), false);
  await visitor.beginsToAnswer();
  assert.equal(await page.has('fieldset.question input:checked'), false, 'an answer came back');
  assert.deepEqual(site.wire.sent(), []);
}));

test('in six taps: a simulation moved, a chart seen, an answer given', () => visit('fr', { page: { width: 360, height: 740, hasTouch: true, isMobile: true } }, async ({ visitor, page }) => {
  let taps = 0;
  const click = page.click.bind(page);
  page.click = (target) => { taps += 1; return click(target); };
  await visitor.enter('confiance');
  await visitor.movesTheSimulation();
  await visitor.enter('engagement');
  await visitor.seesAChart();
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  assert.equal(await page.has('fieldset.question input:checked'), true);
  assert.ok(taps <= 6, `${taps} taps`);
}));

test('first screen at 360×740: who asks, why, how long, that one may stop, and three doors, without scrolling', () => visit('fr', { page: { width: 360, height: 740, hasTouch: true, isMobile: true } }, async ({ visitor, page }) => {
  await page.page.waitForLoadState('networkidle');
  const text = await page.text();
  for (const key of ['widget.stop_any_time']) assert.ok(text.includes(visitor.t(key)), key);
  const seen = await page.evaluate(() => {
    const root = document.querySelector('triptych-widget').shadowRoot;
    const bottom = (css) => [...root.querySelectorAll(css)].map((element) => Math.round(element.getBoundingClientRect().bottom));
    return { doors: bottom('.door'), asks: bottom('.asks'), why: bottom('.why'), terms: bottom('.terms'), scrolled: scrollY, wide: document.documentElement.scrollWidth, height: innerHeight };
  });
  assert.equal(seen.scrolled, 0);
  assert.equal(seen.doors.length, 3);
  for (const part of ['doors', 'asks', 'why', 'terms']) for (const bottom of seen[part]) assert.ok(bottom > 0 && bottom <= seen.height, `${part} end at ${bottom} of ${seen.height}`);
  assert.ok(seen.wide <= 360, `the page is ${seen.wide} wide`);
}));

test('the demonstration says that its ballots are simulated on every screen', () => visit('en', {}, async ({ visitor, page }) => {
  const said = async (screen) => {
    assert.equal(await visitor.onScreen(screen), true, screen);
    await visitor.reads('widget.simulated');
  };
  await said('home');
  await visitor.enter('engagement');
  await visitor.seesAChart();
  await said('results');
  assert.equal((await page.text('triptych-results')).includes(visitor.t('chart.own')), false, 'an answer is marked before any was given');
  await visitor.enter('confiance');
  await said('understand');
  await visitor.enter('participation');
  await said('notice');
  await visitor.press('widget.begin');
  await page.waitFor('.screen.question form');
  await said('question');
  await visitor.answersThePage();
  await visitor.press('question.finish');
  await page.waitFor('.screen.review');
  await said('review');
  await visitor.sends();
  await said('receipt');
}));

test('an empty store: results say that they wait, and why, without a number of ours', () => visit('fr', { simulated: 0, forgives: /404 \(Not Found\)/ }, async ({ visitor, page }) => {
  await visitor.enter('engagement');
  await page.waitFor('triptych-results .waiting');
  const ours = await page.page.locator('triptych-results').evaluate((panel) => [...panel.shadowRoot.querySelectorAll('.waiting, article > :not(.references)')].map((part) => part.innerText).join('\n'));
  assert.doesNotMatch(ours, /\d\s*%/);
  assert.equal(await page.page.locator('triptych-results svg.bar').count(), 0);
}));

test('an empty store takes the first ballot of the demonstration', () => visit('en', { simulated: 0 }, async ({ site, visitor }) => {
  await visitor.beginsToAnswer();
  await visitor.answersThePage();
  await visitor.press('question.finish');
  const shown = await visitor.looksAtTheBytes();
  await visitor.sends();
  assert.deepEqual(site.ballots(), [shown]);
}));

test('the association\'s page is in English too, one link away, with the widget in the same language and nothing left in French', () => visit('fr', {}, async ({ visitor, page }) => {
  const english = new Visitor(page, 'en');
  await page.page.locator('header a[hreflang=en]').click();
  await page.waitFor('.screen.home .door');
  await english.reads('widget.panel_participation');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  const around = await page.page.locator('header, footer').allInnerTexts();
  assert.doesNotMatch(around.join(' ').replace('Page en français', ''), /\b(les|vous|association de|nos|une|cette)\b(?! soins)/i);
  await page.page.locator('header a[hreflang=fr]').click();
  await page.waitFor('.screen.home .door');
  await visitor.reads('widget.panel_participation');
}));

test('with scripts off, the page’s own words say what is missing and how to answer otherwise', async () => {
  const site = await startSite({ simulated: 0 });
  const page = await browser.page({ javaScriptEnabled: false, locale: 'fr-FR' });
  try {
    await page.open(site.url);
    assert.match(await page.page.locator('triptych-widget').innerText(), /JavaScript[\s\S]*@/);
  } finally {
    await page.close();
    await site.close();
  }
});
