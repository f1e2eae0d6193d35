// SPDX-License-Identifier: MIT
// Bench: the main thread's work for one frame of the diagnosis explainer at 1,000 people, from Chromium's own trace: script, style,
// layout, paint and all. Usage: node tests/bench/explainer.js [frames]   (240 by default; the limit is 4 ms, and no forced layout)
import { readFileSync } from 'node:fs';
import { startPanels } from '../web/browser/panels.js';
import { quiet } from './page/measure.js';
import { median, report } from './shared/report.js';

const frames = Number(process.argv[2] ?? 240);
const limit = 4;
const file = JSON.parse(readFileSync(new URL('../../content/ai-in-care/explainers/diagnosis.json', import.meta.url), 'utf8'));

/** Runs in the page: each frame moves the slider as a hand would, and marks where its task begins. */
const move = (count) => new Promise((done) => {
  const slider = window.panel.shadowRoot.querySelector('#prevalence');
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

/** Milliseconds of the main thread's own time in each frame (what else runs on the machine does not count), and layouts that script forced. */
function read(events) {
  const marks = events.filter(({ name }) => name === 'bench-frame').sort((one, other) => one.ts - other.ts);
  const { pid, tid } = marks[0];
  const own = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X').sort((one, other) => one.ts - other.ts);
  const tasks = own.filter(({ name }) => name === 'RunTask');
  // The task of a mark is the frame's own; the trace may have cut off the first and the last.
  const starts = marks.flatMap(({ ts }) => tasks.filter((task) => task.ts <= ts && task.ts + task.dur >= ts).slice(-1).map((task) => task.ts));
  const work = starts.slice(0, -1).map((start, index) => tasks.filter(({ ts }) => ts >= start && ts < starts[index + 1]).reduce((sum, { tdur }) => sum + tdur, 0) / 1000);
  const scripts = own.filter(({ name, ts }) => name === 'FireAnimationFrame' && ts >= starts[0]);
  const layouts = own.filter(({ name, ts }) => name === 'Layout' && ts >= starts[0]);
  if (work.length < frames / 2 || scripts.length < frames / 2 || layouts.length < frames / 2) throw new Error(`the trace holds ${work.length} frames, ${scripts.length} scripts, ${layouts.length} layouts`);
  const forced = layouts.filter(({ ts, dur }) => scripts.some((script) => script.ts <= ts && script.ts + script.dur >= ts + dur));
  return { work, forced: forced.length };
}

async function measure(panels, throttle) {
  let measured;
  await panels.visit('triptych-explainer', { file, alone: true }, { width: 360, height: 740, deviceScaleFactor: 2 }, async ({ page }) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await page.evaluate(() => { window.panel.next(); }); // the step with picture, legend, sentence and tree together
    await page.evaluate(move, 60);
    const events = [];
    session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
    await session.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] }, transferMode: 'ReportEvents' });
    await page.evaluate(move, frames);
    const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
    await session.send('Tracing.end');
    await complete;
    measured = read(events);
  });
  return measured;
}

const panels = await startPanels();
await quiet();
const plain = await measure(panels, 1);
const slow = await measure(panels, 4);
await panels.close();

const milliseconds = (value) => `${value.toFixed(2)} ms`;
const middle = median(plain.work);
const high = [...plain.work].sort((one, other) => one - other)[Math.floor(plain.work.length * 0.95)];
report('explainer', {
  title: 'Diagnosis explainer, 1,000 people',
  conditions: `Chromium, 360×740 at 2 dots per pixel, ${frames} frames of a moving slider with picture, legend, sentence and tree; the main thread’s own time for all tasks of a frame, from Chromium’s trace.`,
  rows: [
    { what: `one frame, median (limit ${limit} ms)`, ours: milliseconds(middle) },
    { what: 'one frame, 95th percentile', ours: milliseconds(high) },
    { what: 'one frame, median, CPU 4 times slower', ours: milliseconds(median(slow.work)) },
    { what: 'layouts forced by script', ours: String(plain.forced) },
  ],
});
if (middle > limit || plain.forced > 0) process.exitCode = 1;
