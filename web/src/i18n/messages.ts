// SPDX-License-Identifier: MIT
// Words: the page's own sentences in one language, compiled ICU messages formatted with Intl.

import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format';
import type english from '../../../content/locales/en.json';
import type { Message, Wording } from '../engine/survey.js';

/** English types the others. */
export type MessageKey = keyof typeof english;

/** Sentences arrive as they are needed: up to the first question, and the rest. */
export type Group = 'core' | 'more';

export type Params = Record<string, unknown>;

export interface Words {
  readonly locale: string;
  /** What has arrived of its sentences. */
  readonly groups: ReadonlySet<Group>;
  /** A sentence of the page. Empty while its group is still on the way. */
  t(key: MessageKey, params?: Params): string;
  /** A sentence that the core asks for, or words that the organizer wrote. */
  say(wording: Wording): string;
}

export type Compiled = Record<string, CompiledMessage>;

// A page speaks few languages, with few number formats: the caches stay small.
function cached<Made>(make: (locale: string, options: object | undefined) => Made): (locale: string, options?: object) => Made {
  const made = new Map<string, Made>();
  return (locale, options) => {
    const key = locale + JSON.stringify(options);
    let one = made.get(key);
    if (!one) made.set(key, (one = make(locale, options)));
    return one;
  };
}

/**
 * The names of these languages in themselves. The first number or name that Intl is asked for keeps a modest telephone busy for an eighth of a second;
 * in these languages the first screen asks for none, as small whole numbers are written there as everywhere. A test compares both with Intl.
 */
const ownNames: Record<string, string> = { en: 'English', fr: 'français' };

/** A language, in itself. */
export const nameOf = (language: string): string =>
  ownNames[language] ?? new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

const numbers = cached((locale, options) => new Intl.NumberFormat(locale, options));

const formatters = {
  getNumberFormat(locale: string, options?: object) {
    const isPlain = !options && locale in ownNames;
    return { format: (value: number) => (isPlain && value % 1 === 0 && value < 1000 ? `${value}` : numbers(locale, options).format(value)) } as Intl.NumberFormat;
  },
  getPluralRules: cached((locale, options) => new Intl.PluralRules(locale, options)),
  getDateTimeFormat: cached((locale, options) => new Intl.DateTimeFormat(locale, options)),
};

/** What the core sends as JSON, as ICU arguments: lists are read out, nothing else than text and numbers is formatted. */
function values(locale: string, params: Params): FormatValues<string> {
  const list = (items: unknown[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items.map(String));
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value) ? list(value) : typeof value === 'number' ? value : String(value ?? ''),
    ]),
  );
}

/** `missing` is told of a key that is not there (yet). */
export function words(locale: string, messages: Compiled, groups: ReadonlySet<Group>, missing: (key: string) => void): Words {
  const t = (key: string, params: Params = {}): string => {
    const message = messages[key];
    if (message === undefined) {
      missing(key);
      return '';
    }
    return String(format(message, locale, values(locale, params), { formatters }));
  };
  return { locale, groups, t, say: (wording) => ('text' in wording ? wording.text : t((wording as Message).key, wording.params)) };
}

/** A day of widget.json or its neighbours ("2026-11-23"), as one says it; what is no day, as it is written. */
export function longDay(locale: string, day: string): string {
  const date = new Date(day);
  return isNaN(+date) ? day : formatters.getDateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'iw', 'ji', 'ku', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

/** Direction of a language's script; ar-Latn reads left to right. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  // Most languages are never asked what their likely script is: the first such question costs a slow telephone 70 ms.
  if (!rightToLeft.has(locale.toLowerCase().split('-')[0]!)) return 'ltr';
  return /^(Latn|Cyrl|Deva)$/.test(new Intl.Locale(locale).maximize().script!) ? 'ltr' : 'rtl';
}

/** The first of `wanted` that `offered` has, by language alone when the region differs; else the first offered. */
export function pickLanguage(wanted: readonly string[], offered: readonly string[]): string {
  const language = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const tag of wanted) {
    const found =
      offered.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? offered.find((one) => language(one) === language(tag));
    if (found) return found;
  }
  return offered[0] ?? 'en';
}

/** The organizer's words in a language: exact, by language, `default`, then any. */
export function localized(words: string | Record<string, string> | undefined, locale: string): string {
  if (words === undefined || typeof words === 'string') return words ?? '';
  return words[locale] ?? words[locale.split('-')[0]!] ?? words['default'] ?? Object.values(words)[0] ?? '';
}
