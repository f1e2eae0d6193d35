// SPDX-License-Identifier: MIT
// Drivers: dist/ on a plain static server with one bundle in data/, made by the command line from simulated ballots, as an organizer would upload it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentSecurityPolicy } from '../../../web/build/page.ts';
import { bundleName, describeBundle } from '../../../web/src/desk/bundle.ts';
import { zip } from '../../../web/src/desk/save.ts';
import { dist } from './site.js';
import { serve } from './static-server.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const triptych = join(root, 'build/native/triptych');
const content = join(root, 'content/ai-in-care');
export const policy = join(content, 'disclosure.json');
export const questionnaire = join(content, 'questionnaire.json');

export function simulate(file, count, seed) {
  execFileSync(triptych, ['simulate', questionnaire, '--count', String(count), '--seed', String(seed), '--out', file]);
  return file;
}

/** `published: false`: nothing in data/ yet. */
export async function startPublished({ published = true } = {}) {
  const work = mkdtempSync(join(tmpdir(), 'triptych-published-'));
  const folder = join(work, 'site');
  cpSync(dist, folder, { recursive: true });
  rmSync(join(folder, 'data'), { recursive: true, force: true });
  const bundle = join(work, 'bundle');
  const ballots = simulate(join(work, 'wave.ballots'), 900, 7);
  let file = '';
  if (published) {
    execFileSync(triptych, ['export', questionnaire, ballots, '--policy', policy, '--close', '--date', '2026-11-26', '--lang', 'fr', '--out', bundle]);
    const files = new Map(readdirSync(bundle).map((name) => [name, new Uint8Array(readFileSync(join(bundle, name)))]));
    const bytes = zip(files);
    file = `${bundleName(files)}.zip`;
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', file), bytes);
    const described = describeBundle(files, file, bytes.length, createHash('sha256').update(bytes).digest('hex'));
    writeFileSync(join(folder, 'data/index.json'), JSON.stringify({ version: 1, bundles: [described] }));
  }
  const server = await serve(folder, {
    prefix: '/a/b/',
    answer(_request, response) {
      response.setHeader('content-security-policy', contentSecurityPolicy({}));
      return false;
    },
  });
  return {
    url: server.url,
    requests: server.requests,
    /** The site's files, the bundle's, a folder to write into. */
    folder,
    bundle,
    work,
    /** A file of simulated ballots: the bundle's, where there is one. */
    ballots,
    /** Of the bundle, in data/. */
    file,
    async close() {
      await server.close();
      rmSync(work, { recursive: true });
    },
  };
}
