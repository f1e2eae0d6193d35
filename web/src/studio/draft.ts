// SPDX-License-Identifier: MIT
// Studio: a survey that is being written: its files as text, opened from wherever they are. Changes make a new draft; the old one is the undo.

import { unzipSync } from 'fflate';
import type { WidgetConfig } from '../config.ts';
import type { Json } from '../engine/survey.js';
import { blank } from './blank.ts';
import { at, isObject, put, written, type JsonObject } from './json.ts';

export interface Draft {
  /** By their path beside widget.json. */
  readonly files: ReadonlyMap<string, string>;
  /** The questionnaire as it was when it began to collect answers; empty: it has not. */
  readonly before: string;
}

/** What can be said of a file that is no survey's. */
export class Unusable extends Error {
  readonly why: 'none' | 'json' | 'large';
  readonly file: string;
  constructor(why: Unusable['why'], file = '') {
    super(`${why} ${file}`);
    this.why = why;
    this.file = file;
  }
}

/** Beyond what any survey holds; what is larger is not unpacked. */
const mostBytes = 20 << 20;
const mostFiles = 500;

export const jsonOf = (draft: Draft, file: string): Json | undefined => {
  try {
    return JSON.parse(draft.files.get(file) ?? '') as Json;
  } catch {
    return undefined;
  }
};

/** widget.json, as far as it can be read. */
export const configOf = (draft: Draft): Partial<WidgetConfig> => {
  const json = jsonOf(draft, 'widget.json');
  return isObject(json) ? (json as unknown as Partial<WidgetConfig>) : {};
};

export const questionnaireFile = (draft: Draft): string => configOf(draft).questionnaire ?? 'questionnaire.json';
export const disclosureFile = (draft: Draft): string => configOf(draft).disclosure ?? 'disclosure.json';

export const withFile = (draft: Draft, file: string, text: string): Draft => ({ ...draft, files: new Map([...draft.files, [file, text]]) });

export function withoutFile(draft: Draft, file: string): Draft {
  const files = new Map(draft.files);
  files.delete(file);
  return { ...draft, files };
}

/** One file with a change; a file that cannot be read is left alone. */
export function edited(draft: Draft, file: string, change: (json: JsonObject) => void): Draft {
  const json = jsonOf(draft, file);
  if (!isObject(json)) return draft;
  change(json);
  return withFile(draft, file, written(json));
}

// --- words in several languages

/** The language that "default" is written in, in that file. */
export function ownLanguage(draft: Draft, file: string): string {
  if (file !== questionnaireFile(draft)) return configOf(draft).languages?.[0] ?? 'en';
  const json = jsonOf(draft, file);
  const locale = isObject(json) ? json['locale'] : '';
  return typeof locale === 'string' && locale ? locale : 'en';
}

export const wordsIn = (words: Record<string, string>, language: string, own: string): string => words[language] ?? (language === own ? (words['default'] ?? '') : '');

/** What stands at that pointer, by language. */
export function wordsAt(json: Json | undefined, pointer: string): Record<string, string> {
  const value = json === undefined ? undefined : at(json, pointer);
  if (typeof value === 'string') return { default: value };
  return isObject(value) ? (value as Record<string, string>) : {};
}

export function putWords(json: Json, pointer: string, language: string, own: string, text: string): void {
  const words = { ...wordsAt(json, pointer) };
  const key = language === own && words[language] === undefined ? 'default' : language;
  if (text === '') delete words[key];
  else words[key] = text;
  const keys = Object.keys(words);
  // As it was written: one language alone is a plain text where it was one.
  const plain = keys.length === 1 && keys[0] === 'default' && !isObject(at(json, pointer));
  put(json, pointer, keys.length === 0 ? undefined : plain ? words['default'] : words);
}

// --- opening

interface Entry {
  path: string;
  text: string;
}

const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function unpacked(bytes: Uint8Array, name: string): Entry[] {
  let total = 0;
  const entries = unzipSync(bytes, {
    filter({ name: path, originalSize }) {
      if (!path.endsWith('.json')) return false;
      total += originalSize;
      if (total > mostBytes) throw new Unusable('large', name);
      return true;
    },
  });
  return Object.entries(entries).map(([path, content]) => ({ path, text: new TextDecoder().decode(content) }));
}

/** Of files, folders and archives: every JSON file, by its path. */
async function entriesOf(files: readonly File[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  if (files.length > mostFiles || files.reduce((sum, { size }) => sum + size, 0) > mostBytes) throw new Unusable('large');
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isArchive(bytes)) {
      try {
        entries.push(...unpacked(bytes, file.name));
      } catch (thrown) {
        throw thrown instanceof Unusable ? thrown : new Unusable('json', file.name);
      }
    } else if (path.endsWith('.json')) entries.push({ path, text: new TextDecoder().decode(bytes) });
  }
  return entries;
}

function read({ path, text }: Entry): JsonObject | null {
  try {
    const json = JSON.parse(text) as Json;
    return isObject(json) ? json : null;
  } catch {
    throw new Unusable('json', path);
  }
}

/** By what is in it: a widget.json, a policy, a questionnaire, an explainer. */
function kindOf(json: JsonObject | null): 'widget' | 'policy' | 'questionnaire' | 'explainer' | 'other' {
  if (!json) return 'other';
  if (json['collect'] !== undefined && json['languages'] !== undefined) return 'widget';
  if (json['one_way'] !== undefined) return 'policy';
  if (json['simulation'] !== undefined && json['steps'] !== undefined) return 'explainer';
  if (json['pages'] !== undefined || json['elements'] !== undefined || json['questions'] !== undefined) return 'questionnaire';
  return 'other';
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A survey from whatever was chosen: its folder or archive, its files one by one, or a SurveyJS questionnaire alone, which is given the rest. */
export async function openFiles(files: readonly File[]): Promise<Draft> {
  const entries = await entriesOf(files);
  const known = entries.map((entry) => ({ ...entry, kind: kindOf(read(entry)) }));
  // Of an archive of a whole site: the first survey in it.
  const widget = known.filter(({ kind }) => kind === 'widget').sort((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1))[0];
  if (!widget) {
    const questionnaire = known.find(({ kind }) => kind === 'questionnaire');
    if (!questionnaire) throw new Unusable('none');
    return around(questionnaire.text, read(questionnaire)!);
  }
  const folder = folderOf(widget.path);
  const config = JSON.parse(widget.text) as Partial<WidgetConfig>;
  const made = new Map<string, string>();
  for (const { path, text } of known) if (path.startsWith(folder)) made.set(path === widget.path ? 'widget.json' : path.slice(folder.length), text);
  // Chosen one by one, they have lost their folders.
  for (const { path, text, kind } of known) {
    const place = { explainer: `explainers/${path.slice(folder.length)}`, policy: config.disclosure ?? 'disclosure.json', questionnaire: config.questionnaire ?? 'questionnaire.json' }[kind as string];
    const name = path.slice(folder.length);
    if (!place || !path.startsWith(folder) || name.includes('/') || made.has(place)) continue;
    made.delete(name);
    made.set(place, text);
  }
  return { files: made, before: '' };
}

/** A questionnaire alone, with what a survey needs besides. */
function around(text: string, questionnaire: JsonObject): Draft {
  const locale = typeof questionnaire['locale'] === 'string' ? questionnaire['locale'] : 'en';
  const draft = startBlank(locale);
  return withFile(draft, 'questionnaire.json', text);
}

/** A survey with one question, to begin from. */
export function startBlank(language: string): Draft {
  const files = new Map(Object.entries(blank).map(([name, json]) => [name, written(json as unknown as Json)]));
  const draft: Draft = { files, before: '' };
  return edited(edited(draft, 'widget.json', (json) => put(json, '/languages', [language])), 'questionnaire.json', (json) => put(json, '/locale', language));
}

/** A survey of this site as a start: `read` gives the text of a file beside widget.json. */
export async function openFrom(read: (file: string) => Promise<string>): Promise<Draft> {
  const widget = await read('widget.json');
  const config = JSON.parse(widget) as WidgetConfig;
  const names = [config.questionnaire, config.disclosure ?? 'disclosure.json', config.references, config.next, ...(config.explainers ?? []).map((id) => `explainers/${id}.json`)];
  const files = new Map([['widget.json', widget]]);
  await Promise.all(names.filter((name): name is string => Boolean(name)).map(async (name) => files.set(name, await read(name))));
  // In the order of widget.json, whichever came first.
  const order = ['widget.json', ...names];
  const sorted = new Map([...files].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
  const draft: Draft = { files: sorted, before: '' };
  // Written for the wire; here for people.
  return { ...draft, files: new Map([...sorted].map(([name]) => [name, written(jsonOf(draft, name)!)])) };
}

// --- a question's name, wherever it is said

const named = (list: Json | undefined, old: string, name: string): void => {
  if (!Array.isArray(list)) return;
  list.forEach((one, place) => {
    if (one === old) list[place] = name;
    else named(one, old, name);
  });
};

/** The same survey in which a question has another name: in conditions and texts, settings, policy and explainers too. */
export function renamed(draft: Draft, old: string, name: string): Draft {
  const escaped = old.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const said = new RegExp(`\\{(${escaped})(?=[}.[\\-])`, 'g');
  const rewrite = (value: Json): Json => {
    if (typeof value === 'string') return value.replace(said, `{${name.replaceAll('$', '$$$$')}`);
    if (Array.isArray(value)) return value.map(rewrite);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewrite(one)])) : value;
  };
  const questionnaire = questionnaireFile(draft);
  const json = jsonOf(draft, questionnaire);
  let next = json === undefined ? draft : withFile(draft, questionnaire, written(rewrite(json)));
  next = edited(next, 'widget.json', (widget) => {
    named(widget['omit'], old, name);
    named(widget['include'], old, name);
  });
  next = edited(next, disclosureFile(next), (policy) => {
    named(at(policy, '/one_way/items'), old, name);
    named(at(policy, '/crossed/tables'), old, name);
    named(at(policy, '/rows/sensitive'), old, name);
    for (const flow of Array.isArray(policy['flows']) ? policy['flows'] : []) {
      if (!isObject(flow)) continue;
      named(flow['before'], old, name);
      named(flow['after'], old, name);
    }
    for (const known of Array.isArray(policy['quasi_identifiers']) ? policy['quasi_identifiers'] : []) if (isObject(known) && known['question'] === old) known['question'] = name;
  });
  for (const file of next.files.keys()) {
    if (!file.startsWith('explainers/')) continue;
    next = edited(next, file, (explainer) => {
      for (const check of Array.isArray(explainer['checks']) ? explainer['checks'] : []) if (isObject(check)) named(check['questions'], old, name);
    });
  }
  return next;
}
