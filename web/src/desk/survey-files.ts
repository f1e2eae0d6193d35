// SPDX-License-Identifier: MIT
// Desk: the survey whose ballots are counted: of this site, or files that the organizer has.

import type { WidgetConfig } from '../config.ts';
import { absent, type Published } from './bundle.ts';

/** What the build knows of content/: folders, and earlier questionnaires of the same wave. */
export interface SiteSurvey {
  folder: string;
  versions: string[];
}

export interface Survey {
  name: string;
  wave: number;
  /** As text, for the core reads them itself. */
  questionnaire: string;
  widget: string;
  policy: string;
  earlier: string[];
  /** What visitors see now, as text; empty: nothing yet. */
  previous: string;
  /** data/index.json of the site, where it was chosen by hand. */
  index: string;
  /** Of the folder that widget.json was read from; empty: chosen by hand. */
  address: string;
}

async function fetchText(address: URL): Promise<string> {
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.status} ${address.pathname}`);
  return response.text();
}

/** Before the first release there is none. Any other failure is not silence: what was given away must be known. */
export async function fetchLast(address: URL, missing: readonly number[] = absent.host): Promise<string> {
  const response = await fetch(address, { cache: 'no-cache' });
  if (missing.includes(response.status)) return '';
  if (!response.ok) throw new Error(`${response.status} ${address.pathname}`);
  return response.text();
}

export async function fetchSurvey({ folder, versions }: SiteSurvey): Promise<Survey> {
  const base = new URL(folder, document.baseURI);
  const widget = await fetchText(new URL('widget.json', base));
  const config = JSON.parse(widget) as WidgetConfig;
  const at = (path: string) => fetchText(new URL(path, base));
  const [questionnaire, policy, ...earlier] = await Promise.all([config.questionnaire, config.disclosure ?? 'disclosure.json', ...versions].map(at));
  const results = new URL(config.results?.url ?? `../../results/${config.survey}.json`, base);
  const previous = results.origin === base.origin ? await fetchLast(results, config.collect?.kind === 's3' ? absent.bucket : absent.host) : '';
  return { name: config.survey, wave: config.wave, questionnaire: questionnaire!, widget, policy: policy!, earlier, previous, index: '', address: base.href };
}

/** widget.json, disclosure.json and the questionnaire, known by what is in them. Null: one is missing. */
export async function readSurvey(files: readonly File[]): Promise<Survey | null> {
  let widget = '';
  let policy = '';
  const questionnaires: { text: string; revision: number }[] = [];
  for (const file of files) {
    const text = await file.text();
    const json = JSON.parse(text) as Partial<WidgetConfig> & { one_way?: unknown; triptych?: { text_rev?: number } };
    if (json.one_way !== undefined) policy = text;
    else if (json.collect !== undefined) widget = text;
    else questionnaires.push({ text, revision: json.triptych?.text_rev ?? 0 });
  }
  const [latest, ...earlier] = questionnaires.sort((a, b) => b.revision - a.revision);
  if (!widget || !policy || !latest) return null;
  const config = JSON.parse(widget) as WidgetConfig;
  return { name: config.survey, wave: config.wave, questionnaire: latest.text, widget, policy, earlier: earlier.map(({ text }) => text), previous: '', index: '', address: '' };
}

/** The index with one bundle more, or again. */
export function indexWith(bundles: readonly Published[], added: Published): Published[] {
  const order = (one: Published) => `${one.survey} ${String(one.wave).padStart(3, '0')} ${String(one.number).padStart(6, '0')}`;
  return [...bundles.filter(({ file }) => file !== added.file), added].sort((a, b) => (order(a) < order(b) ? 1 : -1));
}
