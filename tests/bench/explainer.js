// SPDX-License-Identifier: MIT
// Bench: the main thread's work for one frame of each picture at its most people, from Chromium's own trace: script, style, layout,
// paint and all; and how soon each explainer can be used on a slow phone, on the site itself.
// Usage: node tests/bench/explainer.js [frames]   (240 by default; the limit is 4 ms, and no forced layout)
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { startPanels } from '../web/browser/panels.js';
import { startStatic } from '../web/browser/site.js';
import { launchOptions } from '../web/drivers/chromium.js';
import { quiet } from './page/measure.js';
import { median, report } from './shared/report.js';

const frames = Number(process.argv[2] ?? 240);
const limit = 4;
/** Milliseconds from the press to a slider that answers, on a phone four times slower. */
const usableWithin = 1000;
const read = (path) => JSON.parse(readFileSync(new URL(`../../content/ai-in-care/${path}`, import.meta.url), 'utf8'));
const ids = read('widget.json').explainers;

/** Pictures: the step with the most to draw, and what moves it. */
const moving = [
  { id: 'diagnosis', what: 'icons, legend, sentence and tree, 1,000 people', step: 1, control: 'prevalence' },
  { id: 'anonymity', what: 'icons of the coin, 1,000 people', step: 4, control: 'truth', people: 1000 },
  { id: 'learning', what: 'two pictures of 100', step: 0, control: 'share_of_b' },
  { id: 'deciding', what: 'two curves', step: 0, control: 'threshold' },
  { id: 'treatment', what: 'bars in three groups', step: 0, control: 'reduction' },
  { id: 'pathways', what: 'bars, and a day of the waiting room drawn anew', step: 0, control: 'found' },
  { id: 'pathways', what: 'the waiting room plays a day', step: 0, play: true },
];

/** Runs in the page: each frame moves the slider as a hand would, and marks where its task begins. */
const move = ([control, count]) => new Promise((done) => {
  const slider = window.panel.shadowRoot.querySelector(`#${control}`);
  const last = Number(slider.max);
  let frame = 0;
  const next = () => {
    performance.mark('bench-frame');
    if (frame === count) {
      done();
      return;
    }
    // There and back again over all positions, never twice the same.
    const turn = frame % (2 * last);
    slider.value = String(turn <= last ? turn : 2 * last - turn);
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    frame += 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
});

/** Runs in the page: the animation runs by itself; each of its frames is marked. */
const play = (count) => new Promise((done) => {
  const button = window.panel.shadowRoot.querySelector('.room-moves button');
  const stopped = button.textContent;
  let frame = 0;
  const next = () => {
    performance.mark('bench-frame');
    // At the end of the day it begins again; at the end of the bench it stops.
    if ((button.textContent === stopped) === (frame < count)) button.click();
    if (frame === count) done();
    else requestAnimationFrame(next);
    frame += 1;
  };
  button.click();
  requestAnimationFrame(next);
});

/** Milliseconds of the main thread's own time in each frame (what else runs on the machine does not count), and layouts that script forced. */
function workOf(events, layoutsWanted) {
  const marks = events.filter(({ name }) => name === 'bench-frame').sort((one, other) => one.ts - other.ts);
  const { pid, tid } = marks[0];
  const own = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X').sort((one, other) => one.ts - other.ts);
  const tasks = own.filter(({ name }) => name === 'RunTask');
  // The task of a mark is the frame's own; the trace may have cut off the first and the last.
  const starts = marks.flatMap(({ ts }) => tasks.filter((task) => task.ts <= ts && task.ts + task.dur >= ts).slice(-1).map((task) => task.ts));
  const work = starts.slice(0, -1).map((start, index) => tasks.filter(({ ts }) => ts >= start && ts < starts[index + 1]).reduce((sum, { tdur }) => sum + tdur, 0) / 1000);
  const scripts = own.filter(({ name, ts }) => name === 'FireAnimationFrame' && ts >= starts[0]);
  const layouts = own.filter(({ name, ts }) => name === 'Layout' && ts >= starts[0]);
  if (work.length < frames / 2 || scripts.length < frames / 2 || layouts.length < layoutsWanted) throw new Error(`the trace holds ${work.length} frames, ${scripts.length} scripts, ${layouts.length} layouts`);
  const forced = layouts.filter(({ ts, dur }) => scripts.some((script) => script.ts <= ts && script.ts + script.dur >= ts + dur));
  return { work, forced: forced.length };
}

async function measure(panels, { id, step, control, people, play: plays }, throttle) {
  let measured;
  const file = read(`explainers/${id}.json`);
  await panels.visit('triptych-explainer', { file, alone: true, level: 'full' }, { width: 360, height: 740, deviceScaleFactor: 2 }, async ({ page }) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await page.evaluate(async ([steps, size]) => {
      for (let passed = 0; passed < steps; passed += 1) window.panel.next();
      if (size) window.panel.people = size;
      await window.panel.updateComplete;
    }, [step, people]);
    const run = (count) => (plays ? page.evaluate(play, count) : page.evaluate(move, [control, count]));
    await run(60);
    const events = [];
    session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
    await session.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] }, transferMode: 'ReportEvents' });
    await run(frames);
    const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
    await session.send('Tracing.end');
    await complete;
    // The room shows and hides people where they stand: most of its frames lay out nothing.
    measured = workOf(events, plays ? 0 : frames / 2);
  });
  return measured;
}

/** Runs in the page: presses the button, and answers how long it took until a slider of the explainer changed its sentence. */
const openAndUse = ([css, title]) => new Promise((done) => {
  const root = document.querySelector('triptych-widget').shadowRoot;
  const from = performance.now();
  [...root.querySelectorAll(css)].find((button) => !title || button.textContent.includes(title)).click();
  const look = () => {
    const panel = root.querySelector('triptych-explainer')?.shadowRoot;
    const slider = panel?.querySelector('input[type=range]');
    if (!slider || (title && panel.querySelector('#title')?.textContent.trim() !== title)) {
      requestAnimationFrame(look);
      return;
    }
    const before = panel.querySelector('.said').textContent;
    slider.value = slider.value === slider.max ? slider.min : slider.max;
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const settle = () => (panel.querySelector('.said').textContent === before ? requestAnimationFrame(settle) : done(performance.now() - from));
    settle();
  };
  look();
});

/** The first from the door with nothing of explainers there yet, then each of the others. */
async function opening() {
  const site = await startStatic({ widget: { collect: { kind: 'none' } } });
  const browser = await chromium.launch(launchOptions);
  const times = [];
  try {
    const page = await browser.newPage({ locale: 'fr', viewport: { width: 360, height: 740 } });
    const session = await page.context().newCDPSession(page);
    await page.goto(site.url);
    await page.locator('.door').first().waitFor();
    await quiet();
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    times.push(await page.evaluate(openAndUse, ['.door', '']));
    for (const id of ids.slice(1)) {
      const title = read(`explainers/${id}.json`).title.default;
      await page.locator('section.others button', { hasText: title }).waitFor();
      times.push(await page.evaluate(openAndUse, ['section.others button', title]));
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return times;
}

const milliseconds = (value) => `${value.toFixed(2)} ms`;
const rows = [];
let failed = false;
const panels = await startPanels();
await quiet();
for (const one of moving) {
  const { work, forced } = await measure(panels, one, 1);
  const middle = median(work);
  const high = [...work].sort((first, second) => first - second)[Math.floor(work.length * 0.95)];
  rows.push({ what: `${one.id}, ${one.what}: a frame, median (limit ${limit} ms)`, ours: milliseconds(middle) });
  rows.push({ what: `${one.id}${one.play ? ', playing' : ''}: 95th percentile; layouts forced by script`, ours: `${milliseconds(high)}; ${forced}` });
  failed ||= middle > limit || forced > 0;
}
const slow = await measure(panels, moving[0], 4);
rows.push({ what: 'diagnosis: a frame, median, CPU 4 times slower', ours: milliseconds(median(slow.work)) });
await panels.close();
const times = await opening();
for (const [index, time] of times.entries()) {
  rows.push({ what: `${ids[index]}: from the press to a slider that answers, CPU 4 times slower (limit ${usableWithin} ms)`, ours: `${Math.round(time)} ms` });
  failed ||= time > usableWithin;
}
report('explainer', {
  title: 'Explainers',
  conditions: `Chromium, 360×740; frames at 2 dots per pixel, ${frames} of a moving slider; the main thread’s own time for all tasks of a frame, from Chromium’s trace. Opening: the site itself from this machine, the first with all its files to fetch.`,
  rows,
});
if (failed) process.exitCode = 1;
