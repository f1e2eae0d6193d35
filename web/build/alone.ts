// SPDX-License-Identifier: MIT
// Build: the workbench and the studio as one file each, that opens from a disk and can reach nothing: scripts are allowed by their hash, and
// connect-src is 'none'. For an organizer whose ballots must not touch a browser that has a way out, or who has no site yet.

import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { compiledMessages, exportWords, languages, plainWords, type Group } from './messages.ts';
import { bareStyles } from './bare.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What is fetched from beside a hosted page stands inside of this one. */
const inside: Plugin = {
  name: 'triptych-alone',
  enforce: 'pre',
  resolveId(source) {
    if (source.endsWith('/manifest.ts')) return path('../src/desk/manifest-alone.ts');
    if (source.endsWith('/templates.ts')) return path('../src/studio/templates-alone.ts');
    // Larger than all the rest, for browsers that cannot run the studio's own module either.
    if (source.endsWith('-twin.js')) return '\0twin';
    return source.endsWith('?worker&url') ? '\0worker' : undefined;
  },
  load(id) {
    if (id === '\0twin') return "export default () => { throw new Error('no WebAssembly'); };";
    if (id !== '\0worker') return undefined;
    return `import { workerAddress } from ${JSON.stringify(path('../src/desk/manifest-alone.ts'))}; export default workerAddress();`;
  },
};

/** One script without imports. */
async function script(entry: string, target: string[], format: 'es' | 'iife'): Promise<string> {
  const built = await build({
    configFile: false,
    root: path('../'),
    publicDir: false,
    logLevel: 'warn',
    plugins: [inside, { name: 'triptych-styles', transform: bareStyles }],
    build: { write: false, modulePreload: false, chunkSizeWarningLimit: 2000, target, rollupOptions: { input: path(entry), external: ['crypto'], output: { format, codeSplitting: false } } },
  });
  const { output } = built as Rolldown.RolldownOutput;
  if (output.length !== 1 || output[0].imports.length > 0) throw new Error(`${entry} is not one file`);
  // Inside of an element, the only text that would end it.
  return output[0].code.replaceAll('</script', '<\\/script');
}

export function alonePolicy(code: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hash(code)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html triptych 'allow-duplicates'",
  ].join('; ');
}

type Bytes = Record<string, Uint8Array>;

/** What a browser holds and never runs: base64 by kind and name. */
const held = (kind: string, name: string, bytes: string | Uint8Array): string => `<script type="text/plain" data-${kind}="${name}">${base64(bytes)}</script>`;

function page(title: string, code: string, parts: readonly string[], mark = ''): string {
  const style = readFileSync(path('../demonstration.css'), 'utf8');
  const head = [`${mark}<meta http-equiv="Content-Security-Policy" content="${alonePolicy(code, style)}">`, `<style>${style}</style>`];
  return readFileSync(path('../desk.html'), 'utf8')
    .replace(/\n {2}<link [^>]*>/g, '')
    .replace('<!-- head -->', () => head.join('\n  '))
    .replace('{{title}}', title)
    .replace('</body>', () => `${parts.join('\n')}\n<script type="module">${code}</script>\n</body>`);
}

const modules = (wasm: Bytes): string[] => Object.entries(wasm).map(([name, bytes]) => held('wasm', name, bytes));
const messages = (language: string, group: Group): string => held('messages', `${language}-${group}`, compiledMessages(language)[group]);
const words = (language: string): string => held('messages', `${language}-export`, JSON.stringify(exportWords(language)));

/** workbench-alone.html, whole. */
export async function workbenchAlone(title: string, wasm: Bytes, target: string[]): Promise<string> {
  const code = await script('../src/desk/workbench-page.ts', target, 'es');
  const worker = await script('../src/desk/workbench.worker.ts', target, 'iife');
  return page(title, code, [...modules(wasm), held('worker', 'workbench', worker), ...languages().flatMap((language) => [messages(language, 'desk'), words(language)])]);
}

/** studio-alone.html, whole, with the surveys of content/ to begin from. `mark`: of the head, what triptych.js is. */
export async function studioAlone(title: string, wasm: Bytes, mark: string, target: string[]): Promise<string> {
  const code = await script('../src/studio/studio-page.ts', target, 'es');
  const content = path('../../content/');
  const surveys = globSync('*/{widget,questionnaire,disclosure,references,next}.json', { cwd: content }).concat(globSync('*/explainers/*.json', { cwd: content })).sort();
  return page(title, code, [
    ...modules(wasm),
    ...languages().flatMap((language) => [...(['core', 'more', 'studio'] as const).map((group) => messages(language, group)), words(language)]),
    held('messages', 'plain', JSON.stringify(plainWords())),
    ...surveys.map((file) => held('content', file, JSON.stringify(JSON.parse(readFileSync(join(content, file), 'utf8'))))),
  ], mark);
}
