// SPDX-License-Identifier: MIT
// Engine: starts explainers.wasm, when the first explainer opens.

import type { ExplainersModule } from './explainers.js';
import { readNumbers } from './instance.ts';
import { start } from './modules.ts';
import factory from './wasm/explainers.js';

export const startExplainers = (): Promise<ExplainersModule> => start('explainers', factory, readNumbers);
