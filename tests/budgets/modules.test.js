// SPDX-License-Identifier: MIT
// Tests: what each WebAssembly module weighs with its glue, as a visitor downloads it.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { brotli } from '../web/drivers/static-server.js';

const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const built = fileURLToPath(new URL('../../build/wasm', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'budgets-'));
after(() => rmSync(folder, { recursive: true }));

/** The glue that all modules share, as the site ships it: minified, dead code gone. */
async function minified() {
  const bundle = await rolldown({ input: fileURLToPath(new URL('../../web/src/engine/instance.ts', import.meta.url)), platform: 'browser', onLog: () => {} });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const file = join(folder, 'glue.js');
  writeFileSync(file, output[0].code);
  return file;
}

const glue = brotli(await minified()).length;

for (const [name, { limit, goal }] of Object.entries(budgets.modules)) {
  test(`${name}.wasm with the glue is at most ${limit} bytes`, (context) => {
    assert.ok(existsSync(join(built, `${name}.wasm`)), `build/wasm/${name}.wasm is not built`);
    const wasm = brotli(join(built, `${name}.wasm`)).length;
    const aim = goal ? `, goal ${goal} ${wasm + glue <= goal ? 'met' : 'missed'}` : '';
    context.diagnostic(`${name}: wasm ${wasm} + glue ${glue} = ${wasm + glue} bytes (limit ${limit}${aim})`);
    assert.ok(wasm + glue <= limit, `${wasm} + ${glue} bytes`);
  });
}
