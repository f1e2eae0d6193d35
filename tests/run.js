// SPDX-License-Identifier: MIT
// Tests: runs every suite, counts what each printed, and ends with one plain total.
// Usage: node tests/run.js [--long] [suite…]; --long adds soak, kill loops and large numbers; output of each goes to build/tests/<suite>.log, and to the screen where it failed.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = process.execPath;
const jobs = String(availableParallelism());
const ctest = (folder) => ['ctest', '--test-dir', folder, '--verbose', '-j', jobs];
const nodeTest = (...globs) => [node, '--test', '--test-concurrency', '1', '--test-reporter', 'tap', ...globs];

/** In the order in which a failure says most: structure, core, then what stands on it. */
const suites = [
  { name: 'architecture', command: nodeTest('tests/architecture/*.test.js') },
  { name: 'native', before: [['cmake', '--preset', 'dev'], ['cmake', '--build', 'build/dev']], command: ctest('build/dev') },
  { name: 'sanitizers', before: [['cmake', '--preset', 'asan'], ['cmake', '--build', 'build/asan']], command: ctest('build/asan') },
  { name: 'webassembly', command: ctest('build/wasm') },
  { name: 'content', command: nodeTest('tests/content/*.test.js') },
  { name: 'golden', command: nodeTest('tests/golden/*.test.js') },
  { name: 'export', command: nodeTest('tests/export/*.test.js') },
  { name: 'oracle', command: nodeTest('tests/oracle/*.test.js') },
  { name: 'command-line', command: nodeTest('tests/cli/*.test.js') },
  { name: 'server', command: nodeTest('tests/server/*.test.js') },
  { name: 'web', command: nodeTest('tests/web/unit/*.test.js') },
  { name: 'browser', command: nodeTest('tests/web/browser/*.test.js') },
  { name: 'journey', command: nodeTest('tests/web/journey/*.test.js') },
  { name: 'collectors', command: nodeTest('tests/collectors/*.test.js') },
  { name: 'wordpress', command: nodeTest('tests/wordpress/*.test.js') },
  { name: 'budgets', command: nodeTest('tests/budgets/*.test.js') },
  { name: 'long', long: true, command: nodeTest('tests/long/*.test.js') },
];

function run([command, ...args], log) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => log.push(chunk));
    child.stderr.on('data', (chunk) => log.push(chunk));
    child.on('error', (error) => { log.push(Buffer.from(String(error))); resolve(127); });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const sum = (text, pattern, group) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[group]), 0);

/** Every runner's own closing lines: doctest's, ctest's, node's. */
function count(text, code) {
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
  if (passed + failed === 0) failed = 1; // a suite that ran nothing has not passed
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

mkdirSync(join(root, 'build/tests'), { recursive: true });
let passed = 0;
let failed = 0;
for (const suite of suites.filter((suite) => (wanted.length === 0 ? long || !suite.long : wanted.includes(suite.name)))) {
  const started = Date.now();
  const log = [];
  let code = 0;
  for (const command of [...(suite.before ?? []), suite.command]) {
    code = await run(command, log);
    if (code !== 0) break;
  }
  const text = Buffer.concat(log).toString().replace(/\x1b\[[0-9;]*m/g, ''); // doctest colours what it prints in node
  writeFileSync(join(root, 'build/tests', `${suite.name}.log`), text);
  const result = count(text, code);
  passed += result.passed;
  failed += result.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${suite.name.padEnd(14)} ${String(result.passed).padStart(6)} passed ${String(result.failed).padStart(4)} failed  ${seconds} s`);
  if (result.failed > 0) {
    const lines = text.split('\n');
    const telling = lines.filter((line) => /not ok|ERROR|FAILED|error:|AssertionError|^\s+(expected|actual|message|location):/.test(line)).slice(0, 60);
    console.log([...telling, '…', ...lines.slice(-40)].map((line) => `    ${line}`).join('\n'));
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
