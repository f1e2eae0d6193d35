// SPDX-License-Identifier: MIT
// Bench: one cold load in Chromium as on a modest telephone: CPU 4 times slower, 1.6 Mbit/s down, 750 kbit/s up, 150 ms of round trip.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { launchOptions } from '../../web/drivers/chromium.js';

const telephone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const network = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

function busy() {
  const [user, nice, system, idle, wait, ...rest] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].trim().split(/\s+/).slice(1).map(Number);
  const resting = idle + wait;
  return { resting, all: [user, nice, system, ...rest].reduce((sum, one) => sum + one, resting) };
}

/** Waits until the machine is mostly at rest, ten seconds at most: a load beside us is not the page's. */
export async function quiet() {
  for (let round = 0; round < 25; round += 1) {
    const before = busy();
    await sleep(400);
    const after = busy();
    if ((after.resting - before.resting) / (after.all - before.all) > 0.7) return;
  }
}

/** In the page: notes when the words `question` were first painted; touches the first of `door` (selectors in any shadow root) as soon as it is there. */
function watch({ question, door }) {
  const seen = { first: null, largest: 0, shift: 0, blocked: 0 };
  window.benchSeen = seen;
  let touched = -Infinity;
  const drawn = (element) => element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const search = (root, fits) => {
    for (const element of root.querySelectorAll('*')) {
      if (fits(element)) return element;
      const inside = element.shadowRoot && search(element.shadowRoot, fits);
      if (inside) return inside;
    }
    return null;
  };
  const asks = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.includes(question)) && drawn(element);
  const painted = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      seen.first ??= performance.now();
      window.benchFirst('');
    };
    channel.port2.postMessage(0);
  };
  const look = () => {
    if (search(document, asks)) { requestAnimationFrame(painted); return; }
    const opening = door && search(document, (element) => element.matches(door) && drawn(element));
    if (opening) {
      opening.click();
      touched = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('largest-contentful-paint', (entry) => { seen.largest = entry.startTime; });
  observe('layout-shift', (entry) => {
    // What follows a touch within half a second is no shift; browsers know it of real touches only.
    if (!entry.hadRecentInput && entry.startTime - touched > 500) seen.shift += entry.value;
  });
  observe('longtask', (entry) => { seen.blocked += Math.max(0, entry.duration - 50); });
}

/**
 * { bytes, requests, first, largest, script, blocked, shift, heap, files }: bytes and requests on the wire asked for before the first
 * question was painted; `first` in ms since navigation; script and blocked in ms of CPU; heap in bytes after collection.
 */
export async function load(url, { question, door, throttled = true, screenshot } = {}) {
  const browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext(telephone);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Performance.enable', { timeDomain: 'timeTicks' });
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const asked = new Map();
    session.on('Network.requestWillBeSent', ({ requestId, timestamp, request }) => asked.set(requestId, { timestamp, url: request.url, bytes: 0 }));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { const one = asked.get(requestId); if (one) one.bytes = encodedDataLength; });
    if (throttled) {
      await session.send('Network.emulateNetworkConditions', network);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.addInitScript(watch, { question, door });
    // The browser has pages of its own to open when it starts: those are nobody's load.
    await sleep(1000);
    await quiet();
    // A binding, for to ask the page again and again would be work of its main thread.
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: 'benchFirst' });
    const shown = new Promise((resolve) => { session.on('Runtime.bindingCalled', ({ name }) => { if (name === 'benchFirst') resolve(); }); });
    await session.send('Page.navigate', { url });
    await Promise.race([shown, sleep(120_000, null, { ref: false }).then(() => { throw new Error(`${url}: no first question`); })]);
    await sleep(1500);
    const metric = async (name) => (await session.send('Performance.getMetrics')).metrics.find((one) => one.name === name).value;
    const seen = await page.evaluate(() => window.benchSeen);
    const script = 1000 * (await metric('ScriptDuration'));
    await session.send('HeapProfiler.collectGarbage');
    const heap = await metric('JSHeapUsedSize');
    if (screenshot) await page.screenshot({ path: screenshot });
    const [start] = asked.values();
    const counted = [...asked.values()].filter(({ timestamp, url: address }) => /^https?:/.test(address) && 1000 * (timestamp - start.timestamp) <= seen.first);
    const files = counted.map(({ url: address, bytes }) => ({ file: new URL(address).pathname, bytes }));
    return { bytes: counted.reduce((sum, one) => sum + one.bytes, 0), requests: counted.length, ...seen, script, heap, files };
  } finally {
    await browser.close();
  }
}

