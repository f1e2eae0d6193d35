// SPDX-License-Identifier: MIT
// Facilitate: the group's view in the widget's frame, in place of its three doors. Nothing of it reaches the survey.

import { html, type TemplateResult } from 'lit';
import type { Context, Screens } from '../elements/context.ts';
import { partsOf, speak } from '../elements/explainer-slot.ts';
import './define.ts';

function facilitate(context: Context): TemplateResult {
  const { state, words, level } = context;
  const all = (state.config?.explainers ?? []).map((id) => partsOf(context, id));
  // An explainer that does not load is left out; none is shown before the others are known.
  if (all.includes(null)) return html`<p class="note">${words.t('widget.loading')}</p>`;
  const parts = all.filter((part) => part !== undefined && part !== null);
  if (parts.length === 0) return html`<p class="note">${words.t('explainer.unavailable')}</p>`;
  return html`<triptych-facilitator .parts=${parts} .locale=${state.locale} .t=${speak(context)} .headingLevel=${level}></triptych-facilitator>`;
}

export const screens: Screens = { home: facilitate };
