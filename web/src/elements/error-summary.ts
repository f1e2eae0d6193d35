// SPDX-License-Identifier: MIT
// Elements: what is wrong on a page, before its questions.

import { html, nothing, type TemplateResult } from 'lit';
import { heading } from '../explainers/heading.ts';
import { idOf, type Context } from './context.ts';

/** Takes the focus to a part of the same shadow root; an address fragment would not find it and would change the page's own. */
export const jumpTo = (id: string) => (event: Event) => {
  event.preventDefault();
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  const target = root.getElementById(id);
  const field = target?.matches('input, select, textarea, button') ? target : target?.querySelector<HTMLElement>('input, select, textarea, button');
  (field ?? target)?.focus();
};

/** As in GOV.UK: what is wrong, first, each a link to its question. */
export function errorSummary(context: Context): TemplateResult | typeof nothing {
  const { refused } = context.state;
  if (refused.length === 0) return nothing;
  return html`
    <div class="error-summary" id="errors" role="alert" tabindex="-1" part="error-summary">
      ${heading(context.level, context.words.t('question.error_title'))}
      <ul>
        ${refused.map(
          ({ name, title, errors }) => html`
            <li>
              <a href="#${idOf(name)}" @click=${jumpTo(idOf(name))}>${title}</a>
              ${errors.map((one) => html`<span>${context.words.say(one)}</span>`)}
            </li>
          `,
        )}
      </ul>
    </div>
  `;
}
