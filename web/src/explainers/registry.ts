// SPDX-License-Identifier: MIT
// Explainers: the simulations that a file may name, each by its export. A new one is a C++ file, an element file and a line here.

export { anonymity } from './anonymity.ts';
export { deciding } from './deciding.ts';
export { diagnosis } from './diagnosis.ts';
export { learning } from './learning.ts';
export { pathways } from './pathways.ts';
export { treatment } from './treatment.ts';
