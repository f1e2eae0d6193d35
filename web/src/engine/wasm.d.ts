// SPDX-License-Identifier: MIT
// Engine: the types of what build-scripts/page-functions.js and without-wasm.js write into web/src/engine/wasm/ (build output).

declare module '*/wasm/page.js' {
  const functions: (memory: () => WebAssembly.Memory) => WebAssembly.ModuleImports;
  export default functions;
}

declare module '*-twin.js' {
  const twin: (imports: Record<string, unknown>) => WebAssembly.Exports;
  export default twin;
}
