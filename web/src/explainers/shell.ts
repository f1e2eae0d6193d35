// SPDX-License-Identifier: MIT
// Explainers: what the widget's shell and an explainer say to one another, and nothing else.

import type { ExplainersModule } from '../engine/explainers.js';
import type { Json } from '../engine/survey.js';
import type { ExplainerFile, Level } from './explainer-file.js';

/** The message function of the page: an ICU message of content/locales in the current language. */
export type Speak = (key: string, params?: Record<string, Json>) => string;

/** <triptych-explainer>, as the shell sees it: properties down, events up. */
export interface ExplainerElement extends HTMLElement {
  file: ExplainerFile;
  /** explainers.wasm, up. */
  simulations: ExplainersModule;
  locale: string;
  t: Speak;
  /** Level of the explainer's own heading; its steps are one deeper. */
  headingLevel: number;
  /** Show what waits for a reviewer, marked as such. The address can say so too: `?review=1`. */
  review: boolean;
  /** The reading level: "simple" until the visitor chooses, for every explainer of the page. */
  level: Level;
  /** Alone: not a page of the survey. It then asks its check questions itself (nothing leaves) and draws its own step buttons. */
  alone: boolean;
  /** On a group's projector: the step alone. Whoever leads moves, by next() and previous(). */
  projected: boolean;
  /**
   * One primary action a screen: inside the survey the shell's "next" and "back" move the explainer first.
   * True when the explainer moved a step; false when it was at its end (or start) and the shell goes on.
   */
  next(): boolean;
  previous(): boolean;
  /** Its leaflet, alone. */
  print(): void;
}

/** Events of an explainer: they bubble to the shell and stop there (not composed). */
export interface ExplainerEvents {
  /** Once each; the shell passes them to the engine by `note(handle, 'explainer', file.id, state)`. */
  'explainer-state': CustomEvent<{ id: string; state: 'opened' | 'finished' }>;
  /** After each step, for the shell's progress in words. */
  'explainer-step': CustomEvent<{ id: string; step: number; steps: number }>;
  /** "Skip this explanation", or done with it when alone. */
  'explainer-leave': CustomEvent<{ id: string }>;
}
