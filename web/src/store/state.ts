// SPDX-License-Identifier: MIT
// Store: one frozen snapshot holds all that is drawn; actions are all that can be asked. Elements know nothing else.

import type { Ballot } from '../collectors/collector.ts';
import type { DisclosureConfig, NextConfig, WidgetConfig } from '../config.ts';
import type { Words } from '../i18n/messages.ts';
import type { ExplainersModule } from '../engine/explainers.js';
import type { ExplainerFile } from '../explainers/explainer-file.ts';
import type { BallotView, Json, Panel, QuestionView, Step, View, Wording } from '../engine/survey.js';
import type { Keeping } from './saved.ts';

/**
 * home: the three doors. understand: an explainer alone. notice: before any answer. question: a page of the survey.
 * feedback: what the questions to think about meant. review: what would leave. receipt: after sending. results: see and act.
 */
export type Screen = 'home' | 'understand' | 'notice' | 'question' | 'feedback' | 'review' | 'receipt' | 'results';

/**
 * Of the ballot, after "send". `kept`: nothing leaves here (kinds none and device, or no controller). `elsewhere`: it no longer waits,
 * and this tab does not know whether another one sent or erased it. `before`: this device remembers that one was sent on an earlier visit.
 */
export type Delivery = 'idle' | 'before' | 'sending' | 'received' | 'waiting' | 'waiting-memory' | 'refused' | 'kept' | 'elsewhere';

export interface State {
  readonly screen: Screen;
  /** widget.json: on its way, read, or not to be had. */
  readonly config: WidgetConfig | null;
  readonly engine: 'loading' | 'ready' | 'failed';
  /** A calm sentence about what went wrong, over the screen. */
  readonly problem: Wording | null;
  /** A calm sentence about what happened ("your answers were found again"). */
  readonly news: Wording | null;
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly words: Words | null;
  /** Title and description of the questionnaire, before the engine is up. */
  readonly intro: { title: string; description: string } | null;
  readonly disclosure: DisclosureConfig | null;
  readonly next: NextConfig | null;
  readonly view: View | null;
  readonly refused: Step['refused'];
  readonly ballot: BallotView | null;
  /** What leaves instead of the ballot's own text, where the organizer wants ballots sealed. */
  readonly sealed: Ballot | null;
  readonly delivery: Delivery;
  /** Ballots that wait on this device. */
  readonly waiting: number;
  readonly keeping: Keeping;
  /** Where the organizer wants a mark on the device: its last day, YYYY-MM-DD. */
  readonly markedUntil: string | null;
  /** The notice's "more" was opened. */
  readonly unfolded: boolean;
  /** "Erase everything" was pressed and waits for a yes. */
  readonly erasing: boolean;
  /** Grows with each change of screen: the page then takes the focus to its heading. Never before the visitor acts. */
  readonly moves: number;
  /** Grows when the same page has errors to read first. */
  readonly refusals: number;
  /** The explainer chosen behind the first door; null: the first. */
  readonly explaining: string | null;
  /** Check questions of which both forms are answered: their feedback is due. */
  readonly checked: { explainer: string; answers: Record<string, Json> } | null;
}

/** Before widget.json is read. */
export const initial: State = {
  screen: 'home',
  config: null,
  engine: 'loading',
  problem: null,
  news: null,
  locale: 'en',
  direction: 'ltr',
  words: null,
  intro: null,
  disclosure: null,
  next: null,
  view: null,
  refused: [],
  ballot: null,
  sealed: null,
  delivery: 'idle',
  waiting: 0,
  keeping: 'tab',
  markedUntil: null,
  unfolded: false,
  erasing: false,
  moves: 0,
  refusals: 0,
  explaining: null,
  checked: null,
};

export type Action =
  | { type: 'home' }
  | { type: 'panel'; panel: Panel }
  | { type: 'explain'; id: string }
  | { type: 'begin' }
  | { type: 'answer'; name: string; value: Json }
  | { type: 'comment'; name: string; words: string }
  | { type: 'next' }
  | { type: 'previous' }
  | { type: 'go'; page: number }
  | { type: 'finish' }
  | { type: 'send' }
  | { type: 'retry' }
  | { type: 'download' }
  | { type: 'locale'; locale: string }
  | { type: 'keep'; on: 'tab' | 'device' }
  | { type: 'erase'; step: 'ask' | 'cancel' | 'confirm' }
  | { type: 'explainer'; id: string; state: 'opened' | 'finished' }
  | { type: 'unfold' }
  | { type: 'dismiss' };

/** All that an explainer needs to be drawn. */
export interface ExplainerParts {
  file: ExplainerFile;
  simulations: ExplainersModule;
}

/** Every question of a view, panels opened. */
export function questionsOf(view: View | null): QuestionView[] {
  const flat = (elements: View['elements']): QuestionView[] =>
    elements.flatMap((element) => (element.kind === 'panel' ? flat(element.elements) : [element]));
  return view ? flat(view.elements) : [];
}
