// SPDX-License-Identifier: MIT
// Tests: what a volunteer does in wp-admin, from the zip to a published result, on whatever WordPress it is.
import assert from 'node:assert/strict';
import { root, sampleBallots, text } from '../server/harness.js';
import { words } from '../web/drivers/words.js';
import { Visitor } from '../web/journey/visitor.js';
import { archive, Member } from './site.js';

/** A person without any account reads the survey at this address, answers, and sends; `html`: the page as a cache has stored it. Answers the ballot that left. */
export async function visitorAnswers(browser, site, address, { language = 'fr', html } = {}) {
  const page = await browser.page({ locale: language === 'fr' ? 'fr-FR' : 'en-GB' });
  const posts = [];
  page.page.on('request', (request) => { if (request.method() === 'POST') posts.push({ url: request.url(), body: request.postData(), headers: request.headers() }); });
  if (html) await page.page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=UTF-8', body: html }));
  try {
    const visitor = new Visitor(page, language);
    await visitor.arrive(address);
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await visitor.press('question.finish');
    const shown = await visitor.looksAtTheBytes();
    await visitor.sends();
    assert.equal(posts.length, 1, JSON.stringify(posts));
    assert.equal(posts[0].body, shown);
    assert.equal(posts[0].headers.cookie, undefined);
    const hex = Buffer.from(shown, 'base64url').toString('hex');
    assert.equal(site.stored().filter((one) => one === hex).length, 1, 'exactly once');
    assert.deepEqual(page.problems.filter((problem) => !/404/.test(problem)), []);
    return { ballot: shown, url: posts[0].url };
  } finally {
    await page.close();
  }
}

/** 11 clicks, 2 fields. Answers the address at which visitors find the survey. */
export async function fromZipToResult(site, browser) {
  const admin = await Member.arrive(site, browser, 'admin', { form: true });
  const { page } = admin;
  await admin.click('#menu-plugins a.menu-top');
  await admin.click('a.page-title-action');
  await admin.click('a.upload-view-toggle');
  await page.locator('#pluginzip').setInputFiles(archive);
  await admin.click('#install-plugin-submit');
  await admin.click(page.getByRole('link', { name: 'Activate Plugin' }));
  await admin.click(page.getByRole('link', { name: 'Set up Triptych' }));
  await admin.fill('#triptych-name', 'Association');
  await admin.fill('#triptych-contact', 'contact@association.example');
  await admin.click('#submit');
  await admin.click('.triptych-page input[type=submit]');
  const placed = await page.locator('.triptych-fact-placed a').getAttribute('href');
  for (const bytes of sampleBallots(root, { survey: 'ai-in-care', count: 60 })) assert.equal((await site.post(text(bytes), { door: 'plain' })).status, 201);
  await admin.click('a.triptych-publish');
  const frame = page.frameLocator('.triptych-workbench iframe');
  await admin.click(frame.locator('button.take'));
  await frame.locator('table.items').waitFor();
  await admin.click(frame.locator('button.publish-now'));
  await frame.locator('p.published').waitFor();
  assert.deepEqual([admin.clicks, admin.fields], [11, 2]);
  await admin.open('wp-admin/admin.php?page=triptych');
  assert.match(await page.locator('.triptych-fact-last').innerText(), /of 60 ballots/);
  await admin.close();

  const visitor = await browser.page({ locale: 'fr-FR' });
  const person = new Visitor(visitor, 'fr');
  await person.arrive(placed);
  await person.enter('engagement');
  await person.seesAChart();
  await visitor.close();
  const researcher = await browser.page({ locale: 'fr-FR', width: 1280 });
  await researcher.open(`${site.url}wp-content/uploads/triptych/research.html`);
  await researcher.click({ role: 'button', name: words('fr')('research.open') });
  await researcher.waitFor('table.answers');
  await researcher.close();
  return placed;
}
