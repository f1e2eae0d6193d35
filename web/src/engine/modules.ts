// SPDX-License-Identifier: MIT
// Engine: fetches and starts WebAssembly modules, or where there is no WebAssembly their twins in JavaScript (build-scripts/without-wasm.js).
// Compiled once a page; an instance is cheap to make again after a trap.

import { fetchOwn, load } from '../manifest.ts';
import { instantiate, readText, type Read, type Twin } from './instance.ts';

type Made = WebAssembly.Module | Twin;

const made = new Map<string, Promise<Made>>();

/** Lockdown Mode, Tor's safer level and Edge's enhanced security take it away. */
export const hasWebAssembly = (): boolean => typeof WebAssembly === 'object';

async function compile(name: string): Promise<WebAssembly.Module> {
  const response = await fetchOwn('wasm', name);
  // Servers that do not know .wasm send another type, which streaming refuses.
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** Several times larger and slower: only where nothing else runs. */
const twins: Readonly<Record<string, () => Promise<{ default: Twin }>>> = {
  survey: () => load('engine/wasm/survey-twin', () => import('./wasm/survey-twin.js')),
  explainers: () => load('engine/wasm/explainers-twin', () => import('./wasm/explainers-twin.js')),
  results: () => load('engine/wasm/results-twin', () => import('./wasm/results-twin.js')),
};

async function make(name: string): Promise<Made> {
  if (hasWebAssembly()) {
    try {
      return await compile(name);
    } catch (thrown) {
      // A policy without 'wasm-unsafe-eval' lets us fetch and refuses to compile.
      if (!(thrown instanceof WebAssembly.CompileError)) throw thrown;
    }
  }
  // The first part of the survey's engine has none: the whole is one file here.
  const twin = twins[name === 'survey-first' ? 'survey' : name];
  if (!twin) throw new Error(`no ${name} without WebAssembly`);
  return (await twin()).default;
}

export async function start<Module>(name: string, read: Read = readText): Promise<Module> {
  let module = made.get(name);
  if (!module) {
    module = make(name);
    module.catch(() => made.delete(name));
    made.set(name, module);
  }
  return instantiate(await module, read);
}
