// SPDX-License-Identifier: MIT
// Engine: the contract of studio.wasm: what is wrong in a survey's files and where, and every text in them.
// Text in, text out: an Envelope as JSON text; these are the shapes inside.

import type { EngineError } from './survey.js';

/** A specialists' word, and what to say instead. */
export interface PlainWord {
  language: string;
  avoid: string;
  use: string;
}

export interface CheckRequest {
  /** By their path beside widget.json. Without a widget.json: questionnaires, each alone. */
  files: Record<string, string>;
  /** What a visitor would meet counts as an error. */
  publish?: boolean;
  /** questionnaire.json as it was when it began to collect. */
  before?: string;
  plain_words: readonly PlainWord[];
}

/** What is wrong, or worth saying, and where. */
export interface FileDiagnostic extends EngineError {
  severity: 'error' | 'warning' | 'note';
  file: string;
  /** From 1. */
  line: number;
  column: number;
}

/** A text that is shown; `words` by language, "default" in the language of the questionnaire. */
export interface FileText {
  file: string;
  /** JSON pointer. */
  path: string;
  words: Record<string, string>;
}

export interface Checked {
  /** By file, line and column. */
  found: FileDiagnostic[];
  texts: FileText[];
}

export interface StudioModule {
  /** CheckRequest → Checked. */
  check(request: string): string;
}
