// SPDX-License-Identifier: MIT
// Web: widget.json as the page reads it. Its schema is content/schema/widget.schema.json; addresses in it are relative to itself.

/** Words of the organizer in each language; `default` is the one they were written in. */
export type Localized = string | Record<string, string>;

export interface WidgetConfig {
  version: number;
  survey: string;
  wave: number;
  questionnaire: string;
  languages: string[];
  explainers?: string[];
  references?: string;
  disclosure?: string;
  next?: string;
  /** Without it the widget says that it is a demonstration, and sends nothing. */
  controller?: { name: string; contact: string; dpo?: string };
  purpose?: Localized;
  note?: Localized;
  minutes?: number;
  collect?: {
    kind: 'none' | 'device' | 'triptych' | 'http' | 's3' | 'wordpress';
    url?: string;
    /** Ballots are sealed for whoever holds the private half. */
    publicKey?: string;
    /** A line on the device, for so many days, that a ballot was sent: the page then asks no second time. */
    marker?: { days: number };
    /** s3: what object names begin with, and the fields of the signed form. */
    prefix?: string;
    fields?: Record<string, string>;
  };
  /** live: a screen in a room asks for them again, every few seconds. */
  results?: { url: string; live?: boolean };
  theme?: Record<string, string>;
  omit?: string[];
  include?: string[];
  period?: { kind: 'week' | 'wave' };
  retention?: { days: number };
  simulated?: boolean;
  /** What waits for a reviewer is shown, as \`?review=1\` does. */
  review?: boolean;
}

/** disclosure.json, as far as the notice needs it: "anonymous" is said only where somebody judged it, by name and date. */
export interface DisclosureConfig {
  anonymity?: { judged_by: string; date: string } | null;
}

/** next.json: what the visitor can do after. */
export interface NextConfig {
  results_when?: Localized;
  questions_to_ask?: { title: Localized; intro?: Localized; questions: { id: string; text: Localized }[] };
  actions?: { id: string; actor: Localized; text: Localized }[];
  credits?: {
    paid_by?: Localized;
    written_by?: Localized;
    origin?: { text: Localized; address?: string };
    reviewers?: { name: string; society: string; date: string; conflictOfInterest: string }[];
    not_reviewed?: Localized;
  };
  signup?: { text: Localized; address: string } | null;
}

/** Ballots must be sealed, and a page over plain http is given no cryptography to do it with. */
export const cannotSeal = (config: WidgetConfig): boolean => Boolean(config.collect?.publicKey) && !globalThis.crypto?.subtle;

/** How ballots really travel here: nothing leaves without somebody who answers for it, nor open where it should be sealed. */
export function collectKind(config: WidgetConfig): NonNullable<WidgetConfig['collect']>['kind'] {
  return config.controller && !cannotSeal(config) ? (config.collect?.kind ?? 'none') : 'none';
}
