// SPDX-License-Identifier: MIT
// Explainers: the numbers of diagnosis() by name, for the two panels that count with them.

/** What src/explainers/diagnosis.cpp answers. */
export type DiagnosisModel = {
  /**
   * Shares in 0..1, people a positive integer.
   * [true positives, false negatives, false positives, true negatives (exact, per `people`), positive, negative predictive value (NaN: not
   *  computable), the first four rounded by largest remainder: they add up to `people`]
   */
  diagnosis(prevalence: number, sensitivity: number, specificity: number, people: number): Float64Array;
};

export interface FourCells {
  truePositives: number;
  falseNegatives: number;
  falsePositives: number;
  trueNegatives: number;
}

/** Exact values per `people`; `counts`: the same four in whole people. */
export interface DiagnosisResult extends FourCells {
  /** NaN: not computable. */
  positivePredictiveValue: number;
  negativePredictiveValue: number;
  counts: FourCells;
}

const four = ([truePositives, falseNegatives, falsePositives, trueNegatives]: Float64Array) =>
  ({ truePositives, falseNegatives, falsePositives, trueNegatives }) as FourCells;

export const diagnosisResult = (numbers: Float64Array): DiagnosisResult => ({
  ...four(numbers),
  positivePredictiveValue: numbers[4]!,
  negativePredictiveValue: numbers[5]!,
  counts: four(numbers.subarray(6)),
});
