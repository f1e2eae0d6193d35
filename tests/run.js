// SPDX-License-Identifier: MIT
// Tests: runs every suite, counts what each printed, and ends with one plain total.
// Usage: node tests/run.js [--long] [suite…]; --long adds soak, kill loops and large numbers; output of each goes to build/tests/<suite>.log, and to the screen where it failed.
import { spawn } from 'node:child_process';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lanes = Math.min(2, availableParallelism());
const ctest = (folder) => ['ctest', '--test-dir', folder, '--verbose', '-j', String(availableParallelism())];

/**
 * `commands`: programs that use every core themselves, so they have the machine to themselves. `files`: of node's test runner, each in a process of its own, as
 * many at once as there are lanes; `inTurn`: those that may install packages or start the same servers, one after the other, beginning at once.
 * In the order in which a failure says most: structure, core, then what stands on it.
 */
const suites = [
  { name: 'architecture', files: 'tests/architecture/*.test.js' },
  // Under sanitizers, and once: what they slow down is less than what a second build would take.
  { name: 'native', commands: [['cmake', '--preset', 'asan'], ['cmake', '--build', 'build/asan'], ctest('build/asan')] },
  { name: 'webassembly', commands: [ctest('build/wasm')] },
  { name: 'content', files: 'tests/content/*.test.js' },
  { name: 'golden', files: 'tests/golden/*.test.js' },
  { name: 'export', files: 'tests/export/*.test.js' },
  { name: 'oracle', files: 'tests/oracle/*.test.js' },
  { name: 'command-line', files: 'tests/cli/*.test.js' },
  { name: 'server', files: 'tests/server/*.test.js' },
  { name: 'web', files: 'tests/web/unit/*.test.js' },
  { name: 'browser', files: 'tests/web/browser/*.test.js' },
  { name: 'journey', files: 'tests/web/journey/*.test.js' },
  { name: 'collectors', files: 'tests/collectors/*.test.js', inTurn: true },
  { name: 'wordpress', files: 'tests/wordpress/*.test.js', inTurn: true },
  { name: 'budgets', files: 'tests/budgets/*.test.js' },
  { name: 'long', long: true, files: 'tests/long/*.test.js', inTurn: true },
];
/** Minutes: a test that waits for what never comes is a failure with a name, not a run without an end. */
const patience = { test: 5, file: 15, longFile: 240 };

/** Resolves with { code, text } when `command` has ended or `minutes` are over; whatever it started and left behind goes with it. */
function run([command, ...args], minutes) {
  return new Promise((resolve) => {
    const log = [];
    const child = spawn(command, args, { cwd: root, env: { ...process.env, TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const end = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* nobody is left in the group */ } };
    const watch = setTimeout(() => { log.push(Buffer.from(`\nnot ok - ${[command, ...args].join(' ')}: no end after ${minutes} minutes\n`)); end(); }, minutes * 60_000);
    child.stdout.on('data', (chunk) => log.push(chunk));
    child.stderr.on('data', (chunk) => log.push(chunk));
    child.on('error', (error) => log.push(Buffer.from(String(error))));
    child.on('exit', end);
    child.on('close', (code) => {
      clearTimeout(watch);
      resolve({ code: code ?? 1, text: Buffer.concat(log).toString().replace(/\x1b\[[0-9;]*m/g, '') }); // doctest colours what it prints in node
    });
  });
}

const sum = (text, pattern, group) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[group]), 0);

/** Every runner's own closing lines: doctest's, ctest's, node's. */
function count({ code, text }) {
  let passed = sum(text, /test cases:\s*\d+ \|\s*(\d+) passed/g, 1);
  let failed = sum(text, /test cases:\s*\d+ \|\s*\d+ passed \|\s*(\d+) failed/g, 1);
  const doctests = [...text.matchAll(/test cases:\s*\d+ \|/g)].length;
  const outOf = /(\d+) tests failed out of (\d+)/.exec(text);
  if (outOf) {
    // ctest: programs without doctest count one each; one that died without a summary counts as failed.
    passed += Math.max(0, Number(outOf[2]) - doctests - Number(outOf[1]));
    failed = Math.max(failed, Number(outOf[1]));
  }
  passed += sum(text, /^# pass (\d+)$/gm, 1);
  failed += sum(text, /^# fail (\d+)$/gm, 1) + sum(text, /^# cancelled (\d+)$/gm, 1) + sum(text, /^# (?:skipped|todo) (\d+)$/gm, 1);
  if (code !== 0 && failed === 0) failed = 1;
  if (passed + failed === 0) failed = 1; // a file that ran nothing has not passed
  return { passed, failed };
}

const words = process.argv.slice(2);
const long = words.includes('--long');
const wanted = words.filter((word) => word !== '--long');
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`no suite named ${unknown.join(', ')}; there are ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}
const chosen = suites.filter((suite) => (wanted.length === 0 ? long || !suite.long : wanted.includes(suite.name)));
mkdirSync(join(root, 'build/tests'), { recursive: true });

const line = (name, { passed, failed }, seconds) => `${name.padEnd(14)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed  ${seconds.toFixed(0)} s`;
const total = { passed: 0, failed: 0 };

/** `parts`: what each command or file of the suite came to, in order. */
function report({ name }, parts) {
  const text = parts.map((part) => part.text).join('\n');
  writeFileSync(join(root, 'build/tests', `${name}.log`), text);
  const result = { passed: 0, failed: 0 };
  for (const part of parts) for (const key of ['passed', 'failed']) result[key] += part[key];
  total.passed += result.passed;
  total.failed += result.failed;
  console.log(line(name, result, parts.reduce((all, { seconds }) => all + seconds, 0)));
  for (const part of parts.filter(({ failed }) => failed > 0)) {
    const lines = part.text.split('\n');
    const telling = lines.filter((one) => /not ok|ERROR|FAILED|error:|AssertionError|^\s+(expected|actual|message|location):/.test(one)).slice(0, 60);
    console.log([part.of, ...telling, '…', ...lines.slice(-40)].map((one) => `    ${one}`).join('\n'));
  }
}

async function timed(of, command, minutes) {
  const started = Date.now();
  const { code, text } = await run(command, minutes);
  return { of, code, text, seconds: (Date.now() - started) / 1000 };
}

for (const suite of chosen.filter(({ commands }) => commands)) {
  const parts = [];
  for (const command of suite.commands) {
    parts.push(await timed(command.join(' '), command, 60));
    if (parts.at(-1).code !== 0) break;
  }
  // Only the last one tests; the others must merely have succeeded.
  const whole = { of: parts.at(-1).of, text: parts.map(({ text }) => text).join('\n'), code: parts.at(-1).code, seconds: parts.reduce((all, { seconds }) => all + seconds, 0) };
  report(suite, [{ ...whole, ...count(whole) }]);
}

/** Pieces of work for the lanes. */
const queue = [];
const turns = [];
for (const suite of chosen.filter(({ files }) => files)) {
  const files = globSync(suite.files, { cwd: root }).sort();
  const parts = [];
  let left = files.length;
  const one = async (file) => {
    const minutes = suite.long ? patience.longFile : patience.file;
    const part = await timed(file, [process.execPath, '--test-reporter', 'tap', '--test-force-exit', ...(suite.long ? [] : [`--test-timeout=${patience.test * 60_000}`]), file], minutes);
    parts[files.indexOf(file)] = { ...part, ...count(part) };
    if (part.seconds > 20) console.log(`  ${file}: ${part.seconds.toFixed(0)} s`); // so that a run which is cut short tells how far it came
    left -= 1;
    if (left === 0) report(suite, parts);
  };
  if (files.length === 0) report(suite, [{ of: suite.files, text: 'no such file', seconds: 0, passed: 0, failed: 1 }]);
  (suite.inTurn ? turns : queue).push(...files.map((file) => () => one(file)));
}
if (turns.length > 0) queue.unshift(async () => { for (const turn of turns) await turn(); });
await Promise.all(Array.from({ length: lanes }, async () => {
  for (let work = queue.shift(); work; work = queue.shift()) await work();
}));

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
