// SPDX-License-Identifier: MIT
// Explainers: the shape of content/<survey>/explainers/<id>.json as the page reads it; its schema is content/schema/explainer.schema.json.

/** Words in each language: { "default": "…", "en": "…" }, as in the questionnaire; `default` is the language it was written in. */
export type Words = Record<string, string>;

/** How well a statement is known: S1 read in the primary source, S2 second-hand, K from memory, C computed by this project. */
export type Evidence = 'S1' | 'S2' | 'K' | 'C';

/** Who answers for a statement. Without it, S2 and K stay in the file, unseen. */
export interface Review {
  name: string;
  society: string;
  date: string;
  conflictOfInterest: string;
}

/** Where a number comes from. */
export interface Source {
  /** Author, title, journal, year: as printed. */
  title: string;
  address: string;
  /** Who, where and when, with numbers of people. */
  about?: Words;
  evidence: Evidence;
  /** ISO date at which it was read. */
  read: string;
}

/** How much is said, and in which words. An explainer opens at "simple". */
export type Level = 'simple' | 'full';

/** One number that the visitor moves. */
export interface Control {
  label: Words;
  /** What it means, in plain words. */
  help?: Words;
  /** Holds {value}, or {count} and {people} for a share of people, and no other braces: "{count} personnes sur {people}". */
  unit: Words;
  /** In the model's own unit; shares in 0..1. */
  min: number;
  max: number;
  step: number;
  scale: 'linear' | 'log';
}

/** Values of a study, one press away. `values` names controls of the file. */
export interface Preset {
  id: string;
  label: Words;
  /** Said under the picture while these values are shown. */
  note?: Words;
  values: Record<string, number>;
  evidence: Evidence;
  /** Keys of `sources`. Empty for a made-up teaching example, which `note` says. */
  sources: string[];
  review?: Review | null;
}

/** A statement beside the picture. */
export interface Fact {
  id: string;
  text: Words;
  /** The same at the simple level, which tells only facts that have these words. */
  simple?: Words;
  evidence: Evidence;
  sources: string[];
  review?: Review | null;
}

export interface Step {
  id: string;
  title: Words;
  /** Paragraphs. */
  text: Words[];
  /** The same at the simple level. */
  simple: Words[];
  /** Values at which the step opens: the id of a preset. */
  preset?: string;
  /** Controls that can be moved in this step, in order; none: the picture only. */
  controls: string[];
  /** Presets offered as buttons, in order; at most four. */
  presets: string[];
  /** Ids of facts told at the end of the step. */
  facts: string[];
  /** Parts of the simulation: those that its element draws, and "sentence". */
  show: string[];
}

/** A question to think about. In the journey it is an ordinary question of the questionnaire, under one of `questions`. */
export interface Check {
  form: string;
  /** Names in questionnaire.json that ask it. */
  questions: string[];
  title: Words;
  choices: { value: string; text: Words; feedback: Words }[];
  correct: string;
  /** Where the right answer rests on a source (a law): as of a fact. */
  evidence?: Evidence;
  sources?: string[];
  review?: Review | null;
}

/** What is often believed, and what to say to it. */
export interface Misconception {
  id: string;
  belief: Words;
  answer: Words;
}

/** For who leads a group. */
export interface Workshop {
  minutes: { question: number; step: number; discussion: number };
  prompts: Words[];
}

export interface GlossaryEntry {
  term: Words;
  meaning: Words;
}

export interface ExplainerFile {
  version: 1;
  id: string;
  /** The registered simulation that draws it: web/src/explainers/registry.ts. */
  simulation: string;
  title: Words;
  /** One sentence before anything moves. */
  introduction: Words;
  /** The introduction at the simple level. */
  simple: Words;
  minutes: number;
  controls: Record<string, Control>;
  presets: Preset[];
  facts: Fact[];
  steps: Step[];
  checks: Check[];
  misconceptions?: Misconception[];
  workshop?: Workshop;
  glossary: GlossaryEntry[];
  /** What to remember, one sentence. */
  takeaway: Words;
  sources: Record<string, Source>;
  reviewers: Review[];
}

/** Second-hand or remembered, and signed by nobody: unseen until a named reviewer signs it. */
export const waitsForReview = ({ evidence, review }: { evidence?: Evidence; review?: Review | null }): boolean =>
  (evidence === 'S2' || evidence === 'K') && !review;

/** What to say of an answer to a check question of the survey; the shell shows it after the last form. */
export function feedbackFor(file: ExplainerFile, question: string, answer: string): Words | null {
  const check = file.checks.find(({ questions }) => questions.includes(question));
  return check?.choices.find(({ value }) => value === answer)?.feedback ?? null;
}
