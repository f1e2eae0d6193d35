// SPDX-License-Identifier: MIT
// Desk: margins pasted from a table: a line an answer: question, answer, share; by their names or by their words, separated as a spreadsheet does.

import type { CodebookItem } from '../engine/survey.js';
import type { MarginTarget } from '../engine/workbench.js';

/** `line` is of the text, from 1. */
export type Pasted = { margins: MarginTarget[] } | { line: number; what: 'shape' | 'question' | 'answer' | 'number' | 'twice' };

const same = (a: string, b: string): boolean => a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();

/** "12,5" and "12.5 %" are numbers. */
function numberOf(text: string): number {
  const plain = text.replace(/[\s\u00a0\u202f%]/g, '').replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

export function readMargins(text: string, codebook: readonly CodebookItem[]): Pasted {
  const items = codebook.filter(({ kind, options }) => kind === 'single' && options.length > 0);
  const margins = new Map<string, (number | null)[]>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    // A comma is left to the numbers of half of Europe.
    const cells = line.split(line.includes('\t') ? '\t' : ';');
    if (cells.length < 3) return { line: at + 1, what: 'shape' };
    const [question = '', answer = '', share = ''] = cells;
    const item = items.find(({ name }) => same(name, question)) ?? items.find(({ title }) => same(title, question));
    if (!item) return { line: at + 1, what: 'question' };
    const option = item.options.findIndex(({ value, text: words }) => same(String(value), answer) || same(words, answer));
    if (option < 0) return { line: at + 1, what: 'answer' };
    const number = numberOf(share);
    if (Number.isNaN(number)) return { line: at + 1, what: 'number' };
    const targets = margins.get(item.name) ?? item.options.map(() => null);
    if (targets[option] !== null) return { line: at + 1, what: 'twice' };
    targets[option] = number;
    margins.set(item.name, targets);
  }
  // An answer that is not named has no one in the population.
  return { margins: [...margins].map(([item, targets]) => ({ item, targets: targets.map((target) => target ?? 0) })) };
}
