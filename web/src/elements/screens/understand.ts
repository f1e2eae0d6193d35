// SPDX-License-Identifier: MIT
// Screens: the first door: one explainer at a time, alone; the others are named under it.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { heading } from '../../explainers/heading.ts';
import { localized } from '../../i18n/messages.ts';
import type { Context } from '../context.ts';
import { explainer, partsOf } from '../explainer-slot.ts';
import { screenHeading } from '../parts.ts';

/** Titles come with the files of the others, once the first is there. */
function others(context: Context, ids: readonly string[]): TemplateResult {
  const { state, words, dispatch, level } = context;
  return html`
    <section class="others no-print">
      ${heading(level + 1, words.t('explainer.others'))}
      <ul class="cards">
        ${ids.map((id) => {
          const file = partsOf(context, id)?.file;
          if (!file) return nothing;
          return html`
            <li>
              <button type="button" class="secondary" part="button secondary" @click=${() => dispatch({ type: 'explain', id })}>
                ${localized(file.title, state.locale)}
              </button>
            </li>
          `;
        })}
      </ul>
    </section>
  `;
}

export function understand(context: Context): TemplateResult {
  const { state, words } = context;
  const ids = state.config?.explainers ?? [];
  const shown = state.explaining ?? ids[0];
  if (shown === undefined) return html`${screenHeading(context, words.t('widget.panel_confiance'))}`;
  return html`
    <div class="visually-hidden">${screenHeading(context, words.t('widget.panel_confiance'))}</div>
    ${keyed(shown, explainer(context, shown, true))}
    ${ids.length > 1 && partsOf(context, shown) ? others(context, ids.filter((id) => id !== shown)) : nothing}
  `;
}
