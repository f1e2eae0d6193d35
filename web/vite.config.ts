// SPDX-License-Identifier: MIT
// Web: the widget as module chunks, a classic entry script that vouches for them, and the site around (see build/site.ts).

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { chunkFile, site } from './build/site.ts';

const target = ['chrome111', 'firefox115', 'safari16.4'];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [site(target)],
  build: {
    outDir: fileURLToPath(new URL('../dist', import.meta.url)),
    emptyOutDir: true,
    target,
    assetsInlineLimit: 0,
    modulePreload: false,
    // The twins of browsers without WebAssembly; tests/budgets weighs what a visitor loads.
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: fileURLToPath(new URL('src/define.ts', import.meta.url)),
      // Where a library asks for it, it means Node, and never runs in a page.
      external: ['crypto'],
      // Nobody imports the entry: chunks that arrive later may take what they share from it.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: 'assets/widget-[hash].js',
        chunkFileNames: chunkFile,
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            // All that a first question needs, in one file; and in another what several later chunks share.
            { name: 'widget', test: /\/src\/define\.ts$/, priority: 2 },
            { name: 'shared', test: /\/(?:explainer-slot|explainer-file|print)\.ts$|directives\/guard\.js$/, priority: 1 },
          ],
        },
      },
    },
  },
});
