// SPDX-License-Identifier: MIT
// Explainers: what a simulation is to the explainer element: values in, pictures and one sentence out.

import type { TemplateResult } from 'lit';
import type { ExplainersModule } from '../engine/explainers.js';
import type { Speak } from './shell.ts';

/** Values of the controls by name, as the C++ model takes them. */
export type Values = Readonly<Record<string, number>>;

/** What a simulation may know of the page around it. */
export interface Stage {
  t: Speak;
  locale: string;
  /** Room for the wide form of the pictures. */
  wide: boolean;
}

/** One number of the detailed table: in words, formatted. */
export interface Figure {
  label: string;
  value: string;
}

export interface Simulation {
  /** Runs the model. Values are inside the ranges that the file declares. */
  update(values: Values, people: number): void;
  /** A part named in a step's `show`; null: not one of this simulation. Called at each frame: cheap, and measures nothing. */
  render(part: string, stage: Stage): TemplateResult | null;
  /** The parts in short sentences, shown beside the picture. The first is one sentence that says what moved: it is announced, alone. */
  sentences(parts: readonly string[], stage: Stage): readonly [string, ...string[]];
  /** The exact numbers behind the picture, for the table. */
  figures(stage: Stage): Figure[];
}

/** A kind of simulation: its controls are the model's parameters; its file names those it lets move. */
export interface SimulationKind {
  /** Numbers of people that the picture can show, the first at the start; with one, nothing to choose. */
  sizes: readonly number[];
  /** The parts whose picture has these sizes, if not all do. */
  sized?: readonly string[];
  /** Its element declares which functions it calls: those that its C++ file exports. */
  create(module: ExplainersModule): Simulation;
}
