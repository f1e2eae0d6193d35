// SPDX-License-Identifier: MIT
// Engine: the contract of results.wasm: a released snapshot and the visitor's own codes, made ready to draw.

import type { CodebookItem, Json, Message } from './survey.js';

/** results/<survey>.json, written only by src/disclosure/snapshot.cpp. The page never reads it: results.wasm does. */
export type SnapshotText = string;

export interface SummaryInput {
  /** The snapshot's text, or empty when the collector has none yet. */
  snapshot: SnapshotText;
  codebook: CodebookItem[];
  /** The visitor's own codes by item name (`own` of survey.wasm): marked, never added. */
  own: Record<string, number | number[]>;
  /** references.json as read. */
  references: Json;
  locale: string;
}

export interface Bar {
  code: number;
  text: string;
  count: number;
  /** Whole percent of the substantive answers; null below 30 answers. */
  percent: number | null;
  /** 95 % Wilson interval in whole percents; null with percent. */
  low: number | null;
  high: number | null;
  own: boolean;
}

export interface ReferenceFigure {
  label: string;
  who: string;
  where: string;
  /** Who asked or paid; empty: nothing a reader should know. */
  sponsor: string;
  source: string;
  address: string;
  /** When people were asked, or the source was published; `dateFrom` is the beginning where it took months, else empty. */
  date: string;
  dateFrom: string;
  n: number | null;
  count: number | null;
  /** Whole percent. */
  percent: number;
  /** 95 % Wilson interval in whole percents; null where the source gives no count. */
  low: number | null;
  high: number | null;
  /** article: the figure this survey answers; elsewhere: another question in another country; context: told in words, off the chart. */
  kind: 'article' | 'elsewhere' | 'context';
  /** digital_tools: not about AI, and labelled so. */
  subject: 'ai' | 'digital_tools';
  /** What these people said, in one sentence; may be empty. */
  measured: string;
  /** The exact question as it was asked; null: unknown, and the page says so. */
  wording: { language: string; text: string; options: string[] } | null;
  notes: string[];
  /** Codes of the options whose share is compared. */
  codes: number[];
  /** The same share among ours (percents null below 30); null while withheld, or where boxes overlap. */
  ours: { count: number; n: number; percent: number | null; low: number | null; high: number | null } | null;
}

/** What a few interviews said: a theme, never a percentage. */
export interface Theme {
  label: string;
  who: string;
  where: string;
  sponsor: string;
  source: string;
  address: string;
  date: string;
  dateFrom: string;
  n: number;
}

export interface QuestionResult {
  name: string;
  question: string;
  title: string;
  kind: 'single' | 'multiple' | 'ranking';
  /** withheld: under the threshold; `why` says it in words. */
  status: 'released' | 'withheld';
  why: Message | null;
  /** Substantive answers; 0 while withheld. */
  n: number;
  /** Shares and counts are estimated from answers that were drawn at random before they left (n: all who were asked). */
  estimated: boolean;
  /** All options; empty while withheld. A ranking counts who put the option first. */
  bars: Bar[];
  /** The visitor's own answer in words, also while withheld; empty: none. */
  own: string[];
  /** Don't know, prefer not to say, unanswered: beside, same scale. */
  beside: { kind: 'dontknow' | 'refused' | 'unanswered'; count: number; own: boolean }[];
  references: ReferenceFigure[];
  themes: Theme[];
  /** One sentence that says the chart. */
  sentence: Message;
  /** How many ballots had seen an explainer or results before a compared item, and are left out. */
  taught: number | null;
}

/** People asked twice in one sitting: up (right only after, or towards `upwards`), same, down. */
export interface FlowResult {
  name: string;
  kind: 'learning' | 'change';
  /** Of the explainer, or of the question. Empty where several explainers are counted together. */
  title: string;
  status: 'released' | 'withheld';
  why: Message | null;
  n: number;
  sentence: Message;
  /** The option's words towards which each way goes; empty for learning. */
  upwards: string;
  downwards: string;
  /** Empty while withheld; shares null below 30. */
  moves: { move: 'up' | 'same' | 'down'; count: number; percent: number | null; low: number | null; high: number | null }[];
  /** What the 95 % interval of the difference says, in either direction; null below 30. */
  verdict: Message | null;
  /** Exact McNemar test, in thousandths; null with verdict. */
  chance: number | null;
}

export interface Summary {
  status: 'released' | 'waiting' | 'none';
  why: Message | null;
  simulated: boolean;
  /** Ballots in this snapshot, floored to a step (5) while open; 0 below the threshold. */
  n: number;
  /** The survey takes no more answers. */
  closed: boolean;
  /** Of the policy that made the snapshot: least answers of a table, least new answers of a batch; 0 when `none`. */
  threshold: number;
  batch: number;
  questions: QuestionResult[];
  flows: FlowResult[];
  /** Figures that stand beside no question. */
  context: ReferenceFigure[];
}

export interface ResultsModule {
  /** SummaryInput → Envelope<Summary> */
  summary(input: string): string;
}
