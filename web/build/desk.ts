// SPDX-License-Identifier: MIT
// Build: research.html and workbench.html: each its own script, so that nothing of them reaches a visitor of the widget.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import type { SiteSurvey } from '../src/desk/survey-files.ts';
import type { Files, Manifest } from '../src/manifest.ts';
import { workbenchAlone } from './alone.ts';
import { compiledMessages, exportWords, languages } from './messages.ts';
import { contentSecurityPolicy } from './page.ts';
import { bareStyles, chunkFile } from './site.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();

const pages = [
  { name: 'research', title: 'Données pour la recherche · Data for research', modules: ['results'], reach: "'self'" },
  // Whoever copies the site says in widget.json where the bucket is: it is not known here. The build that can reach nothing is alone.ts's.
  { name: 'workbench', title: 'Atelier de dépouillement · Workbench', modules: ['workbench', 'results'], reach: "'self' https:" },
];

/** The surveys of content/ that an organizer can choose from; a static site has no listing. */
export function surveys(): SiteSurvey[] {
  const content = path('../../content/');
  const names = (folder: string): string[] => (statSync(join(content, folder), { throwIfNoEntry: false })?.isDirectory() ? readdirSync(join(content, folder)) : []);
  return names('')
    .filter((name) => names(name).includes('widget.json'))
    .map((name) => ({
      folder: `content/${name}/`,
      versions: names(`${name}/versions`)
        .filter((file) => file.endsWith('.json'))
        .map((file) => `versions/${file}`),
    }));
}

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** `wasm`, `integrity`: what the widget loads later, whose modules are shared. The workbench's own is none of the widget's: added here. */
export async function buildDesk(out: string, target: string[], { wasm, integrity }: Pick<Files, 'wasm' | 'integrity'>): Promise<void> {
  const messages: Record<string, string> = {};
  const own: Record<string, string> = {};
  const vouch = (file: string, bytes: string | Uint8Array) => (own[file] = `sha256-${sha256(bytes).toString('base64')}`);
  const named = (name: string, extension: string, bytes: string | Uint8Array) => `assets/${name}-${sha256(bytes).toString('base64url').slice(0, 8)}.${extension}`;
  const compiled = path('../src/engine/wasm/workbench.wasm');
  const bytes = existsSync(compiled) ? readFileSync(compiled) : null;
  const workbench = bytes && named('workbench', 'wasm', bytes);
  if (workbench) {
    writeFileSync(join(out, workbench), bytes);
    vouch(workbench, bytes);
  }
  for (const language of languages()) {
    for (const [group, text] of [
      ['desk', compiledMessages(language).desk],
      ['export', JSON.stringify(exportWords(language))],
    ] as const) {
      const file = named(`${language}-${group}`, 'json', text);
      writeFileSync(join(out, file), text);
      vouch(file, text);
      messages[`${language}-${group}`] = file;
    }
  }
  for (const { name, title, modules, reach } of pages) {
    const built = await build({
      configFile: false,
      root: path('../'),
      base: './',
      publicDir: false,
      logLevel: 'warn',
      plugins: [{ name: 'triptych-styles', transform: bareStyles }],
      worker: { format: 'es', rollupOptions: { output: { entryFileNames: 'assets/[name]-[hash].js' } } },
      build: {
        outDir: out,
        emptyOutDir: false,
        target,
        assetsInlineLimit: 0,
        modulePreload: false,
        rollupOptions: {
          input: path(`../src/desk/${name}-page.ts`),
          output: { entryFileNames: `assets/${name}-[hash].js`, chunkFileNames: chunkFile, assetFileNames: 'assets/[name]-[hash][extname]' },
        },
      },
    });
    const files = Object.fromEntries(Object.entries(own));
    const { output } = built as Rolldown.RolldownOutput;
    const entry = output.find((one) => one.type === 'chunk' && one.isEntry)!;
    const manifest: Manifest = { widget: [], later: '', wasm: {}, messages, integrity: files };
    for (const module of modules) {
      const file = module === 'workbench' ? workbench : wasm[module];
      // Not compiled yet, as when only the page is worked on.
      if (!file) continue;
      manifest.wasm[module] = file;
      files[file] = own[file] ?? integrity[file]!;
    }
    for (const { fileName } of output) vouchFor(files, out, fileName);
    const script = `<script type="module" crossorigin src="${entry.fileName}" integrity="${files[entry.fileName]}" data-desk="${attribute(JSON.stringify(manifest))}" data-surveys="${attribute(JSON.stringify(surveys()))}"></script>`;
    const page = readFileSync(path('../desk.html'), 'utf8')
      .replace('<!-- head -->', `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy({}).replace("connect-src 'self'", `connect-src ${reach}`)}">\n  ${script}`)
      .replace('{{title}}', title);
    writeFileSync(join(out, `${name}.html`), page);
    if (name === 'workbench' && bytes) writeFileSync(join(out, 'workbench-alone.html'), await workbenchAlone(title, bytes, target));
  }
}

function vouchFor(files: Record<string, string>, out: string, file: string): void {
  files[file] = `sha256-${sha256(readFileSync(join(out, file))).toString('base64')}`;
}
