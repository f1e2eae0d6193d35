// SPDX-License-Identifier: MIT
// Web: what triptych.js knows of the other files, and the one way to load them: their bytes are checked before they are used.

import { addScript } from './scripts.ts';
import { trustScripts } from './trusted.ts';

/** Paths are relative to the folder of triptych.js. */
export interface Manifest {
  /** The widget's own chunk, after those it imports. */
  widget: string[];
  /** Chunks loaded when needed, by the path of their module under src/: files to load, in order. */
  chunks: Record<string, string[]>;
  /** Modules of WebAssembly: survey, survey-first (what leads to a first question), explainers, results. */
  wasm: Record<string, string>;
  /** Compiled messages: "fr-core", "fr-more"… */
  messages: Record<string, string>;
  /** Subresource integrity of each file above. */
  integrity: Record<string, string>;
}

/** What triptych.js writes in `data-triptych` of the script element it adds. */
export interface Handover {
  base: string;
  manifest: Manifest;
}

interface OwnFile {
  url: string;
  integrity: string;
}

const none: Handover = { base: '', manifest: { widget: [], chunks: {}, wasm: {}, messages: {}, integrity: {} } };

/** No global: triptych.js leaves this on the script element that it adds. */
function handover(): Handover {
  const left = globalThis.document?.querySelector<HTMLElement>('script[data-triptych]')?.dataset.triptych;
  return left ? (JSON.parse(left) as Handover) : none;
}

const { base, manifest } = handover();

const ownFile = (file: string): OwnFile => ({ url: new URL(file, base).href, integrity: manifest.integrity[file]! });
const urls = new Set(Object.keys(manifest.integrity).map((file) => ownFile(file).url));
trustScripts((url) => urls.has(url));

/** Languages of the page's own words. */
export const messageLanguages = (): string[] =>
  Object.keys(manifest.messages)
    .filter((name) => name.endsWith('-core'))
    .map((name) => name.slice(0, -'-core'.length));

export const isOwn = (kind: 'wasm' | 'messages', name: string): boolean => name in manifest[kind];

/** Fetches one of our own files; a single changed byte is refused. */
export async function fetchOwn(kind: 'wasm' | 'messages', name: string): Promise<Response> {
  const file = manifest[kind][name];
  if (file === undefined) throw new Error(`no ${kind} ${name}`);
  const { url, integrity } = ownFile(file);
  const response = await fetch(url, { integrity });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

const added = new Map<string, Promise<void>>();

function addOnce(file: string): Promise<void> {
  let script = added.get(file);
  if (!script) {
    const { url, integrity } = ownFile(file);
    script = addScript(url, integrity);
    script.catch(() => added.delete(file));
    added.set(file, script);
  }
  return script;
}

/**
 * A chunk: first as script elements with their integrity, then by `import()`, which finds them in the module map.
 * `name` is the path of the imported module under src/, without extension; a test compares the two.
 */
export async function load<Module>(name: string, importer: () => Promise<Module>): Promise<Module> {
  await Promise.all((manifest.chunks[name] ?? []).map(addOnce));
  return importer();
}
