// SPDX-License-Identifier: MIT
// Explainers: the simulations that a file may name. A new one: a C++ file, an element file, a line here and one in the bindings.

import { anonymity } from './anonymity.ts';
import { deciding } from './deciding.ts';
import { diagnosis } from './diagnosis.ts';
import { learning } from './learning.ts';
import { pathways } from './pathways.ts';
import type { SimulationKind } from './simulation.ts';
import { treatment } from './treatment.ts';

export const simulations: readonly SimulationKind[] = [diagnosis, learning, deciding, treatment, pathways, anonymity];
