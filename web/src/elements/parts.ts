// SPDX-License-Identifier: MIT
// Elements: small pieces that several screens share.

import { html, nothing, svg, type TemplateResult } from 'lit';
import { heading } from '../explainers/heading.ts';
import type { Panel } from '../engine/survey.js';
import type { MessageKey } from '../i18n/messages.ts';
import type { Action } from '../store/state.ts';
import type { Context } from './context.ts';

/** The heading that takes the focus when the screen changes. */
export const screenHeading = (context: Context, content: unknown): TemplateResult =>
  heading(context.level, content, { id: 'heading', class: 'title', tabindex: -1 });

type Weight = 'primary' | 'secondary' | 'quiet';

export const button = (context: Context, weight: Weight, key: MessageKey, action: Action | (() => void)): TemplateResult => html`
  <button
    type="button"
    class=${weight}
    part="button ${weight}"
    @click=${() => (typeof action === 'function' ? action() : context.dispatch(action))}
  >
    ${context.words.t(key)}
  </button>
`;

/** Said once, politely, and closed by the visitor. */
export function notices(context: Context): TemplateResult {
  const { problem, news } = context.state;
  const close = html`
    <button type="button" class="quiet" @click=${() => context.dispatch({ type: 'dismiss' })}>${context.words.t('widget.close')}</button>
  `;
  return html`
    <div role="alert">${problem ? html`<div class="note problem">${context.words.say(problem)} ${close}</div>` : nothing}</div>
    <div role="status">${news ? html`<div class="note">${context.words.say(news)} ${close}</div>` : nothing}</div>
  `;
}

/** What the page pretends, said on every screen that shows it. */
export function banner(context: Context): TemplateResult | typeof nothing {
  const { config } = context.state;
  if (!config || (config.controller && !config.simulated)) return nothing;
  return html`<p class="banner" part="banner">${context.words.t(config.controller ? 'widget.simulated' : 'widget.demonstration')}</p>`;
}

const paths: Record<Panel, TemplateResult> = {
  // A hundred people, some of them marked.
  confiance: svg`<circle cx="7" cy="7" r="3" class="full"/><circle cx="16" cy="7" r="3" class="full"/><circle cx="25" cy="7" r="3"/><circle cx="7" cy="16" r="3" class="full"/><circle cx="16" cy="16" r="3"/><circle cx="25" cy="16" r="3"/><circle cx="7" cy="25" r="3"/><circle cx="16" cy="25" r="3"/><circle cx="25" cy="25" r="3"/>`,
  // Somebody speaks.
  participation: svg`<path d="M5 5h22a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H14l-7 6v-6H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z"/><path d="M9 11h14M9 16h9"/>`,
  // What all have said, side by side.
  engagement: svg`<path d="M4 28h24"/><path class="full" d="M6 17h5v8H6zM13.500 6h5v19h-5zM21 12h5v13h-5z"/>`,
};

export const panelIcon = (panel: Panel): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">${paths[panel]}</svg>`;

export const panels: readonly Panel[] = ['confiance', 'participation', 'engagement'];
