// SPDX-License-Identifier: MIT
// Screens: the first door: the explainers, each alone.

import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.ts';
import { explainer } from '../explainer-slot.ts';
import { screenHeading } from '../parts.ts';

export function understand(context: Context): TemplateResult {
  const { state, words } = context;
  const explainers = state.config?.explainers ?? [];
  return html`
    <div class=${explainers.length === 1 ? 'visually-hidden' : ''}>${screenHeading(context, words.t('widget.panel_confiance'))}</div>
    ${explainers.map((id) => explainer(context, id, true))}
  `;
}
