// SPDX-License-Identifier: MIT
// Results: what the widget's shell gives to the results panel.

import type { Summary } from '../engine/results.js';
import type { Panel } from '../engine/survey.js';
import type { Speak } from '../explainers/shell.js';

/** <triptych-results>: the shell gives a summary that results.wasm made; the panel draws it. */
export interface ResultsElement extends HTMLElement {
  summary: Summary;
  /** Panel of each item, to group the questions under Confiance, Participation, Engagement; items without one come last. */
  panels: Record<string, Panel | null>;
  locale: string;
  t: Speak;
  headingLevel: number;
  /** Name of the question to open at, or empty. */
  question: string;
}
