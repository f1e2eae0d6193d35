// SPDX-License-Identifier: MIT
// Engine: the type of the glue that emcc writes into web/src/engine/wasm/ (build output).

declare module '*/wasm/survey.js' {
  const factory: import('./instance.ts').Factory;
  export default factory;
}

declare module '*/wasm/explainers.js' {
  const factory: import('./instance.ts').Factory;
  export default factory;
}

declare module '*/wasm/results.js' {
  const factory: import('./instance.ts').Factory;
  export default factory;
}
