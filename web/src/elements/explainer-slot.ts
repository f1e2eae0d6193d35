// SPDX-License-Identifier: MIT
// Elements: the place of an explainer: its file, its simulations and its element arrive together, then it is one element.

import { html, type TemplateResult } from 'lit';
import type { ExplainerEvents, Speak } from '../explainers/shell.ts';
import type { MessageKey } from '../i18n/messages.ts';
import type { ExplainerParts } from '../store/state.ts';
import type { Context } from './context.ts';

export const partsOf = (context: Context, id: string): ExplainerParts | null | undefined =>
  context.fetched(`explainer ${id}`, () => context.store.explainer(id));

/** What explainers and results speak with: their keys are theirs to know. */
export const speak = (context: Context): Speak => (key, params) => context.words.t(key as MessageKey, params);

/** `alone`: under its own door; else a page of the survey. */
export function explainer(context: Context, id: string, alone: boolean): TemplateResult {
  const { words, state, dispatch } = context;
  const parts = partsOf(context, id);
  if (!context.store.speakOf('more') || parts === null) return html`<p class="note">${words.t('widget.loading')}</p>`;
  if (parts === undefined) return html`<p class="note">${words.t('explainer.unavailable')}</p>`;
  return html`
    <triptych-explainer
      .file=${parts.file}
      .simulations=${parts.simulations}
      .locale=${state.locale}
      .t=${speak(context)}
      .headingLevel=${context.level + 1}
      ?alone=${alone}
      ?review=${state.config?.review ?? false}
      @explainer-state=${({ detail }: ExplainerEvents['explainer-state']) =>
        dispatch({ type: 'explainer', id: detail.id, state: detail.state })}
      @explainer-leave=${() => dispatch(alone ? { type: 'panel', panel: 'participation' } : { type: 'next' })}
    ></triptych-explainer>
  `;
}
