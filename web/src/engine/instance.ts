// SPDX-License-Identifier: MIT
// Engine: a module started, with the functions of its contract over its plain exports (src/bindings/exports.h): numbers as they are, texts
// through its memory. One way for the page, the tests and the benches.

import pageFunctions from './wasm/page.js';

type Plain = Record<string, (...numbers: number[]) => number>;

/** What the bytes of an answer say. */
export type Read = (memory: ArrayBuffer, address: number, size: number) => unknown;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const readText: Read = (memory, address, size) => decoder.decode(new Uint8Array(memory, address, size));

/** A view of the module's memory. */
export const readNumbers: Read = (memory, address, size) => new Float64Array(memory, address, size);

/** A module as JavaScript: given the functions it imports, its exports. */
export type Twin = (imports: Record<string, unknown>) => WebAssembly.Exports;

/** `others`: imports that the module has besides. */
export async function instantiate<Module>(compiled: WebAssembly.Module | Twin, read: Read, others: WebAssembly.Imports = {}): Promise<Module> {
  let memory: WebAssembly.Memory;
  const env = { ...pageFunctions(() => memory), emscripten_notify_memory_growth() {} };
  const wasi = {
    proc_exit(code: number) {
      throw new Error(`exit ${code}`);
    },
  };
  const exports =
    typeof compiled === 'function'
      ? compiled({ ...env, ...wasi })
      : (await WebAssembly.instantiate(compiled, { env, wasi_snapshot_preview1: wasi, ...others })).exports;
  memory = exports['memory'] as WebAssembly.Memory;
  const { _initialize, room_for, answered, ...plain } = exports as Plain;
  _initialize!();
  const call = (name: string, all: (string | number)[]) => {
    const numbers: number[] = [];
    let texts = 0;
    for (const one of all) {
      if (typeof one === 'number') numbers.push(one);
      else {
        const bytes = encoder.encode(one);
        // The memory may grow, and its buffer change, as room is made.
        const address = room_for!(texts++, bytes.length);
        new Uint8Array(memory.buffer, address).set(bytes);
      }
    }
    const size = plain[name]!(...numbers);
    return read(memory.buffer as ArrayBuffer, answered!(), size);
  };
  // What the linker exports of its own has other letters.
  const names = Object.keys(plain).filter((name) => name !== 'memory' && /^[a-z0-9]+$/.test(name));
  return Object.fromEntries(names.map((name) => [name, (...all: (string | number)[]) => call(name, all)])) as Module;
}
