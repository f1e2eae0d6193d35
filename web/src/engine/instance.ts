// SPDX-License-Identifier: MIT
// Engine: a module started, with the functions of its contract over its plain exports (src/bindings/exports.h): numbers as they are, texts
// through its memory. One way for the page, the tests and the benches.

/** Emscripten's factory, with the one hook it is built for. */
export type Factory = (options: {
  instantiateWasm(imports: WebAssembly.Imports, received: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
}) => Promise<object>;

type Plain = Record<string, (...numbers: number[]) => number>;

/** What the bytes of an answer say. */
export type Read<Answer> = (memory: ArrayBuffer, address: number, size: number) => Answer;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const readText: Read<string> = (memory, address, size) => decoder.decode(new Uint8Array(memory, address, size));

/** A view of the module's memory. */
export const readNumbers: Read<Float64Array> = (memory, address, size) => new Float64Array(memory, address, size);

export async function instantiate<Module>(compiled: WebAssembly.Module, factory: Factory, read: Read<unknown>): Promise<Module> {
  let memory!: WebAssembly.Memory;
  const started = await new Promise<object>((ready, failed) => {
    factory({
      instantiateWasm(imports, received) {
        WebAssembly.instantiate(compiled, imports).then((instance) => {
          memory = Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory)!;
          received(instance, compiled);
        }, failed);
        return {};
      },
    }).then(ready, failed);
  });
  const { _room_for, _answered, ...plain } = started as Plain;
  const call = (name: string, all: (string | number)[]) => {
    const numbers: number[] = [];
    let texts = 0;
    for (const one of all) {
      if (typeof one === 'number') numbers.push(one);
      else {
        const bytes = encoder.encode(one);
        // The memory may grow, and its buffer change, as room is made.
        const address = _room_for!(texts++, bytes.length);
        new Uint8Array(memory.buffer, address).set(bytes);
      }
    }
    const size = plain[name]!(...numbers);
    return read(memory.buffer as ArrayBuffer, _answered!(), size);
  };
  const names = Object.keys(plain).filter((name) => /^_[a-z]/.test(name));
  return Object.fromEntries(names.map((name) => [name.slice(1), (...all: (string | number)[]) => call(name, all)])) as Module;
}
