// SPDX-License-Identifier: MIT
// Tests: the network fails at the moment of sending: the ballot waits on the device, says so, goes later, and counts once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { startSite } from '../drivers/site.js';
import { until } from '../drivers/wait.js';
import { Visitor } from './visitor.js';

let browser;
before(async () => { browser = await engines.chromium.launch(); });
after(async () => { await browser.close(); });

/** A visitor who has answered one question and sees what would leave. */
async function readyToSend(journey) {
  const site = await startSite();
  const page = await browser.page({ locale: 'fr-FR' });
  try {
    const visitor = new Visitor(page, 'fr');
    await visitor.arrive(site.url);
    await visitor.beginsToAnswer();
    await visitor.answersThePage();
    await visitor.press('question.finish');
    const shown = await visitor.looksAtTheBytes();
    await journey({ site, page, visitor, shown });
  } finally {
    await page.close();
    await site.close();
  }
}

const counted = (site, number) => until(() => site.ballots().length === number, () => `${site.ballots().length} ballots instead of ${number}`);

test('cut at send, then back: the ballot waits, says so, and is delivered once', () => readyToSend(async ({ site, page, visitor, shown }) => {
  await page.context.setOffline(true);
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  await visitor.reads('ballot.waiting');
  assert.equal(site.ballots().length, 400);
  await page.context.setOffline(false);
  await visitor.reads('ballot.received_title');
  await counted(site, 401);
  assert.equal(site.wire.sent().length, 1);
  assert.equal(site.wire.sent()[0].body, shown);
}));

test('cut at send, the tab closed: the ballot goes when the visitor comes back', () => readyToSend(async ({ site, page, visitor, shown }) => {
  site.wire.state = 'cut';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  const again = await page.context.newPage();
  await page.page.close();
  site.wire.state = 'whole';
  await again.goto(site.url);
  await counted(site, 401);
  assert.equal(site.ballots().filter((ballot) => ballot === shown).length, 1);
}));

test('the server’s answer is lost: sent again, counted once', () => readyToSend(async ({ site, visitor, shown }) => {
  site.wire.state = 'deaf';
  await visitor.press('ballot.send');
  await visitor.reads('ballot.waiting_title');
  await counted(site, 401);
  site.wire.state = 'whole';
  await visitor.press('ballot.retry');
  await visitor.reads('ballot.received_title');
  assert.equal(site.wire.sent().at(-1).status, 200, 'the second time the server says that it has it already');
  assert.ok(site.wire.sent().length >= 2);
  for (const { body } of site.wire.sent()) assert.equal(body, shown, 'the same ballot each time');
  assert.equal(site.ballots().filter((ballot) => ballot === shown).length, 1);
  assert.equal(site.ballots().length, 401);
}));
