// SPDX-License-Identifier: MIT
// Build: ICU messages of content/locales, compiled to icu-minify's compact form and split by when the page needs them.

import { readFileSync, readdirSync } from 'node:fs';
import compile from 'icu-minify/compile';
import type { Group as VisitorGroup } from '../src/i18n/messages.ts';

/** desk: of the pages of organizers and researchers. */
type Group = VisitorGroup | 'desk';

const folder = new URL('../../content/locales/', import.meta.url);

export function groupOf(key: string): Group | null {
  // Said by the command line alone.
  if (/^(cli|plain|export)\.|^error\.(explainer|reading)_/.test(key)) return null;
  if (/^(research|workbench)\./.test(key)) return 'desk';
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
  const groups: Record<Group, Record<string, unknown>> = { core: {}, more: {}, desk: {} };
  for (const [key, message] of Object.entries(source)) {
    const group = groupOf(key);
    if (!group) continue;
    groups[group][key] = compile(message);
    // The desk shows results and errors as well.
    if (/^(results|chart|error)\./.test(key)) groups.desk[key] = groups[group][key];
  }
  return { core: JSON.stringify(groups.core), more: JSON.stringify(groups.more), desk: JSON.stringify(groups.desk) };
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
