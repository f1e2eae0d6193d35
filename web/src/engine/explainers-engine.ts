// SPDX-License-Identifier: MIT
// Engine: starts explainers.wasm, when the first explainer opens.

import type { ExplainersModule } from './explainers.js';
import { readNumbers } from './instance.ts';
import { start } from './modules.ts';

export const startExplainers = (): Promise<ExplainersModule> => start('explainers', readNumbers);
