// SPDX-License-Identifier: MIT
// Engine: the contract of explainers.wasm: numbers in, numbers out, no JSON inside the simulations.

export interface DiagnosisResult {
  /** Exact values per `people`. */
  truePositives: number;
  falseNegatives: number;
  falsePositives: number;
  trueNegatives: number;
  /** NaN: not computable. */
  positivePredictiveValue: number;
  negativePredictiveValue: number;
  /** The same four, rounded by largest remainder: they add up to `people`. */
  counts: { truePositives: number; falseNegatives: number; falsePositives: number; trueNegatives: number };
}

export interface ExplainersModule {
  /** Shares in 0..1, people a positive integer. */
  diagnosis(prevalence: number, sensitivity: number, specificity: number, people: number): DiagnosisResult;
}
