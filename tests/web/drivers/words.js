// SPDX-License-Identifier: MIT
// Drivers: the sentences of content/locales, so that tests name what a visitor reads and no test repeats a text.
import { readFileSync } from 'node:fs';
import compile from 'icu-minify/compile';
import format from 'icu-minify/format';

const formatters = {
  getNumberFormat: (locale, options) => new Intl.NumberFormat(locale, options),
  getPluralRules: (locale, options) => new Intl.PluralRules(locale, options),
  getDateTimeFormat: (locale, options) => new Intl.DateTimeFormat(locale, options),
};

/** t(key, params) in one language. A key that does not exist is a failure. */
export function words(language) {
  const texts = JSON.parse(readFileSync(new URL(`../../../content/locales/${language}.json`, import.meta.url), 'utf8'));
  return (key, params = {}) => {
    if (!(key in texts)) throw new Error(`content/locales/${language}.json has no “${key}”`);
    // No-break spaces keep signs on their line; to a reader they are spaces.
    return String(format(compile(texts[key]), language, params, { formatters })).replace(/\s+/g, ' ');
  };
}

/** A text as a pattern: what stands for a parameter may be anything. */
export function pattern(language, key) {
  const texts = JSON.parse(readFileSync(new URL(`../../../content/locales/${language}.json`, import.meta.url), 'utf8'));
  if (!(key in texts)) throw new Error(`content/locales/${language}.json has no “${key}”`);
  const escaped = texts[key].split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return new RegExp(escaped.join('.+'));
}
