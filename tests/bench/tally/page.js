// SPDX-License-Identifier: MIT
// Bench: one engine in a page of its own. setup(engine, rows), then numbers(work, way, repeat) and run(work, way, times, repeat).
import * as duckdb from '@duckdb/duckdb-wasm';
import * as arrow from 'apache-arrow';
import * as aq from 'arquero';
import * as arrays from './arrays.js';
import { changes, demographics, generate, items, linesOf, regions, works } from './data.js';

const list = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const q = list(items, (i) => `q${i}`);
const d = demographics.map((_, i) => `d${i}`);
const m = list(3, (i) => `m${i}`);
/** work → way → { run(repeat), numbers() } */
const ways = Object.fromEntries(Object.keys(works).map((work) => [work, {}]));
const commands = {};

const counted = (rows) => {
  const counts = [0, 0, 0, 0, 0, 0];
  for (const [code, count] of rows) counts[code ?? 0] += Number(count);
  return counts.slice(1);
};
const crossed = (rows, columns) => {
  const table = Array(5 * columns).fill(0);
  for (const [row, column, count] of rows) if (row) table[(row - 1) * columns + column - 1] = Number(count);
  return table;
};

function plain(rows) {
  const data = generate(rows);
  for (const [work, each] of Object.entries(arrays.ways)) {
    for (const [name, run] of Object.entries(each)) {
      let result;
      ways[work][name] = { run: (repeat) => { result = run(data, repeat); }, numbers: () => arrays.numbers(work, result) };
    }
  }
}

function arquero(rows) {
  const data = generate(rows);
  const table = aq.table(Object.fromEntries([...q.map((name, i) => [name, data.q[i]]), ...d.map((name, i) => [name, data.d[i]]), ...m.map((name, i) => [name, data.m[i]]), ['w', data.weights]]));
  let result;
  const count = (from, ...by) => from.groupby(...by).count().objects().map((row) => [...by.map((name) => row[name]), row.count]);
  const sum = (...by) => table.groupby(...by).rollup({ s: aq.op.sum('w') }).objects().map((row) => [...by.map((name) => row[name]), row.s]);
  const all = (from) => q.flatMap((item) => d.map((demographic) => count(from, item, demographic)));
  const marginals = () => result.flatMap(counted);
  const tables = () => result.flatMap((one, i) => crossed(one, demographics[i & 3]));
  const add = (work, run, numbers) => { ways[work]['group by'] = { run: (repeat) => { result = run(repeat); }, numbers }; };
  add(1, () => q.map((item) => count(table, item)), marginals);
  add(2, () => [count(table, 'q0', 'd0')], tables);
  add(3, () => [sum('q0', 'd0')], tables);
  add(4, () => all(table.filter((row) => row.d2 === 2 || row.d2 === 5 || row.d2 === 7).reify()), tables);
  add(5, (repeat) => {
    const kept = repeat & 1
      ? table.filter((row) => (row.d0 === 2 || row.d0 === 3 || row.d0 === 4) && row.d3 === 2)
      : table.filter((row) => (row.d0 === 1 || row.d0 === 2 || row.d0 === 3) && row.d3 === 1);
    const reified = kept.reify();
    return q.map((item) => count(reified, item));
  }, marginals);
  add(7, () => q.map((item) => sum(item)), marginals);
  add(8, () => all(table.filter((row) => row.q5 >= 4 && (row.m0 & 4) === 4).reify()), tables);
}

/** Its best ways of asking: one query where it can be one, a filter kept as a table where it serves eighty. */
async function duck(rows) {
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker('/duckdb/duckdb-browser-eh.worker.js'));
  await database.instantiate('/duckdb/duckdb-eh.wasm');
  const connection = await database.connect();
  const data = generate(rows);
  const chunk = 500_000;
  for (let from = 0; from < rows; from += chunk) {
    const part = (column) => column.slice(from, Math.min(rows, from + chunk));
    const named = Object.fromEntries([...q.map((name, i) => [name, part(data.q[i])]), ...d.map((name, i) => [name, part(data.d[i])]), ...m.map((name, i) => [name, part(data.m[i])]), ['w', part(data.weights)]]);
    await connection.insertArrowFromIPCStream(arrow.tableToIPC(arrow.tableFromArrays(named), 'stream'), { name: 'loaded', create: from === 0 });
  }
  await connection.query(`create table t as select ${q.map((name) => `nullif(${name}, 0)::utinyint ${name}`)}, ${d}, ${m}, w from loaded`);
  await connection.query('drop table loaded');
  const ask = async (sql, ...names) => (await connection.query(sql)).toArray().map((row) => names.map((name) => (row[name] === null ? 0 : Number(row[name]))));
  const union = (where) => q.map((item, i) => `select ${i} i, ${item} k, count(*) c from t ${where} group by 2`).join(' union all ');
  let result;
  const marginals = () => q.flatMap((_, i) => counted(result.filter((row) => row[0] === i).map((row) => row.slice(1))));
  const tables = () => result.flatMap((one, i) => crossed(one, demographics[i & 3]));
  const eighty = async (where) => {
    await connection.query(`create or replace temp table f as select * from t ${where}`);
    const all = [];
    for (const item of q) for (const demographic of d) all.push(await ask(`select ${item}, ${demographic}, count(*) c from f group by ${item}, ${demographic}`, item, demographic, 'c'));
    return all;
  };
  const add = (work, name, run, numbers) => { ways[work][name] = { run: async (repeat) => { result = await run(repeat); }, numbers }; };
  add(1, 'union all', () => ask(union(''), 'i', 'k', 'c'), marginals);
  add(2, 'group by', async () => [await ask('select q0, d0, count(*) c from t group by q0, d0', 'q0', 'd0', 'c')], tables);
  add(3, 'group by', async () => [await ask('select q0, d0, sum(w) c from t group by q0, d0', 'q0', 'd0', 'c')], tables);
  add(4, 'filter kept, 80 × group by', () => eighty(`where d2 in (${regions})`), tables);
  add(5, 'union all', (repeat) => ask(union(`where d0 in (${changes[repeat & 1].first}) and d3 in (${changes[repeat & 1].fourth})`), 'i', 'k', 'c'), marginals);
  add(7, '20 × group by', async () => {
    const all = [];
    for (const item of q) all.push(await ask(`select ${item}, sum(w) c from t group by ${item}`, item, 'c'));
    return all;
  }, () => result.flatMap(counted));
  add(8, 'filter kept, 80 × group by', () => eighty('where q5 >= 4 and (m0 >> 2) & 1 = 1'), tables);
  return { version: (await connection.query('select version() v')).toArray()[0].v };
}

/** build/wasm/tally_bench*.wasm: the tally as the workbench links it. */
async function triptych(rows, file) {
  const { instance } = await WebAssembly.instantiate(await (await fetch(`/wasm/${file}.wasm`)).arrayBuffer(), {
    env: new Proxy({}, { get: () => () => {} }),
    wasi_snapshot_preview1: new Proxy({}, { get: () => () => 0 }),
  });
  const tally = instance.exports;
  tally._initialize?.();
  const made = generate(rows);
  const input = tally.bench_input(rows);
  new Uint8Array(tally.memory.buffer).set(made.buffer, input); // the memory may have grown
  new Float32Array(tally.memory.buffer).set(made.weights, tally.bench_weights_input() / 4);
  tally.bench_records();
  tally.bench_index();
  if (!tally.bench_weigh()) throw new Error('weights refused');
  const read = (length) => [...new BigUint64Array(tally.memory.buffer, tally.bench_result(), length)].map(Number);
  const kernels = tally.bench_kernels();
  for (const work of Object.keys(works)) {
    let length = 0;
    const numbers = () => (work === '3' || work === '7' ? read(length).map((sum) => sum / 16384) : read(length));
    const add = (name, rowsOnly, kernel) => {
      ways[work][name] = { run: (repeat) => { tally.bench_use(kernel); length = tally.bench_run(Number(work), rowsOnly, repeat, 1); }, numbers };
    };
    list(kernels, (kernel) => add(kernel === 0 ? 'rows' : 'rows, simd', 1, kernel));
    if (work !== '8') add('cube', 0, 0);
  }
  commands.index = () => tally.bench_index();
  commands.weigh = () => tally.bench_weigh();
  commands.stream = (bytes, times) => tally.bench_stream(bytes, times);
  commands.lines = () => {
    const lines = linesOf(made);
    const size = lines.reduce((sum, line) => sum + line.length, 0); // all ASCII
    let at = tally.bench_lines_input(size);
    for (const line of lines) at += new TextEncoder().encodeInto(line, new Uint8Array(tally.memory.buffer, at, line.length)).written;
    commands.parse = () => parse(lines);
    return size;
  };
  commands.scan = () => tally.bench_lines();
  commands.ballots = () => tally.bench_make_ballots();
  commands.decode = () => tally.bench_decode();
  commands.add = () => tally.bench_add();
  commands.count = () => tally.bench_count();
  commands.free = () => tally.bench_free_input();
  return { records: tally.bench_bytes(0), index: tally.bench_bytes(1) };
}

/** What a page does without us: each line through JSON.parse into columns. */
function parse(lines) {
  const columns = list(items + demographics.length, () => new Uint8Array(lines.length));
  const boxes = m.map(() => new Uint8Array(lines.length));
  const weights = new Float32Array(lines.length);
  lines.forEach((line, row) => {
    const object = JSON.parse(line);
    q.forEach((name, i) => { columns[i][row] = object[name] ?? 0; });
    d.forEach((name, i) => { columns[items + i][row] = object[name]; });
    m.forEach((name, i) => { boxes[i][row] = object[name].reduce((mask, box) => mask | (1 << (box - 1)), 0); });
    weights[row] = object.w;
  });
  return weights.length;
}

const engines = { plain, arquero, duck, scalar: (rows) => triptych(rows, 'tally_bench'), simd: (rows) => triptych(rows, 'tally_bench_simd') };

window.bench = {
  async setup(engine, rows) {
    const info = await engines[engine](rows);
    return { info, ways: Object.fromEntries(Object.entries(ways).map(([work, each]) => [work, Object.keys(each)])) };
  },
  async numbers(work, way, repeat) {
    await ways[work][way].run(repeat);
    return ways[work][way].numbers();
  },
  async run(work, way, times, repeat) {
    for (let i = 0; i < times; i += 1) {
      const pending = ways[work][way].run(repeat + i);
      if (pending) await pending;
    }
  },
  command: (name, ...words) => commands[name](...words),
};
