// SPDX-License-Identifier: MIT
// Bench: 100,000 people over 8 quasi-identifiers made k-anonymous by exact search, natively and in WebAssembly.
// Usage: node tests/bench/rows.js [folder of the native build] [folder of the WebAssembly build]   (build/native, build/wasm)
import { execFileSync } from 'node:child_process';
import { report } from './shared/report.js';

const [native, wasm] = [process.argv[2] ?? 'build/native', process.argv[3] ?? 'build/wasm'];
const limit = 5; // seconds, natively

for (const folder of [native, wasm]) {
  execFileSync('cmake', ['--build', folder, '--target', 'rows_bench'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_PATH: '/usr/share/nodejs' } });
}
const run = (command, args) => JSON.parse(execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, NODE_PATH: '' } }));
const ours = run(`${native}/rows_bench`, []);
const page = run(process.execPath, [`${wasm}/rows_bench.cjs`]);

const words = { alike0: 'values nearly independent', alike60: 'six kinds of people' };
report('rows', {
  title: 'Rows made k-anonymous: natively, and in WebAssembly',
  conditions: `100,000 people, 8 quasi-identifiers, ${ours.alike0.nodes} nodes, k 5, processor time in node ${process.versions.node}.`,
  rows: Object.entries(words).flatMap(([key, what]) =>
    [['natively', ours], ['in WebAssembly', page]].map(([where, one]) => ({
      what: `${what}, loss ${one[key].loss}, ${one[key].grouped} nodes looked at, ${where}`,
      ours: `${one[key].seconds.toFixed(1)} s`,
    })),
  ),
});
for (const key of Object.keys(words)) {
  if (ours[key].loss !== page[key].loss || ours[key].dropped !== page[key].dropped) {
    console.error(`${words[key]}: WebAssembly found another result`);
    process.exitCode = 1;
  }
  if (ours[key].seconds > limit) {
    console.error(`${words[key]}: over the limit of ${limit} s`);
    process.exitCode = 1;
  }
}
