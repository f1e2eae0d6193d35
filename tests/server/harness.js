// SPDX-License-Identifier: MIT
// Tests: the real server on a free loopback port, a site made for the purpose, and real ballots of its questionnaire.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const triptych = process.env.TRIPTYCH ?? join(root, 'build/native/triptych');
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const temporary = [];
process.on('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'triptych-server-'));
  temporary.push(folder);
  return folder;
}

const policy = (survey) => ({
  version: 1, survey, anonymity: null,
  one_way: { items: 'all', min_answers: 11, min_categories: 2, total_step: 5 },
  batches: { min_new: 11, min_categories_moved: 2, decrease: 'refused', scope: 'all_tables_or_none', max_snapshots: 10 },
  crossed: { when: 'closing', primary: { from: 1, to: 10 }, zeros: 'shown', companions: { min_protection: 11, zeros: 'never' }, tables: [['useful', 'role']] },
  rows: { when: 'closing', k: 11, counting: 'strict', max_dropped_share: 0.05, sensitive: [] },
  quasi_identifiers: [{ question: 'role', levels: [] }],
});

/** Many boxes make many different ballots; 45 bits of answers leave unused ones in the last byte and in the last character. */
const questionnaire = {
  title: 'Fixture',
  triptych: { text_rev: 1 },
  pages: [{
    name: 'page',
    elements: [
      { type: 'radiogroup', name: 'useful', choices: ['yes', 'rather', 'no'], showDontKnowItem: true },
      { type: 'radiogroup', name: 'role', choices: ['patient', 'carer', 'professional'] },
      { type: 'checkbox', name: 'wishes', choices: Array.from({ length: 37 }, (_, i) => `wish${i}`) },
    ],
  }],
};

/** DIR/content/<survey> with a small questionnaire, and a page. */
export function makeSite({ surveys = ['fixture'], ...overrides } = {}) {
  const site = join(temporaryFolder(), 'site');
  for (const survey of surveys) writeSurvey(site, survey, overrides);
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Page</title><p>Hello');
  return site;
}

/** `widget` overrides fields of widget.json; `change` and `changePolicy` get the other two files before they are written. */
export function writeSurvey(site, survey, { widget = {}, change = (json) => json, changePolicy = (json) => json } = {}) {
  const content = join(site, 'content', survey);
  mkdirSync(content, { recursive: true });
  const settings = {
    version: 1, survey, questionnaire: 'questionnaire.json', wave: 1, languages: ['fr', 'en'], explainers: [], references: 'references.json',
    disclosure: 'disclosure.json', controller: { name: 'Association', contact: 'a@association.example', dpo: 'd@association.example' },
    collect: { kind: 'triptych', url: '/ballots' }, results: { url: `results/${survey}.json` }, omit: [], include: [],
    period: { kind: 'week' }, retention: { days: 365 }, ...widget,
  };
  writeFileSync(join(content, 'widget.json'), JSON.stringify(settings));
  writeFileSync(join(content, 'questionnaire.json'), JSON.stringify(change(structuredClone(questionnaire)), null, 1));
  writeFileSync(join(content, 'disclosure.json'), JSON.stringify(changePolicy(policy(survey))));
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts serve and waits until it listens. `wrap` is a command line to run it under, e.g. ['strace', '-f']. */
export async function startServer({ site, store, args = [], wrap = [], limits = false }) {
  // The caps per address would meet these tests' own floods: only the tests of the caps keep them.
  const caps = limits ? [] : ['--posts-per-minute', '0', '--connections-per-address', '0'];
  const command = [...wrap, triptych, 'serve', '--site', site, '--store', store, '--port', '0', '--json', '--lang', 'en', ...caps, ...args];
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const server = { child, output: '', errors: '', exited: null };
  server.exited = new Promise((resolve) => child.on('close', (code, signal) => { running.delete(child); resolve({ code, signal }); }));
  child.stderr.on('data', (chunk) => { server.errors += chunk; });
  const line = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout.on('data', (chunk) => {
      server.output += chunk;
      if (server.output.includes('\n')) resolve(server.output.split('\n')[0]);
    });
    server.exited.then(({ code }) => reject(new Error(`serve ended with ${code}: ${server.errors}`)));
  });
  const answer = JSON.parse(line);
  if (!answer.ok) {
    await server.exited;
    throw new Error(server.errors);
  }
  server.started = answer.value;
  server.url = server.started.address.replace(/\/$/, '');
  server.port = Number(new URL(server.url).port);
  /** Of the server itself: a child of the program it runs under, or that process if it became the server (prlimit). */
  server.pid = () => Number(spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).stdout.split('\n')[0]) || child.pid;
  server.kill = async (signal) => { process.kill(server.pid(), signal); return server.exited; };
  server.stop = async () => {
    const { code } = await server.kill('SIGTERM');
    assert.equal(code, 0, server.errors);
  };
  return server;
}

/** serve that must refuse to start: its exit code and what it said. */
export async function failingServer({ site, store, args = [] }) {
  try {
    const server = await startServer({ site, store, args });
    await server.kill('SIGKILL');
  } catch (error) {
    return String(error.message);
  }
  throw new assert.AssertionError({ message: 'the server started' });
}

/** One request; `agent` keeps connections. Header fields as given, none added but what node needs. */
export function request(server, { method = 'GET', path = '/', headers = {}, body, agent, localAddress } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = http.request({ host: '127.0.0.1', port: server.port, method, path, headers, agent, localAddress }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
export const json = (response) => JSON.parse(response.body.toString());
export const post = (server, text, { headers = {}, ...rest } = {}) =>
  request(server, { method: 'POST', path: '/ballots', body: text, headers: { 'Content-Type': 'text/plain;charset=UTF-8', 'Content-Length': Buffer.byteLength(text), ...headers }, ...rest });

/** Sends bytes as they are and gives what comes back until the server closes, or `patience` passes. */
export function raw(server, bytes, { patience = 3000 } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const chunks = [];
    let done = false;
    const finish = () => {
      if (done) return;
      done = true;
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('latin1'));
    };
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', finish);
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(bytes));
    setTimeout(finish, patience).unref();
    setTimeout(() => { if (!done) reject(new Error('raw never ended')); }, patience + 5000).unref();
  });
}
export const statusOf = (text) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0);

const ids = { at: 10, length: 16 };
const flags = { at: 1, simulated: 1 };

/** Ballots of a site's survey, as `simulate` makes them, without the flag that says so unless asked. */
export function sampleBallots(site, { survey = 'fixture', count = 50, simulated = false } = {}) {
  const out = join(temporaryFolder(), 'sample.ballots');
  execFileSync(triptych, ['simulate', join(site, 'content', survey, 'questionnaire.json'), '--count', String(count), '--seed', '7', '--out', out]);
  return readFileSync(out, 'utf8').trim().split('\n').slice(1).map((line) => {
    const bytes = Buffer.from(line, 'base64url');
    if (!simulated) bytes[flags.at] &= ~flags.simulated;
    return bytes;
  });
}
/** The same answers under another id: a new ballot. */
export function withId(bytes, id = randomBytes(ids.length)) {
  const copy = Buffer.from(bytes);
  id.copy(copy, ids.at);
  return copy;
}
export const idOf = (bytes) => bytes.subarray(ids.at, ids.at + ids.length).toString('hex');
export const text = (bytes) => bytes.toString('base64url');
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A store read by SQLite's own shell, which knows nothing of us. */
export const sqlite = (store, sql) => execFileSync('sqlite3', ['-batch', '-noheader', store, sql], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
export function storedBallots(store) {
  const rows = sqlite(store, 'SELECT lower(hex(id)) || \' \' || lower(hex(bytes)) FROM ballot');
  return new Map(rows.split('\n').filter(Boolean).map((row) => row.split(' ')));
}

/** Posts `ballots` over `connections` kept-alive connections until done or `stop()` is true; calls `took` with each answer, or null. */
export async function flood(server, ballots, { connections = 32, took = () => {}, stop = () => false }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (next < ballots.length && !stop()) {
      const ballot = ballots[next++];
      took(ballot, await post(server, text(ballot), { agent }).catch(() => null));
    }
  }));
  agent.destroy();
}
