// SPDX-License-Identifier: MIT
// Engine: the contract of workbench.wasm: organizers open ballots, see what may be shown, take files away. Runs in a worker.
// Strings in, strings out: each function answers an Envelope as JSON text; these are the shapes inside.

import type { CodebookItem, EngineError, Json } from './survey.js';

export interface CountOptions {
  /** questionnaire.json as text. */
  questionnaire: string;
  survey: string;
  wave: number;
  /** Earlier questionnaires of the same wave, as text. */
  earlier?: string[];
  /** Of the codebook's words; absent: the questionnaire's own language. */
  locale?: string;
  /** Weeks (as Burst says them) whose ballots are passed over: to see what the answers would be without a burst. */
  without_weeks?: number[];
}

/** What was read of one .ballots file. */
export interface Added {
  /** Ballots taken, all files so far, copies included. */
  ballots: number;
  /** Error code → how many of this file's ballots could not be read. */
  refused: Record<string, number>;
}

/** What the organizer, who holds the ballots, is told. Never published. */
export interface CountReport {
  survey: string;
  wave: number;
  simulated: boolean;
  ballots: number;
  /** Copies left out, and other ballots with an identifier already taken. */
  duplicates: number;
  conflicts: number;
  disagreements: { structure: string; item: string; kind: 'apart' | 'fewer_options' }[];
  /** Why the snapshot before stays as it is; no: it does not. */
  kept: 'no' | 'unchanged' | 'too_few' | 'one_category' | 'decrease' | 'limit';
  /** The first table that may not move. */
  table: string;
  number: number;
  closed: boolean;
  /** Number of ballots as published. */
  shown: number;
  tables: number;
  released: number;
}

/** An item as counted, and why its table may not be shown; empty: it may. Never published. */
export interface Preview {
  name: string;
  question: string;
  source: CodebookItem['source'] | 'envelope';
  kind: CodebookItem['kind'];
  compared: boolean;
  values: Json[];
  options: number[];
  answered: number;
  unanswered: number;
  refused: number;
  dont_know: number;
  not_asked: number;
  taught: number;
  why: '' | 'few' | 'one_category' | 'alike' | 'options' | 'policy' | 'flow' | 'closing';
}

/** A grid of at least six rows: how many people gave the same answer throughout. */
export interface StraightLine {
  question: string;
  items: number;
  people: number;
}

/** A week with far more ballots than the ordinary one: a newsletter, or somebody who answers many times. Copies included. */
export interface Burst {
  /** Since that of 1970-01-01. */
  week: number;
  ballots: number;
  /** Median of the other weeks. */
  ordinary: number;
}

/** The totals that each option of a single-choice item ought to have: of any sum. */
export interface MarginTarget {
  item: string;
  targets: number[];
}

/** Of the people who answered every item of the margins. Never published, never representative. */
export interface Weighed {
  people: number;
  left_out: number;
  effective_n: number;
  design_effect: number;
  /** The smallest and the largest weight over their mean. */
  least: number;
  most: number;
  /** false: some weights stay outside of 0.3 to 3. */
  settled: boolean;
  cycles: number;
  thin: { item: string; value: Json; people: number }[];
  items: { name: string; answered: number; plain: number[]; weighted: number[] }[];
}

/** What could be published if `people` had answered as those did who are here. Never published. */
export interface Forecast {
  people: number;
  tables: number;
  released: number;
  crossed: number;
  crossed_released: number;
  cells: number;
  hidden: number;
  /** 0: tables only. */
  rows: number;
  k: number;
  loss: number;
}

/** Two single-choice items, by the ballots that answered both; row-major. Never published. */
export interface Crosstab {
  rows: string;
  columns: string;
  row_values: Json[];
  column_values: Json[];
  cells: number[];
}

export interface PreviewOptions {
  /** disclosure.json as text. */
  policy: string;
  closing: boolean;
}

export interface ReleaseOptions {
  /** disclosure.json as text. */
  policy: string;
  /** The snapshot last shown, as text; empty: none. */
  previous: string;
  closing: boolean;
}

export interface Release {
  /** results/<survey>.json byte for byte. */
  snapshot: string;
  report: CountReport;
  /** At closing; else null. */
  rows: RowsSummary | { released: false; error: EngineError } | null;
}

/** What the rows of data.csv went through, to be published with them. */
export interface RowsSummary {
  released: true;
  k: number;
  counting: 'strict';
  rows: number;
  dropped: number;
  classes: number;
  /** 0 untouched, 1 all gone: of all answers to quasi-identifiers. */
  loss: number;
  /** level 0: as answered; level = height: left out. */
  quasi_identifiers: { item: string; level: number; height: number; suppressed: number }[];
  left_out: { item: string; why: 'withheld' | 'crossed' | 'flow' | 'coarsest' }[];
}

export interface ExportOptions {
  snapshot: string;
  locale: string;
  /** The messages "export.word.<key>" of that locale by key. */
  words: Record<string, string>;
  /** widget.json and disclosure.json as text; empty: none, and the bundle says less of who asked and of the rules. */
  widget: string;
  policy: string;
  /** The day that the bundle bears: "2026-11-26". */
  date: string;
}

export interface ExportedFile {
  path: string;
  /** UTF-8; spreadsheets begin with a byte-order mark. */
  text: string;
}

/** What was read of JSON lines, all calls so far. */
export interface Lines {
  rows: number;
  /** Lines that are no JSON object. */
  broken: number;
  /** Item → values that are no option of it: counted as unanswered. */
  strange: Record<string, number>;
}

export interface IndexOptions {
  /** Items that most filters and tables are about: single, few options each. */
  dimensions: string[];
}

export interface Index {
  ballots: number;
  duplicates: number;
  conflicts: number;
  /** Of those asked for, how many rows are clustered by, and in how many groups. */
  dimensions: number;
  cells: number;
  weighted: boolean;
  /** Memory that ballots and index take. */
  bytes: number;
  /** Which loops this engine runs fastest. */
  kernels: 'portable' | 'simd';
}

/** Ballots whose code of the item is one of these (of a list: an option ticked, or ranked first); `except`: the others. -1: suppressed. */
export interface Term {
  item: string;
  in: number[];
  except?: boolean;
}

export interface Question {
  /** All must hold. */
  filter?: Term[];
  weighted?: boolean;
  marginals?: string[];
  crosstabs?: { rows: string; columns: string }[];
  flows?: { before: string; after: string }[];
  /** Items of one grid each: how many ballots have the same option in all of them. */
  straight?: string[][];
  /** Terms each: how many ballots of the filter fulfil them together (answers that exclude each other, for one). */
  together?: Term[][];
}

/** Numbers are ballots, or weights where `weighted` was asked. The index is made, or brought up to date, when it is first asked. */
export interface Answers {
  ballots: number;
  weight?: number;
  /** states: not asked, unanswered, refused, don't know, suppressed. */
  marginals: { item: string; states: number[]; answered: number; options: number[] }[];
  /** Lines and columns: the five states, then the options. */
  crosstabs: { rows: string; columns: string; cells: number[][] }[];
  /** Options before (lines) by options after; up: a later option. apart: who did not answer both. */
  flows: { cells: number[][]; up: number; same: number; down: number; apart: number }[];
  straight: number[];
  together: number[];
}

export interface WorkbenchModule {
  /** CountOptions → { handle: number; structure: string; codebook: CodebookItem[] } in the questionnaire's own language */
  open(options: string): string;
  close(handle: number): string;
  /** The text of a .ballots file → Added */
  add(handle: number, ballots: string): string;
  /** JSON lines and the name of their weight ('': none) → Lines. Instead of ballots, never with them; never released. */
  read(handle: number, lines: string, weight: string): string;
  /** IndexOptions → Index */
  index(handle: number, options: string): string;
  /** Question → Answers: of all that was added. For who holds the ballots: nothing here has been released. */
  ask(handle: number, question: string): string;
  /** ReleaseOptions → Release. The ballots stay: more can be added. At closing the rows are made too, which takes a while: the module
   * imports desk.progress(share: number). */
  release(handle: number, options: string): string;
  /** PreviewOptions → Preview[] */
  preview(handle: number, options: string): string;
  /** → StraightLine[] */
  straight(handle: number): string;
  /** → Burst[] */
  bursts(handle: number): string;
  /** { rows: string; columns: string } (names of items) → Crosstab */
  crosstab(handle: number, options: string): string;
  /** MarginTarget[] → Weighed */
  weigh(handle: number, margins: string): string;
  /** { policy: string; sizes: number[] } → Forecast[]. Tells its progress as release does. */
  forecast(handle: number, options: string): string;
  /** ExportOptions → ExportedFile[]. With rows where the snapshot is that of the last release. */
  files(handle: number, options: string): string;
  /** Bytes in base64url → { sha256: string }, hexadecimal */
  sha256(bytes: string): string;
}

export type Opened = { handle: number; structure: string; codebook: CodebookItem[] };