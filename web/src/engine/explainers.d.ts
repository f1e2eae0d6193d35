// SPDX-License-Identifier: MIT
// Engine: the contract of explainers.wasm: numbers in, numbers out, no JSON inside the simulations.

/**
 * What the files of src/explainers export, by name. Each simulation's element declares its own: what the numbers of an answer are.
 * A Float64Array is empty where an input is outside its range; a number in it that does not exist is NaN. It is a view of the
 * module's memory, valid until the next call of any function: read it at once, or keep a slice().
 */
export type ExplainersModule = Readonly<Record<string, (...numbers: number[]) => Float64Array>>;
