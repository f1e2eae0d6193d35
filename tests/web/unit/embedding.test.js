// SPDX-License-Identifier: MIT
// Tests: the guide of embedding names tests that exist: each file, and each test by the beginning of its name.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { troubles } from '../troubles/pages.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guide = readFileSync(join(root, 'web/EMBEDDING.md'), 'utf8');
const rows = [...guide.matchAll(/^\| (\d+) \|(.*)\|(.*)\|(.*)\|$/gm)].map(([, number, trouble, answer, shown]) => ({ number: Number(number), trouble, answer, shown }));

function files(folder) {
  return readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)]));
}
const tests = files(join(root, 'tests')).filter((file) => /\.(js|cpp)$/.test(file) && !file.includes('node_modules'));

test('twenty-five troubles, each with what is done and what shows it', () => {
  assert.deepEqual(rows.map(({ number }) => number), Array.from({ length: 25 }, (_, at) => at + 1));
  for (const { number, answer, shown } of rows) assert.ok(answer.trim().length > 10 && shown.trim().length > 10, String(number));
});

test('every test that is named exists', () => {
  let quoted = 0;
  for (const { number, shown } of rows) {
    for (const [, path] of shown.matchAll(/`((?:tests\/)?[\w/.-]+\.(?:js|cpp)|tests\/[\w/-]+\/?)`/g)) {
      const there = path.startsWith('tests/') ? existsSync(join(root, path)) : tests.some((file) => basename(file) === path);
      assert.ok(there, `${number}: ${path}`);
    }
    // By what stands between quotes, up to the dots; signs of quotation differ.
    const plain = (text) => text.replace(/[’'“”"`]/g, '');
    for (const [, name] of shown.matchAll(/"([^"]+)"/g)) {
      quoted += 1;
      const start = plain(name.replace(/…$/, ''));
      assert.ok(tests.some((file) => plain(readFileSync(file, 'utf8')).includes(`test(${start}`)), `${number}: ${name}`);
    }
  }
  assert.ok(quoted >= 10);
});

test('each page of a trouble is named in the guide, and none that is not there', () => {
  const named = [...guide.matchAll(/\bpages? ((?:`[\w-]+`(?:, )?)+)/g)].flatMap(([, list]) => [...list.matchAll(/`([\w-]+)`/g)].map(([, id]) => id));
  assert.deepEqual([...new Set(named)].sort(), Object.keys(troubles).sort());
});

test('what the guide quotes outside its table is the name of a test too', () => {
  const after = guide.slice(guide.indexOf('## What a page of yours needs'));
  const plain = (text) => text.replace(/[’'“”"`]/g, '');
  const quoted = [...after.matchAll(/"([^"=]+ [^"=]+…)"/g)].map(([, name]) => plain(name.replace(/…$/, '')));
  assert.ok(quoted.length >= 5);
  for (const name of quoted) assert.ok(tests.some((file) => plain(readFileSync(file, 'utf8')).includes(`test(${name}`)), name);
});
