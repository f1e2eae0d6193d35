// SPDX-License-Identifier: MIT
// Build: everything of dist/ that is not a module: wasm, messages, content, triptych.js with the integrity of each file, the demonstration page.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import type { Files, Manifest } from '../src/manifest.ts';
import { bareStyles } from './bare.ts';
import { firstStyle } from './first-screen.ts';
import { elementsManifest } from './elements-manifest.ts';
import { buildDesk } from './desk.ts';
import { compiledMessages, languages } from './messages.ts';
import { kioskWorker } from './offline.ts';
import { demonstration } from './page.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const source = path('../src/');

/** The name by which the source loads a chunk: its module's path under src/, without extension ("results/index"). */
export function chunkName(module: string | null | undefined): string {
  return module?.startsWith(source) ? module.slice(source.length).replace(/\.[jt]s$/, '') : '';
}

/** The same chunk of two builds is one file. */
export const chunkFile = (chunk: { facadeModuleId?: string | null; name: string }): string =>
  `assets/${chunkName(chunk.facadeModuleId).replaceAll('/', '-') || chunk.name}-[hash].js`;

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest();

/** Static imports of a chunk, deepest first, then the chunk. */
function loadOrder(bundle: Rolldown.OutputBundle, file: string, seen = new Set<string>()): string[] {
  const chunk = bundle[file];
  if (seen.has(file) || chunk?.type !== 'chunk') return [];
  seen.add(file);
  return [...chunk.imports.flatMap((name) => loadOrder(bundle, name, seen)), file];
}

/** src/entry.ts as one classic script, with the manifest inside. */
async function entryScript(manifest: Manifest, target: string | string[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __MANIFEST__: JSON.stringify(manifest) },
    build: {
      write: false,
      modulePreload: false,
      target,
      rollupOptions: { input: path('../src/entry.ts'), output: { format: 'iife' } },
    },
  });
  const [output] = (built as Rolldown.RolldownOutput).output;
  // Where an optimiser joins it to a script that nothing ends, it is no argument of that one.
  return `;${output.code}`;
}

export function site(target: string[]): Plugin {
  let out = '';
  return {
    name: 'triptych-site',
    apply: 'build',
    configResolved(config) {
      out = config.build.outDir;
    },
    // Vite's helper around import() looks for style sheets and preloads, of which there are none: manifest.ts loads chunks with their integrity.
    load: {
      order: 'pre',
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (importer) => importer();',
    },
    transform: bareStyles,
    // From the files as they were written: what a visitor receives is what is vouched for.
    async writeBundle(_options, bundle) {
      const manifest: Manifest = { widget: [], later: '', first: firstStyle.name, chunks: {}, wasm: {}, messages: {}, integrity: {} };
      const later: Files = { chunks: {}, wasm: {}, messages: {}, integrity: {} };
      const vouch = ({ integrity }: { integrity: Manifest['integrity'] }, file: string) => {
        integrity[file] = `sha256-${sha256(readFileSync(join(out, file))).toString('base64')}`;
        return file;
      };
      const add = (part: Manifest | Files, name: string, bytes: string | Uint8Array): string => {
        const extension = extname(name);
        const file = `assets/${name.slice(0, -extension.length)}-${sha256(bytes).toString('base64url').slice(0, 8)}${extension}`;
        writeFileSync(join(out, file), bytes);
        return vouch(part, file);
      };

      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      manifest.widget = loadOrder(bundle, chunks.find(({ isEntry }) => isEntry)!.fileName);
      const asked = new Set(chunks.flatMap(({ dynamicImports }) => dynamicImports));
      for (const { fileName, facadeModuleId, moduleIds } of chunks) {
        // One that other chunks import too has no face of its own, only its module.
        const name = chunkName(facadeModuleId ?? moduleIds.find(chunkName));
        const isFirst = name === 'elements/first.styles';
        vouch(manifest.widget.includes(fileName) ? manifest : later, fileName);
        if (isFirst) vouch(manifest, fileName);
        // What the widget itself loads is there before any other chunk.
        if (asked.has(fileName)) (isFirst ? manifest : later).chunks[name] = loadOrder(bundle, fileName).filter((file) => !manifest.widget.includes(file));
      }

      const modules = path('../src/engine/wasm/');
      for (const file of existsSync(modules) ? readdirSync(modules) : []) {
        const { name, ext } = parse(file);
        // What organizers work with is no part of the widget: what a visitor loads does not vouch for it.
        if (ext !== '.wasm' || /^(?:workbench|studio)/.test(name)) continue;
        const part = name.startsWith('survey') ? manifest : later;
        part.wasm[name] = add(part, file, readFileSync(join(modules, file)));
      }

      for (const language of languages())
        for (const [group, text] of Object.entries(compiledMessages(language))) {
          // What organizers and researchers read is none of the widget's.
          if (group === 'desk' || group === 'studio') continue;
          const part = group === 'core' ? manifest : later;
          part.messages[`${language}-${group}`] = add(part, `${language}-${group}.json`, text);
        }
      manifest.later = add(manifest, 'later.json', JSON.stringify(later));

      cpSync(path('../../content/'), join(out, 'content'), {
        recursive: true,
        filter: (name) => !name.startsWith(path('../../content/locales')),
      });
      // Written for people in the sources; here for the wire.
      for (const name of globSync('content/**/*.json', { cwd: out }))
        writeFileSync(join(out, name), JSON.stringify(JSON.parse(readFileSync(join(out, name), 'utf8'))));
      writeFileSync(join(out, 'triptych.js'), await entryScript(manifest, target));
      writeFileSync(join(out, 'custom-elements.json'), `${JSON.stringify(elementsManifest(), null, 2)}\n`);
      for (const [name, text] of Object.entries(demonstration(manifest))) writeFileSync(join(out, name), text);
      await buildDesk(out, target, {
        wasm: { ...later.wasm, ...manifest.wasm },
        messages: { ...later.messages, ...manifest.messages },
        integrity: { ...later.integrity, ...manifest.integrity },
      });
      writeFileSync(join(out, 'kiosk-worker.js'), kioskWorker(out));
    },
  };
}
