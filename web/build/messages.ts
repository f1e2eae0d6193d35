// SPDX-License-Identifier: MIT
// Build: ICU messages of content/locales, compiled to icu-minify's compact form and split by when the page needs them.

import { readFileSync, readdirSync } from 'node:fs';
import compile from 'icu-minify/compile';
import type { PlainWord } from '../src/engine/studio.js';
import type { Group as VisitorGroup } from '../src/i18n/messages.ts';

/** desk: of the pages that count and download; studio: of the page where a survey is written. */
export type Group = VisitorGroup | 'desk' | 'studio';

const folder = new URL('../../content/locales/', import.meta.url);

export function groupOf(key: string): Group | null {
  // Said by the command line alone, or given away as they are written.
  if (/^(cli|plain|export)\./.test(key)) return null;
  if (/^(research|workbench)\./.test(key)) return 'desk';
  // What is wrong with an explainer is found by who writes it.
  if (/^studio\.|^error\.(explainer|reading)_/.test(key)) return 'studio';
  // What is wrong with an answer is known to the whole engine only, and these words come with it.
  return /^(widget|question)\.(?!error_)|^error\.engine_/.test(key) ? 'core' : 'more';
}

export function languages(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

export function compiledMessages(language: string): Record<Group, string> {
  const source = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Record<string, string>;
  const groups: Record<Group, Record<string, unknown>> = { core: {}, more: {}, desk: {}, studio: {} };
  for (const [key, message] of Object.entries(source)) {
    const group = groupOf(key);
    if (!group) continue;
    groups[group][key] = compile(message);
    // The desk shows results and errors as well; the studio shows errors, and has the desk's links to other languages.
    if (/^(results|chart|error)\./.test(key) && group !== 'studio') groups.desk[key] = groups[group][key];
    if (/^(error|research\.languages$)/.test(key)) groups.studio[key] = groups[group][key];
  }
  return Object.fromEntries(Object.entries(groups).map(([group, messages]) => [group, JSON.stringify(messages)])) as Record<Group, string>;
}

/** Specialists' words of every language, and what to say instead: plain.<word>.avoid and .use. */
export function plainWords(): PlainWord[] {
  return languages().flatMap((language) => {
    const source = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Record<string, string>;
    return Object.entries(source)
      .filter(([key]) => /^plain\..*\.avoid$/.test(key))
      .map(([key, avoid]) => ({ language, avoid, use: source[key.replace(/avoid$/, 'use')] ?? '' }));
  });
}

/** The words of exports, as written: they go into files, not through a formatter. */
export function exportWords(language: string): Record<string, string> {
  const source = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Record<string, string>;
  const prefix = 'export.word.';
  return Object.fromEntries(
    Object.entries(source)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), text]),
  );
}
