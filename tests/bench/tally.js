// SPDX-License-Identifier: MIT
// Bench: the tally on a million made-up ballots, natively and in WebAssembly, beside DuckDB-WASM, Arquero and plain typed arrays in the
// same Chromium, and its readers beside native DuckDB's. All answers are compared with the typed arrays' before anything is measured.
// Usage: node tests/bench/tally.js [--long] [rounds]   (5 rounds; --long: ten million ballots after the million)
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { launchOptions } from '../web/drivers/chromium.js';
import { serve } from '../web/drivers/static-server.js';
import { quiet } from './page/measure.js';
import { folder, median, report, times } from './shared/report.js';
import { demographics, generate, items, linesOf, works } from './tally/data.js';

const long = process.argv.includes('--long');
const rounds = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 5);
const here = fileURLToPath(new URL('tally/', import.meta.url));
const work = `${folder}tally`;
const weightOne = 16384;

function build() {
  if (!existsSync(`${here}node_modules`)) execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here, stdio: 'inherit' });
  const make = (...words) => execFileSync('cmake', ['--build', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_PATH: '/usr/share/nodejs' } });
  make('build/native', '--target', 'tally_bench');
  make('build/wasm', '--target', 'tally_bench', 'tally_bench_simd');
}

async function site() {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(`${work}/site/wasm`, { recursive: true });
  const bundle = await rolldown({ input: `${here}page.js`, platform: 'browser', transform: { define: { 'process.env.NODE_ENV': '"production"' } }, onLog: () => {} });
  await bundle.write({ file: `${work}/site/page.js`, format: 'esm', codeSplitting: false });
  await bundle.close();
  for (const name of ['tally_bench.wasm', 'tally_bench_simd.wasm']) cpSync(`build/wasm/${name}`, `${work}/site/wasm/${name}`);
  const duckdb = `${here}node_modules/@duckdb/duckdb-wasm/dist/`;
  for (const name of ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']) cpSync(duckdb + name, `${work}/site/duckdb/${name}`);
  writeFileSync(`${work}/site/index.html`, '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>');
  return serve(`${work}/site`);
}

/** build/native/tally_bench, a command at a time. */
function program() {
  const child = spawn('build/native/tally_bench', { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(...words) {
      child.stdin.write(`${words.join(' ')}\n`);
      return JSON.parse((await lines.next()).value);
    },
    close: () => child.stdin.end(),
  };
}

/** Processes of the browser that run its pages. */
function renderers(browser) {
  const parents = new Map();
  const found = [];
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))[1]));
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')) found.push(Number(name));
    } catch { /* it has ended */ }
  }
  const belongs = (pid) => pid === browser || (parents.has(pid) && belongs(parents.get(pid)));
  return found.filter(belongs);
}

/** Milliseconds of processor time of these processes, all threads: what else runs on the machine does not count. */
function processor(pids) {
  let nanoseconds = 0;
  for (const pid of pids) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      try {
        nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]);
      } catch { /* it has ended */ }
    }
  }
  return nanoseconds / 1e6;
}

async function open(server, engine, rows) {
  const host = await chromium.launchServer({ ...launchOptions, args: [...launchOptions.args, '--js-flags=--max-old-space-size=4096'] });
  const browser = await chromium.connect(host.wsEndpoint());
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => { throw error; });
  await page.goto(server.url);
  await page.waitForFunction(() => window.bench);
  const { info, ways } = await page.evaluate(([name, count]) => window.bench.setup(name, count), [engine, rows]);
  const pids = renderers(host.process().pid);
  assert.ok(pids.length > 0, 'no renderer found');
  const timed = async (run) => {
    const from = processor(pids);
    const result = await run();
    return { took: processor(pids) - from, value: result };
  };
  return {
    info,
    ways,
    numbers: (...words) => page.evaluate((all) => window.bench.numbers(...all), words),
    measure: async (number, way, count, repeat) => (await timed(() => page.evaluate((all) => window.bench.run(...all), [number, way, count, repeat]))).took / count,
    command: (...words) => timed(() => page.evaluate((all) => window.bench.command(...all), words)),
    close: () => host.close(),
  };
}

/** The native program with the same face as a page. */
async function native(rows, data) {
  const one = program();
  assert.equal((await one.ask('load', rows, data)).value, rows);
  await one.ask('index');
  await one.ask('weigh');
  const kernels = (await one.ask('kernels')).value;
  const fastest = (await one.ask('fastest')).value;
  const each = { rows: [1, fastest], 'rows, portable': [1, 0], cube: [0, fastest] };
  const run = async (number, way, repeat, count) => {
    await one.ask('use', each[way][1]);
    return one.ask('run', number, each[way][0], repeat, count);
  };
  return {
    info: { kernels, fastest },
    ways: Object.fromEntries(Object.keys(works).map((number) => [number, Object.keys(each).filter((way) => way !== 'cube' || number !== '8')])),
    async numbers(number, way, repeat) {
      const { result } = await run(number, way, repeat, 1);
      return number === '3' || number === '7' ? result.map((sum) => sum / weightOne) : result;
    },
    measure: async (number, way, count, repeat) => (await run(number, way, repeat, count)).took / count,
    command: (...words) => one.ask(...words),
    close: () => one.close(),
  };
}

function same(found, expected, what) {
  assert.equal(found.length, expected.length, what);
  found.forEach((number, i) => assert.ok(Math.abs(number - expected[i]) <= 3e-4 * Math.max(1, Math.abs(expected[i])), `${what}: ${number} is not ${expected[i]}`));
}

/** engine → work → way → milliseconds of each round. */
async function measureAll(engines) {
  const taken = {};
  const plan = [];
  for (const [name, engine] of Object.entries(engines)) {
    for (const [number, ways] of Object.entries(engine.ways)) {
      for (const way of ways) {
        for (const repeat of [0, 1]) same(await engine.numbers(number, way, repeat), await engines.plain.numbers(number, 'loops', repeat), `${name}, ${works[number]}, ${way}`);
        const once = await engine.measure(number, way, 1, 0);
        ((taken[name] ??= {})[number] ??= {})[way] = [];
        plan.push({ name, engine, number, way, count: Math.max(1, Math.min(5000, Math.ceil(40 / Math.max(once, 0.002)))), most: once > 4000 ? 2 : rounds });
      }
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    await quiet();
    for (const { name, engine, number, way, count, most } of plan) {
      if (round < most) taken[name][number][way].push(await engine.measure(number, way, count, round));
    }
  }
  return taken;
}

const ms = (number) => `${number < 0.1 ? number.toFixed(4) : number < 10 ? number.toFixed(3) : number.toFixed(1)} ms`;
const best = (ways, fits = () => true) => Math.min(...Object.entries(ways).filter(([way]) => fits(way)).map(([, each]) => median(each)));
const fromRows = (way) => way.startsWith('rows');

/** Bytes of planes and bitmaps that a work must read of each row: what memory's speed allows. */
const planes = { 1: 7.5, 2: 0.375, 3: 2.375, 4: 7.5 * 0.21, 5: 7.5 * 0.225, 7: 9.5, 8: 8.5 };

async function compare(server, rows, names) {
  const data = generate(rows);
  const file = `${work}/columns-${rows}`;
  const out = createWriteStream(file);
  out.write(data.buffer);
  out.end(new Uint8Array(data.weights.buffer));
  await new Promise((done) => { out.on('close', done); });
  const engines = {};
  for (const name of names) engines[name] = await open(server, name, rows);
  engines.native = await native(rows, file);
  const taken = await measureAll(engines);
  const streamed = [];
  for (let round = 0; round < rounds; round += 1) {
    const bytes = 7.5 * rows;
    streamed.push((bytes * 4) / (await engines.simd.command('stream', bytes, 4)).took / 1e6);
  }
  const memory = (engines.simd.info.records + engines.simd.info.index) / rows;
  const lines = [];
  for (const number of Object.keys(works)) {
    const mine = best({ ...taken.simd[number], ...taken.scalar[number] }, fromRows);
    const add = (what, ours, peer) => lines.push({ what, ours: ms(ours), ...(peer ? { peer: ms(peer), ratio: times(peer, ours) } : {}) });
    add(`${works[number]}: typed arrays`, mine, best(taken.plain[number]));
    if (taken.duck) add('… DuckDB-WASM', mine, best(taken.duck[number]));
    if (taken.arquero) add('… Arquero', mine, best(taken.arquero[number]));
    if (taken.simd[number].cube) add('… from the cube; DuckDB-WASM', best(taken.simd[number], (way) => way === 'cube'), taken.duck && best(taken.duck[number]));
    add('… natively', best(taken.native[number], (way) => way === 'rows'));
    const limit = (planes[number] * rows) / median(streamed) / 1e6;
    lines.push({ what: '… as fast as memory is read', ours: ms(limit), ratio: times(mine, limit) });
  }
  lines.push({ what: 'memory read, GB/s', ours: median(streamed).toFixed(0) });
  lines.push({ what: 'bytes a ballot, records and index', ours: memory.toFixed(1) });
  console.table(Object.fromEntries(Object.entries(taken).flatMap(([name, each]) => Object.entries(each).flatMap(([number, ways]) => Object.entries(ways).map(([way, values]) => [`${works[number]} · ${name} · ${way}`, { median: Number(median(values).toFixed(4)), least: Number(Math.min(...values).toFixed(4)) }])))));
  return { engines, lines, info: engines.duck?.info };
}

/** DuckDB's own reader, one thread, into a table of small numbers. */
async function duckReads(file) {
  const { DuckDBInstance } = await import(`${here}node_modules/@duckdb/node-api/lib/index.js`);
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const names = [...Array.from({ length: items }, (_, i) => `q${i}: 'UTINYINT'`), ...demographics.map((_, i) => `d${i}: 'UTINYINT'`), ...[0, 1, 2].map((i) => `m${i}: 'UTINYINT[]'`), "w: 'FLOAT'"];
  const read = () => connection.run(`create or replace table t as select * from read_json('${file}', format = 'newline_delimited', columns = {${names.join(', ')}})`);
  return async () => {
    const from = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e3;
  };
}

async function ingest(engines, rows) {
  const lines = linesOf(generate(rows));
  const file = `${work}/rows.ndjson`;
  const out = createWriteStream(file);
  for (const line of lines) out.write(line);
  out.end();
  await new Promise((done) => { out.on('close', done); });
  const { simd, native: own } = engines;
  const size = (await simd.command('lines')).value;
  assert.equal((await own.command('lines', file)).value, size);
  const ballots = (await simd.command('ballots')).value;
  assert.equal((await own.command('ballots')).value, ballots);
  const duck = await duckReads(file);
  const taken = {};
  const note = async (name, run, expected) => {
    const { took, value } = await run();
    if (expected !== undefined) assert.equal(value, expected, name);
    (taken[name] ??= []).push(took);
  };
  for (let round = 0; round < rounds; round += 1) {
    await quiet();
    for (const [name, engine] of [['wasm', simd], ['native', own]]) {
      await note(`${name} index`, () => engine.command('index'));
      await note(`${name} decode`, () => engine.command('decode'), ballots);
      await note(`${name} add`, () => engine.command('add'), ballots);
      await note(`${name} count`, () => engine.command('count'), rows);
      await note(`${name} scan`, () => engine.command('scan'), rows);
    }
    await note('page parse', () => simd.command('parse'), rows);
    (taken['duck read'] ??= []).push(await duck());
  }
  const middle = (name) => median(taken[name]);
  const speed = (name) => `${(ballots / middle(name) / 1e3).toFixed(1)} M/s`;
  const rate = (name) => `${(size / middle(name) / 1e3).toFixed(0)} MB/s`;
  return [
    { what: 'Ballot v1 to codes, natively', ours: speed('native decode') },
    { what: '… in WebAssembly', ours: speed('wasm decode') },
    { what: 'ballots into a tally, natively', ours: speed('native add') },
    { what: 'copies removed, natively', ours: speed('native count') },
    { what: '… in WebAssembly', ours: speed('wasm count') },
    { what: 'codes to ready columns, WebAssembly', ours: ms(middle('wasm index')) },
    { what: '… natively', ours: ms(middle('native index')) },
    { what: 'JSON lines, WebAssembly; JSON.parse', ours: rate('wasm scan'), peer: rate('page parse'), ratio: times(middle('page parse'), middle('wasm scan')) },
    { what: '… natively; DuckDB read_json, one thread', ours: rate('native scan'), peer: rate('duck read'), ratio: times(middle('duck read'), middle('native scan')) },
    { what: '… WebAssembly; native DuckDB', ours: rate('wasm scan'), peer: rate('duck read'), ratio: times(middle('duck read'), middle('wasm scan')) },
  ];
}

const close = (engines) => Promise.all(Object.values(engines).map((engine) => engine.close()));
const said = (rows) => `${(rows / 1e6).toFixed(0)} million ballots`;

build();
const server = await site();
const million = await compare(server, 1e6, ['plain', 'duck', 'arquero', 'scalar', 'simd']);
const { version } = million.info;
report('tally', {
  title: `Tally, ${said(1e6)}`,
  conditions: `20 items of 5 options, four demographics, three multiple items, weights; WebAssembly, DuckDB-WASM ${version} (its best way of asking), Arquero and typed arrays in Chromium, one run, processor time, medians of ${rounds} interleaved rounds; all answers compared.`,
  rows: million.lines,
});
report('tally-ingest', { title: `Reading, ${said(1e6)}`, conditions: `One thread, the same run, processor time, medians of ${rounds}.`, rows: await ingest(million.engines, 1e6) });
await close(million.engines);
if (long) {
  const more = await compare(server, 1e7, ['plain', 'duck', 'scalar', 'simd']);
  report('tally-long', { title: `Tally, ${said(1e7)}`, conditions: 'As above.', rows: more.lines });
  await close(more.engines);
}
await server.close();
