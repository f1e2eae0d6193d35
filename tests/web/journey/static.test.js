// SPDX-License-Identifier: MIT
// Tests: on a plain static server, under a path, collecting nothing: one learns, answers, compares, and nothing leaves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { engines } from '../drivers/index.js';
import { nginx } from '../drivers/nginx.js';
import { startSite } from '../drivers/site.js';
import { serve } from '../drivers/static-server.js';
import { Visitor } from './visitor.js';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const archive = fileURLToPath(new URL(`../../../build/triptych-site-${version}.zip`, import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'triptych-static-'));
let snapshot;
before(async () => {
  // The released snapshot that an organizer uploads beside the widget.
  const site = await startSite();
  try {
    const response = await fetch(`${site.url}results/ai-in-care.json`);
    assert.equal(response.status, 200);
    snapshot = await response.text();
  } finally {
    await site.close();
  }
});
after(() => rmSync(work, { recursive: true }));

/** What the association uploads: the zip's files, its widget.json collecting nothing, a snapshot. */
function upload(folder) {
  mkdirSync(folder, { recursive: true });
  execFileSync('unzip', ['-q', archive, '-d', folder]);
  const file = join(folder, 'content/ai-in-care/widget.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), collect: { kind: 'none' } }));
  mkdirSync(join(folder, 'results'), { recursive: true });
  writeFileSync(join(folder, 'results/ai-in-care.json'), snapshot);
  return folder;
}

const hosts = {
  'nginx under /a/b/': async () => { upload(join(work, 'root/a/b')); return nginx(join(work, 'root'), { path: '/a/b/' }); },
  'a server that knows little, under /a/b/': async () => {
    const folder = upload(join(work, 'plain'));
    const server = await serve(folder, { prefix: '/a/b/' });
    return { url: server.url, requests: () => server.requests, close: server.close };
  },
};

test('the zip to upload is the one whose SHA-256 sum stands beside it, and holds no owner, no path outside and no second copy', () => {
  const [sum, name] = readFileSync(`${archive}.sha256`, 'utf8').trim().split(/\s+/);
  assert.ok(archive.endsWith(name));
  assert.equal(createHash('sha256').update(readFileSync(archive)).digest('hex'), sum);
  const names = execFileSync('unzip', ['-Z1', archive], { encoding: 'utf8' }).trim().split('\n');
  for (const one of ['index.html', 'triptych.js', 'content/ai-in-care/widget.json']) assert.ok(names.includes(one), `no ${one}`);
  assert.deepEqual(names.filter((one) => one.startsWith('/') || one.includes('..') || one.startsWith('results/')), []);
  assert.equal(new Set(names).size, names.length);
});

for (const [host, start] of Object.entries(hosts)) {
  test(`${host}: learn, answer, compare; nothing leaves`, async () => {
    const server = await start();
    const browser = await engines.chromium.launch();
    try {
      const page = await browser.page({ locale: 'fr-FR' });
      const asked = [];
      page.context.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
      const visitor = new Visitor(page, 'fr');
      await visitor.arrive(server.url);
      await visitor.enter('confiance');
      await visitor.movesTheSimulation();
      await visitor.beginsToAnswer();
      await visitor.answersEverything();
      await visitor.reads('ballot.title_nothing');
      await visitor.press('ballot.done');
      await visitor.reads('ballot.kept_nothing');
      await visitor.press('ballot.see_results');
      await visitor.seesAChart();
      await page.close();
      assert.deepEqual(asked.filter((line) => !line.startsWith(`GET ${server.url}`) && !line.startsWith('GET data:')), [], 'something left, or was asked outside the path');
      assert.ok(server.requests().length > 5);
      for (const { method, path } of server.requests()) {
        assert.equal(method, 'GET');
        assert.ok(path.startsWith('/a/b/'), path);
      }
      assert.deepEqual(page.problems, []);
    } finally {
      await browser.close();
      await server.close();
    }
  });
}
