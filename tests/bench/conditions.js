// SPDX-License-Identifier: MIT
// Bench: one compiled condition and its compilation, natively, in WebAssembly and in survey-core, in one run.
// Usage: node tests/bench/conditions.js [folder of the native build] [folder of the WebAssembly build]   (build/native, build/wasm)
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { median, report, times } from './shared/report.js';

const { ConditionRunner, Version } = createRequire(import.meta.url)('survey-core');
const [native, wasm] = [process.argv[2] ?? 'build/native', process.argv[3] ?? 'build/wasm'];
const rounds = 5;
const limits = { evaluate: 50, compile: 10_000 };

for (const folder of [native, wasm]) {
  execFileSync('cmake', ['--build', folder, '--target', 'condition_bench'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_PATH: '/usr/share/nodejs' } });
}

const run = (command, args) => JSON.parse(execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, NODE_PATH: '' } }));

/** Nanoseconds of processor time of one call. */
function peer() {
  const each = (calls, work) => {
    const from = process.cpuUsage();
    for (let i = 0; i < calls; i += 1) work(i);
    return (process.cpuUsage(from).user / calls) * 1e3;
  };
  const evaluated = (text, values) => {
    const runner = new ConditionRunner(text);
    return each(50_000, () => runner.runValues(values));
  };
  return {
    numbers: evaluated('{q1} >= 2 and {q2} <> 3', { q1: 3, q2: 4 }),
    texts: evaluated("{q1} = 'item1' or {q2} = 'none'", { q1: 'item2', q2: 'other' }),
    list: evaluated("{q1} contains 'item3' and {q2} notempty", { q1: ['item1', 'item2', 'item3'], q2: 'x' }),
    parse: each(2_000, (i) => new ConditionRunner(`{q${i}} >= 2 and {q${i + 1}} <> 3`)),
  };
}

// Round by round, so that whatever slows the machine for a while slows all of them.
const taken = { native: [], wasm: [], peer: [] };
for (let round = 0; round <= rounds; round += 1) {
  const one = { native: run(`${native}/condition_bench`, []), wasm: run(process.execPath, [`${wasm}/condition_bench.cjs`]), peer: peer() };
  if (round > 0) for (const who of Object.keys(taken)) taken[who].push(one[who]);
}
const middle = (who, what) => median(taken[who].map((one) => one[what]));

const said = (nanoseconds) => (nanoseconds < 1000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(1)} µs`);
const rows = [];
for (const [what, words] of [
  ['numbers', '{q1} >= 2 and {q2} <> 3'],
  ['texts', "{q1} = 'item1' or {q2} = 'none'"],
  ['list', "{q1} contains 'item3' and {q2} notempty"],
  ['parse', 'reading and compiling a condition'],
]) {
  for (const who of ['native', 'wasm']) {
    const [ours, theirs] = [middle(who, what), middle('peer', what)];
    rows.push({ what: `${words}, ${who === 'wasm' ? 'WebAssembly' : who}`, ours: said(ours), peer: said(theirs), ratio: times(theirs, ours) });
  }
}
report('conditions', {
  title: 'Conditions: one evaluated, one compiled',
  conditions: `survey-core ${Version} in node ${process.versions.node}, one run, processor time, medians of ${rounds} rounds after one that warms up.`,
  rows,
});
for (const who of ['native', 'wasm']) {
  if (middle(who, 'numbers') > limits.evaluate || middle(who, 'parse') > limits.compile) {
    console.error(`${who}: over the limits, ${said(limits.evaluate)} to evaluate and ${said(limits.compile)} to compile`);
    process.exitCode = 1;
  }
}
