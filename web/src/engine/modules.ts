// SPDX-License-Identifier: MIT
// Engine: fetches and starts WebAssembly modules. Compiled once a page; an instance is cheap to make again after a trap.

import { fetchOwn } from '../manifest.ts';
import { instantiate, readText, type Read } from './instance.ts';

const compiled = new Map<string, Promise<WebAssembly.Module>>();

async function compile(name: string): Promise<WebAssembly.Module> {
  const response = await fetchOwn('wasm', name);
  // Servers that do not know .wasm send another type, which streaming refuses.
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

export async function start<Module>(name: string, read: Read = readText): Promise<Module> {
  let module = compiled.get(name);
  if (!module) {
    module = compile(name);
    module.catch(() => compiled.delete(name));
    compiled.set(name, module);
  }
  return instantiate(await module, read);
}
