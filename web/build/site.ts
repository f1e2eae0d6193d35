// SPDX-License-Identifier: MIT
// Build: everything of dist/ that is not a module: triptych.js with the integrity of each file, wasm, messages, the demonstration page, content.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import type { Manifest } from '../src/manifest.ts';
import { compiledMessages, languages } from './messages.ts';
import { demonstration } from './page.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const source = path('../src/');

/** The name by which the source loads a chunk: its module's path under src/, without extension ("results/index"). */
export function chunkName(module: string | null | undefined): string {
  return module?.startsWith(source) ? module.slice(source.length).replace(/\.ts$/, '') : '';
}

export const integrityOf = (bytes: string | Uint8Array) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** Static imports of a chunk, deepest first, then the chunk. */
function loadOrder(bundle: Rolldown.OutputBundle, file: string, seen = new Set<string>()): string[] {
  const chunk = bundle[file];
  if (seen.has(file) || chunk?.type !== 'chunk') return [];
  seen.add(file);
  return [...chunk.imports.flatMap((name) => loadOrder(bundle, name, seen)), file];
}

/** src/entry.ts as one classic script, with the manifest inside. */
async function entryScript(manifest: Manifest): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __MANIFEST__: JSON.stringify(manifest) },
    build: {
      write: false,
      modulePreload: false,
      target: ['chrome111', 'firefox115', 'safari16.4'],
      rollupOptions: { input: path('../src/entry.ts'), output: { format: 'iife' } },
    },
  });
  const [output] = (built as Rolldown.RolldownOutput).output;
  return output.code;
}

export function site(): Plugin {
  let out = '';
  return {
    name: 'triptych-site',
    apply: 'build',
    configResolved(config) {
      out = config.build.outDir;
    },
    async generateBundle(_options, bundle) {
      const manifest: Manifest = { widget: [], chunks: {}, wasm: {}, messages: {}, integrity: {} };
      const emit = (name: string, bytes: string | Uint8Array): string => {
        const file = this.getFileName(this.emitFile({ type: 'asset', name, source: bytes }));
        manifest.integrity[file] = integrityOf(bytes);
        return file;
      };

      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        manifest.integrity[output.fileName] = integrityOf(output.code);
        const files = loadOrder(bundle, output.fileName);
        if (output.isEntry) manifest.widget = files;
        else if (output.isDynamicEntry) manifest.chunks[chunkName(output.facadeModuleId)] = files;
      }
      // What the widget itself loads is there before any other chunk.
      for (const [name, files] of Object.entries(manifest.chunks))
        manifest.chunks[name] = files.filter((file) => !manifest.widget.includes(file));

      const modules = path('../src/engine/wasm/');
      for (const name of existsSync(modules) ? readdirSync(modules) : [])
        if (name.endsWith('.wasm')) manifest.wasm[name.slice(0, -'.wasm'.length)] = emit(name, readFileSync(join(modules, name)));

      for (const language of languages())
        for (const [group, text] of Object.entries(compiledMessages(language)))
          manifest.messages[`${language}-${group}`] = emit(`${language}-${group}.json`, text);

      const asset = (fileName: string, text: string) => this.emitFile({ type: 'asset', fileName, source: text });
      asset('triptych.js', await entryScript(manifest));
      for (const [fileName, text] of Object.entries(demonstration(manifest))) asset(fileName, text);
    },
    writeBundle() {
      cpSync(path('../../content/'), join(out, 'content'), {
        recursive: true,
        filter: (name) => !name.startsWith(path('../../content/locales')),
      });
    },
  };
}
