// SPDX-License-Identifier: MIT
// Desk: where ballots are collected and results published, reached from the page with a key typed for the occasion. The key is kept in memory
// until the page is left, never stored; nothing is asked of an office before the organizer presses a button.

import type { WidgetConfig } from '../config.ts';
import type { Index } from './bundle.ts';
import type { Survey } from './survey-files.ts';
import { connectionFrom } from './wordpress.ts';

/** What became of "publish". */
export interface Done {
  /** Whether visitors now see something new. */
  changed: boolean;
  /** Why not, or at closing why the last ballots stay out: an ending of workbench.kept_*; "no": nothing stays out. */
  kept: string;
  /** The item because of which; empty: all of them, for too few ballots are new. */
  table: string;
  /** Of a closed wave: the day from which its raw ballots are to be deleted there, or were. */
  dueOn: string;
  deletedOn: string;
  /** Whether they are deleted there without anybody asking. */
  byItself?: boolean;
}

export interface Office {
  /** Ballots as files that could have been chosen by hand, and how many things beside them are none. `told`: how many are known so far. */
  ballots(told: (known: number) => void): Promise<{ files: readonly File[]; others: number }>;
  /** What visitors see now, as text; empty: nothing yet. */
  previous(): Promise<string>;
  /** data/index.json there; null: nothing published. */
  index(): Promise<Index | null>;
  /** Where what is published does not close the collection: no ballot arrives from now on. Done again, it changes nothing. */
  close?(): Promise<void>;
  /** Closing cannot be undone. `files`: results/…, data/… as they are uploaded by hand; an office that counts by itself does not ask for them. */
  publish(order: { closing: boolean; files: () => Promise<ReadonlyMap<string, Uint8Array>> }): Promise<Done>;
}

/** The fields that the organizer fills in: `kind` says which. */
export type Keys = Readonly<Record<'key' | 'id' | 'secret' | 'folder', string>>;
export const noKeys: Keys = { key: '', id: '', secret: '', folder: '' };

/** Kinds of collectors that the page can reach. */
export type OfficeKind = 'triptych' | 's3' | 'wordpress';

/** The collector of widget.json with its address, where the page can reach it; null: files are chosen by hand. */
export function officeOf({ widget, address }: Survey): { kind: OfficeKind; collect: URL; results: URL; config: WidgetConfig } | null {
  // Files chosen by hand: the page is then alone, or of another site.
  if (address === '') return null;
  const config = JSON.parse(widget) as WidgetConfig;
  const { kind, url } = config.collect ?? {};
  if ((kind !== 'triptych' && kind !== 's3' && kind !== 'wordpress') || !url) return null;
  // From outside of wp-admin the page has no right there.
  if (kind === 'wordpress' && connectionFrom(document.URL)?.survey !== config.survey) return null;
  return { kind, config, collect: new URL(url, address), results: new URL(config.results?.url ?? `../../results/${config.survey}.json`, address) };
}
