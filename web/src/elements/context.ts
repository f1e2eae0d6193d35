// SPDX-License-Identifier: MIT
// Elements: what every screen and question is given to draw itself.

import type { TemplateResult } from 'lit';
import type { QuestionView, View } from '../engine/survey.js';
import type { Words } from '../i18n/messages.ts';
import type { Action, Screen, State } from '../store/state.ts';
import type { WidgetStore } from '../store/widget-store.ts';

export interface Context {
  state: State;
  words: Words;
  dispatch(action: Action): void;
  /** Level of the screen's own heading, so that it fits the host page. */
  level: number;
  /** A chunk that arrives later: null, then drawn again; undefined when it failed. `resting`: not before the page rests. */
  later<Module extends object>(name: string, importer: () => Promise<Module>, resting?: boolean): Module | null | undefined;
  /** Something fetched or started once, by key: null, then drawn again; undefined when it failed. */
  fetched<Value>(key: string, begin: () => Promise<Value>): Value | null | undefined;
  /** What is behind the snapshot: asked for when a screen needs it. */
  store: Pick<WidgetStore, 'explainer' | 'summary' | 'own' | 'codebook' | 'speakOf'>;
  /** A device that many use, one after the other: what stays on it is not this visitor's to see. */
  shared: boolean;
  /** The address of a file named in widget.json or in the questionnaire beside it. */
  address(relative: string): string;
}

/** What a chunk of screens draws. */
export type Screens = Partial<Record<Screen, (context: Context) => TemplateResult>>;

/** A page of the survey, drawn. */
export interface PageContext extends Context {
  view: View;
}

/** An id for a question or a part of it, free of what an id list would split. */
export const idOf = (name: string, part = ''): string =>
  `q-${name.replace(/[^A-Za-z0-9]/g, (letter) => `_${letter.charCodeAt(0).toString(16)}`)}${part && `-${part}`}`;

export const answer = (context: Context, question: QuestionView, value: Parameters<typeof JSON.stringify>[0]): void =>
  context.dispatch({ type: 'answer', name: question.name, value });
