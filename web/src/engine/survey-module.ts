// SPDX-License-Identifier: MIT
// Engine: starts survey.wasm; the only importer of its glue.

import { start } from './modules.ts';
import type { SurveyModule } from './survey.js';
import factory from './wasm/survey.js';

export const startSurvey = (): Promise<SurveyModule> => start('survey', factory);
