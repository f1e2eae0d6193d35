// SPDX-License-Identifier: MIT
// Build: kiosk-worker.js, with the list of what a visitor of a kiosk may need, and a version that changes when any of it does.

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of organizers, researchers and browsers without service workers: not kept on a tablet. */
const others = /^(?:workbench|research|studio|frame\.js|kiosk-worker)|^assets\/(?:workbench|research|studio|[a-z-]+-(?:desk|studio|export)-|.*-twin-)|^content\/(?:schema\/|dialect|.*\/versions\/)|\.map$|custom-elements/;

export function kioskWorker(out: string): string {
  const files = globSync('**/*.{html,js,css,json,wasm,svg,png,jpg,webp}', { cwd: out })
    .filter((file) => !others.test(file))
    .sort();
  const version = createHash('sha256');
  for (const file of files) version.update(`${file} `).update(readFileSync(join(out, file)));
  return readFileSync(new URL('../frame/kiosk-worker.js', import.meta.url), 'utf8')
    .replace(/^\/\* global .*\n/m, '')
    .replace('__FILES__', () => JSON.stringify(files))
    .replace('__VERSION__', version.digest('hex').slice(0, 16));
}
