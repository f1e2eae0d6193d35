// SPDX-License-Identifier: MIT
// Desk: pieces that both pages draw.

import { html, nothing, type TemplateResult } from 'lit';
import type { CodebookItem } from '../engine/survey.js';
import type { OpenBundle } from './bundle.ts';
import { addressIn, type Desk, languages } from './language.ts';

const names: Record<(typeof languages)[number], string> = { fr: 'Français', en: 'English' };

export const languageLinks = ({ locale, t }: Desk): TemplateResult =>
  html`<nav aria-label=${t('research.languages')}>
    ${languages.map((one) =>
      one === locale ? nothing : html`<a class="quiet" href=${addressIn(one)} lang=${one} hreflang=${one}>${names[one]}</a>`,
    )}
  </nav>`;

/** A table that scrolls by itself where the window is narrow; the keyboard reaches it. */
export const scrolling = (label: string, table: TemplateResult): TemplateResult =>
  html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>${table}</div>`;

export const facts = (list: readonly (readonly [string, unknown])[]): TemplateResult =>
  html`<dl class="facts">${list.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;

const unique = (rows: readonly Record<string, string>[], name: string): string[] => [...new Set(rows.map((row) => row[name] ?? ''))];

/** The codebook in the page's language, else in one it was written in. */
export const itemsOf = ({ codebooks }: Pick<OpenBundle, 'codebooks'>, locale: string): CodebookItem[] =>
  codebooks[locale] ?? Object.values(codebooks)[0] ?? [];

/** The words of an answer; "yes", "none" and the like may have none of the organizer's, and then the bundle's own serve. */
export function answerOf(bundle: OpenBundle, locale: string, item: string, value: string): string {
  const options = itemsOf(bundle, locale).find(({ name }) => name === item)?.options ?? [];
  const written = options.find((option) => String(option.value) === value)?.text;
  const entry = () => bundle.codebook.find((one) => one['item'] === item && one['category'] === 'option' && one['value'] === value);
  return written || (entry()?.['answer'] ?? value);
}

export const titleOf = (bundle: OpenBundle, locale: string, item: string): string =>
  itemsOf(bundle, locale).find(({ name }) => name === item)?.title ?? item;

/** One crossed table: counts as released; what is hidden says so, and a zero is a zero. */
export function crossedTable({ t, locale }: Desk, bundle: OpenBundle, row: string, column: string): TemplateResult {
  const cells = bundle.crossed.filter((cell) => cell['row'] === row && cell['column'] === column);
  const rows = unique(cells, 'row_value');
  const columns = unique(cells, 'column_value');
  if (cells.every((cell) => cell['state'] === 'withheld')) return html`<p>${t('research.crossed_withheld')}</p>`;
  const shown = new Intl.NumberFormat(locale);
  return scrolling(
    t('research.crossed_label'),
    html`<table>
      <caption>
        ${titleOf(bundle, locale, row)} × ${titleOf(bundle, locale, column)}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${columns.map((value) => html`<th scope="col">${answerOf(bundle, locale, column, value)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (value) => html`<tr>
            <th scope="row">${answerOf(bundle, locale, row, value)}</th>
            ${columns.map((other) => {
              const cell = cells.find((one) => one['row_value'] === value && one['column_value'] === other);
              return cell?.['state'] === 'shown'
                ? html`<td class="number">${shown.format(Number(cell['count']))}</td>`
                : html`<td class="hidden">${t('research.hidden')}</td>`;
            })}
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
}
