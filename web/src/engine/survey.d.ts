// SPDX-License-Identifier: MIT
// Engine: the contract of survey.wasm: what C++ (src/bindings/survey_module.cpp) answers and the page reads.
// Strings in, strings out: each function below takes and returns JSON text inside an Envelope; these are the shapes inside.

import type { ErrorCode } from './contract.js';

/** Anything a question can hold. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface EngineError {
  code: ErrorCode;
  /** JSON pointer into the input, or a question's name. */
  path: string;
  params: Record<string, Json>;
}

export type Envelope<T> = { ok: true; value: T } | { ok: false; error: EngineError };

/** A sentence: an ICU message of content/locales under that key, and its parameters. */
export interface Message {
  key: string;
  params?: Record<string, Json>;
}

/** A message, or words that the organizer wrote (already in the language of the view). */
export type Wording = Message | { text: string };

export interface OpenOptions {
  /** Language of texts: a key of the questionnaire's locale maps. */
  locale: string;
  /** Of widget.json: items never asked, and opt-in items that are. */
  omit?: string[];
  include?: string[];
  survey: string;
  wave: number;
  /** "wave" leaves the week out of the ballot. */
  period?: 'week' | 'wave';
  mode?: 'web' | 'kiosk' | 'facilitator' | 'paper';
  simulated?: boolean;
  /** A state that `save` gave: answers, draws, page. */
  resume?: SavedState;
}

/** What `open` answers. */
export interface Opened {
  handle: number;
  view: View;
}

export type Panel = 'confiance' | 'participation' | 'engagement';

export interface PageStep {
  name: string;
  title: string;
  panel: Panel | null;
  /** Some question of the page holds an answer. */
  answered: boolean;
}

/** All that the page draws: the one source of what is on screen. */
export interface View {
  /** starting: the questionnaire's own start page; preview: every answered page, read only; completed: nothing more to ask. */
  state: 'starting' | 'running' | 'preview' | 'completed' | 'empty';
  locale: string;
  title: string;
  description: string;
  /** Visible pages in order; `page` is an index into it, -1 in preview and completed. */
  pages: PageStep[];
  page: number;
  pageTitle: string;
  pageDescription: string;
  panel: Panel | null;
  isFirst: boolean;
  isLast: boolean;
  /** After the last page comes a preview. */
  hasPreview: boolean;
  /** Elements of the current page (of all pages in preview), panels nested. */
  elements: ElementView[];
  /** Number of questions that hold an answer, all pages. */
  answered: number;
  completedHtml: string;
  /** Navigation words the organizer wrote; empty: use the locale's. */
  words: { next: string; previous: string; complete: string; preview: string };
}

export type ElementView = PanelView | QuestionView;

export interface PanelView {
  kind: 'panel';
  name: string;
  title: string;
  description: string;
  elements: ElementView[];
  state: 'default' | 'expanded' | 'collapsed';
}

export type QuestionType =
  | 'text' | 'comment' | 'radiogroup' | 'checkbox' | 'dropdown' | 'rating' | 'boolean' | 'matrix'
  | 'multipletext' | 'ranking' | 'imagepicker' | 'html' | 'image' | 'expression' | 'explainer' | 'unsupported';

/**
 * `text` is empty where the organizer wrote none and the page has the word. Where such an answer stands inside another text ("You said {a}")
 * the core writes its `special` between U+E000 and U+E001, and SurveyEngine puts the page's word there.
 */
export interface ChoiceView {
  value: Json;
  text: string;
  enabled: boolean;
  /** other: opens a text field; none, refused, dontknow: exclusive; all: select-all; true, false: of a yes-no question. */
  special: '' | 'other' | 'none' | 'refused' | 'dontknow' | 'all' | 'true' | 'false';
  image?: string;
}

export interface QuestionView {
  kind: 'question';
  type: QuestionType;
  /** For `unsupported`: the type that was written. */
  written?: string;
  name: string;
  title: string;
  /** hidden: keep the title for assistive technology only. */
  titleLocation: 'default' | 'hidden';
  description: string;
  /** "3." or empty. */
  number: string;
  required: boolean;
  enabled: boolean;
  readOnly: boolean;
  value: Json;
  /** The words beside "other", or the comment of the question. */
  comment: string;
  hasComment: boolean;
  commentText: string;
  errors: Wording[];
  /** The answer has no finite code: it stays on this page and never leaves. */
  leaves: boolean;
  /** Drawn at random before it leaves (k-ary randomised response). */
  epsilon?: number;

  // radiogroup, checkbox, dropdown, ranking, imagepicker, rating, boolean (two choices)
  choices?: ChoiceView[];
  multiple?: boolean;
  maxSelected?: number;
  minSelected?: number;
  placeholder?: string;
  otherPlaceholder?: string;
  // rating
  minText?: string;
  maxText?: string;
  // text, comment
  inputType?: string;
  min?: string;
  max?: string;
  step?: string;
  maxLength?: number;
  rows?: number;
  autocomplete?: string;
  suggestions?: string[];
  // matrix
  columns?: ChoiceView[];
  matrixRows?: { value: Json; text: string; answer: Json; required: boolean; errors: Wording[] }[];
  // multipletext
  items?: { name: string; title: string; inputType: string; value: Json; required: boolean; errors: Wording[] }[];
  // html (not sanitised here: the page does), image, expression
  html?: string;
  image?: { link: string; alt: string; width: string; height: string };
  display?: string;
  // explainer
  explainer?: string;
  /** Check question: the explainer it belongs to and the form (A or B). */
  check?: { explainer: string; form: string };
}

/** What `answer` gives: only what changed. The page asks for `view` when it shows any of these. */
export interface Change {
  shown: string[];
  hidden: string[];
  /** Names whose value, choices, enabled state, title or errors changed, the answered one included. */
  changed: string[];
  /** Pages were added or removed, or the state of the survey changed. */
  pages: boolean;
}

/** What `next`, `previous`, `go`, `preview`, `complete` give. */
export interface Step {
  moved: boolean;
  /** Questions of the page that refuse, in order, when not moved. */
  refused: { name: string; title: string; errors: Wording[] }[];
  view: View;
}

/** One line of what leaves, in words: "Question: answer". */
export interface Leaving {
  name: string;
  title: string;
  /** Index into View.pages of the page that asks it: "change" goes there. */
  page: number;
  answer: Wording[];
}

/** The ballot as it would leave now. Made once a sitting: asking again gives the same bytes until an answer changes. */
export interface BallotView {
  /** base64url, what is sent. */
  text: string;
  /** Bytes of the binary form, lower-case hexadecimal, with the name of the field each run belongs to. */
  bytes: { field: string; hex: string }[];
  /** SHA-256 of the binary form, lower-case hexadecimal: what the receipt must echo. */
  sha256: string;
  leaving: Leaving[];
  /** Questions answered on the page whose words stay on this device. */
  staying: { name: string; title: string }[];
}

/** Opaque to the page; kept in sessionStorage. */
export type SavedState = { [name: string]: Json };

/** One item as results.wasm and charts need it, in the language asked for. */
export interface CodebookItem {
  name: string;
  question: string;
  title: string;
  kind: 'single' | 'multiple' | 'ranking';
  /** question or matrix_row: asked; explainer, draw, fact: what the page knows of the sitting. */
  source: 'question' | 'matrix_row' | 'explainer' | 'draw' | 'fact';
  compared: boolean;
  panel: Panel | null;
  /** Of a check question: what it checks. */
  explainer?: string;
  /** Code of the right option, of a check question. */
  correct?: number;
  epsilon?: number;
  /** special: without words of the organizer's own the text is empty and the page has the word. Empty if `grid`. */
  options: { code: number; value: Json; text: string; special?: 'none' | 'other' | 'true' | 'false' }[];
  /** Numbers or dates of more than 200 values, instead of options. */
  grid?: { unit: 'number' | 'day' | 'month'; first: Json; step: number; count: number };
}

/** The functions of the module. Each returns an Envelope as JSON text. */
export interface SurveyModule {
  /** (questionnaire text, OpenOptions) → Opened */
  open(questionnaire: string, options: string): string;
  close(handle: number): string;
  /** → View */
  view(handle: number): string;
  /** (name, value) → Change. `null` clears. */
  answer(handle: number, name: string, value: string): string;
  /** Words beside "other" or of the question's comment → Change */
  comment(handle: number, name: string, words: string): string;
  /** A fact of the page ("results_seen") or an explainer's progress ("explainer", name, "opened" | "finished") → Change */
  note(handle: number, fact: string, about: string, state: string): string;
  /** → Step */
  next(handle: number): string;
  previous(handle: number): string;
  /** Page index → Step: backwards freely, forwards only over valid pages. */
  go(handle: number, page: number): string;
  /** To the preview if there is one, whatever remains unanswered ("stop here and send") → Step */
  finish(handle: number): string;
  /** → Step */
  complete(handle: number): string;
  /** Another language, answers kept → View */
  locale(handle: number, locale: string): string;
  /** → BallotView */
  ballot(handle: number): string;
  /** The visitor's own codes beside the results: { [item name]: number | number[] } */
  own(handle: number): string;
  /** → CodebookItem[] in the current language */
  codebook(handle: number): string;
  /** → { right: string[], wrong: string[] } of check questions answered (names) */
  checks(handle: number): string;
  /** → SavedState */
  save(handle: number): string;
  /** hex SHA-256 of text, for receipts → string */
  sha256(text: string): string;
}
