// SPDX-License-Identifier: MIT
// Explainers: the numbers of diagnosis() by name, for the two panels that count with them.

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
