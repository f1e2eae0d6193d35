// SPDX-License-Identifier: MIT
// Engine: types of the glue that emcc writes into web/src/engine/wasm/ (build output).

declare module '*/wasm/survey.js' {
  const factory: import('./modules.ts').Factory<import('./survey.js').SurveyModule>;
  export default factory;
}

declare module '*/wasm/explainers.js' {
  const factory: import('./modules.ts').Factory<import('./explainers.js').ExplainersModule>;
  export default factory;
}

declare module '*/wasm/results.js' {
  const factory: import('./modules.ts').Factory<import('./results.js').ResultsModule>;
  export default factory;
}
