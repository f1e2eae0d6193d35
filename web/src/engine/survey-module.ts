// SPDX-License-Identifier: MIT
// Engine: starts survey.wasm and its first part.

import { isOwn } from '../manifest.ts';
import { hasWebAssembly, start } from './modules.ts';
import type { SurveyParts } from './survey-engine.ts';

export const surveyParts: SurveyParts = {
  first: isOwn('wasm', 'survey-first') && hasWebAssembly() ? () => start('survey-first') : null,
  whole: () => start('survey'),
};
