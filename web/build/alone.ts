// SPDX-License-Identifier: MIT
// Build: a page of the desk as one file that opens from a disk and can reach nothing: its scripts are allowed by their hash, and connect-src is
// 'none'. For an organizer whose ballots must not touch a browser that has a way out.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { compiledMessages, exportWords, languages } from './messages.ts';
import { bareStyles } from './site.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64');
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What is fetched from beside a hosted page stands inside of this one. */
const inside: Plugin = {
  name: 'triptych-alone',
  enforce: 'pre',
  resolveId(source) {
    if (source.endsWith('/manifest.ts')) return path('../src/desk/manifest-alone.ts');
    return source.endsWith('?worker&url') ? '\0worker' : undefined;
  },
  load(id) {
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
    build: { write: false, modulePreload: false, target, rollupOptions: { input: path(entry), output: { format, codeSplitting: false } } },
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

/** workbench-alone.html, whole. `wasm`: the workbench's module. */
export async function workbenchAlone(title: string, wasm: Uint8Array, target: string[]): Promise<string> {
  const code = await script('../src/desk/workbench-page.ts', target, 'es');
  const worker = await script('../src/desk/workbench.worker.ts', target, 'iife');
  const style = readFileSync(path('../demonstration.css'), 'utf8');
  const held = [
    `<script type="text/plain" data-wasm="workbench">${base64(wasm)}</script>`,
    `<script type="text/plain" data-worker="workbench">${base64(worker)}</script>`,
    ...languages().flatMap((language) => [
      `<script type="text/plain" data-messages="${language}-desk">${base64(compiledMessages(language).desk)}</script>`,
      `<script type="text/plain" data-messages="${language}-export">${base64(JSON.stringify(exportWords(language)))}</script>`,
    ]),
  ];
  const head = [`<meta http-equiv="Content-Security-Policy" content="${alonePolicy(code, style)}">`, `<style>${style}</style>`];
  return readFileSync(path('../desk.html'), 'utf8')
    .replace(/\n {2}<link [^>]*>/g, '')
    .replace('<!-- head -->', () => head.join('\n  '))
    .replace('{{title}}', title)
    .replace('</body>', () => `${held.join('\n')}\n<script type="module">${code}</script>\n</body>`);
}
