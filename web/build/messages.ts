// SPDX-License-Identifier: MIT
// Build: ICU messages of content/locales, compiled to icu-minify's compact form and split by when the page needs them.

import { readFileSync, readdirSync } from 'node:fs';
import compile from 'icu-minify/compile';
import type { Group } from '../src/i18n/messages.ts';

const folder = new URL('../../content/locales/', import.meta.url);

export function groupOf(key: string): Group | null {
  // Said by the command line alone.
  if (/^(cli|plain)\.|^error\.(explainer|reading)_/.test(key)) return null;
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
  const groups: Record<Group, Record<string, unknown>> = { core: {}, more: {} };
  for (const [key, message] of Object.entries(source)) {
    const group = groupOf(key);
    if (group) groups[group][key] = compile(message);
  }
  return { core: JSON.stringify(groups.core), more: JSON.stringify(groups.more) };
}
