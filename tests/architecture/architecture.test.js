// SPDX-License-Identifier: MIT
// Tests: the rules of the house that a program can see. Each names the rule it guards.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (file) => readFileSync(join(root, file), 'utf8');
// What git tracks or would track: build output never counts.
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)));
const under = (...prefixes) => files.filter((file) => prefixes.some((prefix) => file.startsWith(prefix)));
const ending = (list, ...ends) => list.filter((file) => ends.some((end) => file.endsWith(end)));

const rooms = new Map();
for (const [, name, needs] of read('CMakeLists.txt').matchAll(/^triptych_room\((\w+)(?: NEEDS ([\w ]+))?\)/gm)) {
  rooms.set(name, needs ? needs.split(' ') : []);
}
const outside = ['bindings', 'cli', 'server']; // may include any room; nothing includes them
const cpp = ending(under('src/'), '.h', '.cpp');
const includesOf = (file) => [...read(file).matchAll(/^#include ([<"])([^>"]+)[>"]/gm)].map(([, kind, path]) => ({ kind, path }));

test('every folder of src is a declared room, or one of the outside rooms', () => {
  const folders = new Set(under('src/').map((file) => file.split('/')[1]));
  for (const folder of folders) assert.ok(rooms.has(folder) || outside.includes(folder), `src/${folder} is not declared in CMakeLists.txt`);
  assert.ok(rooms.size >= 13, `only ${rooms.size} rooms were read from CMakeLists.txt`);
});

test('a room needs only rooms declared before it', () => {
  const seen = new Set();
  for (const [name, needs] of rooms) {
    for (const need of needs) assert.ok(seen.has(need), `${name} needs ${need}, which comes later or is unknown`);
    seen.add(name);
  }
});

test('a room includes only itself and the rooms it needs', () => {
  // The anonymity explainer runs the project's real rules; that header holds plain arrays and includes base only.
  const exceptions = new Set(['explainers→disclosure/rules.h']);
  let checked = 0;
  for (const file of cpp) {
    const room = file.split('/')[1];
    for (const { kind, path } of includesOf(file)) {
      if (kind !== '"') continue;
      if (file === 'src/cli/embedded.h' && path === 'embedded_locales.h') continue; // made by the build from content/locales
      const target = path.split('/')[0];
      assert.ok(path.includes('/'), `${file}: write "room/${path}"`);
      assert.ok(existsSync(join(root, 'src', path)), `${file} includes ${path}, which does not exist`);
      if (target === room || exceptions.has(`${room}→${path}`)) continue;
      assert.ok(!outside.includes(target) || outside.includes(room), `${file} includes ${path}: nothing may include ${target}`);
      if (!outside.includes(room)) {
        assert.ok(rooms.get(room).includes(target), `${file} includes ${path}, but ${room} does not need ${target}`);
      }
      checked += 1;
    }
  }
  assert.ok(checked > 50, `only ${checked} includes were checked`);
});

test('results and export see Released, never ballots or tallies; interview and tally never meet', () => {
  for (const room of ['results', 'export']) assert.ok(!rooms.get(room).includes('ballot') && !rooms.get(room).includes('tally'));
  assert.ok(!rooms.get('interview').includes('tally'));
  assert.ok(!rooms.get('tally').includes('interview'));
});

test('foreign headers stay in the rooms that own them', () => {
  const owners = [
    [/^nlohmann\//, ['json']],
    [/^boost\/math\//, ['stats']],
    [/^boost\/(?!math)/, ['server']],
    // In a page JavaScript itself writes and reads numbers and dates, which spares visitors a long-double library.
    [/^emscripten/, ['bindings', 'json', 'condition']],
    [/^sqlite3/, ['server', 'cli']],
    [/^duktape/, ['cli']],
    [/^unicode\//, ['cli']],
    [/^readstat/, ['cli']],
    [/^openssl\//, ['cli']],
    [/^curl\//, ['cli']],
    [/^expat/, ['cli']],
    [/^qrencode/, ['cli']],
    [/^(fstream|filesystem|cstdio|sys\/|unistd|iostream|chrono|ctime|time\.h|locale|thread|mutex)/, ['cli', 'server']],
    [/^regex$/, []],
  ];
  for (const file of cpp) {
    const room = file.split('/')[1];
    for (const { kind, path } of includesOf(file)) {
      if (kind !== '<') continue;
      for (const [pattern, allowed] of owners) {
        assert.ok(!pattern.test(path) || allowed.includes(room), `${file} includes <${path}>, which belongs to ${allowed.join(', ') || 'nobody'}`);
      }
    }
  }
});

test('only disclosure makes Released', () => {
  for (const file of cpp.filter((path) => !path.startsWith('src/disclosure/'))) {
    assert.ok(!/friend\s+(class|struct)\s+Released/.test(read(file)), file);
  }
  const header = cpp.filter((path) => path.startsWith('src/disclosure/') && path.endsWith('.h')).map(read).join('\n');
  const body = /class Released \{([\s\S]*?)\n\};/.exec(header)?.[1] ?? '';
  const [open, hidden] = body.split('private:');
  assert.ok(!/Released\(/.test(open), 'a constructor of Released is public');
  assert.match(hidden ?? '', /Released\(/, 'the constructor of Released must be private');
});

test('every source file opens with its licence and one line that says what it is', () => {
  const sources = ending(under('src/', 'web/src/', 'tests/'), '.h', '.cpp', '.ts', '.js').filter((file) => !file.includes('/engine/wasm/'));
  for (const file of sources) {
    const [first, second] = read(file).replace(/^#!.*\n/, '').split('\n');
    assert.equal(first, '// SPDX-License-Identifier: MIT', file);
    assert.match(second ?? '', /^(\/\/|\/\*\*?) ?\S/, `${file}: the second line must say what the file is`);
  }
});

test('headers are guarded by pragma once', () => {
  for (const file of ending(under('src/'), '.h')) assert.match(read(file), /^#pragma once$/m, file);
});

const codes = [...read('src/base/error_codes.def').matchAll(/^TRIPTYCH_ERROR\((\w+)\)/gm)].map(([, code]) => code);
const locales = readdirSync(join(root, 'content/locales')).filter((file) => file.endsWith('.json'));

test('every error code is unique, used, and has words in every language', () => {
  assert.ok(codes.length > 20);
  assert.equal(new Set(codes).size, codes.length, 'a code is listed twice');
  const usage = [...cpp.filter((file) => !file.endsWith('error_codes.def')), ...ending(under('web/src/'), '.ts')].map(read).join('\n');
  for (const code of codes) assert.match(usage, new RegExp(`(ErrorCode::|')${code}\\b`), `${code} is never raised`);
  for (const locale of locales) {
    const texts = JSON.parse(read(`content/locales/${locale}`));
    for (const code of codes) assert.equal(typeof texts[`error.${code}`], 'string', `${locale} lacks error.${code}`);
  }
});

test('all languages have the same keys, none empty', () => {
  assert.ok(locales.includes('fr.json') && locales.includes('en.json'));
  const keys = (file) => Object.keys(JSON.parse(read(`content/locales/${file}`))).sort();
  for (const locale of locales) {
    assert.deepEqual(keys(locale), keys('en.json'), locale);
    for (const [key, text] of Object.entries(JSON.parse(read(`content/locales/${locale}`)))) assert.ok(text.trim(), `${locale}: ${key} is empty`);
  }
});

test('elements of the page know the store, not the engine', () => {
  for (const file of ending(under('web/src/elements/', 'web/src/results/', 'web/src/explainers/'), '.ts')) {
    for (const [, kind, path] of read(file).matchAll(/^import (type )?[^;]*?from '([^']+)'/gm)) {
      assert.ok(kind || !/engine\/(?!.*\.d)(survey-engine|results-engine|explainers-engine|guard|wasm)/.test(path), `${file} imports ${path}`);
    }
  }
});

test('the contrast gate judges the colours that the widget wears', () => {
  const worn = [...read('web/src/elements/first.styles.ts').matchAll(/--triptych-([\w-]+), light-dark\((#\w+), (#\w+)\)/g)].map(([, name, light, dark]) => [name, light, dark]);
  const judged = [...read('src/package/contrast.cpp').matchAll(/\{"([\w-]+)", \{"(#\w+)", "(#\w+)"\}\}/g)].map(([, name, light, dark]) => [name, light, dark]);
  const long = (colour) => (colour.length === 4 ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour);
  assert.equal(worn.length, 7);
  assert.deepEqual(judged.toSorted(), worn.map(([name, ...colours]) => [name, ...colours.map(long)]).toSorted());
});

test('the root holds only what the design names', () => {
  const allowed = new Set([
    'CMakeLists.txt', 'CMakePresets.json', 'package.json', 'package-lock.json', 'README.md', 'ARCHITECTURE.md', 'PRIVACY.md', 'CONTRIBUTING.md',
    'LICENSE', '.clang-format', '.clang-tidy', '.editorconfig', '.gitignore', '.npmrc', '.ci', 'src', 'web', 'content', 'tests', 'build-scripts',
  ]);
  for (const file of files) assert.ok(allowed.has(file.split('/')[0]), `${file} is at the root`);
});

test('no lock file or script names a registry, no shipped script ends in .mjs', () => {
  assert.ok(!/"resolved"\s*:\s*"http/.test(read('package-lock.json')), 'package-lock.json names an address: see .npmrc');
  const host = new RegExp(['registry', 'npmjs'].join('\\.') + '|' + ['deb', 'debian', 'org'].join('\\.'));
  for (const file of files.filter((path) => !/\.(png|wasm|ballots|hex|bin)$/.test(path))) {
    assert.ok(!host.test(read(file)), `${file} names a package registry`);
    assert.ok(!file.startsWith('web/src/') || !file.endsWith('.mjs'), `${file}: nginx 1.22 serves .mjs as text/plain`);
  }
});
