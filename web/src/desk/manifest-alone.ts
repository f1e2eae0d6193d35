// SPDX-License-Identifier: MIT
// Desk: manifest.ts of a page that is one file (build/alone.ts puts this in its place): everything it needs stands in the document itself.

import { trustScripts } from '../trusted.ts';

/** Base64 by name, in elements that no browser runs. */
const held = (kind: string, name: string): string | undefined => document.querySelector(`script[type="text/plain"][data-${kind}="${name}"]`)?.textContent ?? undefined;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));

export async function fetchOwn(kind: 'wasm' | 'messages', name: string): Promise<Response> {
  const text = held(kind, name);
  if (text === undefined) throw new Error(`no ${kind} ${name}`);
  return new Response(bytesOf(text));
}

export const isOwn = (kind: 'wasm' | 'messages', name: string): boolean => held(kind, name) !== undefined;

/** Languages of the page's own words. */
export const messageLanguages = (): string[] =>
  [...document.querySelectorAll<HTMLElement>('script[data-messages$="-core"]')].map(({ dataset }) => dataset['messages']!.slice(0, -'-core'.length));

/** There is no folder beside. */
export const siteFolder = '';

/** The preview is drawn by the widget alone. */
export const isFirstStyle = (): boolean => false;

/** Every chunk is in the one script. */
export const load = <Module>(_name: string, importer: () => Promise<Module>): Promise<Module> => importer();

/** The worker's script, as an address of this document's own. */
export function workerAddress(): string {
  const address = URL.createObjectURL(new Blob([bytesOf(held('worker', 'workbench')!)], { type: 'text/javascript' }));
  trustScripts((asked) => asked === address);
  return address;
}
