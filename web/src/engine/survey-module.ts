// SPDX-License-Identifier: MIT
// Engine: starts survey.wasm and its first part; the only importer of their glue, which is the same.

import { isOwn } from '../manifest.ts';
import { start } from './modules.ts';
import type { SurveyParts } from './survey-engine.ts';
import factory from './wasm/survey.js';

export const surveyParts: SurveyParts = {
  first: isOwn('wasm', 'survey-first') ? () => start('survey-first', factory) : null,
  whole: () => start('survey', factory),
};
