// SPDX-License-Identifier: MIT
// Studio: what every section is given: the draft, what the core says of it, and the few things that a section may do.

import type { Desk } from '../desk/language.ts';
import type { Checked, FileDiagnostic } from '../engine/studio.js';
import type { Draft } from './draft.ts';
import type { JsonObject } from './json.ts';

export const sections = ['questions', 'texts', 'explainers', 'settings', 'rules', 'look', 'preview', 'check', 'files', 'leave'] as const;
export type Section = (typeof sections)[number];

/** What a section remembers while another one is open. */
export interface Remembered {
  /** Pointers of the questions that stand open. */
  open: ReadonlySet<string>;
  /** Language that is translated into. */
  target: string;
  /** Only texts that lack it. */
  missing: boolean;
  previewing: { locale: string; panel: '' | 'confiance' | 'participation' | 'engagement'; scheme: '' | 'light' | 'dark'; size: 'phone' | 'desk' };
  /** The file that is read as text, and the line to go to. */
  file: string;
  line: number;
  /** Where triptych.js will lie, and the page that will hold it. */
  folder: string;
  page: string;
  said: string;
}

export interface Studio {
  readonly desk: Desk;
  readonly draft: Draft;
  /** null: not looked at yet. */
  readonly checked: Checked | null;
  readonly remembered: Remembered;
  remember(change: Partial<Remembered>): void;
  /** A change of one file, which can be undone. */
  edit(file: string, change: (json: JsonObject) => void): void;
  replace(draft: Draft): void;
  show(section: Section, change?: Partial<Remembered>): void;
}

/** What the core says, in words. */
export const said = ({ t }: Desk, { code, path, params }: Pick<FileDiagnostic, 'code' | 'path' | 'params'>): string =>
  code === 'cli_read' ? t('studio.file_missing') : t(`error.${code}`, { path, ...params });

/** Of that value; `deep`: and of all that is inside. */
export const foundAt = ({ checked }: Studio, file: string, path: string, deep = false): FileDiagnostic[] =>
  (checked?.found ?? []).filter((one) => one.file === file && one.code !== 'reading_measured' && (one.path === path || (deep && one.path.startsWith(`${path}/`))));
