// SPDX-License-Identifier: MIT
// Web: what triptych.js knows of the other files, and the one way to load them: their bytes are checked before they are used.

import { addScript } from './scripts.ts';
import { trustScripts } from './trusted.ts';

/** Files of one folder, that of triptych.js; paths are relative to it. */
export interface Files {
  /** Chunks loaded when needed, by the path of their module under src/: files to load, in order. */
  chunks: Record<string, string[]>;
  /** Modules of WebAssembly: survey, survey-first (what leads to a first question), explainers, results. */
  wasm: Record<string, string>;
  /** Compiled messages: "fr-core", "fr-more"… */
  messages: Record<string, string>;
  /** Subresource integrity of each file above. */
  integrity: Record<string, string>;
}

/** What triptych.js carries: the files up to the first question; of the chunks, what a page without the first screen in its HTML needs to draw it. */
export interface Manifest extends Files {
  /** The widget's own chunk, after those it imports. */
  widget: string[];
  /** A file that holds the Files of later. */
  later: string;
  /** Name of the style that a page may hold beside the first screen (web/build/first-screen.ts). */
  first: string;
}

/** What triptych.js writes in `data-triptych` of the script element it adds. */
export interface Handover {
  base: string;
  manifest: Manifest;
}

const none: Handover = { base: '', manifest: { widget: [], later: '', first: '', chunks: {}, wasm: {}, messages: {}, integrity: {} } };

/** No global: triptych.js leaves this on the script element that it adds. */
function handover(): Handover {
  const left = globalThis.document?.querySelector<HTMLElement>('script[data-triptych]')?.dataset.triptych;
  return left ? (JSON.parse(left) as Handover) : none;
}

const { base, manifest } = handover();

/** The folder of triptych.js; empty without it. */
export const siteFolder = base;

/** Whether a style that the page holds is this version's. */
export const isFirstStyle = (style: HTMLStyleElement): boolean => style.dataset.of === manifest.first;

const address = (file: string): string => new URL(file, base).href;
const trusted = new Set<string>();
const trust = (integrity: Manifest['integrity']) => Object.keys(integrity).forEach((file) => trusted.add(address(file)));
trust(manifest.integrity);
// The browser itself fetches a service worker, by its plain name, and checks for a new one: no integrity can be said of it.
if (base) trusted.add(address('kiosk-worker.js'));
trustScripts((url) => trusted.has(url));

/** Languages of the page's own words. */
export const messageLanguages = (): string[] =>
  Object.keys(manifest.messages)
    .filter((name) => name.endsWith('-core'))
    .map((name) => name.slice(0, -'-core'.length));

export const isOwn = (kind: 'wasm' | 'messages', name: string): boolean => name in manifest[kind];

/** A single changed byte is refused. */
async function fetchFile(file: string, integrity: Manifest['integrity']): Promise<Response> {
  const url = address(file);
  const response = await fetch(url, { integrity: integrity[file]! });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

let files: Promise<Files> | null = null;

/** The files of later: their list is fetched with the first of them. */
function later(): Promise<Files> {
  files ??= (async () => {
    const list = (await (await fetchFile(manifest.later, manifest.integrity)).json()) as Files;
    trust(list.integrity);
    return list;
  })();
  files.catch(() => (files = null));
  return files;
}

/** Fetches one of our own files. */
export async function fetchOwn(kind: 'wasm' | 'messages', name: string): Promise<Response> {
  const { [kind]: known, integrity } = isOwn(kind, name) ? manifest : await later();
  if (!(name in known)) throw new Error(`no ${kind} ${name}`);
  return fetchFile(known[name]!, integrity);
}

const added = new Map<string, Promise<void>>();

function addOnce(file: string, integrity: string): Promise<void> {
  let script = added.get(file);
  if (!script) {
    script = addScript(address(file), integrity);
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
  // Without triptych.js (in tests) modules come from where they are imported.
  const { chunks, integrity } = name in manifest.chunks || !manifest.later ? manifest : await later();
  await Promise.all((chunks[name] ?? []).map((file) => addOnce(file, integrity[file]!)));
  return importer();
}
