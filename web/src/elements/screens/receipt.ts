// SPDX-License-Identifier: MIT
// Screens: after sending, a receipt in words. It holds no number: whoever could find a ballot by its receipt would make it personal data.

import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { collectKind } from '../../config.ts';
import { longDay } from '../../i18n/messages.ts';
import type { Context } from '../context.ts';
import { button, screenHeading } from '../parts.ts';

/** ISO 8601: the week of the year's first Thursday is week 1. */
export function isoWeek(day: Date): { year: number; week: number } {
  const thursday = new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return { year: thursday.getUTCFullYear(), week: Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7) };
}

/** The organizer's own words of thanks. */
function thanks(context: Context): unknown {
  const written = context.state.view?.completedHtml;
  if (!written) return nothing;
  if (!/[<&]/.test(written)) return html`<p>${written}</p>`;
  const cleaner = context.later('elements/questions/clean-html', () => import('../questions/clean-html.ts'));
  return cleaner ? html`<div class="prose">${guard([written], () => cleaner.cleanHtml(written, context.address))}</div>` : nothing;
}

export function receipt(context: Context): TemplateResult {
  const { state, words } = context;
  const { config, delivery } = state;
  const name = config?.controller?.name ?? '';
  const when = config?.period?.kind === 'wave' ? { year: 0, week: 0 } : isoWeek(new Date());
  // At a stand the one main button makes room for the next person.
  const seen = () => button(context, context.shared ? 'secondary' : 'primary', 'ballot.see_results', { type: 'panel', panel: 'engagement' });
  const device = config !== null && collectKind(config) === 'device';
  switch (delivery) {
    case 'received':
      return html`
        ${screenHeading(context, words.t('ballot.received_title'))}
        <p class="received">${words.t(when.week ? 'ballot.received' : 'ballot.received_wave', { name, ...when })}</p>
        <p>${words.t('ballot.cleared')}</p>
        ${thanks(context)}
        <div class="actions">${seen()}</div>
      `;
    case 'elsewhere':
      return html`
        ${screenHeading(context, words.t('ballot.elsewhere_title'))}
        <p>${words.t('ballot.elsewhere')}</p>
        <div class="actions">${seen()}</div>
      `;
    case 'before':
      return html`
        ${screenHeading(context, words.t('ballot.before_title'))}
        <p>${words.t('ballot.before', { date: longDay(state.locale, state.markedUntil ?? '') })}</p>
        <p>${words.t('ballot.before_other')}</p>
        <div class="actions">${seen()}</div>
      `;
    case 'waiting':
    case 'waiting-memory':
      return html`
        ${screenHeading(context, words.t('ballot.waiting_title'))}
        <p>${words.t(delivery === 'waiting' ? 'ballot.waiting' : 'ballot.waiting_memory')}</p>
        <p>${words.t('ballot.once')}</p>
        ${thanks(context)}
        <div class="actions">
          ${button(context, 'primary', 'ballot.retry', { type: 'retry' })}
          ${context.shared ? nothing : button(context, 'secondary', 'ballot.download', { type: 'download' })}
          ${button(context, 'secondary', 'ballot.see_results', { type: 'panel', panel: 'engagement' })}
        </div>
      `;
    case 'refused':
      return html`
        ${screenHeading(context, words.t('ballot.refused_title'))}
        <p>${words.t('ballot.refused', { name })}</p>
        <div class="actions">${seen()}${context.shared ? nothing : button(context, 'secondary', 'ballot.download', { type: 'download' })}</div>
      `;
    default:
      return html`
        ${screenHeading(context, words.t('ballot.kept_title'))}
        <p>${words.t(device ? 'ballot.kept_device' : 'ballot.kept_nothing')}</p>
        ${thanks(context)}
        <div class="actions">${seen()}</div>
      `;
  }
}
