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
  source: string;
  address: string;
  date: string;
  n: number;
  count: number | null;
  percent: number;
  low: number | null;
  high: number | null;
  /** article: the figure this survey answers; elsewhere: another question in another country. */
  kind: 'article' | 'elsewhere';
  notes: string[];
  /** Codes of the options whose share is compared. */
  codes: number[];
  /** The same share among ours (null below 30). */
  ours: { count: number; n: number; percent: number | null; low: number | null; high: number | null } | null;
}

export interface QuestionResult {
  name: string;
  question: string;
  title: string;
  kind: 'single' | 'multiple' | 'ranking';
  /** withheld: under the threshold; `why` says it in words. */
  status: 'released' | 'withheld';
  why: Message | null;
  /** Substantive answers. */
  n: number;
  bars: Bar[];
  /** Don't know, prefer not to say, unanswered: beside, same scale. */
  beside: { kind: 'dontknow' | 'refused' | 'unanswered'; count: number; own: boolean }[];
  references: ReferenceFigure[];
  /** One sentence that says the chart. */
  sentence: Message;
  /** How many ballots had seen an explainer or results before a compared item, and are left out. */
  taught: number | null;
}

export interface Summary {
  status: 'released' | 'waiting' | 'none';
  why: Message | null;
  simulated: boolean;
  /** Ballots in this snapshot, floored to 5 while open. */
  n: number;
  threshold: number;
  batch: number;
  questions: QuestionResult[];
}

export interface ResultsModule {
  /** SummaryInput → Envelope<Summary> */
  summary(input: string): string;
}
