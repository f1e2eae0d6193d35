// SPDX-License-Identifier: MIT
// Drivers: the product as a new user starts it: dist/ served by build/native/triptych on a store of its own, behind a wire that tests watch.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended, until } from './wait.js';
import { wire } from './wire.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const dist = join(root, 'dist');
const triptych = join(root, 'build/native/triptych');

/** `args`: more of `triptych serve`. `simulated`: how many simulated ballots the store starts with, as build-scripts/run does; 0: an empty store. */
export async function startSite({ simulated = 400, folder = dist, args = [] } = {}) {
  for (const made of [triptych, join(folder, 'index.html')]) if (!existsSync(made)) throw new Error(`${made} is missing: run build-scripts/build`);
  const work = mkdtempSync(join(tmpdir(), 'triptych-site-'));
  const store = join(work, 'store.sqlite');
  const seed = join(work, 'simulated.ballots');
  const questionnaire = join(folder, 'content/ai-in-care/questionnaire.json');
  if (simulated > 0) execFileSync(triptych, ['simulate', questionnaire, '--count', String(simulated), '--seed', '2026', '--out', seed]);
  const said = [];
  const server = spawn(triptych, ['serve', '--site', folder, '--store', store, '--port', '0', ...(simulated > 0 ? ['--seed', seed] : ['--simulated']), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => said.push(String(data)));
  const address = await until(() => {
    if (server.exitCode !== null) throw new Error(`triptych serve ended: ${said.join('')}`);
    return /http:\/\/127\.0\.0\.1:\d+/.exec(said.join(''))?.[0];
  }, () => `triptych serve does not say where it listens: ${said.join('')}`);
  const between = await wire(address);
  return {
    url: between.url,
    wire: between,
    /** Everything the server has said: it must name no visitor. */
    log: () => said.join(''),
    /** The ballots in the store, as the association's own copy: lines of base64url, without the header. */
    ballots() {
      const copy = join(work, 'copy.ballots');
      execFileSync(triptych, ['dump', store, '--out', copy]);
      return execFileSync('tail', ['-n', '+2', copy], { encoding: 'utf8' }).split('\n').filter((line) => line && !line.startsWith('{'));
    },
    async close() {
      await between.close();
      server.kill('SIGTERM');
      await ended(server);
      rmSync(work, { recursive: true });
    },
  };
}
