// SPDX-License-Identifier: MIT
// Tests: rules of the page that a reading of the source can hold: the policy, the sinks, the chunks, the documented surface.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { elementsManifest } from '../../../web/build/elements-manifest.ts';
import { contentSecurityPolicy } from '../../../web/build/page.ts';

const source = fileURLToPath(new URL('../../../web/src', import.meta.url));
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.endsWith('wasm'))
  .map((entry) => join(entry.parentPath, entry.name));
const text = new Map(files.map((file) => [relative(source, file), readFileSync(file, 'utf8')]));

test('the policy names the collector where it is elsewhere, and nothing else', () => {
  const here = contentSecurityPolicy({ collect: { kind: 'triptych', url: '../../ballots' } });
  assert.match(here, /(^|; )connect-src 'self'(;|$)/);
  assert.match(here, /default-src 'none'/);
  assert.match(here, /require-trusted-types-for 'script'; trusted-types lit-html triptych 'allow-duplicates'$/);
  assert.doesNotMatch(here, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
  const elsewhere = contentSecurityPolicy({ collect: { kind: 'http', url: 'https://collector.example:8443/in/ballots' } });
  assert.match(elsewhere, /connect-src 'self' https:\/\/collector\.example:8443(;|$)/);
});

test('no sink for HTML or scripts outside trusted.ts, no inline style', () => {
  for (const [file, code] of text) {
    assert.doesNotMatch(code, /(?:inner|outer)HTML\s*[+|?&]*=(?!=)|insertAdjacentHTML|unsafeHTML|unsafeStatic|styleMap|document\.write|\bstyle=|setAttribute\('style'|new Function|\beval\(/, file);
    if (file !== 'trusted.ts') assert.doesNotMatch(code, /createPolicy/, file);
    if (file !== 'scripts.ts') assert.doesNotMatch(code, /createElement\('script'\)/, file);
  }
});

test('each chunk is loaded under the name of the module it imports, and never by a bare import', () => {
  let chunks = 0;
  for (const [file, code] of text) {
    const named = [...code.matchAll(/\b(?:load|later)\(\s*'([^']+)',\s*\(\) => import\('([^']+)'\)/g)];
    for (const [, name, path] of named) {
      assert.equal(relative(source, join(source, dirname(file), path)).replace(/\.[jt]s$/, ''), name, file);
      chunks += 1;
    }
    const imports = [...code.matchAll(/\bimport\('/g)].length - [...code.matchAll(/typeof import\('|: import\('|<import\('/g)].length;
    assert.ok(file.endsWith('.d.ts') || imports === named.length, `${file} imports a chunk without its integrity`);
  }
  assert.ok(chunks >= 6);
});

test('the entry script is classic: no import, no export, no import.meta', () => {
  const entry = text.get('entry.ts');
  assert.doesNotMatch(entry, /^export|import\.meta|\bimport\(/m);
});

const { modules: [{ declarations: [element] }] } = elementsManifest();
const names = (list) => list.map(({ name }) => name).sort();
const everything = [...text].filter(([file]) => !/^(explainers|results|engine)\//.test(file)).map(([, code]) => code).join('\n');

test('the manifest documents every attribute, part, slot, event and custom property, and no other', () => {
  const widget = text.get('elements/triptych-widget.ts');
  const observed = /static override properties = \{([^]*?)\n {2}\};/.exec(widget)[1];
  const attributes = [...observed.matchAll(/^ {4}(\w+): \{([^}]*)\}/gm)].map(([, name, options]) => /attribute: '([^']+)'/.exec(options)?.[1] ?? name);
  assert.deepEqual(names(element.attributes).filter((name) => !['scheme', 'data-base', 'facilitate'].includes(name)), attributes.sort());
  assert.match(widget, /hasAttribute\('facilitate'\)/);
  assert.match(text.get('elements/first.styles.ts'), /:host\(\[scheme='dark'\]\)/);
  assert.match(text.get('entry.ts'), /triptych-widget\[data-base\]/);

  const parts = new Set([...everything.matchAll(/part="([^"]+)"/g)].flatMap(([, list]) => list.replace(/\$\{[^}]*\}/g, '').split(/\s+/)).filter(Boolean));
  const documented = new Set([...names(element.cssParts), 'confiance', 'participation', 'engagement', 'primary', 'secondary', 'quiet']);
  for (const part of parts) assert.ok(documented.has(part), `part ${part} is not documented`);
  for (const part of names(element.cssParts)) assert.ok(parts.has(part), `part ${part} is documented and not there`);

  const slots = new Set([...everything.matchAll(/<slot(?: name="([^"]+)")?>/g)].map(([, name]) => name ?? ''));
  assert.deepEqual(names(element.slots), [...slots].sort());

  const properties = new Set([...everything.matchAll(/var\((--triptych-[\w-]+)/g)].map(([, name]) => name));
  assert.deepEqual(names(element.cssProperties), [...properties].sort());
});

test('events carry the survey, the screen and its page, an error code, and nothing else', () => {
  const declared = /export interface WidgetEvents \{([^]*?)\n\}/.exec(text.get('store/widget-store.ts'))[1];
  const events = Object.fromEntries([...declared.matchAll(/(\w+): \{ ([^}]*) \};/g)].map(([, name, fields]) => [name, fields.split('; ').map((field) => field.split(':')[0])]));
  assert.deepEqual(events, { ready: ['survey'], step: ['survey', 'screen', 'page'], submitted: ['survey'], error: ['survey', 'code'] });
  assert.deepEqual(names(element.events), Object.keys(events).map((name) => `triptych-${name}`).sort());
  for (const { name, type } of element.events) {
    const fields = [...type.text.matchAll(/(\w+):/g)].map(([, field]) => field);
    assert.deepEqual(fields, events[name.replace('triptych-', '')], name);
  }
});
