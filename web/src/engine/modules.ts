// SPDX-License-Identifier: MIT
// Engine: fetches and starts WebAssembly modules. Compiled once a page; an instance is cheap to make again after a trap.

import { fetchOwn } from '../manifest.ts';

type Imports = WebAssembly.Imports;

/** Emscripten's factory, with the one hook it is built for. */
export type Factory<Module> = (options: {
  instantiateWasm(imports: Imports, received: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
}) => Promise<Module>;

const compiled = new Map<string, Promise<WebAssembly.Module>>();

async function compile(name: string): Promise<WebAssembly.Module> {
  const response = await fetchOwn('wasm', name);
  // Servers that do not know .wasm send another type, which streaming refuses.
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

export async function start<Module>(name: string, factory: Factory<Module>): Promise<Module> {
  let module = compiled.get(name);
  if (!module) {
    module = compile(name);
    module.catch(() => compiled.delete(name));
    compiled.set(name, module);
  }
  const ready = await module;
  return new Promise((started, failed) => {
    factory({
      instantiateWasm(imports, received) {
        WebAssembly.instantiate(ready, imports).then((instance) => received(instance, ready), failed);
        return {};
      },
    }).then(started, failed);
  });
}
