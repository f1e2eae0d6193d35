// SPDX-License-Identifier: MIT
// Screens: the first door: the explainers, one at a time.

import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.ts';
import '../explainer-choice.ts';
import { screenHeading } from '../parts.ts';

export function understand(context: Context): TemplateResult {
  return html`
    ${screenHeading(context, context.words.t('widget.panel_confiance'))}
    <triptych-explainer-choice .context=${context}></triptych-explainer-choice>
  `;
}
