// SPDX-License-Identifier: MIT
// Engine: the type of what build-scripts/page-functions.js writes into web/src/engine/wasm/ (build output).

declare module '*/wasm/page.js' {
  const functions: (memory: () => WebAssembly.Memory) => WebAssembly.ModuleImports;
  export default functions;
}
