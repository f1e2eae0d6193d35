// SPDX-License-Identifier: MIT
// Screens: what the notice says to who wants to know more: what is seen before sending, what a host sees, what stays on the device and under which name.

import { html, nothing, type TemplateResult } from 'lit';
import { collectKind, type WidgetConfig } from '../../config.ts';
import { localized, type Words } from '../../i18n/messages.ts';
import { lettersDatabase } from '../../store/letters-database.ts';
import type { Context } from '../context.ts';

/** Every key that the page may keep on the device, and why and how long: those of store/saved.ts and store/letters-database.ts. */
export function keysOf(config: WidgetConfig, words: Words): [key: string, why: string][] {
  const sitting = `triptych:${config.survey}:${config.wave}`;
  const keys: [string, string][] = [[sitting, words.t('notice.key_sitting')]];
  if (collectKind(config) !== 'none') keys.push([lettersDatabase, words.t('notice.key_waiting')]);
  if (config.collect?.marker) keys.push([`${sitting}:sent`, words.t('notice.key_sent', config.collect.marker)]);
  return keys;
}

export function noticeMore({ state, words }: Context): TemplateResult {
  const { config, locale } = state;
  return html`
    <ul>
      <li>${words.t('notice.more_ballot')}</li>
      <li>${words.t('notice.more_host')}</li>
      <li>${words.t('notice.more_kept')}</li>
      <li>${words.t('notice.more_free')}</li>
      ${config?.note ? html`<li>${localized(config.note, locale)}</li>` : nothing}
    </ul>
    ${config
      ? html`<p>${words.t('notice.keys')}</p>
          <ul>
            ${keysOf(config, words).map(([key, why]) => html`<li><code>${key}</code> ${why}</li>`)}
          </ul>`
      : nothing}
  `;
}
