// SPDX-License-Identifier: MIT
// Build: research.html, workbench.html and studio.html: each its own script, so that nothing of them reaches a visitor of the widget.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import type { SiteSurvey } from '../src/desk/survey-files.ts';
import type { Files, Manifest } from '../src/manifest.ts';
import { studioAlone, workbenchAlone } from './alone.ts';
import { compiledMessages, exportWords, languages, plainWords, type Group } from './messages.ts';
import { contentSecurityPolicy } from './page.ts';
import { bareStyles } from './bare.ts';
import { firstStyle } from './first-screen.ts';
import { chunkFile } from './site.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();

interface Page {
  name: string;
  title: string;
  script: string;
  modules: readonly string[];
  groups: readonly (Group | 'export')[];
  /** connect-src */
  reach: string;
}

const pages: readonly Page[] = [
  { name: 'research', title: 'Données pour la recherche · Data for research', script: 'desk/research-page', modules: ['results'], groups: ['desk', 'export'], reach: "'self'" },
  // Whoever copies the site says in widget.json where the bucket is: it is not known here. The build that can reach nothing is alone.ts's.
  { name: 'workbench', title: 'Atelier de dépouillement · Workbench', script: 'desk/workbench-page', modules: ['workbench', 'results'], groups: ['desk', 'export'], reach: "'self' https:" },
  // It shows the widget itself, with all that a visitor may see.
  { name: 'studio', title: 'Atelier de rédaction · Studio', script: 'studio/studio-page', modules: ['studio', 'survey', 'explainers', 'results'], groups: ['core', 'more', 'studio', 'export'], reach: "'self'" },
];

/** Modules that no visitor's page loads. */
const ownModules = ['workbench', 'studio'];

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

/** `wasm`, `messages`, `integrity`: what the widget loads, whose files are shared. What is not the widget's is added here. */
export async function buildDesk(out: string, target: string[], shared: Pick<Files, 'wasm' | 'messages' | 'integrity'>): Promise<void> {
  const own: Pick<Files, 'wasm' | 'messages' | 'integrity'> = { wasm: { ...shared.wasm }, messages: { ...shared.messages }, integrity: { ...shared.integrity } };
  const add = (name: string, extension: string, bytes: string | Uint8Array): string => {
    const file = `assets/${name}-${sha256(bytes).toString('base64url').slice(0, 8)}.${extension}`;
    writeFileSync(join(out, file), bytes);
    own.integrity[file] = `sha256-${sha256(bytes).toString('base64')}`;
    return file;
  };
  const modules = path('../src/engine/wasm/');
  // Not compiled yet, as when only the page is worked on.
  for (const name of ownModules.filter((one) => existsSync(join(modules, `${one}.wasm`)))) own.wasm[name] = add(name, 'wasm', readFileSync(join(modules, `${name}.wasm`)));
  for (const language of languages()) {
    const compiled = compiledMessages(language);
    for (const group of ['desk', 'studio'] as const) own.messages[`${language}-${group}`] = add(`${language}-${group}`, 'json', compiled[group]);
    own.messages[`${language}-export`] = add(`${language}-export`, 'json', JSON.stringify(exportWords(language)));
  }
  own.messages['plain'] = add('plain-studio', 'json', JSON.stringify(plainWords()));
  for (const { name, title, script, modules: needed, groups, reach } of pages) {
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
        // The twins of browsers without WebAssembly; tests/budgets weighs what a visitor loads.
        chunkSizeWarningLimit: 2000,
        rollupOptions: {
          input: path(`../src/${script}.ts`),
          external: ['crypto'],
          output: {
            entryFileNames: `assets/${name}-[hash].js`,
            chunkFileNames: name === 'studio' ? 'assets/studio-[name]-[hash].js' : chunkFile,
            assetFileNames: 'assets/[name]-[hash][extname]',
            // Of several chunks, what says where the files are must run before whatever asks for one.
            ...(name === 'studio' && { codeSplitting: { groups: [{ name: 'first', test: /\/src\/(?:desk\/handover|manifest|trusted|scripts)\.ts$/ }] } }),
          },
        },
      },
    });
    const { output } = built as Rolldown.RolldownOutput;
    const entry = output.find((one) => one.type === 'chunk' && one.isEntry)!;
    const manifest: Manifest = { widget: [], later: '', first: '', chunks: {}, wasm: {}, messages: {}, integrity: {} };
    const take = (kind: 'wasm' | 'messages', one: string) => {
      const file = own[kind][one];
      if (!file) return;
      manifest[kind][one] = file;
      manifest.integrity[file] = own.integrity[file]!;
    };
    for (const module of needed) take('wasm', module);
    for (const language of languages()) for (const group of groups) take('messages', `${language}-${group}`);
    if (name === 'studio') take('messages', 'plain');
    for (const { fileName } of output) vouchFor(manifest.integrity, out, fileName);
    const element = `<script type="module" crossorigin src="${entry.fileName}" integrity="${manifest.integrity[entry.fileName]}" data-desk="${attribute(JSON.stringify(manifest))}" data-surveys="${attribute(JSON.stringify(surveys()))}"></script>`;
    const page = readFileSync(path('../desk.html'), 'utf8')
      .replace('<!-- head -->', `${name === 'studio' ? entryMark(out) : ''}<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy({}).replace("connect-src 'self'", `connect-src ${reach}`)}">\n  ${element}`)
      .replace('{{title}}', title);
    writeFileSync(join(out, `${name}.html`), page);
    const bytes = Object.fromEntries(needed.filter((one) => own.wasm[one]).map((one) => [one, readFileSync(join(out, own.wasm[one]!))]));
    if (name === 'workbench' && bytes['workbench']) writeFileSync(join(out, 'workbench-alone.html'), await workbenchAlone(title, { workbench: bytes['workbench'] }, target));
    if (name === 'studio' && bytes['studio']) writeFileSync(join(out, 'studio-alone.html'), await studioAlone(title, bytes, entryMark(out), target));
  }
}

/** For the lines that the studio gives to who embeds: the hash of triptych.js, for another site; the style of a first screen in the page's HTML. */
const entryMark = (out: string): string =>
  `<meta name="triptych-entry" content="sha384-${createHash('sha384').update(readFileSync(join(out, 'triptych.js'))).digest('base64')}">\n  <meta name="triptych-first" content="${attribute(JSON.stringify(firstStyle))}">\n  `;

function vouchFor(files: Record<string, string>, out: string, file: string): void {
  files[file] = `sha256-${sha256(readFileSync(join(out, file))).toString('base64')}`;
}
